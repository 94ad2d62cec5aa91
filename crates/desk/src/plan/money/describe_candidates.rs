//! Saying what each thing that could be done costs, by year and kind of money; whom it reaches; what it takes of staff and places; of which
//! service it is a version; and for whose outcomes its points are.

use model::allocation::{Allocation, Candidate};
use model::audience::Scope;
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission;
use store::Tx;

use super::candidate_lines::{Described, written};
use super::limit_lines::Names;
use super::question;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::Typed;

pub struct DescribeCandidates {
    pub allocation: AllocationId,
    pub version: i64,
    /// All there are: what is said here takes the place of what was said.
    pub described: Vec<Described>,
}

pub async fn describe_candidates(
    desk: &Desk,
    actor: &Actor,
    ask: DescribeCandidates,
) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::allocations::find(&mut write.tx, &actor.scope, ask.allocation).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    partners_are_there(&mut write.tx, &actor.scope, &ask.described).await?;
    let bodies = store::organisations::list(&mut write.tx, &actor.scope).await?;
    let names: Names = bodies.into_iter().map(|body| (body.id, body.noun.name)).collect();
    let before = written(&record.noun, &names);
    let mut typed = Typed::new();
    for said in &ask.described {
        if !record.noun.candidates.iter().any(|candidate| candidate.code == said.code) {
            typed.fault("described", format!("“{}” is not among what could be done. Add it first, or mend its code", said.code));
        }
    }
    for candidate in &mut record.noun.candidates {
        let Some(said) = ask.described.iter().find(|said| said.code == candidate.code && !said.money.is_empty()) else {
            let code = &candidate.code;
            typed.fault(
                "described",
                format!("What “{code}” costs is missing: nothing is taken to be free. Where it costs nothing, write a line of “{code}” that costs 0"),
            );
            continue;
        };
        say(candidate, said, &mut typed);
    }
    typed.done()?;
    let mut typed = Typed::new();
    if let Some(fault) = question::fault(&record.noun) {
        typed.fault("described", fault);
    }
    typed.done()?;
    record.changed_at = desk.now();
    let record = store::allocations::save(&mut write.tx, &record).await?;
    let line =
        format!("What could be done under “{}” was described. {}", record.noun.title, changed(&before, &written(&record.noun, &names)));
    write.commit("describe_candidates", "allocation", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// Every partner that is named is one the actor may see.
pub(super) async fn partners_are_there(tx: &mut Tx, scope: &Scope, described: &[Described]) -> Result<(), DeskError> {
    let money = described.iter().flat_map(|one| &one.money).filter_map(|line| line.partner);
    let gains = described.iter().flat_map(|one| &one.gains).map(|gain| gain.partner);
    let mut partners: Vec<_> = money.chain(gains).collect();
    partners.sort();
    partners.dedup();
    for partner in partners {
        store::organisations::find(tx, scope, partner).await?;
    }
    Ok(())
}

/// What is said of one takes the place of what was said of it.
pub(super) fn say(candidate: &mut Candidate, said: &Described, typed: &mut Typed) {
    let gained: i64 = said.gains.iter().map(|gain| gain.points).fold(0, i64::saturating_add);
    if gained > candidate.points || said.gains.iter().any(|gain| gain.points < 0) {
        typed.fault(
            "described",
            format!(
                "“{}” does {} points, and {gained} are given to partners: together no more than it does, none below nothing",
                candidate.code, candidate.points
            ),
        );
    }
    candidate.version_of.clone_from(&said.version_of);
    candidate.money.clone_from(&said.money);
    candidate.reach.clone_from(&said.reach);
    candidate.uses.clone_from(&said.uses);
    candidate.gains.clone_from(&said.gains);
}

/// Lines that are new, and lines that were there before and are not any longer.
pub(super) fn changed(before: &str, now: &str) -> String {
    let only_in = |one: &str, other: &str| {
        one.lines().filter(|line| !other.lines().any(|known| known == *line)).map(str::to_owned).collect::<Vec<String>>().join(" | ")
    };
    let (new, gone) = (only_in(now, before), only_in(before, now));
    match (new.is_empty(), gone.is_empty()) {
        (true, true) => "Nothing changed.".to_owned(),
        (false, true) => format!("New: {new}."),
        (true, false) => format!("Taken out: {gone}."),
        (false, false) => format!("New: {new}. Taken out: {gone}."),
    }
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn the_trail_says_which_lines_are_new_and_which_are_gone() {
        assert_eq!(
            changed("A; uses; beds; 2\nB; uses; beds; 1", "A; uses; beds; 3\nB; uses; beds; 1"),
            "New: A; uses; beds; 3. Taken out: A; uses; beds; 2."
        );
        assert_eq!(changed("A; uses; beds; 2", "A; uses; beds; 2"), "Nothing changed.");
    }
}
