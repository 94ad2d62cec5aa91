//! The whole answer: values, weights, totals, ranks, and what stands behind and beside them.

use serde::{Deserialize, Serialize};

use super::beside::{self, Beside};
use super::criterion::ValueFunction;
use super::flip::{Flip, Ground};
use super::rank::ranks;
use super::voices::{self, Voices};
use super::weights::{self, Checked};
use super::{Case, Refusal, additive};

/// So many options behind the first are asked what would put them ahead.
const RIVALS: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightsFrom {
    /// Swings agreed for each criterion.
    Agreed,
    /// No swings were agreed: the mean of the groups, each counting alike. Said so wherever it is shown.
    MeanOfGroups,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub functions: Vec<ValueFunction>,
    /// A row an option, a column a criterion, in the criterion's unit.
    pub figures: Vec<Vec<f64>>,
    /// The same as values, 0 to 1.
    pub values: Vec<Vec<f64>>,
    /// A share a criterion, together 1.
    pub weights: Vec<f64>,
    pub weights_from: WeightsFrom,
    /// Value of each option, 0 to 1.
    pub totals: Vec<f64>,
    /// From 1, ties sharing the better.
    pub ranks: Vec<u32>,
    /// For each option one that is at least as good on everything and better on something.
    pub dominated_by: Vec<Option<usize>>,
    /// Some range is local: totals change when options come or go.
    pub is_local: bool,
    pub checks: Vec<Checked>,
    pub voices: Option<Voices>,
    pub beside: Beside,
    /// The next ten behind the first, nearest first.
    pub flips: Vec<Flip>,
}

impl Reading {
    /// The option of the highest total, the earlier of two alike.
    pub fn first(&self) -> Option<usize> {
        self.ranks.iter().position(|rank| *rank == 1)
    }
}

/// Weighs the options of a case.
///
/// # Errors
/// A `Refusal` that names the option, the criterion or the weight, and the mend.
pub fn appraise(case: &Case) -> Result<Reading, Refusal> {
    let figures = case.figures()?;
    let names: Vec<&str> = case.criteria.iter().map(|c| c.name.as_str()).collect();
    let functions = functions(case, &figures)?;
    let values: Vec<Vec<f64>> =
        figures.iter().map(|row| row.iter().zip(&functions).map(|(figure, function)| function.value(*figure)).collect()).collect();
    let voices = voices::gather(&case.voices, &values, &names)?;
    let (weights, weights_from) = settle(case, voices.as_ref())?;
    let checks = weights::consistency(&case.checks, &weights, &names)?;
    let totals = additive::totals(&values, &weights);
    let beside = beside::ask(&case.criteria, &functions, &figures, &values, &weights, &totals)?;
    let ground = Ground { functions: &functions, figures: &figures, values: &values, weights: &weights };
    let flips = flips(&ground, &totals);
    Ok(Reading {
        ranks: ranks(&totals),
        dominated_by: additive::dominated_by(&values),
        is_local: case.criteria.iter().any(|c| c.range == Some(super::Range::LOCAL)),
        functions,
        values,
        weights,
        weights_from,
        totals,
        checks,
        voices,
        beside,
        flips,
        figures,
    })
}

/// Every criterion's value function, each figure being within its range.
fn functions(case: &Case, figures: &[Vec<f64>]) -> Result<Vec<ValueFunction>, Refusal> {
    let of = |(at, criterion): (usize, &super::Criterion)| {
        let column: Vec<f64> = figures.iter().filter_map(|row| row.get(at).copied()).collect();
        let function = criterion.value_function(&column)?;
        match column.iter().zip(&case.options).find(|(figure, _)| !function.holds(**figure)) {
            Some((figure, option)) => Err(Refusal::OutsideRange {
                option: option.clone(),
                criterion: criterion.name.clone(),
                figure: *figure,
                worst: function.worst,
                best: function.best,
            }),
            None => Ok(function),
        }
    };
    case.criteria.iter().enumerate().map(of).collect()
}

/// The agreed weights; where none were agreed, the mean of the groups.
fn settle(case: &Case, voices: Option<&Voices>) -> Result<(Vec<f64>, WeightsFrom), Refusal> {
    let swings: Vec<f64> = case.criteria.iter().filter_map(|c| c.swing).collect();
    if swings.len() == case.criteria.len() {
        let name = |at: usize| case.criteria.get(at).map_or_else(String::new, |c| c.name.clone());
        return Ok((weights::of_swings(&swings, name)?, WeightsFrom::Agreed));
    }
    if let (false, Some(missing)) = (swings.is_empty(), case.criteria.iter().find(|c| c.swing.is_none())) {
        return Err(Refusal::SwingMissing(missing.name.clone()));
    }
    voices.map(|v| (v.mean.clone(), WeightsFrom::MeanOfGroups)).ok_or(Refusal::NoWeights)
}

fn flips(ground: &Ground, totals: &[f64]) -> Vec<Flip> {
    let mut order: Vec<usize> = (0..totals.len()).collect();
    let worth = |at: &usize| totals.get(*at).copied().unwrap_or(f64::NEG_INFINITY);
    order.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
    let Some((first, rivals)) = order.split_first() else { return Vec::new() };
    rivals.iter().take(RIVALS).filter_map(|rival| ground.flip(*first, *rival)).collect()
}
