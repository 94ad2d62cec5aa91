//! Votes and ballots: what can be chosen and how it is counted, and what one person chose. Nothing here says who they are.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::id::InvolvementId;
use crate::involvement::Channel;

/// What can be chosen, and how it is counted: fixed before the first ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    pub kind: VoteKind,
    /// Approval with real money: what there is to spend.
    #[serde(default)]
    pub budget: Option<Money>,
    /// Points: how many each person has.
    #[serde(default)]
    pub points: Option<u32>,
    pub choices: Vec<VoteChoice>,
    /// What becomes of money that equal shares leaves over: said before anybody votes.
    #[serde(default)]
    pub left_over: LeftOver,
    /// Whether people may add words of their own.
    #[serde(default)]
    pub takes_words: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoteKind {
    /// Pick whatever you would pay for, within the budget.
    Approval,
    /// Put all in order.
    Ranking,
    /// Of two at a time, which comes first.
    Pairs,
    /// Share points out.
    Points,
}

impl VoteKind {
    pub const ALL: [VoteKind; 4] = [VoteKind::Approval, VoteKind::Ranking, VoteKind::Pairs, VoteKind::Points];

    pub fn code(self) -> &'static str {
        match self {
            VoteKind::Approval => "approval",
            VoteKind::Ranking => "ranking",
            VoteKind::Pairs => "pairs",
            VoteKind::Points => "points",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            VoteKind::Approval => "Pick what to pay for, with a real budget",
            VoteKind::Ranking => "Put all of them in order",
            VoteKind::Pairs => "Choose between two at a time",
            VoteKind::Points => "Share points out",
        }
    }

    pub fn parse(code: &str) -> Option<VoteKind> {
        VoteKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOver {
    /// It stays unspent.
    #[default]
    Kept,
    /// It goes to whatever has most votes of what still fits.
    ToMostVotes,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteChoice {
    /// A short word of small letters: settles ties, and stands in published files.
    pub code: String,
    pub title: String,
    /// One line about it.
    pub about: String,
    /// Real money, where there is a budget.
    #[serde(default)]
    pub cost: Option<Money>,
}

/// What one person chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    pub involvement: InvolvementId,
    pub by: Channel,
    /// The group they chose to say they are of; empty where they said none.
    pub group: String,
    pub chosen: Chosen,
    /// Words of their own: looked through for people's details before they are kept.
    pub words: String,
    pub on: Date,
}

/// Codes of choices, each at most once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    /// In the order of the vote.
    Approved(Vec<String>),
    /// First comes first.
    Ranked(Vec<String>),
    /// Of each pair that was answered: which came first, and which second; or that they matter the same.
    Pairs(Vec<Pair>),
    Points(Vec<(String, u32)>),
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pair {
    pub first: String,
    pub second: String,
    /// They matter the same: half a win each.
    #[serde(default)]
    pub same: bool,
}

impl Vote {
    pub fn choice(&self, code: &str) -> Option<&VoteChoice> {
        self.choices.iter().find(|choice| choice.code == code)
    }

    /// Every pair of choices, in the order they are asked.
    pub fn pairs(&self) -> Vec<(&VoteChoice, &VoteChoice)> {
        let after = |at: usize| self.choices.get(at + 1..).unwrap_or_default();
        self.choices.iter().enumerate().flat_map(|(at, one)| after(at).iter().map(move |other| (one, other))).collect()
    }
}
