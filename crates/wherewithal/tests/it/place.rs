//! Setting up a place, looking after it, and what is said where there is none.

use serde_json::Value;

use crate::ours::{Folder, run};

fn link(text: &str) -> &str {
    text.lines().map(str::trim).find(|line| line.starts_with("http://127.0.0.1:7400/")).expect("a link")
}

#[test]
fn a_place_is_set_up_with_a_link_that_is_made_anew_until_it_is_used() {
    let folder = Folder::new();
    let dir = folder.at("place");
    let init = ["init", "--dir", &dir, "--name", "Northvale", "--authority", "Northvale County Council"];
    let first = run(&init).well().out;
    assert!(first.starts_with(&format!("Northvale is set up in {dir}.")), "{first}");
    assert!(first.contains(&format!("wherewithal serve --dir {dir}")), "{first}");
    let settings = std::fs::read_to_string(folder.at("place/settings-as-shipped.toml")).expect("the settings, told");
    assert!(settings.contains("This file is for reading") && settings.contains("unit") && settings.contains("reason"));
    let second = run(&["init", "--dir", &dir]).well().out;
    assert!(second.starts_with("Northvale is there already and has no administrator yet."), "{second}");
    assert_ne!(link(&first), link(&second));
    let again = run(&["init", "--dir", &dir, "--json"]).well().json();
    assert_eq!((again["place"].as_str(), again["new"].as_bool()), (Some("Northvale"), Some(false)));
}

#[test]
fn what_is_missing_is_asked_for_by_its_option() {
    let folder = Folder::new();
    assert!(run(&["init", "--dir", &folder.at("a")]).failed().starts_with("Give --name: "));
    assert!(run(&["init", "--dir", &folder.at("a"), "--name", "Northvale"]).failed().starts_with("Give --authority: "));
    let err = run(&["init", "--dir", &folder.at("a"), "--name", " ", "--authority", "x"]).failed();
    assert!(err.starts_with("name: Give the place a name"), "{err}");
    let err = run(&["init", "--dir", &folder.at("b"), "--name", "N", "--authority", "x", "--zone", "Europe/Nowhere"]).failed();
    assert!(err.contains("“Europe/Nowhere” is not a time zone"), "{err}");
    let err = run(&["init", "--dir", "/proc/none", "--name", "N", "--authority", "x"]).failed();
    assert!(err.contains("/proc/none cannot be made"), "{err}");
}

#[test]
fn where_there_is_no_place_every_command_says_so_and_makes_nothing() {
    let folder = Folder::new();
    let dir = folder.at("nowhere");
    let commands: [&[&str]; 5] = [&["serve"], &["audit", "verify"], &["case", "C-1"], &["doctor"], &["backup", "x.zip"]];
    for command in commands {
        let err = run(&[command, &["--dir", &dir][..]].concat()).failed();
        assert!(err.starts_with(&format!("There is no place in {dir}.")) && err.contains("wherewithal init --dir"), "{command:?}: {err}");
    }
    assert!(!std::path::Path::new(&dir).exists());
    let err = run(&["doctor", "--dir", &dir, "--database", "mysql://x"]).failed();
    assert!(err.contains("“mysql://x” is not a database address"), "{err}");
    let err = run(&["doctor", "--dir", &dir, "--database", "postgres://secret:word@127.0.0.1:9/none", "--json"]).failed();
    assert!(err.contains("does not answer") && !err.contains("word"), "{err}");
}

#[test]
fn the_trail_is_checked_and_the_first_altered_entry_is_named() {
    let folder = Folder::with_place();
    let whole = run(&["audit", "verify", "--dir", folder.text()]).well().out;
    assert!(whole.starts_with("The audit trail is whole: 2 entries.\nHead "), "{whole}");
    let told = run(&["audit", "verify", "--dir", folder.text(), "--json"]).well().json();
    assert_eq!(told["head"].as_str(), whole.trim().strip_prefix("The audit trail is whole: 2 entries.\nHead "));

    // Somebody with the file in an editor: the same length, other words.
    let records = folder.at("wherewithal.db");
    let mut bytes = std::fs::read(&records).expect("reads");
    let words = b"Northvale was set up";
    let places: Vec<usize> = bytes.windows(words.len()).enumerate().filter(|(_, seen)| seen == words).map(|(at, _)| at).collect();
    assert!(!places.is_empty(), "the records are on disk");
    for at in places {
        bytes[at..at + words.len()].copy_from_slice(b"Southvale was set up");
    }
    std::fs::write(&records, bytes).expect("writes");
    let ran = run(&["audit", "verify", "--dir", folder.text(), "--json"]);
    assert_eq!((ran.code, ran.json()["whole"].as_bool(), ran.json()["sequence"].as_i64()), (1, Some(false), Some(1)));
    let said = run(&["audit", "verify", "--dir", folder.text()]);
    assert_eq!(said.code, 1);
    assert!(said.out.starts_with("The audit trail is broken at entry 1: "), "{said:#?}");
    assert_eq!(run(&["doctor", "--dir", folder.text()]).code, 1);
}

#[test]
fn doctor_looks_at_everything_and_says_what_mends_it() {
    let folder = Folder::with_place();
    let told = run(&["doctor", "--dir", folder.text(), "--json"]).well().json();
    let looks = told["looks"].as_array().expect("looks");
    let found =
        |code: &str| looks.iter().find(|look| look["code"] == code).and_then(|look| look["found"].as_str()).unwrap_or("not looked at");
    for code in ["folder_writable", "disk_space", "records", "clock", "settings", "audit", "files"] {
        assert_eq!(found(code), "well", "{code}: {told:#}");
    }
    assert_eq!((found("administrator"), told["well"].as_bool()), ("look", Some(true)));
    let said = run(&["doctor", "--dir", folder.text()]).well().out;
    assert!(said.contains("look   Somebody can add people\n       There is no administrator yet."), "{said}");
}

#[test]
fn a_case_or_person_that_is_not_there_is_said_to_be_so() {
    let folder = Folder::with_place();
    let err = run(&["case", "C-9", "--dir", folder.text()]).failed();
    assert!(err.starts_with("There is nothing here that you can see."), "{err}");
    assert!(run(&["case", "nine", "--dir", folder.text()]).failed().starts_with("Name the case by its reference, for example C-1"));
    let err = run(&["case", "C-1", "--as", "nobody@northvale.example", "--dir", folder.text(), "--json"]).failed();
    let told: Value = serde_json::from_str(&err).expect("an error in JSON");
    assert!(told["error"].as_str().is_some_and(|said| said.contains("“nobody@northvale.example”")), "{err}");
}
