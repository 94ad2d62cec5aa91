//! Neighbourhoods that commission, one and all together: budgets, what goes ahead, what waits; and which needs and priorities it serves.

use std::collections::BTreeMap;

use model::id::{NeedId, NeighbourhoodId, OrganisationId, PriorityId};
use model::neighbourhood::{Neighbourhood, ProjectState};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct NeighbourhoodsView {
    pub all: Vec<Record<NeighbourhoodId, Neighbourhood>>,
    pub bodies: BTreeMap<OrganisationId, String>,
    /// Needs by id: as an address carries them, and as they are called.
    pub needs: BTreeMap<NeedId, (String, String)>,
    pub priorities: BTreeMap<PriorityId, String>,
    pub budget: Money,
    pub goes_ahead: Money,
    pub waiting: Money,
}

pub async fn read_neighbourhoods(desk: &Desk, actor: &Actor) -> Result<NeighbourhoodsView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let all = store::neighbourhoods::list(&mut tx, scope).await?;
    let bodies: BTreeMap<OrganisationId, String> =
        store::organisations::list(&mut tx, scope).await?.into_iter().map(|body| (body.id, body.noun.name)).collect();
    let priorities: BTreeMap<PriorityId, String> =
        store::priorities::list(&mut tx, scope).await?.into_iter().map(|one| (one.id, one.noun.title)).collect();
    let reference = |reference: Option<Reference>| reference.map(|it| it.to_string()).unwrap_or_default();
    let needs = store::needs::list(&mut tx, scope).await?.into_iter();
    let needs = needs.map(|need| (need.id, (reference(need.reference), need.noun.title))).collect();
    let sum = |state| all.iter().map(|one| one.noun.cost_of(state)).sum();
    Ok(NeighbourhoodsView {
        budget: all.iter().map(|one| one.noun.budget).sum(),
        goes_ahead: sum(ProjectState::GoesAhead),
        waiting: sum(ProjectState::Waiting),
        all,
        bodies,
        needs,
        priorities,
    })
}

pub async fn find_neighbourhood(
    desk: &Desk,
    actor: &Actor,
    reference: &Reference,
) -> Result<Record<NeighbourhoodId, Neighbourhood>, DeskError> {
    actor.may(Permission::ReadCases)?;
    Ok(store::neighbourhoods::by_reference(&mut desk.read().await?, &actor.scope, reference).await?)
}
