//! What another operator needs to start: a recorded decision that rests on an answer of the readiness check and, where the scheme
//! of delegation holds the case, somebody accountable who proceeded by exception. The check itself is asked again at that moment.

use model::decision::{Decision, Exception};
use model::id::{DecisionId, ExceptionId, ServiceId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::service::Service;
use principles::ExceptionAsked;
use store::Tx;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather::{self, Asked, Gathered, Weight};

/// Delivery models that say what is done with the arrangement, whatever model is then in force.
const SAID_BY_THEMSELVES: [&str; 3] = ["re_let", "merge", "extend"];

/// Refused by name, with the mend. Call it under the head of the chain: an issue raised a moment ago is seen.
pub(crate) async fn refuse_without(
    desk: &Desk,
    tx: &mut Tx,
    service: &Record<ServiceId, Service>,
    delivery_model: &str,
) -> Result<(), DeskError> {
    if is_never_held(desk, tx, service, delivery_model).await? {
        return Ok(());
    }
    let decision = decisions(desk, tx, service).await?.into_iter().rev().find(|kept| is_for(&kept.noun, delivery_model));
    let Some(decision) = decision else {
        return Err(DeskError::refused(
            "not_decided",
            format!(
                "No decision is recorded that another operator runs {} under this delivery model. In a case, ask the readiness check, \
                 have its answer affirmed and record the decision; then hand over.",
                service.noun.name
            ),
        ));
    };
    let noun = &decision.noun;
    let asked = Asked { case: Some(noun.case), service: service.id, change: noun.delivery_model.clone(), part: noun.part.clone() };
    let now = gather::work_out(desk, tx, &asked).await?;
    let Some(exception) = now.readiness.exception.as_ref().filter(|_| now.readiness.never_held.is_none()) else { return Ok(()) };
    let standing = standing_exception(desk, tx, &decision).await?;
    let Some(standing) = standing else { return Err(held(&now, exception)) };
    let check = store::readiness_checks::find(tx, &desk.own_scope(), standing.noun.check).await?;
    let was_known = |issue| check.noun.reasons.iter().any(|reason| reason.issue == Some(issue));
    let since: Vec<String> = now
        .readiness
        .issues
        .iter()
        .filter(|issue| issue.weight != Weight::Settled && !was_known(issue.issue))
        .map(|issue| format!("“{}”", issue.title))
        .collect();
    if since.is_empty() {
        return Ok(());
    }
    Err(DeskError::refused(
        "known_since_the_exception",
        format!(
            "{} was not in sight when {} proceeded by exception. Ask the readiness check again, and let somebody accountable proceed \
             with it in sight.",
            since.join(", "),
            standing.noun.role
        ),
    ))
}

fn held(now: &Gathered, exception: &ExceptionAsked) -> DeskError {
    DeskError::refused(
        "held",
        format!(
            "The readiness check says {} now, and the scheme of delegation holds this until an accountable person proceeds by exception: \
             {} Ask again in the case, and let them proceed, or do one of the things that can be done meanwhile.",
            now.readiness.answer.words().to_lowercase(),
            exception.reason
        ),
    )
}

/// The delivery model's own reason, or a lawful ground named in a case for this very change.
async fn is_never_held(desk: &Desk, tx: &mut Tx, service: &Record<ServiceId, Service>, model: &str) -> Result<bool, DeskError> {
    let scope = desk.own_scope();
    if store::delivery_models::by_code(tx, &scope, model).await?.is_some_and(|kept| kept.noun.never_held.is_some()) {
        return Ok(true);
    }
    let cases = store::cases::list(tx, &scope).await?;
    let choices = cases.iter().flat_map(|case| &case.noun.choices);
    Ok(choices
        .filter(|choice| choice.service == service.id && choice.ruled_out.is_none() && choice.part.is_empty())
        .filter(|choice| choice.delivery_model == model || SAID_BY_THEMSELVES.contains(&choice.delivery_model.as_str()))
        .any(|choice| choice.ground.as_ref().is_some_and(|ground| !ground.rests_on.trim().is_empty())))
}

/// Of the whole service, on an answer of the check, and not used up by the hand-over before.
async fn decisions(desk: &Desk, tx: &mut Tx, service: &Record<ServiceId, Service>) -> Result<Vec<Record<DecisionId, Decision>>, DeskError> {
    let last = service.noun.operators.last().map(|operated| operated.from);
    let mut kept = store::decisions::by_service(tx, &desk.own_scope(), service.id).await?;
    kept.retain(|kept| kept.noun.check.is_some() && kept.noun.part.is_empty() && last.is_none_or(|last| kept.noun.decided_on >= last));
    Ok(kept)
}

fn is_for(decision: &Decision, delivery_model: &str) -> bool {
    decision.delivery_model == delivery_model || SAID_BY_THEMSELVES.contains(&decision.delivery_model.as_str())
}

/// The last exception of this change in this case whose review date has not passed.
async fn standing_exception(
    desk: &Desk,
    tx: &mut Tx,
    decision: &Record<DecisionId, Decision>,
) -> Result<Option<Record<ExceptionId, Exception>>, DeskError> {
    let (noun, today) = (&decision.noun, desk.today());
    let kept = store::exceptions::by_case(tx, &desk.own_scope(), noun.case).await?;
    Ok(kept.into_iter().rev().find(|kept| {
        let of = &kept.noun;
        of.service == noun.service && of.change == noun.delivery_model && of.part == noun.part && of.review_on >= today
    }))
}

/// The decisions a hand-over of this service could rest on, oldest first, for the form.
pub async fn read_decisions(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Vec<Record<DecisionId, Decision>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let service = store::services::by_reference(&mut tx, &actor.scope, reference).await?;
    let seen = store::decisions::by_service(&mut tx, &actor.scope, service.id).await?;
    let all = decisions(desk, &mut tx, &service).await?;
    Ok(all.into_iter().filter(|kept| seen.iter().any(|one| one.id == kept.id) && kept.noun.delivery_model != gather::AS_NOW).collect())
}
