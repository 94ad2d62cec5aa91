//! The sample county in a folder: written whole or not at all, for the day asked, and never beside a real place.

use std::path::Path;
use std::process::Stdio;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::ours::{Folder, program, run};
use crate::serve::{get, serve};

/// Northvale as it was written after its first writer was killed half way: one for all tests of this file and of the documents.
pub fn northvale() -> &'static Folder {
    static WRITTEN: OnceLock<Folder> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let folder = Folder::new();
        kill_while_writing(folder.text());
        // What is left is no place: nothing is served of it, and it is begun anew.
        let served = serve(&["demo", "--dir", folder.text(), "--no-open"]);
        assert!(get(&served.address, "/sign-in").contains("Helen Marsh"), "the county is there, whole");
        drop(served);
        folder
    })
}

/// Starts a demo and kills it once its records are there and not yet whole.
fn kill_while_writing(dir: &str) {
    let part = Path::new(dir).join("being-written/wherewithal.db");
    let mut child = program()
        .args(["demo", "--dir", dir, "--no-open", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("runs");
    let began = Instant::now();
    while std::fs::metadata(&part).map_or(0, |records| records.len()) == 0 {
        assert!(began.elapsed() < Duration::from_secs(60), "it never began to write");
        assert!(child.try_wait().expect("is ours").is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(400));
    assert!(!Path::new(dir).join("wherewithal.db").exists(), "it was whole before it could be killed");
    child.kill().expect("SIGKILL");
    child.wait().expect("ends");
}

#[test]
fn a_demo_killed_while_it_is_written_is_begun_anew_and_is_whole() {
    let folder = northvale();
    assert!(!Path::new(&folder.at("being-written")).exists(), "nothing is left of the first");
    assert!(Path::new(&folder.at("examples/home-care-q2-final-v3.xlsx")).exists());
    let told = run(&["audit", "verify", "--dir", folder.text(), "--json"]).well().json();
    assert_eq!(told["whole"], true);
    let case = run(&["case", "C-10", "--dir", folder.text(), "--json"]).well().json();
    assert_eq!(case["reference"], "C-10", "all ten cases are there: {case:#}");
}

#[test]
fn a_demo_is_not_shown_on_a_day_before_what_is_in_it() {
    let folder = northvale();
    let err = run(&["demo", "--dir", folder.text(), "--no-open", "--listen", "127.0.0.1:0", "--today", "2026-01-31"]).failed();
    assert!(err.contains("On 31 January 2026 that had not happened yet") && err.contains("--dir"), "{err}");
    let new = Folder::new();
    let ran = run(&["demo", "--dir", new.text(), "--no-open", "--listen", "127.0.0.1:0", "--today", "2024-01-31"]);
    assert!(ran.code == 1 && ran.err.contains("The sample county begins on 3 March 2025"), "{ran:#?}");
    assert!(!Path::new(&new.at("wherewithal.db")).exists());
}

#[test]
fn a_demo_written_for_an_earlier_day_holds_nothing_later_and_is_not_taken_for_a_later_one() {
    let folder = Folder::new();
    let served = serve(&["demo", "--dir", folder.text(), "--no-open", "--today", "2025-06-30"]);
    assert!(get(&served.address, "/sign-in").contains("Monday 30 June 2025"));
    drop(served);
    let err = run(&["demo", "--dir", folder.text(), "--no-open", "--listen", "127.0.0.1:0"]).failed();
    assert!(err.contains("more had happened by 21 November 2026"), "{err}");
}

#[test]
fn a_demo_is_never_written_over_a_real_place() {
    let folder = Folder::with_place();
    let err = run(&["demo", "--dir", folder.text(), "--no-open", "--listen", "127.0.0.1:0"]).failed();
    assert!(err.contains("holds a real place"), "{err}");
}

/// One request with the cookies so far; keeps those of the answer.
fn ask(address: &str, head: &str, body: &str, cookies: &mut Vec<String>) -> String {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(address).expect("connects");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    let sent = cookies.join("; ");
    let form = format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", body.len());
    write!(stream, "{head} HTTP/1.1\r\nHost: {address}\r\nCookie: {sent}\r\n{form}Connection: close\r\n\r\n{body}").expect("asks");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answers");
    for line in answer.lines().filter_map(|line| line.strip_prefix("set-cookie: ")) {
        let cookie = line.split(';').next().unwrap_or_default().to_owned();
        cookies.retain(|held| held.split('=').next() != cookie.split('=').next());
        cookies.push(cookie);
    }
    answer
}

#[test]
fn my_cases_say_what_to_look_at_and_why_with_the_way_to_it_and_every_promise_that_is_due() {
    let folder = Folder::new();
    let served = serve(&["demo", "--dir", folder.text(), "--no-open"]);
    let mut cookies = Vec::new();
    let page = ask(&served.address, "GET /sign-in", "", &mut cookies);
    let value = |name: &str| {
        let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("a field");
        after.split('"').next().unwrap_or_default().to_owned()
    };
    // The first of the eight is Helen Marsh.
    let body = format!("form_token={}&person={}", value("form_token"), value("person"));
    ask(&served.address, "POST /sign-in/as", &body, &mut cookies);
    let home = ask(&served.address, "GET /", "", &mut cookies);
    for said in [
        "2 went well",
        "5 to look at",
        ">Eleven months under 26 weeks, then 32 in October. Too early to say it is fixed.</a> October 2026 has to be explained",
        ">“Too many posts are empty” was raised on 19 November 2026 and waits for triage.</a> Until it is looked at, by 26 November 2026",
        ">Twelve months under 6 days. Moved elsewhere, not solved.</a> Back in hospital within 30 days went from",
        ">What is in force ends on 21 January 2027, in 61 days.</a>",
        // With a result and without.
        "11 of 12 months; October was 32.0",
        "nobody loses a tenancy sooner because of it",
    ] {
        assert!(home.contains(said), "{said} is not on the page:\n{home}");
    }
    let lines = home.split("5 to look at").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("the lines");
    assert_eq!(lines.matches("<li>").count(), 5);
    assert_eq!(lines.matches("href=\"/issues/I-").count() + lines.matches("href=\"/services/S-").count(), 5, "each leads somewhere");
}
