//! The series of Northvale: told values verbatim, the others drawn, and all percentages from people counted.

pub mod chance;
mod deductions;
pub mod home_care;
mod times;

use quantity::{MeasureKind, Month, Period, rounding};

use self::chance::Chance;
use super::measures::{Draw, Fact};

/// One figure of a series, in the unit it is kept in.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub period: Period,
    /// The part it speaks of; empty for the whole.
    pub part: &'static str,
    pub value: f64,
    pub top: Option<i64>,
    pub bottom: Option<i64>,
}

impl Point {
    fn plain(period: Period, value: f64) -> Point {
        Point { period, part: "", value, top: None, bottom: None }
    }

    fn share(period: Period, top: i64, bottom: i64) -> Point {
        Point { value: top as f64 / bottom as f64, top: Some(top), bottom: Some(bottom), ..Point::plain(period, 0.0) }
    }
}

/// The first month of data, November 2023, and the last, October 2026.
pub fn first_month() -> Month {
    Month::new(2023, 11).unwrap_or_else(|_| Month::of(quantity::Date::MIN))
}

pub fn last_month() -> Month {
    first_month().plus(35)
}

/// The whole of the measure, oldest first.
pub fn points(fact: &Fact) -> Vec<Point> {
    whole_and_parts(fact).0
}

/// The parts of the measure (agencies; what was due), by part and then oldest first. Most have none.
pub fn parts(fact: &Fact) -> Vec<Point> {
    whole_and_parts(fact).1
}

/// Both at once.
pub fn whole_and_parts(fact: &Fact) -> (Vec<Point>, Vec<Point>) {
    match fact.draw {
        Draw::Agencies => home_care::points(fact),
        Draw::Deductions => deductions::points().into_iter().partition(|point| point.part.is_empty()),
        _ => (drawn(fact), Vec::new()),
    }
}

/// The level at `period`, straight between the points of the path, as said.
fn level(fact: &Fact, period: Period) -> f64 {
    let days = (period.first_day() - first_month().first_day()).get_days();
    let at = f64::from(days) / 30.4375;
    let mut before: Option<(f64, f64)> = None;
    for &(month, value) in fact.level {
        if month >= at {
            return match before {
                Some((from, start)) if month > from => start + (value - start) * (at - from) / (month - from),
                _ => value,
            };
        }
        before = Some((month, value));
    }
    before.map_or(0.0, |(_, value)| value)
}

fn drawn(fact: &Fact) -> Vec<Point> {
    let periods = times::periods(fact.times);
    let mut chance = Chance::of(fact.key);
    let untold = periods.len().saturating_sub(fact.told.len());
    if let Draw::RollingShare { people } = fact.draw {
        return rolling_share(fact, &periods, people as i64, &mut chance);
    }
    if let Draw::RunningTotal { spread } = fact.draw {
        return running_total(fact, &periods, spread, &mut chance);
    }
    let mut walk = 0.0;
    let mut points: Vec<Point> = periods
        .iter()
        .enumerate()
        .map(|(at, &period)| match at.checked_sub(untold).and_then(|told| fact.told.get(told)) {
            Some(&said) => told(fact, period, said, at.saturating_sub(untold), &mut chance),
            None => by_chance(fact, period, &mut walk, &mut chance),
        })
        .collect();
    if let Some(mean) = fact.mean_before {
        settle_mean(fact, points.get_mut(..untold).unwrap_or_default(), mean);
    }
    points
}

/// About so many: a tenth more or less.
fn about(people: u64, chance: &mut Chance) -> i64 {
    let around = people as f64;
    (around * (1.0 + 0.04 * chance.normal().clamp(-2.0, 2.0))).round().max(1.0) as i64
}

fn rounded(value: f64, places: u8) -> f64 {
    let scale = 10f64.powi(i32::from(places));
    (value * scale).round() / scale
}

