//! Whether a kept answer holds: it can be carried out, its sums are right, and its bound can be worked out again from its prices.

use serde::Serialize;

use super::blocks::Tables;
use super::decompose::Ground;
use super::mask::Mask;
use super::plan::Plan;
use super::program::Program;
use super::search::whole;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verification {
    /// Every row is kept, and every service that must be provided is.
    pub feasible: bool,
    /// The outcome kept is the sum of the outcomes chosen.
    pub sums: bool,
    /// The bound worked out again from the prices alone: no plan is worth more. None where the prices cannot be a certificate.
    pub bound: Option<i64>,
    /// The bound that was kept is not above that: with the prices anyone can show it. Where it is below, only the solver's
    /// own tree showed it.
    pub bound_by_prices: bool,
    /// What the plan breaks, in words.
    pub broken: Vec<String>,
}

/// The bound that prices by row give: a relaxed outcome that no plan can pass. None where a price is below 0 or not a number.
pub fn bound_at(program: &Program, prices: &[f64]) -> Option<i64> {
    if prices.len() != program.rows.len() || prices.iter().any(|p| !(p.is_finite() && *p >= 0.0)) {
        return None;
    }
    let ground = Ground::of(program, program.options.iter().map(|o| o.outcome as f64).collect());
    let linking: Vec<f64> = ground.blocks.linking.iter().map(|row| prices[*row]).collect();
    ground.evaluate(&Mask::all(program), &linking, &mut Tables::default()).map(|(bound, _)| whole(bound))
}

/// A kept answer held against its question: ids chosen, the outcome and bound that were kept, the prices of the rows.
pub fn verify<'a>(program: &Program, chosen: impl IntoIterator<Item = &'a str>, outcome: i64, bound: i64, prices: &[f64]) -> Verification {
    let mut ids: Vec<&str> = chosen.into_iter().collect();
    ids.sort_unstable();
    let mut broken = Vec::new();
    for pair in ids.windows(2).filter(|pair| pair[0] == pair[1]) {
        broken.push(format!("“{}” is chosen twice", pair[0]));
    }
    let mut of_group = vec![None; program.groups.len()];
    for id in &ids {
        match program.options.iter().position(|o| o.id == *id) {
            None => broken.push(format!("“{id}” is not in the question")),
            Some(at) => {
                let group = program.options[at].group;
                if of_group[group].is_some_and(|other| other != at) {
                    broken.push(format!("two versions of “{}” are chosen", program.groups[group].id));
                }
                of_group[group] = Some(at);
            }
        }
    }
    let plan = Plan::of(program, &of_group);
    for fault in plan.broken(program) {
        broken.push(fault.in_words(program));
    }
    let shown = bound_at(program, prices);
    Verification {
        feasible: broken.is_empty(),
        sums: plan.outcome == outcome,
        bound: shown,
        bound_by_prices: shown.is_some_and(|shown| shown <= bound),
        broken,
    }
}
