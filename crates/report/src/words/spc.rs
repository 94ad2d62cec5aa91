//! What a control chart says.

use methods::spc::{Assurance, PointType, Preset, Reading, Rule, Signal, Variation};
use model::readiness::Standing;
use quantity::period::Cadence;
use quantity::{Direction, Period, Unit};

use super::count::{self, amount, brief, number, periods, sentence};
use crate::chart::mark::{AgainstBefore, Mark, against_before, is_single};
use crate::chart::spc_chart::Facts;
use crate::chart::Said;
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
            (_, Some(next)) => format!("From {} until {} the average was {average}{limits}.", segment.from.in_words(), next.from.in_words()),
        });
    }
    let from = if many > 1 { reading.segments.last().map_or(0, |s| s.first) } else { 0 };
    let values: Vec<f64> = reading.points.iter().skip(from).filter_map(|p| p.value).collect();
    if let (Some(low), Some(high)) = (values.iter().copied().reduce(f64::min), values.iter().copied().reduce(f64::max)) {
        let since = if many > 1 { "Since then " } else { "" };
        let things = if values.len() == 1 { "data point" } else { "data points" };
        out.push(sentence(&format!("{since}{} {things} run from {} to {}.", number(values.len() as u64), facts.label(low), facts.label(high))));
    }
    if let Some((row, last)) = reading.points.iter().enumerate().rev().find(|(_, p)| p.value.is_some()) {
        let value = last.value.unwrap_or_default();
        out.push(format!("{} is {}: {}.", last.period.in_words(), facts.label(value), lower_first(&point(facts, row))));
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

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}

/// What the picture cuts short, and what its limits rest on.
pub(crate) fn notes(facts: &Facts<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let last = facts.reading.points.iter().rev().find(|p| p.lower.is_some() || p.upper.is_some());
    let cut = |value: Option<f64>| value.filter(|v| (facts.clipped(*v) - v).abs() > 1e-9);
    if let Some(upper) = last.and_then(|p| cut(p.upper)) {
        notes.push(format!("The upper limit works out at {}; it is drawn at {}, the most there can be.", facts.stat(upper), facts.line(facts.clipped(upper))));
    }
    if let Some(lower) = last.and_then(|p| cut(p.lower)) {
        notes.push(format!("The lower limit works out at {}; it is drawn at {}, the least there can be.", facts.stat(lower), facts.line(facts.clipped(lower))));
    }
    if facts.reading.trial {
        let values = facts.reading.segments.last().map_or(0, |s| s.values) as u64;
        let things = if values == 1 { "data point" } else { "data points" };
        notes.push(format!("These are trial limits: they rest on {} {things}, and twelve are needed before they are firm.", number(values)));
    }
    if facts.reading.differenced {
        notes.push("The file gives running totals since the year began; each figure here is the difference from the one before.".to_owned());
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
            Some(against) => format!("Better: {} in a row {} the old average", number(against.run as u64), side_of_good(facts.reading.better)),
            None => "Better".to_owned(),
        },
        _ => "Chance".to_owned(),
    }
}

fn side_of_good(better: Direction) -> &'static str {
    if better == Direction::Low { "under" } else { "above" }
}

fn rule_words(facts: &Facts<'_>, rule: Rule, lower: Option<f64>, upper: Option<f64>) -> String {
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

/// Is it better than before the limits were set again, by a run long enough?
fn better_than_before(reading: &Reading) -> Option<AgainstBefore> {
    let last = reading.segments.len().checked_sub(1)?;
    against_before(reading, last).filter(|against| against.run >= usize::from(reading.settings.shift))
}

fn against_before_words(facts: &Facts<'_>, against: &AgainstBefore) -> String {
    let side = side_of_good(facts.reading.better);
    let average = amount(&facts.unit, against.average, facts.stat_places());
    let run = against.run as u64;
    if against.run == against.judged {
        format!("All {} are {side} the old average of {average}.", periods(run, facts.cadence))
    } else {
        format!("{} in a row were {side} the old average of {average}.", sentence(&periods(run, facts.cadence)))
    }
}

/// The signal that names the latest data point.
fn latest_signal(reading: &Reading) -> Option<&Signal> {
    let latest = reading.latest()?;
    let rule = latest.rule?;
    reading.latest_signals().find(|s| s.rule == rule)
}

/// Which bad signals run on at the latest point: a run rather than a single period.
fn bad_run(reading: &Reading) -> Option<&Signal> {
    reading.latest_signals().find(|s| s.kind == PointType::Concern && !is_single(s.rule))
}

/// The latest point is a bad single, not yet explained.
fn to_explain<'a>(facts: &Facts<'a>) -> Option<&'a methods::spc::PointReading> {
    let row = facts.reading.points.iter().rposition(|p| p.judged().is_some())?;
    (facts.marks.get(row) == Some(&Mark::Explain)).then(|| facts.reading.points.get(row)).flatten()
}

