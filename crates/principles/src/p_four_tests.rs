//! Is people's say worth having? Four tests of a fair consultation, each met, not met or not yet, with the dates and documents it rests on.
//!
//! Source: R v Brent London Borough Council, ex parte Gunning (1985) 84 LGR 168, endorsed in R (Moseley) v Haringey [2014] UKSC 56.

use model::involvement::{ConsultationStep, Involvement, StepKind};
use quantity::Date;
use quantity::period::in_words;
use serde::{Deserialize, Serialize};

use crate::card::{Card, Grade};

pub const CARD: Card = Card {
    code: "four-tests",
    title: "People are asked while it is open, with enough to go by, in time, and are heard",
    asks: "Was it still open, were reasons and real alternatives given, was there time, and was the answer weighed before deciding?",
    source: "S3.25; R v Brent LBC ex p Gunning (1985) 84 LGR 168; R (Moseley) v Haringey [2014] UKSC 56",
    grade: Grade::Law,
    interest: "Judgments of the courts; how many days are enough is the authority's own judgement.",
    thresholds: &["involvement.fewest_days", "involvement.fewest_days_to_weigh"],
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    Formative,
    Alternatives,
    Time,
    Considered,
}

impl Test {
    pub const ALL: [Test; 4] = [Test::Formative, Test::Alternatives, Test::Time, Test::Considered];

