//! The bytes of every accepted file, by digest, under `files/` of the place's folder, with PostgreSQL too.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::chain::hex;

/// A folder of files named by the SHA-256 of their bytes. A file there is whole: it is written beside, synced, and only then named.
#[derive(Debug, Clone)]
pub struct FileShelf {
    dir: PathBuf,
}

/// SHA-256 of bytes, lower-case hex: the name a file is kept under.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The same of a file that is too long to stand in memory, from where it is read now to its end.
pub fn digest_of(file: &mut dyn std::io::Read) -> std::io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0u8; 1 << 20];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hex(&hasher.finalize())),
            Ok(count) => hasher.update(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Tells apart two files being written at once by one process.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

impl FileShelf {
    /// The shelf in a folder, made where it is missing.
    pub fn open(dir: impl Into<PathBuf>) -> Result<FileShelf, StoreError> {
        let dir = dir.into();
        fs::create_dir_all(&dir).map_err(StoreError::file(&dir))?;
        Ok(FileShelf { dir })
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Keeps bytes and gives their digest. The same bytes again change nothing.
    pub fn put(&self, bytes: &[u8]) -> Result<String, StoreError> {
        let digest = digest(bytes);
        let path = self.path(&digest)?;
        if path.exists() && self.get(&digest).is_ok() {
            return Ok(digest);
        }
        let count = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let beside = self.dir.join(format!(".{digest}.{}.{count}.part", std::process::id()));
        let written = write_and_sync(&beside, bytes).and_then(|()| fs::rename(&beside, &path));
        if let Err(error) = written {
            // What is half there is of no use to anyone; that it cannot be removed either is the smaller news.
            let _ = fs::remove_file(&beside);
            return Err(StoreError::file(path)(error));
        }
        // The name itself must last too.
        if let Ok(folder) = File::open(&self.dir) {
            folder.sync_all().map_err(StoreError::file(&self.dir))?;
        }
        Ok(digest)
    }

    /// The bytes of a digest, checked against it.
    pub fn get(&self, digest_wanted: &str) -> Result<Vec<u8>, StoreError> {
        let path = self.path(digest_wanted)?;
        let bytes = fs::read(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => StoreError::FileMissing { digest: digest_wanted.to_owned() },
            _ => StoreError::file(path)(error),
        })?;
        if digest(&bytes) == digest_wanted { Ok(bytes) } else { Err(StoreError::FileDamaged { digest: digest_wanted.to_owned() }) }
    }

    /// Is there a file of this digest? Its bytes are not looked at.
    pub fn contains(&self, digest: &str) -> bool {
        self.path(digest).is_ok_and(|path| path.exists())
    }

    /// The digests of all that is kept, sorted. Files left half written by a killed process are not among them.
    pub fn digests(&self) -> Result<Vec<String>, StoreError> {
        let mut digests = Vec::new();
        for entry in fs::read_dir(&self.dir).map_err(StoreError::file(&self.dir))? {
            let name = entry.map_err(StoreError::file(&self.dir))?.file_name();
            digests.extend(name.to_str().filter(|name| is_digest(name)).map(str::to_owned));
        }
        digests.sort();
        Ok(digests)
    }

    /// A digest is all a name can be: nothing else becomes part of a path.
    fn path(&self, digest: &str) -> Result<PathBuf, StoreError> {
        if is_digest(digest) { Ok(self.dir.join(digest)) } else { Err(StoreError::FileMissing { digest: digest.to_owned() }) }
    }
}

pub(crate) fn is_digest(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn write_and_sync(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
