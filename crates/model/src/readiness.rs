//! The readiness check as it was asked and answered.

use jiff::Timestamp;
use quantity::{Date, Month};
use serde::{Deserialize, Serialize};

use crate::control::ControlOf;
use crate::id::{CaseId, FixId, IssueId, ServiceId};
use crate::public_interest::PublicInterest;

/// The four answers. Missing evidence is *not known*, never fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Ready,
    NotReady,
    PointsTheOtherWay,
    NotKnown,
}

impl Answer {
    pub fn code(self) -> &'static str {
        match self {
            Answer::Ready => "ready",
            Answer::NotReady => "not_ready",
            Answer::PointsTheOtherWay => "points_the_other_way",
            Answer::NotKnown => "not_known",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Answer::Ready => "Ready",
            Answer::NotReady => "Not ready",
            Answer::PointsTheOtherWay => "Evidence points the other way",
            Answer::NotKnown => "Not known",
        }
    }
}

/// Where one known issue stands, summed up for the check and for lists. The full standing is a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Shown,
    NotYet,
    /// A month to account for.
    Explain,
    PointsTheOtherWay,
    /// Worse elsewhere, confirmed by a person.
    MovedElsewhere,
    Unknown,
}

/// The check, asked of one change of operator (or of staying), answered from the records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadinessCheck {
    pub case: Option<CaseId>,
    pub service: ServiceId,
    /// Code of the delivery model proposed, or `as_now`.
    pub change: String,
    /// What goes, where only a part does; empty for the whole service.
    #[serde(default)]
    pub part: String,
    pub asked_at: Timestamp,
    pub asked_by: String,
    pub answer: Answer,
    pub reasons: Vec<Reason>,
    pub earliest: Vec<Earliest>,
    pub conflicts: Vec<ControlConflict>,
    /// Digest of all it rests on: the same records give the same digest.
    pub inputs: String,
    pub affirmed: Option<Affirmed>,
    /// What was answered to a Public Interest Test of this change, where somebody did.
    #[serde(default)]
    pub public_interest: Option<PublicInterest>,
}

/// One reason, as a whole sentence, with the known issue it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// `C3`, `open_issue`, `waiting_for_triage`, `look_missing`, `control`…
    pub code: String,
    pub issue: Option<IssueId>,
    pub text: String,
    /// Who could mend it, and by when at the earliest.
    pub mend: Option<Mend>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mend {
    pub what: String,
    pub who: String,
    pub earliest: Option<Date>,
}

/// The earliest month a change could be called ready, under a stated condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earliest {
    /// "If October is explained and accepted"; empty where there is no condition.
    pub condition: String,
    pub month: Option<Month>,
    pub because: String,
}

/// A fix needs control that the change would give away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlConflict {
    pub issue: IssueId,
    pub fix: FixId,
    pub what: String,
    pub needs: Vec<ControlOf>,
    pub given_away: Vec<ControlOf>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affirmed {
    pub role: String,
    pub name: String,
    pub at: Timestamp,
    /// Agrees with the computed answer, or says why not.
    pub note: String,
}
