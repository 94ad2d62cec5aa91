//! Has a figure risen or fallen over the years? Told from five figures on, by their order alone.

use quantity::{Date, Direction};
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use crate::numeric::order::median;
use crate::numeric::special::normal_at_most;

/// Fewer figures fall in order by chance too often.
pub const FEWEST_POINTS: usize = 5;
/// A rise or fall this unlikely by chance, or unlikelier, is told.
pub const LEVEL: f64 = 0.05;
/// Up to here every order of figures is counted; beyond, the normal curve is near enough.
const COUNTED: usize = 40;
const DAYS_A_YEAR: f64 = 365.25;

/// A figure of a period. Periods may have gaps between them, but none may overlap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub start: Date,
    pub end: Date,
    pub label: String,
    pub value: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    Better,
    Worse,
    /// Where neither direction is good.
    Rising,
    Falling,
    NoneTold,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub trend: Trend,
    pub points: usize,
    /// Kendall's S: pairs that rise less pairs that fall.
    pub s: i64,
    /// How often chance alone orders figures as much, either way.
    pub p: f64,
    /// Change a year: the median of the changes between any two figures (Sen).
    pub slope: f64,
}

/// # Errors
/// A `Refusal` under five figures, where periods overlap, or for a figure that is not a number.
pub fn read(points: &[Point], better: Direction) -> Result<Reading, Refusal> {
    let mut points = points.to_vec();
    points.sort_by_key(|p| (p.start, p.end));
    if let Some(bad) = points.iter().find(|p| !p.value.is_finite()) {
        return Err(Refusal::NotANumber(bad.label.clone()));
    }
    for pair in points.windows(2) {
        if let [before, after] = pair
            && after.start <= before.end
        {
            return Err(Refusal::Overlapping(after.label.clone()));
        }
    }
    if points.len() < FEWEST_POINTS {
        return Err(Refusal::TooFewPoints { have: points.len(), need: FEWEST_POINTS });
    }
    let (mut s, mut slopes) = (0i64, Vec::new());
    for (at, before) in points.iter().enumerate() {
        for after in points.iter().skip(at + 1) {
            s += i64::from(after.value > before.value) - i64::from(after.value < before.value);
            let days = f64::from((after.start - before.start).get_days());
            slopes.push((after.value - before.value) / days * DAYS_A_YEAR);
        }
    }
    let values: Vec<f64> = points.iter().map(|p| p.value).collect();
    let p = by_chance(&values, s.unsigned_abs());
    let trend = match (p <= LEVEL && s != 0, better, s > 0) {
        (false, ..) => Trend::NoneTold,
        (true, Direction::Neither, true) => Trend::Rising,
        (true, Direction::Neither, false) => Trend::Falling,
        (true, Direction::High, true) | (true, Direction::Low, false) => Trend::Better,
        (true, Direction::High, false) | (true, Direction::Low, true) => Trend::Worse,
    };
    Ok(Reading { trend, points: points.len(), s, p, slope: median(&slopes).unwrap_or(0.0) })
}

/// P(|S| ≥ s) where every order of the figures is as likely as any other.
fn by_chance(values: &[f64], s: u64) -> f64 {
    let n = values.len();
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let runs: Vec<usize> = sorted.chunk_by(|a, b| a == b).map(<[f64]>::len).collect();
    if runs.iter().all(|run| *run == 1) && n <= COUNTED {
        return counted(n, s);
    }
    let part = |k: usize| (k * (k - 1) * (2 * k + 5)) as f64 / 18.0;
    let variance = part(n) - runs.iter().map(|run| part(*run)).sum::<f64>();
    if variance <= 0.0 || s == 0 {
        return 1.0;
    }
    (2.0 * (1.0 - normal_at_most((s as f64 - 1.0) / variance.sqrt()))).min(1.0)
}

/// Of all orders of `n` figures, the share with |S| at least `s`: orders by how many pairs fall, one figure added at a time.
fn counted(n: usize, s: u64) -> f64 {
    let mut shares = vec![1.0];
    for more in 2..=n {
        let mut next = vec![0.0; shares.len() + more - 1];
        for (falls, share) in shares.iter().enumerate() {
            for slot in next.iter_mut().skip(falls).take(more) {
                *slot += share / more as f64;
            }
        }
        shares = next;
    }
    let pairs = (n * (n - 1) / 2) as i64;
    let far = |falls: usize| (pairs - 2 * falls as i64).unsigned_abs() >= s;
    shares.iter().enumerate().filter(|(falls, _)| far(*falls)).map(|(_, share)| share).sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn years(values: &[f64]) -> Vec<Point> {
        let year = |at: usize| 2018 + at as i16;
        values
            .iter()
            .enumerate()
            .map(|(at, value)| Point {
                start: date(year(at), 1, 1),
                end: date(year(at), 12, 31),
                label: year(at).to_string(),
                value: *value,
            })
            .collect()
    }

    #[test]
    fn five_rising_years_are_told_and_four_are_not() {
        let five = read(&years(&[1.0, 2.0, 3.0, 4.0, 5.0]), Direction::Low).expect("five");
        // One order of 120, and its mirror.
        assert!((five.p - 2.0 / 120.0).abs() < 1e-15 && five.trend == Trend::Worse && five.s == 10, "{five:?}");
        assert!((five.slope - 1.0).abs() < 2e-3, "{five:?}");
        assert_eq!(read(&years(&[1.0, 2.0, 3.0, 4.0]), Direction::Low).map_err(|r| r.code()), Err("too_few_points"));
        assert_eq!(read(&years(&[1.0, 2.0, 3.0, 2.5, 2.0, 3.5]), Direction::High).expect("six").trend, Trend::NoneTold);
    }

    #[test]
    fn years_that_share_months_are_refused() {
        let mut points = years(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        points[2].end = date(2022, 6, 30);
        assert_eq!(read(&points, Direction::High).map_err(|r| r.code()), Err("overlapping"));
    }

    #[test]
    fn a_constant_series_has_no_trend() {
        let flat = read(&years(&[2.0; 6]), Direction::High).expect("six");
        assert_eq!((flat.trend, flat.p, flat.slope), (Trend::NoneTold, 1.0, 0.0));
    }
}
