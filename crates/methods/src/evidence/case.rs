//! The question: one known issue, its measure, and everything offered as evidence.

use quantity::{Date, Direction, MeasureKind, Period};
use serde::{Deserialize, Serialize};

use super::{Balancing, Comparator, Group, Mechanism, Refusal, Rule};
use crate::spc::{self, Point};

/// When and how the test was agreed (C0).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    /// Nobody has agreed one.
    #[default]
    None,
    /// Measure, definition, lines, start, length and settings were locked on a day.
    Locked { on: Date },
    /// Locked after the work began. A dated document shows what was meant, and someone outside the service confirmed it.
    Late { document: String, dated: Date, confirmed_outside: bool, locked_on: Date },
    /// A changed definition, start, setting or a withdrawn figure made it void.
    Void { reason: String },
}

/// What an accepted explanation accounts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Explained {
    /// A single signal of that period: it leaves C3, and nothing else.
    Signal,
    /// The figure's absence: it leaves C9.
    Missing,
}

/// An explanation that was accepted, with its evidence and the role of whoever accepted it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    pub period: Period,
    pub of: Explained,
    pub evidence: String,
    pub accepted_by: String,
}

/// What is known of the data beyond the figures themselves (C9). `None`: not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quality {
    pub same_definition: Option<bool>,
    /// Checked by someone outside the service.
    pub checked_outside: Option<bool>,
}

/// How the figures are worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arithmetic {
    Value,
    Proportion,
    Count,
    /// No, or hardly any, event is tolerable (C4b).
    Rare,
}

/// One known issue and its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    pub kind: MeasureKind,
    pub better: Direction,
    /// Good enough. Of a count: events a period, or for each unit of exposure where that is given.
    pub target: Option<f64>,
    /// Past this it is the issue. Left out, the target is the floor (strict).
    pub floor: Option<f64>,
    /// Rare events: the highest tolerable chance of an event in one period, or unit of exposure where that is given.
    pub tolerable: Option<f64>,
    pub baseline: Vec<Point>,
    /// From the locked start on.
    pub window: Vec<Point>,
    /// The first period of the test period, where it was locked: a figure missing at the start is then seen.
    pub start: Option<Period>,
    pub registration: Registration,
    /// Accepted ones only.
    pub explanations: Vec<Explanation>,
    pub comparator: Option<Comparator>,
    pub mechanism: Option<Mechanism>,
    /// At most three, named in advance.
    pub balancing: Vec<Balancing>,
    pub quality: Option<Quality>,
    /// Users and front-line staff asked.
    pub people: Vec<Group>,
    pub rule: Rule,
    /// The day of asking; without it nothing is said of age or lapse.
    pub asked_on: Option<Date>,
}

impl Case {
    /// A case with figures only: no registration, nobody asked.
    pub fn of_figures(
        kind: MeasureKind,
        better: Direction,
        target: f64,
        floor: Option<f64>,
        baseline: Vec<Point>,
        window: Vec<Point>,
    ) -> Case {
        Case {
            kind,
            better,
            target: Some(target),
            floor,
            tolerable: None,
            baseline,
            window,
            start: None,
            registration: Registration::None,
            explanations: Vec::new(),
            comparator: None,
            mechanism: None,
            balancing: Vec::new(),
            quality: None,
            people: Vec::new(),
            rule: Rule::default(),
            asked_on: None,
        }
    }

    pub fn arithmetic(&self) -> Arithmetic {
        let counted = |points: &[Point]| points.iter().all(|p| p.value.is_none() || (p.numerator.is_some() && p.denominator.is_some()));
        match self.kind {
            _ if self.tolerable.is_some() => Arithmetic::Rare,
            MeasureKind::Proportion if counted(&self.window) && counted(&self.baseline) => Arithmetic::Proportion,
            MeasureKind::Count => Arithmetic::Count,
            _ => Arithmetic::Value,
        }
    }

    pub(super) fn is_explained(&self, period: Period, of: Explained) -> bool {
        self.explanations.iter().any(|e| e.of == of && e.period == period)
    }

