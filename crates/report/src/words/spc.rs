//! What a control chart says.

use methods::spc::{Preset, Reading, Rule};
use quantity::period::Cadence;
use quantity::{Direction, Period, Unit};

use super::count::{amount, brief, number, periods, sentence};
use crate::chart::mark::{Mark, against_before};
use crate::chart::spc_chart::Facts;
use crate::table::{Cell, Table};

pub(crate) const WORSE_OR_EXPLAIN: &str = "Worse, or to be explained";
pub(crate) const MISSING_OR_TO_COME: &str = "No figure, or still to come";
pub(crate) const NOT_GIVEN: &str = "No figure";

/// What a mark means, for the key.
pub fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Chance => "Chance",
        Mark::Better => "Better",
        Mark::Explain => "Explain this one",
        Mark::Worse => "Worse",
        Mark::Explained => "Explained, and accepted",
        Mark::Changed => "Changed",
        Mark::Provisional => "Provisional: not judged yet",
        Mark::Missing => "No figure",
        Mark::ToCome => "Still to come",
    }
}

/// `Explain this month`.
pub(crate) fn explain(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Day => "Explain this day",
        Cadence::Week => "Explain this week",
        Cadence::Month => "Explain this month",
        Cadence::Quarter => "Explain this quarter",
        Cadence::Year => "Explain this year",
    }
}

pub(crate) fn period_column(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Day => "Day",
        Cadence::Week => "Week",
        Cadence::Month => "Month",
        Cadence::Quarter => "Quarter",
        Cadence::Year => "Year",
    }
}

pub(crate) fn people_column(counted: &str) -> String {
    if counted.is_empty() { "Number".to_owned() } else { sentence(counted) }
}

/// The measure's own name, or what a chart of rare events plots instead.
pub(crate) fn value_column(facts: &Facts<'_>) -> String {
    match facts.reading.chart {
        methods::spc::Chart::T => "Days since the event before".to_owned(),
        methods::spc::Chart::G => "Opportunities since the event before".to_owned(),
        methods::spc::Chart::Xmr | methods::spc::Chart::PPrime => facts.of.name.clone(),
    }
}

/// `Show the 36 months as a table`.
pub fn show_as_table(table: &Table) -> String {
    let cadence = table.rows.first().and_then(|row| row.first()).and_then(|cell| match cell {
        Cell::Period(period) => Some(period.cadence()),
        _ => None,
    });
    match (cadence, table.rows.len()) {
        (_, 0 | 1) => "Show this as a table".to_owned(),
        (Some(cadence), rows) => format!("Show the {rows} {}s as a table", cadence.word()),
        (None, rows) => format!("Show the {rows} rows as a table"),
    }
}

/// `Drawn here: the last 18 months. The table has all 36.`; none where all are drawn.
pub(crate) fn drawn_here(drawn: usize, all: usize, cadence: Cadence) -> Option<String> {
    (drawn < all).then(|| format!("Drawn here: the last {drawn} {}s. The table has all {all}.", cadence.word()))
}

/// The tab over a test period, longest first: the drawing takes the first that fits.
pub(crate) fn test_tab(come: u64, fewest: u64, cadence: Cadence) -> Vec<String> {
    let many = if fewest == 1 { cadence.word().to_owned() } else { format!("{}s", cadence.word()) };
    vec![
        format!("Test period: {come} of {fewest} {many}"),
        format!("Test: {come} of {fewest} {many}"),
        format!("Test: {come} of {fewest}"),
        "Test".to_owned(),
    ]
}

/// Beside a double upright, longest first.
pub(crate) fn break_labels(given: &str, from: Period) -> Vec<String> {
    let mut labels = Vec::new();
    if !given.is_empty() {
        labels.push(format!("{given}, {}", from.in_words()));
        labels.push(given.to_owned());
    }
    labels.push(format!("Work changed, {}", from.in_words()));
    labels.push("Work changed".to_owned());
    labels
}

/// `October: 32.0`.
pub(crate) fn callout(period: Period, figure: &str) -> String {
    format!("{}: {figure}", brief(period))
}

/// `Median weeks before a planned move on, Northvale, November 2023 to October 2026`.
pub(crate) fn title(facts: &Facts<'_>) -> String {
    let place = if facts.of.place.is_empty() { String::new() } else { format!(", {}", facts.of.place) };
    format!("{}{place}, {}", facts.of.name, span(facts))
}