    pub fn words(self) -> &'static str {
        match self {
            Test::Formative => "1 It was still open when people were asked",
            Test::Alternatives => "2 Reasons and realistic alternatives were given",
            Test::Time => "3 There was time enough to answer",
            Test::Considered => "4 What people said was weighed before deciding",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Met,
    NotMet,
    /// Nothing is wrong so far, and something is still to be done or written down.
    NotYet,
}

impl Standing {
    pub fn words(self) -> &'static str {
        match self {
            Standing::Met => "Met",
            Standing::NotMet => "Not met",
            Standing::NotYet => "Not yet",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestRead {
    pub test: Test,
    pub standing: Standing,
    /// Whole sentences, with dates and documents.
    pub says: String,
}

/// A stretch of days when fewer people can answer; both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietTime {
    /// As it stands in a sentence: “August”, “the weeks before the elections of 6 May 2027”.
    pub title: String,
    pub from: Date,
    pub until: Date,
}

/// In days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FourTestSettings {
    pub fewest_days: u32,
    pub fewest_days_to_weigh: u32,
}

/// The four tests as they stand on a day.
pub fn four_tests(of: &Involvement, quiet: &[QuietTime], settings: FourTestSettings, today: Date) -> [TestRead; 4] {
    [formative(of), alternatives(of, today), time(of, quiet, settings), considered(of, settings, today)]
}

/// The last day on which anybody could answer.
fn last_day(of: &Involvement) -> Date {
    of.closed.as_ref().map_or(of.closes, |closed| closed.on.min(of.closes))
}

/// Days from one to another, both counted.
fn days(from: Date, until: Date) -> i64 {
    i64::from((until - from).get_days()) + 1
}

fn read(test: Test, standing: Standing, says: String) -> TestRead {
    TestRead { test, standing, says }
}

fn steps(of: &Involvement, kind: StepKind) -> Vec<&ConsultationStep> {
    let mut found: Vec<_> = of.steps.iter().filter(|step| step.kind == kind).collect();
    found.sort_by_key(|step| step.on);
    found
}

fn formative(of: &Involvement) -> TestRead {
    let (opened, test) = (in_words(of.opens), Test::Formative);
    if let Some(decided) = of.decided_on.filter(|on| *on <= of.opens) {
        let says = format!(
            "It was decided on {}, and people were asked from {opened}: asked after the decision is not being asked.",
            in_words(decided)
        );
        return read(test, Standing::NotMet, says);
    }
    let said = steps(of, StepKind::NothingDecided);
    match said.first() {
        Some(step) if step.on <= of.opens => {
            let says = format!("On {}, before people were asked, “{}” says that nothing is decided.", in_words(step.on), step.document);
            read(test, Standing::Met, says)
        }
        Some(step) => {
            let says =
                format!("That nothing is decided was first said in writing on {}; people had been asked from {opened}.", in_words(step.on));
            read(test, Standing::NotMet, says)
        }
        None => read(test, Standing::NotYet, "Nobody answerable has said in writing that nothing is decided yet.".into()),
    }
}

fn alternatives(of: &Involvement, today: Date) -> TestRead {
    let test = Test::Alternatives;
    let set_out = steps(of, StepKind::SetOut);
    let whole = |step: &ConsultationStep| step.gives_reasons && step.alternatives > 0;
    let Some(first) = set_out.first() else {
        let (standing, says) = if today < of.opens {
            (Standing::NotYet, "What people will be given to go by is not written down yet.".to_owned())
        } else {
            (
                Standing::NotMet,
                format!("People were asked from {}, and no document on record gives reasons and alternatives.", in_words(of.opens)),
            )
        };
        return read(test, standing, says);
    };
    match set_out.iter().find(|step| whole(step)) {
        Some(step) if step.on <= of.opens => {
            let says = format!("“{}”, {}, gives the reasons and {}.", step.document, in_words(step.on), of_alternatives(step.alternatives));
            read(test, Standing::Met, says)
        }
        later => {
            let lacks = match (first.gives_reasons, first.alternatives) {
                (true, _) => "no alternatives",
                (false, 0) => "neither reasons nor alternatives",
                (false, _) => "no reasons",
            };
            let mut says = format!("The first document, {}, gives {lacks}.", in_words(first.on));
            if let Some(step) = later {
                let left = days(step.on, last_day(of)).max(0);
                says.push_str(&format!(
                    " {} came on {}: people had {left} of {} days with them.",
                    capital(&of_alternatives(step.alternatives)),
                    in_words(step.on),
                    days(of.opens, last_day(of))
                ));
            }
            let standing = if today < of.opens { Standing::NotYet } else { Standing::NotMet };
            read(test, standing, says)
        }
    }
}

fn of_alternatives(count: u32) -> String {
    match count {
        1 => "one realistic alternative".into(),
        2 => "two realistic alternatives".into(),
        3 => "three realistic alternatives".into(),
        count => format!("{count} realistic alternatives"),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn time(of: &Involvement, quiet: &[QuietTime], settings: FourTestSettings) -> TestRead {
    let (test, last) = (Test::Time, last_day(of));
    let length = days(of.opens, last);
    let mut against = Vec::new();
    if length < i64::from(settings.fewest_days) {
        against.push(format!("that is fewer than the {} days this place allows", settings.fewest_days));
    }
    for time in quiet.iter().filter(|time| time.from <= last && of.opens <= time.until) {
        against.push(format!("{} of them fall in {}", days(time.from.max(of.opens), time.until.min(last)), time.title));
    }
    let ran = format!("People had {length} days, from {} to {}", in_words(of.opens), in_words(last));
    let early = of.closed.as_ref().map(|closed| closed.early_because.trim()).filter(|_| last < of.closes).unwrap_or_default();
    let reason = [of.time_reason.trim(), early].into_iter().find(|reason| !reason.is_empty());
    match (against.is_empty(), reason) {
        (true, _) => read(test, Standing::Met, format!("{ran}.")),
        (false, Some(reason)) => {
            let says = format!("{ran}; {}. The reason on record: {}.", against.join(", and "), reason.trim_end_matches('.'));
            read(test, Standing::Met, says)
        }
        (false, None) => read(test, Standing::NotMet, format!("{ran}; {}. No reason is on record.", against.join(", and "))),
    }
}

fn considered(of: &Involvement, settings: FourTestSettings, today: Date) -> TestRead {
    let (test, last) = (Test::Considered, last_day(of));
    let Some(decided) = of.decided_on else {
        return read(test, Standing::NotYet, format!("When {} decides is not written down yet.", of.decided_by));
    };
    let between = i64::from((decided - last).get_days());
    if between <= 0 {
        let says = format!("{} decides on {}, before people have stopped answering.", of.decided_by, in_words(decided));
        return read(test, Standing::NotMet, says);
    }
    if between < i64::from(settings.fewest_days_to_weigh) {
        let says = format!(
            "{between} days lie between closing, {}, and deciding, {}: fewer than the {} this place allows to report what people said, and to read it.",
            in_words(last),
            in_words(decided),
            settings.fewest_days_to_weigh
        );
        return read(test, Standing::NotMet, says);
    }
    let within = |kind: StepKind| steps(of, kind).into_iter().find(|step| last <= step.on && step.on <= decided);
    match (within(StepKind::Reported), within(StepKind::Considered)) {
        (Some(reported), Some(weighed)) => {
            let says = format!(
                "“{}” reported it on {}; “{}”, {}, says how it was weighed.",
                reported.document,
                in_words(reported.on),
                weighed.document,
                in_words(weighed.on)
            );
            read(test, Standing::Met, says)
        }
        _ if today > decided => {
            let says = format!(
                "{} decided on {}, and nothing on record shows that what people said was reported and weighed first.",
                of.decided_by,
                in_words(decided)
            );
            read(test, Standing::NotMet, says)
        }
        (Some(reported), None) => {
            let says = format!(
                "“{}” reported it on {}. {} decides on {}.",
                reported.document,
                in_words(reported.on),
                of.decided_by,
                in_words(decided)
            );
            read(test, Standing::NotYet, says)
        }
        (None, _) => {
            let says = format!(
                "{between} days lie between closing and deciding, {}. What people said is still to be reported.",
                in_words(decided)
            );
            read(test, Standing::NotYet, says)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use model::involvement::{Depth, Stage};

    const SETTINGS: FourTestSettings = FourTestSettings { fewest_days: 42, fewest_days_to_weigh: 14 };

    /// Grants, as Northvale asked about them.
    fn grants() -> Involvement {
        let step = |kind, on, document: &str, gives_reasons, alternatives| ConsultationStep {
            kind,
            on,
            document: document.into(),
            gives_reasons,
            alternatives,
            duty: String::new(),
            note: String::new(),
        };
        Involvement {
            title: "Grants".into(),
            about: "Grants".into(),
            stage: Stage::Plan,
            depth: Depth::Consult,
            case: None,
            service: None,
            priority: None,
            opens: date(2026, 10, 12),
            closes: date(2026, 12, 6),
            answer_by: date(2027, 1, 15),
            decided_by: "Cabinet".into(),
            decided_on: Some(date(2026, 12, 15)),
            not_up: vec![],
            other_ways: String::new(),
            groups: vec![],
            supports: vec![],
            powers: vec![],
            steps: vec![
                step(StepKind::NothingDecided, date(2026, 10, 9), "Letter to 46 charities", false, 0),
                step(StepKind::SetOut, date(2026, 10, 12), "Grants from 2027", true, 0),
                step(StepKind::SetOut, date(2026, 11, 2), "Grants from 2027, second issue", true, 3),
            ],
            time_reason: String::new(),
            vote: None,
            closed: None,
            changed: vec![],
        }
    }

    fn standings(of: &Involvement, today: Date) -> [Standing; 4] {
        four_tests(of, &[], SETTINGS, today).map(|read| read.standing)
    }

    #[test]
    fn alternatives_that_came_late_and_nine_days_to_weigh_are_said_with_their_dates() {
        let today = date(2026, 11, 21);
        let read = four_tests(&grants(), &[], SETTINGS, today);
        assert_eq!(read.clone().map(|read| read.standing), [Standing::Met, Standing::NotMet, Standing::Met, Standing::NotMet]);
        assert!(read[1].says.contains("gives no alternatives") && read[1].says.contains("35 of 56 days"), "{}", read[1].says);
        assert!(read[3].says.starts_with("9 days lie between closing, 6 December 2026"), "{}", read[3].says);
    }

    #[test]
    fn asked_after_the_decision_is_not_being_asked() {
        let mut of = grants();
        of.decided_on = Some(date(2026, 10, 1));
        assert_eq!(standings(&of, date(2026, 11, 21))[0], Standing::NotMet);
    }

    #[test]
    fn without_its_documents_a_test_is_never_met() {
        let mut of = grants();
        of.steps.clear();
        assert_eq!(standings(&of, date(2026, 11, 21)), [Standing::NotYet, Standing::NotMet, Standing::Met, Standing::NotMet]);
        assert_eq!(standings(&of, date(2026, 10, 1))[1], Standing::NotYet);
    }

    #[test]
    fn august_or_an_election_needs_a_reason_and_so_does_a_short_round() {
        let august = QuietTime { title: "August".into(), from: date(2026, 8, 1), until: date(2026, 8, 31) };
        let mut of = grants();
        (of.opens, of.closes) = (date(2026, 7, 1), date(2026, 8, 20));
        let read = |of: &Involvement| four_tests(of, std::slice::from_ref(&august), SETTINGS, date(2026, 11, 21))[2].clone();
        assert_eq!(read(&of).standing, Standing::NotMet);
        assert!(read(&of).says.contains("20 of them fall in August"), "{}", read(&of).says);
        of.time_reason = "Schools asked for it before term.".into();
        assert_eq!(read(&of).standing, Standing::Met);
        assert!(read(&of).says.contains("Schools asked for it"));
        (of.opens, of.closes, of.time_reason) = (date(2026, 9, 1), date(2026, 9, 10), String::new());
        assert!(read(&of).says.contains("People had 10 days") && read(&of).standing == Standing::NotMet);
    }

    #[test]
    fn weighed_is_reported_after_closing_and_before_deciding_with_both_documents() {
        let mut of = grants();
        of.decided_on = Some(date(2027, 1, 12));
        assert_eq!(standings(&of, date(2026, 12, 7))[3], Standing::NotYet);
        assert_eq!(standings(&of, date(2027, 1, 13))[3], Standing::NotMet);
        let step = |kind, on| ConsultationStep {
            kind,
            on,
            document: "Report".into(),
            gives_reasons: false,
            alternatives: 0,
            duty: String::new(),
            note: String::new(),
        };
        of.steps.push(step(StepKind::Reported, date(2026, 12, 20)));
        assert_eq!(standings(&of, date(2026, 12, 21))[3], Standing::NotYet);
        of.steps.push(step(StepKind::Considered, date(2027, 1, 12)));
        assert_eq!(standings(&of, date(2027, 1, 13))[3], Standing::Met);
    }
}
