//! A case, whole: everything its one page shows, in the order of its six headings.

use std::sync::Arc;

use model::arrangement::Arrangement;
use model::audit::AuditEntry;
use model::case::{Case, Part, Size};
use model::decision::{Decision, Exception};
use model::delivery_model::DeliveryModel;
use model::id::{ArrangementId, CaseId, CheckId, DecisionId, DeliveryModelId, ExceptionId, OrganisationId, OutcomeId, PaperId, PromiseId};
use model::organisation::Organisation;
use model::outcome::Outcome;
use model::paper::Paper;
use model::promise::Promise;
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;

use crate::actor::Actor;
use crate::analyse::involvement::read_involvement::{self, RoundOfCase};
use crate::analyse::response::told_supply::{MarketTold, told_market};
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::told_buy_in::{BuyInTold, told_buy_in};
use crate::house::case::told_skills::{SkillsTold, told_skills};
use crate::plan::gather::{self, Gathered};
use crate::plan::old_needs::{NeedTold, told_needs};
use crate::plan::paper::changed::evidence_changed;

#[derive(Debug, Clone)]
pub struct CaseView {
    pub case: Record<CaseId, Case>,
    pub partners: Vec<Record<OrganisationId, Organisation>>,
    pub outcomes: Vec<Record<OutcomeId, Outcome>>,
    /// For each service of the case: the readiness of every choice, staying as we are first.
    pub services: Vec<Arc<Vec<Gathered>>>,
    pub models: Vec<Record<DeliveryModelId, DeliveryModel>>,
    pub arrangements: Vec<Record<ArrangementId, Arrangement>>,
    /// Oldest first.
    pub checks: Vec<Record<CheckId, ReadinessCheck>>,
    pub decisions: Vec<Record<DecisionId, Decision>>,
    pub papers: Vec<Record<PaperId, Paper>>,
    /// Decisions whose evidence was corrected since, with what changed.
    pub changed: Vec<(DecisionId, Vec<String>)>,
    pub exceptions: Vec<Record<ExceptionId, Exception>>,
    pub promises: Vec<Record<PromiseId, Promise>>,
    /// What each group said of the change.
    pub buy_in: BuyInTold,
    /// The skills that any of its options needs which is not ruled out.
    pub skills: SkillsTold,
    /// Rounds of having your say about it.
    pub rounds: Vec<RoundOfCase>,
    /// What its outcomes rest on, and what came of the market.
    pub market: MarketTold,
    /// The needs its outcomes answer, of those the actor may see.
    pub needs: Vec<NeedTold>,
    pub parts: Vec<PartState>,
    pub history: Vec<AuditEntry>,
    pub stage_title: String,
}

/// What is in place and what is missing, of one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartState {
    pub part: Part,
    pub in_place: Vec<String>,
    pub gaps: Vec<String>,
}

