//! Every rounding has a name. Nothing rounds but what is shown, and products of money.

/// Nearest whole number, halves away from zero: 2.5 → 3, −2.5 → −3. `None` outside the range of `i64` or for no number.
pub fn half_away_from_zero(value: f64) -> Option<i64> {
    let rounded = value.round();
    (rounded.is_finite() && rounded.abs() < 9.2e18).then_some(rounded as i64)
}

/// `value` at `places` decimals, halves away from zero, as figures are shown. A true minus sign; no "−0".
pub fn shown(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return "not a number".to_owned();
    }
    let scale = 10f64.powi(places as i32);
    let scaled = value.abs() * scale;
    // The nearest double to 32.05 lies below it; what people typed is what they expect to see rounded.
    let rounded = (scaled * (1.0 + 4.0 * f64::EPSILON)).round() / scale;
    let digits = format!("{rounded:.places$}");
    let (whole, part) = digits.split_once('.').map_or((digits.as_str(), None), |(w, p)| (w, Some(p)));
    let whole = whole.parse::<u64>().map_or_else(|_| whole.to_owned(), crate::money::group_thousands);
    let body = part.map_or(whole.clone(), |p| format!("{whole}.{p}"));
    if value < 0.0 && rounded > 0.0 { format!("−{body}") } else { body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(half_away_from_zero(2.5), Some(3));
        assert_eq!(half_away_from_zero(-2.5), Some(-3));
        assert_eq!(half_away_from_zero(f64::NAN), None);
    }

    #[test]
    fn figures_are_shown_as_people_expect() {
        for (value, places, text) in [(32.05, 1, "32.1"), (-0.04, 1, "0.0"), (-3.4, 1, "−3.4"), (12345.6, 0, "12,346"), (84.0, 1, "84.0")]
        {
            assert_eq!(shown(value, places), text);
        }
    }
}
