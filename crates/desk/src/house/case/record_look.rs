//! Recording a look taken before a change: at need, performance, other ways, the market, skills and relationships.

use model::case::{Case, Look, LookAt};
use model::id::{CaseId, SourceId};
use model::record::Record;
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::change;
use crate::typed::{TEXT, Typed};

pub struct RecordLook {
    pub case: CaseId,
    pub version: i64,
    pub at: LookAt,
    pub on: Option<Date>,
    pub note: String,
    pub source: Option<SourceId>,
}

pub async fn record_look(desk: &Desk, actor: &Actor, ask: RecordLook) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let note = typed.text("note", &ask.note, TEXT, "Say what was looked at, and what was seen");
    let on = typed.past("on", ask.on, desk.today(), "Say when it was looked at");
    typed.done()?;
    let by_role = actor.role.clone();
    change(desk, actor, ask.case, ask.version, "record_look", |case| {
        case.looks.push(Look { at: ask.at, on, by_role, note, source: ask.source });
        Ok(format!("A look was taken at {}.", ask.at.words()))
    })
    .await
}
