//! Everything the page of the readiness check shows, read once: the answer asked for, the same question of every choice, what was
//! kept before, and what its terms mean here in numbers.

use std::sync::Arc;

use methods::evidence::ErrorRates;
use model::case::Case;
use model::decision::{Decision, Exception};
use model::id::{CaseId, CheckId, DecisionId, ExceptionId, IssueId, OutcomeId, PromiseId, ReplyId, RoleId, ServiceId};
use model::outcome::Outcome;
use model::promise::Promise;
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::reference::Reference;
use model::reply::Reply;
use model::role::{Permission, Role};
use model::service::Service;
use quantity::Date;
use store::Tx;

use crate::actor::Actor;
use crate::config::Settings;
use crate::config::settings::SettingEntry;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather::{self, AS_NOW, Asked, Change, Gathered};
use crate::plan::reply_due;
use crate::plan::standing::Found;
pub use principles::Card;
use principles::p_displacement::{RaisedAfter, raised_after};

/// What is asked: in a case, or of a service alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    Case(Reference),
    Service(Reference),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadReadiness {
    /// Reference or id of a service of the case; empty for its first.
    pub service: String,
    /// Code of a delivery model; empty for what the case proposes first.
    pub change: String,
    pub part: String,
}

#[derive(Debug, Clone)]
pub struct ReadinessView {
    /// The answer asked for.
    pub found: Gathered,
    /// The same question of every choice, staying as we are first.
    pub choices: Arc<Vec<Gathered>>,
    /// Services of the case that the actor may see.
    pub services: Vec<Record<ServiceId, Service>>,
    /// For each issue with enough figures: how often this check is wrong for it.
    pub error_rates: Vec<(IssueId, ErrorRates)>,
    /// Kept answers about this service, oldest first.
    pub checks: Vec<Record<CheckId, ReadinessCheck>>,
    pub exceptions: Vec<Record<ExceptionId, Exception>>,
    pub decisions: Vec<Record<DecisionId, Decision>>,
    pub outcomes: Vec<Record<OutcomeId, Outcome>>,
    pub promises: Vec<Record<PromiseId, Promise>>,
    pub roles: Vec<Record<RoleId, Role>>,
    /// The rule itself: who says so, how far to believe it.
    pub card: &'static Card,
    /// What its undefined terms mean here, in numbers.
    pub terms: Vec<SettingEntry>,
    /// Raised nearby after something was closed; it says nothing of cause.
    pub raised_after: Vec<RaisedAfter>,
    /// Until when whoever runs the service may reply before a decision rests on the last answer kept to this question, and who that is.
    pub reply_until: Option<(String, Date)>,
    /// Their replies since, which travel with it.
    pub replies: Vec<Record<ReplyId, Reply>>,
}

/// Refused where the actor may not see every issue the answer names.
pub async fn read_readiness_view(desk: &Desk, actor: &Actor, of: &Of, ask: &ReadReadiness) -> Result<ReadinessView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let (case, services) = match of {
        Of::Case(reference) => {
            let case = store::cases::by_reference(&mut tx, &actor.scope, reference).await?;
            let services = of_case(&mut tx, actor, &case).await?;
            (Some(case), services)
        }
        Of::Service(reference) => (None, vec![store::services::by_reference(&mut tx, &actor.scope, reference).await?]),
    };
    let named = |service: &&Record<ServiceId, Service>| {
        let reference = service.reference.as_ref().map(ToString::to_string).unwrap_or_default();
        ask.service.eq_ignore_ascii_case(&reference) || ask.service == service.id.to_string()
    };
    let service = if ask.service.is_empty() { services.first() } else { services.iter().find(named) };
    let Some(service) = service.cloned() else {
        return match (ask.service.is_empty(), case) {
            (true, Some(_)) => Err(DeskError::refused(
                "no_service",
                "This case names no service yet, so there is no change of operator to ask about. Add a choice first.",
            )),
            _ => Err(DeskError::NotFound),
        };
    };
    every_issue_is_seen(desk, &mut tx, actor, service.id).await?;
    let case_id = case.as_ref().map(|case| case.id);
    let choices = gather::of_every_choice(desk, &mut tx, case_id, service.id).await?;
    let (change, part) = match (ask.change.is_empty(), proposed(&choices)) {
        (true, Some(first)) => (first.proposal.model.code.clone(), first.part()),
        (true, None) => (AS_NOW.to_owned(), String::new()),
        (false, _) => (ask.change.clone(), ask.part.trim().to_owned()),
    };
    let found = match choices.iter().find(|choice| choice.proposal.model.code == change && choice.part() == part) {
        Some(choice) => choice.clone(),
        None => gather::work_out(desk, &mut tx, &Asked { case: case_id, service: service.id, change, part }).await?,
    };
    let scope = &actor.scope;
    let checks = store::readiness_checks::by_service(&mut tx, scope, service.id).await?;
    let exceptions = store::exceptions::by_service(&mut tx, scope, service.id).await?;
    let (mut decisions, mut outcomes, mut promises) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(case) = case_id {
        decisions = store::decisions::by_case(&mut tx, scope, case).await?;
        outcomes = store::outcomes::by_case(&mut tx, scope, case).await?;
        promises = store::promises::by_case(&mut tx, scope, case).await?;
    }
    let settings = Settings::in_force(&mut tx).await?;
    let roles = store::roles::list(&mut tx).await?;
    let near = nearby(&mut tx, desk, service.id, &settings).await?;
    parts_are_seen(desk, &mut tx, actor, &found).await?;
    let last = checks.iter().rfind(|check| is_of(&check.noun, &found));
    let (mut reply_until, mut replies) = (None, Vec::new());
    if let Some(last) = last {
        replies = reply_due::replies(desk, &mut tx, &found.service, &last.noun).await?;
        reply_until = reply_due::until(desk, &mut tx, &found, &last.noun).await?;
    }
    drop(tx);
    let rates = |standing: &Found| desk.memory.error_rates.of(standing.question.as_ref()?, &settings);
    let error_rates = found.issues.iter().filter_map(|(issue, standing)| Some((issue.id, rates(standing)?))).collect();
    let card = &principles::p_outsourcing_a_problem::CARD;
    let terms = card.thresholds.iter().filter_map(|key| settings.entries().find(|entry| entry.key == *key).cloned()).collect();
    Ok(ReadinessView {
        found,
        choices,
        services,
        error_rates,
        checks,
        exceptions,
        decisions,
        outcomes,
        promises,
        roles,
        card,
        terms,
        raised_after: near,
        reply_until,
        replies,
    })
}

