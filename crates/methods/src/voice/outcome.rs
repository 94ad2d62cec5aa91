//! What a budget vote funds, and whose money that was.

use std::borrow::Cow;

use quantity::{Money, Share};
use serde::{Deserialize, Serialize};

use super::count::Counted;
use super::minority;
use crate::Working;
use crate::working::{Column, Table};

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
    /// `paid`: what one person of each kind paid, in pence; empty where no shares were paid.
    pub(super) fn of(counted: &Counted, funded: Vec<Funded>, paid: &[f64]) -> Outcome {
        let cost: Money = funded.iter().map(|one| counted.cost(one.project)).sum();
        let projects: Vec<usize> = funded.iter().map(|one| one.project).collect();
        let paid_pence = match paid {
            [] => Vec::new(),
            _ => counted.of_ballot.iter().map(|kind| paid.get(*kind as usize).copied().unwrap_or(0.0)).collect(),
        };
        Outcome {
            cost,
            left: counted.election.budget - cost,
            votes: counted.votes.clone(),
            people: counted.people,
            paid_pence,
            groups: minority::shares(counted, &projects),
            working: working(counted, &funded),
            funded,
        }
    }

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

fn working(counted: &Counted, funded: &[Funded]) -> Working {
    let names = |list: &mut dyn Iterator<Item = usize>| list.map(|project| Cow::Owned(counted.id(project).to_owned())).collect::<Vec<_>>();
    let all = || 0..counted.election.projects.len();
    let place = |project: usize| funded.iter().position(|one| one.project == project).map(|at| (at + 1) as f64);
    let projects = vec![
        Column::words("", "project", names(&mut all())),
        Column::numbers("c", "cost in pounds", all().map(|project| Some(counted.cost(project).pounds())).collect()),
        Column::numbers("v", "people who approve of it", all().map(|project| Some(counted.votes(project) as f64)).collect()),
        Column::numbers("", "place in which it was funded", all().map(place).collect()),
    ];
    let paid = |pick: &dyn Fn(&Paid) -> f64| {
        let one = |one: &Funded| match &one.how {
            How::Shares(paid) => Some(pick(paid)),
            How::Completion | How::Greedy => None,
        };
        funded.iter().map(one).collect::<Vec<_>>()
    };
    let spent = funded.iter().scan(Money::ZERO, |sum, one| {
        *sum = *sum + counted.cost(one.project);
        Some(Some((counted.election.budget - *sum).pounds()))
    });
    let rounds = vec![
        Column::words("", "project", names(&mut funded.iter().map(|one| one.project))),
        Column::numbers("ρ", "price of a unit of satisfaction", paid(&|paid| paid.rate)),
        Column::numbers("x", "pence paid by each who could pay in full", paid(&|paid| paid.each_pence)),
        Column::numbers("", "people who paid in full", paid(&|paid| paid.in_full as f64)),
        Column::numbers("", "people who paid what they had left", paid(&|paid| paid.with_less as f64)),
        Column::numbers("", "pounds of the budget then left", spent.collect()),
    ];
    Working { tables: vec![Table::new("Projects", projects), Table::new("Funded, in order", rounds)] }
}
