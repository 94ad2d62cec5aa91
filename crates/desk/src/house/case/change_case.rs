//! Changing what a case says: its sentences, its size, its stage, its next step.

use model::case::{Case, NextStep, Size};
use model::id::{CaseId, OrganisationId, ServiceId};
use model::record::Record;
use quantity::{Date, Money};

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::case::change;
use crate::plan::gather;
use crate::typed::{LINE, TEXT, Typed};

pub struct ChangeCase {
    pub case: CaseId,
    pub version: i64,
    pub question: String,
    pub difference: String,
    pub people: String,
    pub with_whom: String,
    pub lead_role: String,
    pub size: Size,
    pub partners: Vec<OrganisationId>,
    pub services: Vec<ServiceId>,
    pub annual_cost: Option<Money>,
    pub saving_counted: Option<Money>,
    pub strengths: String,
}

pub async fn change_case(desk: &Desk, actor: &Actor, ask: ChangeCase) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let question = typed.text("question", &ask.question, 120, "Give the case a name, or the question people ask");
    let difference = typed.text("difference", &ask.difference, TEXT, "Say what should be different, in one sentence");
    let people = typed.text("people", &ask.people, TEXT, "Say for whom: which group of people, and about how many");
    let with_whom = typed.text("with_whom", &ask.with_whom, TEXT, "Say with whom: partners, and people with lived experience");
    let lead_role = typed.text("lead_role", &ask.lead_role, LINE, "Name the role that leads: “Head of commissioning”");
    let strengths = typed.optional("strengths", &ask.strengths, TEXT);
    typed.done()?;
    change(desk, actor, ask.case, ask.version, "change_case", |case| {
        let line = format!("“{question}” was changed.");
        case.question = question;
        case.difference = difference;
        case.people = people;
        case.with_whom = with_whom;
        case.lead_role = lead_role;
        case.strengths = strengths;
        case.size = ask.size;
        case.partners = ask.partners;
        case.services = ask.services;
        case.annual_cost = ask.annual_cost;
        case.saving_counted = ask.saving_counted;
        Ok(line)
    })
    .await
}

pub struct SetNextStep {
    pub case: CaseId,
    pub version: i64,
    pub what: String,
    pub by: Option<Date>,
    pub if_not: String,
    pub because: String,
}

/// What comes next, by when, and what lapses if nobody does it: the sentence of My cases.
pub async fn set_next_step(desk: &Desk, actor: &Actor, ask: SetNextStep) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, LINE, "Say what comes next, beginning with a verb: “Choose what to do”");
    let if_not = typed.text("if_not", &ask.if_not, LINE, "Say what lapses if nobody does it");
    let because = typed.text("because", &ask.because, TEXT, "Say in one sentence why this needs somebody");
    typed.ask("by", ask.by.is_some(), "Say by when");
    typed.done()?;
    let by = ask.by.unwrap_or_else(|| desk.today());
    change(desk, actor, ask.case, ask.version, "set_next_step", |case| {
        let line = format!("Next: {what}, by {}.", quantity::period::in_words(by));
        case.next = Some(NextStep { what, by, if_not, because });
        Ok(line)
    })
    .await
}

pub struct MoveToStage {
    pub case: CaseId,
    pub version: i64,
    /// Code of a stage of the settings.
    pub stage: String,
}

/// Solving comes first: a stage in which a service is bought or handed over waits while a linked issue is being solved.
pub async fn move_to_stage(desk: &Desk, actor: &Actor, ask: MoveToStage) -> Result<Record<CaseId, Case>, DeskError> {
    actor.may(model::role::Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::cases::find(&mut write.tx, &actor.scope, ask.case).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let settings = Settings::in_force(&mut write.tx).await?;
    let Some(stage) = settings.stage(&ask.stage) else {
        return Err(DeskError::Faults(vec![Fault::new("stage", "Choose one of the stages")]));
    };
    let mut against = Vec::new();
    if stage.hands_over {
        let exceptions = store::exceptions::by_case(&mut write.tx, &actor.scope, ask.case).await?;
        for service in &record.noun.services {
            let asked = gather::Asked { case: Some(ask.case), service: *service, change: gather::AS_NOW.into(), part: String::new() };
            let found = gather::work_out(desk, &mut write.tx, &asked).await?;
            let linked: Vec<_> =
                found.issues.iter().map(|(issue, _)| principles::p_solve_first::Linked { id: issue.id, issue: &issue.noun }).collect();
            let goes_ahead = exceptions.iter().any(|kept| kept.noun.service == *service && kept.noun.review_on >= desk.today());
            against.extend(principles::p_solve_first::reasons_against_stage(
                stage.hands_over,
                &linked,
                &found.readiness.settled(),
                goes_ahead,
                &record.noun.lead_role,
            ));
        }
    }
    if !against.is_empty() {
        let reasons: Vec<String> = against.into_iter().map(|reason| reason.text).collect();
        return Err(DeskError::refused("solve_first", reasons.join(" ")));
    }
    let line = format!("“{}” moved to {}.", record.noun.question, stage.title.to_lowercase());
    record.noun.stage = ask.stage;
    record.changed_at = desk.now();
    let record = store::cases::save(&mut write.tx, &record).await?;
    write.commit("move_to_stage", "case", Some(record.id.uuid()), line).await?;
    Ok(record)
}
