//! What chance alone may do to a count: Wilson's range of a proportion, Byar's of a rate, the exact one where few were counted.

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::numeric::special::{chi_square_point, normal_point, wilson_of};

/// Under this count Byar's approximation is left for the exact Poisson range.
pub const FEW: f64 = 10.0;

/// A figure with the two ends of its range, in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    pub value: f64,
    pub low: f64,
    pub high: f64,
    pub how: How,
}

/// How a range was worked, or that it was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    Wilson,
    Byar,
    Exact,
    Dobson,
    /// As its publisher prints it.
    Published,
}

impl How {
    pub fn words(self) -> &'static str {
        match self {
            How::Wilson => "Wilson's range",
            How::Byar => "Byar's range",
            How::Exact => "exact Poisson range",
            How::Dobson => "Dobson's range",
            How::Published => "the publisher's own range",
        }
    }
}

/// The z of a two-sided level: 1.96 for 0.95.
pub(super) fn z_of(level: f64) -> Result<f64, Refusal> {
    normal_point(0.5 + 0.5 * level).filter(|_| level > 0.0).ok_or(Refusal::LevelOutOfRange(level))
}

fn is_count(value: f64) -> bool {
    value.is_finite() && value < 1e15
}

/// `part` of `whole` as a share, 0 to 1, with Wilson's range. `name` is whose it is, for the refusal.
pub fn of_proportion(name: &str, part: f64, whole: f64, level: f64) -> Result<Limits, Refusal> {
    let z = z_of(level)?;
    checked(name, part, whole)?;
    if part > whole {
        return Err(Refusal::MoreThanAll(name.to_owned()));
    }
    let (low, high) = wilson_of(part, whole, z).ok_or_else(|| Refusal::NoDenominator(name.to_owned()))?;
    Ok(Limits { value: part / whole, low, high, how: How::Wilson })
}

/// `count` per `multiplier` of `whole`, with Byar's range, or the exact one under ten.
pub fn of_rate(name: &str, count: f64, whole: f64, multiplier: f64, level: f64) -> Result<Limits, Refusal> {
    if !(multiplier > 0.0 && is_count(multiplier)) {
        return Err(Refusal::MultiplierOutOfRange(multiplier));
    }
    let z = z_of(level)?;
    checked(name, count, whole)?;
    let (low, high, how) = of_count(count, level, z);
    let scale = multiplier / whole;
    Ok(Limits { value: count * scale, low: low * scale, high: high * scale, how })
}

fn checked(name: &str, part: f64, whole: f64) -> Result<(), Refusal> {
    if !is_count(part) || !is_count(whole) {
        return Err(Refusal::NotANumber(name.to_owned()));
    }
    if part < 0.0 || whole < 0.0 {
        return Err(Refusal::Negative(name.to_owned()));
    }
    if whole <= 0.0 { Err(Refusal::NoDenominator(name.to_owned())) } else { Ok(()) }
}

/// Between which counts the true one is likely to be: low end, high end, and how.
pub(super) fn of_count(count: f64, level: f64, z: f64) -> (f64, f64, How) {
    if count < FEW {
        let tail = 0.5 * (1.0 - level);
        let low = chi_square_point(tail, 2.0 * count).unwrap_or(0.0) / 2.0;
        let high = chi_square_point(1.0 - tail, 2.0 * count + 2.0).unwrap_or(f64::INFINITY) / 2.0;
        return (low, high, How::Exact);
    }
    let byar = |of: f64, side: f64| of * (1.0 - 1.0 / (9.0 * of) + side * z / (3.0 * of.sqrt())).powi(3);
    (byar(count, -1.0), byar(count + 1.0, 1.0), How::Byar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_counted_has_a_range_that_begins_at_nought() {
        let limits = of_rate("a", 0.0, 1_000.0, 1_000.0, 0.95).expect("limits");
        // 3.689 is the exact 97.5% end of nought.
        assert!(limits.low == 0.0 && (limits.high - 3.688_879_454_113_9).abs() < 1e-9 && limits.how == How::Exact, "{limits:?}");
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        let code = |answer: Result<Limits, Refusal>| answer.map_or_else(|r| r.code(), |_| "answered");
        assert_eq!(code(of_proportion("a", 5.0, 4.0, 0.95)), "more_than_all");
        assert_eq!(code(of_proportion("a", 5.0, 0.0, 0.95)), "no_denominator");
        assert_eq!(code(of_proportion("a", -1.0, 4.0, 0.95)), "negative");
        assert_eq!(code(of_proportion("a", f64::NAN, 4.0, 0.95)), "not_a_number");
        assert_eq!(code(of_rate("a", 5.0, 4.0, 0.0, 0.95)), "multiplier_out_of_range");
        assert_eq!(code(of_rate("a", 5.0, 4.0, 1.0, 95.0)), "level_out_of_range");
        assert_eq!(code(of_rate("a", 5.0, 4.0, 1.0, 0.95)), "answered");
    }
}
