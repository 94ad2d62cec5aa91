//! What was done about a barrier, and why: Procurement Act 2023, section 12(4) asks whether it can be removed or reduced.

use model::barrier_audit::{BarrierAnswer, BarrierAudit, BarrierDone, BarrierKind};
use model::id::BarrierAuditId;
use model::record::Record;
use model::role::Permission;

use super::may_see_sealed;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct AnswerBarrier {
    pub audit: BarrierAuditId,
    pub version: i64,
    /// None: the size of the lots.
    pub barrier: Option<BarrierKind>,
    pub done: Option<BarrierDone>,
    pub reason: String,
}

pub async fn answer_barrier(desk: &Desk, actor: &Actor, ask: AnswerBarrier) -> Result<Record<BarrierAuditId, BarrierAudit>, DeskError> {
    actor.may(Permission::WriteCases)?;
    may_see_sealed(actor)?;
    let mut typed = Typed::new();
    typed.ask("done", ask.done.is_some(), "Choose what was done about it");
    let reason = typed.text("reason", &ask.reason, TEXT, "Say why, so that whoever is kept out can understand it");
    typed.done()?;
    let Some(done) = ask.done else { return Err(DeskError::NotFound) };
    let mut write = desk.write(actor).await?;
    let mut record = store::barrier_audits::find(&mut write.tx, &actor.scope, ask.audit).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let is_asked =
        ask.barrier.is_none_or(|kind| record.noun.asks.iter().any(|one| one.kind == kind) || record.noun.answered(Some(kind)).is_some());
    if !is_asked {
        let mut typed = Typed::new();
        typed.fault("barrier", "This procurement does not ask for that: choose one it asks for");
        typed.done()?;
    }
    let answer = BarrierAnswer { kind: ask.barrier, done, reason, on: desk.today(), by_role: actor.role.clone() };
    record.noun.answers.push(answer);
    record.changed_at = desk.now();
    let record = store::barrier_audits::save(&mut write.tx, &record).await?;
    let what = ask.barrier.map_or("the size of the lots", BarrierKind::code);
    let line = format!("“{}”: {what}: {}.", record.noun.title, done.code());
    write.commit("answer_barrier", "barrier audit", Some(record.id.uuid()), line).await?;
    Ok(record)
}
