//! The question: services with versions, what each version costs and does, and what there is to spend.
//!
//! Amounts and outcomes are whole numbers in the unit of the question (pence, £ thousands, points), so that sums are exact.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A whole question. At most one version of a service is chosen, exactly one where it must be provided.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Years of the plan: costs and budgets name years from 0 to `years` − 1.
    pub years: usize,
    pub services: Vec<Service>,
    pub budgets: Vec<Budget>,
    #[serde(default)]
    pub floors: Vec<Floor>,
    #[serde(default)]
    pub capacities: Vec<Capacity>,
    #[serde(default)]
    pub prerequisites: Vec<Prerequisite>,
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
    #[serde(default)]
    pub at_least_one: Vec<AtLeastOne>,
    /// The versions provided today, by id: where the question starts from.
    #[serde(default)]
    pub today: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub id: String,
    /// Whether one of its versions has to be chosen.
    #[serde(default)]
    pub must: bool,
    pub versions: Vec<Version>,
}

/// One way, size or start of a service.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    pub id: String,
    /// Value towards the prioritised outcomes, in whole points; it may be negative.
    pub outcome: i64,
    #[serde(default)]
    pub costs: Vec<Cost>,
    /// People reached, by group or place.
    #[serde(default)]
    pub reach: BTreeMap<String, i64>,
    /// What it takes of each capacity: staff, beds, market.
    #[serde(default)]
    pub uses: BTreeMap<String, i64>,
}

/// Every pound is recurrent or one-off, revenue or capital, and of a fund and an organisation where that is settled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    pub year: usize,
    /// 0 or more, in the unit of the question.
    pub amount: i64,
    #[serde(default)]
    pub kind: Kind,
    #[serde(default)]
    pub term: Term,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fund: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Revenue,
    Capital,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    #[default]
    Recurrent,
    OneOff,
}

/// A ceiling on the costs that are of the named kind, term, fund and organisation; what is not named does not matter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fund: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// One amount for each year, or a single one for all years together.
    pub amounts: Vec<i64>,
    /// The most that may be carried into the next year; absent: nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carry_at_most: Option<i64>,
    /// Grant conditions: the only services this money may pay for. Costs of the fund elsewhere are refused by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_for: Option<Vec<String>>,
}

impl Budget {
    pub fn pays(&self, cost: &Cost) -> bool {
        self.kind.is_none_or(|kind| kind == cost.kind)
            && self.term.is_none_or(|term| term == cost.term)
            && self.fund.as_ref().is_none_or(|fund| cost.fund.as_ref() == Some(fund))
            && self.organisation.as_ref().is_none_or(|organisation| cost.organisation.as_ref() == Some(organisation))
    }
}

/// At least this much reach of a group or place, over the whole plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    pub group: String,
    pub at_least: i64,
}

/// At most this much of staff, beds or market, over the whole plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    pub id: String,
    pub at_most: i64,
}

/// Any version of `service` needs some version of `needs`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    pub service: String,
    pub needs: String,
}

/// No two of these services together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    pub services: Vec<String>,
}

/// One or more of these services.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtLeastOne {
    pub services: Vec<String>,
}
