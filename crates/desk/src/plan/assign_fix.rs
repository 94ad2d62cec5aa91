//! Naming what is being done about an issue, and the control that doing it needs.

use model::control::Control;
use model::id::{EngagementId, FixId, IssueId};
use model::issue::{Fix, KnownIssue};
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct AssignFix {
    pub issue: IssueId,
    pub version: i64,
    /// A fix to change; none to add one.
    pub fix: Option<FixId>,
    pub what: String,
    pub owner_role: String,
    pub started: Option<Date>,
    pub finished: Option<Date>,
    /// What doing it needs of people, budget, and buildings, systems and rules.
    pub needs: Control,
    pub needs_words: String,
    pub helped_by: Option<EngagementId>,
}

pub async fn assign_fix(desk: &Desk, actor: &Actor, ask: AssignFix) -> Result<Record<IssueId, KnownIssue>, DeskError> {
    actor.may(Permission::TriageIssues)?;
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, LINE, "Say what is being done: “Repairs within ten days between lettings”");
    let owner_role = typed.text("owner_role", &ask.owner_role, LINE, "Name the role that answers for it");
    let needs_words = typed.optional("needs_words", &ask.needs_words, TEXT);
    typed.ask(
        "needs_words",
        ask.needs == Control::NONE || !needs_words.is_empty(),
        "Say in words what control it needs: “The repairs budget”",
    );
    let in_order = ask.started.zip(ask.finished).is_none_or(|(started, finished)| started <= finished);
    typed.ask("finished", in_order, "Use a date on or after the day it started");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::issues::find(&mut write.tx, &actor.scope, ask.issue).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    if let Some(engagement) = ask.helped_by {
        store::engagements::find(&mut write.tx, &actor.scope, engagement).await?;
    }
    let id = ask.fix.unwrap_or_else(|| desk.new_id());
    let fix =
        Fix { id, what, owner_role, started: ask.started, finished: ask.finished, needs: ask.needs, needs_words, helped_by: ask.helped_by };
    let line = format!("Fix for “{}”: {}.", record.noun.title, fix.what);
    match record.noun.fixes.iter_mut().find(|kept| kept.id == id) {
        Some(kept) => *kept = fix,
        None if ask.fix.is_some() => return Err(DeskError::NotFound),
        None => record.noun.fixes.push(fix),
    }
    record.changed_at = desk.now();
    let record = store::issues::save(&mut write.tx, &record).await?;
    write.commit("assign_fix", "known issue", Some(record.id.uuid()), line).await?;
    Ok(record)
}
