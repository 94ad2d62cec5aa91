//! Whoever runs a service for the authority sees a draft judgement of its own performance some working days before a decision rests
//! on it, and its reply travels with it.

use model::id::{CheckId, ReplyId, ServiceId};
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::reply::Reply;
use model::service::Service;
use quantity::{Date, period};
use store::Tx;

use crate::config::law;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather::Gathered;

/// What the organisation that runs the service replied on or after the day the check was asked.
pub(crate) async fn replies(
    desk: &Desk,
    tx: &mut Tx,
    service: &Record<ServiceId, Service>,
    check: &ReadinessCheck,
) -> Result<Vec<Record<ReplyId, Reply>>, DeskError> {
    let scope = desk.own_scope();
    let asked_on = desk.day_of(check.asked_at);
    let mut replies = Vec::new();
    if service.noun.operator == desk.authority {
        return Ok(replies);
    }
    for measure in store::measures::by_service(tx, &scope, service.id).await? {
        let all = store::replies::by_measure(tx, &scope, measure.id).await?;
        replies.extend(all.into_iter().filter(|reply| reply.noun.from == service.noun.operator && reply.noun.on >= asked_on));
    }
    Ok(replies)
}

/// Who may still reply before a decision rests on this answer, and until which day. None where the authority runs the service itself,
/// nothing known is judged, the reply is there, or the days have passed.
pub(crate) async fn until(desk: &Desk, tx: &mut Tx, found: &Gathered, check: &ReadinessCheck) -> Result<Option<(String, Date)>, DeskError> {
    let operator = found.service.noun.operator;
    if operator == desk.authority || found.issues.is_empty() || !replies(desk, tx, &found.service, check).await?.is_empty() {
        return Ok(None);
    }
    let days = found.settings.provider_reply_working_days;
    let due = law::holidays(&desk.place.country)?.after(desk.day_of(check.asked_at), days);
    if desk.today() > due {
        return Ok(None);
    }
    let name = store::organisations::find(tx, &desk.own_scope(), operator).await?.noun.name;
    Ok(Some((name, due)))
}

/// Refused while the reply may still come. It holds for days, never for good, and an exception goes past it.
pub(crate) async fn refuse_until_heard(
    desk: &Desk,
    tx: &mut Tx,
    found: &Gathered,
    check: &Record<CheckId, ReadinessCheck>,
) -> Result<(), DeskError> {
    match until(desk, tx, found, &check.noun).await? {
        None => Ok(()),
        Some((name, due)) => Err(DeskError::refused(
            "provider_may_reply",
            format!(
                "{name} runs {} and may reply to this answer until {}. Its reply travels with the decision: decide once it is there, or after that day.",
                found.service.noun.name,
                period::in_words(due)
            ),
        )),
    }
}
