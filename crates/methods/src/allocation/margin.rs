//! What a little more money in one budget would change: the best plan asked again, beginning with today's answer.

use serde::Serialize;

use super::plan::Plan;
use super::program::{Program, RowName};
use super::solver::{Answer, Limit, Solve};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Margin {
    pub budget: String,
    pub more: i64,
    /// The gain in outcome lies between these; they are one where both answers are the optimum.
    pub at_least: i64,
    pub at_most: i64,
    /// Versions that come in and go out, by id.
    pub comes_in: Vec<String>,
    pub goes_out: Vec<String>,
}

impl Margin {
    /// The range is wider than the gain itself: say so before anyone leans on it.
    pub fn uncertain(&self) -> bool {
        self.at_most - self.at_least > self.at_least
    }
}

/// `more` on every year of a budget; None where the question has no such budget, or no plan is known.
pub fn margin(program: &Program, budget: &str, more: i64, now: &Answer, solver: &dyn Solve, limit: &Limit) -> Option<Margin> {
    let old = now.plan.as_ref()?;
    let mut raised = program.clone();
    let mut found = false;
    for row in &mut raised.rows {
        if let RowName::Budget { id, from, to } = &row.name
            && id == budget
        {
            // Rows over several years of one amount rise once; carried-over ones by every year they cover.
            let years = (to - from + 1) as i64;
            let whole = program.rows.iter().filter(|r| matches!(&r.name, RowName::Budget { id, .. } if id == budget)).count() == 1;
            row.at_most = row.at_most.saturating_add(more.saturating_mul(if whole { 1 } else { years }));
            found = true;
        }
    }
    if !found {
        return None;
    }
    let new = solver.solve(&raised, limit, (more >= 0).then_some(old));
    let plan = new.plan.as_ref()?;
    let only = |a: &Plan, b: &Plan| {
        a.chosen.iter().flatten().filter(|o| !b.chosen.contains(&Some(**o))).map(|o| program.options[*o].id.clone()).collect()
    };
    let least = if more >= 0 { 0 } else { i64::MIN };
    Some(Margin {
        budget: budget.to_owned(),
        more,
        at_least: (plan.outcome - now.bound).max(least),
        at_most: new.bound - old.outcome,
        comes_in: only(plan, old),
        goes_out: only(old, plan),
    })
}
