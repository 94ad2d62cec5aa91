//! Which priority an outcome serves, and what kind of thing it is.

use model::id::{OutcomeId, PriorityId};
use model::outcome::{Outcome, OutcomeKind};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

pub struct LinkOutcome {
    pub outcome: OutcomeId,
    pub version: i64,
    /// None takes the link away: the outcome is an orphan again.
    pub priority: Option<PriorityId>,
    pub kind: OutcomeKind,
}

pub async fn link_outcome(desk: &Desk, actor: &Actor, ask: LinkOutcome) -> Result<Record<OutcomeId, Outcome>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::outcomes::find(&mut write.tx, &actor.scope, ask.outcome).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let said = match ask.priority {
        Some(id) => format!("serves “{}”", store::priorities::find(&mut write.tx, &actor.scope, id).await?.noun.title),
        None => "serves no priority".to_owned(),
    };
    record.noun.priority = ask.priority;
    record.noun.kind = ask.kind;
    record.changed_at = desk.now();
    let record = store::outcomes::save(&mut write.tx, &record).await?;
    let line = format!("“{}” {said}; it is {}.", record.noun.statement, record.noun.kind.words());
    write.commit("link_outcome", "outcome", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// An outcome by the reference people say, with the priorities it could serve.
pub async fn find_outcome(
    desk: &Desk,
    actor: &Actor,
    reference: &Reference,
) -> Result<(Record<OutcomeId, Outcome>, Vec<Record<PriorityId, model::priority::Priority>>), DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let outcome = store::outcomes::by_reference(&mut tx, &actor.scope, reference).await?;
    Ok((outcome, store::priorities::list(&mut tx, &actor.scope).await?))
}
