//! Who said it, when, and under what licence.

use jiff::Timestamp;
use quantity::Date;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub title: String,
    pub kind: SourceKind,
    /// SHA-256 of the bytes kept under `files/`, hex; none for a source with no file.
    pub digest: Option<String>,
    /// SHA-256 of the bytes as they came, where people's details were left out of what was kept.
    pub received_digest: Option<String>,
    pub file_name: String,
    pub bytes: u64,
    pub licence: String,
    pub dated: Option<Date>,
    pub received_at: Timestamp,
    pub received_by: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    File,
    Document,
    Person,
    OpenData,
}
