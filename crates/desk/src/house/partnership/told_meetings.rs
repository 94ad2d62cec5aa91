//! Whether they meet as they agreed to: how often, who sits there, and how much is decided as it comes up. In whole sentences.

use std::collections::BTreeMap;

use jiff::ToSpan;
use model::id::OrganisationId;
use model::partnership::{Meeting, Partnership};
use quantity::{Date, period};

use crate::config::relationships::JointRule;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct MeetingsTold {
    /// What a careful colleague would say of them.
    pub sentences: Vec<String>,
    /// Of the meetings of the last months, body by body in the order of the partnership.
    pub sat: Vec<Sat>,
}

/// How often a body sat there; of meetings since it joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sat {
    pub body: OrganisationId,
    /// In the seniority that was agreed.
    pub senior: usize,
    /// Somebody sat in for them.
    pub stood_in: usize,
    pub missed: usize,
}

impl Sat {
    pub fn of(&self) -> usize {
        self.senior + self.stood_in + self.missed
    }
}

/// The first day of the last `months`.
pub(crate) fn since(today: Date, months: u8) -> Date {
    today.checked_sub(i32::from(months).months()).unwrap_or(today)
}

pub(super) fn told(partnership: &Partnership, names: &BTreeMap<OrganisationId, String>, rule: &JointRule, today: Date) -> MeetingsTold {
    let from = since(today, rule.months);
    let meetings: Vec<&Meeting> = partnership.meetings.iter().filter(|meeting| meeting.on >= from).collect();
    let sat = partnership.bodies.iter().map(|one| sat(one.body, one.since, &meetings)).collect();
    let mut sentences = cadence(partnership, today);
    sentences.extend(missing(partnership, names, rule));
    let decided: Vec<bool> = meetings.iter().flat_map(|meeting| &meeting.decisions).map(|decision| decision.was_planned).collect();
    let came_up = decided.iter().filter(|was_planned| !**was_planned).count();
    if came_up > 0 {
        sentences.push(format!(
            "Of {} decided in the last {} months, {came_up} came up without having been planned.",
            things(decided.len()),
            rule.months
        ));
    }
    MeetingsTold { sentences, sat }
}

fn things(count: usize) -> String {
    if count == 1 { "the one thing".to_owned() } else { format!("{count} things") }
}

fn sat(body: OrganisationId, since: Date, meetings: &[&Meeting]) -> Sat {
    let mut sat = Sat { body, senior: 0, stood_in: 0, missed: 0 };
    for meeting in meetings {
        match meeting.seats.iter().find(|seat| seat.body == body) {
            Some(seat) if seat.is_senior => sat.senior += 1,
            Some(_) => sat.stood_in += 1,
            // Before it joined, nobody missed it.
            None if meeting.on >= since => sat.missed += 1,
            None => {}
        }
    }
    sat
}

/// Whether too long a time lies between two meetings, or since the last.
fn cadence(partnership: &Partnership, today: Date) -> Vec<String> {
    let Some(weeks) = partnership.every_weeks else {
        return vec!["How often they meet is not agreed.".to_owned()];
    };
    let agreed = if weeks == 1 { "They agreed to meet every week".to_owned() } else { format!("They agreed to meet every {weeks} weeks") };
    let Some(last) = partnership.meetings.last() else {
        return vec![format!("{agreed}. No meeting is written down yet.")];
    };
    let most = i32::from(weeks) * 7;
    let days = |from: Date, to: Date| (to - from).get_days();
    let mut said = Vec::new();
    let gap = days(last.on, today);
    if gap > most {
        said.push(format!(
            "{agreed}. The last meeting was on {}, {} weeks ago: one was missed at least.",
            period::in_words(last.on),
            gap / 7
        ));
    }
    let wide: Vec<String> = partnership
        .meetings
        .windows(2)
        .filter_map(|pair| match pair {
            [one, next] if days(one.on, next.on) > most => Some(format!("{} and {}", period::in_words(one.on), period::in_words(next.on))),
            _ => None,
        })
        .collect();
    if !wide.is_empty() {
        said.push(format!("{agreed}. Longer than that lies between {}.", wide.join("; between ")));
    }
    if said.is_empty() {
        said.push(format!("{agreed}, and do. The last meeting was on {}.", period::in_words(last.on)));
    }
    said
}

