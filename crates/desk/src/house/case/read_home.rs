//! My cases: what needs me, by what lapses first; what changed, good news first; promises now due.

use model::audit::AuditEntry;
use model::case::Case;
use model::id::{CaseId, PromiseId};
use model::promise::Promise;
use model::record::Record;
use model::role::Permission;
use quantity::Date;
use store::audit::Filter;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather::{self, Gathered};
use crate::plan::standing;

#[derive(Debug, Clone)]
pub struct HomeView {
    pub today: Date,
    /// With a next step, by its date; then the rest, newest first.
    pub cases: Vec<CaseLine>,
    pub changes: Vec<AuditEntry>,
    /// Known issues whose figures show them to be fixed.
    pub good: Vec<GoodNews>,
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
    pub found: standing::Found,
    pub title: String,
    pub reference: String,
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
    let mut good = Vec::new();
    for service in store::services::list(&mut tx, &actor.scope).await? {
        for issue in store::issues::by_service(&mut tx, &actor.scope, service.id).await? {
            let found = standing::of_issue(desk, &mut tx, &settings, &issue).await?;
            if found.evidence.standing == model::readiness::Standing::Shown {
                let reference = issue.reference.as_ref().map(ToString::to_string).unwrap_or_default();
                good.push(GoodNews { service: service.noun.name.clone(), found, title: issue.noun.title.clone(), reference });
            }
        }
    }
    for line in cases.iter_mut().take(4) {
        for service in line.case.noun.services.clone() {
            if store::services::find(&mut tx, &actor.scope, service).await.is_ok() {
                let asked = gather::Asked { case: Some(line.case.id), service, change: gather::AS_NOW.into(), part: String::new() };
                line.readiness.push(gather::work_out(desk, &mut tx, &asked).await?);
            }
        }
    }
    let since = desk.now().checked_sub(jiff::SignedDuration::from_hours(24 * RECENT_DAYS)).ok();
    let changes = if actor.can(Permission::ReadAudit) {
        store::audit::list(&mut tx, &Filter { from: since, ..Filter::default() }, 200).await?
    } else {
        Vec::new()
    };
    let mut due = store::promises::due(&mut tx, &actor.scope, today).await?;
    due.sort_by_key(|promise| promise.noun.due);
    Ok(HomeView { today, cases, changes, good, due })
}
