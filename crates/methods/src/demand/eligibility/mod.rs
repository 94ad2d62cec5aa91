//! Eligibility as a table people can read: rows of conditions, tried from the top, each with what somebody gets. A threshold is moved on
//! paper: who gains, who loses, what it costs, what it does, and to which groups.

mod compare;
mod refusal;

pub use compare::{GroupChange, Move, Reading, compare, gets};
pub use refusal::Refusal;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Method;

pub const METHOD: Method = Method {
    code: "eligibility-threshold",
    edition: 1,
    title: "Who gains and who loses when a threshold moves",
    sources: &[
        "Care Act 2014, section 13, and S.I. 2015/313: a national threshold is not a council’s to move",
        "Equality Act 2010, section 149: due regard, by protected characteristic",
        "Vanthienen and others, decision tables: complete, read from the top, one result a row",
    ],
};

/// What people get, the most help first; conditions, tried from the top; whoever meets none gets the last result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub results: Vec<Outcome>,
    pub thresholds: Vec<Threshold>,
    pub rows: Vec<Row>,
}

/// One thing people can get.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub name: String,
    /// Pounds a year for each person, or for each of what `per` counts.
    pub cost: f64,
    /// A number known of people by which cost goes in place of heads: kilometres, heaps.
    #[serde(default)]
    pub per: Option<String>,
    /// What it does for each person, in the table's unit of outcome.
    #[serde(default)]
    pub outcome: f64,
}

/// Who may move a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Set by national law: not the authority's to move.
    National,
    /// Set by the authority under a duty.
    LocalPolicy,
    /// Of something the authority need not do at all.
    Discretionary,
    /// Of what people pay.
    Charging,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::National, Kind::LocalPolicy, Kind::Discretionary, Kind::Charging];

    pub fn is_movable(self) -> bool {
        self != Kind::National
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub code: String,
    pub kind: Kind,
    pub value: f64,
    pub source: String,
}

/// All its conditions met: this result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub when: Vec<Condition>,
    /// Name of a result.
    pub then: String,
}

/// What is known of somebody, held against a threshold or a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    AtLeast { fact: String, threshold: String },
    Below { fact: String, threshold: String },
    Is { fact: String, word: String },
}

impl Condition {
    pub fn fact(&self) -> &str {
        match self {
            Condition::AtLeast { fact, .. } | Condition::Below { fact, .. } | Condition::Is { fact, .. } => fact,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fact {
    Number(f64),
    Word(String),
}

/// People of whom the same is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    pub count: u64,
    pub facts: BTreeMap<String, Fact>,
    /// The groups they belong to, by what the groups are of: age, sex, district.
    #[serde(default)]
    pub groups: BTreeMap<String, String>,
}
