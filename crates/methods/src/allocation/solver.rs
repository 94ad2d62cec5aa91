//! What a solver is to an allocation: always a plan that can be carried out where one is known, its bound, and how far the work went.

use serde::{Deserialize, Serialize};

use super::plan::Plan;
use super::program::Program;
use super::search::Search;

/// Work, never seconds: the same limit and seed give the same answer on any machine. A caller may stop earlier by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limit {
    /// Steps of our own search.
    pub passes: u32,
    /// Nodes of the outside solver's tree, where there is one.
    pub nodes: u32,
    pub seed: u64,
}

impl Default for Limit {
    fn default() -> Limit {
        Limit { passes: 100_000, nodes: 1_000_000, seed: 1 }
    }
}

/// What was done before it ended: kept with the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    pub by: String,
    /// Steps of our own search.
    pub passes: u32,
    /// Nodes of the outside solver's tree.
    pub nodes: u64,
    pub seed: u64,
    /// Whether the caller's clock ended it before the limit did.
    pub stopped_by_clock: bool,
    /// The solver that could have been asked besides and was not, with what that means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
}

/// What an answer says that has neither a plan nor what shows that there is none.
pub const NONE_FOUND: &str = "No plan was found within the work allowed, and none was shown to be impossible.";

/// Where an allocation stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The best plan known. None where none was found, or none can be.
    pub plan: Option<Plan>,
    /// No plan is worth more. Meaningless where `infeasible`.
    pub bound: i64,
    /// Whether it is shown that no plan keeps every row.
    pub infeasible: bool,
    /// Prices by row that give a bound anyone can work out again: see `certificate`.
    pub prices: Vec<f64>,
    pub work: Work,
}

impl Answer {
    /// The best plan is as good as the bound: nothing better exists.
    pub fn optimal(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.outcome >= self.bound)
    }

    /// (bound − outcome) / bound, 0 where they are equal; none without a plan or with a bound of 0 or less.
    pub fn gap(&self) -> Option<f64> {
        let plan = self.plan.as_ref()?;
        if plan.outcome >= self.bound {
            return Some(0.0);
        }
        (self.bound > 0).then(|| (self.bound - plan.outcome) as f64 / self.bound as f64)
    }
}

/// Anything that answers an allocation. Everything it says is checked against the rows before it is believed.
pub trait Solve {
    fn name(&self) -> &'static str;

    /// What is not asked, and what that means for the answer.
    fn left_out(&self) -> Option<&'static str> {
        None
    }

    /// The best plan within the limit, begun from `start` where one is given that keeps every row.
    fn solve(&self, program: &Program, limit: &Limit, start: Option<&Plan>) -> Answer;

    /// Whether any plan keeps every row: none where the limit came first.
    fn feasible(&self, program: &Program, limit: &Limit) -> Option<bool> {
        let mut only = program.clone();
        only.options.iter_mut().for_each(|option| option.outcome = 0);
        let answer = self.solve(&only, limit, None);
        if answer.plan.is_some() { Some(true) } else { answer.infeasible.then_some(false) }
    }
}

/// Our own search alone, with no outside solver.
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnSearch;

impl Solve for OwnSearch {
    fn name(&self) -> &'static str {
        "own search"
    }

    fn left_out(&self) -> Option<&'static str> {
        Some("HiGHS was not asked. The plan and its bound hold without it; a program built with it may close the gap sooner.")
    }

    fn solve(&self, program: &Program, limit: &Limit, start: Option<&Plan>) -> Answer {
        let mut search = Search::new(program, limit.seed);
        if let Some(start) = start {
            search.offer(start);
        }
        while search.passes() < limit.passes && search.step() {}
        search.answer()
    }
}
