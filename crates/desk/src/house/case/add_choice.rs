//! Adding a way the case could go, over every delivery model; and ruling one out, with its reason.

use model::case::{Case, Choice};
use model::id::{CaseId, IssueId, ServiceId};
use model::option_sheet::OptionSheet;
use model::record::Record;
use model::role::Permission;
use model::terms::{Ground, TransferToFix};
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::case::change;
use crate::plan::gather::AS_NOW;
use crate::typed::{LINE, TEXT, Typed};

pub struct AddChoice {
    pub case: CaseId,
    pub version: i64,
    pub title: String,
    /// Code of a delivery model.
    pub delivery_model: String,
    pub service: ServiceId,
    /// What goes, where only a part does.
    pub part: String,
    pub leaves_issues: Vec<IssueId>,
    pub outcome: String,
    pub cost: Option<Money>,
    pub affects: String,
    pub how_sure: String,
    pub ground: Option<Ground>,
    pub transfer_to_fix: Option<TransferToFix>,
}

/// A choice that changes who operates the service is asked at once: are we solving it, or moving it?
pub async fn add_choice(desk: &Desk, actor: &Actor, ask: AddChoice) -> Result<Record<CaseId, Case>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name the choice: “Test with one scheme”");
    let part = typed.optional("part", &ask.part, LINE);
    let outcome = typed.optional("outcome", &ask.outcome, TEXT);
    let affects = typed.optional("affects", &ask.affects, TEXT);
    let how_sure = typed.optional("how_sure", &ask.how_sure, TEXT);
    let grounded = ask.ground.as_ref().is_none_or(|ground| !ground.rests_on.trim().is_empty());
    typed.ask("ground", grounded, "Say what it rests on: the order, the notice, the concern");
    typed.done()?;
    {
        let mut tx = desk.read().await?;
        store::services::find(&mut tx, &actor.scope, ask.service).await?;
        let model = store::delivery_models::by_code(&mut tx, &actor.scope, &ask.delivery_model).await?;
        if model.is_none_or(|model| model.noun.retired) {
            return Err(DeskError::Faults(vec![Fault::new("delivery_model", "Choose a delivery model from the list, or add one")]));
        }
    }
    let on = desk.today();
    let by = actor.role.clone();
    change(desk, actor, ask.case, ask.version, "add_choice", |case| {
        let same = |kept: &Choice| kept.service == ask.service && kept.delivery_model == ask.delivery_model && kept.part == part;
        if case.choices.iter().any(same) {
            return Err(DeskError::Faults(vec![Fault::new(
                "delivery_model",
                "This choice is there already. Change that one, or say which part goes",
            )]));
        }
        if !case.services.contains(&ask.service) {
            case.services.push(ask.service);
        }
        let line = format!("A choice was added: {title}.");
        case.choices.push(Choice {
            title,
            delivery_model: ask.delivery_model,
            service: ask.service,
            leaves_issues: ask.leaves_issues,
            outcome,
            cost: ask.cost,
            affects,
            how_sure,
            proposed_on: on,
            proposed_by: by,
            ruled_out: None,
            part,
            ground: ask.ground,
            transfer_to_fix: ask.transfer_to_fix,
            sheet: OptionSheet::default(),
        });
        Ok(line)
    })
    .await
}

pub struct RuleOutChoice {
    pub case: CaseId,
    pub version: i64,
    /// Its title.
    pub title: String,
    pub reason: String,
}

/// Ruled out with a reason, and kept. Staying as we are cannot be.
pub async fn rule_out_choice(desk: &Desk, actor: &Actor, ask: RuleOutChoice) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let reason = typed.text("reason", &ask.reason, TEXT, "Say why, in a line that can be published");
    typed.done()?;
    change(desk, actor, ask.case, ask.version, "rule_out_choice", |case| {
        let Some(at) = case.choices.iter().position(|choice| choice.title == ask.title) else { return Err(DeskError::NotFound) };
        let is_preferred = case.preferred.as_ref().is_some_and(|preferred| preferred.option == case.code(at));
        let Some(choice) = case.choices.get_mut(at) else { return Err(DeskError::NotFound) };
        if choice.delivery_model == AS_NOW {
            return Err(DeskError::refused("staying_stays", "Staying as we are is always compared with the rest. It cannot be ruled out."));
        }
        if is_preferred {
            let mend = format!("“{}” is the one put forward. Put another forward first, then rule this one out.", choice.title);
            return Err(DeskError::refused("put_forward", mend));
        }
        let line = format!("{} was ruled out: {reason}", choice.title);
        choice.ruled_out = Some(reason);
        Ok(line)
    })
    .await
}
