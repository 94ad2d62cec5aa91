//! How dated data stands to its source: when it was last held against it, where it was read, what to know of that.

use quantity::Date;
use serde::Deserialize;

/// Everything absent: nobody has checked it yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// When somebody last checked it against the source; absent means it still has to be.
    #[serde(default, deserialize_with = "super::some_date")]
    pub verified_on: Option<Date>,
    /// The address of what was read, or of what a stored copy of it was taken from.
    #[serde(default)]
    pub seen_at: Option<String>,
    /// What kind of text was read, or what was looked for and not found.
    #[serde(default)]
    pub remark: Option<String>,
}

/// Where a whole list comes from, and how it stands to that.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}