fn span(facts: &Facts<'_>) -> String {
    let points = &facts.reading.points;
    match (points.first(), points.last()) {
        (Some(first), Some(last)) if first.period != last.period => format!("{} to {}", first.period.in_words(), last.period.in_words()),
        (Some(only), _) => only.period.in_words(),
        _ => "no data points".to_owned(),
    }
}

fn good(direction: Direction) -> &'static str {
    match direction {
        Direction::High => "Higher is better.",
        Direction::Low => "Lower is better.",
        Direction::Neither => "Neither high nor low is good.",
    }
}

/// What, where, when, of how many, which way is good, and where the scale starts.
pub(crate) fn subtitle(facts: &Facts<'_>) -> String {
    let each = match facts.reading.chart {
        methods::spc::Chart::T | methods::spc::Chart::G => {
            format!("{}: {}", facts.of.name, value_column(facts).to_lowercase())
        }
        _ => format!("{}, each {}", facts.of.name, facts.cadence.word()),
    };
    let place = if facts.of.place.is_empty() { String::new() } else { format!(", {}", facts.of.place) };
    let mut out = format!("{each}{place}, {}.", span(facts));
    if let Some(people) = about_people(facts) {
        out.push_str(&format!(" {people}"));
    }
    out.push_str(&format!(" {}", good(facts.reading.better)));
    if facts.scale.low != 0.0 {
        out.push_str(&format!(" The scale starts at {}.", facts.scale.label(&facts.unit, facts.scale.low)));
    }
    out
}

/// `About 25 people who moved on a month.` From the middle of the denominators.
fn about_people(facts: &Facts<'_>) -> Option<String> {
    let mut counts: Vec<u64> = facts.reading.points.iter().filter_map(|p| p.denominator).collect();
    counts.sort_unstable();
    let middle = counts.get(counts.len() / 2)?;
    let counted = if facts.of.counted.is_empty() { "people" } else { facts.of.counted.as_str() };
    Some(format!("About {} {counted} a {}.", quantity::money::group_thousands(*middle), facts.cadence.word()))
}

/// For those who do not see the picture: every average and limit, the latest figure, what is missing.
pub(crate) fn description(facts: &Facts<'_>) -> String {
    let reading = facts.reading;
    let better = match reading.better {
        Direction::High => "higher is better",
        Direction::Low => "lower is better",
        Direction::Neither => "neither high nor low is good",
    };
    let mut out = vec![format!("Control chart; {better}.")];
    let many = reading.segments.len();
    for (at, segment) in reading.segments.iter().enumerate() {
        let Some(mean) = segment.mean else { continue };
        let last = reading.points.iter().skip(segment.first).take(segment.rows).rev().find(|p| p.lower.is_some() || p.upper.is_some());
        let limits = match last.map(|p| (p.lower, p.upper)) {
            Some((Some(lower), Some(upper))) => format!(", limits {} and {}", facts.stat(lower), facts.stat(upper)),
            Some((Some(lower), None)) => format!(", lower limit {}", facts.stat(lower)),
            Some((None, Some(upper))) => format!(", upper limit {}", facts.stat(upper)),
            _ => String::new(),
        };
        let average = amount(&facts.unit, mean, facts.stat_places());
        out.push(match (at, reading.segments.get(at + 1)) {
            (0, None) => format!("The average is {average}{limits}."),
            (0, Some(next)) => format!("Before {} the average was {average}{limits}.", next.from.in_words()),
            (_, None) => format!("Since {} the average is {average}{limits}.", segment.from.in_words()),
            (_, Some(next)) => {
                format!("From {} until {} the average was {average}{limits}.", segment.from.in_words(), next.from.in_words())
            }
        });
    }
    let from = if many > 1 { reading.segments.last().map_or(0, |s| s.first) } else { 0 };
    let values: Vec<f64> = reading.points.iter().skip(from).filter_map(|p| p.value).collect();
    if let (Some(low), Some(high)) = (values.iter().copied().reduce(f64::min), values.iter().copied().reduce(f64::max)) {
        let since = if many > 1 { "Since then " } else { "" };
        let things = if values.len() == 1 { "data point" } else { "data points" };
        out.push(sentence(&format!(
            "{since}{} {things} run from {} to {}.",
            number(values.len() as u64),
            facts.label(low),
            facts.label(high)
        )));
    }
    if let Some((row, last)) = reading.points.iter().enumerate().rev().find(|(_, p)| p.value.is_some()) {
        let value = last.value.unwrap_or_default();
        out.push(format!("{} is {}. {}.", last.period.in_words(), facts.label(value), point(facts, row)));
    }
    match (reading.target, facts.floor) {
        (Some(aim), Some(floor)) => out.push(format!("The aim is {}, the floor {}.", facts.line(aim), facts.line(floor))),
        (Some(aim), None) => out.push(format!("The aim is {}.", facts.line(aim))),
        (None, Some(floor)) => out.push(format!("The floor is {}.", facts.line(floor))),
        (None, None) => {}
    }
    let missing = reading.points.iter().filter(|p| p.value.is_none()).count() as u64;
    if missing > 0 {
        let verb = if missing == 1 { "has" } else { "have" };
        out.push(sentence(&format!("{} {verb} no figure.", periods(missing, facts.cadence))));
    }
    let to_come = (facts.columns.len() - reading.points.len()) as u64;
    if to_come > 0 {
        let verb = if to_come == 1 { "is" } else { "are" };
        out.push(sentence(&format!("{} of the test period {verb} still to come.", periods(to_come, facts.cadence))));
    }
    out.join(" ")
}

