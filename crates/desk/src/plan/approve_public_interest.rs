//! Approving the record of a Public Interest Test: a role the dated data names puts its name to the answers as they stand.

use model::id::CheckId;
use model::public_interest::Indication;
use model::readiness::{Affirmed, ReadinessCheck};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::config::public_interest_test;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct ApprovePublicInterest {
    pub check: CheckId,
    /// Of the readiness check that keeps the answers: whoever approves has seen these and no others.
    pub version: i64,
    pub note: String,
}

/// May this actor approve such a record? By the roles the dated data of the test names.
pub fn may_approve(actor: &Actor) -> Result<bool, DeskError> {
    let test = public_interest_test::defaults().map_err(|error| DeskError::refused("configuration_unreadable", error.to_string()))?;
    Ok(actor.can(Permission::Decide) && test.approved_by.iter().any(|code| actor.role_codes.contains(code)))
}

/// Refused while nothing is indicated, and where it is approved already. Answers changed later are a new version, a draft again.
pub async fn approve_public_interest(
    desk: &Desk,
    actor: &Actor,
    ask: ApprovePublicInterest,
) -> Result<Record<CheckId, ReadinessCheck>, DeskError> {
    actor.may(Permission::Decide)?;
    if !may_approve(actor)? {
        return Err(DeskError::refused(
            "not_your_role",
            "Your role is not among those that approve this record. Who may is dated data of the authority.",
        ));
    }
    let mut typed = Typed::new();
    let note = typed.text("note", &ask.note, TEXT, "Say that you agree, and what you looked at");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::readiness_checks::find(&mut write.tx, &actor.scope, ask.check).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let Some(kept) = record.noun.public_interest.as_mut() else {
        return Err(DeskError::refused("nothing_answered", "Nobody has answered its questions yet, so there is nothing to approve."));
    };
    if kept.approved.is_some() {
        return Err(DeskError::refused("approved_already", "These answers are approved already. Nothing was changed."));
    }
    if kept.indication == Indication::NotYetSaid && kept.excluded.is_empty() {
        return Err(DeskError::refused(
            "nothing_indicated",
            "Nothing is indicated yet: say in the answers what the test indicates, or why it does not apply. Then approve it.",
        ));
    }
    kept.approved = Some(Affirmed { role: actor.role.clone(), name: actor.name.clone(), at: desk.now(), note });
    let line = format!("Version {} of the Public Interest Test was approved.", kept.version);
    record.changed_at = desk.now();
    let record = store::readiness_checks::save(&mut write.tx, &record).await?;
    write.commit("approve_public_interest", "readiness check", Some(record.id.uuid()), line).await?;
    Ok(record)
}
