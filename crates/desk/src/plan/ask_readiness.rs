//! Asking: are we solving it, or moving it? Of any change of operator, and of staying as we are.

use std::sync::Arc;

use model::audience::Audience;
use model::id::{CaseId, CheckId, ServiceId};
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::plan::gather::{self, Asked, Gathered};
use crate::plan::standing;

pub struct AskReadiness {
    pub case: Option<CaseId>,
    pub service: ServiceId,
    /// Code of a delivery model, or `as_now`.
    pub change: String,
    /// What goes, where only a part does; empty for the whole service.
    pub part: String,
}

/// The answer as it stands, without keeping it: what pages and the command line show.
pub async fn read_readiness(desk: &Desk, actor: &Actor, ask: &AskReadiness) -> Result<Gathered, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    // What the actor may not see they may not ask about; what the answer rests on does not depend on who asks.
    store::services::find(&mut tx, &actor.scope, ask.service).await?;
    gather::work_out(desk, &mut tx, &asked(ask)).await
}

/// Asks, and keeps the question with its answer: an answer once given is never changed, only asked again.
pub async fn ask_readiness(desk: &Desk, actor: &Actor, ask: AskReadiness) -> Result<Record<CheckId, ReadinessCheck>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let service = store::services::find(&mut write.tx, &actor.scope, ask.service).await?;
    let found = gather::work_out(desk, &mut write.tx, &asked(&ask)).await?;
    let noun = ReadinessCheck { part: ask.part.clone(), ..found.as_check(desk.now(), actor.role.clone()) };
    for (issue, found) in &found.issues {
        if let Some(result) = standing::finding(found, issue.id, desk) {
            store::findings::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, result)).await?;
        }
    }
    let record = store::readiness_checks::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Members, noun)).await?;
    let line =
        format!("{}, {}: {}.", service.noun.name, found.proposal.model.title.to_lowercase(), record.noun.answer.words().to_lowercase());
    write.commit("ask_readiness", "readiness check", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// The same question of every choice of the case, staying as we are first.
pub async fn read_every_choice(
    desk: &Desk,
    actor: &Actor,
    case: Option<CaseId>,
    service: ServiceId,
) -> Result<Arc<Vec<Gathered>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    store::services::find(&mut tx, &actor.scope, service).await?;
    gather::of_every_choice(desk, &mut tx, case, service).await
}

fn asked(ask: &AskReadiness) -> Asked {
    Asked { case: ask.case, service: ask.service, change: ask.change.clone(), part: ask.part.clone() }
}
