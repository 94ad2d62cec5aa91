//! Two other methods asked the same question, and where they put options in another order.

use serde::{Deserialize, Serialize};

use super::criterion::ValueFunction;
use super::rank::{held, ranks};
use super::{Criterion, Flows, Preference, Refusal, promethee, topsis};
use crate::numeric::agreement::tau;

/// What another method says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Other {
    /// Code of the method.
    pub method: String,
    pub scores: Vec<f64>,
    pub ranks: Vec<u32>,
    /// Kendall's τ-b with additive value, −1 to 1. `None` where one of them tells no options apart.
    pub likeness: Option<f64>,
    /// The same options share first place.
    pub same_first: bool,
    /// Pairs it has the other way round, as (ahead by additive value, ahead here), the highest placed first; the first hundred.
    pub turned_round: Vec<(usize, usize)>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Beside {
    pub topsis: Other,
    pub promethee: Other,
    pub flows: Flows,
    /// All three put the same options first.
    pub same_first: bool,
}

const PAIRS_SHOWN: usize = 100;

/// TOPSIS on the values; PROMETHEE on the figures, by each criterion's thresholds, and where it has none by any difference at all.
pub(super) fn ask(
    criteria: &[Criterion],
    functions: &[ValueFunction],
    figures: &[Vec<f64>],
    values: &[Vec<f64>],
    weights: &[f64],
    totals: &[f64],
) -> Result<Beside, Refusal> {
    let names: Vec<&str> = criteria.iter().map(|c| c.name.as_str()).collect();
    let better: Vec<_> = functions.iter().map(|f| f.direction).collect();
    let preferences: Vec<Preference> = criteria.iter().map(preference).collect();
    let flows = promethee::flows(figures, &better, &preferences, weights, &names)?;
    let topsis = other(topsis::METHOD.code, topsis::closeness(values, weights), totals);
    let promethee = other(promethee::METHOD.code, flows.net.clone(), totals);
    Ok(Beside { same_first: topsis.same_first && promethee.same_first, topsis, promethee, flows })
}

/// The preference function that a criterion's thresholds make.
pub fn preference(criterion: &Criterion) -> Preference {
    match (criterion.indifference, criterion.preference) {
        (Some(q), Some(p)) => Preference::Vshape2 { q, p },
        (None, Some(p)) => Preference::Vshape { p },
        (Some(q), None) => Preference::Ushape { q },
        (None, None) => Preference::Usual,
    }
}

fn other(method: &str, scores: Vec<f64>, totals: &[f64]) -> Other {
    let (here, there) = (ranks(&scores), ranks(totals));
    let first = |ranks: &[u32]| ranks.iter().map(|rank| *rank == 1).collect::<Vec<bool>>();
    let place: Vec<(usize, f64, f64)> = totals.iter().zip(&scores).enumerate().map(|(at, (t, s))| (at, held(*t), held(*s))).collect();
    let mut in_order = place;
    in_order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut turned_round = Vec::new();
    'all: for (at, ahead) in in_order.iter().enumerate() {
        for behind in in_order.iter().skip(at + 1).filter(|behind| behind.1 < ahead.1 && behind.2 > ahead.2) {
            turned_round.push((ahead.0, behind.0));
            if turned_round.len() == PAIRS_SHOWN {
                break 'all;
            }
        }
    }
    Other {
        method: method.to_owned(),
        likeness: tau(totals, &scores),
        same_first: first(&here) == first(&there),
        turned_round,
        ranks: here,
        scores,
    }
}
