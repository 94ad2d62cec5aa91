//! What counts as a signal (methods, section 4.2). Runs never cross a missing point or a segment.

use quantity::Direction;
use serde::{Deserialize, Serialize};

use super::Settings;
use super::reading::{PointReading, PointType, Signal};

/// A rule met, with its side. The order is the order in which they name a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    AboveLimit,
    BelowLimit,
    TrendRising,
    TrendFalling,
    TwoInThreeAbove,
    TwoInThreeBelow,
    ShiftAbove,
    ShiftBelow,
}

impl Rule {
    pub const ALL: [Rule; 8] = [
        Rule::AboveLimit,
        Rule::BelowLimit,
        Rule::TrendRising,
        Rule::TrendFalling,
        Rule::TwoInThreeAbove,
        Rule::TwoInThreeBelow,
        Rule::ShiftAbove,
        Rule::ShiftBelow,
    ];

    /// +1 upwards, −1 downwards.
    pub fn sign(self) -> i8 {
        match self {
            Rule::AboveLimit | Rule::TrendRising | Rule::TwoInThreeAbove | Rule::ShiftAbove => 1,
            _ => -1,
        }
    }

    /// In plain words: "above the upper limit".
    pub fn words(self, settings: &Settings) -> String {
        match self {
            Rule::AboveLimit => "above the upper limit".to_owned(),
            Rule::BelowLimit => "below the lower limit".to_owned(),
            Rule::TrendRising => format!("{} or more points in a row rising", settings.trend),
            Rule::TrendFalling => format!("{} or more points in a row falling", settings.trend),
            Rule::TwoInThreeAbove => "two of three points near the upper limit".to_owned(),
            Rule::TwoInThreeBelow => "two of three points near the lower limit".to_owned(),
            Rule::ShiftAbove => format!("{} or more points in a row above the mean", settings.shift),
            Rule::ShiftBelow => format!("{} or more points in a row below the mean", settings.shift),
        }
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// A set of rules, written as a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Rule>", into = "Vec<Rule>")]
pub struct Rules(u8);

impl Rules {
    pub fn insert(&mut self, rule: Rule) {
        self.0 |= rule.bit();
    }

    pub fn has(self, rule: Rule) -> bool {
        self.0 & rule.bit() != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.into_iter().filter(move |rule| self.has(*rule))
    }
}

impl From<Vec<Rule>> for Rules {
    fn from(list: Vec<Rule>) -> Rules {
        let mut rules = Rules::default();
        list.into_iter().for_each(|rule| rules.insert(rule));
        rules
    }
}

impl From<Rules> for Vec<Rule> {
    fn from(rules: Rules) -> Vec<Rule> {
        rules.iter().collect()
    }
}

/// Marks every point of one segment whose `side`, `outside` and `close` are set: rules, the naming rule and its type.
pub(super) fn mark(points: &mut [PointReading], settings: &Settings, better: Direction, two_in_three: bool) {
    outside(points);
    trends(points, usize::from(settings.trend));
    if two_in_three {
        two_of_three(points);
    }
    shifts(points, usize::from(settings.shift));
    name(points, better);
}

fn outside(points: &mut [PointReading]) {
    for point in points.iter_mut() {
        if point.outside == Some(true) {
            point.rules.insert(if point.side == Some(1) { Rule::AboveLimit } else { Rule::BelowLimit });
        }
    }
}

fn sign(value: f64) -> i8 {
    i8::from(value > 0.0) - i8::from(value < 0.0)
}

/// The step into point `at`: 0 where either end is missing, or they are equal.
fn step_into(points: &[PointReading], at: usize) -> i8 {
    let before = at.checked_sub(1).and_then(|i| points.get(i)).and_then(PointReading::judged);
    match (before, points.get(at).and_then(PointReading::judged)) {
        (Some(before), Some(now)) => sign(now - before),
        _ => 0,
    }
}

/// Flags, for each stretch in which `direction` keeps one non-zero value for `length` steps or more, its points: those of the
/// stretch and `before` points ahead of it.
fn flag_runs(
    points: &mut [PointReading],
    length: usize,
    before: usize,
    rules: (Rule, Rule),
    direction: impl Fn(&PointReading, Option<&PointReading>) -> i8,
) {
    let (mut run, mut last) = (0usize, 0i8);
    for at in 0..points.len() {
        let now = match points.get(..=at) {
            Some([.., earlier, point]) => direction(point, Some(earlier)),
            Some([point]) => direction(point, None),
            _ => 0,
        };
        run = if now == last { run + 1 } else { 1 };
        last = now;
        if run >= length && now != 0 {
            let rule = if now > 0 { rules.0 } else { rules.1 };
            // The first time the whole stretch is flagged back; after that each point as it comes.
            let first = if run == length { at + 1 - length - before } else { at };
            points.iter_mut().take(at + 1).skip(first).for_each(|p| p.rules.insert(rule));
        }
    }
}

/// So many points strictly rising or falling are one step fewer, and the point before the first step belongs to them.
fn trends(points: &mut [PointReading], length: usize) {
    flag_runs(points, length.saturating_sub(1), 1, (Rule::TrendRising, Rule::TrendFalling), |point, earlier| {
        match (earlier.and_then(PointReading::judged), point.judged()) {
            (Some(before), Some(now)) => sign(now - before),
            _ => 0,
        }
    });
}

fn shifts(points: &mut [PointReading], length: usize) {
    flag_runs(points, length, 0, (Rule::ShiftAbove, Rule::ShiftBelow), |point, _| point.side.unwrap_or(0));
}

fn two_of_three(points: &mut [PointReading]) {
    if points.iter().filter(|p| p.close == Some(true)).count() < 2 {
        return;
    }
    for last in 2..points.len() {
        let Some(window) = points.get_mut(last - 2..=last) else { continue };
        let side = window[0].side.unwrap_or(0);
        let same = side != 0 && window.iter().all(|p| p.side == Some(side));
        if same && window.iter().filter(|p| p.close == Some(true)).count() >= 2 {
            let rule = if side > 0 { Rule::TwoInThreeAbove } else { Rule::TwoInThreeBelow };
            window.iter_mut().filter(|p| p.close == Some(true)).for_each(|p| p.rules.insert(rule));
        }
    }
}

fn name(points: &mut [PointReading], better: Direction) {
    for at in 0..points.len() {
        let Some(bits) = points.get(at).map(|p| p.rules.0) else { continue };
        // Bits stand in the order in which rules name a point.
        let rule = Rule::ALL.get(bits.trailing_zeros() as usize).copied().map(|rule| match rule {
            // A trend is named by the step out of the point where the next belongs to a trend too, else by the step into it.
            Rule::TrendRising | Rule::TrendFalling => {
                let out = if points.get(at + 1).is_some_and(in_trend) { step_into(points, at + 1) } else { 0 };
                match if out != 0 { out } else { step_into(points, at) } {
                    0 => rule,
                    1 => Rule::TrendRising,
                    _ => Rule::TrendFalling,
                }
            }
            other => other,
        });
        if let Some(point) = points.get_mut(at) {
            point.rule = rule;
            point.kind = match rule {
                Some(rule) => meaning(rule, better),
                None if point.judged().is_some() => PointType::CommonCause,
                None => PointType::NotJudged,
            };
        }
    }
}

fn in_trend(point: &PointReading) -> bool {
    point.rules.has(Rule::TrendRising) || point.rules.has(Rule::TrendFalling)
}

/// What a rule says, in the direction of good.
pub fn meaning(rule: Rule, better: Direction) -> PointType {
    match rule.sign() * better.sign() {
        1 => PointType::Improvement,
        -1 => PointType::Concern,
        _ if rule.sign() > 0 => PointType::High,
        _ => PointType::Low,
    }
}

/// The stretches in which each rule holds within one segment that begins at row `offset`, in order of their first row.
pub(super) fn signals(points: &[PointReading], offset: usize, better: Direction, into: &mut Vec<Signal>) {
    let seen = points.iter().fold(0, |seen, p| seen | p.rules.0);
    if seen == 0 {
        return;
    }
    let began = into.len();
    for rule in Rules(seen).iter() {
        // Of two in three only the close points are marked: one between them, or two, belongs to the same signal.
        let bridge = if matches!(rule, Rule::TwoInThreeAbove | Rule::TwoInThreeBelow) { 2 } else { 1 };
        let mut open: Option<(usize, usize)> = None;
        for at in (0..points.len()).filter(|at| points.get(*at).is_some_and(|p| p.rules.has(rule))) {
            open = match open {
                Some((first, last)) if at - last <= bridge => Some((first, at)),
                Some(done) => {
                    push(points, offset, better, rule, done, into);
                    Some((at, at))
                }
                None => Some((at, at)),
            };
        }
        if let Some(done) = open {
            push(points, offset, better, rule, done, into);
        }
    }
    if let Some(new) = into.get_mut(began..) {
        new.sort_by_key(|s| (s.first, s.rule));
    }
}

fn push(points: &[PointReading], offset: usize, better: Direction, rule: Rule, (first, last): (usize, usize), into: &mut Vec<Signal>) {
    if let (Some(from), Some(to)) = (points.get(first), points.get(last)) {
        into.push(Signal {
            rule,
            kind: meaning(rule, better),
            first: offset + first,
            last: offset + last,
            from: from.period,
            to: to.period,
        });
    }
}
