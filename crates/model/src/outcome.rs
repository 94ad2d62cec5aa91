//! What should be different, for a named group of people.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, MeasureId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    pub case: CaseId,
    pub statement: String,
    pub people: String,
    pub kind: OutcomeKind,
    pub measure: Option<MeasureId>,
    /// In the measure's own unit.
    pub baseline: Option<f64>,
    pub target: Option<f64>,
    pub by: Option<Date>,
}

/// An outcome is a change in people's lives; the others serve it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    Outcome,
    Output,
    Process,
    Input,
}
