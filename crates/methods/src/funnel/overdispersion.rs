//! How much places differ beyond chance: φ and τ² (Spiegelhalter 2005; DerSimonian and Laird's random effects).

use super::{Ask, DataType, Transform};
use crate::numeric::order::{Sum, quantile};

/// φ, the mean squared distance, and τ², the variance between places that chance does not explain.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Overdispersion {
    pub phi: f64,
    pub tau2: f64,
    /// Distances after the extremes were pulled in; `None` where a place was left out instead.
    pub kept: Vec<Option<f64>>,
}

pub(super) fn measured(ask: &Ask, distances: &[f64], errors: &[f64]) -> Overdispersion {
    let kept = match ask.data {
        DataType::Ratio(Transform::Shmi) => left_out(distances, ask.trim),
        _ => pulled_in(distances, ask.trim),
    };
    if !ask.adjust {
        return Overdispersion { phi: 0.0, tau2: 0.0, kept };
    }
    let squares: Sum = kept.iter().flatten().map(|z| z * z).collect();
    let count = f64::from(squares.count());
    let phi = squares.mean().unwrap_or(0.0);
    let weight = |(error, kept): (&f64, &Option<f64>)| kept.map(|_| 1.0 / (error * error));
    let weights: Vec<f64> = errors.iter().zip(&kept).filter_map(weight).collect();
    let sum = weights.iter().copied().collect::<Sum>().total();
    let of_squares = weights.iter().map(|w| w * w).collect::<Sum>().total();
    let left = sum - of_squares / sum;
    let tau2 = if left > 0.0 { ((count * phi - (count - 1.0)) / left).max(0.0) } else { 0.0 };
    Overdispersion { phi, tau2, kept }
}

/// Winsorised: whoever is beyond the quantile stands on it.
fn pulled_in(distances: &[f64], trim: f64) -> Vec<Option<f64>> {
    let low = quantile(distances, trim).unwrap_or(f64::NEG_INFINITY);
    let high = quantile(distances, 1.0 - trim).unwrap_or(f64::INFINITY);
    distances.iter().map(|z| Some(z.max(low).min(high))).collect()
}

/// Trimmed by rank: places that tie share the middle of their ranks, as the reference ranks them.
fn left_out(distances: &[f64], trim: f64) -> Vec<Option<f64>> {
    let count = distances.len() as f64;
    let rank = |z: f64| {
        let below = distances.iter().filter(|other| **other < z).count() as f64;
        let alike = distances.iter().filter(|other| **other == z).count() as f64;
        below + (alike + 1.0) / 2.0
    };
    let stays = |rank: f64| rank > trim * count && rank < (1.0 - trim) * count;
    // Where nothing is trimmed, the last rank is the count itself.
    distances.iter().map(|z| Some(*z).filter(|z| trim <= 0.0 || stays(rank(*z)))).collect()
}
