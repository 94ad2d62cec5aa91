//! The pipeline in words: how steady it was, how long a policy may be relied on, and whether an investment can be earned back.

use methods::market::{commitment, durability, pipeline_stability};
use model::pipeline_line::{PipelineFacts, PipelineLine, PipelineTold};
use quantity::Money;
use quantity::rounding::shown;

use super::count;
use crate::page::{Block, Text};
use crate::table::{Cell, Column, Table};

/// The methods behind the ground of a policy and behind an offer.
pub const DURABILITY: methods::Method = durability::METHOD;
pub const OFFER: methods::Method = commitment::METHOD;

/// How the score is worked out, line by line.
pub fn working(reading: &pipeline_stability::Reading, rule: &pipeline_stability::Settings) -> Block {
    let not_told = || Cell::Missing("not told".to_owned());
    let row = |line: &pipeline_stability::LineRead| {
        let counts = match (line.is_cancelled, line.has_slipped, line.has_changed) {
            (true, ..) => "cancelled",
            (_, true, true) => "late, and changed",
            (_, true, _) => "late",
            (.., true) => "changed",
            _ => "steady",
        };
        vec![
            Cell::words(line.name.clone()),
            line.slipped_days.map_or_else(not_told, |days| Cell::number(f64::from(days), days.to_string())),
            line.change.map_or_else(not_told, |change| Cell::number(change * 100.0, shown(change * 100.0, 0))),
            Cell::words(counts),
        ]
    };
    let columns = vec![
        Column::words("Line"),
        Column::number("Later than first said", "days"),
        Column::number("Change of value", "%"),
        Column::words("Counts as"),
    ];
    let table = Table::new("Each line published in these months", columns, reading.read.iter().map(row).collect());
    let method = format!(
        "{}. Steady lines out of all that were published in the last {} months; a line that is late by more than {} days, or changed by more than {}% in value, counts once.",
        pipeline_stability::METHOD.with_edition(),
        rule.months,
        rule.slipped_over_days,
        shown(rule.changed_over * 100.0, 0)
    );
    Block::Folded { title: "Show working".to_owned(), blocks: vec![Block::Table(table), Block::Paragraph(Text::plain(method))] }
}

/// How far the pipeline could be relied on.
pub fn stability(reading: &Result<pipeline_stability::Reading, String>, rule: &pipeline_stability::Settings) -> String {
    let reading = match reading {
        Ok(reading) => reading,
        Err(_) => return "No line was published yet, so there is no score.".to_owned(),
    };
    let parts = [
        (reading.cancelled, "cancelled".to_owned()),
        (reading.slipped, format!("more than {} days later than first said", rule.slipped_over_days)),
        (reading.changed, format!("changed by more than {}% in value", shown(rule.changed_over * 100.0, 0))),
    ];
    let said: Vec<String> =
        parts.into_iter().filter(|(many, _)| *many > 0).map(|(many, what)| format!("{} {what}", count::number(many as u64))).collect();
    let rest = if said.is_empty() { "none was cancelled, late or changed much".to_owned() } else { count::list(&said) };
    format!(
        "Of {} published in the last {} months, {}: a stability of {}.",
        count::of_things(reading.lines as u64, "line", "lines"),
        rule.months,
        rest,
        reading.stability.shown(0)
    )
}

/// How long the policy behind a line is likely to last.
pub fn durability(reading: &Result<durability::Reading, String>) -> String {
    let reading = match reading {
        Ok(reading) => reading,
        Err(why) => return format!("Not known. {why}"),
    };
    let level = match reading.level {
        durability::Level::MayPass => "May pass: think before investing in it",
        durability::Level::MayChange => "May change",
        durability::Level::Lasting => "Likely to last",
        durability::Level::NotKnown => "Not known: too little was looked at",
    };
    format!("{level} ({} of 4, {} of five things looked at)", shown(reading.rating, 1), count::number(u64::from(reading.known)))
}

