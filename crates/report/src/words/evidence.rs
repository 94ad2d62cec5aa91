//! Where a known issue stands, and why: six plain groups, always the same and in the same order.

use methods::evidence::{Code, Criterion, Earliest, ErrorRates, Facts, OtherWay, Outcome, Standing, State};
use model::readiness::Standing as Summed;
use quantity::period::Cadence;
use quantity::{Period, Unit};

use super::count::{self, amount, brief, list, periods, sentence};
use crate::page::Look;
use crate::table::{Cell, Column, Table};

/// How figures of the measure are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub unit: Unit,
    /// Decimals of a data point.
    pub places: usize,
    pub cadence: Cadence,
}

impl Shown {
    /// An average or a limit, with its unit: `24.1 weeks`.
    pub fn stat(&self, value: f64) -> String {
        amount(&self.unit, value, self.places.max(1))
    }

    /// A line somebody set, or a figure beside one that has its unit: `26`, `90%`.
    fn bare(&self, value: f64) -> String {
        count::plain_label(&self.unit, value, self.places.max(1))
    }

    fn periods(&self, count: u32) -> String {
        count::of_things(u64::from(count), self.cadence.word(), &format!("{}s", self.cadence.word()))
    }
}

/// A standing in a few words with its look, as a list or a heading says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingSaid {
    pub look: Look,
    pub word: String,
}

/// The standing as it is summed up on a record, without its figures.
pub fn summed(standing: Summed) -> StandingSaid {
    let (look, word) = match standing {
        Summed::Shown => (Look::Shown, "Shown to be fixed"),
        Summed::NotYet => (Look::NotYet, "Not yet"),
        Summed::Explain => (Look::NotYet, "Not yet: something to explain"),
        Summed::PointsTheOtherWay => (Look::Away, "Evidence points the other way"),
        Summed::MovedElsewhere => (Look::Away, "Moved elsewhere, not solved"),
        Summed::Unknown => (Look::Unknown, "Not known"),
    };
    StandingSaid { look, word: word.to_owned() }
}

/// As it is kept on the record.
pub fn to_summed(standing: &Standing) -> Summed {
    match standing.state {
        State::Shown => Summed::Shown,
        State::NotYet => Summed::NotYet,
        State::Explain => Summed::Explain,
        State::OtherWay if standing.other_way.contains(&OtherWay::MovedElsewhere) => Summed::MovedElsewhere,
        State::OtherWay => Summed::PointsTheOtherWay,
        State::Unknown => Summed::Unknown,
    }
}

/// `Not yet: 5 months short`, `Not yet: explain October`, `Shown to be fixed`.
pub fn standing(standing: &Standing, shown: &Shown) -> StandingSaid {
    let word = match standing.state {
        State::Explain => format!("Not yet: explain {}", list(&standing.explain.iter().map(|p| brief(*p)).collect::<Vec<_>>())),
        State::NotYet => format!("Not yet: {}", not_yet(standing, shown)),
        _ => return summed(to_summed(standing)),
    };
    StandingSaid { look: Look::NotYet, word }
}

/// The one thing that says most about what is missing.
fn not_yet(standing: &Standing, shown: &Shown) -> String {
    let failing = |code: Code| standing.criterion(code).filter(|c| !c.outcome.passes());
    if let Some(short) = failing(Code::C1).and_then(|c| short_by(&c.facts)) {
        return format!(
            "{} {} short",
            short,
            if short == 1 { shown.cadence.word().to_owned() } else { format!("{}s", shown.cadence.word()) }
        );
    }
    let first = standing.failing().next().map(|c| c.code);
    match first {
        Some(Code::C0) => "no test was agreed before",
        Some(Code::C1) => "not long enough",
        Some(Code::C2) => "not clearly better than before",
        Some(Code::C3) => "a bad run",
        Some(Code::C4) => "the level may not be at its aim",
        Some(Code::C4b) => "too soon to call it rare",
        Some(Code::C5) => return format!("a bad {} could pass the floor", shown.cadence.word()),
        Some(Code::C6) => return format!("{}s too much alike", shown.cadence.word()),
        Some(Code::C7) => "the cause is not shown",
        Some(Code::C8) => "it may have moved elsewhere",
        Some(Code::C9) => "the figures are not checked",
        Some(Code::C11) => "people have not confirmed it",
        None => "something is missing",
    }
    .to_owned()
}

fn short_by(facts: &Facts) -> Option<u32> {
    match facts {
        Facts::Duration { periods, need_periods, .. } => need_periods.checked_sub(*periods).filter(|short| *short > 0),
        _ => None,
    }
}

