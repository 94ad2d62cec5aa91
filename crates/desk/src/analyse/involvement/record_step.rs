//! Writing down a dated step of a consultation, with the document that shows it.

use model::id::InvolvementId;
use model::involvement::{ConsultationStep, Involvement, StepKind};
use model::record::Record;
use model::reference::Reference;

use super::{changed, to_change};
use crate::actor::Actor;
use crate::config::consultation;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct RecordStep {
    pub involvement: Reference,
    pub version: i64,
    pub step: ConsultationStep,
}

pub async fn record_step(desk: &Desk, actor: &Actor, ask: RecordStep) -> Result<Record<InvolvementId, Involvement>, DeskError> {
    let mut typed = Typed::new();
    let mut step = ask.step;
    step.document = typed.text("document", &step.document, LINE, "Name the document, or say where it can be found");
    step.note = typed.optional("note", &step.note, TEXT);
    typed.ask("on", step.on <= desk.today(), "Use a date that is today or earlier: a step is written down once it is done");
    typed.ask("alternatives", step.alternatives <= 99, "Count the realistic alternatives, from 0 to 99");
    if step.kind == StepKind::Asked {
        let all = consultation::defaults().map_err(|error| DeskError::refused("configuration_unreadable", error.to_string()))?;
        typed.ask("duty", all.duty.iter().any(|duty| duty.code == step.duty), "Choose the duty that names whom to ask");
    } else {
        step.duty = String::new();
    }
    if step.kind != StepKind::SetOut {
        (step.gives_reasons, step.alternatives) = (false, 0);
    }
    typed.done()?;
    let (write, mut record) = to_change(desk, actor, &ask.involvement, ask.version).await?;
    let line = format!("{}, {}: “{}”.", step.kind.words(), quantity::period::in_words(step.on), step.document);
    record.noun.steps.push(step);
    changed(desk, write, record, "record_step", line).await
}
