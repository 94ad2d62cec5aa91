//! Money that several bodies put to one purpose. It is an arrangement between them, never a body of its own: every pound stays
//! in the accounts of whoever put it in.

use quantity::{Date, Money, Share};
use serde::{Deserialize, Serialize};

use crate::id::{FundId, OrganisationId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fund {
    pub name: String,
    pub purpose: String,
    /// The financial year it is for: 2026 is 2026/27.
    pub year: i16,
    /// Whose accounts the money passes through; none where every partner spends its own.
    pub host: Option<OrganisationId>,
    /// The named person who runs it for all of them.
    pub manager: String,
    pub sharing: Sharing,
    pub contributions: Vec<Contribution>,
    /// How far over everyone agreed to try it: each a share of all that is put in.
    pub stress: Vec<Share>,
    pub review_on: Option<Date>,
}

impl Fund {
    /// What is known to be put in; what a partner has not shared is not in it.
    pub fn total(&self) -> Money {
        Money::from_pence(self.contributions.iter().filter_map(|c| c.amount).map(Money::pence).sum())
    }

    /// Each partner once, in the order of the contributions, with all it puts in; none where it has not shared its figure.
    pub fn partners(&self) -> Vec<(OrganisationId, Option<Money>)> {
        let mut found: Vec<(OrganisationId, Option<Money>)> = Vec::new();
        for one in &self.contributions {
            match found.iter_mut().find(|(partner, _)| *partner == one.partner) {
                Some((_, sum)) => *sum = sum.zip(one.amount).and_then(|(a, b)| a.checked_add(b)),
                None => found.push((one.partner, one.amount)),
            }
        }
        found
    }
}

/// What one partner puts in on one legal basis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    pub partner: OrganisationId,
    /// Code of a legal basis (`config/fund_bases.toml`): it says who may join on it.
    pub basis: String,
    /// In the fund's year; none where the partner has not shared it.
    pub amount: Option<Money>,
    pub term: MoneyTerm,
    pub kind: MoneyKind,
    /// What the money may be spent on, where a grant or agreement says so.
    pub conditions: String,
    /// The most that may be carried into the next year; none: nothing may.
    pub carry_at_most: Option<Money>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyTerm {
    #[default]
    Recurrent,
    OneOff,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyKind {
    #[default]
    Revenue,
    Capital,
}

/// How what is over or under falls on the partners.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Sharing {
    #[default]
    Contribution,
    /// The lead bears the first part, up to this share of its own contribution; the rest by contribution.
    LeadFirst { lead: OrganisationId, share_of_own: Share },
    /// Each answers for its own money: what is over stays with the lead.
    OwnMoney { lead: OrganisationId },
}

/// What one partner says it could bear if a fund overspent. It is that partner's own, and shown to nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StressLimit {
    pub fund: FundId,
    pub partner: OrganisationId,
    pub can_bear: Money,
    pub said_on: Date,
    pub by_role: String,
}
