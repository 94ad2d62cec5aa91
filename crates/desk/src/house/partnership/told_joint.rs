//! Is it truly joint, and does it truly commission? Six questions to talk about, each with what the records show and what each body says
//! of it. There is no mark: what is not seen is a beginning of a conversation.

use std::collections::BTreeMap;

use model::fund::{Fund, Sharing};
use model::id::OrganisationId;
use model::partnership::Partnership;
use quantity::rounding::shown;
use quantity::{Date, period};

use super::told_meetings::{MeetingsTold, since};
use super::told_rounds::{OrdersTold, RoundTold};
use crate::config::relationships::JointRule;

/// A question of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    pub code: &'static str,
    pub asks: &'static str,
}

pub const QUESTIONS: [Question; 6] = [
    Question { code: "direction", asks: "Have we all signed where we are going, lately?" },
    Question { code: "same_order", asks: "Do we put the same things first, asked apart?" },
    Question { code: "money", asks: "Do we put money together, on an agreement?" },
    Question { code: "risk", asks: "Is it written down how an overspend falls on each of us?" },
    Question { code: "sat", asks: "Do those who can decide sit at the table?" },
    Question { code: "changed", asks: "Has what we decided changed anything for people?" },
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InRecords {
    Seen,
    NotSeen,
    NotKnown,
}

#[derive(Debug, Clone)]
pub struct JointPoint {
    pub question: Question,
    pub seen: InRecords,
    /// What the records show, in a sentence.
    pub evidence: String,
    /// What each body says, with the day.
    pub notes: Vec<(String, String, Date)>,
}

/// What the answers are read from.
pub(super) struct Read<'a> {
    pub partnership: &'a Partnership,
    pub names: &'a BTreeMap<OrganisationId, String>,
    /// None: no fund is named; the second none: it is one the reader cannot see.
    pub fund: Option<Option<&'a Fund>>,
    pub rounds: &'a [RoundTold],
    pub meetings: &'a MeetingsTold,
    pub rule: &'a JointRule,
    pub today: Date,
}

pub(super) fn told(read: &Read<'_>) -> Vec<JointPoint> {
    let point = |question: &Question| {
        let (seen, evidence) = match question.code {
            "direction" => direction(read),
            "same_order" => same_order(read),
            "money" => money(read),
            "risk" => risk(read),
            "sat" => sat(read),
            _ => changed(read),
        };
        let of = read.partnership.notes.iter().filter(|note| note.question == question.code);
        let notes = of.map(|note| (read.name(note.body), note.says.clone(), note.on)).collect();
        JointPoint { question: *question, seen, evidence, notes }
    };
    QUESTIONS.iter().map(point).collect()
}

type Answered = (InRecords, String);

impl Read<'_> {
    fn name(&self, body: OrganisationId) -> String {
        self.names.get(&body).cloned().unwrap_or_else(|| "A body you cannot see".to_owned())
    }

    fn list(&self, bodies: &[OrganisationId]) -> String {
        let names: Vec<String> = bodies.iter().map(|body| self.name(*body)).collect();
        match names.as_slice() {
            [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
            _ => names.concat(),
        }
    }
}

fn direction(read: &Read<'_>) -> Answered {
    let Some(direction) = read.partnership.directions.last() else {
        return (InRecords::NotSeen, "No direction is written down.".to_owned());
    };
    let deciding = read.partnership.deciding();
    let unsigned: Vec<OrganisationId> = deciding.into_iter().filter(|body| direction.signed.iter().all(|one| one.body != *body)).collect();
    if !unsigned.is_empty() {
        return (InRecords::NotSeen, format!("{} not signed it.", have(&read.list(&unsigned), unsigned.len())));
    }
    let oldest = direction.signed.iter().map(|one| one.on).min().unwrap_or(direction.written_on);
    let when = period::in_words(oldest);
    if oldest < since(read.today, read.rule.months) {
        return (InRecords::NotSeen, format!("All signed it, the first on {when}: more than {} months ago.", read.rule.months));
    }
    (InRecords::Seen, format!("All who decide have signed it, the first on {when}."))
}

fn have(names: &str, count: usize) -> String {
    format!("{names} {}", if count == 1 { "has" } else { "have" })
}

