//! Closing an issue with evidence that fits it, signed by someone outside the service; and opening it again.

use model::id::{IssueId, SourceId};
use model::issue::{Closing, ClosingEvidence, KnownIssue, Reopened};
use model::readiness::Standing;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::{standing, word};
use crate::typed::{TEXT, Typed};

pub struct CloseIssue {
    pub issue: IssueId,
    pub version: i64,
    pub evidence: ClosingEvidence,
    pub note: String,
    pub source: Option<SourceId>,
}

/// A change of owner never closes an issue. What is claimed of its figures is worked out, not taken on trust.
pub async fn close_issue(desk: &Desk, actor: &Actor, ask: CloseIssue) -> Result<Record<IssueId, KnownIssue>, DeskError> {
    let mut typed = Typed::new();
    let note = typed.text("note", &ask.note, TEXT, "Say what shows that it is over");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::issues::find(&mut write.tx, &actor.scope, ask.issue).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let service = store::services::find(&mut write.tx, &actor.scope, record.noun.service).await?;
    let signed = word::outside(desk, actor, &service.noun, &note)?;
    let settings = Settings::in_force(&mut write.tx).await?;
    let found = standing::of_issue(desk, &mut write.tx, &settings, &record).await?;
    if let Some(sentence) = reason_not_fitting(&record.noun, ask.evidence, &found.evidence, desk.today(), &settings) {
        return Err(DeskError::refused("evidence_does_not_fit", sentence));
    }
    record.noun.closing = Some(Closing { on: desk.today(), evidence: ask.evidence, note, signed, source: ask.source });
    record.changed_at = desk.now();
    let record = store::issues::save(&mut write.tx, &record).await?;
    let line = format!("“{}” was closed, signed from outside the service.", record.noun.title);
    write.commit("close_issue", "known issue", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// Why this evidence does not fit this issue, or `None` where it does.
fn reason_not_fitting(
    issue: &KnownIssue,
    evidence: ClosingEvidence,
    found: &principles::IssueEvidence,
    today: quantity::Date,
    settings: &Settings,
) -> Option<String> {
    let graded = |least| found.grade.is_some_and(|grade| grade >= least);
    match evidence {
        _ if !issue.is_open() => Some("It is closed already. Open it again if it has come back.".into()),
        _ if issue.triage.is_none() => Some("Nobody has looked at it yet: triage it first.".into()),
        ClosingEvidence::FullRule if found.standing != Standing::Shown => Some(format!("Its figures do not show it: {}", found.statement)),
        _ if issue.is_material() && evidence != ClosingEvidence::FullRule => {
            Some("It is one of those that matter most, so only the full rule closes it.".into())
        }
        ClosingEvidence::Likely if !graded(principles::EvidenceGrade::Likely) => {
            Some(format!("Its figures do not meet C1 to C6 yet: {}", found.statement))
        }
        ClosingEvidence::NoneReportedFor90Days => {
            let since = issue.reopened.iter().map(|again| again.on).chain([issue.raised_on]).max().unwrap_or(issue.raised_on);
            let days = i64::from(since.until(today).map_or(0, |span| span.get_days()));
            let asked = i64::from(settings.readiness.none_reported_days);
            (days < asked).then(|| format!("It was last reported {days} days ago, and {asked} are asked for."))
        }
        _ => None,
    }
}

pub struct ReopenIssue {
    pub issue: IssueId,
    pub version: i64,
    pub why: String,
}

/// It came back. The closing stays in its history.
pub async fn reopen_issue(desk: &Desk, actor: &Actor, ask: ReopenIssue) -> Result<Record<IssueId, KnownIssue>, DeskError> {
    actor.may(Permission::RaiseIssues)?;
    let mut typed = Typed::new();
    let why = typed.text("why", &ask.why, TEXT, "Say what has come back, and how you know");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::issues::find(&mut write.tx, &actor.scope, ask.issue).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let Some(closing) = record.noun.closing.take() else {
        return Err(DeskError::refused("already_open", "It is open already."));
    };
    let why = format!("{why} (closed on {} before: {})", quantity::period::in_words(closing.on), closing.note);
    record.noun.reopened.push(Reopened { on: desk.today(), why, by_role: actor.role.clone() });
    record.changed_at = desk.now();
    let record = store::issues::save(&mut write.tx, &record).await?;
    write.commit("reopen_issue", "known issue", Some(record.id.uuid()), format!("“{}” was opened again.", record.noun.title)).await?;
    Ok(record)
}
