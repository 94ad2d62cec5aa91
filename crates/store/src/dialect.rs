//! The statements that truly differ between SQLite and PostgreSQL. Everything else is one text for both.

/// How a reading transaction begins. SQLite's snapshot is taken at the first read; PostgreSQL is asked for the same,
/// so that all figures of one page are of one moment.
pub const SQLITE_READ: &str = "begin deferred";
pub const POSTGRES_READ: &str = "begin isolation level repeatable read read only";

/// How a writing transaction begins. SQLite: at once, for a deferred one loses to another process with SQLITE_BUSY.
pub const SQLITE_WRITE: &str = "begin immediate";
pub const POSTGRES_WRITE: &str = "begin isolation level read committed";

/// The first statement of every writing transaction: one writer at a time holds the head of the audit trail, and reads
/// again under it whatever a decision rests on. The same text on both; on SQLite `begin immediate` has already shut the door.
pub const TAKE_HEAD: &str = "update audit_head set sequence = sequence where id = 1 returning sequence";
