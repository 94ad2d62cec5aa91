//! Proceeding by exception: an accountable person goes on although the answer is not ready, openly and for a time.

use model::audience::Audience;
use model::decision::Exception;
use model::id::{CheckId, ExceptionId};
use model::record::Record;
use model::role::Permission;
use principles::delegation;
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::plan::gather;

pub struct ProceedByException {
    pub check: CheckId,
    /// Code of the role acted in: one of the actor's own.
    pub role: String,
    /// What would happen if we waited, and who was asked. It is published.
    pub reason: String,
    pub review_on: Option<Date>,
}

/// Shown with the decision for ever, in every paper that relies on it.
pub async fn proceed_by_exception(
    desk: &Desk,
    actor: &Actor,
    ask: ProceedByException,
) -> Result<Record<ExceptionId, Exception>, DeskError> {
    actor.may(Permission::ProceedByException)?;
    let mut write = desk.write(actor).await?;
    let check = store::readiness_checks::find(&mut write.tx, &actor.scope, ask.check).await?;
    let Some(case) = check.noun.case else {
        return Err(DeskError::refused(
            "no_case",
            "This check was asked of a service alone. Ask it in a case first, so that the exception is shown with the decision.",
        ));
    };
    let found = gather::of_check(desk, &mut write.tx, &check.noun).await?;
    let Some(asked) = &found.readiness.exception else {
        return Err(DeskError::refused(
            "nothing_held",
            "Nothing is held here: the scheme of delegation lets this go on without an exception.",
        ));
    };
    if !actor.role_codes.contains(&ask.role) {
        return Err(DeskError::Faults(vec![Fault::new("role", "Choose a role of your own")]));
    }
    let refused = delegation::reasons_to_refuse(asked, &ask.role, &actor.name, &ask.reason, ask.review_on, desk.today());
    DeskError::unless_clean(refused.into_iter().map(|reason| Fault::new(reason.field, reason.text)).collect())?;
    let roles = store::roles::list(&mut write.tx).await?;
    let title = roles.into_iter().find(|role| role.noun.code == ask.role).map_or_else(|| ask.role.clone(), |role| role.noun.title);
    let noun = Exception {
        case,
        service: check.noun.service,
        change: check.noun.change.clone(),
        part: check.noun.part.clone(),
        check: check.id,
        role: title,
        name: actor.name.clone(),
        reason: ask.reason.trim().to_owned(),
        review_on: ask.review_on.unwrap_or(asked.review_by),
        recorded_at: desk.now(),
    };
    let record = store::exceptions::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Public, noun)).await?;
    let line = format!(
        "{} proceeds by exception, although the readiness check says {}; to be reviewed by {}.",
        record.noun.role,
        check.noun.answer.words().to_lowercase(),
        quantity::period::in_words(record.noun.review_on)
    );
    write.commit("proceed_by_exception", "exception", Some(record.id.uuid()), line).await?;
    Ok(record)
}
