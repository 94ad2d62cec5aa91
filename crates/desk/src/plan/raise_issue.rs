//! Raising a known issue: anyone who works with the service may, at any time; a late one re-opens the check.

use model::audience::Audience;
use model::id::{IssueId, MeasureId, ServiceId};
use model::issue::{Custody, KnownIssue, RaisedBy, Severity};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::config::{Settings, law};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct RaiseIssue {
    pub service: ServiceId,
    /// As people would say it.
    pub title: String,
    pub describes: String,
    pub severity: Severity,
    pub raised_by: RaisedBy,
    pub measure: Option<MeasureId>,
    /// The part of the measure it speaks of, or empty.
    pub part: String,
}

/// What is typed here may be asked for under Freedom of Information: the form says so.
pub async fn raise_issue(desk: &Desk, actor: &Actor, ask: RaiseIssue) -> Result<Record<IssueId, KnownIssue>, DeskError> {
    actor.may(Permission::RaiseIssues)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Say what the issue is, as people would say it: “Flats stand empty too long”");
    let describes = typed.text("describes", &ask.describes, TEXT, "Say what happens, to whom and how often");
    let part = typed.optional("part", &ask.part, LINE);
    typed.done()?;
    let today = desk.today();
    let mut write = desk.write(actor).await?;
    // Under the head of the chain: a hand-over beside this waits, and then sees it.
    let service = store::services::find(&mut write.tx, &actor.scope, ask.service).await?;
    if let Some(measure) = ask.measure {
        store::measures::find(&mut write.tx, &actor.scope, measure).await?;
    }
    let settings = Settings::in_force(&mut write.tx).await?;
    let holder = service.noun.operator;
    let noun = KnownIssue {
        service: ask.service,
        title,
        describes,
        severity: ask.severity,
        raised_by: ask.raised_by,
        raised_on: today,
        triage_due: law::holidays(&desk.place.country)?.after(today, settings.readiness.triage_working_days),
        triage: None,
        measure: ask.measure,
        part,
        holder,
        custody: vec![Custody { holder, from: today, reason: "Raised while this organisation ran the service".into() }],
        fixes: Vec::new(),
        closing: None,
        reopened: Vec::new(),
    };
    let mut record = kept(desk, desk.new_id(), Audience::Partners, noun);
    record.about = Some(holder).filter(|holder| *holder != desk.authority);
    let record = store::issues::save(&mut write.tx, &record).await?;
    let line = format!("“{}” was raised by {} for {}.", record.noun.title, record.noun.raised_by.words(), service.noun.name);
    write.commit("raise_issue", "known issue", Some(record.id.uuid()), line).await?;
    Ok(record)
}
