//! A case on its one page: opened with three sentences, worked on part by part, read whole.

pub mod add_choice;
pub mod add_outcome;
pub mod change_case;
pub mod choice_terms;
pub mod make_promise;
pub mod need_skill;
pub mod note_context;
pub mod open_case;
pub mod read_case;
pub mod read_home;
pub mod read_promises;
pub mod record_buy_in;
pub mod record_lesson;
pub mod record_look;
pub mod record_room;
pub mod told_buy_in;
pub mod told_skills;

use model::case::Case;
use model::id::CaseId;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

/// One change to a case, in one transaction: read under the head, refused where the form is stale, kept with its line.
pub(crate) async fn change(
    desk: &Desk,
    actor: &Actor,
    case: CaseId,
    version: i64,
    action: &str,
    apply: impl FnOnce(&mut Case) -> Result<String, DeskError>,
) -> Result<Record<CaseId, Case>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::cases::find(&mut write.tx, &actor.scope, case).await?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    let line = apply(&mut record.noun)?;
    record.changed_at = desk.now();
    let record = store::cases::save(&mut write.tx, &record).await?;
    write.commit(action, "case", Some(record.id.uuid()), line).await?;
    Ok(record)
}
