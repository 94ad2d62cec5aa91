//! A threshold or rule of thumb as this authority has it, with the reason for each change.

use quantity::Date;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// `readiness.fewest_months`; listed with unit, range and meaning in `config/default.toml`.
    pub key: String,
    pub value: String,
    pub reason: String,
    pub by_role: String,
    pub on: Date,
}
