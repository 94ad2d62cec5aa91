//! What authorities spent: those loaded, and one with the file it came from.

use model::id::{SourceId, SpendId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::source::Source;
use model::spend::Spend;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct SpendView {
    pub spend: Record<SpendId, Spend>,
    pub source: Record<SourceId, Source>,
    /// The later file that corrected it, where the actor may see it.
    pub replaced_by: Option<Reference>,
}

/// Those in force, newest first.
pub async fn list_spends(desk: &Desk, actor: &Actor) -> Result<Vec<Record<SpendId, Spend>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let mut all = store::spends::list(&mut tx, &actor.scope).await?;
    all.retain(|one| one.noun.replaced_by.is_none());
    all.reverse();
    Ok(all)
}

pub async fn read_spend(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<SpendView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let spend = store::spends::by_reference(&mut tx, &actor.scope, reference).await?;
    let source = store::sources::find(&mut tx, &actor.scope, spend.noun.source).await?;
    let replaced_by = match spend.noun.replaced_by {
        Some(id) => store::spends::find(&mut tx, &actor.scope, id).await?.reference,
        None => None,
    };
    Ok(SpendView { spend, source, replaced_by })
}
