//! The place an installation is for.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub name: String,
    /// `England`, `Wales`, `Scotland` or `Northern Ireland`: dated law is filtered by it.
    pub country: String,
    /// IANA zone in which days and months are counted, for example `Europe/London`.
    pub zone: String,
    /// A sample place: labelled on every page and never mixed with real data.
    pub is_sample: bool,
}
