//! A place in one file, and back: on SQLite, and from SQLite to PostgreSQL.

use crate::ours::{Folder, run};

#[test]
fn a_place_is_backed_up_and_restored_into_an_empty_folder() {
    let folder = Folder::with_place();
    let file = folder.at("place.zip");
    let made = run(&["backup", &file, "--dir", folder.text(), "--json"]).well().json();
    assert_eq!((made["head"]["sequence"].as_i64(), made["missing"].as_array().map(Vec::len)), (Some(2), Some(0)));
    let err = run(&["backup", &file, "--dir", folder.text()]).failed();
    assert!(err.contains("there is a file of that name already"), "{err}");

    let back = folder.at("back");
    let said = run(&["restore", &file, "--dir", &back]).well().out;
    assert!(said.starts_with("Northvale is restored, as it was at ") && said.contains("on SQLite"), "{said}");
    assert!(said.contains(made["head"]["digest"].as_str().expect("a head")), "{said}");
    let told = run(&["audit", "verify", "--dir", &back, "--json"]).well().json();
    assert_eq!(told["entries"].as_i64(), Some(3), "with the line that tells of the restoring");
    let err = run(&["restore", &file, "--dir", &back]).failed();
    assert!(err.contains("restore into an empty place"), "{err}");
}

#[test]
fn what_is_no_backup_or_is_damaged_restores_nothing() {
    let folder = Folder::with_place();
    assert!(run(&["restore", &folder.at("none.zip"), "--dir", &folder.at("a")]).failed().starts_with("There is no file "));
    let text = folder.write("notes.txt", "not a backup");
    assert!(run(&["restore", &text, "--dir", &folder.at("b")]).failed().contains("is not a backup of Wherewithal"));
    let file = folder.at("place.zip");
    run(&["backup", &file, "--dir", folder.text()]).well();
    let whole = std::fs::read(&file).expect("reads");
    let mut refused = 0;
    for at in (40..whole.len()).step_by(whole.len() / 40) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        let damaged = folder.write("damaged.zip", &bytes);
        let dir = folder.at(&format!("damaged-{at}"));
        let ran = run(&["restore", &damaged, "--dir", &dir]);
        // A byte of a name or time in the zip's own directory may not matter; then everything is there.
        if ran.code == 0 {
            let told = run(&["audit", "verify", "--dir", &dir, "--json"]).well().json();
            assert_eq!(told["entries"].as_i64(), Some(3));
        } else {
            ran.failed();
            assert!(run(&["audit", "verify", "--dir", &dir]).code != 0, "nothing was kept");
            refused += 1;
        }
    }
    assert!(refused > 20, "only {refused} of the damaged ones were refused");
}

#[test]
fn a_place_begun_on_sqlite_goes_on_with_postgresql_and_comes_back() {
    let Some(postgres) = testkit::postgres::start() else { return };
    let folder = Folder::with_place();
    let file = folder.at("place.zip");
    let made = run(&["backup", &file, "--dir", folder.text(), "--json"]).well().json();
    let dir = folder.at("served");
    let said = run(&["restore", &file, "--dir", &dir, "--database", postgres.address()]).well().out;
    assert!(said.contains("on PostgreSQL") && said.contains(made["head"]["digest"].as_str().expect("a head")), "{said}");
    let there = ["--dir", &dir, "--database", postgres.address(), "--json"];
    let told = run(&[&["audit", "verify"][..], &there].concat()).well().json();
    assert_eq!((told["whole"].as_bool(), told["entries"].as_i64()), (Some(true), Some(3)));

    let again = folder.at("again.zip");
    let second = run(&[&["backup", &again][..], &there].concat()).well().json();
    // Two entries more: that it was restored, and not yet that it was backed up.
    assert_eq!(second["head"]["sequence"].as_i64(), Some(3));
    run(&["restore", &again, "--dir", &folder.at("home")]).well();
    assert_eq!(run(&["audit", "verify", "--dir", &folder.at("home"), "--json"]).well().json()["entries"].as_i64(), Some(4));
}
