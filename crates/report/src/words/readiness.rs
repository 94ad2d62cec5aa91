//! The readiness check in words: the answer, its reasons, its dates, what can be done meanwhile, and the exception.

use model::control::ControlOf;
use model::decision::Exception;
use model::readiness::{Answer, ControlConflict, Earliest, ReadinessCheck, Reason};
use model::terms::{GroundKind, Way};
use quantity::Date;

use super::count::{self, date_seen_from, sentence};
use super::evidence;
use crate::page::{self, Block, Document, Look, Text};
use crate::table::{Cell, Column, Table};

pub const QUESTION: &str = "Are we solving it, or moving it?";
pub const NOT_KNOWN: &str = "not known";

pub fn look(answer: Answer) -> Look {
    match answer {
        Answer::Ready => Look::Shown,
        Answer::NotReady => Look::NotYet,
        Answer::PointsTheOtherWay => Look::Away,
        Answer::NotKnown => Look::Unknown,
    }
}

/// The four answers this check can give, for the key under the banner.
pub fn four_answers() -> [(Look, &'static str, &'static str); 4] {
    [Answer::Ready, Answer::NotReady, Answer::PointsTheOtherWay, Answer::NotKnown]
        .map(|answer| (look(answer), answer.words(), meaning(answer)))
}

pub fn meaning(answer: Answer) -> &'static str {
    match answer {
        Answer::Ready => "Every issue that matters most is shown to be fixed",
        Answer::NotReady => "Something is missing; it says what, and the earliest date",
        Answer::PointsTheOtherWay => "It is getting worse, or has moved elsewhere",
        Answer::NotKnown => "Nothing is agreed or measured. It never reads as fine",
    }
}

/// The banner. `say` is the check's own sentence; where it is empty, the answer's meaning stands. At most three facts.
pub fn banner(check: &ReadinessCheck, say: &str, shown: u32, material: u32) -> page::Answer {
    let mut facts = vec![("Shown to be fixed so far".to_owned(), evidence::shown_so_far(shown, material))];
    match check.answer {
        Answer::Ready => {
            facts.push(match &check.affirmed {
                Some(affirmed) => ("Affirmed by".to_owned(), format!("{}, {}", affirmed.name, affirmed.role)),
                None => ("Affirmed by".to_owned(), "Nobody yet: a named role has to affirm it".to_owned()),
            });
        }
        _ => facts.extend(check.earliest.iter().take(2).map(earliest)),
    }
    let say = if say.trim().is_empty() { format!("{}.", meaning(check.answer)) } else { say.to_owned() };
    page::Answer { look: look(check.answer), word: check.answer.words().to_owned(), say, facts }
}

/// `If October is explained and accepted` · `March 2027 at the earliest`.
pub fn earliest(earliest: &Earliest) -> (String, String) {
    let condition = earliest.condition.trim();
    let name = if condition.is_empty() { "Earliest".to_owned() } else { sentence(condition.trim_end_matches(['.', ',', ':'])) };
    let month =
        earliest.month.map_or_else(|| "No date can be given yet".to_owned(), |month| format!("{} at the earliest", month.in_words()));
    (name, month)
}

/// The same on one line, without a full stop: "November 2026 at the earliest", "If October is explained: March 2027 at the earliest".
pub fn earliest_said(said: &Earliest) -> String {
    let (name, month) = earliest(said);
    if said.condition.trim().is_empty() { month } else { format!("{name}: {month}") }
}

/// Whoever runs the service sees a draft judgement before a decision rests on it.
pub fn reply_until(name: &str, on: Date, today: Date) -> String {
    format!(
        "{name} runs the service and may reply to this answer until {}. Its reply stands beside the answer; a decision waits until it is there, or until that day has passed.",
        date_seen_from(today, on)
    )
}

/// Why, as sentences; what would mend each stands in [`missing`].
pub fn reasons(reasons: &[Reason]) -> Block {
    Block::List { numbered: false, items: reasons.iter().map(|reason| Text::plain(reason.text.clone())).collect() }
}

/// What is missing, who could mend it and by when at the earliest, in order of date; what has none comes last.
pub fn missing(reasons: &[Reason], today: Date) -> Table {
    let mut mends: Vec<_> = reasons.iter().filter_map(|reason| reason.mend.as_ref()).collect();
    mends.sort_by_key(|mend| (mend.earliest.is_none(), mend.earliest));
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for mend in mends {
        let row = vec![
            Cell::words(sentence(&mend.what)),
            Cell::words(if mend.who.trim().is_empty() { "Nobody yet".to_owned() } else { sentence(&mend.who) }),
            match mend.earliest {
                Some(day) => Cell::words(date_seen_from(today, day)),
                None => Cell::Missing("No date can be given yet".to_owned()),
            },
        ];
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    Table::new(
        "What is missing, in order of date",
        vec![Column::words("What is missing"), Column::words("Who"), Column::words("Earliest")],
        rows,
    )
}

/// One lawful thing to do meanwhile, as the check fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaySaid {
    pub way: Way,
    pub title: String,
    pub what: String,
    pub takes: String,
    pub costs: String,
    pub needs: String,
}

