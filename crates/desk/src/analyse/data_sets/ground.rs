//! What is held already: areas that are known, and data sets in force.

use exchange::areas::Gazetteer;
use exchange::tables::Digest;
use model::area::{Area, PeerList};
use model::audience::Scope;
use model::data_set::{DataSet, DataSetKind, Holds};
use model::id::DataSetId;
use model::record::Record;
use model::role::Permission;
use store::Tx;

use crate::actor::Actor;
use crate::config;
use crate::desk::Desk;
use crate::error::DeskError;

/// Registers in force, the newest first, then nations and regions.
pub(crate) async fn areas_held(tx: &mut Tx, scope: &Scope) -> Result<Vec<Area>, DeskError> {
    let registers = store::data_sets::accepted(tx, scope, DataSetKind::Areas).await?;
    let held = registers.into_iter().rev().filter_map(|one| match one.noun.holds {
        Holds::Areas { areas } => Some(areas),
        _ => None,
    });
    let own = config::areas::defaults().map_err(|error| DeskError::refused("configuration", error.to_string()))?;
    Ok(held.flatten().chain(own).collect())
}

/// Data sets of figures in force, in the order they were loaded: of a figure told twice, the later is in force.
pub(crate) async fn in_force(tx: &mut Tx, scope: &Scope, kind: DataSetKind) -> Result<Vec<Digest>, DeskError> {
    let mut all = store::data_sets::accepted(tx, scope, kind).await?;
    all.sort_by_key(|one| accepted_at(&one.noun));
    let mut digests: Vec<Digest> = Vec::new();
    for digest in all.iter().filter_map(|one| one.noun.digest()) {
        if !digests.iter().any(|known| **known == *digest) {
            digests.push(digest.into());
        }
    }
    Ok(digests)
}

fn accepted_at(data_set: &DataSet) -> jiff::Timestamp {
    match data_set.state {
        model::data_set::DataSetState::Accepted { at, .. } => at,
        _ => data_set.loaded_at,
    }
}

/// Every area that is known to whoever asks: of registers, nations and regions.
pub async fn read_areas(desk: &Desk, actor: &Actor) -> Result<Gazetteer, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(Gazetteer::of(areas_held(&mut tx, &actor.scope).await?))
}

/// Lists of neighbours in force, each with the data set it came in, the newest first.
pub async fn read_peer_lists(desk: &Desk, actor: &Actor) -> Result<Vec<(Record<DataSetId, DataSet>, Vec<PeerList>)>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let all = store::data_sets::accepted(&mut tx, &actor.scope, DataSetKind::Neighbours).await?;
    let lists = all.into_iter().rev().filter_map(|one| match &one.noun.holds {
        Holds::Neighbours { lists } => Some((one.clone(), lists.clone())),
        _ => None,
    });
    Ok(lists.collect())
}

/// Names of the data sets of figures in force, to ask [`Desk::tables`] of: indicators, or populations.
pub async fn data_sets_in_force(desk: &Desk, actor: &Actor, kind: DataSetKind) -> Result<Vec<Digest>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    in_force(&mut tx, &actor.scope, kind).await
}
