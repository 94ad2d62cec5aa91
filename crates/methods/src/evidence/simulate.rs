//! How often the check is wrong, for this very case: made-up services run through the rule that ships.

use quantity::{Direction, MeasureKind, Period};
use serde::{Deserialize, Serialize};

use super::case::{Arithmetic, Case};
use super::figures::{Baseline, Lines, figures};
use super::standing::{Signals, level_is_missed, of_figures};
use super::{Refusal, Rule};
use crate::numeric::draw::Draw;
use crate::numeric::order::{lag1, standard_deviation};
use crate::spc::{self, Ask, Point};

/// A made-up service: how it was, how it is, and the lines it is held to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    pub better: Direction,
    pub target: f64,
    pub floor: Option<f64>,
    pub baseline_periods: u32,
    pub baseline_mean: f64,
    pub baseline_deviation: f64,
    pub window_periods: u32,
    /// The true level now.
    pub mean: f64,
    pub deviation: f64,
    /// Lag-1 autocorrelation of the test period, −0.9 to 0.9.
    pub rho: f64,
    /// Of a proportion: people a period. Means are then shares, and chance alone makes the spread.
    pub people: Option<u64>,
}

/// How often runs ended so, as shares.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ends {
    /// C1 to C6 all met.
    pub passes: f64,
    pub other_way: f64,
    /// A period to explain, nothing worse.
    pub explain: f64,
}

/// How often the check is wrong, and whether that is more than the authority accepts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErrorRates {
    pub runs: u32,
    pub seed: u64,
    /// The true level of the fixed and of the unfixed service.
    pub fixed_at: f64,
    pub unfixed_at: f64,
    pub fixed: Ends,
    pub unfixed: Ends,
    /// Chance that a truly fixed service is told it is not.
    pub fixed_told_not_ready: f64,
    /// Chance that an unfixed one passes.
    pub unfixed_passes: f64,
    pub accepted_fixed_told_not_ready: f64,
    pub accepted_unfixed_passes: f64,
    /// One of the two is more than is accepted: a longer test period is needed.
    pub needs_longer: bool,
}

impl Service {
    /// The service of a case: spread and autocorrelation as its figures have them, without points outside their own limits,
    /// which are of another cause. `None` with too few figures.
    pub fn of(case: &Case) -> Option<Service> {
        let judged = |points: &[Point]| match spc::read(points, &Ask::new(MeasureKind::Value, case.better)) {
            Ok(reading) => reading.points.iter().filter(|p| p.outside != Some(true)).filter_map(|p| p.judged()).collect::<Vec<f64>>(),
            Err(_) => points.iter().filter_map(Point::judged).collect(),
        };
        let (before, after) = (judged(&case.baseline), judged(&case.window));
        let spread = if after.len() >= 8 { standard_deviation(&after)? } else { standard_deviation(&before)? };
        let alike = lag1(&before).unwrap_or(0.0);
        let people: Vec<f64> = case.window.iter().chain(&case.baseline).filter_map(|p| p.denominator).map(|n| n as f64).collect();
        let proportion = case.arithmetic() == Arithmetic::Proportion;
        let target = case.target?;
        let people = if proportion { crate::numeric::order::median(&people).map(|n| n.round() as u64) } else { None };
        // Of a proportion the deviation is what chance makes of its number of people.
        let chance = people.filter(|n| *n > 0).map(|n| (target * (1.0 - target) / n as f64).max(0.0).sqrt());
        Some(Service {
            better: case.better,
            target,
            floor: case.floor,
            baseline_periods: case.baseline.iter().filter(|p| p.judged().is_some()).count() as u32,
            baseline_mean: crate::numeric::order::mean(&before)?,
            baseline_deviation: standard_deviation(&before)?,
            window_periods: case.rule.fewest_periods.max(case.window.iter().filter(|p| p.judged().is_some()).count() as u32),
            mean: target,
            deviation: chance.unwrap_or(spread),
            rho: if alike > case.rule.alike { alike.min(0.9) } else { 0.0 },
            people,
        })
    }

    /// A service that truly clears its target by one standard deviation.
    pub fn fixed(&self) -> Service {
        let mean = self.target + f64::from(self.better.sign()) * self.deviation;
        Service { mean: if self.people.is_some() { mean.clamp(0.0, 1.0) } else { mean }, ..self.clone() }
    }

    /// A service stuck half way between target and floor; without a floor, one standard deviation short of the target.
    pub fn unfixed(&self) -> Service {
        let short = self.target - f64::from(self.better.sign()) * self.deviation;
        let mean = self.floor.filter(|f| *f != self.target).map_or(short, |floor| 0.5 * (self.target + floor));
        Service { mean: if self.people.is_some() { mean.clamp(0.0, 1.0) } else { mean }, ..self.clone() }
    }