fn same_order(read: &Read<'_>) -> Answered {
    let Some(round) = read.rounds.iter().rev().find(|round| round.round.asks == model::partnership::Asks::Order) else {
        return (InRecords::NotKnown, "Nobody has been asked to put priorities in order apart from the others.".to_owned());
    };
    let Some(OrdersTold { agreement: Some(agreement), .. }) = round.orders() else {
        return (InRecords::NotKnown, "Fewer than two orders can be set side by side yet.".to_owned());
    };
    if !round.silent().is_empty() {
        return (InRecords::NotKnown, format!("{} not given an order.", have(&read.list(&round.silent()), round.silent().len())));
    }
    let Some((one, other, lowest)) = agreement.pairs.iter().min_by(|a, b| a.2.total_cmp(&b.2)) else {
        return (InRecords::NotKnown, "Fewer than two orders can be set side by side yet.".to_owned());
    };
    let said = format!(
        "Of all pairs {one} and {other} agree least: {} from −1 (opposite) to 1 (the same); all together {} from 0 to 1.",
        shown(*lowest, 2),
        shown(agreement.overall, 2)
    );
    if *lowest >= read.rule.same_order_from { (InRecords::Seen, said) } else { (InRecords::NotSeen, said) }
}

fn money(read: &Read<'_>) -> Answered {
    let fund = match read.fund {
        None => return (InRecords::NotSeen, "No fund is named.".to_owned()),
        Some(None) => return (InRecords::NotKnown, "The fund that is named is not shared with you.".to_owned()),
        Some(Some(fund)) => fund,
    };
    let pays = |body: &OrganisationId| fund.partners().iter().any(|(partner, amount)| partner == body && amount.is_some());
    let (paying, silent): (Vec<OrganisationId>, Vec<OrganisationId>) = read.partnership.deciding().into_iter().partition(pays);
    let said = match silent.len() {
        0 => format!("All who decide put a known amount into “{}”.", fund.name),
        count => format!("{} not said what it puts into “{}”.", have(&read.list(&silent), count), fund.name),
    };
    if paying.len() >= 2 { (InRecords::Seen, said) } else { (InRecords::NotSeen, said) }
}

fn risk(read: &Read<'_>) -> Answered {
    let fund = match read.fund {
        None => return (InRecords::NotSeen, "No fund is named.".to_owned()),
        Some(None) => return (InRecords::NotKnown, "The fund that is named is not shared with you.".to_owned()),
        Some(Some(fund)) => fund,
    };
    match &fund.sharing {
        Sharing::OwnMoney { lead } => {
            (InRecords::NotSeen, format!("Each answers for its own money: what is over stays with {}.", read.name(*lead)))
        }
        Sharing::LeadFirst { lead, .. } => {
            (InRecords::Seen, format!("{} bears a first part, the rest falls by what each puts in.", read.name(*lead)))
        }
        Sharing::Contribution => (InRecords::Seen, "It falls on each by what it puts in.".to_owned()),
    }
}

fn sat(read: &Read<'_>) -> Answered {
    let deciding = read.partnership.deciding();
    let of: Vec<_> = read.meetings.sat.iter().filter(|sat| deciding.contains(&sat.body)).collect();
    if of.iter().all(|sat| sat.of() == 0) {
        return (InRecords::NotKnown, format!("No meeting is written down in the last {} months.", read.rule.months));
    }
    let enough = |sat: &&&super::told_meetings::Sat| sat.of() > 0 && sat.senior as f64 >= read.rule.sat_from * sat.of() as f64;
    let sitting: Vec<OrganisationId> = of.iter().filter(enough).map(|sat| sat.body).collect();
    let least = shown(read.rule.sat_from * 100.0, 0);
    let rest: Vec<OrganisationId> = of.iter().map(|sat| sat.body).filter(|body| !sitting.contains(body)).collect();
    let said = match (sitting.is_empty(), rest.is_empty()) {
        (_, true) => format!("All who decide sat there at {least}% of meetings or more, in the seniority that was agreed."),
        (true, _) => format!("Nobody sat there at {least}% of meetings, in the seniority that was agreed."),
        _ => format!("{} did at {least}% of meetings or more; {} did not.", read.list(&sitting), read.list(&rest)),
    };
    if sitting.len() >= 2 && rest.is_empty() { (InRecords::Seen, said) } else { (InRecords::NotSeen, said) }
}

fn changed(read: &Read<'_>) -> Answered {
    let from = since(read.today, read.rule.months);
    let decisions: Vec<_> = read.partnership.meetings.iter().flat_map(|meeting| &meeting.decisions).collect();
    let newest = decisions.iter().filter(|one| one.changed_on.is_some_and(|on| on >= from)).max_by_key(|one| one.changed_on);
    match newest {
        Some(one) => (InRecords::Seen, format!("“{}”: {}", one.what, one.changed)),
        None if decisions.is_empty() => (InRecords::NotKnown, "No decision is written down.".to_owned()),
        None => (
            InRecords::NotSeen,
            format!(
                "Of {} written down, none is known to have changed anything for people in the last {} months.",
                decided(decisions.len()),
                read.rule.months
            ),
        ),
    }
}

fn decided(count: usize) -> String {
    if count == 1 { "the one decision".to_owned() } else { format!("{count} decisions") }
}
