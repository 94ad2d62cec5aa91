//! Rare counts: the time (T) or the opportunities (G) between events instead of the count itself.
//!
//! T: days between events, to the power 1/3.6, charted as single values and turned back (Nelson, 1994). G: with the
//! exposure of every period known, exact limits of the negative binomial. Where a period has several events the mean
//! gap of the period stands for them. Good is the other way round: fewer events, longer gaps.

use quantity::Period;
use quantity::period::Cadence;

use super::reading::{Chart, PointReading, Reading, Segment, WhyThisChart};
use super::xmr::{blank, finish};
use super::{Ask, Point, Refusal, prepare, rules, xmr};
use crate::Method;
use crate::numeric::special::beta_at_most;

pub const METHOD: Method = Method {
    code: "spc-rare",
    edition: 1,
    title: "Control chart of the time or the opportunities between rare events (T and G)",
    sources: &[
        "Nelson, A control chart for parts-per-million nonconforming items, Journal of Quality Technology 26(3), 1994",
        "Benneyan, Number-between g-type statistical quality control charts, Health Care Management Science 4, 2001",
        "Provost and Murray, The Health Care Data Guide, 2011, chapter 7",
    ],
};

/// A T chart straightens gaps by this root.
pub const ROOT: f64 = 3.6;
/// The fewest gaps a chart is drawn from.
pub const FEWEST_GAPS: usize = 3;

/// Mean count a period, of the points that could be judged.
pub fn mean_count(points: &[Point]) -> Option<f64> {
    let counts: Vec<f64> = points.iter().filter_map(Point::judged).collect();
    crate::numeric::order::mean(&counts)
}

/// The mean gap before the events of one period.
struct Gap {
    period: Period,
    events: u64,
    /// Days or opportunities since the last event, shared among these.
    length: f64,
    /// Whole days or opportunities waited for all of them.
    waited: u64,
    open: bool,
}

pub(super) fn read(points: &[Point], ask: &Ask) -> Result<Reading, Refusal> {
    if let Some(odd) = points.iter().find(|p| p.value.is_some_and(|c| c < 0.0 || c.fract() != 0.0 || c > 1e15)) {
        return Err(Refusal::CountNotWhole(odd.period));
    }
    let exposed = points.iter().all(|p| p.judged().is_none_or(|count| p.denominator.is_some_and(|n| n as f64 >= count && n > 0)));
    let gaps = gaps(points, exposed);
    let have = gaps.iter().filter(|g| !g.open).count();
    if have < FEWEST_GAPS {
        let events = gaps.iter().map(|g| g.events).sum();
        return Err(Refusal::TooFewEvents { have: events, need: FEWEST_GAPS as u64 + 1 });
    }
    let ask = Ask {
        better: ask.better.reversed(),
        target: ask.target.filter(|t| *t > 0.0 && !exposed).map(|t| mean_days(points) / t),
        rebase: moved(ask, points, &gaps)?,
        ..ask.clone()
    };
    let why = WhyThisChart::RareCount(mean_count(points).unwrap_or(0.0));
    if exposed { g_chart(&gaps, &ask, why) } else { t_chart(&gaps, &ask, why) }
}

fn days(period: Period) -> u64 {
    let days = period.first_day().until(period.last_day()).map_or(0, |span| span.get_days());
    u64::from(days.unsigned_abs()) + 1
}

fn mean_days(points: &[Point]) -> f64 {
    points.iter().map(|p| days(p.period)).sum::<u64>() as f64 / points.len().max(1) as f64
}

