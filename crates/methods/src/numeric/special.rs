//! Distributions the methods need. Every function answers `None` rather than panic outside its range.

use statrs::function::beta::checked_beta_reg;
use statrs::function::erf::erfc;
use statrs::function::gamma::checked_gamma_lr;

/// P(T ≤ t) of Student's t. `freedom` above 0, not necessarily whole.
pub fn student_t_at_most(t: f64, freedom: f64) -> Option<f64> {
    if !t.is_finite() || freedom <= 0.0 {
        return None;
    }
    let tail = 0.5 * checked_beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t)).ok()?;
    Some(if t >= 0.0 { 1.0 - tail } else { tail })
}

/// P(|T| ≤ answer) = `level`, by halving: the multiplier of a two-sided interval.
pub fn student_t_two_sided(level: f64, freedom: f64) -> Option<f64> {
    if !(0.0..1.0).contains(&level) || freedom <= 0.0 {
        return None;
    }
    let (mut low, mut high) = (0.0, 1e6);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if 2.0 * student_t_at_most(middle, freedom)? - 1.0 < level { low = middle } else { high = middle }
    }
    Some(0.5 * (low + high))
}

/// P(X ≤ x) of Beta(a, b).
pub fn beta_at_most(x: f64, a: f64, b: f64) -> Option<f64> {
    checked_beta_reg(a, b, x.clamp(0.0, 1.0)).ok()
}

/// P(X > x) of Beta(a, b), without the loss of a subtraction near 0.
pub fn beta_above(x: f64, a: f64, b: f64) -> Option<f64> {
    beta_at_most(1.0 - x, b, a)
}

/// P(X ≤ x) of Gamma with `shape` and `rate`.
pub fn gamma_at_most(x: f64, shape: f64, rate: f64) -> Option<f64> {
    if x <= 0.0 {
        return Some(0.0);
    }
    checked_gamma_lr(shape, x * rate).ok()
}

/// P(X ≤ k) of n tries with chance p, exactly.
pub fn binomial_at_most(k: u64, n: u64, p: f64) -> f64 {
    if k >= n || p <= 0.0 {
        return 1.0;
    }
    if p >= 1.0 {
        return 0.0;
    }
    checked_beta_reg((n - k) as f64, k as f64 + 1.0, 1.0 - p).unwrap_or(f64::NAN)
}

/// P(X ≥ k) of n tries with chance p, exactly.
pub fn binomial_at_least(k: u64, n: u64, p: f64) -> f64 {
    if k == 0 || p >= 1.0 {
        return 1.0;
    }
    if k > n || p <= 0.0 {
        return 0.0;
    }
    checked_beta_reg(k as f64, (n - k) as f64 + 1.0, p).unwrap_or(f64::NAN)
}

/// P(Z ≤ z) of the standard normal.
pub fn normal_at_most(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// The z of P(Z ≤ z) = `share`: the root of a chi-square point with one degree. `share` strictly between 0 and 1.
pub fn normal_point(share: f64) -> Option<f64> {
    if !(share > 0.0 && share < 1.0) {
        return None;
    }
    let inside = (2.0 * share - 1.0).abs();
    let z = if inside > 0.0 { chi_square_point(inside, 1.0)?.sqrt() } else { 0.0 };
    Some(if share <= 0.5 { -z } else { z })
}

/// The x of P(X ≤ x) = `share` for chi-square with `freedom` degrees, not necessarily whole, by halving.
pub fn chi_square_point(share: f64, freedom: f64) -> Option<f64> {
    if !(share > 0.0 && share < 1.0 && freedom > 0.0 && freedom.is_finite()) {
        return None;
    }
    let (mut low, mut high) = (0.0, freedom + 40.0 * (2.0 * freedom).sqrt() + 100.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if gamma_at_most(middle, 0.5 * freedom, 0.5)? < share { low = middle } else { high = middle }
    }
    Some(0.5 * (low + high))
}

/// Wilson's interval for `part` of `whole` at `z` standard errors (1.96 for 95%). `None` of nobody.
pub fn wilson(part: u64, whole: u64, z: f64) -> Option<(f64, f64)> {
    wilson_of(part as f64, whole as f64, z)
}

/// The same where counts are weighted or estimated, and so not whole.
pub fn wilson_of(part: f64, whole: f64, z: f64) -> Option<(f64, f64)> {
    if !(whole > 0.0 && part >= 0.0 && part <= whole) {
        return None;
    }
    let (n, p) = (whole, part / whole);
    let shrink = 1.0 + z * z / n;
    let centre = (p + z * z / (2.0 * n)) / shrink;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / shrink;
    Some(((centre - half).max(0.0), (centre + half).min(1.0)))
}

/// 97.5% point of the standard normal.
pub const Z95: f64 = 1.959_963_984_540_054;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn student_t_agrees_with_the_worked_vector() {
        let t = (91.25 - 90.0) / (1.764_549_903_980_152 / 12f64.sqrt());
        let p = student_t_at_most(t, 11.0).expect("a probability");
        assert!((p - 0.983_989_839_495_217_1).abs() < 1e-12, "{p}");
        let m = student_t_two_sided(0.95, 20.0).expect("a multiplier");
        assert!((m - 2.085_963_447_265_837).abs() < 1e-9, "{m}");
    }

    #[test]
    fn proportions_agree_with_the_worked_vectors() {
        for (k, n, p) in [(1080.0, 1180.0, 0.9621), (1080.0, 1200.0, 0.4949), (92.0, 100.0, 0.7393), (46.0, 50.0, 0.6624)] {
            let got = beta_above(0.9, k + 0.5, n - k + 0.5).expect("a probability");
            assert!((got - p).abs() < 5e-5, "{k} of {n}: {got}");
        }
    }

    #[test]
    fn points_of_the_normal_and_of_chi_square_agree_with_printed_tables() {
        for (share, z) in [(0.975, Z95), (0.999, 3.090_232_306_167_813), (0.5, 0.0), (0.025, -Z95)] {
            assert!((normal_point(share).expect("a point") - z).abs() < 1e-12, "{share}");
        }
        for (share, freedom, x) in
            [(0.95, 1.0, 3.841_458_820_694_124), (0.025, 2.0, 0.050_635_615_968_579_8), (0.975, 4.0, 11.143_286_781_877_8)]
        {
            assert!((chi_square_point(share, freedom).expect("a point") / x - 1.0).abs() < 1e-12, "{share} {freedom}");
        }
        assert_eq!((normal_point(1.0), chi_square_point(0.5, 0.0)), (None, None));
    }

    #[test]
    fn binomial_tails_are_exact_at_the_edges() {
        assert!((binomial_at_most(0, 3, 0.5) - 0.125).abs() < 1e-15);
        assert!((binomial_at_least(3, 3, 0.5) - 0.125).abs() < 1e-15);
        assert_eq!(binomial_at_most(3, 3, 0.5), 1.0);
        assert_eq!(binomial_at_least(0, 3, 0.0), 1.0);
    }

    #[test]
    fn wilson_agrees_with_the_fictional_panel() {
        // 284 of 412 feel safe: 64% to 73%.
        let (low, high) = wilson(284, 412, Z95).expect("an interval");
        assert!((low - 0.643).abs() < 1e-3 && (high - 0.732).abs() < 1e-3, "{low} {high}");
    }
}
