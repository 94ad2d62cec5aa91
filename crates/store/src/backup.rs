//! A place in one file: all records as JSON lines, the bytes of all kept files, and a manifest with the head of the audit trail.
//!
//! The same form on both engines, so that a place begun on SQLite can go on with PostgreSQL. Sessions, one-time links and
//! counted failures are left out: nobody is signed in, or shut out, by restoring a backup.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub use crate::archive::{FileCard, Manifest, TableCard};
use crate::archive::{MANIFEST, file_entry, table_entry, written};
use crate::chain::hex;
use crate::tables::{self, KEPT};
use crate::{FileShelf, Pool, StoreError, Tx, audit};

const ROWS_AT_ONCE: usize = 1000;

type Zip = ZipWriter<Sink>;

/// Writes a backup to `out`, which must not be there yet. All records are as of one moment, whatever is kept meanwhile.
///
/// A kept file that is missing or damaged does not stop it: it is named in the manifest's `missing`, for the caller to say.
pub async fn backup(pool: &Pool, shelf: &FileShelf, out: &Path, made_at: Timestamp) -> Result<Manifest, StoreError> {
    if out.exists() {
        return Err(StoreError::File { path: out.to_owned(), why: "there is a file of that name already".into() });
    }
    let beside = beside(out);
    let done = write(pool, shelf, &beside, made_at).await;
    let manifest = match done {
        Ok(manifest) => manifest,
        Err(error) => {
            // Half a backup is none; that it cannot be removed is the smaller news.
            let _ = fs::remove_file(&beside);
            return Err(error);
        }
    };
    fs::rename(&beside, out).map_err(StoreError::file(out))?;
    Ok(manifest)
}

fn beside(out: &Path) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

async fn write(pool: &Pool, shelf: &FileShelf, path: &Path, made_at: Timestamp) -> Result<Manifest, StoreError> {
    let schema = pool.schema().await?;
    let mut tx = pool.read().await?;
    let mut manifest = Manifest::new(schema, made_at, audit::head(&mut tx).await?);
    let file = OpenOptions::new().write(true).create(true).truncate(true).open(path).map_err(StoreError::file(path))?;
    let mut zip = ZipWriter::new(Sink { file: BufWriter::new(file), failed: false });
    for table in KEPT.iter().copied() {
        manifest.tables.push(write_table(&mut tx, &mut zip, path, table).await?);
    }
    let named = named_files(&mut tx).await?;
    drop(tx);
    write_files(&mut zip, path, shelf, named, &mut manifest)?;
    begin(&mut zip, path, MANIFEST)?;
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| StoreError::damaged("manifest", error))?;
    zip.write_all(&text).map_err(StoreError::file(path))?;
    let mut sink = zip.finish().map_err(written(path))?;
    sink.flush().map_err(StoreError::file(path))?;
    sink.file.get_ref().sync_all().map_err(StoreError::file(path))?;
    Ok(manifest)
}

async fn write_table(tx: &mut Tx, zip: &mut Zip, path: &Path, table: &'static str) -> Result<TableCard, StoreError> {
    begin(zip, path, &table_entry(table))?;
    let columns = tables::columns(tx, table).await?;
    let (mut rows, mut hasher, mut after) = (0, Sha256::new(), None);
    loop {
        let page = tables::page(tx, table, &columns, after, ROWS_AT_ONCE).await?;
        let mut lines = Vec::new();
        for row in &page {
            serde_json::to_writer(&mut lines, &tables::object(&columns, row)).map_err(|error| StoreError::damaged("row", error))?;
            lines.push(b'\n');
        }
        hasher.update(&lines);
        zip.write_all(&lines).map_err(StoreError::file(path))?;
        rows += page.len() as u64;
        after = page.last().and_then(|row| row.first().cloned());
        if page.len() < ROWS_AT_ONCE {
            break;
        }
    }
    Ok(TableCard { name: table.into(), rows, digest: hex(&hasher.finalize()) })
}

/// Every digest the records name.
async fn named_files(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let sql = "select digest from sources where digest is not null union select digest from data_sets where digest is not null union select kept_digest from uploads where state = 'waiting' and kept_digest <> ''";
    let named = tx.rows::<(String,)>(sql, vec![]).await?;
    // A data set of several tables names them all in one.
    Ok(named.iter().flat_map(|(digests,)| digests.split(' ').map(str::to_owned)).collect())
}

fn write_files(zip: &mut Zip, path: &Path, shelf: &FileShelf, named: Vec<String>, manifest: &mut Manifest) -> Result<(), StoreError> {
    let mut digests = [shelf.digests()?, named].concat();
    digests.sort();
    digests.dedup();
    for digest in digests {
        match shelf.get(&digest) {
            Ok(bytes) => {
                begin(zip, path, &file_entry(&digest))?;
                zip.write_all(&bytes).map_err(StoreError::file(path))?;
                manifest.files.push(FileCard { digest, bytes: bytes.len() as u64 });
            }
            Err(StoreError::FileMissing { .. } | StoreError::FileDamaged { .. }) => manifest.missing.push(digest),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn begin(zip: &mut Zip, path: &Path, name: &str) -> Result<(), StoreError> {
    // Any entry may pass four gigabytes; saying so costs twenty bytes.
    zip.start_file(name, SimpleFileOptions::default().large_file(true)).map_err(written(path))
}

/// The file a backup goes to. Its first failure is reported; what the zip writer still tries to write when it is dropped after
/// that goes nowhere, and is not complained of on the terminal.
struct Sink {
    file: BufWriter<File>,
    failed: bool,
}

impl Sink {
    fn once<T>(&mut self, after: T, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>) -> io::Result<T> {
        if self.failed {
            return Ok(after);
        }
        write(&mut self.file).inspect_err(|_| self.failed = true)
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.once(bytes.len(), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.once((), Write::flush)
    }
}

impl Seek for Sink {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.once(0, |file| file.seek(to))
    }
}
