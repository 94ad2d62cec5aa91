//! A place in one file, and back: the same rows, the same trail, on the same engine or the other.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use store::{FileShelf, Pool, StoreError, backup, restore};
use tempfile::TempDir;
use testkit::story::{self, Told};
use testkit::{nouns, postgres};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

struct Place {
    dir: TempDir,
    pool: Pool,
    shelf: FileShelf,
    told: Told,
}

impl Place {
    async fn at(address: Option<&str>) -> Place {
        let dir = tempfile::tempdir().expect("a folder");
        let address = address.map_or_else(|| crate::sqlite(dir.path()), str::to_owned);
        let pool = store::open(&address).await.expect("opens");
        let told = story::tell(&pool).await.expect("told");
        let shelf = FileShelf::open(dir.path().join("files")).expect("opens");
        let mut tx = pool.write().await.expect("writes");
        for bytes in [&b"month,value\n2026-10,31.5\n"[..], b"", &[0, 159, 146, 150]] {
            let digest = shelf.put(bytes).expect("keeps");
            let source = told.world.record(nouns::source(&digest));
            let _: model::record::Record<model::id::SourceId, _> = store::sources::save(&mut tx, &source).await.expect("saves");
        }
        tx.commit().await.expect("commits");
        Place { dir, pool, shelf, told }
    }

    async fn backup(&self) -> PathBuf {
        let out = self.dir.path().join("place.zip");
        let manifest = backup(&self.pool, &self.shelf, &out, when()).await.expect("backs up");
        // The story's own source names a file nobody kept.
        assert_eq!(manifest.missing, ["a".repeat(64)]);
        assert_eq!((manifest.files.len(), manifest.head_sequence), (3, 6));
        out
    }
}

fn when() -> Timestamp {
    testkit::clock::NOW.parse().expect("a moment")
}

/// A new, empty target: its address, its shelf, and what keeps them alive.
fn target(dir: &Path) -> (String, FileShelf) {
    (crate::sqlite(dir), FileShelf::open(dir.join("files")).expect("opens"))
}

/// The tables of a backup, word for word.
fn tables(path: &Path) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(fs::File::open(path).expect("a file")).expect("a zip");
    let names: Vec<String> = (0..zip.len()).map(|at| zip.by_index(at).expect("an entry").name().expect("a name").into_owned()).collect();
    let mut tables = Vec::new();
    for name in names.into_iter().filter(|name| name.starts_with("tables/")) {
        let mut text = String::new();
        zip.by_name(&name).expect("an entry").read_to_string(&mut text).expect("text");
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        tables.push((name, lines.join("\n")));
    }
    tables
}

#[tokio::test]
async fn a_restored_place_has_the_same_rows_files_and_trail_on_either_engine() {
    let (first, second, third) = (postgres::start(), postgres::start(), postgres::start());
    let mut ways: Vec<(Option<&str>, Option<&str>)> = vec![(None, None)];
    if let (Some(first), Some(second), Some(third)) = (&first, &second, &third) {
        ways.extend([(None, Some(first.address())), (Some(second.address()), None), (None, Some(third.address()))]);
    }
    for (from, to) in ways {
        let place = Place::at(from).await;
        let out = place.backup().await;
        let dir = tempfile::tempdir().expect("a folder");
        let (file, shelf) = target(dir.path());
        let address = to.map_or(file, str::to_owned);
        let manifest = restore(&address, &shelf, &out).await.expect("restores");
        let pool = store::open(&address).await.expect("opens");
        story::hear(&pool, &place.told).await.expect("the same story");
        assert_eq!(shelf.digests().expect("lists"), place.shelf.digests().expect("lists"));
        let again = dir.path().join("again.zip");
        let copy = backup(&pool, &shelf, &again, when()).await.expect("backs up");
        assert_eq!((copy.head_sequence, &copy.head_digest), (manifest.head_sequence, &manifest.head_digest));
        assert_eq!(tables(&again), tables(&out), "{from:?} to {to:?}");
        // The next reference follows on.
        let mut tx = pool.write().await.expect("writes");
        let next = store::cases::save(&mut tx, &place.told.world.record(nouns::case("And then?", vec![]))).await.expect("saves");
        assert_eq!(next.reference.map(|reference| reference.to_string()), Some("C-2".into()));
        tx.rollback().await.expect("rolls back");
        pool.close().await;
        place.pool.close().await;
    }
}

#[tokio::test]
async fn a_place_that_is_not_empty_is_left_as_it_is() {
    let place = Place::at(None).await;
    let out = place.backup().await;
    let refused = restore(&crate::sqlite(place.dir.path()), &place.shelf, &out).await;
    assert!(matches!(refused, Err(StoreError::NotEmpty(_))), "{refused:?}");
    story::hear(&place.pool, &place.told).await.expect("untouched");
    let again = backup(&place.pool, &place.shelf, &out, when()).await;
    assert!(matches!(again, Err(StoreError::File { .. })), "a backup is never written over another: {again:?}");
}

/// The backup with one entry changed (or left out, where `None` is given).
fn with(path: &Path, entry: &str, change: impl Fn(Vec<u8>) -> Option<Vec<u8>>) -> PathBuf {
    let mut zip = ZipArchive::new(fs::File::open(path).expect("a file")).expect("a zip");
    let out = path.with_extension("changed.zip");
    let mut copy = ZipWriter::new(fs::File::create(&out).expect("a file"));
    for at in 0..zip.len() {
        let mut read = zip.by_index(at).expect("an entry");
        let name = read.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        read.read_to_end(&mut bytes).expect("bytes");
        let bytes = if name == entry { change(bytes) } else { Some(bytes) };
        if let Some(bytes) = bytes {
            copy.start_file(name, SimpleFileOptions::default()).expect("an entry");
            copy.write_all(&bytes).expect("writes");
        }
    }
    copy.finish().expect("finishes");
    out
}

