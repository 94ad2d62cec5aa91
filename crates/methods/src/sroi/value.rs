//! The sums. First year: quantity × proxy × (1 − deadweight) × (1 − displacement) × (1 − attribution); later years lose the
//! drop-off; each is discounted (Cabinet Office guide 2012, stages 4 and 5).

use super::ask::{Input, Outcome, Settings};
use crate::numeric::order::Sum;

/// Quantity × proxy × its share of a chain, a year, before anything is taken off.
pub fn gross(outcome: &Outcome) -> f64 {
    outcome.quantity * outcome.proxy * outcome.chain_share
}

/// The first year's effect. A harm is below 0.
pub fn first_year_impact(outcome: &Outcome) -> f64 {
    let own = gross(outcome) * (1.0 - outcome.deadweight) * (1.0 - outcome.displacement) * (1.0 - outcome.attribution);
    if outcome.negative { 0.0 - own } else { own }
}

/// The effect of each year it lasts, not discounted.
pub fn years(outcome: &Outcome) -> Vec<f64> {
    let first = first_year_impact(outcome);
    (0..outcome.duration_years).map(|year| first * (1.0 - outcome.drop_off).powi(year as i32)).collect()
}

/// The factor of the k-th year of effect, k from 1.
pub fn factor(k: u32, settings: &Settings) -> f64 {
    let years = if settings.first_year_undiscounted { k.saturating_sub(1) } else { k };
    (1.0 + settings.rate).powi(-(years as i32))
}

pub fn present_value(outcome: &Outcome, settings: &Settings) -> f64 {
    years(outcome).iter().zip(1..).map(|(effect, k)| effect * factor(k, settings)).collect::<Sum>().total()
}

/// An input's worth in year 0. None where it has no usable value.
pub fn worth(input: &Input, settings: &Settings) -> Option<f64> {
    let value = match (input.value, input.hours, input.value_of_hour) {
        (Some(value), None, None) => value,
        (None, Some(hours), Some(each)) if hours >= 0.0 && each >= 0.0 => hours * each,
        _ => return None,
    };
    (value.is_finite() && (0.0..1e15).contains(&value) && input.year <= 100)
        .then(|| value * (1.0 + settings.rate).powi(-(input.year as i32)))
}