pub async fn read_case(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<CaseView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let case = store::cases::by_reference(&mut tx, scope, reference).await?;
    let mut partners = Vec::new();
    for partner in &case.noun.partners {
        partners.push(store::organisations::find(&mut tx, scope, *partner).await?);
    }
    let outcomes = store::outcomes::by_case(&mut tx, scope, case.id).await?;
    let (mut services, mut arrangements) = (Vec::new(), Vec::new());
    for service in &case.noun.services {
        if store::services::find(&mut tx, scope, *service).await.is_err() {
            continue; // Not theirs to see: nothing of it is shown.
        }
        services.push(gather::of_every_choice(desk, &mut tx, Some(case.id), *service).await?);
        arrangements.extend(store::arrangements::by_service(&mut tx, scope, *service).await?);
    }
    let checks = store::readiness_checks::by_case(&mut tx, scope, case.id).await?;
    let decisions = store::decisions::by_case(&mut tx, scope, case.id).await?;
    let exceptions = store::exceptions::by_case(&mut tx, scope, case.id).await?;
    let promises = store::promises::by_case(&mut tx, scope, case.id).await?;
    let models = store::delivery_models::list(&mut tx, scope).await?;
    let history = store::audit::of_record(&mut tx, case.id.uuid()).await?;
    let settings = Settings::in_force(&mut tx).await?;
    let stage_title = settings.stage(&case.noun.stage).map_or_else(|| case.noun.stage.clone(), |stage| stage.title.clone());
    let buy_in = told_buy_in(desk, &mut tx, &case.noun).await?;
    let skills = told_skills(desk, &mut tx, &case.noun, None).await?;
    let seen = store::needs::list(&mut tx, scope).await?;
    let is_seen = |told: &NeedTold| seen.iter().any(|need| need.reference.as_ref().is_some_and(|it| it.to_string() == told.reference));
    let needs: Vec<NeedTold> = told_needs(desk, &mut tx, case.id).await?.into_iter().filter(is_seen).collect();
    let market = told_market(desk, &mut tx, actor, case.id, &outcomes).await?;
    let known = Known {
        market: &market,
        needs: &needs,
        outcomes: &outcomes,
        services: &services,
        decisions: decisions.len(),
        promises: &promises,
        checks: checks.len(),
        buy_in: &buy_in,
        skills: &skills,
    };
    let parts = Part::ALL.into_iter().map(|part| state(part, &case.noun, &known)).collect();
    let papers = store::papers::by_case(&mut tx, scope, case.id).await?;
    let mut changed = Vec::new();
    for decision in &decisions {
        let lines = evidence_changed(desk, &mut tx, actor, decision).await?;
        if !lines.is_empty() {
            changed.push((decision.id, lines.into_iter().map(|line| line.says).collect()));
        }
    }
    let rounds = read_involvement::of_case(desk, &mut tx, &actor.scope, case.id).await?;
    Ok(CaseView {
        rounds,
        papers,
        changed,
        case,
        partners,
        outcomes,
        services,
        models,
        arrangements,
        checks,
        decisions,
        exceptions,
        promises,
        buy_in,
        skills,
        market,
        needs,
        parts,
        history,
        stage_title,
    })
}

struct Known<'a> {
    market: &'a MarketTold,
    needs: &'a [NeedTold],
    outcomes: &'a [Record<OutcomeId, Outcome>],
    services: &'a [Arc<Vec<Gathered>>],
    decisions: usize,
    promises: &'a [Record<PromiseId, Promise>],
    checks: usize,
    buy_in: &'a BuyInTold,
    skills: &'a SkillsTold,
}

/// Gaps are what a careful colleague would ask for. Whole sentences without a full stop, as a list shows them.
fn state(part: Part, case: &Case, known: &Known) -> PartState {
    let mut state = PartState { part, in_place: Vec::new(), gaps: Vec::new() };
    let room = |part: Part| case.rooms.iter().rfind(|room| room.part == part);
    match part {
        Part::Want => {
            state.say(
                room(part).is_some(),
                room(part).map(|r| format!("Agreed with {}", r.who)).unwrap_or_default(),
                "Nobody affected has agreed the words yet",
            );
            let dated = known.outcomes.iter().filter(|outcome| outcome.noun.by.is_some()).count();
            state.say(!known.outcomes.is_empty(), format!("{} outcomes named", known.outcomes.len()), "No outcome is named yet");
            if !known.outcomes.is_empty() && dated < known.outcomes.len() {
                state.gaps.push(format!(
                    "{} of {} outcomes have no date to reach them",
                    known.outcomes.len() - dated,
                    known.outcomes.len()
                ));
            }
        }
        Part::Know => {
            let issues = known.services.iter().filter_map(|choices| choices.first()).flat_map(|first| first.issues.iter());
            for (issue, found) in issues.filter(|(issue, _)| issue.noun.is_open()) {
                if issue.noun.triage.is_none() {
                    state.gaps.push(format!("“{}” is waiting for triage", issue.noun.title));
                }
                for period in &found.evidence.to_explain {
                    state.gaps.push(format!("{} is not explained", period.in_words()));
                }
                if found.test.is_none() && issue.noun.triage.is_some() {
                    state.gaps.push(format!("Nobody has agreed what would show that “{}” is fixed", issue.noun.title));
                }
            }
            for need in known.needs.iter().filter(|need| need.holds()) {
                state.gaps.push(format!("Evidence of “{}” is too old, or missing: it holds a decision back", need.title));
            }
            state.say(!known.services.is_empty(), "The service’s figures are read".into(), "No service is named yet");
            state.say(
                !case.strengths.trim().is_empty(),
                "What is good here is written down".into(),
                "What is good here is not written down",
            );
        }
        Part::Could => {
            let open = case.choices.iter().filter(|choice| choice.ruled_out.is_none()).count();
            state.say(
                open >= 2,
                format!("{open} choices compared, and staying as we are"),
                "Fewer than two choices beside staying as we are",
            );
            let effects = case.choices.iter().filter(|choice| choice.ruled_out.is_none() && choice.affects.is_empty()).count();
            if effects > 0 {
                state.gaps.push(format!("Who is affected is not written for {effects} of the choices"));
            }
            state.gaps.extend(known.market.gaps.iter().cloned());
            state.in_place.extend(known.market.in_place.iter().cloned());
        }
        Part::Chose => {
            state.say(known.checks > 0, "The readiness check has been asked".into(), "Nobody has asked: are we solving it, or moving it?");
            state.say(known.decisions > 0, "A choice is made".into(), "No choice is made");
            if !case.choices.is_empty() && case.size != Size::Light {
                state.stands_behind(known);
            }
        }
        Part::Happened => {
            let due = known.promises.iter().filter(|promise| promise.noun.result.is_none()).count();
            state.say(
                !known.promises.is_empty(),
                format!("{} promises written down, {due} still to come", known.promises.len()),
                "Nothing is expected by a date yet",
            );
            state.in_place.extend(known.market.came.iter().cloned());
        }
        Part::Learned => {
            let shared = case.lessons.iter().filter(|lesson| !lesson.shared_with.is_empty()).count();
            state.say(
                !case.lessons.is_empty(),
                if case.lessons.len() == 1 { "One thing learned".to_owned() } else { format!("{} things learned", case.lessons.len()) },
                "Nothing is written down yet",
            );
            if !case.lessons.is_empty() && shared == 0 {
                state.gaps.push("Not yet shared with anyone".into());
            }
        }
    }
    if part != Part::Want && room(part).is_none() {
        state.gaps.push("Nobody is recorded as having been in the room".into());
    }
    state
}

