//! How a known issue's evidence stands, as the methods answered: plain data, with no knowledge of how it was worked.

use model::id::{FindingId, MeasureId};
use model::readiness::Standing;
use quantity::{Date, Month, Period};
use serde::{Deserialize, Serialize};

/// How far the rule was met: C1 to C3, C1 to C6, or all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceGrade {
    Indicative,
    Likely,
    Shown,
}

/// The standing of one known issue, summed up for the check. `None` in its place means that nothing was ever worked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssueEvidence {
    pub standing: Standing,
    pub grade: Option<EvidenceGrade>,
    /// In the order of the criteria.
    pub failing: Vec<FailingCriterion>,
    /// Periods that ask for an explanation.
    pub to_explain: Vec<Period>,
    /// The earliest month it could be shown, once what asks for an explanation is explained and accepted.
    pub earliest: Option<Month>,
    /// The same if it stays unexplained. Equal to `earliest` where nothing has to be explained.
    pub earliest_unexplained: Option<Month>,
    /// When it was last worked and came out as shown; absent where it never did.
    pub shown_on: Option<Date>,
    /// The last period of its figures.
    pub last_period: Option<Period>,
    /// A bad signal after it was shown: the standing has lapsed.
    pub bad_signal: Option<Period>,
    /// The test period was voided, and why.
    pub voided: Option<String>,
    /// What was named in advance as possibly affected, and looks worse.
    pub moved: Vec<Moved>,
    /// One whole sentence, as shown on pages.
    pub statement: String,
    pub result: Option<FindingId>,
}

/// A criterion not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailingCriterion {
    /// `C0` to `C11`.
    pub code: String,
    /// A whole sentence with its figures and units.
    pub sentence: String,
    /// The role that could mend it, where one is known.
    pub who: Option<String>,
    pub earliest: Option<Date>,
}

/// A measure named in advance that looks worse since the fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub measure: MeasureId,
    /// The measure's name, and what it did, in one sentence.
    pub says: String,
    pub since: Option<Period>,
    /// The role outside the service that confirmed it; the words “moved elsewhere” are not used without.
    pub confirmed_by: Option<String>,
}

impl IssueEvidence {
    /// Nothing to say: no test period, or no figures.
    pub fn unknown(statement: impl Into<String>) -> IssueEvidence {
        IssueEvidence {
            standing: Standing::Unknown,
            grade: None,
            failing: Vec::new(),
            to_explain: Vec::new(),
            earliest: None,
            earliest_unexplained: None,
            shown_on: None,
            last_period: None,
            bad_signal: None,
            voided: None,
            moved: Vec::new(),
            statement: statement.into(),
            result: None,
        }
    }
}
