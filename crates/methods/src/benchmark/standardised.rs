//! Rates made comparable where populations differ in age: directly standardised (Dobson's range), and indirectly.

use serde::{Deserialize, Serialize};

use super::interval::{How, Limits, of_count, z_of};
use super::refusal::Refusal;
use crate::numeric::order::Sum;

/// Under this count a directly standardised rate is not worked out: one event more or less would move it too far.
pub const FEWEST_EVENTS: u64 = 10;

/// One age band of a place, and its weight in the standard population.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub name: String,
    pub count: f64,
    pub population: f64,
    pub standard: f64,
}

/// One age band of a place beside the same band of the reference population.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceBand {
    pub name: String,
    pub population: f64,
    pub reference_count: f64,
    pub reference_population: f64,
}

/// What was expected, and the rate and ratio that follow.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Indirect {
    pub observed: f64,
    /// Events there would be at the reference's rates.
    pub expected: f64,
    /// Of the whole reference population, times the multiplier.
    pub reference_rate: f64,
    /// Observed over expected: 1 is as expected.
    pub ratio: Limits,
    /// The ratio times the reference's rate.
    pub rate: Limits,
}

fn is_count(value: f64) -> bool {
    value.is_finite() && value < 1e15
}

fn total(values: impl Iterator<Item = f64>) -> f64 {
    values.collect::<Sum>().total()
}

fn figures(name: &str, figures: &[f64]) -> Result<(), Refusal> {
    if figures.iter().any(|figure| !is_count(*figure)) {
        return Err(Refusal::NotANumber(name.to_owned()));
    }
    if figures.iter().any(|figure| *figure < 0.0) { Err(Refusal::Negative(name.to_owned())) } else { Ok(()) }
}

fn settings(multiplier: f64, level: f64) -> Result<f64, Refusal> {
    if !(multiplier > 0.0 && is_count(multiplier)) {
        return Err(Refusal::MultiplierOutOfRange(multiplier));
    }
    z_of(level)
}

/// Σ wᵢ Oᵢ/nᵢ ⁄ Σ wᵢ, times `multiplier`: the rate there would be, had the place the age structure of the standard.
///
/// # Errors
/// A `Refusal` naming the band or the setting, and under ten events.
pub fn direct(bands: &[Band], multiplier: f64, level: f64) -> Result<Limits, Refusal> {
    let z = settings(multiplier, level)?;
    if bands.is_empty() {
        return Err(Refusal::NoBands);
    }
    for band in bands {
        figures(&band.name, &[band.count, band.population, band.standard])?;
        if band.population <= 0.0 {
            return Err(Refusal::NoDenominator(band.name.clone()));
        }
    }
    let weights = total(bands.iter().map(|b| b.standard));
    if weights <= 0.0 {
        return Err(Refusal::NoStandard);
    }
    let events = total(bands.iter().map(|b| b.count));
    if events < FEWEST_EVENTS as f64 {
        return Err(Refusal::TooFewEvents { have: events as u64, need: FEWEST_EVENTS });
    }
    let rate = total(bands.iter().map(|b| b.standard * b.count / b.population)) / weights;
    let variance = total(bands.iter().map(|b| b.standard * b.standard * b.count / (b.population * b.population))) / (weights * weights);
    let (low, high, _) = of_count(events, level, z);
    let step = (variance / events).sqrt();
    let at = |end: f64| (rate + step * (end - events)) * multiplier;
    Ok(Limits { value: rate * multiplier, low: at(low), high: at(high), how: How::Dobson })
}

/// The observed events against those expected at the reference's rates, with Byar's range, or the exact one under ten.
///
/// # Errors
/// A `Refusal` naming the band or the setting.
pub fn indirect(observed: f64, bands: &[ReferenceBand], multiplier: f64, level: f64) -> Result<Indirect, Refusal> {
    let z = settings(multiplier, level)?;
    if bands.is_empty() {
        return Err(Refusal::NoBands);
    }
    figures("the events observed", &[observed])?;
    for band in bands {
        figures(&band.name, &[band.population, band.reference_count, band.reference_population])?;
        if band.reference_population <= 0.0 {
            return Err(Refusal::NoDenominator(band.name.clone()));
        }
    }
    let expected = total(bands.iter().map(|b| b.population * b.reference_count / b.reference_population));
    if expected <= 0.0 {
        return Err(Refusal::NoStandard);
    }
    let reference_rate = total(bands.iter().map(|b| b.reference_count)) / total(bands.iter().map(|b| b.reference_population)) * multiplier;
    let (low, high, how) = of_count(observed, level, z);
    let times = |factor: f64| Limits { value: observed * factor, low: low * factor, high: high * factor, how };
    Ok(Indirect { observed, expected, reference_rate, ratio: times(1.0 / expected), rate: times(reference_rate / expected) })
}