/// `Takes to March 2027 · costs about £57k a month of saving put off · needs the repairs budget to stay with you`.
pub fn way_needs(way: &WaySaid) -> Text {
    let or = |text: &str| if text.trim().is_empty() { NOT_KNOWN.to_owned() } else { text.trim().to_owned() };
    Text::default()
        .strong("Takes")
        .and(format!(" {} · ", or(&way.takes)))
        .strong("costs")
        .and(format!(" {} · ", or(&way.costs)))
        .strong("needs")
        .and(format!(" {}", or(&way.needs)))
}

/// The things to do meanwhile, each in one item: title, what it is, what it takes, costs and needs.
pub fn ways(ways: &[WaySaid]) -> Block {
    let items = ways
        .iter()
        .map(|way| {
            let Text(needs) = way_needs(way);
            let mut text = Text::default().strong(format!("{}. ", way.title)).and(format!("{} ", way.what.trim()));
            text.0.extend(needs);
            text
        })
        .collect();
    Block::List { numbered: true, items }
}

/// Over the five: they are lawful and open today.
pub fn ways_lead(count: usize, choose_by: Option<Date>, today: Date) -> String {
    let all = match count {
        0 => return "Nothing has to be done meanwhile.".to_owned(),
        1 => "It is lawful and open today.".to_owned(),
        n => format!("All {} are lawful and open today.", count::number(n as u64)),
    };
    choose_by.map_or(all.clone(), |day| format!("{all} Choose by {}.", date_seen_from(today, day)))
}

/// When this check never holds anything up.
pub fn never_held() -> String {
    let grounds: Vec<&str> = GroundKind::ALL.into_iter().map(GroundKind::words).collect();
    format!("{}.", sentence(&grounds.join(" · ")))
}

/// What the change would take out of the hands of whoever has to fix the issue.
pub fn conflicts(conflicts: &[ControlConflict]) -> Table {
    let words = |of: &[ControlOf]| sentence(&of.iter().map(|c| c.words()).collect::<Vec<_>>().join("; "));
    let rows = conflicts
        .iter()
        .map(|conflict| {
            vec![Cell::words(conflict.what.clone()), Cell::words(words(&conflict.needs)), Cell::words(words(&conflict.given_away))]
        })
        .collect();
    Table::new(
        "Fixes and the control they need",
        vec![Column::words("Fix still under way"), Column::words("Needs control of"), Column::words("Given away")],
        rows,
    )
}

/// Before the form: who may proceed, and what is shown ever after. `roles` as people say them.
pub fn exception_offer(roles: &[String], answer: Answer) -> String {
    let told = "The reason is shown with the decision and in every paper that relies on it.";
    if roles.is_empty() {
        return format!("The check advises. Nothing in the scheme of delegation holds this case. {told}");
    }
    let who = match roles {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        _ => roles.concat(),
    };
    format!(
        "The check advises. Under the scheme of delegation, {who} may proceed while it says “{}”. {told}",
        answer.words().to_lowercase()
    )
}

/// Shown with the decision, and in every paper that relies on it.
pub fn exception(exception: &Exception, recorded_on: Date) -> String {
    let reason = exception.reason.trim();
    let stop = if reason.ends_with(['.', '!', '?']) { "" } else { "." };
    format!(
        "{}, {}, proceeded by exception on {}. Reason: {reason}{stop} To be reviewed by {}.",
        exception.name,
        exception.role,
        count::plain_date(recorded_on),
        count::plain_date(exception.review_on)
    )
}

/// What the whole check says, for a terminal or a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Told<'a> {
    pub check: &'a ReadinessCheck,
    pub service: &'a str,
    /// `transfer to a provider`; what is proposed.
    pub change: &'a str,
    pub say: &'a str,
    pub shown: u32,
    pub material: u32,
    pub ways: &'a [WaySaid],
    pub exception: Option<(&'a Exception, Date)>,
    pub today: Date,
    /// `readiness, edition 1`.
    pub edition: &'a str,
}

pub fn document(told: &Told<'_>) -> Document {
    let mut page = Document::new(QUESTION, format!("{} · proposed: {}", told.service, told.change));
    page.push(Block::Answer(banner(told.check, told.say, told.shown, told.material)));
    if let Some((made, on)) = told.exception {
        page.push(Block::Note(Text::plain(exception(made, on))));
    }
    if !told.check.reasons.is_empty() {
        page.heading("Why").push(reasons(&told.check.reasons));
        let missing = missing(&told.check.reasons, told.today);
        if !missing.rows.is_empty() {
            page.heading("What is missing, and when it could be there").push(Block::Table(missing));
        }
    }
    if !told.check.conflicts.is_empty() {
        page.heading("What the change would take out of your hands").push(Block::Table(conflicts(&told.check.conflicts)));
    }
    if !told.ways.is_empty() {
        page.heading("What you can do meanwhile").paragraph(ways_lead(told.ways.len(), None, told.today)).push(ways(told.ways));
        page.heading("When this check never holds anything up").paragraph(never_held());
    }
    page.foot.push(format!("Method: {}. Asked by {}.", told.edition, told.check.asked_by));
    page
}
