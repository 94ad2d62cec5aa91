//! Is it really changing, and will it meet its aim? The two questions a control chart answers.

use methods::spc::{Assurance, PointReading, PointType, Reading, Rule, Signal, Variation};
use quantity::Direction;

use super::count::{amount, periods, sentence};
use super::spc::{rule_words, side_of_good};
use crate::chart::Said;
use crate::chart::mark::{AgainstBefore, Mark, against_before, is_single};
use crate::chart::spc_chart::Facts;

/// Is it better than before the limits were set again, by a run long enough?
pub(super) fn better_than_before(reading: &Reading) -> Option<AgainstBefore> {
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
pub(super) fn bad_run(reading: &Reading) -> Option<&Signal> {
    reading.latest_signals().find(|s| s.kind == PointType::Concern && !is_single(s.rule))
}

/// The latest point is a bad single, not yet explained.
fn to_explain<'a>(facts: &Facts<'a>) -> Option<&'a PointReading> {
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
        (Some(against), Some(explain)) => {
            said(better_icon, "Better than before", format!("{} {explain}", against_before_words(facts, &against)))
        }
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
    let last = facts.in_force();
    match last.map(|p| (p.lower, p.upper)) {
        Some((Some(lower), Some(upper))) => {
            format!("Single {}s move between {} and {} by chance alone.", facts.cadence.word(), bound(facts, lower), bound(facts, upper))
        }
        _ => "Nothing stands out from chance.".to_owned(),
    }
}

/// A limit, or the least or most there can be where the limit lies past it.
fn bound(facts: &Facts<'_>, limit: f64) -> String {
    let held = facts.clipped(limit);
    if held == limit { facts.stat(limit) } else { facts.line(held) }
}

pub(super) fn signal_sentence(facts: &Facts<'_>, signal: &Signal) -> String {
    let count = (signal.last + 1 - signal.first) as u64;
    let run = periods(count, facts.cadence);
    let points = &facts.reading.points;
    let (first, last) = (points.get(signal.first), points.get(signal.last));
    let label = |p: Option<&PointReading>| p.and_then(|p| p.value).map_or_else(String::new, |v| facts.label(v));
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
        Assurance::Meets => (
            "pass",
            "Meets the aim reliably",
            format!("The aim of {aim} lies outside the limits, on the good side: by chance alone no {} misses it.", facts.cadence.word()),
        ),
        Assurance::Misses => (
            "fail",
            "Misses the aim",
            format!(
                "The aim of {aim} lies outside the limits: by chance alone no {} reaches it. Something has to change.",
                facts.cadence.word()
            ),
        ),
        Assurance::HitOrMiss => ("hitmiss", "May hit or miss the aim", format!("The aim of {aim} lies inside the limits.")),
        Assurance::NoTarget if reading.target.is_some() => {
            ("steady", "Not judged against its aim", "Neither direction is good or bad here.".to_owned())
        }
        Assurance::NoTarget => ("steady", "There is no aim", "No aim has been set, so none is judged.".to_owned()),
    };
    Said { question, icon, word: word.to_owned(), sentence }
}
