//! Writing a meeting down: who sat there for each body, what was decided, and, later, what that changed for people.

use model::id::PartnershipId;
use model::partnership::{Agreed, Meeting, Partnership, Seat};
use model::record::Record;
use quantity::Date;

use super::{Needs, change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::typed::{LINE, TEXT, Typed};

pub struct RecordMeeting {
    pub on: Option<Date>,
    /// One a body that was there.
    pub seats: Vec<Seat>,
    pub elected_members: Option<u32>,
    /// One a line: `What was decided; planned` or `What was decided; came up`.
    pub decisions: String,
}

pub async fn record_meeting(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    ask: RecordMeeting,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let mut typed = Typed::new();
    let on = typed.past("on", ask.on, desk.today(), "Say when they met");
    let decisions = match decided(&ask.decisions) {
        Ok(decisions) => decisions,
        Err(wrong) => {
            typed.fault("decisions", wrong.join(". "));
            Vec::new()
        }
    };
    typed.ask("seats", !ask.seats.is_empty(), "Say who sat there for at least one body");
    typed.ask("seats", ask.seats.iter().all(|seat| !seat.role.trim().is_empty()), "Say in which role each one sat there");
    typed.ask("seats", ask.seats.iter().all(|seat| seat.role.chars().count() <= LINE), "Use a role of 200 characters or fewer");
    typed.done()?;
    let by_role = actor.role.clone();
    change(desk, actor, at, Needs::OfficerOrDecides, "record_meeting", |partnership| {
        if ask.seats.iter().any(|seat| partnership.part_of(seat.body).is_none()) {
            return Err(DeskError::Faults(vec![Fault::new("seats", "Choose from the bodies of this partnership")]));
        }
        if partnership.meetings.iter().any(|meeting| meeting.on == on) {
            return Err(DeskError::Faults(vec![Fault::new("on", "A meeting of this day is written down already")]));
        }
        let line = format!(
            "A meeting of “{}” was written down: {} of {} bodies, {} decided.",
            partnership.name,
            ask.seats.len(),
            partnership.bodies.len(),
            decisions.len()
        );
        let meeting = Meeting { on, seats: ask.seats, elected_members: ask.elected_members, decisions, by_role };
        partnership.meetings.push(meeting);
        partnership.meetings.sort_by_key(|meeting| meeting.on);
        Ok(line)
    })
    .await
}

/// Decisions typed one a line.
fn decided(lines: &str) -> Result<Vec<Agreed>, Vec<String>> {
    let mut wrong = Vec::new();
    let mut found = Vec::new();
    for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let (what, how) = line.rsplit_once(';').map_or((line, ""), |(what, how)| (what, how));
        let was_planned = match how.trim().to_lowercase().as_str() {
            "planned" => Some(true),
            "came up" => Some(false),
            _ => None,
        };
        match was_planned {
            Some(was_planned) if !what.trim().is_empty() && what.chars().count() <= TEXT => {
                found.push(Agreed { what: what.trim().to_owned(), was_planned, changed: String::new(), changed_on: None });
            }
            _ => wrong.push(format!("Line {}: write what was decided, a semicolon, and “planned” or “came up”", at + 1)),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

pub struct SayWhatChanged {
    /// Day of the meeting, and which of its decisions, from 0.
    pub met_on: Date,
    pub decision: usize,
    pub changed: String,
    pub on: Option<Date>,
}

/// What is different for people because of a decision.
pub async fn say_what_changed(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    ask: SayWhatChanged,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let mut typed = Typed::new();
    let changed = typed.text("changed", &ask.changed, TEXT, "Say what is different for people because of it");
    let on = typed.past("on", ask.on, desk.today(), "Say since when");
    typed.ask("on", on >= ask.met_on, "Use a day on or after the meeting");
    typed.done()?;
    change(desk, actor, at, Needs::OfficerOrDecides, "say_what_changed", |partnership| {
        let name = partnership.name.clone();
        let meeting = partnership.meetings.iter_mut().find(|meeting| meeting.on == ask.met_on);
        let decision = meeting.and_then(|meeting| meeting.decisions.get_mut(ask.decision)).ok_or(DeskError::NotFound)?;
        (decision.changed, decision.changed_on) = (changed, Some(on));
        Ok(format!("What a decision of “{name}” changed was written down: {}", decision.what))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_read_line_by_line_and_a_line_that_does_not_say_how_it_came_is_named() {
        let read = decided("Open the room on Fridays; planned\n\nAsk the trust; first; came up\n").expect("read");
        assert_eq!(
            read.iter().map(|one| (one.what.as_str(), one.was_planned)).collect::<Vec<_>>(),
            [("Open the room on Fridays", true), ("Ask the trust; first", false)]
        );
        let wrong = decided("Open the room; planned\nAsk the trust\n; planned").expect_err("refused");
        assert!(wrong.len() == 2 && wrong[0].starts_with("Line 2:") && wrong[1].starts_with("Line 3:"), "{wrong:?}");
    }
}