async fn refusal(path: &Path) -> StoreError {
    let dir = tempfile::tempdir().expect("a folder");
    let (address, shelf) = target(dir.path());
    let refused = restore(&address, &shelf, path).await.expect_err("it is refused");
    let pool = store::open(&address).await.expect("opens");
    let mut tx = pool.read().await.expect("reads");
    assert_eq!(store::people::count(&mut tx).await.expect("counts"), 0, "nothing is kept of a refused backup");
    refused
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_the_damage_is_named() {
    let place = Place::at(None).await;
    let out = place.backup().await;
    let digest = store::files::digest(b"month,value\n2026-10,31.5\n");
    let file = format!("files/{digest}");
    let replace =
        |from: &'static str, to: &'static str| move |bytes: Vec<u8>| Some(String::from_utf8(bytes).expect("text").replace(from, to).into());
    type Change = Box<dyn Fn(Vec<u8>) -> Option<Vec<u8>>>;
    let changes: [(&str, Change); 4] = [
        (file.as_str(), Box::new(|mut bytes| bytes.pop().map(|_| bytes))),
        ("tables/cases.jsonl", Box::new(replace("sooner", "later"))),
        ("tables/audit.jsonl", Box::new(replace("decide", "undo"))),
        ("tables/people.jsonl", Box::new(|_| None)),
    ];
    for (entry, change) in changes {
        let refused = refusal(&with(&out, entry, change)).await;
        assert!(matches!(&refused, StoreError::BackupDamaged { entry: named, .. } if named == entry), "{refused:?}");
    }
    // A byte flipped anywhere is found, by the digests or by the zip's own sums, or was in no part of what is restored.
    let bytes = fs::read(&out).expect("bytes");
    let mut found = 0;
    for at in (0..bytes.len()).step_by(bytes.len() / 40) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x10;
        let path = out.with_extension("flipped.zip");
        fs::write(&path, flipped).expect("writes");
        let dir = tempfile::tempdir().expect("a folder");
        let (address, shelf) = target(dir.path());
        match restore(&address, &shelf, &path).await {
            Err(StoreError::BackupDamaged { .. } | StoreError::NotABackup { .. }) => found += 1,
            Err(other) => panic!("byte {at}: {other:?}"),
            Ok(_) => story::hear(&store::open(&address).await.expect("opens"), &place.told).await.expect("unharmed"),
        }
    }
    assert!(found > 20, "{found} of 40");
}

#[tokio::test]
async fn a_backup_with_an_altered_trail_is_refused_even_when_its_digests_were_made_to_fit() {
    let place = Place::at(None).await;
    let out = place.backup().await;
    let entry = "tables/audit.jsonl";
    let alter = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text").replace("Corrected March", "Corrected April").into_bytes();
    let mut before = String::new();
    let mut zip = ZipArchive::new(fs::File::open(&out).expect("a file")).expect("a zip");
    zip.by_name(entry).expect("the trail").read_to_string(&mut before).expect("text");
    let (was, is) = (store::files::digest(before.as_bytes()), store::files::digest(&alter(before.clone().into_bytes())));
    assert_ne!(was, is);
    let changed = with(&out, entry, |bytes| Some(alter(bytes)));
    let moved = changed.with_extension("first.zip");
    fs::rename(&changed, &moved).expect("moves");
    let path = with(&moved, "manifest.json", |bytes| Some(String::from_utf8(bytes).expect("text").replace(&was, &is).into()));
    let refused = refusal(&path).await;
    let names_the_entry = matches!(&refused, StoreError::BackupDamaged { entry: named, why } if named == entry && why.contains("entry 4"));
    assert!(names_the_entry, "{refused:?}");
}

#[tokio::test]
async fn what_is_not_a_backup_and_what_is_newer_is_said_so() {
    let place = Place::at(None).await;
    let out = place.backup().await;
    let text = place.dir.path().join("letter.txt");
    fs::write(&text, "Dear all").expect("writes");
    assert!(matches!(refusal(&text).await, StoreError::NotABackup { .. }));
    assert!(matches!(refusal(&place.dir.path().join("nowhere.zip")).await, StoreError::File { .. }));
    assert!(matches!(refusal(&with(&out, "manifest.json", |_| None)).await, StoreError::NotABackup { .. }));
    assert!(matches!(refusal(&with(&out, "manifest.json", |_| Some(b"{}".to_vec()))).await, StoreError::NotABackup { .. }));
    let here = format!("\"schema\": {}", store::schema_known());
    let newer = |bytes: Vec<u8>| Some(String::from_utf8(bytes).expect("text").replace(&here, "\"schema\": 999").into());
    let refused = refusal(&with(&out, "manifest.json", newer)).await;
    assert!(matches!(refused, StoreError::NewerBackup { kept: 999, .. }), "{refused:?}");
}

#[tokio::test]
async fn a_full_disk_leaves_no_half_backup() {
    let place = Place::at(None).await;
    let nowhere = place.dir.path().join("no/such/folder/place.zip");
    assert!(matches!(backup(&place.pool, &place.shelf, &nowhere, when()).await, Err(StoreError::File { .. })));
    // Linux's always-full device stands in for a disk with no room left.
    let full = Path::new("/dev/full");
    if full.exists() {
        let link = place.dir.path().join("full.zip.part");
        std::os::unix::fs::symlink(full, &link).expect("links");
        let refused = backup(&place.pool, &place.shelf, &place.dir.path().join("full.zip"), when()).await;
        assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
        assert!(!place.dir.path().join("full.zip").exists() && !link.exists());
    }
}
