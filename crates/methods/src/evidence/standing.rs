//! The standing of one known issue.

use quantity::{Date, Period};
use serde::{Deserialize, Serialize};

use super::attribution::{difference, interrupted};
use super::case::{Arithmetic, Case, Explained, Registration};
use super::criteria::{Code, Criterion, Facts, Outcome};
use super::earliest::{self, Earliest};
use super::figures::{BadRow, BadSignal, Baseline, Figures, Lines, figures};
use super::{Refusal, Rule, rare};
use crate::numeric::order::Sum;
use crate::spc::Point;

/// How far the evidence carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    None,
    /// C1 to C3.
    Indicative,
    /// C1 to C6.
    Likely,
    /// C0 to C11.
    Shown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Shown to be fixed.
    Shown,
    NotYet,
    /// A period to account for before anything is concluded.
    Explain,
    /// Evidence points the other way.
    OtherWay,
    /// Nothing agreed or measured.
    Unknown,
}

/// Why the evidence points the other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherWay {
    BadShift,
    BadTrend,
    SeparatedSignals,
    /// The chance that the true level meets the target is under 0.05.
    LevelMissed,
    MovedElsewhere,
}

/// The answer for one known issue, kept as it is and drawn later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    pub state: State,
    pub grade: Grade,
    /// In order, C0 first.
    pub criteria: Vec<Criterion>,
    pub figures: Figures,
    /// Bad signals left after explanations, each kind once.
    pub bad_signals: Vec<BadSignal>,
    /// Periods to account for.
    pub explain: Vec<Period>,
    pub other_way: Vec<OtherWay>,
    /// The first period of the bad run, where there is one.
    pub worse_since: Option<Period>,
    pub earliest: Option<Earliest>,
    /// The answer has to be asked again after this day.
    pub lapses_on: Option<Date>,
    /// C7 is met by a reasoned note alone.
    pub rests_on_note: bool,
    pub rule: Rule,
}

impl Standing {
    pub fn criterion(&self, code: Code) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.code == code)
    }

    /// What is missing: not met, or not known.
    pub fn failing(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(|c| !c.outcome.passes())
    }

    /// Has a shown standing lapsed by this day, or at a bad signal since?
    pub fn has_lapsed(&self, on: Date) -> bool {
        self.lapses_on.is_some_and(|last| on > last) || !self.bad_signals.is_empty()
    }
}

/// Judges one known issue.
///
/// # Errors
/// A `Refusal` naming what is wrong with the question. Too little evidence is no error: it is *not yet* or *unknown*.
pub fn judge(case: &Case) -> Result<Standing, Refusal> {
    let case = case.prepared()?;
    let rule = &case.rule;
    let arithmetic = case.arithmetic();
    let baseline = Baseline::of(&case.baseline, arithmetic);
    // Without a target nothing about the level can be asked; the other figures stand.
    let target = case.target.or(case.tolerable);
    let lines = Lines { arithmetic, better: case.better, target: target.unwrap_or(f64::NAN), rule };
    let figures = figures(&baseline, &case.window, &lines);
    let signals = Signals::of(&figures, &|row| case.is_explained(row.period, Explained::Signal));

    let mut criteria = vec![registration(&case)];
    criteria.extend(of_figures(&case, &figures, &signals));
    let attribution = attribution(&case);
    let rests_on_note = matches!(attribution.facts, Facts::Attribution { rests_on_note: true, .. });
    criteria.push(attribution);
    criteria.push(displacement(&case));
    criteria.push(quality(&case));
    criteria.push(people(&case));

    let mut other_way = signals.other_way();
    if level_is_missed(&figures, rule) {
        other_way.push(OtherWay::LevelMissed);
    }
    if criteria.iter().any(|c| c.code == Code::C8 && c.outcome == Outcome::NotMet) {
        other_way.push(OtherWay::MovedElsewhere);
    }
    let explain = if other_way.is_empty() { signals.single_periods() } else { Vec::new() };
    let grade = grade(&criteria);
    let state = if target.is_none() || figures.n == 0 {
        State::Unknown
    } else if !other_way.is_empty() {
        State::OtherWay
    } else if !explain.is_empty() {
        State::Explain
    } else if grade == Grade::Shown {
        State::Shown
    } else {
        State::NotYet
    };
    let earliest = (state != State::Shown).then(|| earliest::work(&case, &baseline, &figures, &criteria, state, &explain)).flatten();
    let lapses_on = case.asked_on.and_then(|on| on.checked_add(jiff::Span::new().days(i64::from(rule.lapse_days))).ok());
    Ok(Standing {
        state,
        grade,
        bad_signals: signals.kinds(),
        worse_since: signals.worse_since(),
        criteria,
        figures,
        explain,
        other_way,
        earliest,
        lapses_on,
        rests_on_note,
        rule: case.rule.clone(),
    })
}

