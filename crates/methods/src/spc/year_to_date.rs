//! Running totals since April, taken apart into the periods' own figures.
//!
//! A stable running total shows a rising trend every year; only its steps can be charted.

use quantity::period::Cadence;
use quantity::{Month, Period};

use super::{Point, Refusal};

/// The financial year (from 1 April) a period falls in, and whether the period opens it.
fn year(period: Period) -> Option<(i16, bool)> {
    let month = Month::of(period.first_day());
    let year = if month.month() >= 4 { month.year() } else { month.year() - 1 };
    match period.cadence() {
        Cadence::Month | Cadence::Quarter => Some((year, month.month() == 4)),
        Cadence::Year => Some((year, true)),
        Cadence::Day | Cadence::Week => None,
    }
}

/// Each period's own figure: its running total less that of the period before, within a financial year from April.
///
/// A step over a gap is left missing rather than shared out; so is a first figure that is not April's. Of a proportion,
/// both numbers are differenced.
///
/// # Errors
/// `NotWithinAYear` for days and weeks; `RepeatedPeriod`; `NotANumber`.
pub fn difference_year_to_date(points: &[Point]) -> Result<Vec<Point>, Refusal> {
    let mut sorted = points.to_vec();
    sorted.sort_by_key(|p| p.period);
    let mut own = Vec::with_capacity(sorted.len());
    let mut before: Option<(Point, i16)> = None;
    for point in sorted {
        let (year, opens) = year(point.period).ok_or(Refusal::NotWithinAYear(point.period))?;
        if point.value.is_some_and(|v| !v.is_finite()) {
            return Err(Refusal::NotANumber(point.period));
        }
        let last = before.filter(|(last, in_year)| *in_year == year && last.period.next() == point.period).map(|(last, _)| last);
        if before.is_some_and(|(last, _)| last.period == point.period) {
            return Err(Refusal::RepeatedPeriod(point.period));
        }
        own.push(if opens { point } else { last.map_or(Point::missing(point.period), |last| step(&last, &point)) });
        before = Some((point, year));
    }
    Ok(own)
}

fn step(last: &Point, now: &Point) -> Point {
    let provisional = now.provisional || last.provisional;
    if let (Some(k0), Some(n0), Some(k1), Some(n1)) = (last.numerator, last.denominator, now.numerator, now.denominator) {
        return match (k1.checked_sub(k0), n1.checked_sub(n0)) {
            (Some(k), Some(n)) if k <= n => Point { provisional, ..Point::of(now.period, k, n) },
            // A total that falls was revised: its step is not a figure of the period.
            _ => Point::missing(now.period),
        };
    }
    Point { value: last.value.zip(now.value).map(|(a, b)| b - a), provisional, ..Point::missing(now.period) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str, value: f64) -> Point {
        Point::new(Period::parse(text).expect("a period"), value)
    }

    #[test]
    fn a_running_total_is_taken_apart_and_april_begins_again() {
        let points =
            [month("2026-02", 110.0), month("2026-03", 121.0), month("2026-04", 9.0), month("2026-05", 19.0), month("2026-07", 40.0)];
        let own = difference_year_to_date(&points).expect("differenced");
        assert_eq!(own.iter().map(|p| p.value).collect::<Vec<_>>(), [None, Some(11.0), Some(9.0), Some(10.0), None]);
    }

    #[test]
    fn weeks_have_no_running_total() {
        let week = Point::new(Period::parse("2026-W10").expect("a week"), 1.0);
        assert_eq!(difference_year_to_date(&[week]).map_err(|r| r.code()), Err("not_within_a_year"));
    }
}
