//! Recording who was in the room when a part of the case was worked on.

use model::case::{Case, InRoom, Part};
use model::id::CaseId;
use model::record::Record;
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::change;
use crate::typed::{TEXT, Typed};

pub struct RecordRoom {
    pub case: CaseId,
    pub version: i64,
    pub part: Part,
    /// Residents by role, never by name: “nine people with lived experience”.
    pub who: String,
    pub on: Option<Date>,
    /// Elected members among them; none: not written down.
    pub elected_members: Option<u32>,
}

pub async fn record_room(desk: &Desk, actor: &Actor, ask: RecordRoom) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let who = typed.text("who", &ask.who, TEXT, "Say who was in the room: residents by role, never by name");
    let on = typed.past("on", ask.on, desk.today(), "Say when");
    typed.done()?;
    change(desk, actor, ask.case, ask.version, "record_room", |case| {
        case.rooms.push(InRoom { part: ask.part, who, on, elected_members: ask.elected_members });
        Ok(format!("Who was in the room was recorded, for “{}”.", ask.part.code()))
    })
    .await
}
