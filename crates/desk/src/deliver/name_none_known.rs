//! A service in which no issue is known: somebody outside it affirms that they looked and found none.

use model::id::ServiceId;
use model::record::Record;
use model::service::Service;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::word;

pub struct NameNoneKnown {
    pub service: ServiceId,
    pub version: i64,
    /// What was looked at, and what was seen.
    pub note: String,
}

/// Refused while any known issue is open: read under the head of the chain, so that one raised beside this is seen.
pub async fn name_none_known(desk: &Desk, actor: &Actor, ask: NameNoneKnown) -> Result<Record<ServiceId, Service>, DeskError> {
    let mut write = desk.write(actor).await?;
    let mut record = store::services::find(&mut write.tx, &actor.scope, ask.service).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let word = word::outside(desk, actor, &record.noun, &ask.note)?;
    let issues = store::issues::by_service(&mut write.tx, &desk.own_scope(), ask.service).await?;
    if let Some(open) = issues.iter().find(|issue| issue.noun.is_open()) {
        return Err(DeskError::refused(
            "an_issue_is_known",
            format!("“{}” is open, so an issue is known. Close it first, with evidence that fits it.", open.noun.title),
        ));
    }
    let line = format!("No known issue in {}: affirmed from outside the service by {}.", record.noun.name, word.by_role);
    record.noun.none_known = Some(word);
    record.changed_at = desk.now();
    let record = store::services::save(&mut write.tx, &record).await?;
    write.commit("name_none_known", "service", Some(record.id.uuid()), line).await?;
    Ok(record)
}
