//! P′: proportions, each with its number of people (Laney, 2002).
//!
//! p̄ = Σk / Σn, σᵢ = √(p̄(1 − p̄)/nᵢ), zᵢ = (pᵢ − p̄)/σᵢ, σz = max(1, mean|zᵢ − zᵢ₋₁| / 1.128), limits p̄ ± 3 σᵢ σz.
//! A point is outside only where it is beyond its limit *and* its exact binomial tail is below 0.00135, so that one
//! late person of 14 never condemns a service. Two in three is not used: with few people, near the limit means little.

use super::reading::{Chart, PointReading, Reading, Segment, WhyThisChart};
use super::xmr::{D2, blank, finish, moving_range};
use super::{Ask, Point, Refusal, prepare, rules, xmr};
use crate::Method;
use crate::numeric::special::{binomial_at_least, binomial_at_most};

pub const METHOD: Method = Method {
    code: "spc-p-prime",
    edition: 1,
    title: "Control chart of proportions with their number of people (P′)",
    sources: &[
        "Laney, Improved control charts for attributes, Quality Engineering 14(4), 2002",
        "Provost and Murray, The Health Care Data Guide, 2011, chapter 7",
    ],
};

/// One tail of three standard deviations.
pub const TAIL: f64 = 0.00135;

/// What a run of proportions has in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Centre {
    pub numerators: u64,
    pub denominators: u64,
    /// Σk / Σn.
    pub mean: f64,
    pub sigma_z: f64,
    pub ranges: xmr::MovingRange,
}

impl Centre {
    /// Of points with a numerator and a denominator above 0; others break the moving range. `None` of nobody.
    pub fn of(points: &[Point], screen: bool) -> Option<Centre> {
        let people = || points.iter().map(counted);
        let (numerators, denominators) = people().flatten().fold((0u64, 0u64), |(k, n), (a, b)| (k.saturating_add(a), n.saturating_add(b)));
        if denominators == 0 {
            return None;
        }
        let mean = numerators as f64 / denominators as f64;
        let z = people().map(|p| p.map(|(k, n)| z(k, n, mean)));
        let ranges = moving_range(z, screen);
        Some(Centre { numerators, denominators, mean, sigma_z: (ranges.after.unwrap_or(0.0) / D2).max(1.0), ranges })
    }

    /// Standard deviation of a share of `n` people about the mean, as wide as the shares really vary.
    pub fn spread(&self, n: f64) -> f64 {
        (self.mean * (1.0 - self.mean) / n).sqrt() * self.sigma_z
    }

    /// 1 above the mean, −1 below, 0 on it: in whole numbers, so that ties are ties.
    pub fn side(&self, k: u64, n: u64) -> i8 {
        let (left, right) = (u128::from(k) * u128::from(self.denominators), u128::from(self.numerators) * u128::from(n));
        left.cmp(&right) as i8
    }

    /// Beyond its limit on `side`, and too rare for chance by the exact binomial tail.
    pub fn outside(&self, k: u64, n: u64) -> bool {
        let (share, half) = (k as f64 / n as f64, 3.0 * self.spread(n as f64));
        match self.side(k, n) {
            1 => share > self.mean + half && binomial_at_least(k, n, self.mean) < TAIL,
            -1 => share < self.mean - half && binomial_at_most(k, n, self.mean) < TAIL,
            _ => false,
        }
    }
}

fn counted(point: &Point) -> Option<(u64, u64)> {
    if point.provisional {
        return None;
    }
    point.numerator.zip(point.denominator).filter(|(_, n)| *n > 0)
}

fn z(k: u64, n: u64, mean: f64) -> f64 {
    let sigma = (mean * (1.0 - mean) / n as f64).sqrt();
    if sigma > 0.0 { (k as f64 / n as f64 - mean) / sigma } else { 0.0 }
}

pub(super) fn read(points: &[Point], ask: &Ask, why: WhyThisChart) -> Result<Reading, Refusal> {
    let parts = prepare::segments(points, ask)?;
    let mut out: Vec<PointReading> = Vec::with_capacity(points.len());
    let mut segments = Vec::with_capacity(parts.len());
    let mut signals = Vec::new();
    for (number, (rows, reason)) in parts.into_iter().enumerate() {
        let Some(part) = points.get(rows.clone()) else { continue };
        let basis = xmr::basis(part, ask);
        let centre = Centre::of(basis, ask.settings.screen);
        out.extend(part.iter().map(|point| {
            let mut reading = blank(point, number as u32);
            reading.mean = centre.map(|c| c.mean);
            if let (Some(centre), Some(n)) = (centre, point.denominator.filter(|n| *n > 0)) {
                let spread = centre.spread(n as f64);
                reading.lower = Some(centre.mean - 3.0 * spread);
                reading.upper = Some(centre.mean + 3.0 * spread);
                reading.near_lower = Some(centre.mean - 2.0 * spread);
                reading.near_upper = Some(centre.mean + 2.0 * spread);
            }
            if let (Some(centre), Some((k, n))) = (centre, counted(point)) {
                let outside = centre.outside(k, n);
                let share = k as f64 / n as f64;
                reading.side = Some(centre.side(k, n));
                reading.outside = Some(outside);
                reading.close = Some(!outside && (share - centre.mean).abs() > 2.0 * centre.spread(n as f64));
            }
            reading
        }));
        let Some(done) = out.get_mut(rows.clone()) else { continue };
        rules::mark(done, &ask.settings, ask.better, false);
        rules::signals(done, rows.start, ask.better, &mut signals);
        let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
        let values = basis.iter().filter(|p| counted(p).is_some()).count();
        segments.push(Segment {
            from: first.period,
            to: last.period,
            first: rows.start,
            rows: part.len(),
            values,
            moving_ranges: centre.map_or(0, |c| c.ranges.used),
            mean: centre.map(|c| c.mean),
            average_moving_range_before: centre.and_then(|c| c.ranges.before),
            average_moving_range: centre.and_then(|c| c.ranges.after),
            screened_out: centre.map_or(0, |c| c.ranges.screened_out),
            sigma_z: centre.map(|c| c.sigma_z),
            chance: None,
            lower: None,
            upper: None,
            trial: values < ask.settings.trial_below as usize,
            reason,
        });
    }
    Ok(finish(Chart::PPrime, why, ask, out, segments, signals))
}
