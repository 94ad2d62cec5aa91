//! A partnership: who takes which part in it, what they agreed and when they met, what each says before hearing the others, who pays and
//! who gains, and whether working together is worth what it costs.

pub mod answer_round;
pub mod look_back;
pub mod name_structure;
pub mod note_joint;
pub mod open_round;
pub mod read_partnership;
pub mod record_meeting;
pub mod set_up_partnership;
pub mod settle_list;
#[cfg(test)]
mod story;
pub mod told_incentives;
pub mod told_joint;
pub mod told_meetings;
pub mod told_rounds;
pub mod write_direction;
pub mod write_incentive;

use model::id::PartnershipId;
use model::partnership::{PartIn, Partnership};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::config::relationships::{self, Relationships};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::money::say_what_we_can_bear::speaks_for_its_partner;

/// What a change to a partnership asks of whoever makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Somebody who may change cases here.
    Officer,
    /// That, or somebody who speaks for a body that decides.
    OfficerOrDecides,
    /// Somebody who speaks for a body that decides.
    Decides,
    /// Somebody who speaks for a body that decides or advises.
    IsAsked,
}

/// Whether the actor speaks here for its own organisation, and as what.
pub(crate) fn speaks_as(actor: &Actor, partnership: &Partnership) -> Option<PartIn> {
    partnership.part_of(actor.organisation).filter(|_| speaks_for_its_partner(actor))
}

pub(crate) fn may(actor: &Actor, partnership: &Partnership, needs: Needs) -> Result<(), DeskError> {
    actor.may(Permission::ReadCases)?;
    let part = speaks_as(actor, partnership);
    let decides = part == Some(PartIn::Decides);
    let holds = match needs {
        Needs::Officer => return actor.may(Permission::WriteCases),
        Needs::OfficerOrDecides => actor.can(Permission::WriteCases) || decides,
        Needs::Decides => decides,
        Needs::IsAsked => matches!(part, Some(PartIn::Decides | PartIn::Advises)),
    };
    if holds {
        return Ok(());
    }
    let sentence = match partnership.part_of(actor.organisation) {
        None => format!("Your organisation takes no part in “{}”, so this is not yours to say.", partnership.name),
        Some(_) if !speaks_for_its_partner(actor) => {
            "Your role does not speak for your organisation: ask somebody whose role may confirm from outside, or change cases.".to_owned()
        }
        Some(part) => format!("Your organisation {} in “{}”: this is for bodies that decide there.", part.words(), partnership.name),
    };
    Err(DeskError::refused("not_your_part", sentence))
}

/// One change to a partnership, in one transaction: read under the head, refused where the form is stale, kept with its line.
pub(crate) async fn change(
    desk: &Desk,
    actor: &Actor,
    (partnership, version): (PartnershipId, i64),
    needs: Needs,
    action: &str,
    apply: impl FnOnce(&mut Partnership) -> Result<String, DeskError>,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let mut write = desk.write(actor).await?;
    let mut record = store::partnerships::find(&mut write.tx, &actor.scope, partnership).await?;
    may(actor, &record.noun, needs)?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    let line = apply(&mut record.noun)?;
    record.changed_at = desk.now();
    let record = store::partnerships::save(&mut write.tx, &record).await?;
    write.commit(action, "partnership", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// The rules as data.
pub fn rules() -> Result<Relationships, DeskError> {
    relationships::defaults().map_err(|error| DeskError::refused("settings", error.to_string()))
}