/// What the picture cuts short, and what its limits rest on.
pub(crate) fn notes(facts: &Facts<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let last = facts.in_force();
    let cut = |value: Option<f64>| value.filter(|v| (facts.clipped(*v) - v).abs() > 1e-9);
    if let Some(upper) = last.and_then(|p| cut(p.upper)) {
        notes.push(format!(
            "The upper limit works out at {}; it is drawn at {}, the most there can be.",
            facts.stat(upper),
            facts.line(facts.clipped(upper))
        ));
    }
    if let Some(lower) = last.and_then(|p| cut(p.lower)) {
        notes.push(format!(
            "The lower limit works out at {}; it is drawn at {}, the least there can be.",
            facts.stat(lower),
            facts.line(facts.clipped(lower))
        ));
    }
    if facts.reading.trial {
        let values = facts.reading.segments.last().map_or(0, |s| s.values) as u64;
        let things = if values == 1 { "data point" } else { "data points" };
        let firm = number(u64::from(facts.reading.settings.trial_below));
        notes
            .push(format!("These are trial limits: they rest on {} {things}, and {firm} are needed before they are firm.", number(values)));
    }
    if facts.reading.differenced {
        notes
            .push("The file gives running totals since the year began; each figure here is the difference from the one before.".to_owned());
    }
    notes
}

/// Which rules and which edition: one line under every chart.
pub fn settings(reading: &Reading) -> String {
    let method = reading.method();
    let settings = reading.settings;
    let preset = match settings.preset() {
        Preset::NhsExcel => "as NHS England’s spreadsheet does it",
        Preset::RPackage => "as the R package NHSRplotthedots does it",
        Preset::Own => "with settings of our own",
    };
    let screen = if settings.screen { "outlying moving ranges are left out once" } else { "no moving range is left out" };
    let fixed = settings.fix_after.map_or_else(String::new, |n| format!(", and limits come from the first {n} data points of each part"));
    format!(
        "Control chart: method {}, edition {}, {preset}: a shift is {} in a row, a trend is {}, {screen}{fixed}.",
        method.code, method.edition, settings.shift, settings.trend
    )
}

/// One data point in the table's last column.
pub(crate) fn point(facts: &Facts<'_>, row: usize) -> String {
    let (Some(point), Some(mark)) = (facts.reading.points.get(row), facts.marks.get(row)) else { return NOT_GIVEN.to_owned() };
    let rule = point.rule.map(|rule| rule_words(facts, rule, point.lower, point.upper));
    match (mark, rule) {
        (Mark::Missing | Mark::ToCome, _) => "No figure: not chance, and not fine".to_owned(),
        (Mark::Provisional, _) => "Provisional: not judged yet".to_owned(),
        (Mark::Explain, Some(rule)) => format!("To be explained: {rule}"),
        (Mark::Explained, Some(rule)) => format!("Explained, and accepted: {rule}"),
        (Mark::Worse, Some(rule)) => format!("Worse: {rule}"),
        (Mark::Changed, Some(rule)) => format!("Changed: {rule}"),
        (Mark::Better, Some(rule)) => format!("Better: {rule}"),
        (Mark::Better, None) => match against_before(facts.reading, point.segment as usize) {
            Some(against) => {
                format!("Better: {} in a row {} the old average", number(against.run as u64), side_of_good(facts.reading.better))
            }
            None => "Better".to_owned(),
        },
        _ => "Chance".to_owned(),
    }
}

