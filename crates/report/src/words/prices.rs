//! Prices of one year and of another, and gains weighed by income, in words.

use quantity::rounding::shown;
use quantity::{Date, Money, Period};

use super::count;

/// Which index, from when, and what is taken to come after its last year.
pub fn index(source: &str, published: Date, last: &str, later: f64) -> String {
    let way = if later < 0.0 { "fall" } else { "rise" };
    format!(
        "Prices by: {source}, published {}. After {last} they are taken to {way} {}% a year: that is assumed, not published.",
        count::plain_date(published),
        shown(100.0 * later.abs(), 1)
    )
}

/// How a line in prices of another year was brought to year 0.
pub fn brought(line: &str, from: Period, to: &str, times: f64) -> String {
    format!("“{line}” is written in prices of {} and was multiplied by {} to be in prices of {to}.", from.in_words(), shown(times, 4))
}

/// What weighing by income does, and where the incomes come from.
pub fn weighted(median: Money, source: &str) -> String {
    format!(
        "What falls on a named income group counts (median income ÷ income of the group) to the power of the elasticity: more to those with less. Everything else counts once, as the taxpayer’s pound does. Median income {} a year. Incomes: {source}.",
        count::money(median)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_assumed_of_later_years_is_never_called_published() {
        let said = index("GDP deflators, a release", jiff::civil::date(2026, 9, 30), "2030/31", 0.02);
        assert_eq!(
            said,
            "Prices by: GDP deflators, a release, published 30 September 2026. After 2030/31 they are taken to rise 2.0% a year: that is assumed, not published."
        );
        assert!(brought("Staff", Period::FinancialYear(2024), "2027/28", 1.1).contains("prices of 2024/25 and was multiplied by 1.1000"));
    }
}
