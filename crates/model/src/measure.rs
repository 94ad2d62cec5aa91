//! A measure: a definition with its kind, unit and direction of good. A data point is a value of it.

use quantity::{Date, Direction, MeasureKind, Period, Unit};
use serde::{Deserialize, Serialize};

use crate::id::{ServiceId, SourceId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    pub service: ServiceId,
    pub name: String,
    /// Other spellings met in files, lower case; a reader matches on them and says so.
    pub also_called: Vec<String>,
    pub kind: MeasureKind,
    pub unit: Unit,
    pub direction: Direction,
    /// How it is counted, in full. A change of it is a new definition from a date and breaks the series.
    pub definition: String,
    /// Values of `Percent` measures are shares (0.84); targets and floors too.
    pub target: Option<f64>,
    /// Worse than this is the issue itself.
    pub floor: Option<f64>,
    /// Decimals shown.
    pub places: u8,
    pub owner_role: String,
    pub rebases: Vec<Rebase>,
    pub redefined: Vec<Redefined>,
    /// How the control chart is drawn: the preset's name (`nhs_excel` or `r_package`), from the settings.
    pub chart_preset: String,
    /// What its numbers count are people, so that small ones are withheld. None: nobody said, and its words decide.
    #[serde(default)]
    pub of_people: Option<bool>,
}

/// Limits set again from a date, because the work changed: never because the picture looks better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebase {
    pub from: Period,
    pub reason: String,
    pub by_role: String,
    pub on: Date,
    pub evidence: Option<SourceId>,
}

/// The definition changed: figures on either side are not comparable unless bridged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redefined {
    pub from: Period,
    /// The part of the measure it touches (one agency's return), or empty for all of it.
    pub part: String,
    pub was: String,
    pub becomes: String,
    pub on: Date,
    pub by_role: String,
}
