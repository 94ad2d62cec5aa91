//! The shape of a backup file: a zip of one manifest, one file of JSON lines a table, and the kept files by digest.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::StoreError;
use crate::chain::hex;
use crate::files::is_digest;

pub(crate) const MANIFEST: &str = "manifest.json";
const FORMAT: &str = "wherewithal backup";
const EDITION: u32 = 1;
/// Far more than a manifest of a hundred thousand files takes.
const LONGEST_MANIFEST: u64 = 64 << 20;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    edition: u32,
    /// The last migration step of the records.
    pub schema: i64,
    pub made_at: Timestamp,
    /// Number and digest of the last audit entry: compare with the one printed on a paper.
    pub head_sequence: i64,
    pub head_digest: String,
    pub tables: Vec<TableCard>,
    pub files: Vec<FileCard>,
    /// Files the records name, or the shelf has, whose bytes were missing or damaged when the backup was made.
    pub missing: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCard {
    pub name: String,
    pub rows: u64,
    /// SHA-256 of its lines, hex.
    pub digest: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCard {
    pub digest: String,
    pub bytes: u64,
}

impl Manifest {
    pub(crate) fn new(schema: i64, made_at: Timestamp, head: crate::audit::Head) -> Manifest {
        let (head_sequence, head_digest) = (head.sequence, head.digest);
        let (tables, files, missing) = (Vec::new(), Vec::new(), Vec::new());
        Manifest { format: FORMAT.into(), edition: EDITION, schema, made_at, head_sequence, head_digest, tables, files, missing }
    }
}

pub(crate) fn table_entry(name: &str) -> String {
    format!("tables/{name}.jsonl")
}

pub(crate) fn file_entry(digest: &str) -> String {
    format!("files/{digest}")
}

/// A backup opened for reading, whose manifest has been read.
pub(crate) struct Archive {
    zip: ZipArchive<BufReader<File>>,
    pub(crate) manifest: Manifest,
}

impl Archive {
    /// Opens a backup; refuses what is not one, and one of a newer version.
    pub(crate) fn open(path: &Path) -> Result<Archive, StoreError> {
        let not_one = |why: String| StoreError::NotABackup { path: path.to_owned(), why };
        let file = File::open(path).map_err(StoreError::file(path))?;
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| not_one(error.to_string()))?;
        let mut text = Vec::new();
        {
            let entry = zip.by_name(MANIFEST).map_err(|error| not_one(format!("its {MANIFEST} cannot be read: {error}")))?;
            entry.take(LONGEST_MANIFEST).read_to_end(&mut text).map_err(|error| damaged(MANIFEST, error))?;
        }
        #[derive(Deserialize)]
        struct Edition {
            format: String,
            edition: u32,
            schema: i64,
        }
        let read: Edition = serde_json::from_slice(&text).map_err(|error| not_one(error.to_string()))?;
        if read.format != FORMAT {
            return Err(not_one(format!("it says it is “{}”", read.format)));
        }
        let known = crate::schema_known();
        if read.edition > EDITION || read.schema > known {
            return Err(StoreError::NewerBackup { kept: read.schema, known });
        }
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| damaged(MANIFEST, error))?;
        if let Some(card) = manifest.files.iter().find(|card| !is_digest(&card.digest)) {
            return Err(damaged(MANIFEST, format!("“{}” is not a digest", card.digest)));
        }
        Ok(Archive { zip, manifest })
    }

    /// Reads every entry once and compares its digest with the manifest's.
    pub(crate) fn verify(&mut self) -> Result<(), StoreError> {
        let tables = self.manifest.tables.iter().map(|card| (table_entry(&card.name), card.digest.clone()));
        let files = self.manifest.files.iter().map(|card| (file_entry(&card.digest), card.digest.clone()));
        for (name, digest) in tables.chain(files).collect::<Vec<_>>() {
            let mut hasher = Sha256::new();
            let mut buffer = vec![0; 64 << 10];
            let mut entry = self.entry(&name)?;
            loop {
                match entry.read(&mut buffer).map_err(|error| damaged(&name, error))? {
                    0 => break,
                    count => hasher.update(buffer.get(..count).unwrap_or_default()),
                }
            }
            if hex(&hasher.finalize()) != digest {
                return Err(damaged(&name, "its digest is not the one in the manifest"));
            }
        }
        Ok(())
    }

    /// One entry, to be read from its beginning.
    pub(crate) fn entry(&mut self, name: &str) -> Result<impl Read + '_, StoreError> {
        self.zip.by_name(name).map_err(|error| match error {
            ZipError::FileNotFound => damaged(name, "it is not there"),
            other => damaged(name, other),
        })
    }
}

pub(crate) fn damaged(entry: &str, why: impl std::fmt::Display) -> StoreError {
    StoreError::BackupDamaged { entry: entry.to_owned(), why: why.to_string() }
}

/// Errors of writing a zip are errors of the file it is written to.
pub(crate) fn written(path: &Path) -> impl Fn(ZipError) -> StoreError + '_ {
    move |error| {
        StoreError::file(path)(match error {
            ZipError::Io(error) => error,
            other => io::Error::other(other),
        })
    }
}
