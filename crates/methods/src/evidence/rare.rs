//! Rare events (C4b): how little can still be going on, given how little was seen.

use quantity::Direction;

use crate::numeric::special::{binomial_at_most, gamma_at_most};

/// The exact upper bound on the chance of an event in one unit, `events` having been seen in `units`: no event gives 1 − (1 − level)^(1/units).
pub fn upper_bound(events: u64, units: u64, level: f64) -> Option<f64> {
    if units == 0 || events > units || !(0.0..1.0).contains(&level) {
        return None;
    }
    if events == 0 {
        return Some(1.0 - (1.0 - level).powf(1.0 / units as f64));
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if binomial_at_most(events, units, middle) > 1.0 - level { low = middle } else { high = middle }
    }
    Some(high)
}

/// How many clear units it takes until the bound is no higher than `tolerable`: 29 for 0.1, 59 for 0.05, at level 0.95.
pub fn clear_units_needed(tolerable: f64, level: f64) -> Option<u32> {
    if !(tolerable > 0.0 && tolerable < 1.0 && level > 0.0 && level < 1.0) {
        return None;
    }
    let units = ((1.0 - level).ln() / (1.0 - tolerable).ln()).ceil();
    (units < 1e9).then_some(units as u32)
}

/// The count that chance alone passes once in 740 periods on the bad side, the mean count being `mean`.
pub(super) fn poisson_limit(mean: f64, better: Direction) -> Option<f64> {
    // P(X ≤ k) of a Poisson count is P(Gamma(k + 1) > mean).
    let at_most = |k: f64| gamma_at_most(mean, k + 1.0, 1.0).map(|p| 1.0 - p);
    if mean <= 0.0 {
        return Some(0.0);
    }
    let share = if better == Direction::Low { 1.0 - crate::spc::pprime::TAIL } else { crate::spc::pprime::TAIL };
    let (mut low, mut high) = (-1.0, (mean + 10.0 * mean.sqrt() + 20.0).ceil());
    while high - low > 1.0 {
        let middle = ((low + high) / 2.0).floor();
        if at_most(middle)? >= share { high = middle } else { low = middle }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clear_months_give_the_published_bounds() {
        for (months, bound) in [(12, 0.2209), (9, 0.2831), (6, 0.3930), (3, 0.6316)] {
            let got = upper_bound(0, months, 0.95).expect("a bound");
            assert!((got - bound).abs() < 5e-5, "{months}: {got}");
        }
    }

    #[test]
    fn it_is_said_beforehand_how_long_it_takes() {
        assert_eq!(clear_units_needed(0.1, 0.95), Some(29));
        assert_eq!(clear_units_needed(0.05, 0.95), Some(59));
        assert_eq!(clear_units_needed(0.0, 0.95), None);
    }

    #[test]
    fn a_poisson_limit_is_the_first_count_past_the_tail() {
        // P(X ≤ 14) = 0.99984 and P(X ≤ 13) = 0.99930 and P(X ≤ 12) = 0.99798 for a mean of 5.
        assert_eq!(poisson_limit(5.0, Direction::Low), Some(13.0));
    }
}
