//! Who is who as a whole: how far it is known, what is not sure, what people said.

use std::sync::Arc;

use model::id::SupplierLinkId;
use model::record::Record;
use model::role::Permission;
use model::supplier_link::SupplierLink;

use super::ground::{SetNamed, ground};
use super::say_who::words_said;
use super::who::WhoIsWho;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct WhoView {
    pub who: Arc<WhoIsWho>,
    /// Every word ever said, the latest first.
    pub said: Vec<Record<SupplierLinkId, SupplierLink>>,
    pub sets: Vec<SetNamed>,
}

pub async fn read_who(desk: &Desk, actor: &Actor) -> Result<WhoView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let ground = ground(desk, actor).await?;
    Ok(WhoView { who: ground.who.clone(), said: words_said(desk, actor).await?, sets: ground.sets.clone() })
}
