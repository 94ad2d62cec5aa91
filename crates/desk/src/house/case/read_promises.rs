//! Promises, due first.

use model::id::PromiseId;
use model::promise::Promise;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

/// All the actor may see: those still to come by their date, then those with a result, latest first.
pub async fn read_promises(desk: &Desk, actor: &Actor) -> Result<Vec<Record<PromiseId, Promise>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let mut promises = store::promises::list(&mut tx, &actor.scope).await?;
    promises.sort_by_key(|promise| (promise.noun.result.is_some(), promise.noun.due));
    Ok(promises)
}

pub async fn find_promise(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<PromiseId, Promise>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::promises::by_reference(&mut tx, &actor.scope, reference).await?)
}
