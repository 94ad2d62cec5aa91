//! The figures that C1 to C6 rest on, worked once for the answer, the earliest date and the simulator alike.

use quantity::{Direction, MeasureKind, Period};
use serde::{Deserialize, Serialize};

use super::case::Arithmetic;
use super::{Rule, proportion};
use crate::numeric::order::{Sum, lag1, standard_deviation};
use crate::numeric::special::{gamma_at_most, student_t_at_most};
use crate::spc::{self, Ask, Chart, Point, PointType, Settings};

/// A bad signal of the test period's own chart, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadSignal {
    Outside,
    Shift,
    Trend,
    TwoInThree,
}

impl BadSignal {
    pub fn code(self) -> &'static str {
        match self {
            BadSignal::Outside => "outside",
            BadSignal::Shift => "shift",
            BadSignal::Trend => "trend",
            BadSignal::TwoInThree => "two_in_three",
        }
    }

    /// One point, or two near each other: it asks for an explanation and concludes nothing by itself.
    pub fn is_single(self) -> bool {
        matches!(self, BadSignal::Outside | BadSignal::TwoInThree)
    }

    fn of(rule: spc::Rule) -> BadSignal {
        use spc::Rule::*;
        match rule {
            AboveLimit | BelowLimit => BadSignal::Outside,
            TrendRising | TrendFalling => BadSignal::Trend,
            TwoInThreeAbove | TwoInThreeBelow => BadSignal::TwoInThree,
            ShiftAbove | ShiftBelow => BadSignal::Shift,
        }
    }
}

/// A bad signal of one row.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BadRow {
    pub row: usize,
    pub period: Period,
    pub signal: BadSignal,
}

/// Everything worked from the points; `None` where there are too few.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    pub arithmetic: Arithmetic,
    /// Values in the test period, and days from its first to its last day.
    pub n: u32,
    pub days: u32,
    pub baseline_n: u32,
    pub baseline_mean: Option<f64>,
    /// The longest run strictly on the good side of the baseline's mean, and how many points lie there in all.
    pub longest_run: u32,
    pub on_good_side: u32,
    pub mean: Option<f64>,
    pub standard_deviation: Option<f64>,
    pub average_moving_range: Option<f64>,
    pub lower_process_limit: Option<f64>,
    pub upper_process_limit: Option<f64>,
    pub lag1_autocorrelation: Option<f64>,
    pub effective_n: Option<f64>,
    /// Of proportions: how much more the shares vary than their numbers of people make them.
    pub sigma_z: Option<f64>,
    /// The process limit on the bad side.
    pub capability_limit: Option<f64>,
    /// The chance that the true level meets the target.
    pub probability_target_met: Option<f64>,
    /// Bad signals row by row, explained or not. `None`: too few points to chart.
    pub bad: Option<Vec<BadRow>>,
    /// Which chart they came from.
    pub chart: Option<Chart>,
}

/// What is asked of the points.
#[derive(Debug, Clone, Copy)]
pub struct Lines<'a> {
    pub arithmetic: Arithmetic,
    pub better: Direction,
    pub target: f64,
    pub rule: &'a Rule,
}

/// What the baseline gives: its mean, as a share of whole numbers for a proportion.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Baseline {
    pub n: u32,
    pub mean: Option<f64>,
    pub counts: Option<(u64, u64)>,
}

/// One value of a point as the standard sees it: a count divided by its exposure where that is given.
fn level(point: &Point, arithmetic: Arithmetic) -> Option<f64> {
    let value = point.judged()?;
    match (arithmetic, point.denominator) {
        (Arithmetic::Count | Arithmetic::Rare, Some(exposure)) => (exposure > 0).then(|| value / exposure as f64),
        _ => Some(value),
    }
}

