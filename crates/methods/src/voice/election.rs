//! What people vote on with a real budget: projects with their costs, and ballots that approve of some.

use quantity::Money;
use serde::{Deserialize, Serialize};

/// People that are counted at most: with more, what is worked beside the exact figure is no longer near enough.
pub const MOST_PEOPLE: u64 = 10_000_000;

/// Projects, a budget, and the ballots of everybody who took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Election {
    /// Whole pence, above nothing.
    pub budget: Money,
    pub projects: Vec<Project>,
    pub ballots: Vec<Ballot>,
    /// Names of the groups that ballots belong to; empty where nobody was asked.
    #[serde(default)]
    pub groups: Vec<String>,
}

/// One project: its id settles ties, so that no order of entry does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Unlike every other.
    pub id: String,
    /// Whole pence, above nothing.
    pub cost: Money,
}

/// What one person approves of, or so many people alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// Places in `Election::projects`, each at most once. Empty is a blank ballot: it counts among those who took part.
    pub approves: Vec<usize>,
    /// Place in `Election::groups`.
    #[serde(default)]
    pub group: Option<usize>,
    /// For how many people it stands, at least 1: each of them has one and the same say.
    #[serde(default = "one")]
    pub weight: u32,
}

fn one() -> u32 {
    1
}

/// What a funded project is worth to each person who approves of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Utility {
    /// As much as it costs: what counts is the money spent on what a person approves of.
    #[default]
    Cost,
    /// One: what counts is how many approved projects are funded.
    Cardinality,
}

/// What is done with money that equal shares leaves over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// It stays unspent.
    #[default]
    None,
    /// The project with most votes that still fits, and so on.
    Votes,
    /// The project with most satisfaction per pound that still fits, and so on. Under cost utility it is the same as by votes.
    UtilitarianGreedy,
}

/// Of projects that stand alike, which goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// By id, as text: A before B.
    #[default]
    ById,
    /// The cheaper one; alike again, by id.
    Cheapest,
    /// The one more people approve of; alike again, by id.
    MostVotes,
}

/// How equal shares is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rule {
    pub utility: Utility,
    pub ties: Ties,
    pub completion: Completion,
}
