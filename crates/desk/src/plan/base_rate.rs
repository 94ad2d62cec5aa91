//! How often the honest answer was that an issue would be moved, by service and year, with its denominator; and whether the answers
//! predicted anything.

use std::collections::HashSet;

use model::id::IssueId;
use model::role::Permission;
use principles::base_rate::{Asked, BaseRate, base_rate};
use principles::predicted::{Given, Predicted, predicted};

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct BaseRateView {
    pub rates: Vec<BaseRate>,
    pub predicted: Predicted,
    /// How long each answer is followed.
    pub followed_days: u32,
}

/// Counts affirmed checks only: an answer nobody put a name to is not one. Whether answers came true is counted for
/// services of which the actor may see every issue.
pub async fn read_base_rate(desk: &Desk, actor: &Actor) -> Result<BaseRateView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let services = store::services::list(&mut tx, &actor.scope).await?;
    let seen: HashSet<IssueId> = store::issues::list(&mut tx, &actor.scope).await?.iter().map(|issue| issue.id).collect();
    let issues = store::issues::list(&mut tx, &desk.own_scope()).await?;
    let (mut asked, mut given) = (Vec::new(), Vec::new());
    for check in store::readiness_checks::list(&mut tx, &actor.scope).await? {
        let service = services.iter().find(|service| service.id == check.noun.service);
        let (Some(service), true) = (service, check.noun.affirmed.is_some()) else { continue };
        let (on, answer) = (desk.day_of(check.noun.asked_at), check.noun.answer);
        asked.push(Asked { unit: service.noun.name.clone(), on, answer });
        let of_service: Vec<_> = issues.iter().filter(|issue| issue.noun.service == service.id).collect();
        if of_service.iter().all(|issue| seen.contains(&issue.id)) {
            given.push(Given { on, answer, issues: of_service.into_iter().map(|issue| &issue.noun).collect() });
        }
    }
    Ok(BaseRateView {
        rates: base_rate(&asked, settings.base_rate_fewest),
        predicted: predicted(&given, settings.looked_back_days, desk.today()),
        followed_days: settings.looked_back_days,
    })
}
