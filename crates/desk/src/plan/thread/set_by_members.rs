//! A priority that members set, in their words and on somebody's authority: apart from evidence, and no part of any order.

use model::id::PriorityId;
use model::paper::PolicyPriority;
use model::priority::Priority;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct SetByMembers {
    pub priority: PriorityId,
    pub version: i64,
    /// In their words; empty takes back what was set.
    pub says: String,
    pub set_by: String,
}

pub async fn set_by_members(desk: &Desk, actor: &Actor, ask: SetByMembers) -> Result<Record<PriorityId, Priority>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let says = typed.optional("says", &ask.says, TEXT);
    let set_by = if says.is_empty() {
        typed.optional("set_by", &ask.set_by, LINE)
    } else {
        typed.text("set_by", &ask.set_by, LINE, "Name the member or body on whose authority it is entered")
    };
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::priorities::find(&mut write.tx, &actor.scope, ask.priority).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let mut typed = Typed::new();
    typed.ask("says", !says.is_empty() || record.noun.set_by_members.is_some(), "Say what members say, in their words");
    typed.done()?;
    let line = match says.is_empty() {
        true => format!("“{}” is no longer set by members.", record.noun.title),
        false => format!("“{}” was set by members, on the authority of {set_by}: “{says}”.", record.noun.title),
    };
    record.noun.set_by_members = (!says.is_empty()).then(|| PolicyPriority { says, set_by, on: desk.today() });
    record.changed_at = desk.now();
    let record = store::priorities::save(&mut write.tx, &record).await?;
    write.commit("set_by_members", "priority", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// A priority by the reference people say.
pub async fn find_priority(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<PriorityId, Priority>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::priorities::by_reference(&mut tx, &actor.scope, reference).await?)
}