/// Is it really changing?
pub(crate) fn changing(facts: &Facts<'_>) -> Said {
    let reading = facts.reading;
    let question = "Is it really changing?";
    let up = reading.better != Direction::Low;
    let better_icon = if up { "better-up" } else { "better-down" };
    let worse_icon = if up { "worse-down" } else { "worse-up" };
    let said = |icon, word: &str, sentence: String| Said { question, icon, word: word.to_owned(), sentence };
    if let Some(signal) = bad_run(reading) {
        return said(worse_icon, "Getting worse", signal_sentence(facts, signal));
    }
    let before = better_than_before(reading);
    let explain = to_explain(facts).map(|point| {
        let rule = point.rule.map(|rule| rule_words(facts, rule, point.lower, point.upper)).unwrap_or_default();
        format!("{} has to be explained: {}, {rule}.", point.period.in_words(), point.value.map_or_else(String::new, |v| facts.label(v)))
    });
    match (before, explain) {
        (Some(against), Some(explain)) => said(better_icon, "Better than before", format!("{} {explain}", against_before_words(facts, &against))),
        (Some(against), None) => said(better_icon, "Better than before", against_before_words(facts, &against)),
        (None, Some(explain)) => said(worse_icon, "One to explain", explain),
        (None, None) => match reading.variation {
            Variation::CommonCause => said("steady", "No real change", common_cause(facts)),
            Variation::Improvement => {
                said(better_icon, "Getting better", latest_signal(reading).map_or_else(String::new, |s| signal_sentence(facts, s)))
            }
            Variation::Concern => match latest_signal(reading) {
                Some(signal) => said(worse_icon, "Explained, and accepted", signal_sentence(facts, signal)),
                None => said(worse_icon, "Getting worse", String::new()),
            },
            Variation::High | Variation::Low => {
                let word = if reading.variation == Variation::High { "Higher than before" } else { "Lower than before" };
                let what = latest_signal(reading).map_or_else(String::new, |s| signal_sentence(facts, s));
                said("steady", word, format!("{what} Neither direction is good or bad here.").trim().to_owned())
            }
        },
    }
}

fn common_cause(facts: &Facts<'_>) -> String {
    let last = facts.reading.points.iter().rev().find(|p| p.mean.is_some());
    match last.map(|p| (p.lower, p.upper)) {
        Some((Some(lower), Some(upper))) => format!(
            "Single {}s move between {} and {} by chance alone.",
            facts.cadence.word(),
            bound(facts, lower),
            bound(facts, upper)
        ),
        _ => "Nothing stands out from chance.".to_owned(),
    }
}

/// A limit, or the least or most there can be where the limit lies past it.
fn bound(facts: &Facts<'_>, limit: f64) -> String {
    let held = facts.clipped(limit);
    if held == limit { facts.stat(limit) } else { facts.line(held) }
}

fn signal_sentence(facts: &Facts<'_>, signal: &Signal) -> String {
    let count = (signal.last + 1 - signal.first) as u64;
    let run = periods(count, facts.cadence);
    let points = &facts.reading.points;
    let (first, last) = (points.get(signal.first), points.get(signal.last));
    let label = |p: Option<&methods::spc::PointReading>| p.and_then(|p| p.value).map_or_else(String::new, |v| facts.label(v));
    let mean = last.and_then(|p| p.mean).map_or_else(String::new, |m| format!(" of {}", amount(&facts.unit, m, facts.stat_places())));
    match signal.rule {
        Rule::TrendRising | Rule::TrendFalling => {
            let way = if signal.rule == Rule::TrendRising { "Rising" } else { "Falling" };
            format!("{way} since {}: {} then, {} in {}.", signal.from.in_words(), label(first), label(last), signal.to.in_words())
        }
        Rule::ShiftAbove => format!("{} in a row above the average{mean}.", sentence(&run)),
        Rule::ShiftBelow => format!("{} in a row under the average{mean}.", sentence(&run)),
        Rule::TwoInThreeAbove | Rule::TwoInThreeBelow => {
            let limit = if signal.rule == Rule::TwoInThreeAbove { "upper" } else { "lower" };
            format!("Two of three, to {}, are near the {limit} limit.", signal.to.in_words())
        }
        Rule::AboveLimit | Rule::BelowLimit => last.map_or_else(String::new, |p| {
            format!("{}: {}, {}.", p.period.in_words(), label(Some(p)), rule_words(facts, signal.rule, p.lower, p.upper))
        }),
    }
}

