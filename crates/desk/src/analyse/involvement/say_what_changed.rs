//! Telling people what is different because of what they said, or why it is not.

use model::id::InvolvementId;
use model::involvement::{Involvement, WhatChanged};
use model::record::Record;
use model::reference::Reference;

use super::{changed, to_change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct SayWhatChanged {
    pub involvement: Reference,
    pub version: i64,
    pub said: String,
    pub done: String,
    pub is_different: bool,
}

pub async fn say_what_changed(desk: &Desk, actor: &Actor, ask: SayWhatChanged) -> Result<Record<InvolvementId, Involvement>, DeskError> {
    let mut typed = Typed::new();
    let said = typed.text("said", &ask.said, TEXT, "Say in a sentence what people told you");
    let done = typed.text("done", &ask.done, TEXT, "Say what you did about it, or why you did not");
    typed.done()?;
    let (write, mut record) = to_change(desk, actor, &ask.involvement, ask.version).await?;
    record.noun.changed.push(WhatChanged { said, done, changed: ask.is_different, on: desk.today() });
    let line = format!("What came of “{}” was told.", record.noun.title);
    changed(desk, write, record, "say_what_changed", line).await
}