fn by_chance(fact: &Fact, period: Period, walk: &mut f64, chance: &mut Chance) -> Point {
    let level = level(fact, period);
    match fact.draw {
        Draw::Value { spread, people } => {
            let bottom = (people > 0).then(|| about(people, chance));
            let value = rounded(level + spread * chance.normal(), fact.places);
            Point { bottom, ..Point::plain(period, value) }
        }
        Draw::Share { people, spread } => {
            let bottom = about(people, chance);
            let moved = level + spread * chance.normal();
            Point::share(period, chance.binomial(bottom, moved / 100.0), bottom)
        }
        Draw::ShareOf { people } => {
            let bottom = people as i64;
            Point::share(period, chance.binomial(bottom, level / 100.0), bottom)
        }
        Draw::Standing { of, spread } => {
            *walk = 0.6 * *walk + spread * chance.normal();
            let top = (of as f64 * (level + *walk) / 100.0).round().clamp(0.0, of as f64);
            Point::share(period, top as i64, of as i64)
        }
        Draw::OnTheDay { spread } | Draw::RollingNumber { spread } => {
            *walk = 0.6 * *walk + spread * chance.normal();
            Point::plain(period, (level + *walk).round().max(0.0))
        }
        Draw::Events { spread } => {
            let rate = level * (1.0 + spread * chance.normal()).max(0.1);
            Point::plain(period, chance.poisson(rate) as f64)
        }
        Draw::Rate { exposure, per, steady } => {
            let bottom = if steady { exposure as i64 } else { about(exposure, chance) };
            rate(period, chance.poisson(level * bottom as f64 / per as f64), bottom, per)
        }
        Draw::Told { .. } | Draw::Agencies | Draw::Deductions | Draw::RollingShare { .. } | Draw::RunningTotal { .. } => {
            Point::plain(period, level)
        }
    }
}

fn rate(period: Period, top: i64, bottom: i64, per: u64) -> Point {
    Point { value: top as f64 * per as f64 / bottom as f64, ..Point::share(period, top, bottom) }
}

/// A published value: exactly it, or, for what is counted, people whose share shows as it.
fn told(fact: &Fact, period: Period, said: f64, at: usize, chance: &mut Chance) -> Point {
    match fact.draw {
        Draw::Share { people, .. } => {
            let from = about(people, chance);
            let reach = if people >= 1_000 { 100 } else { (people as i64 / 20).max(6) };
            shown_as(fact, period, said, from..=from + reach)
        }
        Draw::ShareOf { people } => shown_as(fact, period, said, people as i64..=people as i64),
        Draw::Standing { of, .. } => shown_as(fact, period, said, of as i64..=of as i64),
        Draw::Rate { exposure, per, steady } => {
            let from = if steady { exposure as i64 } else { about(exposure, chance) };
            let near = |bottom: i64| rate(period, (said * bottom as f64 / per as f64).round() as i64, bottom, per);
            let reach = if steady { 0 } else { 200 };
            (from..=from + reach)
                .map(near)
                .min_by(|a, b| (a.value - said).abs().total_cmp(&(b.value - said).abs()))
                .unwrap_or_else(|| Point::plain(period, said))
        }
        Draw::Told { people } => match people.get(at) {
            Some(&people) => shown_as(fact, period, said, people as i64..=people as i64),
            None => Point::plain(period, said),
        },
        Draw::Value { people, .. } if people > 0 => Point { bottom: Some(about(people, chance)), ..Point::plain(period, said) },
        _ => Point::plain(period, said),
    }
}

/// Of the numbers of people in `among`, the one with a share that shows as `said` and lies nearest to it, not below.
fn shown_as(fact: &Fact, period: Period, said: f64, among: std::ops::RangeInclusive<i64>) -> Point {
    let places = usize::from(fact.places);
    let wanted = rounding::shown(said, places);
    among
        .flat_map(|bottom| {
            let exact = said / 100.0 * bottom as f64;
            [exact.ceil() as i64, exact.floor() as i64].map(|top| Point::share(period, top.min(bottom), bottom))
        })
        .filter(|point| rounding::shown(point.value * 100.0, places) == wanted)
        .min_by(|a, b| {
            let far = |point: &Point| {
                let over = point.value * 100.0 - said;
                if over < -1e-9 { 1.0 - over } else { over }
            };
            far(a).total_cmp(&far(b))
        })
        .unwrap_or_else(|| Point::plain(period, fact.in_unit(said)))
}