/// What it rests on, one line each: law, money, parties, evidence, reversals.
pub fn rests_on(line: &PipelineLine) -> Vec<(&'static str, String)> {
    let of = &line.rests_on;
    let or = |said: Option<String>| said.unwrap_or_else(|| "Nobody has looked".to_owned());
    vec![
        ("Law", or(of.law.map(|law| law.words().to_owned()))),
        ("Money until", or(of.funded_until.map(count::plain_date))),
        ("Parties", or(of.parties.map(|parties| parties.words().to_owned()))),
        ("Evidence that it works, from 0 to 6", or(of.evidence.map(|grade| grade.to_string()))),
        (
            "Turned round in ten years",
            or(of.reversals.map(|times| match times {
                0 => "never".to_owned(),
                1 => "once".to_owned(),
                many => format!("{many} times"),
            })),
        ),
        ("Where that is from", of.source.clone()),
    ]
}

/// Whether a supplier earns back what it is asked to invest, in whole sentences.
pub fn payback(line: &PipelineLine, read: &commitment::Reading, is_impossible: bool) -> String {
    let Some(offer) = &line.offer else { return "No investment is asked.".to_owned() };
    let risk = count::money(Money::from_pence(read.at_risk_pence));
    let promised = offer.guaranteed.shown(0);
    let months = |months: Option<f64>| months.map_or_else(String::new, |months| format!("{} months", shown(months.ceil(), 0)));
    let answer = match read.answer {
        commitment::Answer::NothingAtRisk => "Nothing of it is at a supplier’s risk.".to_owned(),
        commitment::Answer::NotKnown => {
            format!("{risk} is at a supplier’s risk. Whether it comes back is not known: nobody has said what is left to pay it with.")
        }
        commitment::Answer::PaysBack => format!(
            "{risk} is at a supplier’s risk. What is promised ({promised} of the work for {} months) pays it back in {}.",
            offer.months,
            months(read.months_guaranteed)
        ),
        commitment::Answer::IfExtended => format!(
            "{risk} is at a supplier’s risk. What is promised pays it back in {}: only if the contract is extended beyond {} months.",
            months(read.months_guaranteed),
            offer.months
        ),
        commitment::Answer::IfVolumeComes if !is_impossible => format!(
            "{risk} is at a supplier’s risk. What is promised ({promised}) does not pay it back in time; all the work that is planned would, in {}.",
            months(read.months_expected)
        ),
        commitment::Answer::IfVolumeComes => format!(
            "Payback is impossible on what is promised: {risk} is at a supplier’s risk, and {promised} of the work is promised. Only if work comes that nobody promises would it come back, in {}.",
            months(read.months_expected)
        ),
        commitment::Answer::Impossible => format!(
            "Payback is impossible: {risk} is at a supplier’s risk, and no term, with all the work that is planned, brings it back within the contract."
        ),
    };
    let needs = [
        read.term_needed.map(|months| format!("a term of {months} months")),
        read.guarantee_needed.map(|share| format!("a promise of {} of the work", share.shown(0))),
        read.funding_needed_pence.map(|pence| format!("{} towards the investment", count::money(Money::from_pence(pence)))),
    ];
    let needs: Vec<String> = needs.into_iter().flatten().collect();
    let short = !matches!(read.answer, commitment::Answer::PaysBack | commitment::Answer::NothingAtRisk | commitment::Answer::NotKnown);
    if short && !needs.is_empty() { format!("{answer} It would take {}.", needs.join(", or ")) } else { answer }
}

/// What was told on a day: the first time, or what changed.
pub fn told(before: Option<&PipelineTold>, now: &PipelineTold) -> String {
    let on = count::plain_date(now.on);
    let reason = if now.reason.is_empty() { String::new() } else { format!(" Because: {}", now.reason) };
    let Some(before) = before else { return format!("{on}: published.{reason}") };
    if now.is_cancelled {
        return format!("{on}: will not come.{reason}");
    }
    let changes = changes(&before.facts, &now.facts);
    let what = if changes.is_empty() { "what it rests on or offers changed".to_owned() } else { changes.join("; ") };
    format!("{on}: {what}.{reason}")
}