/// A known issue with the name of its service.
#[derive(Debug, Clone)]
pub struct Known {
    pub issue: Record<IssueId, model::issue::KnownIssue>,
    pub service: String,
}

/// The known issues of these services that are open and that the actor may see, for the forms of a case.
pub async fn known_issues(desk: &Desk, actor: &Actor, services: &[ServiceId]) -> Result<Vec<Known>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let mut known = Vec::new();
    for id in services {
        let Ok(service) = store::services::find(&mut tx, &actor.scope, *id).await else { continue };
        let issues = store::issues::by_service(&mut tx, &actor.scope, *id).await?;
        let open = issues.into_iter().filter(|issue| issue.noun.is_open());
        known.extend(open.map(|issue| Known { issue, service: service.noun.name.clone() }));
    }
    Ok(known)
}

/// Was this check asked of this very question?
fn is_of(check: &ReadinessCheck, found: &Gathered) -> bool {
    check.service == found.service.id
        && check.case == found.case.as_ref().map(|case| case.id)
        && check.change == found.proposal.model.code
        && check.part == found.part()
}

/// The answer of a merger names the issues of every service in it.
pub(crate) async fn parts_are_seen(desk: &Desk, tx: &mut Tx, actor: &Actor, found: &Gathered) -> Result<(), DeskError> {
    for part in &found.merged_with {
        store::services::find(tx, &actor.scope, part.id).await?;
        every_issue_is_seen(desk, tx, actor, part.id).await?;
    }
    Ok(())
}

/// What a case proposes first: a change of operator, else staying as we are.
pub fn proposed(choices: &[Gathered]) -> Option<&Gathered> {
    choices.iter().find(|choice| choice.readiness.change != Change::StayAsWeAre).or_else(|| choices.first())
}

/// The services of a case that the actor may see, in the case's order.
pub(crate) async fn of_case(tx: &mut Tx, actor: &Actor, case: &Record<CaseId, Case>) -> Result<Vec<Record<ServiceId, Service>>, DeskError> {
    let mut services = Vec::new();
    for id in &case.noun.services {
        match store::services::find(tx, &actor.scope, *id).await {
            Ok(service) => services.push(service),
            Err(store::StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(services)
}

/// An answer names every issue it rests on: who may not see one of them may not read it.
pub(crate) async fn every_issue_is_seen(desk: &Desk, tx: &mut Tx, actor: &Actor, service: ServiceId) -> Result<(), DeskError> {
    let all = store::issues::by_service(tx, &desk.own_scope(), service).await?.len();
    let seen = store::issues::by_service(tx, &actor.scope, service).await?.len();
    if seen == all { Ok(()) } else { Err(DeskError::NotFound) }
}

/// Issues raised here, or in a service that shares a case with this one, after an issue of this service was closed (S0.8).
pub(crate) async fn nearby(tx: &mut Tx, desk: &Desk, service: ServiceId, settings: &Settings) -> Result<Vec<RaisedAfter>, DeskError> {
    let scope = desk.own_scope();
    let here: Vec<_> = store::issues::by_service(tx, &scope, service).await?.into_iter().map(|kept| (kept.id, kept.noun)).collect();
    let closed: Vec<_> = here.iter().filter(|(_, issue)| issue.closing.is_some()).cloned().collect();
    if closed.is_empty() {
        return Ok(Vec::new());
    }
    let cases = store::cases::list(tx, &scope).await?;
    let beside = cases.iter().filter(|case| case.noun.services.contains(&service)).flat_map(|case| case.noun.services.iter().copied());
    let mut neighbours: Vec<ServiceId> = beside.filter(|other| *other != service).collect();
    neighbours.sort_unstable();
    neighbours.dedup();
    let mut all = here;
    for neighbour in &neighbours {
        all.extend(store::issues::by_service(tx, &scope, *neighbour).await?.into_iter().map(|kept| (kept.id, kept.noun)));
    }
    Ok(raised_after(&closed, &all, &neighbours, settings.watch_after_fix_days))
}
