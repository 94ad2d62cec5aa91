//! When each measure was taken.

use jiff::ToSpan;
use jiff::civil::date;
use quantity::{Month, Period};

use super::chance::Chance;
use super::{first_month, last_month};
use crate::county::measures::Times;

/// The periods of a series, oldest first.
pub fn periods(times: Times) -> Vec<Period> {
    match times {
        Times::Months(count) => (0..count as i32).rev().map(|back| Period::Month(last_month().plus(-back))).collect(),
        Times::Quarters(count) => {
            // The last whole quarter by October 2026 is July to September.
            (0..count as i32).rev().map(|back| Period::Quarter(last_month().plus(-3 - 3 * back))).collect()
        }
        Times::Weeks(count) => (0..i64::from(count))
            .rev()
            .filter_map(|back| date(2026, 10, 26).checked_sub((back * 7).days()).ok().map(Period::Week))
            .collect(),
        Times::Nights => nights(),
        Times::Years(count) => (0..count as i16).rev().map(|back| Period::CalendarYear(2026 - back)).collect(),
        Times::FinancialYears { count, apart } => {
            (0..count as i16).rev().map(|back| Period::FinancialYear(2025 - back * apart as i16)).collect()
        }
        Times::Once(month) => Month::new(2026, month).map(Period::Month).into_iter().collect(),
    }
}

/// Nights that treatment was called: more of them in the heart of winter, two in October 2026.
fn nights() -> Vec<Period> {
    let mut chance = Chance::of("frosty nights");
    let mut nights = Vec::new();
    let mut month = first_month();
    while month < last_month() {
        let frosty = match month.month() {
            11 | 3 => 0.25,
            12 | 2 => 0.45,
            1 => 0.55,
            4 | 10 => 0.05,
            _ => 0.0,
        };
        for day in 1..=month.last_day().day() {
            if chance.uniform() < frosty {
                nights.push(Period::Day(date(month.year(), month.month(), day)));
            }
        }
        month = month.next();
    }
    nights.extend([24, 29].map(|day| Period::Day(date(2026, 10, day))));
    nights
}
