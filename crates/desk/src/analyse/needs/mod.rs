//! Needs and strengths: one picture of the place that partners share, and go on looking at.

pub mod add_evidence;
pub mod add_figure;
pub mod add_strength;
pub mod change_need;
pub mod count_choice;
pub mod load_directory;
pub mod map_word;
pub mod picture;
pub mod read_needs;
pub mod record_need;
pub mod redefine_need;
pub mod rolled_up;
pub mod sign_need;
#[cfg(test)]
mod story;
pub mod voice_need;

use exchange::personal::pattern::{InText, person_in_text};
use model::id::NeedId;
use model::need::Need;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::Typed;

/// One change to a need, in one transaction: read under the head, refused where the form is stale, kept with its line.
pub(crate) async fn change(
    desk: &Desk,
    actor: &Actor,
    need: NeedId,
    version: i64,
    (permission, action): (Permission, &str),
    apply: impl FnOnce(&mut Need) -> Result<String, DeskError>,
) -> Result<Record<NeedId, Need>, DeskError> {
    actor.may(permission)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::needs::find(&mut write.tx, &actor.scope, need).await?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    let line = apply(&mut record.noun)?;
    record.changed_at = desk.now();
    let record = store::needs::save(&mut write.tx, &record).await?;
    write.commit(action, "need", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// A fault where a text seems to name somebody: needs are of groups, and may be read by everybody.
pub(crate) fn names_nobody(typed: &mut Typed, field: &'static str, text: &str) {
    if let Some(InText::Name(seen) | InText::Initials(seen)) = person_in_text(text) {
        let first: String = seen.chars().take(1).collect();
        typed.fault(field, format!("This seems to name a person (“{first}…”): say which group instead, or which role"));
    }
}
