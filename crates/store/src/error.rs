//! What can go wrong when keeping records, each with a sentence a page can show.

use std::path::PathBuf;

/// Each sentence says what happened and what mends it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Not there, or not for these eyes: the two are told apart nowhere, so that nothing can be learned by asking.
    #[error("there is no such {noun}, or it is not open to you")]
    NotFound { noun: &'static str },
    /// Somebody else changed it in between. `asked` is the version the change was made from, `kept` the one now kept.
    #[error("this {noun} was changed by somebody else meanwhile: you had version {asked}, it is now at version {kept}")]
    Conflict { noun: &'static str, asked: i64, kept: i64 },
    /// A second record with an id, a code or an e-mail address that must be the only one.
    #[error("{0} is already kept, and there can be only one of it")]
    Twice(String),
    /// A record speaks of another that is not kept.
    #[error("{0} refers to a record that is not kept, or that others still refer to")]
    Refers(String),
    #[error("the text holds a character with no meaning (a NUL byte): take it out and send it again")]
    NulByte,
    #[error("a data point of {period} has a value that is not a number: leave it empty and say why it is missing")]
    NotANumber { period: String },
    /// The same measure, part and period twice in one load, with different values.
    #[error("{period} of “{part}” comes twice in one load, with different values: keep the one that is right")]
    TwiceInOneLoad { part: String, period: String },
    #[error("this was opened for reading: nothing can be kept through it")]
    NotWritable,
    #[error("“{0}” is not a database address: write sqlite:PATH or postgres://USER@HOST/NAME")]
    Address(String),
    #[error(
        "this database was made by a newer version of Wherewithal (its records are at step {kept}, this version knows up to {known}): start the newer version"
    )]
    NewerSchema { kept: i64, known: i64 },
    #[error("step {0} of this database is not the one this version made: restore a backup, or start the version that made it")]
    OtherSchema(i64),
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    #[error("the disk is full: nothing was kept; make room and try again")]
    DiskFull,
    /// What is kept cannot be read as what it should be.
    #[error("a kept {noun} cannot be read ({why}): run `wherewithal doctor`, or restore a backup")]
    Damaged { noun: &'static str, why: String },
    #[error("the file {digest} is not kept here: restore a backup that has it")]
    FileMissing { digest: String },
    #[error("the kept file {digest} has changed since it was kept: restore it from a backup")]
    FileDamaged { digest: String },
    #[error("{path} cannot be read or written: {why}")]
    File { path: PathBuf, why: String },
    #[error("{path} is not a backup of Wherewithal: {why}")]
    NotABackup { path: PathBuf, why: String },
    #[error(
        "this backup was made by a newer version of Wherewithal (its records are at step {kept}, this version knows up to {known}): restore it with the newer version"
    )]
    NewerBackup { kept: i64, known: i64 },
    #[error("the backup is damaged at “{entry}”: {why}; use another backup")]
    BackupDamaged { entry: String, why: String },
    #[error("there are records at {0} already: restore into an empty place")]
    NotEmpty(String),
    #[error("the database refused: {0}")]
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::Io(_) | sqlx::Error::Tls(_) => {
                StoreError::Unavailable(error.to_string())
            }
            sqlx::Error::Database(ref database) => {
                // SQLITE_FULL, SQLITE_IOERR_SHMSIZE (no room for the file that readers and the writer share), and PostgreSQL's disk_full.
                let code = database.code().unwrap_or_default();
                if code == "13" || code == "4874" || code == "53100" {
                    return StoreError::DiskFull;
                }
                // SQLITE_BUSY, SQLITE_CANTOPEN; PostgreSQL's class 08 (connection) and 57P (shutdown).
                if code == "5" || code == "14" || code.starts_with("08") || code.starts_with("57P") || code == "3D000" {
                    return StoreError::Unavailable(database.message().to_owned());
                }
                let of = database.table().unwrap_or("this record").to_owned();
                match database.kind() {
                    sqlx::error::ErrorKind::UniqueViolation => StoreError::Twice(of),
                    sqlx::error::ErrorKind::ForeignKeyViolation => StoreError::Refers(of),
                    _ => StoreError::Other(Box::new(error)),
                }
            }
            other => StoreError::Other(Box::new(other)),
        }
    }
}

impl StoreError {
    /// An error of the file system, at a path.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> StoreError {
        let path = path.into();
        move |error| match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
            _ => StoreError::File { path, why: error.to_string() },
        }
    }

    pub(crate) fn damaged(noun: &'static str, why: impl std::fmt::Display) -> StoreError {
        StoreError::Damaged { noun, why: why.to_string() }
    }
}
