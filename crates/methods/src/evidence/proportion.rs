//! Proportions in the evidence standard: counts, not Student's t on percentages.
//!
//! C4: Beta(k/φ + ½, (N − k)/φ + ½) with φ = max(1, σz)². C5: the P′ limit at the median number of people.

use quantity::Direction;

use super::figures::Figures;
use crate::numeric::order::median;
use crate::numeric::special::{beta_above, beta_at_most};
use crate::spc::Point;
use crate::spc::pprime::Centre;

pub(super) fn work(figures: &mut Figures, window: &[Point], better: Direction, target: f64) {
    let Some(centre) = Centre::of(window, false) else { return };
    figures.mean = Some(centre.mean);
    figures.sigma_z = Some(centre.sigma_z);
    figures.probability_target_met = probability(centre.numerators as f64, centre.denominators as f64, centre.sigma_z, better, target);
    let people: Vec<f64> = window.iter().filter(|p| p.judged().is_some()).filter_map(|p| p.denominator).map(|n| n as f64).collect();
    if let Some(n) = median(&people).filter(|n| *n > 0.0) {
        figures.capability_limit = Some(centre.mean - 3.0 * f64::from(better.sign()) * centre.spread(n));
    }
}

/// The chance that the true share meets the target, `k` of `n` having been seen. `None` where the target is no share.
pub fn probability(k: f64, n: f64, sigma_z: f64, better: Direction, target: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&target) {
        return None;
    }
    let phi = sigma_z.max(1.0).powi(2);
    let (a, b) = (k / phi + 0.5, (n - k) / phi + 0.5);
    if better == Direction::High { beta_above(target, a, b) } else { beta_at_most(target, a, b) }
}