impl Baseline {
    pub fn of(points: &[Point], arithmetic: Arithmetic) -> Baseline {
        let values: Sum = points.iter().filter_map(|p| level(p, arithmetic)).collect();
        let n = values.count();
        if arithmetic == Arithmetic::Proportion {
            let counts = points.iter().filter(|p| !p.provisional).filter_map(|p| p.numerator.zip(p.denominator));
            let (k, all) = counts.fold((0u64, 0u64), |(k, n), (a, b)| (k.saturating_add(a), n.saturating_add(b)));
            return Baseline { n, mean: (all > 0).then(|| k as f64 / all as f64), counts: (all > 0).then_some((k, all)) };
        }
        let mean = if arithmetic == Arithmetic::Value { values.mean() } else { rate(points).map(|(x, exposure)| x / exposure) };
        Baseline { n, mean, counts: None }
    }

    /// Strictly on the good side of the mean?
    fn is_better(&self, point: &Point, arithmetic: Arithmetic, better: Direction) -> Option<bool> {
        let value = level(point, arithmetic)?;
        if let (Some((k, n)), Some((all_k, all_n))) = (point.numerator.zip(point.denominator), self.counts) {
            let (left, right) = (u128::from(k) * u128::from(all_n), u128::from(all_k) * u128::from(n));
            return Some(if better == Direction::High { left > right } else { left < right });
        }
        let mean = self.mean?;
        Some(if better == Direction::High { value > mean } else { value < mean })
    }
}

/// Events and exposure of the points that could be judged; a period is one unit where no exposure is given.
pub(super) fn rate(points: &[Point]) -> Option<(f64, f64)> {
    let judged = points.iter().filter(|p| p.judged().is_some());
    let (mut events, mut exposure) = (0.0, 0.0);
    for point in judged {
        events += point.value.unwrap_or(0.0);
        exposure += point.denominator.map_or(1.0, |n| n as f64);
    }
    (exposure > 0.0).then_some((events, exposure))
}

/// Days from the first day of the first period to the last day of the last, both counted.
pub(super) fn days(window: &[Point]) -> u32 {
    let judged = || window.iter().filter(|p| !p.provisional);
    let (Some(first), Some(last)) = (judged().next(), judged().next_back()) else { return 0 };
    first.period.first_day().until(last.period.last_day()).map_or(0, |span| span.get_days().unsigned_abs() + 1)
}

/// Works every figure of a test period, whose points are in order and without gaps.
pub fn figures(baseline: &Baseline, window: &[Point], lines: &Lines) -> Figures {
    let Lines { arithmetic, better, target, rule } = *lines;
    let values: Vec<f64> = window.iter().filter_map(|p| level(p, arithmetic)).collect();
    let (longest_run, on_good_side) = runs(baseline, window, lines);
    let mut figures = Figures {
        arithmetic,
        n: values.len() as u32,
        days: days(window),
        baseline_n: baseline.n,
        baseline_mean: baseline.mean,
        longest_run,
        on_good_side,
        mean: None,
        standard_deviation: None,
        average_moving_range: None,
        lower_process_limit: None,
        upper_process_limit: None,
        lag1_autocorrelation: None,
        effective_n: None,
        sigma_z: None,
        capability_limit: None,
        probability_target_met: None,
        bad: None,
        chart: None,
    };
    match arithmetic {
        Arithmetic::Value => of_values(&mut figures, &values, better, target, rule),
        Arithmetic::Proportion => proportion::work(&mut figures, window, better, target),
        Arithmetic::Count | Arithmetic::Rare => of_counts(&mut figures, window, better, target),
    }
    chart(&mut figures, window, lines);
    figures
}

fn runs(baseline: &Baseline, window: &[Point], lines: &Lines) -> (u32, u32) {
    let (mut run, mut longest, mut all) = (0, 0, 0);
    for point in window.iter().filter(|p| !p.provisional) {
        if baseline.is_better(point, lines.arithmetic, lines.better) == Some(true) {
            run += 1;
            all += 1;
            longest = longest.max(run);
        } else {
            run = 0;
        }
    }
    (longest, all)
}

