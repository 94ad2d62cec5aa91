//! A change of structure, and what is done for relationships beside it. Without the second, it is shown as structure only.

use model::id::PartnershipId;
use model::partnership::{Partnership, RelationshipStep, StructureChange};
use model::record::Record;
use quantity::Date;

use super::{Needs, change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub async fn name_structure_change(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    what: &str,
    from: Option<Date>,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let mut typed = Typed::new();
    let what = typed.text("what", what, TEXT, "Say what changes: “a joint unit of both councils”");
    typed.ask("from", from.is_some(), "Say from when");
    typed.done()?;
    let Some(from) = from else { return Err(DeskError::NotFound) };
    let (noted_on, by_role) = (desk.today(), actor.role.clone());
    change(desk, actor, at, Needs::OfficerOrDecides, "name_structure_change", |partnership| {
        let line = format!("A change of structure in “{}” was named: {what}", partnership.name);
        partnership.structure_changes.push(StructureChange { what, from, plan: Vec::new(), noted_on, by_role });
        Ok(line)
    })
    .await
}

pub struct PlanRelationship {
    /// Which change of structure, from 0.
    pub change: usize,
    pub what: String,
    pub owner_role: String,
    pub by: Option<Date>,
}

pub async fn plan_relationship(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    ask: PlanRelationship,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, TEXT, "Say what is done, so that people who have to work together come to trust each other");
    let owner_role = typed.text("owner_role", &ask.owner_role, LINE, "Say which role does it");
    typed.ask("by", ask.by.is_some(), "Say by when");
    typed.done()?;
    let Some(by) = ask.by else { return Err(DeskError::NotFound) };
    change(desk, actor, at, Needs::OfficerOrDecides, "plan_relationship", |partnership| {
        let name = partnership.name.clone();
        let there = partnership.structure_changes.get_mut(ask.change).ok_or(DeskError::NotFound)?;
        let line = format!("Beside a change of structure in “{name}”: {what}");
        there.plan.push(RelationshipStep { what, owner_role, by });
        Ok(line)
    })
    .await
}