/// Moves the drawn values until they average `said`: first all together, then one person, or one last decimal, at a time.
fn settle_mean(fact: &Fact, points: &mut [Point], said: f64) {
    let count = points.len() as f64;
    let short = |points: &[Point]| fact.in_unit(said) - points.iter().map(|point| point.value).sum::<f64>() / count;
    let together = if points.is_empty() { return } else { short(points) };
    for point in points.iter_mut() {
        move_by(fact, point, together);
    }
    for at in 0..points.len() {
        let left = short(points) * count;
        if let Some(point) = points.get_mut(at) {
            move_by(fact, point, left.clamp(-3.0 * step(fact, point), 3.0 * step(fact, point)));
        }
    }
}

/// One person of so many, or the last decimal shown.
fn step(fact: &Fact, point: &Point) -> f64 {
    point.bottom.filter(|_| point.top.is_some()).map_or_else(|| 10f64.powi(-i32::from(fact.places)), |bottom| 1.0 / bottom as f64)
}

fn move_by(fact: &Fact, point: &mut Point, by: f64) {
    match (point.top, point.bottom) {
        (Some(top), Some(bottom)) => {
            let moved = (top + (by * bottom as f64).round() as i64).clamp(0, bottom);
            *point = Point { part: point.part, ..Point::share(point.period, moved, bottom) };
        }
        _ => point.value = rounded(point.value + by, fact.places),
    }
}

/// Twelve months of people and of events, summed; the last twelve settled so that the last share shows as told.
fn rolling_share(fact: &Fact, periods: &[Period], people: i64, chance: &mut Chance) -> Vec<Point> {
    let Some(&Period::Month(first)) = periods.first() else { return Vec::new() };
    let mut months: Vec<(i64, i64)> = (0..periods.len() as i32 + 11)
        .map(|at| {
            let month = Period::Month(first.plus(at - 11));
            let bottom = about(people as u64, chance);
            (chance.binomial(bottom, level(fact, month) / 100.0), bottom)
        })
        .collect();
    let last = months.len().saturating_sub(12);
    if let (Some(&said), Some(tail)) = (fact.told.last(), months.get_mut(last..)) {
        let bottom: i64 = tail.iter().map(|(_, bottom)| bottom).sum();
        let wanted = shown_as(fact, Period::Month(first), said, bottom..=bottom).top.unwrap_or(0);
        let mut left = wanted - tail.iter().map(|(top, _)| top).sum::<i64>();
        while left != 0 {
            let before = left;
            for (top, bottom) in tail.iter_mut() {
                let step = left.signum();
                if left != 0 && (0..=*bottom).contains(&(*top + step)) {
                    *top += step;
                    left -= step;
                }
            }
            if left == before {
                break;
            }
        }
    }
    periods
        .iter()
        .zip(months.windows(12))
        .map(|(&period, year)| Point::share(period, year.iter().map(|m| m.0).sum(), year.iter().map(|m| m.1).sum()))
        .collect()
}

/// Monthly events added up from each April; the last months settled on the told total, where one is told.
fn running_total(fact: &Fact, periods: &[Period], spread: f64, chance: &mut Chance) -> Vec<Point> {
    let Some(&Period::Month(first)) = periods.first() else { return Vec::new() };
    let lead = (i32::from(first.month()) + 8) % 12;
    let mut flows: Vec<(Month, i64)> = (0..periods.len() as i32 + lead)
        .map(|at| {
            let month = first.plus(at - lead);
            let rate = level(fact, Period::Month(month)) * (1.0 + spread * chance.normal()).max(0.2);
            (month, if fact.kind == MeasureKind::YearToDate && fact.unit == "pounds" { rate.round() as i64 } else { chance.poisson(rate) })
        })
        .collect();
    if let Some(&said) = fact.told.last() {
        let year = flows.iter().rposition(|(month, _)| month.month() == 4).unwrap_or(0);
        let mut left = said as i64 - flows.iter().skip(year).map(|(_, flow)| flow).sum::<i64>();
        for _ in 0..left.abs() {
            for (_, flow) in flows.iter_mut().skip(year).rev() {
                if left != 0 && *flow + left.signum() >= 1 {
                    *flow += left.signum();
                    left -= left.signum();
                }
            }
        }
    }
    let mut total = 0;
    flows
        .into_iter()
        .map(|(month, flow)| {
            total = if month.month() == 4 { flow } else { total + flow };
            Point::plain(Period::Month(month), total as f64)
        })
        .skip(lead as usize)
        .collect()
}

#[cfg(test)]
mod tests;
