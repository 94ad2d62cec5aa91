//! Telling the market that a line will not come, and why. The line stays where it was, with its story.

use model::id::PipelineLineId;
use model::pipeline_line::{PipelineLine, PipelineTold};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct CancelLine {
    pub line: PipelineLineId,
    pub version: i64,
    pub reason: String,
}

pub async fn cancel_line(desk: &Desk, actor: &Actor, ask: CancelLine) -> Result<Record<PipelineLineId, PipelineLine>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let reason = typed.text("reason", &ask.reason, TEXT, "Say why it will not come. The reason is public");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::pipeline_lines::find(&mut write.tx, &actor.scope, ask.line).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    if !record.noun.is_published() {
        return Err(DeskError::refused(
            "not_published",
            "The market was never told of this line, so there is nothing to take back. Change it instead.",
        ));
    }
    if record.noun.is_cancelled() {
        return Err(DeskError::refused("line_is_cancelled", "The market was told already that this will not come."));
    }
    let facts = record.noun.facts.clone();
    let line = format!("The market was told that “{}” will not come: {reason}", facts.what);
    record.noun.told.push(PipelineTold { on: desk.today(), facts, is_cancelled: true, reason, by_role: actor.role.clone() });
    record.changed_at = desk.now();
    let record = store::pipeline_lines::save(&mut write.tx, &record).await?;
    write.commit("cancel_line", "pipeline line", Some(record.id.uuid()), line).await?;
    Ok(record)
}
