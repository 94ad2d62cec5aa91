//! What people decided, on what, and what they expect of it.

use jiff::Timestamp;
use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, CheckId, ExceptionId, PaperId, ServiceId};
use crate::paper::EqualityRead;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    pub case: CaseId,
    pub service: ServiceId,
    pub what: String,
    /// Code of the delivery model chosen, or `as_now`.
    pub delivery_model: String,
    /// What goes, where only a part does; empty for the whole service.
    #[serde(default)]
    pub part: String,
    pub reasons: String,
    pub alternatives: String,
    pub decided_by: String,
    pub decided_on: Date,
    pub recorded_at: Timestamp,
    pub check: Option<CheckId>,
    pub exception: Option<ExceptionId>,
    /// What we expect by when is kept as promises; this is the smallest test that would show us wrong.
    pub smallest_test: String,
    pub review_on: Date,
    /// Frozen at the decision: standings, baselines, clarity, capacity. Never changed afterwards.
    pub start_profile: serde_json::Value,
    /// The paper it was taken on.
    #[serde(default)]
    pub paper: Option<PaperId>,
    /// The elected member answerable for what is valued here, by name and office. Empty: recorded before this was asked.
    #[serde(default)]
    pub accountable: String,
    /// Code of who took it: a body of members, or an officer (`config/deciding.toml`).
    #[serde(default)]
    pub taken_by: String,
    /// Who did not agree, and what they said; empty where nobody said so.
    #[serde(default)]
    pub not_agreed: String,
    #[serde(default)]
    pub equality_read: Option<EqualityRead>,
    /// What is done about the skills that nobody lends yet; empty where none was missing.
    #[serde(default)]
    pub skills_missing: String,
    /// Digest of its evidence pack, as it is kept among the files.
    #[serde(default)]
    pub pack: Option<String>,
}

/// An accountable person goes on although the check says not ready: shown with the decision for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exception {
    pub case: CaseId,
    pub service: ServiceId,
    pub change: String,
    #[serde(default)]
    pub part: String,
    pub check: CheckId,
    /// The role that the scheme of delegation names.
    pub role: String,
    pub name: String,
    pub reason: String,
    pub review_on: Date,
    pub recorded_at: Timestamp,
}
