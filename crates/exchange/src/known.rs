//! What the caller already knows, and what a person answered: the two arguments that make a reading repeatable.

use std::collections::BTreeMap;

use model::id::MeasureId;
use quantity::{Date, Direction, MeasureKind, Unit};
use serde::{Deserialize, Serialize};

use crate::mapping::{Mapping, Role};

/// Measures and parts (agencies, districts, lots) that figures may be of.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    pub measures: Vec<KnownMeasure>,
    pub parts: Vec<KnownPart>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KnownMeasure {
    pub id: MeasureId,
    pub name: String,
    /// Other spellings, any case.
    pub also_called: Vec<String>,
    pub unit: Unit,
    pub kind: MeasureKind,
    pub direction: Direction,
    /// In the measure's unit; shares for per cent.
    pub target: Option<f64>,
    pub floor: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KnownPart {
    pub name: String,
    /// Other spellings and codes, any case.
    pub also_called: Vec<String>,
    /// The day from which it is no more: an abolished district, a closed home.
    pub ended: Option<Date>,
    /// What took its place.
    pub followed_by: String,
}

/// What people answered about one file. The same bytes, known things, answers and day give the same reading.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// What a column means, where the guess was changed.
    pub columns: Vec<ColumnAnswer>,
    /// Code of the choice, by the note's key.
    pub notes: BTreeMap<String, String>,
    /// What to do with people's details, by the key of what was found. Left out where nothing is said.
    pub personal: BTreeMap<String, PersonalChoice>,
    /// Layouts remembered from accepted files; one whose signature fits a sheet is used for it.
    pub remembered: Vec<Mapping>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnAnswer {
    /// Empty in a text file.
    pub sheet: String,
    pub column: u32,
    pub role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalChoice {
    #[default]
    LeaveOut,
    /// Rows counted by what remains; counts under 5 hidden.
    CountPeople,
    /// A person looked and these are not people.
    NotPeople,
}
