//! My cases: what needs me, by what lapses first; what changed, good news first; promises now due.

use std::sync::Arc;

use jiff::ToSpan;
use model::audit::AuditEntry;
use model::case::Case;
use model::decision::Decision;
use model::id::{CaseId, DecisionId, IssueId, PromiseId, ServiceId};
use model::issue::KnownIssue;
use model::promise::Promise;
use model::readiness::Standing;
use model::record::Record;
use model::role::Permission;
use model::service::Service;
use quantity::Date;
use store::audit::Filter;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather::{self, Gathered};
use crate::plan::paper::changed::evidence_changed;
use crate::plan::standing;

#[derive(Debug, Clone)]
pub struct HomeView {
    pub today: Date,
    /// With a next step, by its date; then the rest, newest first.
    pub cases: Vec<CaseLine>,
    pub changes: Vec<AuditEntry>,
    /// Known issues whose figures show them to be fixed.
    pub good: Vec<GoodNews>,
    /// What asks for somebody's look, the newest first.
    pub to_look: Vec<ToLook>,
    /// Promises whose day has come: those without a result first, then the latest.
    pub due: Vec<Record<PromiseId, Promise>>,
}

#[derive(Debug, Clone)]
pub struct CaseLine {
    pub case: Record<CaseId, Case>,
    /// Days until the next step is due; negative where it has passed.
    pub days: Option<i32>,
    /// Of the case's services, staying as we are: for one word beside the case.
    pub readiness: Vec<Gathered>,
}

#[derive(Debug, Clone)]
pub struct GoodNews {
    pub service: String,
    pub found: Arc<standing::Found>,
    pub title: String,
    pub reference: String,
}

/// One thing that asks for a look.
#[derive(Debug, Clone)]
pub struct ToLook {
    /// The day it came up: figures were loaded, an issue was raised, an end came near.
    pub on: Date,
    pub service: Record<ServiceId, Service>,
    pub why: Why,
}

#[derive(Debug, Clone)]
pub enum Why {
    /// A known issue that waits for triage, for an explanation, or whose figures point the other way or elsewhere.
    Issue(Box<(Record<IssueId, KnownIssue>, Arc<standing::Found>)>),
    /// What is in force ends on this day.
    Ends(Date),
    /// Evidence of a decision was corrected after it was taken: the decision, and what changed.
    EvidenceChanged(Box<(Record<DecisionId, Decision>, Vec<String>)>),
}

/// Since when a person last looked is not kept: what changed in the last thirty days is shown.
const RECENT_DAYS: i64 = 30;

pub async fn read_home(desk: &Desk, actor: &Actor) -> Result<HomeView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let today = desk.today();
    let mut tx = desk.read().await?;
    let settings = crate::config::Settings::in_force(&mut tx).await?;
    let mut cases = Vec::new();
    for case in store::cases::list(&mut tx, &actor.scope).await? {
        let days = case.noun.next.as_ref().map(|next| today.until(next.by).map_or(0, |span| span.get_days()));
        cases.push(CaseLine { case, days, readiness: Vec::new() });
    }
    // What lapses first comes first; cases without a next step last.
    cases.sort_by_key(|line| (line.days.is_none(), line.days));
    let (mut good, mut to_look) = (Vec::new(), Vec::new());
    let services = store::services::list(&mut tx, &actor.scope).await?;
    let issues = store::issues::list(&mut tx, &actor.scope).await?;
    for service in &services {
        for issue in issues.iter().filter(|issue| issue.noun.service == service.id) {
            let found = standing::of_issue(desk, &mut tx, &settings, issue).await?;
            let standing = found.evidence.standing;
            let bad_news = matches!(standing, Standing::Explain | Standing::PointsTheOtherWay | Standing::MovedElsewhere);
            if issue.noun.is_open() && (issue.noun.triage.is_none() || bad_news || !found.evidence.moved.is_empty()) {
                let loaded = found.points.iter().map(|point| desk.day_of(point.loaded_at)).max();
                let on = loaded.filter(|_| issue.noun.triage.is_some()).unwrap_or(issue.noun.raised_on);
                let why = Why::Issue(Box::new((issue.clone(), found.clone())));
                to_look.push(ToLook { on, service: service.clone(), why });
            }
            if standing == Standing::Shown {
                let reference = issue.reference.as_ref().map(ToString::to_string).unwrap_or_default();
                good.push(GoodNews { service: service.noun.name.clone(), found, title: issue.noun.title.clone(), reference });
            }
        }
    }
    for service in &services {
        let near = |end: &Date| (0..=i64::from(settings.ends_within_days)).contains(&days_between(today, *end));
        if let Some(end) = service.noun.ends.filter(near) {
            let on = end.checked_sub(i64::from(settings.ends_within_days).days()).unwrap_or(today);
            to_look.push(ToLook { on, service: service.clone(), why: Why::Ends(end) });
        }
    }
    for decision in store::decisions::list(&mut tx, &actor.scope).await? {
        let lines = evidence_changed(desk, &mut tx, actor, &decision).await?;
        let service = services.iter().find(|service| service.id == decision.noun.service);
        if let (false, Some(service)) = (lines.is_empty(), service) {
            to_look.push(ToLook { on: today, service: service.clone(), why: Why::EvidenceChanged(Box::new((decision, lines))) });
        }
    }
    to_look.sort_by_key(|look| std::cmp::Reverse(look.on));
    for line in cases.iter_mut().take(4) {
        for service in line.case.noun.services.clone() {
            if services.iter().any(|seen| seen.id == service) {
                let choices = gather::of_every_choice(desk, &mut tx, Some(line.case.id), service).await?;
                // Staying as we are is asked first.
                line.readiness.extend(choices.first().cloned());
            }
        }
    }
    let since = desk.now().checked_sub(jiff::SignedDuration::from_hours(24 * RECENT_DAYS)).ok();
    let changes = if actor.can(Permission::ReadAudit) {
        store::audit::list(&mut tx, &Filter { from: since, ..Filter::default() }, 200).await?
    } else {
        Vec::new()
    };
    let mut due = store::promises::list(&mut tx, &actor.scope).await?;
    due.retain(|promise| promise.noun.due <= today);
    due.sort_by_key(|promise| (promise.noun.result.is_some(), std::cmp::Reverse(promise.noun.due)));
    Ok(HomeView { today, cases, changes, good, to_look, due })
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
