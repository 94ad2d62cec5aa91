//! My cases: what needs me, by what lapses first; what changed, good news first; promises now due.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan};
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
use store::Tx;
use store::audit::Filter;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::paper::changed::{Changed, evidence_changed};
use crate::plan::paper::list_papers::{ListedPaper, listed};
use crate::plan::standing;

#[derive(Debug, Clone)]
pub struct HomeView {
    pub today: Date,
    /// The day of the last thing this person did here before this visit, signing in and out among them; none on the first.
    pub since: Option<Date>,
    /// With a next step, by its date; then the rest, newest first.
    pub cases: Vec<CaseLine>,
    /// What others did since then, or in the last thirty days where there is no then; for those who may see the trail.
    pub changes: Vec<AuditEntry>,
    /// There are more than were read.
    pub has_more_changes: bool,
    /// Known issues whose figures show them to be fixed, the latest news first.
    pub good: Vec<GoodNews>,
    /// What asks for somebody's look, the newest first.
    pub to_look: Vec<ToLook>,
    /// Promises whose day has come: those without a result first, then the latest.
    pub due: Vec<Record<PromiseId, Promise>>,
    /// Papers that members see, for a member: what is still to be decided first. None for anybody else, whose papers stand in their cases.
    pub papers: Option<Vec<ListedPaper>>,
}

#[derive(Debug, Clone)]
pub struct CaseLine {
    pub case: Record<CaseId, Case>,
    /// Days until the next step is due; negative where it has passed.
    pub days: Option<i32>,
}

#[derive(Debug, Clone)]
pub struct GoodNews {
    /// The day of the last figure or word it rests on.
    pub on: Date,
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
    EvidenceChanged(Box<(Record<DecisionId, Decision>, Vec<Changed>)>),
}

/// For somebody who was not here before.
const RECENT_DAYS: i64 = 30;

/// So many changes are read at most.
const CHANGES: u32 = 200;

impl HomeView {
    /// Did it come up since the person was last here? On their first visit nothing is new.
    pub fn is_new(&self, on: Date) -> bool {
        self.since.is_some_and(|since| on >= since)
    }
}

/// `begun`: when this visit began. When the person was last here is read from the trail, which their signing in and out is in: looking
/// writes nothing.
pub async fn read_home(desk: &Desk, actor: &Actor, begun: Timestamp) -> Result<HomeView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let today = desk.today();
    let mut tx = desk.read().await?;
    let settings = crate::config::Settings::in_force(&mut tx).await?;
    let mut cases = Vec::new();
    for case in store::cases::list(&mut tx, &actor.scope).await? {
        let days = case.noun.next.as_ref().map(|next| today.until(next.by).map_or(0, |span| span.get_days()));
        cases.push(CaseLine { case, days });
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
                good.push(GoodNews {
                    on: rests_on_until(desk, &found).unwrap_or(issue.noun.raised_on),
                    service: service.noun.name.clone(),
                    found,
                    title: issue.noun.title.clone(),
                    reference,
                });
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
        let Some(service) = services.iter().find(|service| service.id == decision.noun.service) else { continue };
        let lines = evidence_changed(desk, &mut tx, actor, &decision).await?;
        if let Some(on) = lines.iter().map(|line| line.on).max() {
            to_look.push(ToLook { on, service: service.clone(), why: Why::EvidenceChanged(Box::new((decision, lines))) });
        }
    }
    to_look.sort_by_key(|look| std::cmp::Reverse(look.on));
    good.sort_by_key(|news| std::cmp::Reverse(news.on));
    let since = last_here(&mut tx, actor, begun).await?;
    let mut has_more_changes = false;
    let changes = if actor.can(Permission::ReadAudit) {
        let from = since.or_else(|| desk.now().checked_sub(jiff::SignedDuration::from_hours(24 * RECENT_DAYS)).ok());
        let mut all = store::audit::list(&mut tx, &Filter { from, ..Filter::default() }, CHANGES + 1).await?;
        has_more_changes = all.len() > CHANGES as usize;
        all.truncate(CHANGES as usize);
        all.retain(|entry| entry.person.is_none() || entry.person != actor.person);
        all
    } else {
        Vec::new()
    };
    let mut due = store::promises::list(&mut tx, &actor.scope).await?;
    due.retain(|promise| promise.noun.due <= today);
    due.sort_by_key(|promise| (promise.noun.result.is_some(), std::cmp::Reverse(promise.noun.due)));
    let papers = if actor.scope.is_member { Some(listed(desk, &mut tx, actor).await?) } else { None };
    Ok(HomeView { today, since: since.map(|at| desk.day_of(at)), cases, changes, has_more_changes, good, to_look, due, papers })
}

/// The last thing this person did before this visit.
async fn last_here(tx: &mut Tx, actor: &Actor, begun: Timestamp) -> Result<Option<Timestamp>, DeskError> {
    let Some(person) = actor.person else { return Ok(None) };
    let before = Filter { person: Some(person), until: Some(begun), ..Filter::default() };
    Ok(store::audit::list(tx, &before, 1).await?.first().map(|entry| entry.at))
}

/// The day the last of what shows it came in: a figure, or somebody's word.
fn rests_on_until(desk: &Desk, found: &standing::Found) -> Option<Date> {
    let figures = found.points.iter().map(|point| desk.day_of(point.loaded_at)).max();
    let words = found.test.iter().flat_map(|test| {
        let noun = &test.noun;
        let asked = noun.asked.iter().map(|asked| asked.on);
        let said = noun.displacement.iter().map(|said| said.word.on).chain(noun.corrections.iter().map(|kept| kept.word.on));
        let accepted = noun.explanations.iter().filter_map(|one| one.accepted.as_ref()).map(|word| word.on);
        let once = [noun.attribution.as_ref().map(|why| why.on), noun.data_check.as_ref().map(|check| check.word.on)];
        asked.chain(said).chain(accepted).chain(once.into_iter().flatten()).collect::<Vec<_>>()
    });
    figures.into_iter().chain(words).max()
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
