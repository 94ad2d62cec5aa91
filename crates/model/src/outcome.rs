//! What should be different, for a named group of people.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, MeasureId, NeedId, PriorityId};

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
    /// The priority it serves; without one it is an orphan.
    #[serde(default)]
    pub priority: Option<PriorityId>,
    /// Needs it answers; without one it answers none that is written down.
    #[serde(default)]
    pub needs: Vec<NeedId>,
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

impl OutcomeKind {
    pub const ALL: [OutcomeKind; 4] = [OutcomeKind::Outcome, OutcomeKind::Output, OutcomeKind::Process, OutcomeKind::Input];

    pub fn code(self) -> &'static str {
        match self {
            OutcomeKind::Outcome => "outcome",
            OutcomeKind::Output => "output",
            OutcomeKind::Process => "process",
            OutcomeKind::Input => "input",
        }
    }

    pub fn parse(code: &str) -> Option<OutcomeKind> {
        OutcomeKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            OutcomeKind::Outcome => "a change in people’s lives",
            OutcomeKind::Output => "something delivered",
            OutcomeKind::Process => "how it is done",
            OutcomeKind::Input => "what is put in",
        }
    }
}