/// One of the six groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub title: &'static str,
    pub look: Look,
    /// `Met`, `5 months short`, `Explain October`.
    pub word: String,
    /// The figures behind it, in a few words; empty where there are none.
    pub note: String,
    /// The criteria it holds: `C1`, `C6`.
    pub codes: Vec<&'static str>,
}

/// Titles of the six groups, in order, with the criteria of each. C10 is asked of the service, not of an issue.
pub const GROUPS: [(&str, &[Code]); 6] = [
    ("Agreed before we looked", &[Code::C0]),
    ("Watched for long enough", &[Code::C1, Code::C6]),
    ("Clearly better, at the right level", &[Code::C2, Code::C4, Code::C4b]),
    ("Steady, with no bad months", &[Code::C3, Code::C5]),
    ("Caused by the fix, not moved elsewhere", &[Code::C7, Code::C8]),
    ("Honest data, and people agree", &[Code::C9, Code::C11]),
];

/// The six groups of one known issue.
pub fn groups(standing: &Standing, shown: &Shown) -> Vec<Group> {
    GROUPS
        .iter()
        .map(|(title, codes)| {
            let criteria: Vec<&Criterion> = codes.iter().filter_map(|code| standing.criterion(*code)).collect();
            let (look, word, note) = group(&criteria, standing, shown);
            Group { title, look, word, note, codes: criteria.iter().map(|c| c.code.as_str()).collect() }
        })
        .collect()
}

/// The six groups of an issue nobody has agreed a test for.
pub fn groups_of_nothing() -> Vec<Group> {
    let words = ["Not agreed", "Not started", "Nothing to judge", "Nothing to judge", "Nothing to judge", "Nothing to judge"];
    GROUPS
        .iter()
        .zip(words)
        .map(|((title, codes), word)| Group {
            title,
            look: Look::Unknown,
            word: word.to_owned(),
            note: String::new(),
            codes: codes.iter().map(|c| c.as_str()).collect(),
        })
        .collect()
}

type Words = (Look, String, String);

fn group(criteria: &[&Criterion], standing: &Standing, shown: &Shown) -> Words {
    let asked: Vec<&Criterion> = criteria.iter().copied().filter(|c| c.outcome != Outcome::NotAsked).collect();
    let worst =
        asked.iter().copied().find(|c| c.outcome == Outcome::NotMet).or(asked.iter().copied().find(|c| c.outcome == Outcome::Unknown));
    let some_met = asked.iter().any(|c| c.outcome.is_met());
    match worst {
        None if asked.is_empty() => (Look::Unknown, "Nothing to judge".to_owned(), String::new()),
        None => {
            let notes: Vec<String> = asked.iter().map(|c| met_note(c, shown)).filter(|n| !n.is_empty()).collect();
            (Look::Shown, "Met".to_owned(), notes.first().cloned().unwrap_or_default())
        }
        Some(criterion) if criterion.outcome == Outcome::Unknown => {
            let others = asked.iter().filter(|c| c.outcome == Outcome::Unknown && c.code != criterion.code);
            let note: Vec<String> =
                others.map(|other| unknown_word(other).to_owned()).filter(|word| word != unknown_word(criterion)).collect();
            // Half of it met and half unknown is not there yet; all of it unknown is not known.
            (if some_met { Look::NotYet } else { Look::Unknown }, unknown_word(criterion).to_owned(), note.join("; "))
        }
        Some(criterion) => not_met(criterion, criteria, standing, shown),
    }
}

fn met_note(criterion: &Criterion, shown: &Shown) -> String {
    match &criterion.facts {
        Facts::Registration { locked_on: Some(on), .. } => format!("Locked on {}", count::plain_date(*on)),
        Facts::Duration { periods, need_periods, .. } => format!("{periods} of {need_periods} {}s", shown.cadence.word()),
        Facts::Level { mean: Some(mean), target: Some(target), .. } => {
            format!("Average {}, aim {}", shown.stat(*mean), shown.bare(*target))
        }
        Facts::Rare { events, units, .. } => format!("{events} in {units}"),
        Facts::Capability { limit: Some(limit), floor, .. } => format!("Limit {}, floor {}", shown.bare(*limit), shown.bare(*floor)),
        Facts::Attribution { rests_on_note: true, .. } => "Rests on a reasoned note".to_owned(),
        Facts::Attribution { interrupted: Some(series), .. } => {
            let way = if series.level.estimate < 0.0 { "less" } else { "more" };
            format!("{} {way} than before", shown.stat(series.level.estimate.abs()))
        }
        Facts::Attribution { difference: Some(difference), .. } => {
            let way = if difference.change.estimate < 0.0 { "less" } else { "more" };
            format!("{} {way} than the comparator", shown.stat(difference.change.estimate.abs()))
        }
        Facts::People { groups } => groups
            .first()
            .map_or_else(String::new, |(group, _)| format!("{} agree", count::people(u64::from(group.agree), u64::from(group.answered)))),
        _ => String::new(),
    }
}

