//! What a looser limit would change: the best plan asked again, beginning with today's answer. More money in a budget, one more of a
//! capacity, one person fewer under a floor, or the limit gone.

use serde::Serialize;

use super::plan::Plan;
use super::program::{Program, RowName};
use super::solver::{Answer, Limit, Solve};

/// What the best plan gains, and what changes in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gain {
    /// The gain in outcome lies between these; they are one where both answers are the optimum.
    pub at_least: i64,
    pub at_most: i64,
    /// Versions that come in and go out, by id.
    pub comes_in: Vec<String>,
    pub goes_out: Vec<String>,
}

impl Gain {
    /// The range is wider than the gain itself: say so before anyone leans on it.
    pub fn uncertain(&self) -> bool {
        self.at_most - self.at_least > self.at_least
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Margin {
    pub budget: String,
    pub more: i64,
    #[serde(flatten)]
    pub gain: Gain,
}

/// One row that is no budget: looser by `more`, or gone where that is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Eased {
    pub row: RowName,
    pub more: Option<i64>,
    #[serde(flatten)]
    pub gain: Gain,
}

/// `more` on every year of a budget; None where the question has no such budget, or no plan is known.
pub fn margin(program: &Program, budget: &str, more: i64, now: &Answer, solver: &dyn Solve, limit: &Limit) -> Option<Margin> {
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
    let gain = found.then(|| gain(&raised, now, more >= 0, solver, limit))??;
    Some(Margin { budget: budget.to_owned(), more, gain })
}

/// `more` on one row, or the row gone; None where there is no such row, or no plan is known.
pub fn eased(program: &Program, row: usize, more: Option<i64>, now: &Answer, solver: &dyn Solve, limit: &Limit) -> Option<Eased> {
    let name = program.rows.get(row)?.name.clone();
    let looser = match more {
        Some(more) => {
            let mut made = program.clone();
            let row = made.rows.get_mut(row)?;
            row.at_most = row.at_most.saturating_add(more);
            made
        }
        None => program.with_rows(&(0..program.rows.len()).filter(|at| *at != row).collect::<Vec<usize>>()),
    };
    let gain = gain(&looser, now, more.is_none_or(|more| more >= 0), solver, limit)?;
    Some(Eased { row: name, more, gain })
}

/// The same options under other rows, against the answer there is. `is_looser`: today's plan keeps them, so nothing can be lost.
fn gain(other: &Program, now: &Answer, is_looser: bool, solver: &dyn Solve, limit: &Limit) -> Option<Gain> {
    let old = now.plan.as_ref()?;
    let start = is_looser.then(|| Plan::of(other, &old.chosen));
    let new = solver.solve(other, limit, start.as_ref());
    let plan = new.plan.as_ref()?;
    let only = |a: &Plan, b: &Plan| {
        a.chosen.iter().flatten().filter(|o| !b.chosen.contains(&Some(**o))).map(|o| other.options[*o].id.clone()).collect()
    };
    let least = if is_looser { 0 } else { i64::MIN };
    Some(Gain {
        at_least: (plan.outcome - now.bound).max(least),
        at_most: new.bound - old.outcome,
        comes_in: only(plan, old),
        goes_out: only(old, plan),
    })
}
