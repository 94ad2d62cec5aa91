//! A kept answer of the readiness check as it was given, and the exceptions that rest on it.

use model::case::Case;
use model::decision::{Decision, Exception};
use model::id::{CaseId, CheckId, DecisionId, ExceptionId, IssueId, ReplyId, ServiceId};
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::reference::Reference;
use model::reply::Reply;
use model::role::Permission;
use model::service::Service;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather::{self, Gathered};
use crate::plan::read_readiness::{every_issue_is_seen, parts_are_seen};
use crate::plan::reply_due;

#[derive(Debug, Clone)]
pub struct CheckView {
    pub check: Record<CheckId, ReadinessCheck>,
    pub service: Record<ServiceId, Service>,
    pub case: Option<Record<CaseId, Case>>,
    /// The same question, answered from the records as they are now.
    pub now: Gathered,
    pub exceptions: Vec<Record<ExceptionId, Exception>>,
    /// Decisions that rest on it.
    pub decisions: Vec<Record<DecisionId, Decision>>,
    /// What whoever runs the service replied since: it travels with the answer.
    pub replies: Vec<Record<ReplyId, Reply>>,
}

impl CheckView {
    /// The records have changed since: the answer as kept stands, and has to be asked again before anything rests on it.
    pub fn is_out_of_date(&self) -> bool {
        self.now.inputs != self.check.noun.inputs
    }

    /// The title of an issue it names, where it is still there.
    pub fn issue(&self, id: IssueId) -> Option<(&str, Option<&Reference>)> {
        let (issue, _) = self.now.issues.iter().find(|(issue, _)| issue.id == id)?;
        Some((issue.noun.title.as_str(), issue.reference.as_ref()))
    }
}

pub async fn read_check(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<CheckView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let check = store::readiness_checks::by_reference(&mut tx, &actor.scope, reference).await?;
    let service = store::services::find(&mut tx, &actor.scope, check.noun.service).await?;
    every_issue_is_seen(desk, &mut tx, actor, service.id).await?;
    let (mut case, mut decisions) = (None, Vec::new());
    if let Some(id) = check.noun.case {
        case = Some(store::cases::find(&mut tx, &actor.scope, id).await?);
        decisions = store::decisions::by_case(&mut tx, &actor.scope, id).await?;
        decisions.retain(|decision| decision.noun.check == Some(check.id));
    }
    let exceptions = store::exceptions::by_check(&mut tx, &actor.scope, check.id).await?;
    let now = gather::of_check(desk, &mut tx, &check.noun).await?;
    parts_are_seen(desk, &mut tx, actor, &now).await?;
    let replies = reply_due::replies(desk, &mut tx, &service, &check.noun).await?;
    Ok(CheckView { check, service, case, now, exceptions, decisions, replies })
}

#[derive(Debug, Clone)]
pub struct ExceptionView {
    pub exception: Record<ExceptionId, Exception>,
    pub check: Record<CheckId, ReadinessCheck>,
    pub service: Record<ServiceId, Service>,
    pub case: Record<CaseId, Case>,
    pub decisions: Vec<Record<DecisionId, Decision>>,
    /// The delivery model it went on with, in words.
    pub change: String,
}

pub async fn read_exception(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<ExceptionView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let exception = store::exceptions::by_reference(&mut tx, &actor.scope, reference).await?;
    let check = store::readiness_checks::find(&mut tx, &actor.scope, exception.noun.check).await?;
    let service = store::services::find(&mut tx, &actor.scope, exception.noun.service).await?;
    let case = store::cases::find(&mut tx, &actor.scope, exception.noun.case).await?;
    let mut decisions = store::decisions::by_case(&mut tx, &actor.scope, case.id).await?;
    decisions.retain(|decision| decision.noun.exception == Some(exception.id));
    let model = store::delivery_models::by_code(&mut tx, &actor.scope, &exception.noun.change).await?;
    let change = model.map_or_else(|| exception.noun.change.replace('_', " "), |model| model.noun.title);
    Ok(ExceptionView { exception, check, service, case, decisions, change })
}
