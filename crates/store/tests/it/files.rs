//! Kept files are whole, or said not to be.

use store::{FileShelf, StoreError, files};

#[test]
fn a_file_comes_back_as_it_was_kept_and_twice_is_once() {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = FileShelf::open(dir.path().join("files")).expect("opens");
    let digest = shelf.put(b"month,value\n").expect("keeps");
    assert_eq!(digest, files::digest(b"month,value\n"));
    assert_eq!(shelf.put(b"month,value\n").expect("keeps"), digest);
    assert_eq!(shelf.get(&digest).expect("is there"), b"month,value\n");
    assert!(shelf.contains(&digest));
    assert_eq!(shelf.digests().expect("lists"), [digest]);
    // The digest of nothing at all, as published with the standard (FIPS 180-4).
    assert_eq!(shelf.put(b"").expect("keeps"), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

#[test]
fn a_changed_file_is_not_handed_out_and_is_mended_by_keeping_it_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = FileShelf::open(dir.path()).expect("opens");
    let digest = shelf.put(b"twelve").expect("keeps");
    std::fs::write(dir.path().join(&digest), b"eleven").expect("tampers");
    assert!(matches!(shelf.get(&digest), Err(StoreError::FileDamaged { .. })));
    shelf.put(b"twelve").expect("keeps");
    assert_eq!(shelf.get(&digest).expect("is there"), b"twelve");
}

#[test]
fn only_a_digest_is_looked_for() {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = FileShelf::open(dir.path().join("files")).expect("opens");
    std::fs::write(dir.path().join("secret"), b"x").expect("writes");
    std::fs::write(dir.path().join("files/.half.part"), b"x").expect("writes");
    for name in ["../secret", "", "/etc/passwd", &"A".repeat(64), &"0".repeat(64)] {
        assert!(matches!(shelf.get(name), Err(StoreError::FileMissing { .. })), "{name}");
        assert!(!shelf.contains(name));
    }
    assert!(shelf.digests().expect("lists").is_empty());
}
