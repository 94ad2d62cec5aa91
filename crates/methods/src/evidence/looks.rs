//! Other designs (methods, section 8.5): looking as the figures come in, and looking several times.
//!
//! A test of fixed length is looked at once. Whoever looks sooner uses one of these, named in advance.

use quantity::Direction;
use serde::{Deserialize, Serialize};

/// What a sequential test says so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sequential {
    Resolved,
    NotResolved,
    Continue,
}

/// Wald's test of a normal mean: its path, its bounds and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sprt {
    /// Log-likelihood ratio after each value.
    pub path: Vec<f64>,
    pub upper: f64,
    pub lower: f64,
    pub answer: Sequential,
    /// The value, counted from 1, at which it was answered.
    pub at: Option<usize>,
}

/// ln((1 − β)/α) and ln(β/(1 − α)): with α = 0.05 and β = 0.20, 2.773 and −1.558.
pub fn sprt_bounds(alpha: f64, beta: f64) -> Option<(f64, f64)> {
    let fine = |v: f64| v > 0.0 && v < 0.5;
    (fine(alpha) && fine(beta)).then(|| ((beta / (1.0 - alpha)).ln(), ((1.0 - beta) / alpha).ln()))
}

/// Is the mean `resolved` rather than `unresolved`, both known in advance, with a known standard deviation?
/// `None` where the two are equal, the deviation is not above 0, or a share is out of range.
pub fn sprt(values: &[f64], unresolved: f64, resolved: f64, deviation: f64, alpha: f64, beta: f64) -> Option<Sprt> {
    let (lower, upper) = sprt_bounds(alpha, beta)?;
    if deviation.is_nan() || deviation <= 0.0 || unresolved == resolved || values.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let (mut ratio, mut path) = (0.0, Vec::with_capacity(values.len()));
    let (mut answer, mut at) = (Sequential::Continue, None);
    for (i, value) in values.iter().enumerate() {
        ratio += (resolved - unresolved) / (deviation * deviation) * (value - 0.5 * (resolved + unresolved));
        path.push(ratio);
        if answer == Sequential::Continue && (ratio >= upper || ratio <= lower) {
            answer = if ratio >= upper { Sequential::Resolved } else { Sequential::NotResolved };
            at = Some(i + 1);
        }
    }
    Some(Sprt { path, upper, lower, answer, at })
}

/// Drift away from `mean` in the bad direction: S = max(0, S + (distance on the bad side)/σ − k); the first value at which
/// S passes `h`, counted from 1, and the path. Usual: k = 0.5, h = 4 to 5.
pub fn cusum(values: &[f64], mean: f64, deviation: f64, better: Direction, k: f64, h: f64) -> Option<(Vec<f64>, Option<usize>)> {
    if deviation.is_nan() || deviation <= 0.0 || better == Direction::Neither {
        return None;
    }
    let mut sum = 0.0f64;
    let path: Vec<f64> = values
        .iter()
        .map(|value| {
            sum = (sum + f64::from(better.sign()) * (mean - value) / deviation - k).max(0.0);
            sum
        })
        .collect();
    let alarm = path.iter().position(|s| *s > h).map(|at| at + 1);
    Some((path, alarm))
}

/// O'Brien and Fleming's bounds on |z| for 1 to 10 equally spaced looks at 5% in all: c √(K/k) at look k.
///
/// The constants c are those of Jennison and Turnbull, Group Sequential Methods, 2000, table 2.3.
pub fn obrien_fleming(looks: usize) -> Option<Vec<f64>> {
    const CONSTANTS: [f64; 10] = [1.960, 1.977, 2.004, 2.024, 2.040, 2.053, 2.063, 2.072, 2.080, 2.087];
    let constant = CONSTANTS.get(looks.checked_sub(1)?)?;
    Some((1..=looks).map(|k| constant * (looks as f64 / k as f64).sqrt()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_are_the_published_ones() {
        let (lower, upper) = sprt_bounds(0.05, 0.20).expect("bounds");
        assert!((upper - 2.773).abs() < 5e-4 && (lower + 1.558).abs() < 5e-4);
        assert_eq!(sprt_bounds(0.0, 0.2), None);
    }

    #[test]
    fn good_months_are_accepted_and_bad_ones_are_not() {
        let good = sprt(&[91.0, 92.0, 90.0, 93.0], 84.0, 90.0, 3.0, 0.05, 0.2).expect("a test");
        assert_eq!((good.answer, good.at), (Sequential::Resolved, Some(2)));
        let bad = sprt(&[84.0, 83.0], 84.0, 90.0, 3.0, 0.05, 0.2).expect("a test");
        assert_eq!(bad.answer, Sequential::NotResolved);
        assert_eq!(sprt(&[1.0], 2.0, 2.0, 1.0, 0.05, 0.2), None);
    }

    #[test]
    fn drift_is_seen_and_steadiness_is_not() {
        let (_, alarm) = cusum(&[90.0, 88.0, 87.5, 87.0, 86.5, 86.0], 90.0, 2.0, Direction::High, 0.5, 4.0).expect("a path");
        assert_eq!(alarm, Some(6));
        let (_, calm) = cusum(&[90.0, 91.0, 89.0, 90.5], 90.0, 2.0, Direction::High, 0.5, 4.0).expect("a path");
        assert_eq!(calm, None);
    }

    #[test]
    fn early_looks_are_very_strict() {
        let bounds = obrien_fleming(5).expect("bounds");
        assert!((bounds[0] - 4.562).abs() < 1e-3 && (bounds[4] - 2.040).abs() < 1e-9);
        assert_eq!(obrien_fleming(0), None);
        assert_eq!(obrien_fleming(11), None);
    }
}