    fn check(&self) -> Result<(), Refusal> {
        let numbers = [self.target, self.baseline_mean, self.baseline_deviation, self.mean, self.deviation, self.rho];
        if numbers.iter().any(|v| !v.is_finite()) {
            return Err(Refusal::CannotSimulate("a figure is not a number."));
        }
        if self.better == Direction::Neither {
            return Err(Refusal::NoDirection);
        }
        if self.deviation < 0.0 || self.baseline_deviation < 0.0 || self.rho.abs() > 0.9 {
            return Err(Refusal::CannotSimulate("spreads cannot be negative, and autocorrelation lies within −0.9 and 0.9."));
        }
        if !(3..=520).contains(&self.window_periods) || !(1..=520).contains(&self.baseline_periods) {
            return Err(Refusal::CannotSimulate("periods have to number 3 to 520 in the test period, and 1 to 520 before it."));
        }
        if self.people.is_some_and(|n| n == 0 || n > 10_000_000) || self.people.is_some_and(|_| !(0.0..=1.0).contains(&self.mean)) {
            return Err(Refusal::CannotSimulate("a share needs a number of people and a level between 0 and 1."));
        }
        Ok(())
    }
}

/// Runs one made-up service through C1 to C6 so many times.
///
/// # Errors
/// `CannotSimulate` and `SettingOutOfRange`.
pub fn run(service: &Service, rule: &Rule, runs: u32, seed: u64) -> Result<Ends, Refusal> {
    rule.check()?;
    service.check()?;
    if !(1..=1_000_000).contains(&runs) {
        return Err(Refusal::CannotSimulate("runs have to number 1 to 1,000,000."));
    }
    let arithmetic = if service.people.is_some() { Arithmetic::Proportion } else { Arithmetic::Value };
    let kind = if service.people.is_some() { MeasureKind::Proportion } else { MeasureKind::Value };
    let start = Period::month(2000, 1).ok_or(Refusal::CannotSimulate("no first month."))?;
    let months = |count: u32, first: Period| {
        std::iter::successors(Some(first), |period| Some(period.next())).take(count as usize).map(Point::missing).collect::<Vec<Point>>()
    };
    let mut baseline = months(service.baseline_periods, start);
    let mut window = months(service.window_periods, start.plus(service.baseline_periods));
    let lines = Lines { arithmetic, better: service.better, target: service.target, rule };
    let case = Case { rule: rule.clone(), ..Case::of_figures(kind, service.better, service.target, service.floor, Vec::new(), Vec::new()) };
    let mut chance = Draw::of(seed, 0);
    let (mut passes, mut other, mut explain) = (0u32, 0u32, 0u32);
    for _ in 0..runs {
        draw(&mut chance, &mut baseline, service.baseline_mean, service.baseline_deviation, 0.0, service.people);
        draw(&mut chance, &mut window, service.mean, service.deviation, service.rho, service.people);
        let figures = figures(&Baseline::of(&baseline, arithmetic), &window, &lines);
        let signals = Signals::of(&figures, &|_| false);
        if level_is_missed(&figures, rule) || !signals.other_way().is_empty() {
            other += 1;
        } else if of_figures(&case, &figures, &signals).iter().all(|c| c.outcome.passes()) {
            passes += 1;
        } else if figures.bad.as_ref().is_some_and(|bad| !bad.is_empty()) {
            explain += 1;
        }
    }
    let share = |count: u32| f64::from(count) / f64::from(runs);
    Ok(Ends { passes: share(passes), other_way: share(other), explain: share(explain) })
}

fn draw(chance: &mut Draw, points: &mut [Point], mean: f64, deviation: f64, rho: f64, people: Option<u64>) {
    let fresh = (1.0 - rho * rho).sqrt();
    let mut state = chance.normal();
    for (at, point) in points.iter_mut().enumerate() {
        if let Some(n) = people {
            *point = Point::of(point.period, chance.binomial(n, mean.clamp(0.0, 1.0)), n);
            continue;
        }
        if at > 0 {
            state = rho * state + fresh * chance.normal();
        }
        point.value = Some(mean + deviation * state);
    }
}

/// How often this check tells a truly fixed service *not ready*, and passes an unfixed one, `runs` times each.
///
/// The same seed gives the same answer to the bit.
///
/// # Errors
/// As `run`.
pub fn simulate(service: &Service, rule: &Rule, runs: u32, seed: u64) -> Result<ErrorRates, Refusal> {
    let (fixed_service, unfixed_service) = (service.fixed(), service.unfixed());
    let fixed = run(&fixed_service, rule, runs, seed)?;
    let unfixed = run(&unfixed_service, rule, runs, seed.wrapping_add(1))?;
    let told = 1.0 - fixed.passes;
    Ok(ErrorRates {
        runs,
        seed,
        fixed_at: fixed_service.mean,
        unfixed_at: unfixed_service.mean,
        fixed,
        unfixed,
        fixed_told_not_ready: told,
        unfixed_passes: unfixed.passes,
        accepted_fixed_told_not_ready: rule.fixed_told_not_ready,
        accepted_unfixed_passes: rule.unfixed_passes,
        needs_longer: told > rule.fixed_told_not_ready || unfixed.passes > rule.unfixed_passes,
    })
}

/// The shortest test period, in steps of six periods up to `longest`, at which both errors are accepted.
///
/// # Errors
/// As `run`.
pub fn length_needed(service: &Service, rule: &Rule, runs: u32, seed: u64, longest: u32) -> Result<Option<u32>, Refusal> {
    let mut periods = service.window_periods;
    while periods <= longest {
        if !simulate(&Service { window_periods: periods, ..service.clone() }, rule, runs, seed)?.needs_longer {
            return Ok(Some(periods));
        }
        periods += 6;
    }
    Ok(None)
}
