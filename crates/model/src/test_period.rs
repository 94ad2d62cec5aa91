//! A registered test period: what would show that a known issue is fixed, locked before it is looked at.

use jiff::Timestamp;
use quantity::{Date, Period, Share};
use serde::{Deserialize, Serialize};

use crate::id::{IssueId, MeasureId, SourceId};
use crate::issue::{OutsideWord, Severity};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestPeriod {
    pub issue: IssueId,
    pub rule: Rule,
    pub registered_at: Timestamp,
    pub registered_by: String,
    /// Digest of `rule`, taken when it was locked: a changed rule is a new test period.
    pub lock: String,
    /// Digest of the settings in force that say how its figures are judged; empty for one registered before this was kept.
    #[serde(default)]
    pub settings: String,
    /// The severity its bar was set by.
    #[serde(default)]
    pub severity: Option<Severity>,
    pub late: Option<LateRegistration>,
    pub voided: Option<Voided>,
    pub explanations: Vec<Explanation>,
    pub asked: Vec<PeopleAsked>,
    pub attribution: Option<Attribution>,
    pub displacement: Vec<DisplacementWord>,
    pub data_check: Option<DataCheck>,
    pub corrections: Vec<CorrectionKept>,
}

/// What is locked. Values are in the measure's unit (shares for per cent).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    pub measure: MeasureId,
    pub part: String,
    /// The measure's definition when it was locked.
    pub definition: String,
    /// The months before the fix, both ends included.
    pub baseline_from: Period,
    pub baseline_to: Period,
    pub starts: Period,
    /// The fewest periods the test must run: 12 months, 8 quarters, 26 weeks.
    pub fewest_periods: u32,
    pub target: f64,
    pub floor: Option<f64>,
    /// The probability asked of C4, by severity.
    pub level: Share,
    pub shift: u32,
    pub trend: u32,
    /// Named in advance, at most three.
    pub balancing: Vec<MeasureId>,
    /// For rare events: the tolerable rate in a period.
    pub tolerable_rate: Option<f64>,
}

/// Work begun before it was registered here: a dated document, confirmed by someone outside the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateRegistration {
    pub document: String,
    pub dated: Date,
    pub source: Option<SourceId>,
    pub confirmed: OutsideWord,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    pub on: Date,
    pub why: String,
    /// Who voided it, where a person did; empty where a change of what it rests on did.
    #[serde(default)]
    pub by_role: String,
}

/// An account of one bad period. Accepted, with evidence, it takes that date out of C3 and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    pub period: Period,
    pub text: String,
    pub evidence: String,
    pub by_role: String,
    pub on: Date,
    pub accepted: Option<OutsideWord>,
    pub refused: Option<OutsideWord>,
}

/// People asked whether it is fixed (C11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleAsked {
    pub who: Asked,
    pub could_be_asked: u32,
    pub answered: u32,
    pub agree: u32,
    /// What those who disagreed were told, in writing.
    pub answer_to_others: String,
    pub on: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    Users,
    Staff,
    Partners,
}

/// Why we think the fix did it (C7), where the figures alone do not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    pub mechanism: String,
    pub by_role: String,
    pub on: Date,
    pub comparator: Option<MeasureId>,
}

/// A person's word on whether an issue moved elsewhere (C8): the words are shown only then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisplacementWord {
    pub measure: MeasureId,
    pub moved: bool,
    pub word: OutsideWord,
}

/// An independent look at the figures (C9).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DataCheck {
    /// Share of the figures due that are there and whole.
    pub completeness: Share,
    pub same_definition: bool,
    pub word: OutsideWord,
}

/// A data point of the period corrected, with a source and a check from outside the service: the period stands,
/// and the answer with the old value is shown beside the new.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorrectionKept {
    pub period: Period,
    pub old_value: Option<f64>,
    pub new_value: Option<f64>,
    pub source: SourceId,
    pub word: OutsideWord,
}