/// Gaps between events, oldest first; the last may be still open. A missing or provisional period stops the clock.
fn gaps(points: &[Point], exposed: bool) -> Vec<Gap> {
    let single_days = points.first().is_some_and(|p| p.period.cadence() == Cadence::Day);
    let mut gaps = Vec::with_capacity(points.len());
    let mut waited = 0u64;
    let mut last_event: Option<Period> = None;
    for point in points {
        let Some(events) = point.judged().map(|count| count as u64) else {
            (waited, last_event) = (0, None);
            continue;
        };
        waited = waited.saturating_add(if exposed { point.denominator.unwrap_or(0) } else { days(point.period) });
        if events == 0 {
            continue;
        }
        // Single dates: the first event only starts the clock, and the days between two dates are counted.
        let whole = if single_days && !exposed {
            last_event
                .and_then(|last| last.first_day().until(point.period.first_day()).ok())
                .map(|span| u64::from(span.get_days().unsigned_abs()))
        } else {
            Some(waited)
        };
        if let Some(whole) = whole {
            gaps.push(Gap { period: point.period, events, length: whole as f64 / events as f64, waited: whole, open: false });
        }
        (waited, last_event) = (0, Some(point.period));
    }
    if let Some(last) = points.iter().rev().find(|p| p.judged().is_some()).filter(|p| p.value == Some(0.0) && waited > 0) {
        gaps.push(Gap { period: last.period, events: 0, length: waited as f64, waited, open: true });
    }
    gaps
}

/// Dates of new limits, moved to the first gap that ends on or after them.
fn moved(ask: &Ask, points: &[Point], gaps: &[Gap]) -> Result<Vec<super::Rebase>, Refusal> {
    prepare::segments(points, ask)?;
    let later = |date| gaps.iter().find(|g| g.period.last_day() >= date).map(|g| g.period.first_day());
    ask.rebase
        .iter()
        .map(|r| Ok(super::Rebase { from: later(r.from).ok_or(Refusal::RebaseNotAPoint(r.from))?, reason: r.reason.clone() }))
        .collect()
}

fn as_points(gaps: &[Gap], length: impl Fn(&Gap) -> f64) -> Vec<Point> {
    gaps.iter()
        .map(|g| Point { numerator: Some(g.events), denominator: Some(g.waited), provisional: g.open, ..Point::new(g.period, length(g)) })
        .collect()
}

fn t_chart(gaps: &[Gap], ask: &Ask, why: WhyThisChart) -> Result<Reading, Refusal> {
    let straightened = as_points(gaps, |g| g.length.powf(1.0 / ROOT));
    let target = ask.target;
    let rooted = Ask { target: target.map(|t| t.powf(1.0 / ROOT)), ..ask.clone() };
    let mut reading = xmr::read(&straightened, &rooted, why)?;
    let back = |value: &mut Option<f64>| *value = value.map(|v| v.max(0.0).powf(ROOT));
    for (point, gap) in reading.points.iter_mut().zip(gaps) {
        point.value = Some(gap.length);
        for line in [&mut point.mean, &mut point.lower, &mut point.upper, &mut point.near_lower, &mut point.near_upper] {
            back(line);
        }
    }
    for segment in &mut reading.segments {
        for line in [&mut segment.mean, &mut segment.lower, &mut segment.upper] {
            back(line);
        }
    }
    reading.chart = Chart::T;
    reading.target = target;
    Ok(reading)
}

/// The fewest opportunities by which `events` have happened with chance `share` or more, the chance of one being `p`.
pub fn opportunities_until(events: u64, p: f64, share: f64) -> f64 {
    let reached = |n: u64| n >= events && beta_at_most(p, events as f64, (n - events) as f64 + 1.0).unwrap_or(1.0) >= share;
    if p >= 1.0 || reached(events) {
        return events as f64;
    }
    let (mut low, mut high) = (events, events.saturating_mul(2).max(2));
    while !reached(high) && high < 1 << 52 {
        (low, high) = (high, high.saturating_mul(2));
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if reached(middle) { high = middle } else { low = middle }
    }
    high as f64
}

