//! Where a partnership is going: written down by a body that decides, and signed by each for itself.

use model::id::PartnershipId;
use model::partnership::{Direction, Partnership, SignedBy};
use model::record::Record;

use super::{Needs, change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

/// A new direction takes the place of the one before, which stays on record with its signatures.
pub async fn write_direction(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    says: &str,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let mut typed = Typed::new();
    let says = typed.text("says", says, TEXT, "Say where you are going together, in words each of you would sign");
    typed.done()?;
    let (today, role) = (desk.today(), actor.role.clone());
    change(desk, actor, at, Needs::OfficerOrDecides, "write_direction", |partnership| {
        partnership.directions.push(Direction { says, written_on: today, by_role: role, signed: Vec::new() });
        Ok(format!("A direction of “{}” was written down; nobody has signed it yet.", partnership.name))
    })
    .await
}

/// The actor's own organisation signs the newest direction.
pub async fn sign_direction(desk: &Desk, actor: &Actor, at: (PartnershipId, i64)) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let signed = SignedBy { body: actor.organisation, role: actor.role.clone(), on: desk.today() };
    change(desk, actor, at, Needs::Decides, "sign_direction", |partnership| {
        let name = partnership.name.clone();
        let direction = partnership
            .directions
            .last_mut()
            .ok_or_else(|| DeskError::refused("no_direction", "No direction is written down yet: write it first, then each body signs."))?;
        if direction.signed.iter().any(|one| one.body == signed.body) {
            return Err(DeskError::refused("signed_already", "Your organisation has signed this direction already."));
        }
        direction.signed.push(signed);
        Ok(format!("A body signed the direction of “{name}”: {} have.", direction.signed.len()))
    })
    .await
}
