//! Points in order of time, gaps made visible, and cut into segments.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use quantity::Period;

use super::{Ask, Point, Refusal};

/// More periods than this missing in a row is a wrong date, not a gap.
const LONGEST_GAP: u32 = 600;

/// By time, quick where both are of one kind.
fn order(a: Period, b: Period) -> Ordering {
    match (a, b) {
        (Period::Month(a), Period::Month(b)) | (Period::Quarter(a), Period::Quarter(b)) => a.cmp(&b),
        (Period::Day(a), Period::Day(b)) | (Period::Week(a), Period::Week(b)) => a.cmp(&b),
        _ => a.cmp(&b),
    }
}

/// Does `later` follow at once? Days are dates of any spacing, so they always do.
fn follows(earlier: Period, later: Period) -> bool {
    match (earlier, later) {
        (Period::Day(_), Period::Day(_)) => true,
        (Period::Month(a), Period::Month(b)) => b.months_since(a) == 1,
        (Period::Quarter(a), Period::Quarter(b)) => b.months_since(a) == 3,
        _ => earlier.next() == later,
    }
}

/// Sorted by period, one kind of period, none twice, every value a number, and a missing point for every period left out.
pub fn in_order<'a>(points: &'a [Point], ask: &Ask) -> Result<Cow<'a, [Point]>, Refusal> {
    let Some(first) = points.first() else {
        return Err(Refusal::TooFewPoints { have: 0, need: super::FEWEST_VALUES });
    };
    let cadence = first.period.cadence();
    for point in points {
        if point.value.is_some_and(|v| !v.is_finite()) {
            return Err(Refusal::NotANumber(point.period));
        }
        if point.period.cadence() != cadence {
            return Err(Refusal::MixedPeriods { first: cadence, other: point.period.cadence(), at: point.period });
        }
        if ask.kind == quantity::MeasureKind::Proportion && point.numerator > point.denominator && point.denominator.is_some() {
            return Err(Refusal::NumeratorAboveDenominator(point.period));
        }
    }
    let mut points = Cow::Borrowed(points);
    if !points.windows(2).all(|w| order(w[0].period, w[1].period) == Ordering::Less) {
        points.to_mut().sort_by(|a, b| order(a.period, b.period));
        if let Some(twice) = points.windows(2).find(|w| w[0].period == w[1].period) {
            return Err(Refusal::RepeatedPeriod(twice[0].period));
        }
    }
    if !points.windows(2).all(|w| follows(w[0].period, w[1].period)) {
        points = Cow::Owned(with_gaps(&points)?);
    }
    let have = points.iter().filter(|p| p.judged().is_some()).count();
    if have < super::FEWEST_VALUES {
        return Err(Refusal::TooFewPoints { have, need: super::FEWEST_VALUES });
    }
    Ok(points)
}

fn with_gaps(points: &[Point]) -> Result<Vec<Point>, Refusal> {
    let mut filled: Vec<Point> = Vec::with_capacity(points.len() + 8);
    for point in points {
        if let Some(last) = filled.last().map(|p| p.period) {
            let mut next = last.next();
            let mut gap = 0;
            while order(next, point.period) == Ordering::Less {
                gap += 1;
                if gap > LONGEST_GAP {
                    return Err(Refusal::GapTooLong { from: last, to: point.period });
                }
                filled.push(Point::missing(next));
                next = next.next();
            }
        }
        filled.push(*point);
    }
    Ok(filled)
}

/// Rows of a segment, and why its limits were set anew.
pub(super) type Part = (Range<usize>, Option<String>);

/// Rows of each segment, with the reason its limits were set anew.
pub(super) fn segments(points: &[Point], ask: &Ask) -> Result<Vec<Part>, Refusal> {
    if ask.rebase.is_empty() {
        return Ok(vec![(0..points.len(), None)]);
    }
    let mut starts: Vec<(usize, Option<String>)> = vec![(0, None)];
    for rebase in &ask.rebase {
        let at = points
            .iter()
            .position(|p| p.period.first_day() <= rebase.from && rebase.from <= p.period.last_day())
            .ok_or(Refusal::RebaseNotAPoint(rebase.from))?;
        starts.push((at, Some(rebase.reason.clone())));
    }
    starts.sort_by_key(|s| s.0);
    // A rebase on the first row starts the same segment as the series; two on one row are one.
    starts.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same && earlier.1.is_none() {
            earlier.1 = later.1.take();
        }
        same
    });
    let mut ends: Vec<usize> = starts.iter().skip(1).map(|s| s.0).collect();
    ends.push(points.len());
    Ok(starts.into_iter().zip(ends).map(|((start, reason), end)| (start..end, reason)).collect())
}
