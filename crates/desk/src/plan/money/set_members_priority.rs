//! What elected members put in or leave out of a plan whatever its points: entered on their authority, and no part of the evidence.

use model::allocation::{Allocation, MembersPriority};
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission;

use super::question;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct SetMembersPriority {
    pub allocation: AllocationId,
    pub version: i64,
    /// Of what could be done.
    pub code: String,
    /// To be done, not to be done, or neither any longer.
    pub is_done: Option<bool>,
    pub says: String,
    pub set_by: String,
}

/// Another about the same thing takes the place of the one before; the trail keeps both.
pub async fn set_members_priority(
    desk: &Desk,
    actor: &Actor,
    ask: SetMembersPriority,
) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let says = typed.text("says", &ask.says, TEXT, "Say what members say, in their words");
    let set_by = typed.text("set_by", &ask.set_by, LINE, "Name the member or body on whose authority it is entered");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::allocations::find(&mut write.tx, &actor.scope, ask.allocation).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let noun = &mut record.noun;
    let mut typed = Typed::new();
    let title = noun.candidates.iter().find(|candidate| candidate.code == ask.code).map(|candidate| candidate.title.clone());
    typed.ask("code", title.is_some(), "Choose one of the things that could be done");
    let known = noun.priorities.iter().any(|set| set.code == ask.code);
    typed.ask("is_done", ask.is_done.is_some() || known, "Nothing is set about this one, so there is nothing to take back");
    typed.done()?;
    noun.priorities.retain(|set| set.code != ask.code);
    let what = match ask.is_done {
        Some(true) => "is to be done",
        Some(false) => "is not to be done",
        None => "is neither put in nor left out any longer",
    };
    let line = format!("“{}” {what} under “{}”, as {set_by} set: “{says}”.", title.unwrap_or_default(), noun.title);
    if let Some(is_done) = ask.is_done {
        noun.priorities.push(MembersPriority { code: ask.code, is_done, says, set_by, on: desk.today() });
    }
    let mut typed = Typed::new();
    if let Some(fault) = question::fault(noun) {
        typed.fault("code", fault);
    }
    typed.done()?;
    record.changed_at = desk.now();
    let record = store::allocations::save(&mut write.tx, &record).await?;
    write.commit("set_members_priority", "allocation", Some(record.id.uuid()), line).await?;
    Ok(record)
}
