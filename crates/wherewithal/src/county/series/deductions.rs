//! Deductions of the waste contract: what was due each month, and how little of it was taken.

use quantity::Period;

use super::Point;
use super::chance::Chance;
use super::times::periods;
use crate::county::measures::Times;

pub const DUE: &str = "Due";

/// 2025/26 comes to £412,000 due and £96,000 taken, to the pound.
pub(super) fn points() -> Vec<Point> {
    let mut chance = Chance::of("deductions");
    let mut months: Vec<(Period, i64, i64)> = periods(Times::Months(36))
        .into_iter()
        .map(|period| {
            let due = (34_300.0 + 6_500.0 * chance.normal()).max(9_000.0);
            let taken = due * (0.23 + 0.05 * chance.normal()).clamp(0.05, 0.6);
            (period, (due / 100.0).round() as i64 * 100, (taken / 100.0).round() as i64 * 100)
        })
        .collect();
    let year = |period: &Period| {
        Period::FinancialYear(2025).first_day() <= period.first_day() && period.last_day() <= Period::FinancialYear(2025).last_day()
    };
    let (due, taken) = months.iter().filter(|m| year(&m.0)).fold((0, 0), |sum, m| (sum.0 + m.1, sum.1 + m.2));
    let count = months.iter().filter(|m| year(&m.0)).count().max(1) as i64;
    for month in months.iter_mut().filter(|m| year(&m.0)) {
        month.1 += (412_000 - due) / count;
        month.2 += (96_000 - taken) / count;
    }
    settle(&mut months, &year);
    months
        .iter()
        .flat_map(|&(period, due, taken)| [Point::plain(period, taken as f64), Point { part: DUE, ..Point::plain(period, due as f64) }])
        .collect()
}

/// What whole pounds left over goes to the year's last month.
fn settle(months: &mut [(Period, i64, i64)], year: &dyn Fn(&Period) -> bool) {
    let (due, taken) = months.iter().filter(|m| year(&m.0)).fold((0, 0), |sum, m| (sum.0 + m.1, sum.1 + m.2));
    if let Some(march) = months.iter_mut().rfind(|m| year(&m.0)) {
        march.1 += 412_000 - due;
        march.2 += 96_000 - taken;
    }
}
