//! What we said would happen by when, and what did.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, DecisionId, MeasureId, ServiceId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    pub case: Option<CaseId>,
    pub decision: Option<DecisionId>,
    pub service: Option<ServiceId>,
    pub what: String,
    pub made_by: String,
    pub made_on: Date,
    pub due: Date,
    pub measure: Option<MeasureId>,
    /// In the measure's unit.
    pub expected: Option<f64>,
    pub result: Option<PromiseResult>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseResult {
    pub happened: String,
    pub kept: Kept,
    pub recorded_on: Date,
    pub by_role: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    Kept,
    PartKept,
    KeptLate,
    NotKept,
    NotKnown,
}
