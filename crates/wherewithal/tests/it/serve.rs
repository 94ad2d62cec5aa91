//! Serving: it answers, says where, and stops when told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::ours::{Folder, program, run};

/// A server of a test: ended when dropped.
pub struct Served {
    child: Child,
    /// `127.0.0.1:41234`
    pub address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves on a free port and waits for the line that says where.
pub fn serve(arguments: &[&str]) -> Served {
    let mut child = program().args(arguments).args(["--listen", "127.0.0.1:0"]).spawn().expect("runs");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let line = lines.find_map(|line| line.ok().filter(|line| line.contains(" is at http://")));
    let Some(line) = line else {
        let mut said = String::new();
        let _ = child.stderr.take().map(|mut err| err.read_to_string(&mut said));
        panic!("it ended without serving: {said}");
    };
    let address = line.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("an address").to_owned();
    Served { child, address }
}

/// Status line, headers and body of one request.
pub fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("connects");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("asks");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answers");
    answer
}

fn body(answer: &str) -> &str {
    answer.split("\r\n\r\n").nth(1).unwrap_or_default()
}

#[cfg(unix)]
#[test]
fn a_place_is_served_says_it_is_well_and_stops_when_told() {
    let folder = Folder::with_place();
    let began = Instant::now();
    let mut served = serve(&["serve", "--dir", folder.text()]);
    let answer = get(&served.address, "/health");
    assert!(began.elapsed() < Duration::from_secs(5), "it took {:?} in this unoptimised build", began.elapsed());
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let health: Value = serde_json::from_str(body(&answer)).expect("JSON");
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((health["database"]["engine"].as_str(), health["database"]["answers"].as_bool()), (Some("SQLite"), Some(true)));
    assert!(get(&served.address, "/").contains("\r\nlocation: /sign-in"));

    // Somebody who keeps a connection open does not keep the program from stopping.
    let _idle = TcpStream::connect(&served.address).expect("connects");
    rustix::process::kill_process(rustix::process::Pid::from_child(&served.child), rustix::process::Signal::TERM).expect("is told");
    let told = Instant::now();
    let status = loop {
        if let Some(status) = served.child.try_wait().expect("is ours") {
            break status;
        }
        assert!(told.elapsed() < Duration::from_secs(15), "it did not stop");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(0));
    assert!(!std::path::Path::new(&folder.at("wherewithal.db-wal")).exists(), "the records were closed");
}

#[test]
fn an_address_in_use_is_answered_with_another() {
    let folder = Folder::with_place();
    let served = serve(&["serve", "--dir", folder.text()]);
    let err = run(&["serve", "--dir", folder.text(), "--listen", &served.address]).failed();
    assert!(err.contains("is in use, perhaps by another wherewithal") && err.contains("--listen"), "{err}");
    let err = run(&["serve", "--dir", folder.text(), "--listen", "nowhere"]).failed();
    assert!(err.contains("nowhere cannot be listened on"), "{err}");
}

#[test]
fn two_programs_on_one_folder_follow_one_another() {
    let folder = Folder::with_place();
    let _served = serve(&["serve", "--dir", folder.text()]);
    // The second writes beside the first: both are in the one trail.
    for _ in 0..3 {
        run(&["init", "--dir", folder.text()]).well();
    }
    let told = run(&["audit", "verify", "--dir", folder.text(), "--json"]).well().json();
    assert_eq!((told["whole"].as_bool(), told["entries"].as_i64()), (Some(true), Some(5)));
}
