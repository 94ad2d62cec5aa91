//! Affirming the answer of a readiness check: a named role puts its name to it.

use model::id::CheckId;
use model::readiness::{Affirmed, ReadinessCheck};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather;
use crate::typed::{TEXT, Typed};

pub struct AffirmReadiness {
    pub check: CheckId,
    pub version: i64,
    /// Agrees with the computed answer, or says why not.
    pub note: String,
}

/// Refused where the records have changed since it was asked: it has to be asked again.
pub async fn affirm_readiness(desk: &Desk, actor: &Actor, ask: AffirmReadiness) -> Result<Record<CheckId, ReadinessCheck>, DeskError> {
    actor.may(Permission::AffirmReadiness)?;
    let mut typed = Typed::new();
    let note = typed.text("note", &ask.note, TEXT, "Say that you agree, or what you see differently");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::readiness_checks::find(&mut write.tx, &actor.scope, ask.check).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let now = gather::of_check(desk, &mut write.tx, &record.noun).await?;
    if now.inputs != record.noun.inputs {
        return Err(DeskError::refused(
            "records_changed",
            "The records have changed since this was asked, so its answer may have too. Ask again, then affirm.",
        ));
    }
    record.noun.affirmed = Some(Affirmed { role: actor.role.clone(), name: actor.name.clone(), at: desk.now(), note });
    record.changed_at = desk.now();
    let record = store::readiness_checks::save(&mut write.tx, &record).await?;
    let line = format!("The answer “{}” was affirmed.", record.noun.answer.words().to_lowercase());
    write.commit("affirm_readiness", "readiness check", Some(record.id.uuid()), line).await?;
    Ok(record)
}
