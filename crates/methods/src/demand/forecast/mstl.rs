//! Seasons and trend taken apart by loess, one season after the other, and carried on: seasons as they last were, the rest by exponential
//! smoothing without a season.

use super::Ahead;
use super::ets::{Form, Kind};
use super::fit::choose_among;
use super::{intervals, loess};

/// A series in parts that add up to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// One list for each length of season, in the order given.
    pub seasons: Vec<Vec<f64>>,
    pub trend: Vec<f64>,
    pub remainder: Vec<f64>,
}

/// Parts of a series; none where it has fewer than two whole seasons of a length.
pub fn parts(values: &[f64], season_lengths: &[usize]) -> Option<Parts> {
    let mut lengths: Vec<usize> = season_lengths.iter().copied().filter(|length| *length > 1).collect();
    lengths.sort_unstable();
    lengths.dedup();
    if lengths.is_empty() || lengths.iter().any(|length| values.len() < 2 * length) {
        return None;
    }
    let mut seasons = vec![vec![0.0; values.len()]; lengths.len()];
    let mut trend = vec![0.0; values.len()];
    let mut left = values.to_vec();
    // A second round, where there are several, lets each season be seen without the others.
    for _ in 0..if lengths.len() > 1 { 2 } else { 1 } {
        for (at, length) in lengths.iter().enumerate() {
            let Some(season) = seasons.get_mut(at) else { continue };
            left.iter_mut().zip(season.iter()).for_each(|(left, season)| *left += season);
            (*season, trend) = stl(&left, *length, 11 + 4 * at);
            left.iter_mut().zip(season.iter()).for_each(|(left, season)| *left -= season);
        }
    }
    let remainder = left.iter().zip(&trend).map(|(left, trend)| left - trend).collect();
    Some(Parts { seasons, trend, remainder })
}

/// One season and the trend: the inner loop of STL, twice.
fn stl(values: &[f64], length: usize, season_window: usize) -> (Vec<f64>, Vec<f64>) {
    let odd = |x: f64| (x.ceil() as usize) | 1;
    let trend_window = odd(1.5 * length as f64 / (1.0 - 1.5 / season_window as f64));
    let low_window = odd(length as f64);
    let count = values.len();
    let (mut trend, mut season) = (vec![0.0; count], vec![0.0; count]);
    for _ in 0..2 {
        // Each month of the year on its own, one season further at both ends.
        let mut cycle = vec![0.0; count + 2 * length];
        for place in 0..length {
            let own: Vec<f64> = (place..count).step_by(length).map(|at| values[at] - trend[at]).collect();
            for step in 0..own.len() + 2 {
                if let Some(one) = cycle.get_mut(place + step * length) {
                    *one = loess::at(&own, step as f64 - 1.0, season_window, false);
                }
            }
        }
        let low = loess::smooth(&moving(&moving(&moving(&cycle, length), length), 3), low_window, true);
        season = (0..count).map(|at| cycle[at + length] - low.get(at).copied().unwrap_or(0.0)).collect();
        let without: Vec<f64> = values.iter().zip(&season).map(|(value, season)| value - season).collect();
        trend = loess::smooth(&without, trend_window, true);
    }
    (season, trend)
}

/// Means over `length` values in a row; shorter by one less than that.
fn moving(values: &[f64], length: usize) -> Vec<f64> {
    values.windows(length.max(1)).map(|window| window.iter().sum::<f64>() / length.max(1) as f64).collect()
}

/// Ahead by parts; the range is that of what is left without the seasons.
pub(super) fn ahead(values: &[f64], season_lengths: &[usize], horizon: usize, seed: u64) -> Option<Ahead> {
    let parts = parts(values, season_lengths)?;
    let mut lengths: Vec<usize> = season_lengths.iter().copied().filter(|length| *length > 1).collect();
    lengths.sort_unstable();
    lengths.dedup();
    let without: Vec<f64> =
        values.iter().enumerate().map(|(at, value)| value - parts.seasons.iter().map(|season| season[at]).sum::<f64>()).collect();
    let forms: Vec<Form> =
        Form::family(1, without.iter().all(|value| *value > 0.0)).into_iter().filter(|form| form.season == Kind::None).collect();
    let (fitted, _) = choose_among(&without, 1, &forms)?;
    let mut ahead = intervals::ahead(&fitted, horizon, seed);
    let season_of = |h: usize| -> f64 {
        let of = |(season, length): (&Vec<f64>, &usize)| season.get(values.len() - length + h % length).copied().unwrap_or(0.0);
        parts.seasons.iter().zip(&lengths).map(of).sum()
    };
    for part in [&mut ahead.mean, &mut ahead.low_80, &mut ahead.high_80, &mut ahead.low_95, &mut ahead.high_95] {
        part.iter_mut().enumerate().for_each(|(h, one)| *one += season_of(h));
    }
    Some(ahead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_series_add_up_to_it_and_a_made_up_season_is_found() {
        let season = |at: usize| [5.0, -3.0, 1.0, -3.0][at % 4];
        let values: Vec<f64> = (0..48).map(|at| 100.0 + 0.5 * at as f64 + season(at)).collect();
        let parts = parts(&values, &[4]).expect("long enough");
        for at in 0..48 {
            let sum = parts.seasons[0][at] + parts.trend[at] + parts.remainder[at];
            assert!((sum - values[at]).abs() < 1e-9 && (parts.seasons[0][at] - season(at)).abs() < 0.5, "{at}: {}", parts.seasons[0][at]);
        }
        let ahead = ahead(&values, &[4], 8, 1).expect("is said");
        assert!(
            ahead.mean.iter().enumerate().all(|(h, said)| (said - (100.0 + 0.5 * (48 + h) as f64 + season(48 + h))).abs() < 1.0),
            "{ahead:?}"
        );
    }

    #[test]
    fn two_seasons_within_one_another_are_both_taken_out() {
        let values: Vec<f64> = (0..120).map(|at| 50.0 + [4.0, -4.0][at % 2] + [9.0, 0.0, 0.0, 0.0, -9.0][at % 5]).collect();
        let parts = parts(&values, &[2, 5]).expect("long enough");
        assert!(parts.remainder.iter().skip(10).take(100).all(|left| left.abs() < 1.5), "{:?}", parts.remainder);
    }
}
