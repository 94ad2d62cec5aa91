//! Visits on time, agency by agency: 41 returns a month that add up to the county's figure exactly.

use quantity::{Month, Period};

use super::chance::Chance;
use super::times::periods;
use super::{Point, level};
use crate::county::measures::{Fact, Times};
use crate::county::organisations::{AGENCIES, REDEFINED, SENT_TWICE, THREE_SPELLINGS};

/// The agency whose December 2025 a file gives as 310 of 300.
pub const MORE_THAN_ALL: &str = "Ropewalk Care at Home";

/// Visits of an agency on time, and looked at, that are told and not drawn.
const TOLD: [(&str, (i16, i8), i64, i64); 5] = [
    (THREE_SPELLINGS[0], (2026, 8), 252, 300),
    (THREE_SPELLINGS[0], (2026, 9), 255, 300),
    (THREE_SPELLINGS[0], (2026, 10), 249, 300),
    (SENT_TWICE, (2026, 3), 288, 312),
    (MORE_THAN_ALL, (2025, 12), 281, 300),
];

/// How much of the redefined agency's figure, in points, the narrower definition cost it until March 2025.
const NARROWER: f64 = 17.0;

/// The county's figure, visits on time of all visits looked at; and each agency's, agency by agency.
pub(super) fn points(fact: &Fact) -> (Vec<Point>, Vec<Point>) {
    let months = months(fact);
    let whole = months.iter().map(|(period, agencies)| sum(*period, agencies)).collect();
    let by_agency = AGENCIES.iter().enumerate().flat_map(|(at, agency)| {
        months.iter().filter_map(move |(period, agencies)| {
            let &(top, bottom) = agencies.get(at)?;
            Some(Point { part: agency.name, ..Point::share(*period, top, bottom) })
        })
    });
    (whole, by_agency.collect())
}

fn sum(period: Period, agencies: &[(i64, i64)]) -> Point {
    let (top, bottom) = agencies.iter().fold((0, 0), |sum, &(top, bottom)| (sum.0 + top, sum.1 + bottom));
    Point::share(period, top, bottom)
}

/// For each month, how many visits of each agency were on time and how many were looked at.
fn months(fact: &Fact) -> Vec<(Period, Vec<(i64, i64)>)> {
    let mut chance = Chance::of(fact.key);
    let periods = periods(Times::Months(36));
    let untold = periods.len().saturating_sub(fact.told.len());
    // Hundreds of visits, so that every whole per cent is a whole number of them.
    let all: Vec<i64> = periods.iter().map(|_| 12_300 + 100 * chance.between(-2, 2)).collect();
    let mut wanted: Vec<f64> = periods
        .iter()
        .enumerate()
        .map(|(at, &period)| match at.checked_sub(untold).and_then(|told| fact.told.get(told)) {
            Some(&said) => said,
            None => level(fact, period) + 1.9 * chance.normal(),
        })
        .collect();
    if let (Some(mean), Some(before)) = (fact.mean_before, wanted.get_mut(..untold)) {
        let short = mean - before.iter().sum::<f64>() / untold.max(1) as f64;
        before.iter_mut().for_each(|share| *share += short);
    }
    let even = AGENCIES.iter().map(|agency| agency.offset).sum::<f64>() / AGENCIES.len() as f64;
    periods
        .iter()
        .zip(all.iter().zip(&wanted))
        .map(|(&period, (&all, &share))| {
            (period, month(period, all, (share / 100.0 * all as f64).round() as i64, share - even, &mut chance))
        })
        .collect()
}

fn month(period: Period, all: i64, on_time: i64, share: f64, chance: &mut Chance) -> Vec<(i64, i64)> {
    let told = |name: &str| {
        TOLD.iter().find(|told| told.0 == name && Period::month(told.1.0, told.1.1) == Some(period)).map(|told| (told.2, told.3))
    };
    let each = all / AGENCIES.len() as i64;
    let mut agencies: Vec<(i64, i64)> = AGENCIES
        .iter()
        .map(|agency| match told(agency.name) {
            Some(told) => told,
            None => {
                let bottom = each + chance.between(-14, 14);
                let narrower = agency.name == REDEFINED && period.first_day() < april_2025();
                let expected = share + agency.offset - if narrower { NARROWER } else { 0.0 };
                (chance.binomial(bottom, expected / 100.0), bottom)
            }
        })
        .collect();
    // The last visits to look at, and the last on time, one by one wherever there is room.
    let free: Vec<usize> = (0..AGENCIES.len()).filter(|&at| told(AGENCIES[at].name).is_none()).collect();
    let mut turn = 0;
    loop {
        let (top, bottom) = agencies.iter().fold((0, 0), |sum, &(top, bottom)| (sum.0 + top, sum.1 + bottom));
        let (more, looked) = ((on_time - top).signum(), (all - bottom).signum());
        if more == 0 && looked == 0 || turn > 50_000 {
            return agencies;
        }
        let at = free.get(chance.between(0, free.len() as i64 - 1) as usize).copied().unwrap_or(0);
        if let Some(agency) = agencies.get_mut(at) {
            let moved = (agency.0 + more, agency.1 + looked);
            if (0..=moved.1).contains(&moved.0) {
                *agency = moved;
            }
        }
        turn += 1;
    }
}

fn april_2025() -> quantity::Date {
    Month::new(2025, 4).map(Month::first_day).unwrap_or(quantity::Date::MIN)
}
