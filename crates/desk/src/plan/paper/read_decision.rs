//! A decision with all that stands around it: for its page.

use model::case::Case;
use model::decision::{Decision, Exception};
use model::id::{CaseId, CheckId, DecisionId, ExceptionId, PaperId, PromiseId, ServiceId};
use model::paper::Paper;
use model::promise::Promise;
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::service::Service;

use crate::actor::Actor;
use crate::config::deciding::{Body, deciding};
use crate::desk::Desk;
use crate::error::DeskError;
pub use crate::plan::financial_plan::decided::SavingSaid;
use crate::plan::financial_plan::decided::said_of;
use crate::plan::paper::changed::evidence_changed;
use crate::plan::paper::comes_along;

#[derive(Debug, Clone)]
pub struct DecisionView {
    pub decision: Record<DecisionId, Decision>,
    pub case: Record<CaseId, Case>,
    pub service: Record<ServiceId, Service>,
    /// The delivery model in words.
    pub change: String,
    pub check: Option<Record<CheckId, ReadinessCheck>>,
    pub exception: Option<Record<ExceptionId, Exception>>,
    pub paper: Option<Record<PaperId, Paper>>,
    pub taken_by: Option<Body>,
    pub promises: Vec<Record<PromiseId, Promise>>,
    /// What it promises to save, and which line of the financial plan that answers.
    pub saving: Option<SavingSaid>,
    /// What was corrected since in the evidence it rested on.
    pub changed: Vec<String>,
}

pub async fn read_decision(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<DecisionView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let decision = store::decisions::by_reference(&mut tx, scope, reference).await?;
    // A decision is for members, though its case and its service are not: it names them, and nothing more of them comes along.
    let case = store::cases::find(&mut tx, &desk.own_scope(), decision.noun.case).await?;
    let service = store::services::find(&mut tx, &desk.own_scope(), decision.noun.service).await?;
    if !comes_along(scope, &case) || !comes_along(scope, &service) {
        return Err(DeskError::NotFound);
    }
    let model = store::delivery_models::by_code(&mut tx, scope, &decision.noun.delivery_model).await?;
    let check = match decision.noun.check {
        Some(id) => seen(store::readiness_checks::find(&mut tx, scope, id).await)?,
        None => None,
    };
    let exception = match decision.noun.exception {
        Some(id) => seen(store::exceptions::find(&mut tx, scope, id).await)?,
        None => None,
    };
    let paper = match decision.noun.paper {
        Some(id) => seen(store::papers::find(&mut tx, scope, id).await)?,
        None => None,
    };
    let promises = store::promises::by_decision(&mut tx, scope, decision.id).await?;
    let saving = said_of(desk, &mut tx, scope, decision.id).await?;
    let changed = evidence_changed(desk, &mut tx, actor, &decision).await?.into_iter().map(|line| line.says).collect();
    let change = model.map_or_else(|| decision.noun.delivery_model.replace('_', " "), |model| model.noun.title);
    let taken_by = deciding()?.body(&decision.noun.taken_by).cloned();
    Ok(DecisionView { decision, case, service, change, check, exception, paper, taken_by, promises, saving, changed })
}

/// What the actor may not see is left out, and nothing else is.
fn seen<T>(found: Result<T, store::StoreError>) -> Result<Option<T>, DeskError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(store::StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