fn of_values(figures: &mut Figures, values: &[f64], better: Direction, target: f64, rule: &Rule) {
    let n = values.len() as f64;
    figures.mean = values.iter().copied().collect::<Sum>().mean();
    figures.standard_deviation = standard_deviation(values);
    figures.lag1_autocorrelation = lag1(values);
    let rho = figures.lag1_autocorrelation.unwrap_or(0.0);
    let effective = if rho > rule.alike { n * (1.0 - rho) / (1.0 + rho) } else { n };
    figures.effective_n = (!values.is_empty()).then_some(effective);
    let (Some(mean), Some(spread)) = (figures.mean, figures.standard_deviation) else { return };
    if target.is_nan() {
        return;
    }
    let beyond = f64::from(better.sign()) * (mean - target);
    figures.probability_target_met = if spread > 0.0 {
        student_t_at_most(beyond / (spread / effective.sqrt()), n - 1.0)
    } else {
        // A constant test period: on the target it is a toss, off it it is certain.
        Some(if beyond > 0.0 {
            1.0
        } else if beyond < 0.0 {
            0.0
        } else {
            0.5
        })
    };
}

/// Of counts: Gamma(x + ½, exposure) for the rate.
fn of_counts(figures: &mut Figures, window: &[Point], better: Direction, target: f64) {
    let Some((events, exposure)) = rate(window) else { return };
    figures.mean = Some(events / exposure);
    let below = gamma_at_most(target, events + 0.5, exposure);
    figures.probability_target_met = if better == Direction::Low { below } else { below.map(|p| 1.0 - p) };
    let units: Vec<f64> = window.iter().filter(|p| p.judged().is_some()).map(|p| p.denominator.map_or(1.0, |n| n as f64)).collect();
    if let Some(unit) = crate::numeric::order::median(&units).filter(|u| *u > 0.0) {
        figures.capability_limit = super::rare::poisson_limit(events / exposure * unit, better).map(|count| count / unit);
    }
}

/// The test period's own unscreened chart: limits and bad signals.
fn chart(figures: &mut Figures, window: &[Point], lines: &Lines) {
    let exposed =
        window.iter().any(|p| p.judged().is_some()) && window.iter().all(|p| p.judged().is_none() || p.denominator.is_some_and(|n| n > 0));
    let often = spc::rare::mean_count(window).is_some_and(|mean| mean >= spc::RARE_BELOW);
    let rates: Vec<Point>;
    let (kind, window) = match lines.arithmetic {
        Arithmetic::Value => (MeasureKind::Value, window),
        Arithmetic::Proportion => (MeasureKind::Proportion, window),
        // Counts that are charted as values are charted by their exposure, where it is known.
        Arithmetic::Count if exposed && often => {
            rates = window.iter().map(|p| Point { value: level(p, Arithmetic::Count), ..*p }).collect();
            (MeasureKind::Rate, rates.as_slice())
        }
        Arithmetic::Count => (MeasureKind::Count, window),
        Arithmetic::Rare => return,
    };
    let settings = Settings { screen: false, trend: lines.rule.trend, shift: lines.rule.shift, ..Settings::NHS_EXCEL };
    let Ok(reading) = spc::read(window, &Ask::new(kind, lines.better).with_settings(settings)) else { return };
    figures.chart = Some(reading.chart);
    if reading.chart == Chart::Xmr
        && let Some(segment) = reading.segments.first()
    {
        figures.average_moving_range = segment.average_moving_range;
        figures.lower_process_limit = segment.lower;
        figures.upper_process_limit = segment.upper;
        figures.capability_limit = if lines.better == Direction::High { segment.lower } else { segment.upper };
    }
    let mut bad = Vec::new();
    for (row, point) in reading.points.iter().enumerate() {
        for rule in point.rules.iter().filter(|rule| spc::rules::meaning(*rule, reading.better) == PointType::Concern) {
            bad.push(BadRow { row, period: point.period, signal: BadSignal::of(rule) });
        }
    }
    figures.bad = Some(bad);
}
