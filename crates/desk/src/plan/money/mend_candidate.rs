//! Mending one of the things that could be done: its title and points, what it costs, reaches and takes, and what it needs beside it.

use model::allocation::{Allocation, Candidate, Needs};
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission;

use super::candidate_lines::{Described, written_of};
use super::describe_candidates::{changed, partners_are_there, say};
use super::limit_lines::Names;
use super::question;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

pub struct MendCandidate {
    pub allocation: AllocationId,
    pub version: i64,
    /// Its code, which never changes: other lines name it.
    pub code: String,
    pub title: String,
    pub points: Option<i64>,
    /// What is said of it, of its own code alone.
    pub described: Vec<Described>,
    /// Codes of those that have to be done with it.
    pub needs: Vec<String>,
}

pub async fn mend_candidate(desk: &Desk, actor: &Actor, ask: MendCandidate) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Say what would be done");
    typed.ask("points", ask.points.is_some(), "Write its points as a whole number");
    let costs = ask.described.iter().find(|said| said.code == ask.code && !said.money.is_empty());
    let code = &ask.code;
    typed.ask(
        "described",
        costs.is_some(),
        format!(
            "What “{code}” costs is missing: nothing is taken to be free. Where it costs nothing, write a line of “{code}” that costs 0"
        ),
    );
    if let Some(other) = ask.described.iter().find(|said| said.code != ask.code) {
        typed.fault("described", format!("“{}” is another one: only lines of “{code}” are read here", other.code));
    }
    typed.done()?;
    let (Some(points), Some(said)) = (ask.points, costs) else { return Err(DeskError::NotFound) };
    let mut write = desk.write(actor).await?;
    let mut record = store::allocations::find(&mut write.tx, &actor.scope, ask.allocation).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    partners_are_there(&mut write.tx, &actor.scope, &ask.described).await?;
    let bodies = store::organisations::list(&mut write.tx, &actor.scope).await?;
    let names: Names = bodies.into_iter().map(|body| (body.id, body.noun.name)).collect();
    let first = record.noun.year;
    let noun = &mut record.noun;
    let mut typed = Typed::new();
    for other in &ask.needs {
        let is_there = other != code && noun.candidates.iter().any(|candidate| candidate.code == *other);
        typed.ask("needs", is_there, format!("“{other}” is not among the others that could be done. Use their codes"));
    }
    let before_needs = needed(noun, code);
    let Some(candidate) = noun.candidates.iter_mut().find(|candidate| candidate.code == *code) else { return Err(DeskError::NotFound) };
    let before = candidate.clone();
    (candidate.title, candidate.points) = (title, points);
    say(candidate, said, &mut typed);
    let now = candidate.clone();
    typed.done()?;
    noun.needs.retain(|needs| needs.code != *code);
    noun.needs.extend(ask.needs.iter().map(|other| Needs { code: code.clone(), needs: other.clone() }));
    let line = format!("{}{}", mended(&before, &now, first, &names), needs_said(&before_needs, &needed(noun, code)));
    let mut typed = Typed::new();
    if let Some(fault) = question::fault(noun) {
        typed.fault("described", fault);
    }
    typed.done()?;
    record.changed_at = desk.now();
    let record = store::allocations::save(&mut write.tx, &record).await?;
    write.commit("mend_candidate", "allocation", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// Codes of what one needs beside it.
pub fn needed(allocation: &Allocation, code: &str) -> Vec<String> {
    allocation.needs.iter().filter(|needs| needs.code == code).map(|needs| needs.needs.clone()).collect()
}

/// What the trail says: what each thing was before.
fn mended(before: &Candidate, now: &Candidate, first: i16, names: &Names) -> String {
    let mut said = format!("“{}” ({}) was mended.", before.title, before.code);
    if before.title != now.title {
        said.push_str(&format!(" It is called “{}” now.", now.title));
    }
    if before.points != now.points {
        said.push_str(&format!(" It had {} points, and has {}.", before.points, now.points));
    }
    let (was, is) = (written_of(before, first, names), written_of(now, first, names));
    if was != is {
        said.push_str(&format!(" {}", changed(&was, &is)));
    }
    said
}

fn needs_said(before: &[String], now: &[String]) -> String {
    let codes = |all: &[String]| if all.is_empty() { "nothing".to_owned() } else { all.join(", ") };
    if before == now { String::new() } else { format!(" It needed {}, and needs {}.", codes(before), codes(now)) }
}