fn changes(was: &PipelineFacts, now: &PipelineFacts) -> Vec<String> {
    let mut said = Vec::new();
    if was.expected != now.expected {
        let days = i64::from(was.expected.until(now.expected).map_or(0, |span| span.get_days()));
        let way = if days > 0 { "later" } else { "earlier" };
        let many = count::of_things(days.unsigned_abs(), "day", "days");
        said.push(format!("from {} to {}, {many} {way}", count::plain_date(was.expected), count::plain_date(now.expected)));
    }
    if was.value != now.value {
        said.push(format!("from {} to {}", was.value.in_full(), now.value.in_full()));
    }
    let texts = [
        ("what", &was.what, &now.what),
        ("how much", &was.volume, &now.volume),
        ("where", &was.place, &now.place),
        ("the way thought of", &was.way, &now.way),
        ("whom to ask", &was.contact, &now.contact),
    ];
    said.extend(texts.into_iter().filter(|(_, was, now)| was != now).map(|(field, was, now)| format!("{field}: “{now}”, before “{was}”")));
    if was.months != now.months {
        said.push(format!("{} months long, before {}", now.months, was.months));
    }
    said
}

/// Lines of the pipeline as a table, for a page, a document and a file.
pub fn table(lines: &[(String, &PipelineFacts, bool, String)]) -> Table {
    let columns = vec![
        Column::words("Reference"),
        Column::words("What"),
        Column::words("How much"),
        Column::number("Worth in all", "£"),
        Column::words("Market asked"),
        Column::number("Runs", "months"),
        Column::words("Where"),
        Column::words("Way thought of"),
        Column::words("How long the policy may be relied on"),
        Column::words("Ask"),
    ];
    let row = |(reference, facts, is_cancelled, durability): &(String, &PipelineFacts, bool, String)| {
        vec![
            Cell::words(reference.clone()),
            Cell::words(facts.what.clone()),
            Cell::words(facts.volume.clone()),
            Cell::number(facts.value.pounds(), facts.value.in_full()),
            Cell::words(if *is_cancelled { "will not come".to_owned() } else { facts.expected.to_string() }),
            Cell::Whole(u64::from(facts.months)),
            Cell::words(facts.place.clone()),
            Cell::words(facts.way.clone()),
            Cell::words(durability.clone()),
            Cell::words(facts.contact.clone()),
        ]
    };
    Table::new("What is coming", columns, lines.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_a_change_of_value_and_a_line_that_will_not_come_are_told_with_their_reason() {
        let facts: PipelineFacts = serde_json::from_value(serde_json::json!({
            "what": "Home care", "volume": "9,400 hours a week", "value": 100_000_00, "expected": "2027-02-01", "months": 48, "place": "High Tarrow",
            "way": "Open procedure", "contact": "Commissioning", "cpv": "",
        }))
        .expect("facts");
        let day = |text: &str| text.parse().expect("a day");
        let first = PipelineTold {
            on: day("2026-06-01"),
            facts: facts.clone(),
            is_cancelled: false,
            reason: String::new(),
            by_role: "Lead".into(),
        };
        let mut later = first.clone();
        (later.on, later.reason) = (day("2026-09-01"), "Two agencies asked for longer.".into());
        (later.facts.expected, later.facts.value) = (day("2027-06-01"), Money::from_pounds(140_000));
        assert_eq!(told(None, &first), "1 June 2026: published.");
        assert_eq!(
            told(Some(&first), &later),
            "1 September 2026: from 1 February 2027 to 1 June 2027, 120 days later; from £100,000 to £140,000. Because: Two agencies asked for longer."
        );
        let gone = PipelineTold { is_cancelled: true, reason: "No money.".into(), ..later.clone() };
        assert_eq!(told(Some(&later), &gone), "1 September 2026: will not come. Because: No money.");
    }
}
