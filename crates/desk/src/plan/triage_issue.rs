//! Looking at a raised issue for the first time: is it one of the service's, how severe, and is it material?

use model::id::{IssueId, MeasureId};
use model::issue::{KnownIssue, Severity, Triage};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use store::Tx;

use crate::actor::Actor;
use crate::analyse::tests_touched;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::word;
use crate::typed::{LINE, TEXT, Typed};

pub struct TriageIssue {
    pub issue: IssueId,
    pub version: i64,
    pub severity: Severity,
    pub note: String,
    pub measure: Option<MeasureId>,
    pub part: String,
}

/// The lead's look. Material, set aside and a lower severity need a second person: [`say_of_issue`]. A higher severity counts at once.
pub async fn triage_issue(desk: &Desk, actor: &Actor, ask: TriageIssue) -> Result<Record<IssueId, KnownIssue>, DeskError> {
    actor.may(Permission::TriageIssues)?;
    let mut typed = Typed::new();
    let note = typed.text("note", &ask.note, TEXT, "Say what was looked at, and what will happen next");
    let part = typed.optional("part", &ask.part, LINE);
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::issues::find(&mut write.tx, &actor.scope, ask.issue).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let before = record.noun.triage.take();
    let lowers = ask.severity < record.noun.severity;
    let voided = if lowers { Vec::new() } else { void_of_a_lower_bar(desk, &mut write.tx, &record, ask.severity).await? };
    if !lowers {
        record.noun.severity = ask.severity;
    }
    record.noun.measure = ask.measure.or(record.noun.measure);
    record.noun.part = part;
    record.noun.triage = Some(Triage {
        on: desk.today(),
        by_role: actor.role.clone(),
        note,
        material: before.as_ref().and_then(|triage| triage.material.clone()),
        set_aside: before.as_ref().and_then(|triage| triage.set_aside.clone()),
        lower_to: lowers.then_some(ask.severity),
        lowered: before.and_then(|triage| triage.lowered),
    });
    record.changed_at = desk.now();
    let record = store::issues::save(&mut write.tx, &record).await?;
    let waits = if lowers {
        format!(" {} severity is proposed, and waits for the word of somebody outside the service.", sentence(ask.severity.code()))
    } else {
        String::new()
    };
    let void = tests_touched::voided_in_words(&voided);
    let line = format!("“{}” was looked at: {} severity.{waits} {void}", record.noun.title, record.noun.severity.code());
    let line = line.trim_end().to_owned();
    write.commit("triage_issue", "known issue", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// A raised severity makes void the open tests that were locked at a lower bar: what they show would not show this. A lower one
/// voids nothing, since a test passed at a higher bar is passed at a lower one too.
async fn void_of_a_lower_bar(
    desk: &Desk,
    tx: &mut Tx,
    issue: &Record<IssueId, KnownIssue>,
    severity: Severity,
) -> Result<Vec<Reference>, DeskError> {
    if !issue.noun.is_open() {
        return Ok(Vec::new());
    }
    let bar = Settings::in_force(tx).await?.level(severity);
    let mut voided = Vec::new();
    for test in store::test_periods::by_issue(tx, &desk.own_scope(), issue.id).await? {
        let locked_for = test.noun.severity.unwrap_or(issue.noun.severity);
        if locked_for < severity && test.noun.rule.level < bar {
            let why = format!(
                "the severity of the issue was raised to {}, and the test was locked at the lower bar of {} severity",
                severity.code(),
                locked_for.code()
            );
            voided.extend(tests_touched::void_those(desk, tx, vec![test], &why).await?);
        }
    }
    Ok(voided)
}

/// What someone outside the service says of a triaged issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It is one of the one to three that matter most: the full rule is asked of it.
    Material,
    NotMaterial,
    /// It is not an issue of this service after all: it holds nothing.
    SetAside,
    /// The lower severity the lead proposes is right.
    Lower,
    /// It is as severe as it was.
    AsSevere,
}

/// A word at the head of a sentence.
fn sentence(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub struct SayOfIssue {
    pub issue: IssueId,
    pub version: i64,
    pub said: Said,
    pub note: String,
}

/// Someone outside the service confirms that an issue is material or less severe, or sets it aside with a reason.
pub async fn say_of_issue(desk: &Desk, actor: &Actor, ask: SayOfIssue) -> Result<Record<IssueId, KnownIssue>, DeskError> {
    let mut write = desk.write(actor).await?;
    let mut record = store::issues::find(&mut write.tx, &actor.scope, ask.issue).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let service = store::services::find(&mut write.tx, &actor.scope, record.noun.service).await?;
    let word = word::outside(desk, actor, &service.noun, &ask.note)?;
    let Some(triage) = record.noun.triage.as_mut() else {
        return Err(DeskError::refused(
            "not_triaged",
            "The lead has to look at this issue first: triage it, then confirm it from outside.",
        ));
    };
    let line = match ask.said {
        Said::Material => {
            triage.material = Some(word);
            triage.set_aside = None;
            format!("“{}” was confirmed as one that matters most.", record.noun.title)
        }
        Said::NotMaterial => {
            triage.material = None;
            triage.set_aside = None;
            format!("“{}” was confirmed as not one of those that matter most.", record.noun.title)
        }
        Said::SetAside => {
            triage.material = None;
            triage.set_aside = Some(word);
            format!("“{}” was set aside: it is not an issue of this service.", record.noun.title)
        }
        Said::Lower | Said::AsSevere => {
            let Some(to) = triage.lower_to.take() else {
                return Err(DeskError::refused("nothing_to_lower", "Nobody has proposed a lower severity for this issue."));
            };
            if ask.said == Said::Lower {
                triage.lowered = Some(word);
                record.noun.severity = to;
            }
            format!("“{}” was confirmed from outside the service to be of {} severity.", record.noun.title, record.noun.severity.code())
        }
    };
    record.changed_at = desk.now();
    let record = store::issues::save(&mut write.tx, &record).await?;
    write.commit("say_of_issue", "known issue", Some(record.id.uuid()), line).await?;
    Ok(record)
}
