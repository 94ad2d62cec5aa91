//! XmR: single values, with limits from their moving ranges.
//!
//! mean ± 2.66 × average moving range; 2.66 is 3 / 1.128. No floor at zero: limits are clipped only where they are drawn.

use super::reading::{Chart, PointReading, PointType, Reading, Segment, Variation, WhyThisChart};
use super::{Ask, Assurance, Point, Refusal, Rules, prepare, rules};
use crate::numeric::order::Sum;

/// From average moving range to process limit: 3 / 1.128, as the field rounds it.
pub const LIMIT: f64 = 2.66;
/// From average moving range to near limit: two thirds of the way.
pub const NEAR: f64 = 2.0 * (2.66 / 3.0);
/// A moving range of so many times the average or more is left out, once, where screening is asked for.
pub const SCREEN: f64 = 3.267;
/// From average moving range to standard deviation.
pub const D2: f64 = 1.128;

/// The average moving range of `values` (missing ones break it), before and after screening, and how many were used and left out.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MovingRange {
    pub before: Option<f64>,
    pub after: Option<f64>,
    pub used: usize,
    pub screened_out: usize,
}

pub fn moving_range(values: impl Iterator<Item = Option<f64>> + Clone, screen: bool) -> MovingRange {
    let ranges = || {
        let mut last: Option<f64> = None;
        values.clone().filter_map(move |now| {
            let range = last.zip(now).map(|(a, b)| (b - a).abs());
            last = now;
            range
        })
    };
    let all: Sum = ranges().collect();
    let before = all.mean();
    if !screen {
        return MovingRange { before, after: before, used: all.count() as usize, screened_out: 0 };
    }
    let bound = SCREEN * before.unwrap_or(0.0);
    let kept: Sum = ranges().filter(|range| *range < bound).collect();
    MovingRange { before, after: kept.mean(), used: kept.count() as usize, screened_out: (all.count() - kept.count()) as usize }
}

pub(super) fn blank(point: &Point, segment: u32) -> PointReading {
    PointReading {
        period: point.period,
        value: point.value,
        numerator: point.numerator,
        denominator: point.denominator,
        provisional: point.provisional,
        segment,
        mean: None,
        lower: None,
        upper: None,
        near_lower: None,
        near_upper: None,
        side: None,
        outside: None,
        close: None,
        rule: None,
        rules: Rules::default(),
        kind: PointType::NotJudged,
    }
}

/// Side of the mean, outside and close, by the limits already set.
pub(super) fn place(point: &mut PointReading) {
    let (Some(value), Some(mean)) = (point.judged(), point.mean) else { return };
    point.side = Some(i8::from(value > mean) - i8::from(value < mean));
    if let (Some(lower), Some(upper), Some(near_lower), Some(near_upper)) = (point.lower, point.upper, point.near_lower, point.near_upper) {
        let outside = (value < lower) | (value > upper);
        point.outside = Some(outside);
        point.close = Some(!outside & ((value < near_lower) | (value > near_upper)));
    }
}

pub(super) fn read(points: &[Point], ask: &Ask, why: WhyThisChart) -> Result<Reading, Refusal> {
    let parts = prepare::segments(points, ask)?;
    let mut out: Vec<PointReading> = Vec::with_capacity(points.len());
    let mut segments = Vec::with_capacity(parts.len());
    let mut signals = Vec::new();
    for (number, (rows, reason)) in parts.into_iter().enumerate() {
        let Some(part) = points.get(rows.clone()) else { continue };
        let basis = basis(part, ask);
        let mean = basis.iter().filter_map(Point::judged).collect::<Sum>();
        let ranges = moving_range(basis.iter().map(Point::judged), ask.settings.screen);
        let centre = mean.mean();
        let limit = |times: f64| centre.zip(ranges.after).map(|(mean, amr)| mean + times * amr);
        let (lower, upper, near_lower, near_upper) = (limit(-LIMIT), limit(LIMIT), limit(-NEAR), limit(NEAR));
        out.extend(part.iter().map(|point| {
            let mut point = PointReading { mean: centre, lower, upper, near_lower, near_upper, ..blank(point, number as u32) };
            place(&mut point);
            point
        }));
        let Some(done) = out.get_mut(rows.clone()) else { continue };
        rules::mark(done, &ask.settings, ask.better, true);
        rules::signals(done, rows.start, ask.better, &mut signals);
        let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
        segments.push(Segment {
            from: first.period,
            to: last.period,
            first: rows.start,
            rows: part.len(),
            values: mean.count() as usize,
            moving_ranges: ranges.used,
            mean: centre,
            average_moving_range_before: ranges.before,
            average_moving_range: ranges.after,
            screened_out: ranges.screened_out,
            sigma_z: None,
            chance: None,
            lower,
            upper,
            trial: (mean.count() as usize) < ask.settings.trial_below as usize,
            reason,
        });
    }
    Ok(finish(Chart::Xmr, why, ask, out, segments, signals))
}

/// The rows that limits are set from.
pub(super) fn basis<'a>(part: &'a [Point], ask: &Ask) -> &'a [Point] {
    let rows = ask.settings.fix_after.map_or(part.len(), |n| (n as usize).min(part.len()));
    part.get(..rows).unwrap_or(part)
}

pub(super) fn finish(
    chart: Chart,
    why: WhyThisChart,
    ask: &Ask,
    points: Vec<PointReading>,
    segments: Vec<Segment>,
    signals: Vec<super::Signal>,
) -> Reading {
    let last = points.iter().rev().find(|p| p.judged().is_some());
    let variation = match last.map(|p| p.kind) {
        Some(PointType::Improvement) => Variation::Improvement,
        Some(PointType::Concern) => Variation::Concern,
        Some(PointType::High) => Variation::High,
        Some(PointType::Low) => Variation::Low,
        _ => Variation::CommonCause,
    };
    let edge = points.last();
    let assurance = Assurance::of(ask.better, ask.target, edge.and_then(|p| p.lower), edge.and_then(|p| p.upper));
    let trial = segments.last().is_some_and(|s| s.trial);
    Reading {
        chart,
        why,
        settings: ask.settings,
        better: ask.better,
        target: ask.target,
        differenced: false,
        points,
        segments,
        variation,
        assurance,
        signals,
        trial,
    }
}