fn g_chart(gaps: &[Gap], ask: &Ask, why: WhyThisChart) -> Result<Reading, Refusal> {
    const NEAR: f64 = 0.022_750_131_948_179_2;
    let points = as_points(gaps, |g| g.length);
    let parts = prepare::segments(&points, ask)?;
    let mut out: Vec<PointReading> = Vec::with_capacity(points.len());
    let (mut segments, mut signals) = (Vec::with_capacity(parts.len()), Vec::new());
    for (number, (rows, reason)) in parts.into_iter().enumerate() {
        let Some(part) = points.get(rows.clone()) else { continue };
        let basis = xmr::basis(part, ask);
        let closed = || basis.iter().filter(|p| !p.provisional);
        let events: u64 = closed().filter_map(|p| p.numerator).sum();
        let waited: u64 = closed().filter_map(|p| p.denominator).sum();
        let chance = (waited > 0 && events > 0).then(|| events as f64 / waited as f64);
        out.extend(part.iter().map(|point| {
            let mut reading = blank(point, number as u32);
            if let (Some(p), Some(k)) = (chance, point.numerator) {
                let k = k.max(1);
                let at = |share: f64| opportunities_until(k, p, share) / k as f64;
                reading.lower = Some(at(super::pprime::TAIL));
                reading.near_lower = Some(at(NEAR));
                reading.mean = Some(at(0.5));
                reading.near_upper = Some(at(1.0 - NEAR));
                reading.upper = Some(at(1.0 - super::pprime::TAIL));
                xmr::place(&mut reading);
            }
            reading
        }));
        let Some(done) = out.get_mut(rows.clone()) else { continue };
        rules::mark(done, &ask.settings, ask.better, false);
        rules::signals(done, rows.start, ask.better, &mut signals);
        let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
        let values = closed().count();
        segments.push(Segment {
            from: first.period,
            to: last.period,
            first: rows.start,
            rows: part.len(),
            values,
            moving_ranges: 0,
            mean: chance.map(|p| 1.0 / p),
            average_moving_range_before: None,
            average_moving_range: None,
            screened_out: 0,
            sigma_z: None,
            chance,
            lower: None,
            upper: None,
            trial: values < ask.settings.trial_below as usize,
            reason,
        });
    }
    Ok(finish(Chart::G, why, ask, out, segments, signals))
}

#[cfg(test)]
mod tests {
    use quantity::{Direction, MeasureKind};

    use super::*;

    fn months(counts: &[f64]) -> Vec<Point> {
        let first = Period::parse("2024-01").expect("a month");
        counts.iter().enumerate().map(|(i, c)| Point::new(first.plus(i as u32), *c)).collect()
    }

    #[test]
    fn few_events_become_days_between_them_and_the_wait_still_open_is_not_judged() {
        let reading = super::super::read(
            &months(&[1.0, 0.0, 2.0, 1.0, 0.0, 0.0, 1.0, 3.0, 0.0, 1.0, 0.0, 0.0]),
            &Ask::new(MeasureKind::Count, Direction::Low),
        )
        .expect("a reading");
        assert_eq!(reading.chart, Chart::T);
        assert_eq!(reading.better, Direction::High);
        assert_eq!(reading.points.first().and_then(|p| p.value), Some(31.0));
        assert_eq!(reading.points.get(1).and_then(|p| p.value), Some(30.0));
        let open = reading.points.last().expect("an open wait");
        assert!(open.provisional && open.value == Some(61.0) && open.rule.is_none());
    }

    #[test]
    fn with_exposure_known_opportunities_are_counted() {
        let points: Vec<Point> =
            months(&[1.0, 0.0, 1.0, 1.0, 0.0, 1.0]).into_iter().map(|p| Point { denominator: Some(200), ..p }).collect();
        let reading = super::super::read(&points, &Ask::new(MeasureKind::Count, Direction::Low)).expect("a reading");
        assert_eq!(reading.chart, Chart::G);
        assert_eq!(reading.segments.first().and_then(|s| s.mean), Some(300.0));
        // Half of single gaps are over by 208 opportunities: ln 0.5 / ln (1 − 1/300), rounded up.
        assert_eq!(reading.points.first().and_then(|p| p.mean), Some(208.0));
    }

    #[test]
    fn too_few_events_are_refused_by_name() {
        let refusal = super::super::read(&months(&[0.0, 0.0, 1.0, 0.0, 0.0]), &Ask::new(MeasureKind::Count, Direction::Low));
        assert_eq!(refusal.map_err(|r| r.code()), Err("too_few_events"));
    }
}