/// Bodies that were not there, time after time.
fn missing(partnership: &Partnership, names: &BTreeMap<OrganisationId, String>, rule: &JointRule) -> Vec<String> {
    let mut said = Vec::new();
    for one in partnership.bodies.iter().filter(|one| one.part != model::partnership::PartIn::LooksOn) {
        let held = partnership.meetings.iter().rev().take_while(|meeting| meeting.on >= one.since);
        let in_a_row = held.take_while(|meeting| meeting.seats.iter().all(|seat| seat.body != one.body)).count();
        if in_a_row >= rule.missed_in_a_row {
            let name = names.get(&one.body).map_or("A body you cannot see", String::as_str);
            said.push(format!("{name} was missing from the last {in_a_row} meetings."));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::relationships::defaults;
    use jiff::civil::date;
    use model::partnership::{PartIn, Seat, TakesPart};
    use uuid::Uuid;

    fn body(number: u128) -> OrganisationId {
        OrganisationId(Uuid::from_u128(number))
    }

    fn partnership(every_weeks: Option<u8>, meetings: &[(Date, &[u128])]) -> Partnership {
        let part = |number| TakesPart { body: body(number), part: PartIn::Decides, since: date(2026, 1, 1) };
        let seat = |number: &u128| Seat { body: body(*number), is_senior: true, role: "Director".into() };
        let meeting = |(on, there): &(Date, &[u128])| Meeting {
            on: *on,
            seats: there.iter().map(seat).collect(),
            elected_members: None,
            decisions: vec![],
            by_role: String::new(),
        };
        Partnership {
            name: "Adults in crisis".into(),
            purpose: String::new(),
            bodies: vec![part(1), part(2)],
            fund: None,
            cases: vec![],
            every_weeks,
            seniority: String::new(),
            directions: vec![],
            meetings: meetings.iter().map(meeting).collect(),
            rounds: vec![],
            notes: vec![],
            one_list: None,
            incentives: vec![],
            reviews: vec![],
            structure_changes: vec![],
        }
    }

    fn said(partnership: &Partnership) -> String {
        let names = [(body(1), "The council".to_owned()), (body(2), "The police".to_owned())].into();
        told(partnership, &names, &defaults().expect("rules").joint, date(2026, 11, 21)).sentences.join(" ")
    }

    #[test]
    fn a_meeting_that_did_not_happen_is_said_and_so_is_a_cadence_nobody_agreed() {
        let late = said(&partnership(Some(6), &[(date(2026, 9, 3), &[1, 2])]));
        assert!(late.contains("every 6 weeks") && late.contains("3 September 2026, 11 weeks ago: one was missed"), "{late}");
        let between = said(&partnership(Some(6), &[(date(2026, 7, 1), &[1, 2]), (date(2026, 11, 10), &[1, 2])]));
        assert!(between.contains("between 1 July 2026 and 10 November 2026") && !between.contains("ago"), "{between}");
        assert!(said(&partnership(Some(6), &[(date(2026, 11, 10), &[1, 2])])).contains("and do"));
        assert!(said(&partnership(Some(6), &[])).contains("No meeting is written down yet"));
        assert!(said(&partnership(None, &[(date(2026, 11, 10), &[1, 2])])).contains("How often they meet is not agreed"));
    }

    #[test]
    fn a_body_missing_from_two_meetings_running_is_named_and_from_one_is_not() {
        let once = partnership(Some(6), &[(date(2026, 10, 1), &[1, 2]), (date(2026, 11, 10), &[1])]);
        assert!(!said(&once).contains("was missing"), "{}", said(&once));
        let twice = partnership(Some(6), &[(date(2026, 10, 1), &[1]), (date(2026, 11, 10), &[1])]);
        assert!(said(&twice).contains("The police was missing from the last 2 meetings."), "{}", said(&twice));
    }
}
