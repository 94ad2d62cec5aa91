//! Changing what is said of a need. Where its substance changes it is a new edition, and every partner is asked again.

use model::id::NeedId;
use model::need::Need;
use model::record::Record;
use model::role::Permission;

use super::record_need::NeedTyped;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::Typed;

pub struct ChangeNeed {
    pub need: NeedId,
    pub version: i64,
    pub typed: NeedTyped,
}

pub async fn change_need(desk: &Desk, actor: &Actor, ask: ChangeNeed) -> Result<Record<NeedId, Need>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let told = ask.typed.checked(&mut typed);
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::needs::find(&mut write.tx, &actor.scope, ask.need).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    told.check_links(&mut write.tx, actor, Some(ask.need)).await?;
    let differs = told.differs(&record.noun);
    record.audience = told.audience();
    told.onto(&mut record.noun);
    record.noun.edition += u32::from(differs);
    record.changed_at = desk.now();
    let record = store::needs::save(&mut write.tx, &record).await?;
    let again =
        if differs { format!(" It is edition {} now: every partner is asked to sign again.", record.noun.edition) } else { String::new() };
    write.commit("change_need", "need", Some(record.id.uuid()), format!("“{}” was changed.{again}", record.noun.title)).await?;
    Ok(record)
}