    /// Everything that can be refused before a figure is worked; and running totals differenced, periods in order.
    pub(super) fn prepared(&self) -> Result<Case, Refusal> {
        self.rule.check()?;
        if self.better == Direction::Neither {
            return Err(Refusal::NoDirection);
        }
        for (name, line) in [("target", self.target), ("floor", self.floor)] {
            if line.is_some_and(|v| !v.is_finite()) {
                return Err(Refusal::LineNotANumber(name));
            }
        }
        if let (Some(target), Some(floor)) = (self.target, self.floor)
            && self.better.is_as_good(target, floor) == Some(false)
        {
            return Err(Refusal::FloorOnTheWrongSide);
        }
        if let Some(tolerable) = self.tolerable {
            if self.kind != MeasureKind::Count {
                return Err(Refusal::RareNeedsCounts(self.kind));
            }
            if !(tolerable > 0.0 && tolerable < 1.0) {
                return Err(Refusal::TolerableOutOfRange);
            }
        }
        if self.balancing.len() > 3 {
            return Err(Refusal::TooManyBalancing(self.balancing.len()));
        }
        if let Some(bare) = self.explanations.iter().find(|e| e.evidence.trim().is_empty() || e.accepted_by.trim().is_empty()) {
            return Err(Refusal::ExplanationIncomplete(bare.period));
        }
        if let Some(group) = self.people.iter().find(|g| !g.adds_up()) {
            return Err(Refusal::PeopleDoNotAddUp(group.who.clone()));
        }
        let mut case = self.clone();
        match self.kind {
            MeasureKind::Rolling | MeasureKind::Survey => return Err(spc::Refusal::WrongKind(self.kind).into()),
            MeasureKind::YearToDate => case.difference()?,
            _ => {}
        }
        case.baseline = in_order(&case.baseline, None)?;
        case.window = in_order(&case.window, case.start)?;
        if let (Some(last), Some(first)) = (case.baseline.last(), case.window.first())
            && first.period <= last.period
        {
            return Err(Refusal::WindowBeforeBaseline { window: first.period, baseline: last.period });
        }
        Ok(case)
    }

    /// Running totals are taken apart over both stretches together, so that the window's first step is known.
    fn difference(&mut self) -> Result<(), Refusal> {
        let begins = self.window.iter().map(|p| p.period).min();
        let all: Vec<Point> = self.baseline.iter().chain(&self.window).copied().collect();
        let (after, before) =
            spc::difference_year_to_date(&all)?.into_iter().partition(|p| begins.is_some_and(|begins| p.period >= begins));
        (self.baseline, self.window) = (before, after);
        self.kind = MeasureKind::Flow;
        Ok(())
    }
}

/// Sorted, checked, and with a missing point for every period left out, from `start` where one is given.
fn in_order(points: &[Point], start: Option<Period>) -> Result<Vec<Point>, Refusal> {
    let mut sorted = points.to_vec();
    sorted.sort_by_key(|p| p.period);
    if let (Some(start), Some(first)) = (start, sorted.first())
        && start < first.period
        && start.cadence() == first.period.cadence()
    {
        sorted.insert(0, Point::missing(start));
    }
    let Some(first) = sorted.first().map(|p| p.period.cadence()) else { return Ok(sorted) };
    let mut filled: Vec<Point> = Vec::with_capacity(sorted.len());
    for point in sorted {
        if point.value.is_some_and(|v| !v.is_finite()) {
            return Err(spc::Refusal::NotANumber(point.period).into());
        }
        if point.denominator.is_some_and(|n| point.numerator.is_some_and(|k| k > n)) {
            return Err(spc::Refusal::NumeratorAboveDenominator(point.period).into());
        }
        if point.period.cadence() != first {
            return Err(spc::Refusal::MixedPeriods { first, other: point.period.cadence(), at: point.period }.into());
        }
        if let Some(last) = filled.last().map(|p| p.period) {
            if last == point.period {
                return Err(spc::Refusal::RepeatedPeriod(last).into());
            }
            let mut next = last.next();
            while !matches!(next, Period::Day(_)) && next < point.period {
                if filled.len() > 2_000 {
                    return Err(spc::Refusal::GapTooLong { from: last, to: point.period }.into());
                }
                filled.push(Point::missing(next));
                next = next.next();
            }
        }
        filled.push(point);
    }
    Ok(filled)
}
