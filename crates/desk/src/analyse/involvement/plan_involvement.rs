//! Planning a round of asking people, and changing the plan.

use model::audience::Audience;
use model::id::{CaseId, InvolvementId, PriorityId, ServiceId};
use model::involvement::{AskedGroup, Depth, Involvement, NotUp, Power, Stage, Support};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::{Date, Share};

use super::{changed, to_change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

/// What a plan says; the rest is written down as it happens.
#[derive(Debug, Clone)]
pub struct Plan {
    pub title: String,
    pub about: String,
    pub stage: Stage,
    pub depth: Depth,
    /// References of a case, a service or a priority it is about; each may be empty.
    pub case: String,
    pub service: String,
    pub priority: String,
    pub opens: Date,
    pub closes: Date,
    pub answer_by: Date,
    pub decided_by: String,
    pub decided_on: Option<Date>,
    pub not_up: Vec<NotUp>,
    pub other_ways: String,
    pub groups: Vec<AskedGroup>,
    pub supports: Vec<Support>,
    pub powers: Vec<Power>,
    pub time_reason: String,
}

/// Plans a round. Nobody outside the partners sees it until it is opened.
pub async fn plan_involvement(desk: &Desk, actor: &Actor, plan: Plan) -> Result<Record<InvolvementId, Involvement>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let noun = checked(plan.clone())?;
    let mut write = desk.write(actor).await?;
    let noun = about(&mut write.tx, actor, &plan, noun).await?;
    let record = store::involvements::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    let line = format!("“{}” was planned.", record.noun.title);
    write.commit("plan_involvement", "involvement", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// Changes a plan. Once it is closed, only what happened can be added.
pub async fn change_involvement(
    desk: &Desk,
    actor: &Actor,
    reference: &Reference,
    version: i64,
    plan: Plan,
) -> Result<Record<InvolvementId, Involvement>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let noun = checked(plan.clone())?;
    let (mut write, record) = to_change(desk, actor, reference, version).await?;
    let noun = about(&mut write.tx, actor, &plan, noun).await?;
    let before = &record.noun;
    if before.closed.is_some() && (noun.opens, noun.closes) != (before.opens, before.closes) {
        return Err(DeskError::refused("closed", "This round has closed: the days it was open stay as they were."));
    }
    let has_ballots = store::ballots::count(&mut write.tx, record.id).await? > 0;
    let gone = before.groups.iter().find(|group| noun.groups.iter().all(|kept| kept.name != group.name));
    if let Some(gone) = gone.filter(|_| has_ballots) {
        return Err(DeskError::refused(
            "group_gone",
            format!("People have voted and may have said they are “{}”: that group keeps its name and its line.", gone.name),
        ));
    }
    let before = before.clone();
    let noun = Involvement { steps: before.steps, vote: before.vote, closed: before.closed, changed: before.changed, ..noun };
    let line = format!("The plan of “{}” was changed.", noun.title);
    changed(desk, write, Record { noun, ..record }, "change_involvement", line).await
}

async fn about(tx: &mut store::Tx, actor: &Actor, plan: &Plan, noun: Involvement) -> Result<Involvement, DeskError> {
    let unknown = |field: &'static str, said: &str| {
        DeskError::Faults(vec![crate::error::Fault::new(
            field,
            format!("“{said}” is not here, or is not shared with you. Write it as it stands on its page, such as C-1"),
        )])
    };
    let mut found: (Option<CaseId>, Option<ServiceId>, Option<PriorityId>) = (None, None, None);
    let read = |said: &str| said.trim().parse::<Reference>().ok();
    if !plan.case.trim().is_empty() {
        let reference = read(&plan.case).ok_or_else(|| unknown("case", &plan.case))?;
        found.0 = Some(store::cases::by_reference(tx, &actor.scope, &reference).await.map_err(|_| unknown("case", &plan.case))?.id);
    }
    if !plan.service.trim().is_empty() {
        let reference = read(&plan.service).ok_or_else(|| unknown("service", &plan.service))?;
        found.1 =
            Some(store::services::by_reference(tx, &actor.scope, &reference).await.map_err(|_| unknown("service", &plan.service))?.id);
    }
    if !plan.priority.trim().is_empty() {
        let reference = read(&plan.priority).ok_or_else(|| unknown("priority", &plan.priority))?;
        found.2 =
            Some(store::priorities::by_reference(tx, &actor.scope, &reference).await.map_err(|_| unknown("priority", &plan.priority))?.id);
    }
    Ok(Involvement { case: found.0, service: found.1, priority: found.2, ..noun })
}

/// What was typed, as a noun that names no case yet.
fn checked(plan: Plan) -> Result<Involvement, DeskError> {
    let mut typed = Typed::new();
    let title = typed.text("title", &plan.title, 120, "Ask it as people would read it: “How should Fenwold spend £180,000?”");
    let about = typed.text("about", &plan.about, TEXT, "Say in plain words what people are asked");
    let decided_by = typed.text("decided_by", &plan.decided_by, LINE, "Say who decides");
    let other_ways = typed.optional("other_ways", &plan.other_ways, TEXT);
    let time_reason = typed.optional("time_reason", &plan.time_reason, TEXT);
    typed.ask("closes", plan.opens <= plan.closes, "Close it on or after the day it opens");
    typed.ask("answer_by", plan.closes <= plan.answer_by, "Answer people on a day after it closes");
    groups(&mut typed, &plan.groups);
    typed.done()?;
    Ok(Involvement {
        title,
        about,
        stage: plan.stage,
        depth: plan.depth,
        case: None,
        service: None,
        priority: None,
        opens: plan.opens,
        closes: plan.closes,
        answer_by: plan.answer_by,
        decided_by,
        decided_on: plan.decided_on,
        not_up: plan.not_up,
        other_ways,
        groups: plan.groups,
        supports: plan.supports,
        powers: plan.powers,
        steps: Vec::new(),
        time_reason,
        vote: None,
        closed: None,
        changed: Vec::new(),
    })
}

/// Groups part the people between them, so that their shares can be held against who took part.
fn groups(typed: &mut Typed, groups: &[AskedGroup]) {
    for (at, group) in groups.iter().enumerate() {
        if groups.iter().take(at).any(|before| before.name == group.name) {
            typed.fault("groups", format!("“{}” is there twice: give each group a name of its own", group.name));
        }
    }
    let known: Option<f64> = groups.iter().map(|group| group.population.map(Share::value)).sum();
    if let Some(sum) = known.filter(|sum| !groups.is_empty() && (sum - 1.0).abs() > 0.015) {
        let percent = quantity::rounding::shown(sum * 100.0, 1);
        typed.fault(
            "groups",
            format!("The groups’ shares of the people sum to {percent}%. They should sum to 100, with nobody in two groups"),
        );
    }
}
