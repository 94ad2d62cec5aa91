//! An organisation's reply to a draft judgement of its own performance. It travels with the judgement.

use model::audience::Audience;
use model::id::{MeasureId, ReplyId};
use model::record::Record;
use model::reply::Reply;
use model::role::Permission;
use quantity::Period;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{TEXT, Typed};

pub struct ReplyToMeasure {
    pub measure: MeasureId,
    /// The period it speaks of; none for the measure as a whole.
    pub period: Option<Period>,
    pub text: String,
}

/// By the organisation the measure speaks of, and no other.
pub async fn reply_to_measure(desk: &Desk, actor: &Actor, ask: ReplyToMeasure) -> Result<Record<ReplyId, Reply>, DeskError> {
    actor.may(Permission::Reply)?;
    let mut typed = Typed::new();
    let text = typed.text("text", &ask.text, TEXT, "Write your reply");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let measure = store::measures::find(&mut write.tx, &actor.scope, ask.measure).await?;
    let service = store::services::find(&mut write.tx, &actor.scope, measure.noun.service).await?;
    let arranged = store::arrangements::by_service(&mut write.tx, &desk.own_scope(), service.id).await?;
    let is_theirs = service.noun.operator == actor.organisation
        || measure.about == Some(actor.organisation)
        || arranged.iter().any(|arrangement| arrangement.noun.with == actor.organisation);
    if !is_theirs {
        return Err(DeskError::refused(
            "not_your_performance",
            "A reply is for the organisation whose performance this is. Raise a known issue instead.",
        ));
    }
    let noun =
        Reply { measure: ask.measure, period: ask.period, from: actor.organisation, by_role: actor.role.clone(), text, on: desk.today() };
    let mut record = kept(desk, desk.new_id(), Audience::Partners, noun);
    record.about = Some(actor.organisation).filter(|organisation| *organisation != desk.authority);
    let record = store::replies::save(&mut write.tx, &record).await?;
    let line = format!("A reply to “{}” was given.", measure.noun.name);
    write.commit("reply_to_measure", "measure", Some(ask.measure.uuid()), line).await?;
    Ok(record)
}
