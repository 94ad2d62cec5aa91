//! Making a market that can answer: what keeps providers out, what is coming, who was met and what was learned, what is done about it, and
//! what the market is told.

pub mod answer_barrier;
pub mod barriers;
pub mod came_of_it;
pub mod cancel_line;
pub mod effect;
pub mod lines;
pub mod meet;
pub mod pipeline;
pub mod plan_action;
pub mod plans;
pub mod publish_line;
pub mod publish_statement;
pub mod statements;
#[cfg(test)]
mod story;
#[cfg(test)]
mod story_of_statements;
pub mod write_barriers;
pub mod write_line;
pub mod write_plan;
pub mod write_statement;

use model::id::ServiceId;
use model::record::Record;
use model::service::Service;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

/// Who is shut out by which requirement, and what one supplier said, is for commissioners alone: whoever may not see it may not write it.
fn may_see_sealed(actor: &Actor) -> Result<(), DeskError> {
    if actor.scope.sees_sealed && !actor.scope.is_provider {
        return Ok(());
    }
    Err(DeskError::refused(
        "sealed_from_you",
        "This is sealed: only commissioners whose role sees what is sealed can write it. Ask one of them, or an administrator.",
    ))
}

/// Services that can be named on a form.
pub async fn services(desk: &Desk, actor: &Actor) -> Result<Vec<Record<ServiceId, Service>>, DeskError> {
    actor.may(model::role::Permission::ReadCases)?;
    Ok(store::services::list(&mut desk.read().await?, &actor.scope).await?)
}
