//! A change of several budget lines at once, with what each would lose and what could be done instead.

use quantity::Money;
use serde::{Deserialize, Serialize};

use crate::id::ServiceId;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BudgetChange {
    pub title: String,
    /// The financial year it begins in: 2027 is 2027/28.
    pub year: i16,
    /// What a point stands for, and who agreed the scores.
    pub points_mean: String,
    pub lines: Vec<BudgetLine>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BudgetLine {
    pub name: String,
    pub service: Option<ServiceId>,
    pub before: Money,
    /// Why the law or a contract leaves no choice about it; empty where there is a choice.
    pub protected_by: String,
    pub proposed: Saving,
    /// Other ways to save on this line.
    #[serde(default)]
    pub otherwise: Vec<Saving>,
}

/// One way to spend less on a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saving {
    /// “Every line 5% less”, “Fewer treated roads where nobody lives”.
    pub what: String,
    pub amount: Money,
    /// Outcome lost, in whole points.
    pub points_lost: i64,
    /// Who is hit.
    pub who_is_hit: String,
    /// What replaces it for them; empty where nothing does.
    pub replaced_by: String,
}