impl PartState {
    /// Who is for it, and who lends what it takes: unknown until somebody asked.
    fn stands_behind(&mut self, known: &Known) {
        match known.buy_in.gap() {
            Some(gap) => self.gaps.push(gap),
            None => self.in_place.push("Every group of this case was asked".into()),
        }
        let listed = !known.skills.rows.is_empty();
        match known.skills.gap() {
            Some(gap) => self.gaps.push(gap),
            None => self.say(listed, "Every skill the plan needs is lent".into(), "Which skills the plan needs is not written down"),
        }
    }

    fn say(&mut self, is: bool, there: String, missing: &str) {
        if is {
            self.in_place.push(there);
        } else {
            self.gaps.push(missing.to_owned());
        }
    }
}

/// A case alone, for a form on it.
pub async fn find_case(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<CaseId, Case>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::cases::by_reference(&mut tx, &actor.scope, reference).await?)
}

/// What a form on a case offers to choose from.
#[derive(Debug, Clone)]
pub struct Offers {
    pub services: Vec<Record<model::id::ServiceId, model::service::Service>>,
    pub organisations: Vec<Record<OrganisationId, Organisation>>,
    pub models: Vec<Record<DeliveryModelId, DeliveryModel>>,
    pub measures: Vec<Record<model::id::MeasureId, model::measure::Measure>>,
    pub stages: Vec<crate::config::settings::Stage>,
}

pub async fn offers(desk: &Desk, actor: &Actor) -> Result<Offers, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let mut offers = Offers {
        services: store::services::list(&mut tx, &actor.scope).await?,
        organisations: store::organisations::list(&mut tx, &actor.scope).await?,
        models: store::delivery_models::list(&mut tx, &actor.scope).await?,
        measures: store::measures::list(&mut tx, &actor.scope).await?,
        stages: Settings::in_force(&mut tx).await?.stages.clone(),
    };
    offers.services.sort_by(|a, b| a.noun.name.cmp(&b.noun.name));
    offers.organisations.sort_by(|a, b| a.noun.name.cmp(&b.noun.name));
    offers.models.retain(|model| !model.noun.retired);
    Ok(offers)
}

/// Every case the actor may see, newest first.
pub async fn list_cases(desk: &Desk, actor: &Actor) -> Result<Vec<Record<CaseId, Case>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let mut cases = store::cases::list(&mut tx, &actor.scope).await?;
    cases.reverse();
    Ok(cases)
}