/// The chance that the true level meets the target is next to nothing.
///
/// A test period that is still short says nothing final of its level: months of getting better towards the target are not
/// yet, and not the other way. Its shifts and trends are read from the first.
pub(super) fn level_is_missed(figures: &Figures, rule: &Rule) -> bool {
    let long_enough = figures.n >= rule.fewest_periods && figures.days >= rule.fewest_days;
    figures.arithmetic != Arithmetic::Rare
        && (long_enough || !rule.level_waits_for_length)
        && figures.probability_target_met.is_some_and(|p| p < rule.other_way_below)
}

/// Bad rows that no accepted explanation accounts for. Explanations account for single signals only.
pub(super) struct Signals {
    left: Vec<BadRow>,
    explained: Vec<Period>,
    charted: bool,
}

impl Signals {
    pub(super) fn of(figures: &Figures, is_explained: &dyn Fn(&BadRow) -> bool) -> Signals {
        let all = figures.bad.as_deref().unwrap_or_default();
        let (explained, left): (Vec<BadRow>, Vec<BadRow>) = all.iter().partition(|row| row.signal.is_single() && is_explained(row));
        let mut explained: Vec<Period> = explained.iter().map(|row| row.period).collect();
        explained.dedup();
        Signals { left, explained, charted: figures.bad.is_some() }
    }

