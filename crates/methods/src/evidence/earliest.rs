//! The earliest date at which an issue could be shown to be fixed: arithmetic on periods still to come, not a forecast.

use quantity::Period;
use serde::{Deserialize, Serialize};

use super::case::{Arithmetic, Case};
use super::criteria::{Code, Criterion};
use super::figures::{Baseline, Figures, Lines, figures};
use super::standing::{Signals, State, of_figures, steady_level};
use crate::spc::Point;

/// Further than this nothing is looked for.
const FURTHEST: u32 = 120;

/// Dates are of the last period whose figure is needed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Earliest {
    /// Long enough, whatever the figures say.
    pub by_length: Option<Period>,
    /// Everything the figures decide, were every coming period at `steady_at` and what is to explain accepted.
    pub if_steady: Option<Period>,
    /// The mean of the test period's figures without those to explain.
    pub steady_at: Option<f64>,
    /// How many more periods `if_steady` takes.
    pub further: Option<u32>,
    /// Something is to explain and stays unexplained, or the evidence points the other way: a test period begun afresh
    /// after the last such figure is long enough.
    pub if_begun_again: Option<Period>,
    /// What waiting alone does not bring.
    pub also_needs: Vec<Code>,
}

pub(super) fn work(
    case: &Case,
    baseline: &Baseline,
    now: &Figures,
    criteria: &[Criterion],
    state: State,
    explain: &[Period],
) -> Option<Earliest> {
    let rule = &case.rule;
    let need = match now.arithmetic {
        Arithmetic::Rare => super::rare::clear_units_needed(case.tolerable?, rule.level)?,
        _ => rule.fewest_periods,
    };
    let also = |steady: Option<Period>| {
        let by_time = [Code::C1, Code::C2, Code::C3, Code::C4, Code::C4b, Code::C5, Code::C6];
        criteria
            .iter()
            .filter(|c| !c.outcome.passes() && (!by_time.contains(&c.code) || (steady.is_none() && matches!(c.code, Code::C4 | Code::C5))))
            .map(|c| c.code)
            .collect()
    };
    let Some(last) = case.window.iter().rev().find(|p| p.judged().is_some()).map(|p| p.period) else {
        let by_length = case.start.map(|start| start.plus(need.min(FURTHEST * 10).saturating_sub(1)));
        return Some(Earliest { by_length, if_steady: None, steady_at: None, further: None, if_begun_again: None, also_needs: also(None) });
    };
    let first = case.window.first().map_or(last, |p| p.period);
    let judged: Vec<Point> = case.window.iter().filter(|p| !p.provisional).copied().collect();
    let by_length = (0..=FURTHEST)
        .find(|more| {
            let end = last.plus(*more);
            let days = first.first_day().until(end.last_day()).map_or(0, |s| s.get_days().unsigned_abs() + 1);
            now.n + more >= need && days >= rule.fewest_days
        })
        .map(|more| last.plus(more));
    let begun_again = match state {
        State::Explain => explain.iter().max().map(|bad| bad.plus(need)),
        State::OtherWay => Some(last.plus(need)),
        _ => None,
    };
    let steady_at = steady_level(&judged, explain);
    let further = if state == State::OtherWay { None } else { steady_further(case, baseline, now, &judged, last, explain) };
    let late = late_points(case, last);
    let further = further.map(|more| more.max(late));
    let if_steady = further.map(|more| last.plus(more));
    Some(Earliest {
        by_length: by_length.map(|p| p.max(last.plus(late))),
        if_steady,
        steady_at,
        further,
        if_begun_again: begun_again,
        also_needs: also(if_steady),
    })
}

/// Further figures that a late registration still waits for.
fn late_points(case: &Case, last: Period) -> u32 {
    let super::Registration::Late { locked_on, .. } = case.registration else { return 0 };
    let under_lock = case.window.iter().filter(|p| p.judged().is_some() && p.period.first_day() >= locked_on).count() as u32;
    let before_lock = (0..FURTHEST).take_while(|more| last.plus(more + 1).first_day() < locked_on).count() as u32;
    if under_lock >= case.rule.late_points { 0 } else { before_lock + case.rule.late_points - under_lock }
}

/// The fewest further steady points with which C1 to C6 are all met, what is to explain being accepted.
fn steady_further(case: &Case, baseline: &Baseline, now: &Figures, judged: &[Point], last: Period, explain: &[Period]) -> Option<u32> {
    let target = case.target.or(case.tolerable)?;
    let lines = Lines { arithmetic: now.arithmetic, better: case.better, target, rule: &case.rule };
    let steady = steady_level(judged, explain)?;
    let mut case = Case { window: judged.to_vec(), ..case.clone() };
    let people = judged.iter().filter_map(|p| p.denominator).max();
    let mut next = last;
    for more in 0..=FURTHEST {
        if more > 0 {
            next = next.next();
            case.window.push(steady_point(now.arithmetic, next, steady, people));
        }
        let figures = figures(baseline, &case.window, &lines);
        let accepted =
            Signals::of(&figures, &|row| explain.contains(&row.period) || case.is_explained(row.period, super::Explained::Signal));
        if accepted.other_way().is_empty() && of_figures(&case, &figures, &accepted).iter().all(|c| c.outcome.passes()) {
            return Some(more);
        }
    }
    None
}

fn steady_point(arithmetic: Arithmetic, period: Period, steady: f64, people: Option<u64>) -> Point {
    match (arithmetic, people) {
        (Arithmetic::Proportion, Some(n)) => Point::of(period, ((steady * n as f64).round() as u64).min(n), n),
        (Arithmetic::Count, exposure) => Point { denominator: exposure, ..Point::new(period, steady.round()) },
        (Arithmetic::Rare, exposure) => Point { denominator: exposure, ..Point::new(period, 0.0) },
        _ => Point::new(period, steady),
    }
}
