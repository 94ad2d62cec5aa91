//! People's details, looked for before anything else is done with a file.

use serde::{Deserialize, Serialize};

/// What sort of detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalKind {
    NhsNumber,
    NationalInsuranceNumber,
    DateOfBirth,
    Name,
    Initials,
    InitialsInText,
    NameInText,
    Email,
    Telephone,
    /// A sheet nobody sees, with details of people on it.
    HiddenSheet,
}

/// A column or sheet that looks as if it says who someone is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Lasting: what a person chooses is said of this key.
    pub key: String,
    pub kind: PersonalKind,
    /// Empty in a text file.
    pub sheet: String,
    pub hidden: bool,
    /// None where the whole sheet is meant.
    pub column: Option<u32>,
    pub heading: String,
    /// `Two words, both capitalised, on every row`.
    pub why: String,
    /// `J••• P••••`: never more of it.
    pub masked: String,
    /// How many cells look so.
    pub count: u32,
}
