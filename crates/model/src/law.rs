//! Law and money values as dated data with a source: never constants in code.

use quantity::Date;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    pub code: String,
    pub title: String,
    pub says: String,
    pub jurisdiction: String,
    pub in_force: Option<Date>,
    pub ends: Option<Date>,
    pub source: String,
    /// When somebody last checked it against the source; absent means it still has to be.
    pub verified_on: Option<Date>,
    /// The address of what was read, or of what a stored copy of it was taken from.
    pub seen_at: Option<String>,
    /// What kind of text was read, or what was looked for and not found.
    pub remark: Option<String>,
}
