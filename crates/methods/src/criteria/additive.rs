//! Additive value: V(a) = Σ wᵢ vᵢ(a), and which options others beat on everything.

/// Totals of rows of values under weights.
pub fn totals(values: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    values.iter().map(|row| total(row, weights)).collect()
}

pub fn total(values: &[f64], weights: &[f64]) -> f64 {
    values.iter().zip(weights).map(|(v, w)| v * w).sum()
}

/// For each option the first that is at least as good on every criterion and better on one; `None` where there is no such.
pub fn dominated_by(values: &[Vec<f64>]) -> Vec<Option<usize>> {
    let dominates = |one: &[f64], other: &[f64]| one.iter().zip(other).all(|(a, b)| a >= b) && one.iter().zip(other).any(|(a, b)| a > b);
    values.iter().map(|row| values.iter().position(|other| dominates(other, row))).collect()
}
