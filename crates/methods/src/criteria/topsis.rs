//! TOPSIS: nearest to the best of everything and farthest from the worst.

use crate::Method;

pub const METHOD: Method = Method {
    code: "mcda-topsis",
    edition: 1,
    title: "Options by their distance from best and worst (TOPSIS)",
    sources: &[
        "Hwang and Yoon, Multiple Attribute Decision Making, 1981, chapter 3",
        "Opricovic and Tzeng, Compromise solution by MCDM methods, European Journal of Operational Research 156, 2004",
    ],
};

/// Weighted distances of each option from the best and from the worst that any option reaches on each criterion.
///
/// `scaled`: a row an option, higher better (`normalise`).
pub fn distances(scaled: &[Vec<f64>], weights: &[f64]) -> Vec<(f64, f64)> {
    let end = |pick: fn(f64, f64) -> f64| {
        let mut ends: Vec<Option<f64>> = vec![None; weights.len()];
        for row in scaled {
            for (end, x) in ends.iter_mut().zip(row) {
                *end = Some(end.map_or(*x, |e| pick(e, *x)));
            }
        }
        ends.into_iter().map(|e| e.unwrap_or(0.0)).collect::<Vec<f64>>()
    };
    let (best, worst) = (end(f64::max), end(f64::min));
    let distance = |row: &[f64], end: &[f64]| {
        row.iter().zip(end).zip(weights).map(|((x, e), w)| (w * x - w * e) * (w * x - w * e)).sum::<f64>().sqrt()
    };
    scaled.iter().map(|row| (distance(row, &best), distance(row, &worst))).collect()
}

/// Closeness of each option, 0 (worst of everything) to 1 (best of everything): d⁻ / (d⁺ + d⁻). Where all options are alike, ½.
pub fn closeness(scaled: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let share = |(from_best, from_worst): (f64, f64)| {
        let both = from_best + from_worst;
        if both > 0.0 { from_worst / both } else { 0.5 }
    };
    distances(scaled, weights).into_iter().map(share).collect()
}