/// What nobody knows: never fine, and never read as a fault.
fn unknown_word(criterion: &Criterion) -> &'static str {
    match criterion.code {
        Code::C0 => "Not agreed",
        Code::C1 => "Not started",
        Code::C8 if matches!(&criterion.facts, Facts::Displacement { measures } if measures.iter().any(|m| m.alarm)) => {
            "Somebody has to look"
        }
        Code::C8 => "Nothing named to watch",
        Code::C9 => "Not checked yet",
        Code::C11 => "People not asked yet",
        Code::C7 => "Cause not said",
        _ => "Nothing to judge",
    }
}

fn not_met(criterion: &Criterion, criteria: &[&Criterion], standing: &Standing, shown: &Shown) -> Words {
    let not_yet = |word: &str, note: String| (Look::NotYet, word.to_owned(), note);
    let word = shown.cadence.word();
    match &criterion.facts {
        Facts::Registration { void: Some(reason), .. } => not_yet("No longer stands", sentence(reason)),
        Facts::Registration { locked_on: None, .. } => (Look::Unknown, "Not agreed".to_owned(), String::new()),
        Facts::Registration { late: true, confirmed_outside: false, .. } => {
            not_yet("Registered late", "Nobody outside the service has confirmed it".to_owned())
        }
        Facts::Registration { late: true, further_points, need_further, .. } => {
            not_yet("Registered late", format!("{further_points} of {need_further} further figures are in"))
        }
        Facts::Registration { .. } => not_yet("Locked after the first figure", String::new()),
        Facts::Duration { periods: have, need_periods, days, need_days, before, need_before } => {
            let note = format!("{have} of {need_periods} {word}s");
            match need_periods.checked_sub(*have).filter(|short| *short > 0) {
                Some(short) => not_yet(&format!("{short} {} short", if short == 1 { word.to_owned() } else { format!("{word}s") }), note),
                None if before < need_before => not_yet(&format!("Too few {word}s before the fix"), format!("{before} of {need_before}")),
                None => not_yet("Not a full year yet", format!("{days} of {need_days} days")),
            }
        }
        Facts::Autocorrelation { need_periods, periods: have, .. } => not_yet(
            &format!("{}s too much alike", sentence(word)),
            format!("{have} of {} needed", quantity::rounding::shown(need_periods.ceil(), 0)),
        ),
        Facts::Shift { run, need, .. } => not_yet("Not there yet", format!("{run} better in a row, {need} needed")),
        Facts::Level { mean: Some(mean), target: Some(target), .. } => {
            let look = if standing.other_way.contains(&OtherWay::LevelMissed) { Look::Away } else { Look::NotYet };
            (look, "Not there yet".to_owned(), format!("Average {}, aim {}", shown.stat(*mean), shown.bare(*target)))
        }
        Facts::Rare { events, units, clear_units_needed, .. } => {
            let need = clear_units_needed.map_or_else(String::new, |n| format!(", {n} clear needed"));
            not_yet("Too soon to call it rare", format!("{events} in {units}{need}"))
        }
        Facts::Stability { .. } => {
            let limit = criteria.iter().find_map(|c| match &c.facts {
                Facts::Capability { limit: Some(limit), floor, .. } if c.outcome == Outcome::NotMet => Some((*limit, *floor)),
                _ => None,
            });
            let note = limit.map_or_else(String::new, |(limit, floor)| {
                format!("The limit, {}, is past the floor of {}", shown.bare(limit), shown.bare(floor))
            });
            let bad = [OtherWay::BadShift, OtherWay::BadTrend, OtherWay::SeparatedSignals];
            if standing.other_way.iter().any(|way| bad.contains(way)) {
                let since = standing.worse_since.map_or_else(String::new, |from| format!(" since {}", brief(from)));
                (Look::Away, format!("Worse{since}"), note)
            } else {
                not_yet(&format!("Explain {}", list(&standing.explain.iter().map(|p| brief(*p)).collect::<Vec<_>>())), note)
            }
        }
        Facts::Capability { limit: Some(limit), floor, .. } => {
            not_yet(&format!("A bad {word} could pass the floor"), format!("Limit {}, floor {}", shown.bare(*limit), shown.bare(*floor)))
        }
        Facts::Attribution { .. } => not_yet("Cause not shown", String::new()),
        Facts::Displacement { measures } => {
            let names: Vec<String> = measures.iter().filter(|m| m.outcome == Outcome::NotMet).map(|m| m.name.clone()).collect();
            (Look::Away, "Moved elsewhere".to_owned(), sentence(&list(&names)))
        }
        Facts::Quality { present, expected, .. } => not_yet("Figures not whole, or not checked", format!("{present} of {expected} are in")),
        Facts::People { groups } if groups.is_empty() => not_yet("People not asked yet", String::new()),
        Facts::People { groups } => {
            let short: Vec<String> = groups
                .iter()
                .filter(|(_, outcome)| !outcome.passes())
                .map(|(group, _)| format!("{}: {}", group.who, count::people(u64::from(group.agree), u64::from(group.answered))))
                .collect();
            not_yet("Too few confirm it", short.join("; "))
        }
        _ => not_yet("Not there yet", String::new()),
    }
}

