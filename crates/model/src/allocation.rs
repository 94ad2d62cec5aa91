//! Putting a shared budget where it does most: what could be done, what there is to spend, and which things go together.

use std::collections::BTreeMap;

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::fund::{MoneyKind, MoneyTerm};
use crate::id::{CaseId, FundId, OrganisationId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Allocation {
    pub title: String,
    /// What the money is for, in a sentence.
    pub purpose: String,
    pub fund: Option<FundId>,
    pub case: Option<CaseId>,
    /// The first financial year: 2026 is 2026/27.
    pub year: i16,
    pub years: u8,
    /// What a point stands for, and who agreed the scores.
    pub points_mean: String,
    /// The elected member who answers for what counts as value.
    pub accountable: String,
    pub candidates: Vec<Candidate>,
    pub limits: Vec<MoneyLimit>,
    #[serde(default)]
    pub floors: Vec<ReachFloor>,
    /// Staff, beds, places: what there is of each.
    #[serde(default)]
    pub capacities: Vec<CapacityLimit>,
    /// Each needs another beside it.
    #[serde(default)]
    pub needs: Vec<Needs>,
    /// No two of a list, by code.
    #[serde(default)]
    pub not_together: Vec<Vec<String>>,
    /// One or more of a list, by code.
    #[serde(default)]
    pub at_least_one: Vec<Vec<String>>,
    /// Codes of what is done today.
    #[serde(default)]
    pub today: Vec<String>,
    #[serde(default)]
    pub duties: Vec<DutyForecast>,
    /// What elected members put in or leave out: no part of the evidence.
    #[serde(default)]
    pub priorities: Vec<MembersPriority>,
    /// What could have been done and was taken out, with a word why.
    #[serde(default)]
    pub taken_out: Vec<TakenOut>,
}

/// Something that could have been done, as it stood when it was taken out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakenOut {
    pub candidate: Candidate,
    pub because: String,
    pub on: Date,
    pub by_role: String,
}

/// Something that could be done with the money.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// What people call it in the room: A, B, B2.
    pub code: String,
    pub title: String,
    /// Versions that name the same service shut one another out; empty where it stands alone.
    #[serde(default)]
    pub version_of: String,
    /// The option of a case it was taken from.
    #[serde(default)]
    pub option: Option<OptionOf>,
    /// Towards the outcomes agreed, in whole points.
    pub points: i64,
    pub money: Vec<MoneyLine>,
    /// People reached, by group or place.
    #[serde(default)]
    pub reach: BTreeMap<String, u32>,
    /// What it takes of each capacity.
    #[serde(default)]
    pub uses: BTreeMap<String, u32>,
    /// How many of its points are for outcomes of each partner.
    #[serde(default)]
    pub gains: Vec<Gain>,
}

/// An option of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionOf {
    pub case: CaseId,
    /// `now`, or its letter.
    pub code: String,
}

impl Candidate {
    /// All its money, over all years.
    pub fn cost(&self) -> Money {
        Money::from_pence(self.money.iter().map(|line| line.amount.pence()).sum())
    }
}

/// A pound has a year, is recurrent or one-off, revenue or capital, and may be of one partner.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MoneyLine {
    /// Years after the first: 0 is the allocation's first year.
    pub year: u8,
    pub amount: Money,
    pub term: MoneyTerm,
    pub kind: MoneyKind,
    #[serde(default)]
    pub partner: Option<OrganisationId>,
    /// The fund or grant it comes from, by the name its limit gives; empty where it does not matter.
    #[serde(default)]
    pub fund: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gain {
    pub partner: OrganisationId,
    pub points: i64,
}

/// A ceiling on money of a kind; what is not named does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyLimit {
    /// “all money”, “recurrent”.
    pub name: String,
    #[serde(default)]
    pub term: Option<MoneyTerm>,
    #[serde(default)]
    pub kind: Option<MoneyKind>,
    #[serde(default)]
    pub partner: Option<OrganisationId>,
    /// Only money of the fund or grant of this name; empty: of any.
    #[serde(default)]
    pub fund: String,
    /// One amount for each year, or a single one for all years together.
    pub amounts: Vec<Money>,
    /// The most that may be carried into the next year; none: nothing may.
    #[serde(default)]
    pub carry_at_most: Option<Money>,
    /// Grant conditions: codes of the only things this money may pay for; empty where there are none.
    #[serde(default)]
    pub only_for: Vec<String>,
}

impl MoneyLimit {
    /// Any pound is under it, whatever its kind and whoever’s it is.
    pub fn is_of_all_money(&self) -> bool {
        self.term.is_none() && self.kind.is_none() && self.partner.is_none() && self.fund.is_empty() && self.only_for.is_empty()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachFloor {
    pub group: String,
    pub at_least: u32,
}

/// What there is of something that is not money: staff, beds, places the market can offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityLimit {
    /// “physiotherapists, full-time”.
    pub name: String,
    /// Over the whole plan, in the unit that its name says.
    pub at_most: u32,
}

/// What elected members put in or leave out whatever its points, entered on their authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersPriority {
    /// Of what could be done.
    pub code: String,
    pub is_done: bool,
    pub says: String,
    /// The member or body on whose authority it is entered.
    pub set_by: String,
    pub on: Date,
}

/// What meeting a duty is forecast to cost. A duty can be met in more than one way: there is a range, and no least amount by law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyForecast {
    pub duty: String,
    /// The law and its section.
    pub source: String,
    pub low: Money,
    /// Most likely.
    pub central: Money,
    pub high: Money,
    pub made_on: Date,
    pub signed_by: String,
    /// Codes of what would be done to meet it.
    pub met_by: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// Code of the one that needs another.
    pub code: String,
    pub needs: String,
}
