//! The word of someone outside the service.

use model::issue::OutsideWord;
use model::role::Permission;
use model::service::Service;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

/// The actor's word, as from outside. Refused for people of the organisation that runs the service, unless it is the
/// authority's own service: then for those whose role does not hold `ConfirmFromOutside` (the service's own staff do not).
pub fn outside(desk: &Desk, actor: &Actor, service: &Service, note: &str) -> Result<OutsideWord, DeskError> {
    actor.may(Permission::ConfirmFromOutside)?;
    if service.operator != desk.authority && !actor.is_outside(service.operator) {
        return Err(DeskError::refused(
            "inside_the_service",
            format!("Someone outside the service has to confirm this. You belong to the organisation that runs {}.", service.name),
        ));
    }
    let mut typed = Typed::new();
    let note = typed.text("note", note, TEXT, "Say what you looked at, and what you saw");
    typed.done()?;
    Ok(OutsideWord { by_role: actor.role.clone(), organisation: actor.organisation, on: desk.today(), note })
}
