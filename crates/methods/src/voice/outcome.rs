//! What a budget vote funds, and whose money that was.

use quantity::{Money, Share};
use serde::{Deserialize, Serialize};

use crate::Working;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Funded projects in the order in which they were chosen.
    pub funded: Vec<Funded>,
    /// What they cost together; never above the budget.
    pub cost: Money,
    /// What of the budget is left.
    pub left: Money,
    /// People who approve of each project, in the order of the election.
    pub votes: Vec<u64>,
    /// People who took part, those with a blank ballot among them.
    pub people: u64,
    /// Pence that one person of each ballot paid in all, unrounded, in the order of the election; nothing where no shares were paid.
    pub paid_pence: Vec<f64>,
    /// For each group, in the order of the election: what became of its share.
    pub groups: Vec<GroupShare>,
    pub working: Working,
}

impl Outcome {
    /// Places of the funded projects in the election, in the order in which they were chosen.
    pub fn projects(&self) -> Vec<usize> {
        self.funded.iter().map(|one| one.project).collect()
    }

    pub fn is_funded(&self, project: usize) -> bool {
        self.funded.iter().any(|one| one.project == project)
    }
}

/// One project that is funded, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Funded {
    /// Place in `Election::projects`.
    pub project: usize,
    pub how: How,
    /// People of each group who approve of it, in the order of the election.
    pub supporters: Vec<u64>,
    /// Other projects that stood exactly alike when it was chosen: the rule for ties settled it.
    pub tied_with: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Its supporters paid it from their equal shares.
    Shares(Paid),
    /// It fitted into what was left.
    Completion,
    /// It came next by votes or by satisfaction per pound.
    Greedy,
}

/// How supporters paid a project. `in_full × each + what the others had left` is its cost exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paid {
    /// Pence that each paid who could, unrounded. (The figure behind it is held exactly.)
    pub each_pence: f64,
    /// People who paid that.
    pub in_full: u64,
    /// People who had less left, and paid all of it; some had nothing left.
    pub with_less: u64,
    /// What a unit of satisfaction costs: the lowest of all projects at that moment. Pounds a pound under cost utility, pence under cardinality.
    pub rate: f64,
}

/// What became of one group's share of the budget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupShare {
    /// Place in `Election::groups`.
    pub group: usize,
    /// People of the group who took part.
    pub people: u64,
    /// Their share of all who took part: what the budget would be split by.
    pub of_people: Share,
    /// People of the group who approve of something that is funded.
    pub with_something: u64,
    /// Share of the budget spent on what they approve of, each project's cost split evenly among those who approve of it.
    pub of_budget: Share,
}