    fn kinds(&self) -> Vec<BadSignal> {
        let mut kinds: Vec<BadSignal> = self.left.iter().map(|row| row.signal).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    fn single_rows(&self) -> Vec<(usize, Period)> {
        let mut rows: Vec<(usize, Period)> = self.left.iter().filter(|r| r.signal.is_single()).map(|r| (r.row, r.period)).collect();
        rows.dedup();
        rows
    }

    fn single_periods(&self) -> Vec<Period> {
        self.single_rows().into_iter().map(|row| row.1).collect()
    }

    fn worse_since(&self) -> Option<Period> {
        self.left.iter().filter(|r| !r.signal.is_single()).map(|r| r.period).min()
    }

    /// A bad shift or trend, or two single signals with a clear period between them.
    pub(super) fn other_way(&self) -> Vec<OtherWay> {
        let has = |signal| self.left.iter().any(|r| r.signal == signal);
        let mut ways = Vec::new();
        if has(BadSignal::Shift) {
            ways.push(OtherWay::BadShift);
        }
        if has(BadSignal::Trend) {
            ways.push(OtherWay::BadTrend);
        }
        if self.single_rows().windows(2).any(|w| w[1].0 - w[0].0 >= 2) {
            ways.push(OtherWay::SeparatedSignals);
        }
        ways
    }
}

fn grade(criteria: &[Criterion]) -> Grade {
    let all = |codes: &[Code]| criteria.iter().filter(|c| codes.contains(&c.code)).all(|c| c.outcome.passes());
    if !all(&[Code::C1, Code::C2, Code::C3]) {
        Grade::None
    } else if !all(&[Code::C4, Code::C4b, Code::C5, Code::C6]) {
        Grade::Indicative
    } else if !criteria.iter().all(|c| c.outcome.passes()) {
        Grade::Likely
    } else {
        Grade::Shown
    }
}

fn met(is: bool) -> Outcome {
    if is { Outcome::Met } else { Outcome::NotMet }
}

/// C1 to C6, or C1, C3 and C4b of rare events.
pub(super) fn of_figures(case: &Case, figures: &Figures, signals: &Signals) -> Vec<Criterion> {
    let rule = &case.rule;
    let criterion = |code, outcome, facts| Criterion { code, outcome, facts };
    if figures.arithmetic == Arithmetic::Rare {
        return of_rare(case, figures);
    }
    let enough = figures.n >= rule.fewest_periods && figures.days >= rule.fewest_days && figures.baseline_n >= rule.fewest_baseline;
    let duration = Facts::Duration {
        periods: figures.n,
        need_periods: rule.fewest_periods,
        days: figures.days,
        need_days: rule.fewest_days,
        before: figures.baseline_n,
        need_before: rule.fewest_baseline,
    };
    let need = u32::from(rule.shift);
    let shifted = match figures.baseline_mean {
        None => Outcome::Unknown,
        Some(_) if rule.all_but_one => met(figures.n > 1 && figures.on_good_side + 1 >= figures.n),
        Some(_) => met(figures.longest_run >= need),
    };
    let shift = Facts::Shift {
        run: figures.longest_run,
        need,
        baseline_mean: figures.baseline_mean,
        on_good_side: figures.on_good_side,
        of: figures.n,
        all_but_one: rule.all_but_one,
    };
    let stable = if signals.charted { met(signals.left.is_empty()) } else { Outcome::Unknown };
    let stability =
        Facts::Stability { signals: signals.kinds(), unexplained: signals.single_periods(), explained: signals.explained.clone() };
    let level = figures.probability_target_met.map_or(Outcome::Unknown, |p| met(p >= rule.level));
    let level_facts = Facts::Level {
        probability: figures.probability_target_met,
        bar: rule.level,
        mean: figures.mean,
        target: case.target,
        effective_n: figures.effective_n,
    };
    let floor = case.floor.or(case.target);
    let capable = match (figures.capability_limit, floor) {
        (Some(limit), Some(floor)) => met(case.better.is_as_good(limit, floor) == Some(true)),
        _ => Outcome::Unknown,
    };
    let capability =
        floor.map_or(Facts::Nothing, |floor| Facts::Capability { limit: figures.capability_limit, floor, strict: case.floor.is_none() });
    vec![
        criterion(Code::C1, met(enough), duration),
        criterion(Code::C2, shifted, shift),
        criterion(Code::C3, stable, stability),
        criterion(Code::C4, level, level_facts),
        criterion(Code::C5, capable, capability),
        autocorrelation(figures, rule),
    ]
}

/// Above this, autocorrelation is significantly more than `alike` at so many points.
pub fn significant_above(n: u32, alike: f64) -> f64 {
    let n = f64::from(n);
    alike + 1.645 * ((1.0 - alike * alike) / n).sqrt() - 1.0 / n
}

fn autocorrelation(figures: &Figures, rule: &Rule) -> Criterion {
    if figures.arithmetic != Arithmetic::Value {
        return Criterion { code: Code::C6, outcome: Outcome::NotAsked, facts: Facts::Nothing };
    }
    let bound = (figures.n > 0).then(|| significant_above(figures.n, rule.alike));
    let fewest = f64::from(rule.fewest_periods);
    let need = match (figures.lag1_autocorrelation, bound) {
        (Some(rho), Some(bound)) if rho > bound => fewest * (1.0 + rho) / (1.0 - rho),
        _ => fewest,
    };
    let outcome = if figures.n == 0 { Outcome::Unknown } else { met(f64::from(figures.n) >= need) };
    let facts =
        Facts::Autocorrelation { rho: figures.lag1_autocorrelation, significant_above: bound, periods: figures.n, need_periods: need };
    Criterion { code: Code::C6, outcome, facts }
}

fn of_rare(case: &Case, figures: &Figures) -> Vec<Criterion> {
    let rule = &case.rule;
    let tolerable = case.tolerable.unwrap_or(0.0);
    let judged = || case.window.iter().filter(|p| p.judged().is_some());
    let units = judged().map(|p| p.denominator.unwrap_or(1)).fold(0u64, u64::saturating_add);
    let events = judged().filter_map(|p| p.value).sum::<f64>().max(0.0) as u64;
    let needed = rare::clear_units_needed(tolerable, rule.level);
    let upper = rare::upper_bound(events, units, rule.level);
    let periods_needed = if judged().all(|p| p.denominator.is_none()) { needed.unwrap_or(u32::MAX) } else { 1 };
    let duration = Facts::Duration {
        periods: figures.n,
        need_periods: periods_needed,
        days: figures.days,
        need_days: rule.fewest_days,
        before: figures.baseline_n,
        need_before: 0,
    };
    let rare = Facts::Rare { events, units, upper, tolerable, clear_units_needed: needed };
    let outcome = if units == 0 { Outcome::Unknown } else { met(upper.is_some_and(|u| u <= tolerable)) };
    let not_asked = |code| Criterion { code, outcome: Outcome::NotAsked, facts: Facts::Nothing };
    vec![
        Criterion { code: Code::C1, outcome: met(figures.n >= periods_needed && figures.days >= rule.fewest_days), facts: duration },
        not_asked(Code::C2),
        not_asked(Code::C3),
        Criterion { code: Code::C4b, outcome, facts: rare },
        not_asked(Code::C5),
        not_asked(Code::C6),
    ]
}

fn registration(case: &Case) -> Criterion {
    let first = case.start.or(case.window.first().map(|p| p.period));
    let blank = |locked_on, void| Facts::Registration {
        locked_on,
        late: false,
        confirmed_outside: false,
        further_points: 0,
        need_further: 0,
        void,
    };
    let (outcome, facts) = match &case.registration {
        Registration::None => (Outcome::Unknown, blank(None, None)),
        Registration::Void { reason } => (Outcome::NotMet, blank(None, Some(reason.clone()))),
        Registration::Locked { on } => (met(first.is_none_or(|f| *on <= f.first_day())), blank(Some(*on), None)),
        Registration::Late { dated, confirmed_outside, locked_on, .. } => {
            let further = case.window.iter().filter(|p| p.judged().is_some() && p.period.first_day() >= *locked_on).count() as u32;
            let document = *confirmed_outside && first.is_none_or(|f| *dated <= f.first_day());
            let facts = Facts::Registration {
                locked_on: Some(*locked_on),
                late: true,
                confirmed_outside: document,
                further_points: further,
                need_further: case.rule.late_points,
                void: None,
            };
            (met(document && further >= case.rule.late_points), facts)
        }
    };
    Criterion { code: Code::C0, outcome, facts }
}

fn values(points: &[Point]) -> Vec<f64> {
    points.iter().filter_map(Point::judged).collect()
}

fn attribution(case: &Case) -> Criterion {
    let (before, after) = (values(&case.baseline), values(&case.window));
    let series = interrupted(&before, &after);
    let beside = case.comparator.as_ref().and_then(|c| difference((&before, &after), (&values(&c.before), &values(&c.after)), case.better));
    let by_series = series.is_some_and(|s| s.level.is_good(case.better) || s.slope.is_good(case.better));
    let by_comparator = beside.as_ref().is_some_and(|d| d.change.is_good(case.better) && d.beyond_placebos);
    let note = case.mechanism.as_ref().is_some_and(|m| !m.note.trim().is_empty() && !m.by_role.trim().is_empty());
    let outcome = if by_series || by_comparator || note {
        Outcome::Met
    } else if series.is_none() && beside.is_none() {
        Outcome::Unknown
    } else {
        Outcome::NotMet
    };
    let rests_on_note = note && !by_series && !by_comparator;
    Criterion { code: Code::C7, outcome, facts: Facts::Attribution { interrupted: series, difference: beside, note, rests_on_note } }
}

fn displacement(case: &Case) -> Criterion {
    let measures: Vec<_> = case.balancing.iter().map(|b| b.read(&case.rule)).collect();
    let any = |outcome| measures.iter().any(|m| m.outcome == outcome);
    let outcome = if any(Outcome::NotMet) {
        Outcome::NotMet
    } else if measures.is_empty() || any(Outcome::Unknown) {
        Outcome::Unknown
    } else {
        Outcome::Met
    };
    Criterion { code: Code::C8, outcome, facts: Facts::Displacement { measures } }
}

fn quality(case: &Case) -> Criterion {
    let final_points = || case.baseline.iter().chain(&case.window).filter(|p| !p.provisional);
    let expected = final_points().count() as u32;
    let present = final_points().filter(|p| p.value.is_some()).count() as u32;
    let missing: Vec<Period> =
        final_points().filter(|p| p.value.is_none() && !case.is_explained(p.period, Explained::Missing)).map(|p| p.period).collect();
    let Some(quality) = case.quality.filter(|_| expected > 0) else {
        let facts = Facts::Quality {
            present,
            expected,
            need: case.rule.completeness,
            missing,
            same_definition: None,
            checked_outside: None,
            latest_is_old: false,
        };
        return Criterion { code: Code::C9, outcome: Outcome::Unknown, facts };
    };
    let last = case.window.iter().rev().find(|p| p.judged().is_some()).map(|p| p.period);
    let latest_is_old = case.asked_on.zip(last).is_some_and(|(on, last)| on > last.plus(2).last_day());
    let complete = f64::from(present) >= case.rule.completeness * f64::from(expected) && missing.is_empty() && !latest_is_old;
    let outcome = if !complete || quality.same_definition == Some(false) || quality.checked_outside == Some(false) {
        Outcome::NotMet
    } else if quality.same_definition.is_none() || quality.checked_outside.is_none() {
        Outcome::Unknown
    } else {
        Outcome::Met
    };
    let facts = Facts::Quality {
        present,
        expected,
        need: case.rule.completeness,
        missing,
        same_definition: quality.same_definition,
        checked_outside: quality.checked_outside,
        latest_is_old,
    };
    Criterion { code: Code::C9, outcome, facts }
}

fn people(case: &Case) -> Criterion {
    let groups: Vec<_> = case.people.iter().map(|g| (g.clone(), g.outcome(&case.rule))).collect();
    let outcome = if groups.iter().any(|g| g.1 == Outcome::NotMet) {
        Outcome::NotMet
    } else if groups.is_empty() || groups.iter().any(|g| g.1 == Outcome::Unknown) {
        Outcome::Unknown
    } else {
        Outcome::Met
    };
    Criterion { code: Code::C11, outcome, facts: Facts::People { groups } }
}

/// Mean of the test period's values without the given rows, for looking ahead.
pub(super) fn steady_level(window: &[Point], leave_out: &[Period]) -> Option<f64> {
    let steady: Sum = window.iter().filter(|p| !leave_out.contains(&p.period)).filter_map(Point::judged).collect();
    steady.mean()
}
