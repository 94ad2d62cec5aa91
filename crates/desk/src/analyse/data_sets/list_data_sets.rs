//! Data sets as they stand, and one with its files.

use exchange::tables::{Digest, IndicatorMeasure};
use model::data_set::{DataSet, DataSetState};
use model::id::{DataSetId, SourceId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::source::Source;
use store::{StoreError, Tx};

use super::read_data_set::{beside, of_tables};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

/// A data set, its files, and the measures it tells of.
#[derive(Debug, Clone)]
pub struct DataSetView {
    pub data_set: Record<DataSetId, DataSet>,
    /// Where the actor may see it: a file that came without a licence first is for partners.
    pub source: Option<Record<SourceId, Source>>,
    pub described_by: Option<Record<SourceId, Source>>,
    /// Of what is kept as columns; empty while it waits.
    pub measures: Vec<IndicatorMeasure>,
}

/// Newest first; those set aside are left out.
pub async fn list_data_sets(desk: &Desk, actor: &Actor) -> Result<Vec<Record<DataSetId, DataSet>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let mut all = store::data_sets::list(&mut tx, &actor.scope).await?;
    all.retain(|one| !matches!(one.noun.state, DataSetState::SetAside { .. }));
    all.reverse();
    Ok(all)
}

async fn seen(tx: &mut Tx, actor: &Actor, id: Option<SourceId>) -> Result<Option<Record<SourceId, Source>>, DeskError> {
    let Some(id) = id else { return Ok(None) };
    match store::sources::find(tx, &actor.scope, id).await {
        Err(StoreError::NotFound { .. }) => Ok(None),
        found => Ok(Some(found?)),
    }
}

pub async fn see_data_set(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<DataSetView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let data_set = store::data_sets::by_reference(&mut tx, &actor.scope, reference).await?;
    let source = seen(&mut tx, actor, Some(data_set.noun.source)).await?;
    let described_by = seen(&mut tx, actor, data_set.noun.described_by).await?;
    drop(tx);
    let measures = match data_set.noun.digest().map(Digest::from) {
        Some(digest) => {
            let tables = desk.tables.clone();
            beside(move || tables.measures(&[digest])).await?.map_err(of_tables)?
        }
        None => Vec::new(),
    };
    Ok(DataSetView { data_set, source, described_by, measures })
}
