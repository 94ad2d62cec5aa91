//! The lines of a funnel at a given denominator.

use serde::{Deserialize, Serialize};

use super::{DataType, Level};
use crate::numeric::special::{binomial_at_most, chi_square_point, gamma_at_most};

/// To the digits the reference program writes them with, so that figures agree.
pub const Z95: f64 = 1.959_964;
pub const Z998: f64 = 3.090_232;

/// How the lines are drawn where they are not widened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lines {
    /// On the scale of judging, turned back; of a ratio of observed to expected, by chi-square, which is exact for its Poisson count.
    #[default]
    Transformed,
    /// Of the binomial or Poisson count itself, with interpolation (Spiegelhalter 2005, appendix).
    Exact,
    /// Where Wilson's interval just touches the average, as public health profiles draw proportions.
    Wilson,
}

/// Two pairs of lines, in the unit of the figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    pub low_95: f64,
    pub high_95: f64,
    pub low_998: f64,
    pub high_998: f64,
}

impl Limits {
    fn of(line: impl Fn(Side, f64, f64) -> f64) -> Limits {
        Limits {
            low_95: line(Side::Low, Z95, 0.025),
            high_95: line(Side::High, Z95, 0.025),
            low_998: line(Side::Low, Z998, 0.001),
            high_998: line(Side::High, Z998, 0.001),
        }
    }

    pub(super) fn times(self, factor: f64) -> Limits {
        let Limits { low_95, high_95, low_998, high_998 } = self;
        Limits { low_95: low_95 * factor, high_95: high_95 * factor, low_998: low_998 * factor, high_998: high_998 * factor }
    }

    /// −1 below, +1 above, 0 within the pair of `level`.
    pub fn side(&self, figure: f64, level: Level) -> i8 {
        let (low, high) = match level {
            Level::P95 => (self.low_95, self.high_95),
            Level::P998 => (self.low_998, self.high_998),
        };
        i8::from(figure > high) - i8::from(figure < low)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Low,
    High,
}

/// The lines as chance alone draws them. `target` and the answer are before any multiplier.
pub(super) fn plain(data: DataType, lines: Lines, target: f64, denominator: f64) -> Limits {
    let n = data.denominator(denominator);
    Limits::of(|side, z, tail| match (lines, data) {
        (Lines::Exact, DataType::Proportion) => binomial_line(side, tail, n, target),
        (Lines::Exact, _) => poisson_line(side, tail, n * target) * target,
        (Lines::Wilson, _) => {
            let half = z * (target * (1.0 - target) / n).sqrt();
            (if side == Side::Low { target - half } else { target + half }).clamp(0.0, 1.0)
        }
        (Lines::Transformed, DataType::Ratio(_)) => match side {
            Side::Low => chi_square_point(tail, 2.0 * n).unwrap_or(0.0) / 2.0 / n,
            Side::High => chi_square_point(1.0 - tail, 2.0 * (n + 1.0)).unwrap_or(f64::INFINITY) / 2.0 / n,
        },
        (Lines::Transformed, _) => transformed(data, side, z, target, data.line_error(n)),
    })
}

/// The same, widened by how much places differ beyond chance.
pub(super) fn widened(data: DataType, target: f64, denominator: f64, tau2: f64) -> Limits {
    let error = data.line_error(data.denominator(denominator));
    let spread = (error * error + tau2).sqrt();
    Limits::of(|side, z, _| transformed(data, side, z, target, spread))
}

fn transformed(data: DataType, side: Side, z: f64, target: f64, error: f64) -> f64 {
    data.from_target(target, if side == Side::Low { -z * error } else { z * error })
}

/// Of the count of a binomial of `n` tries: the smallest count r with P(R ≤ r) at least p, less the part of its chance not needed.
fn binomial_line(side: Side, tail: f64, n: f64, target: f64) -> f64 {
    let whole = n.round().clamp(1.0, 1e15) as u64;
    let r = count_at(side, tail, whole, |k| binomial_at_most(k, whole, target));
    (r / whole as f64).clamp(0.0, 1.0)
}

/// Over its expectation.
fn poisson_line(side: Side, tail: f64, expected: f64) -> f64 {
    // Twenty standard deviations above, nothing is left of the curve.
    let most = (expected + 20.0 * expected.sqrt() + 60.0) as u64;
    let at_most = |k: u64| 1.0 - gamma_at_most(expected, k as f64 + 1.0, 1.0).unwrap_or(0.0);
    (count_at(side, tail, most, at_most) / expected).max(0.0)
}

fn count_at(side: Side, tail: f64, most: u64, at_most: impl Fn(u64) -> f64) -> f64 {
    let p = if side == Side::Low { tail } else { 1.0 - tail };
    let (mut low, mut high) = (0u64, most);
    while low < high {
        let middle = low + (high - low) / 2;
        if at_most(middle) >= p { high = middle } else { low = middle + 1 }
    }
    let above = at_most(low);
    let below = if low == 0 { 0.0 } else { at_most(low - 1) };
    let own = above - below;
    let alpha = if own > 0.0 { (above - p) / own } else { 0.0 };
    low as f64 - alpha
}
