//! Telling the market of a line. From then on its changes are told too.

use model::audience::Audience;
use model::id::PipelineLineId;
use model::pipeline_line::{PipelineLine, PipelineTold};
use model::record::Record;
use model::role::Permission;

use super::pipeline::payback;
use crate::actor::Actor;
use crate::config::market;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::unreadable;
use crate::typed::{TEXT, Typed};

pub struct PublishLine {
    pub line: PipelineLineId,
    pub version: i64,
    /// Where no supplier could earn back what it is asked to invest: why it is published all the same.
    pub all_the_same: String,
}

pub async fn publish_line(desk: &Desk, actor: &Actor, ask: PublishLine) -> Result<Record<PipelineLineId, PipelineLine>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let reason = typed.optional("all_the_same", &ask.all_the_same, TEXT);
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::pipeline_lines::find(&mut write.tx, &actor.scope, ask.line).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    if record.noun.is_published() {
        return Err(DeskError::refused(
            "is_published",
            "The market was told of this line already. Change it, with a reason, to tell more.",
        ));
    }
    let rule = market::defaults().map_err(unreadable)?.commitment;
    let impossible = payback(&record.noun, &rule).is_some_and(|read| read.is_ok_and(|read| read.is_impossible));
    let mut typed = Typed::new();
    typed.ask(
        "all_the_same",
        !impossible || !reason.is_empty(),
        "No supplier can earn back what is asked of it on these terms. Offer more, or say why it is published all the same",
    );
    typed.done()?;
    let facts = record.noun.facts.clone();
    record.noun.told.push(PipelineTold { on: desk.today(), facts, is_cancelled: false, reason, by_role: actor.role.clone() });
    record.audience = Audience::Public;
    record.changed_at = desk.now();
    let record = store::pipeline_lines::save(&mut write.tx, &record).await?;
    let line = format!("The pipeline line “{}” was published.", record.noun.facts.what);
    write.commit("publish_line", "pipeline line", Some(record.id.uuid()), line).await?;
    Ok(record)
}