/// The earliest dates, as whole sentences: with the condition each rests on.
pub fn earliest(earliest: &Earliest, explain: &[Period]) -> Vec<String> {
    let named = list(&explain.iter().map(|p| brief(*p)).collect::<Vec<_>>());
    let mut out = Vec::new();
    if let Some(steady) = earliest.if_steady {
        out.push(if explain.is_empty() {
            format!("If it stays as it is: {} at the earliest.", steady.in_words())
        } else {
            format!("If {named} is explained and accepted: {} at the earliest.", steady.in_words())
        });
    } else if let Some(length) = earliest.by_length {
        out.push(format!("Long enough in {}; its level has to reach the aim as well.", length.in_words()));
    }
    if let Some(again) = earliest.if_begun_again {
        out.push(if explain.is_empty() {
            format!("If a test period is begun again: {} at the earliest.", again.in_words())
        } else {
            format!("If {} stays unexplained: {} at the earliest.", if explain.len() > 1 { "it" } else { named.as_str() }, again.in_words())
        });
    }
    out
}

/// How often the check is wrong, for this very case.
pub fn error_rates(rates: &ErrorRates, shown: &Shown) -> Vec<String> {
    let mut out = vec![
        format!(
            "Of {} made-up services that are truly fixed, at {}, {} are told that they are not.",
            quantity::money::group_thousands(u64::from(rates.runs)),
            shown.stat(rates.fixed_at),
            in_a_hundred(rates.fixed_told_not_ready)
        ),
        format!("Of as many that are truly not, at {}, {}.", shown.stat(rates.unfixed_at), passes(rates.unfixed_passes)),
    ];
    if rates.needs_longer {
        out.push(format!(
            "At most {} and {} are accepted here: the test period has to be longer.",
            in_a_hundred(rates.accepted_fixed_told_not_ready),
            in_a_hundred(rates.accepted_unfixed_passes)
        ));
    }
    out
}

fn passes(share: f64) -> String {
    match share {
        s if s <= 0.0 => "none is called fixed".to_owned(),
        s => format!("{} are called fixed", in_a_hundred(s)),
    }
}

/// `21 in 100`; `fewer than 1 in 100`; `none`.
fn in_a_hundred(share: f64) -> String {
    match (share * 100.0).round() {
        _ if share <= 0.0 => "none".to_owned(),
        n if n < 1.0 => "fewer than 1 in 100".to_owned(),
        n if n >= 100.0 && share < 1.0 => "more than 99 in 100".to_owned(),
        n => format!("{} in 100", quantity::rounding::shown(n, 0)),
    }
}

/// Every check and every number, in order, one click away from the six groups.
pub fn every_check(standing: &Standing, shown: &Shown) -> Table {
    let show = |value: f64| shown.stat(value);
    let rows = standing
        .criteria
        .iter()
        .map(|criterion| {
            vec![
                Cell::words(criterion.code.title()),
                Cell::words(criterion.code.as_str()),
                Cell::words(outcome(criterion.outcome)),
                Cell::words(criterion.sentence(&show)),
            ]
        })
        .collect();
    Table::new(
        "Every check and every number",
        vec![Column::words("Check"), Column::words("Code"), Column::words("Answer"), Column::words("Figures")],
        rows,
    )
}

pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "Met",
        Outcome::NotMet => "Not met",
        Outcome::NotAsked => "Not asked of this kind",
        Outcome::Unknown => "Not known",
    }
}

/// `0 of 2 issues that matter most`.
pub fn shown_so_far(shown: u32, material: u32) -> String {
    match material {
        0 => "No issue has been named that matters most".to_owned(),
        1 => format!("{shown} of 1 issue that matters most"),
        _ => format!("{} issues that matter most", count::people(u64::from(shown), u64::from(material))),
    }
}

/// `eleven months`, for callers that say a length.
pub fn length(shown: &Shown, count: u32) -> String {
    shown.periods(count)
}

/// `12 months`-style length of a test period in words.
pub fn test_length(fewest: u32, cadence: Cadence) -> String {
    periods(u64::from(fewest), cadence)
}
