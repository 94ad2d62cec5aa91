//! How often the honest answer was that an issue would be moved: by service and year, with its denominator.

use model::role::Permission;
use principles::base_rate::{Asked, BaseRate, base_rate};

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

/// Counts affirmed checks only: an answer nobody put a name to is not one.
pub async fn read_base_rate(desk: &Desk, actor: &Actor) -> Result<Vec<BaseRate>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let services = store::services::list(&mut tx, &actor.scope).await?;
    let checks = store::readiness_checks::list(&mut tx, &actor.scope).await?;
    let asked: Vec<Asked> = checks
        .into_iter()
        .filter(|check| check.noun.affirmed.is_some())
        .filter_map(|check| {
            let service = services.iter().find(|service| service.id == check.noun.service)?;
            Some(Asked { unit: service.noun.name.clone(), on: desk.day_of(check.noun.asked_at), answer: check.noun.answer })
        })
        .collect();
    Ok(base_rate(&asked, settings.base_rate_fewest))
}
