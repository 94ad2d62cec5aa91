//! A file of columns while it is written: beside the others, and gone again unless it is named.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::RecordBatch;
use exchange::market::MarketTable;
use exchange::tables::{Digest, TablesError};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use sha2::{Digest as _, Sha256};

use super::columns;

/// Rows of a group: what is written waits in memory until there are so many.
const GROUP: usize = 131_072;

/// Tells apart two files being written at once by one process.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

/// A file that goes when it is dropped, unless it was named.
pub struct Beside(PathBuf);

impl Beside {
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Gives the file its lasting name. One of that name is of the same bytes, or was damaged since.
    pub fn name(self, dir: &Path, digest: &Digest) -> Result<(), TablesError> {
        fs::rename(&self.0, dir.join(&**digest)).and_then(|()| File::open(dir)?.sync_all()).map_err(|error| not_written(&error))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It was named, or is of no use to anyone; that it cannot be removed is the smaller news.
        let _ = fs::remove_file(&self.0);
    }
}

/// Columns on their way to the disk, with the digest of what went there.
pub struct Part {
    out: ArrowWriter<Hashed>,
    beside: Beside,
}

impl Part {
    pub fn begin(dir: &Path, table: MarketTable) -> Result<Part, TablesError> {
        fs::create_dir_all(dir).map_err(|error| not_written(&error))?;
        let count = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let path = dir.join(format!(".{}.{}.{count}.part", table.name(), std::process::id()));
        let file = File::create(&path).map_err(|error| not_written(&error))?;
        let beside = Beside(path);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP))
            .set_created_by("wherewithal".to_owned())
            .build();
        let hashed = Hashed { file, sha: Sha256::new() };
        let out = ArrowWriter::try_new(hashed, columns::kept(table), Some(properties)).map_err(|error| not_written(&error))?;
        Ok(Part { out, beside })
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), TablesError> {
        self.out.write(batch).map_err(|error| not_written(&error))
    }

    /// All of it on the disk, with its digest.
    pub fn close(self) -> Result<(Beside, Digest), TablesError> {
        let Hashed { file, sha } = self.out.into_inner().map_err(|error| not_written(&error))?;
        file.sync_all().map_err(|error| not_written(&error))?;
        let name: String = sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((self.beside, name.into()))
    }
}

pub fn not_written(error: &dyn std::fmt::Display) -> TablesError {
    TablesError::NotWritten(error.to_string())
}

/// Bytes are counted into the digest as they are written: nothing is read again for its name.
struct Hashed {
    file: File,
    sha: Sha256,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sha.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
