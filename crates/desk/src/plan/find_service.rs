//! A service by the reference people say: S-3.

use model::id::ServiceId;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::service::Service;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

pub async fn find_service(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<ServiceId, Service>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::services::by_reference(&mut tx, &actor.scope, reference).await?)
}
