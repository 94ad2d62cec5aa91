//! The figures of the county file, held against what the series say.

use super::*;
use crate::county::measures::measures;

fn fact(key: &str) -> Fact {
    measures().into_iter().find(|fact| fact.key == key).unwrap_or_else(|| panic!("no measure {key}"))
}

/// Values as said: 84 for 84%.
fn said(key: &str) -> Vec<f64> {
    let fact = fact(key);
    let scale = fact.in_unit(1.0);
    points(&fact).iter().map(|point| point.value / scale).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn ranges(values: &[f64]) -> f64 {
    mean(&values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect::<Vec<_>>())
}

fn limits(values: &[f64]) -> (f64, f64) {
    (mean(values) - 2.66 * ranges(values), mean(values) + 2.66 * ranges(values))
}

fn one(value: f64) -> String {
    rounding::shown(value, 1)
}

#[test]
fn every_last_value_is_the_published_one() {
    for fact in measures() {
        let series = points(&fact);
        let told = fact.told;
        assert!(series.len() >= told.len().max(1), "{}", fact.key);
        for (point, &wanted) in series.iter().rev().zip(told.iter().rev()) {
            let scale = fact.in_unit(1.0);
            assert_eq!(
                rounding::shown(point.value / scale, usize::from(fact.places)),
                rounding::shown(wanted, usize::from(fact.places)),
                "{} {}",
                fact.key,
                point.period
            );
        }
    }
}

#[test]
fn monthly_series_run_from_november_2023_to_october_2026_without_a_gap() {
    for fact in measures() {
        let series = points(&fact);
        if matches!(fact.times, crate::county::measures::Times::Months(36)) {
            assert_eq!(series.len(), 36, "{}", fact.key);
            assert_eq!(series[0].period, Period::Month(first_month()), "{}", fact.key);
        }
        if !matches!(fact.times, crate::county::measures::Times::Nights | crate::county::measures::Times::FinancialYears { .. }) {
            assert!(series.windows(2).all(|pair| pair[0].period.next() == pair[1].period), "{}", fact.key);
        }
    }
}

#[test]
fn weeks_to_move_on_are_the_false_recovery() {
    let weeks = said("weeks_to_move_on");
    let (before, after) = weeks.split_at(24);
    let (low, high) = limits(before);
    assert_eq!((one(mean(before)), one(low), one(high)), ("34.2".into(), "26.4".into(), "42.0".into()));
    let (low, high) = limits(after);
    assert_eq!((one(mean(after)), one(low), one(high)), ("24.1".into(), "17.2".into(), "30.9".into()));
    assert!(after[11] > high && after[..11].iter().all(|&month| month < 26.0));
}

#[test]
fn late_visits_meet_the_target_and_miss_the_floor_by_seven_tenths() {
    let visits = said("visits_on_time");
    let (before, after) = visits.split_at(24);
    assert_eq!(one(mean(before)), "80.9");
    assert_eq!((one(mean(after)), one(limits(after).0)), ("92.5".into(), "84.3".into()));
    assert!(after.iter().all(|&month| (month - month.round()).abs() < 1e-9), "each is k of n exactly");
}

#[test]
fn agencies_add_up_to_the_county_every_month() {
    let fact = fact("visits_on_time");
    let agencies = parts(&fact);
    assert_eq!(agencies.len(), 41 * 36);
    for point in points(&fact) {
        let month = |count: fn(&Point) -> Option<i64>| agencies.iter().filter(|a| a.period == point.period).filter_map(count).sum::<i64>();
        assert_eq!((Some(month(|a| a.top)), Some(month(|a| a.bottom))), (point.top, point.bottom), "{}", point.period);
    }
    assert!(agencies.iter().all(|a| a.top <= a.bottom && a.bottom.is_some_and(|n| (250..=350).contains(&n))));
}

#[test]
fn one_agency_gains_by_a_wider_definition_from_april_2025() {
    let fact = fact("visits_on_time");
    let of = |from: &str, to: &str| {
        let values: Vec<f64> = parts(&fact)
            .into_iter()
            .filter(|p| {
                p.part == crate::county::organisations::REDEFINED
                    && p.period >= Period::parse(from).expect("a month")
                    && p.period <= Period::parse(to).expect("a month")
            })
            .map(|p| p.value * 100.0)
            .collect();
        mean(&values)
    };
    assert!(of("2025-04", "2025-10") - of("2024-04", "2025-03") > 12.0);
}

#[test]
fn reablement_is_steady_and_better() {
    let visit = said("days_to_first_visit");
    assert_eq!(one(mean(&visit[..24])), "11.7");
    assert_eq!(one(limits(&visit[24..]).1), "7.3");
    let home = said("still_at_home");
    assert_eq!((one(mean(&home[24..])), one(limits(&home[24..]).0)), ("85.3".into(), "76.1".into()));
    assert!(points(&fact("still_at_home")).iter().all(|p| p.bottom.is_some_and(|n| (225..=285).contains(&n))));
}

#[test]
fn other_stories_have_their_means_and_limits() {
    assert_eq!(one(mean(&said("arrivals_on_time")[..24])), "92.0");
    assert_eq!(one(mean(&said("days_delayed")[..24])), "8.1");
    assert_eq!(one(mean(&said("placement_stability")[..8])), "63.0");
    let back = said("readmissions");
    assert_eq!(one(limits(&back[..12]).1), "17.0");
    assert!(back[12..].iter().all(|&month| month > mean(&back[..12])));
    assert_eq!(back[12..].iter().filter(|&&month| month > limits(&back[..12]).1).count(), 2);
    let reviews = points(&fact("reviews_in_time"));
    assert!(reviews.iter().all(|p| p.bottom == Some(14)));
    assert_eq!(reviews[24..].iter().filter(|p| p.top == Some(13)).count(), 1);
    let due: f64 = parts(&fact("deductions_taken")).iter().filter(|p| in_2025(p)).map(|p| p.value).sum();
    let taken: f64 = points(&fact("deductions_taken")).iter().filter(|p| in_2025(p)).map(|p| p.value).sum();
    assert_eq!((due, taken), (412_000.0, 96_000.0));
}

fn in_2025(point: &Point) -> bool {
    point.period >= Period::parse("2025-04").expect("a month") && point.period <= Period::parse("2026-03").expect("a month")
}

#[test]
fn a_share_is_always_people_counted() {
    for fact in measures().iter().filter(|fact| fact.unit == "percent") {
        for point in points(fact).iter().chain(&parts(fact)) {
            let (top, bottom) = (point.top.expect("counted"), point.bottom.expect("counted"));
            assert!((0..=bottom).contains(&top), "{} {}", fact.key, point.period);
            assert_eq!(point.value, top as f64 / bottom as f64, "{} {}", fact.key, point.period);
        }
    }
}

#[test]
fn no_share_is_smoother_than_its_people_allow() {
    for fact in measures().iter().filter(|fact| fact.kind == MeasureKind::Proportion) {
        let series = points(fact);
        let (top, bottom) = series.iter().fold((0, 0), |sum, p| (sum.0 + p.top.unwrap_or(0), sum.1 + p.bottom.unwrap_or(0)));
        let centre = top as f64 / bottom as f64;
        let z: Vec<f64> =
            series.iter().map(|p| (p.value - centre) / (centre * (1.0 - centre) / p.bottom.unwrap_or(1) as f64).sqrt()).collect();
        // 1 for pure chance; the mean of 23 ranges or more is below 0.6 once in ten thousand.
        let ratio = ranges(&z) / 1.128;
        assert!(ratio > 0.6, "{}: {ratio:.2}", fact.key);
    }
}

#[test]
fn running_totals_rise_within_each_year_and_begin_again_in_april() {
    for fact in measures().iter().filter(|fact| fact.kind == MeasureKind::YearToDate) {
        let series = points(fact);
        for pair in series.windows(2) {
            let april = matches!(pair[1].period, Period::Month(month) if month.month() == 4);
            assert_eq!(april, pair[1].value < pair[0].value, "{} {}", fact.key, pair[1].period);
        }
    }
}

#[test]
fn a_moving_total_moves_slowly() {
    for key in ["completed_opiate", "staff_turnover"] {
        let values = said(key);
        let spread = (values.iter().map(|v| (v - mean(&values)).powi(2)).sum::<f64>() / 35.0).sqrt();
        assert!(ranges(&values) < spread * 1.2, "{key}");
    }
}

#[test]
fn empty_flats_have_got_better_for_seven_months() {
    let days = said("void_days");
    assert!(days[29..].iter().all(|&month| month < mean(&days[..29]) - 5.0));
    assert!(mean(&days[33..]) < mean(&days[29..33]), "and still getting better");
    assert!(days[29..].iter().all(|&month| month < limits(&days[29..]).1), "no month asks to be explained");
    assert_eq!(days.last(), Some(&24.0));
}
