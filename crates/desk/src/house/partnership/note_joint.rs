//! What one body says about one question of the conversation: is this truly joint, and does it truly commission?

use model::id::PartnershipId;
use model::partnership::{JointNote, Partnership};
use model::record::Record;

use super::told_joint::QUESTIONS;
use super::{Needs, change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

/// A body's note on a question takes the place of its earlier one.
pub async fn note_joint(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    question: &str,
    says: &str,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let mut typed = Typed::new();
    let says = typed.text("says", says, TEXT, "Say how your organisation sees it, with what shows it");
    let known = QUESTIONS.iter().find(|known| known.code == question);
    typed.ask("question", known.is_some(), "Choose one of the questions");
    typed.done()?;
    let Some(known) = known else { return Err(DeskError::NotFound) };
    let note = JointNote { question: known.code.into(), body: actor.organisation, says, on: desk.today(), by_role: actor.role.clone() };
    change(desk, actor, at, Needs::IsAsked, "note_joint", |partnership| {
        partnership.notes.retain(|there| (there.body, &there.question) != (note.body, &note.question));
        partnership.notes.push(note);
        Ok(format!("A body of “{}” said how it sees this: {}", partnership.name, known.asks))
    })
    .await
}