/// Will it meet its aim?
pub(crate) fn meeting(facts: &Facts<'_>) -> Said {
    let reading = facts.reading;
    let question = "Will it meet its aim?";
    let aim = reading.target.map(|t| facts.line(t)).unwrap_or_default();
    let (icon, word, sentence) = match reading.assurance {
        Assurance::Meets => ("pass", "Meets the aim reliably", format!("The aim of {aim} lies outside the limits, on the good side: even a bad {} meets it.", facts.cadence.word())),
        Assurance::Misses => ("fail", "Misses the aim", format!("The aim of {aim} lies outside the limits: even a good {} misses it, unless something changes.", facts.cadence.word())),
        Assurance::HitOrMiss => ("hitmiss", "May hit or miss the aim", format!("The aim of {aim} lies inside the limits.")),
        Assurance::NoTarget if reading.target.is_some() => ("steady", "Not judged against its aim", "Neither direction is good or bad here.".to_owned()),
        Assurance::NoTarget => ("steady", "There is no aim", "No aim has been set, so none is judged.".to_owned()),
    };
    Said { question, icon, word: word.to_owned(), sentence }
}

/// The heading over the figure: what happened, and how far it goes.
pub(crate) fn headline(facts: &Facts<'_>) -> String {
    let what = what_happened(facts);
    let tail = standing_tail(facts);
    if tail.is_empty() { what } else { format!("{what} {tail}") }
}

fn standing_tail(facts: &Facts<'_>) -> &'static str {
    const TOO_EARLY: &str = "Too early to say it is fixed.";
    let come = facts.test_rows().filter(|row| facts.reading.points.get(*row).is_some_and(|p| p.judged().is_some())).count();
    let short = facts.of.test.is_some_and(|test| come < test.fewest as usize);
    match facts.of.standing {
        Some(Standing::Shown) => "Shown to be fixed.",
        Some(Standing::Explain) => TOO_EARLY,
        Some(Standing::NotYet) if short => TOO_EARLY,
        Some(Standing::NotYet) => "Not yet shown to be fixed.",
        Some(Standing::PointsTheOtherWay) => "Evidence points the other way.",
        Some(Standing::MovedElsewhere) => "Moved elsewhere, not solved.",
        Some(Standing::Unknown) => "Not known whether it is fixed.",
        None if short => TOO_EARLY,
        None => "",
    }
}

fn what_happened(facts: &Facts<'_>) -> String {
    let reading = facts.reading;
    if let Some(signal) = bad_run(reading) {
        return with_aim(facts, signal_sentence(facts, signal));
    }
    let rows = facts.test_rows();
    let judged: Vec<(Period, f64)> =
        rows.filter_map(|row| reading.points.get(row)).filter_map(|p| p.judged().map(|v| (p.period, v))).collect();
    match reading.target {
        Some(aim) if !judged.is_empty() && reading.better != Direction::Neither => against_aim(facts, &judged, aim),
        _ => {
            let said = changing(facts);
            if said.sentence.is_empty() { format!("{}.", said.word) } else { format!("{}. {}", said.word, said.sentence) }
        }
    }
}

fn with_aim(facts: &Facts<'_>, text: String) -> String {
    match facts.reading.target {
        Some(aim) => format!("{text} The aim is {}.", facts.line(aim)),
        None => text,
    }
}

/// `Eleven months under 26 weeks, then 32 in October.` and its sisters.
fn against_aim(facts: &Facts<'_>, judged: &[(Period, f64)], aim: f64) -> String {
    let better = facts.reading.better;
    let meets = |value: f64| better.is_as_good(value, aim) == Some(true);
    let met: Vec<f64> = judged.iter().map(|(_, v)| *v).filter(|v| meets(*v)).collect();
    let strictly = met.iter().all(|v| *v != aim);
    let said = amount(&facts.unit, aim, facts.of.places.max(2));
    let level = match (better, strictly) {
        (Direction::Low, true) => format!("under {said}"),
        (Direction::Low, false) => format!("at {said} or under"),
        (_, true) => format!("above {said}"),
        (_, false) => format!("at {said} or above"),
    };
    let Some((last, value)) = judged.last().copied() else { return String::new() };
    let all = judged.len() as u64;
    let kept = met.len() as u64;
    let bare = |value: f64| count::plain_label(&facts.unit, value, facts.of.places);
    let latest = format!("{} in {}", bare(value), brief(last));
    if kept == all {
        return format!("{} {level}.", sentence(&periods(all, facts.cadence)));
    }
    if kept == 0 {
        let aim = bare(aim);
        let run = periods(all, facts.cadence);
        return match better_than_before(facts.reading) {
            Some(_) => format!("Better than before, and not yet at the aim of {aim}: {latest}."),
            None => format!("{} without reaching the aim of {aim}: {latest}.", sentence(&run)),
        };
    }
    if kept + 1 == all && !meets(value) {
        return format!("{} {level}, then {latest}.", sentence(&periods(kept, facts.cadence)));
    }
    let whole = number(all);
    let many = if all == 1 { facts.cadence.word().to_owned() } else { format!("{}s", facts.cadence.word()) };
    if meets(value) {
        format!("{} of {whole} {many} {level}.", sentence(&number(kept)))
    } else {
        format!("{} of {whole} {many} {level}; {latest}.", sentence(&number(kept)))
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