pub(super) fn side_of_good(better: Direction) -> &'static str {
    if better == Direction::Low { "under" } else { "above" }
}

pub(super) fn rule_words(facts: &Facts<'_>, rule: Rule, lower: Option<f64>, upper: Option<f64>) -> String {
    let settings = facts.reading.settings;
    let limit = |value: Option<f64>| value.map_or_else(String::new, |v| format!(" of {}", facts.stat(v)));
    match rule {
        Rule::AboveLimit => format!("above its upper limit{}", limit(upper)),
        Rule::BelowLimit => format!("under its lower limit{}", limit(lower)),
        Rule::TrendRising => format!("{} or more in a row, each higher", number(u64::from(settings.trend))),
        Rule::TrendFalling => format!("{} or more in a row, each lower", number(u64::from(settings.trend))),
        Rule::TwoInThreeAbove => "two of three near the upper limit".to_owned(),
        Rule::TwoInThreeBelow => "two of three near the lower limit".to_owned(),
        Rule::ShiftAbove => format!("{} or more in a row above the average", number(u64::from(settings.shift))),
        Rule::ShiftBelow => format!("{} or more in a row under the average", number(u64::from(settings.shift))),
    }
}

/// The unit in words, for the foot of a figure: `weeks`, `per cent`.
pub fn unit(unit: &Unit) -> String {
    match unit {
        Unit::Percent => "per cent".to_owned(),
        Unit::Pounds => "pounds".to_owned(),
        other => other.words(),
    }
}

/// Over a row of marks.
pub(crate) const TEST_PERIOD: &str = "The test period";

/// `Twelve months: eleven better, then October to explain.` `periods` are those that have come.
pub(crate) fn twelve_marks(marks: &[Mark], come: &[Period], cadence: Cadence) -> String {
    let mut groups: Vec<(Mark, usize, usize)> = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        match groups.last_mut() {
            Some((last, _, count)) if last == mark => *count += 1,
            _ => groups.push((*mark, at, 1)),
        }
    }
    let all = sentence(&periods(marks.len() as u64, cadence));
    if let [(Mark::ToCome, ..)] = groups.as_slice() {
        return format!("{all}, none of them here yet.");
    }
    // Many short stretches read badly: each kind is counted instead.
    let parts: Vec<String> = if groups.len() > 5 {
        Mark::ALL
            .into_iter()
            .map(|mark| (mark, marks.iter().filter(|m| **m == mark).count()))
            .filter(|(_, count)| *count > 0)
            .map(|(mark, count)| format!("{} {}", number(count as u64), group_word(mark)))
            .collect()
    } else {
        groups
            .iter()
            .enumerate()
            .map(|(rank, (mark, at, count))| {
                let then = if rank > 0 && *mark != Mark::ToCome { "then " } else { "" };
                match come.get(*at) {
                    Some(period) if *count == 1 => format!("{then}{} {}", brief(*period), group_word(*mark)),
                    _ => format!("{then}{} {}", number(*count as u64), group_word(*mark)),
                }
            })
            .collect()
    };
    format!("{all}: {}.", parts.join(", "))
}

fn group_word(mark: Mark) -> &'static str {
    match mark {
        Mark::Chance => "chance",
        Mark::Better => "better",
        Mark::Explain => "to explain",
        Mark::Worse => "worse",
        Mark::Explained => "explained and accepted",
        Mark::Changed => "changed",
        Mark::Provisional => "provisional",
        Mark::Missing => "with no figure",
        Mark::ToCome => "still to come",
    }
}

/// `Aim 7 days`, beside a small chart.
pub(crate) fn aim_label(facts: &Facts<'_>, aim: f64) -> String {
    match facts.unit {
        Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks => format!("Aim {}", amount(&facts.unit, aim, facts.of.places.max(2))),
        _ => format!("Aim {}", facts.line(aim)),
    }
}

/// `5.3 now`.
pub(crate) fn now_label(facts: &Facts<'_>, value: f64) -> String {
    format!("{} now", facts.label(value))
}

/// `Nov 2025`.
pub(crate) fn short_period(period: Period) -> String {
    match period {
        Period::Month(month) => format!("{} {}", month.name().get(..3).unwrap_or_default(), month.year()),
        other => other.to_string(),
    }
}
