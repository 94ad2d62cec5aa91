//! Confidence factors: how likely an option is first at its own central weights, where only scores are uncertain.
//!
//! Errors being normal and independent, that is one integral, ∫ φ(z) Π Φ((vᵢ + σᵢ z − vₖ)/σₖ) dz, worked by the trapezium rule and not
//! drawn. Without uncertainty it is 1 or 0; a tie counts as first, as in the ranks.

use super::Uncertainty;
use crate::numeric::special::normal_at_most;

/// Beyond so many standard deviations nothing is left of a normal curve that a double can add.
const FAR: f64 = 8.5;
const STEPS: usize = 800;

/// One for each option; `None` where it was never first and has no central weights.
pub(super) fn factors(values: &[Vec<f64>], central: &[Option<Vec<f64>>], uncertainty: &Uncertainty) -> Vec<Option<f64>> {
    central.iter().enumerate().map(|(option, weight)| weight.as_ref().map(|w| factor(values, option, w, uncertainty))).collect()
}

fn factor(values: &[Vec<f64>], option: usize, weight: &[f64], uncertainty: &Uncertainty) -> f64 {
    let value = |row: &Vec<f64>| row.iter().zip(weight).map(|(v, w)| v * w).sum::<f64>();
    let spread = |deviations: &Vec<f64>| deviations.iter().zip(weight).map(|(s, w)| s * s * w * w).sum::<f64>().sqrt();
    let deviation = |at: usize| match uncertainty {
        Uncertainty::None => 0.0,
        Uncertainty::ByCriterion(row) => spread(row),
        Uncertainty::ByScore(rows) => rows.get(at).map_or(0.0, spread),
    };
    let Some(own) = values.get(option).map(value) else { return 0.0 };
    let sigma = deviation(option);
    let mut rivals: Vec<(f64, f64)> =
        values.iter().enumerate().filter(|(at, _)| *at != option).map(|(at, row)| (value(row), deviation(at))).collect();
    // The strongest first: where it wins, the product is soon nothing.
    rivals.sort_by(|a, b| b.0.total_cmp(&a.0));
    let beats_all = |at: f64, rivals: &[(f64, f64)]| {
        let mut product = 1.0;
        for (rival, spread) in rivals {
            product *= if *spread > 0.0 { normal_at_most((at - rival) / spread) } else { f64::from(u8::from(at >= *rival)) };
            if product < 1e-18 {
                return 0.0;
            }
        }
        product
    };
    if sigma <= 0.0 {
        // A value worked once more may differ in its last digit from a rival's with the same scores.
        let near = |rival: f64| (own - rival).abs() <= 1e-12 * own.abs().max(rival.abs());
        let rivals: Vec<(f64, f64)> = rivals.into_iter().map(|(v, s)| (if s <= 0.0 && near(v) { own } else { v }, s)).collect();
        return beats_all(own, &rivals);
    }
    // A rival without uncertainty is a line to be over: the integral begins there. The others only bend it.
    let sure = rivals.iter().filter(|(_, s)| *s <= 0.0).map(|(v, _)| (v - own) / sigma).fold(-FAR, f64::max);
    // Whoever is so far below that it cannot matter anywhere is left out.
    rivals.retain(|(v, s)| *s > 0.0 && (own + sigma * sure - v) / s < FAR);
    if sure >= FAR {
        return 0.0;
    }
    let step = (FAR - sure) / STEPS as f64;
    let sum: f64 = (0..=STEPS)
        .map(|at| {
            let z = sure + step * at as f64;
            let end = if at == 0 || at == STEPS { 0.5 } else { 1.0 };
            end * (-0.5 * z * z).exp() * beats_all(own + sigma * z, &rivals)
        })
        .sum();
    (sum * step / (2.0 * std::f64::consts::PI).sqrt()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_options_alike_in_uncertainty_have_the_chance_of_their_difference() {
        let values = vec![vec![0.6], vec![0.5]];
        let central = vec![Some(vec![1.0]), Some(vec![1.0])];
        let factors = factors(&values, &central, &Uncertainty::ByCriterion(vec![0.1]));
        // P(N(0.1, 0.1 √2) > 0) = Φ(0.7071) = 0.7602499.
        let got: Vec<f64> = factors.into_iter().flatten().collect();
        assert!((got[0] - 0.760_249_94).abs() < 1e-7 && (got[0] + got[1] - 1.0).abs() < 1e-9, "{got:?}");
    }

    #[test]
    fn a_certain_rival_is_a_line_to_be_over() {
        let values = vec![vec![0.6], vec![0.5]];
        let central = vec![Some(vec![1.0]), Some(vec![1.0])];
        let factors = factors(&values, &central, &Uncertainty::ByScore(vec![vec![0.1], vec![0.0]]));
        // P(N(0.6, 0.1) > 0.5) = Φ(1) = 0.8413447, and the other way round.
        let got: Vec<f64> = factors.into_iter().flatten().collect();
        assert!((got[0] - 0.841_344_75).abs() < 2e-5 && (got[1] - 0.158_655_25).abs() < 2e-5, "{got:?}");
    }

    #[test]
    fn without_uncertainty_it_is_one_or_nothing_and_a_tie_is_first() {
        let values = vec![vec![0.6, 0.1], vec![0.6, 0.1], vec![0.2, 0.1]];
        let central = vec![Some(vec![0.5, 0.5]), Some(vec![0.5, 0.5]), Some(vec![0.5, 0.5])];
        assert_eq!(factors(&values, &central, &Uncertainty::None), [Some(1.0), Some(1.0), Some(0.0)]);
    }
}
