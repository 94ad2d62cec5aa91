//! One change to a paper, in one transaction: found, not changed meanwhile, not decided on, saved with its line of the trail.

use model::id::PaperId;
use model::paper::Paper;
use model::record::Record;
use store::Tx;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::record::Write;

/// `apply` changes the paper and says what was done.
pub(crate) async fn change_paper(
    desk: &Desk,
    actor: &Actor,
    (id, version): (PaperId, i64),
    action: &str,
    apply: impl FnOnce(&mut Record<PaperId, Paper>) -> Result<String, DeskError>,
) -> Result<Record<PaperId, Paper>, DeskError> {
    let mut write = desk.write(actor).await?;
    let mut record = open_to_change(&mut write.tx, actor, (id, version)).await?;
    let line = apply(&mut record)?;
    keep(desk, write, record, action, line).await
}

/// Refused where it was changed since this version was read, and where a decision was taken on it: it stays as it was.
pub(crate) async fn open_to_change(tx: &mut Tx, actor: &Actor, (id, version): (PaperId, i64)) -> Result<Record<PaperId, Paper>, DeskError> {
    let record = store::papers::find(tx, &actor.scope, id).await?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    let decisions = store::decisions::by_case(tx, &actor.scope, record.noun.case).await?;
    if decisions.iter().any(|decision| decision.noun.paper == Some(id)) {
        return Err(DeskError::refused(
            "decided",
            "A decision was taken on this paper: it stays as it was. Begin another paper for what has changed.",
        ));
    }
    Ok(record)
}

pub(crate) async fn keep(
    desk: &Desk,
    mut write: Write,
    mut record: Record<PaperId, Paper>,
    action: &str,
    line: String,
) -> Result<Record<PaperId, Paper>, DeskError> {
    record.changed_at = desk.now();
    let record = store::papers::save(&mut write.tx, &record).await?;
    write.commit(action, "paper", Some(record.id.uuid()), line).await?;
    Ok(record)
}
