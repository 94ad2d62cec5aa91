//! kill -9 in the middle of saves: everything that was reported kept is there, nothing is half there, and the trail is whole.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use desk::analyse::load_performance::{AcceptUpload, ReadUpload, accept_upload, list_uploads, read_upload};
use desk::analyse::read_source::read_source;
use desk::house::check_now::check_now;
use desk::house::set_up::operator;
use desk::plan::raise_issue::{RaiseIssue, raise_issue};
use model::issue::{RaisedBy, Severity};
use model::upload::UploadState;

use crate::ours::{Folder, desk, folder_with_service, program};

const POINTS: usize = 36;
/// Tells the child which folder to save in. Without it, the child's test has nothing to do.
const FOLDER: &str = "WHEREWITHAL_TEST_KILLED_FOLDER";

/// A file of its own each time, so that none is “here already”.
fn file(round: usize) -> String {
    let rows = (0..POINTS).map(|month| format!("{}-{:02},{}\n", 2020 + month / 12, month % 12 + 1, 100 + round * POINTS + month));
    format!("Month,Visits of round {round}\n{}", rows.collect::<String>())
}

/// Saves without end, saying after each commit what was kept. Run by the tests below in a process of its own.
#[tokio::test]
async fn the_child_that_saves_until_it_is_killed() {
    let Some(dir) = std::env::var_os(FOLDER) else { return };
    let folder = std::path::PathBuf::from(dir);
    let address = format!("sqlite:{}", folder.join("wherewithal.db").display());
    let desk = desk::Desk::open(&address, &folder, desk::Clock::System).await.expect("a place");
    let actor = operator(&desk);
    let mut tx = desk.read().await.expect("reads");
    let service = store::services::list(&mut tx, &actor.scope).await.expect("services")[0].id;
    drop(tx);
    let mut out = std::io::stdout();
    let begun = list_uploads(&desk, &actor).await.expect("uploads").len();
    for round in begun.. {
        let ask = ReadUpload { file_name: format!("round-{round}.csv"), bytes: file(round).into_bytes(), service: Some(service) };
        let upload = read_upload(&desk, &actor, ask).await.expect("reads");
        let ask = AcceptUpload { upload: upload.id, version: upload.version, new_measures: vec![], licence: String::new(), dated: None };
        let accepted = accept_upload(&desk, &actor, ask).await.expect("accepts");
        writeln!(out, "kept upload {}", accepted.upload.id).and_then(|()| out.flush()).expect("says so");
        let ask = RaiseIssue {
            service,
            title: format!("Issue of round {round}"),
            describes: "Said while the machine was about to stop.".into(),
            severity: Severity::Low,
            raised_by: RaisedBy::Staff,
            measure: None,
            part: String::new(),
        };
        let issue = raise_issue(&desk, &actor, ask).await.expect("raises");
        writeln!(out, "kept issue {}", issue.id).and_then(|()| out.flush()).expect("says so");
    }
}

/// Lets the child save for a while, kills it, and gives what it had reported by then.
fn saved_until_killed(folder: &Folder, after: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "kill::the_child_that_saves_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder.text())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("runs");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let reader = std::thread::spawn(move || lines.map_while(Result::ok).filter(|line| line.contains("kept ")).collect::<Vec<_>>());
    // From the first report on, so that each round meets it at work.
    std::thread::sleep(after);
    child.kill().expect("SIGKILL");
    child.wait().expect("ends");
    reader.join().expect("reads")
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_was_reported_kept_is_there_and_nothing_is_half_there() {
    let folder = std::thread::spawn(folder_with_service).join().expect("a place");
    let mut reported = Vec::new();
    for round in 0..12u64 {
        // Prime steps: the kill falls at another moment of a save each time.
        reported.extend(saved_until_killed(&folder, Duration::from_millis(700 + round * 37)));
        let desk = desk(&folder).await;
        let actor = operator(&desk);
        let checked = check_now(&desk, &actor).await.expect("checks");
        assert!(checked.is_well(), "round {round}: {checked:?}");
        let mut tx = desk.read().await.expect("reads");
        let issues = store::issues::list(&mut tx, &actor.scope).await.expect("issues");
        let sources = store::sources::list(&mut tx, &actor.scope).await.expect("sources");
        drop(tx);
        let uploads = list_uploads(&desk, &actor).await.expect("uploads");
        for line in &reported {
            let (what, id) = line.rsplit_once(' ').expect("a kind and an id");
            let there = match what.rsplit(' ').next() {
                Some("upload") => {
                    uploads.iter().any(|upload| upload.id.to_string() == id && matches!(upload.noun.state, UploadState::Accepted { .. }))
                }
                _ => issues.iter().any(|issue| issue.id.to_string() == id),
            };
            assert!(there, "round {round}: {line} was reported and is not there");
        }
        let accepted = uploads.iter().filter(|upload| matches!(upload.noun.state, UploadState::Accepted { .. })).count();
        assert_eq!(sources.len(), accepted, "round {round}: a source without its upload, or the other way round");
        for source in &sources {
            let view = read_source(&desk, &actor, source.id).await.expect("reads");
            assert_eq!(view.points, POINTS, "round {round}: half a file");
        }
        desk.pool.close().await;
    }
    println!("killed 12 times; {} saves were reported and all are there", reported.len());
    assert!(reported.len() > 20, "only {} saves were under way", reported.len());
}

#[test]
fn a_load_that_is_killed_is_whole_or_not_there_and_can_be_done_again() {
    let folder = folder_with_service();
    let mut text = String::from("Month,Agency,Visits\n");
    for agency in 0..300 {
        for month in 1..=12 {
            text.push_str(&format!("2025-{month:02},Agency {agency},{}\n", 100 + (agency * 7 + month) % 40));
        }
    }
    let file = folder.write("visits.csv", text);
    let ask = ["load", "performance", &file, "--dir", folder.text(), "--service", "S-1", "--accept", "--json"];
    let mut killed = 0;
    for step in 1.. {
        let mut child = program().args(ask).spawn().expect("runs");
        let began = Instant::now();
        while began.elapsed() < Duration::from_millis(60 * step) && child.try_wait().expect("is ours").is_none() {
            std::thread::sleep(Duration::from_millis(2));
        }
        let had_ended = child.try_wait().expect("is ours").is_some();
        child.kill().expect("SIGKILL");
        let ended = child.wait_with_output().expect("ends");
        let told = crate::ours::run(&["audit", "verify", "--dir", folder.text(), "--json"]).well().json();
        assert_eq!(told["whole"], true);
        if had_ended {
            assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
            break;
        }
        killed += 1;
    }
    assert!(killed > 0, "it was too quick to be killed");
    let again = crate::ours::run(&ask).well().json();
    assert_eq!(again["state"], "here already");
    let out = crate::ours::run(&["load", "performance", &file, "--dir", folder.text()]).well().out;
    assert!(out.contains("with 3600 data points"), "{out}");
}
