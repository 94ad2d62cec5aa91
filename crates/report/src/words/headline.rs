//! The heading over a chart: what happened, and how far it goes.

use model::readiness::Standing;
use quantity::{Direction, Period};

use super::changing::{bad_run, better_than_before, changing, signal_sentence};
use super::count::{self, amount, brief, number, periods, sentence};
use crate::chart::spc_chart::Facts;

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
        let could = floor_within_reach(facts)
            .map_or_else(String::new, |floor| format!("; a bad {} could still pass the floor of {floor}", facts.cadence.word()));
        return format!("{} {level}{could}.", sentence(&periods(all, facts.cadence)));
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

/// The floor, where the limit on the bad side lies past it: the aim is met, and not dependably.
fn floor_within_reach(facts: &Facts<'_>) -> Option<String> {
    let floor = facts.floor?;
    let last = facts.in_force()?;
    let limit = if facts.reading.better == Direction::Low { last.upper } else { last.lower }?;
    let holds = facts.reading.better.is_as_good(limit, floor)?;
    (!holds).then(|| facts.line(floor))
}
