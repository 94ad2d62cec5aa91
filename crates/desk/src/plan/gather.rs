//! Gathering what a readiness check rests on, and working it out: the one road by which pages, the command line, decisions and
//! exceptions come to the same answer.

use std::sync::Arc;

use jiff::Timestamp;
use model::case::{Case, Choice};
use model::delivery_model::DeliveryModel;
use model::id::{CaseId, IssueId, OrganisationId, ServiceId};
use model::issue::KnownIssue;
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::service::Service;
pub use principles::Change;
pub use principles::p_outsourcing_a_problem::Weight;
pub use principles::p_outsourcing_a_problem::context::Fit;
pub use principles::p_outsourcing_a_problem::issue_state::{IssueState, State};
pub use principles::p_outsourcing_a_problem::meanwhile::Meanwhile;
use principles::p_outsourcing_a_problem::merger::together;
use principles::p_robust_process::{Robustness, Upstream, robustness};
use principles::readiness_case::PartTransferred;
use principles::{BankHolidays, IssueOnRecord, Proposal, Readiness, ReadinessCase, readiness};
use quantity::Date;
use serde_json::{Value, json};
use store::Tx;

use crate::config::{Settings, law};
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::plan::standing::{self, Found};
use crate::remembered::Moment;

/// Staying as we are: asked like any other.
pub use model::delivery_model::AS_NOW;

/// Which change of which service, in which case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asked {
    pub case: Option<CaseId>,
    pub service: ServiceId,
    /// Code of a delivery model, or `as_now`.
    pub change: String,
    /// What goes, where only a part does; empty for the whole service.
    pub part: String,
}

/// The answer, and everything it was worked from.
#[derive(Debug, Clone)]
pub struct Gathered {
    pub readiness: Readiness,
    pub robustness: Robustness,
    pub proposal: Proposal,
    pub service: Record<ServiceId, Service>,
    pub case: Option<Record<CaseId, Case>>,
    pub issues: Vec<(Record<IssueId, KnownIssue>, Arc<Found>)>,
    pub current: DeliveryModel,
    /// The model of the proposal has no record of its own in the case: nobody has proposed it.
    pub is_proposed: bool,
    /// Digest of all it rests on: the same records give the same digest.
    pub inputs: String,
    pub settings: Arc<Settings>,
    /// The question as it was put, of each service of a merger, with its name: what an evidence pack keeps.
    pub questions: Vec<(String, Arc<ReadinessCase>)>,
    /// The other services of a merger, whose issues, reasons and dates are in the answer.
    pub merged_with: Vec<Record<ServiceId, Service>>,
}

/// Works out one change.
pub async fn work_out(desk: &Desk, tx: &mut Tx, asked: &Asked) -> Result<Gathered, DeskError> {
    let all = Bench::gather(desk, tx, asked.case, asked.service).await?;
    let model = all.model(tx, desk, &asked.change).await?;
    let choice = all.choice(&asked.change, &asked.part);
    let found = all.work_out(desk, model, choice, &asked.part)?;
    with_every_part(desk, tx, found).await
}

/// A merger is asked of every service of the case that would become one; whatever else, of its one service.
async fn with_every_part(desk: &Desk, tx: &mut Tx, found: Gathered) -> Result<Gathered, DeskError> {
    let services = found.case.iter().flat_map(|case| case.noun.services.clone());
    let others: Vec<ServiceId> = services.filter(|service| *service != found.service.id).collect();
    if found.proposal.change != Change::Merge || found.proposal.part.is_some() || others.is_empty() {
        return Ok(found);
    }
    let choice = found.chosen();
    let mut parts = Vec::new();
    for other in others {
        let bench = Bench::gather(desk, tx, found.case.as_ref().map(|case| case.id), other).await?;
        parts.push(bench.work_out(desk, found.proposal.model.clone(), choice.clone(), "")?);
    }
    Ok(found.merged(parts, desk.today()))
}

/// The same question of every choice: staying as we are, then what the case proposes, in its order.
pub async fn of_every_choice(desk: &Desk, tx: &mut Tx, case: Option<CaseId>, service: ServiceId) -> Result<Arc<Vec<Gathered>>, DeskError> {
    let moment = Moment::of(tx, desk.today()).await?;
    if let Some(answers) = desk.memory.choices.of(moment.as_ref(), &(case, service)) {
        return Ok(answers);
    }
    let bench = Bench::gather(desk, tx, case, service).await?;
    let mut asked = vec![(AS_NOW.to_owned(), String::new())];
    for choice in bench.choices() {
        let key = (choice.delivery_model.clone(), choice.part.clone());
        if !asked.contains(&key) && choice.ruled_out.is_none() {
            asked.push(key);
        }
    }
    let mut answers = Vec::new();
    for (change, part) in asked {
        let model = bench.model(tx, desk, &change).await?;
        let choice = bench.choice(&change, &part);
        let found = bench.work_out(desk, model, choice, &part)?;
        answers.push(with_every_part(desk, tx, found).await?);
    }
    let answers = Arc::new(answers);
    desk.memory.choices.keep(moment, (case, service), answers.clone());
    Ok(answers)
}

/// The question of a kept check, worked out from the records as they are now.
pub async fn of_check(desk: &Desk, tx: &mut Tx, check: &ReadinessCheck) -> Result<Gathered, DeskError> {
    let asked = Asked { case: check.case, service: check.service, change: check.change.clone(), part: check.part.clone() };
    work_out(desk, tx, &asked).await
}

/// What all changes of one service share, gathered once.
struct Bench {
    settings: Arc<Settings>,
    service: Record<ServiceId, Service>,
    case: Option<Record<CaseId, Case>>,
    issues: Vec<(Record<IssueId, KnownIssue>, Arc<Found>)>,
    arrangements: Vec<model::arrangement::Arrangement>,
    current: DeliveryModel,
    last_affirmed: Option<Date>,
    outcomes_on: Option<Date>,
    authority: OrganisationId,
    /// Of the country the place is in.
    holidays: BankHolidays,
}

impl Bench {
    async fn gather(desk: &Desk, tx: &mut Tx, case: Option<CaseId>, service: ServiceId) -> Result<Bench, DeskError> {
        let scope = desk.own_scope();
        let settings = Settings::in_force(tx).await?;
        let service = store::services::find(tx, &scope, service).await?;
        let case = match case {
            Some(id) => Some(store::cases::find(tx, &scope, id).await?),
            None => None,
        };
        let mut issues = Vec::new();
        for issue in store::issues::by_service(tx, &scope, service.id).await? {
            let found = standing::of_issue(desk, tx, &settings, &issue).await?;
            issues.push((issue, found));
        }
        let arrangements = store::arrangements::by_service(tx, &scope, service.id).await?;
        let current = model_of(tx, desk, &service.noun.delivery_model).await?;
        let checks = store::readiness_checks::by_service(tx, &scope, service.id).await?;
        let last_affirmed = checks.iter().filter_map(|check| check.noun.affirmed.as_ref()).map(|affirmed| desk.day_of(affirmed.at)).max();
        let outcomes_on = match &case {
            Some(case) => store::outcomes::by_case(tx, &scope, case.id).await?.iter().map(|outcome| desk.day_of(outcome.changed_at)).min(),
            None => None,
        };
        Ok(Bench {
            settings,
            service,
            case,
            issues,
            arrangements: arrangements.into_iter().map(|kept| kept.noun).collect(),
            current,
            last_affirmed,
            outcomes_on,
            authority: desk.authority,
            holidays: law::holidays(&desk.place.country)?,
        })
    }

    fn choices(&self) -> impl Iterator<Item = &Choice> {
        let service = self.service.id;
        self.case.iter().flat_map(|case| case.noun.choices.iter()).filter(move |choice| choice.service == service)
    }

    fn choice(&self, change: &str, part: &str) -> Option<Choice> {
        self.choices().find(|choice| choice.delivery_model == change && choice.part == part).cloned()
    }

    async fn model(&self, tx: &mut Tx, desk: &Desk, change: &str) -> Result<DeliveryModel, DeskError> {
        model_of(tx, desk, change).await
    }

    fn work_out(&self, desk: &Desk, model: DeliveryModel, choice: Option<Choice>, part: &str) -> Result<Gathered, DeskError> {
        let case = self.case.as_ref().map(|case| &case.noun);
        let part = (!part.is_empty()).then(|| PartTransferred {
            what: part.to_owned(),
            leaves_issues: choice.as_ref().map(|choice| choice.leaves_issues.clone()).unwrap_or_default(),
        });
        let proposal = Proposal {
            change: Change::between(&self.current, &model),
            model,
            proposed_on: choice.as_ref().map(|choice| choice.proposed_on),
            part,
            ground: choice.as_ref().and_then(|choice| choice.ground.clone()),
            transfer_to_fix: choice.as_ref().and_then(|choice| choice.transfer_to_fix.clone()),
        };
        let question = ReadinessCase {
            today: desk.today(),
            service: self.service.noun.clone(),
            authority: self.authority,
            lead_role: case.map(|case| case.lead_role.clone()).unwrap_or_default(),
            issues: self
                .issues
                .iter()
                .map(|(issue, found)| IssueOnRecord { id: issue.id, issue: issue.noun.clone(), evidence: Some(found.evidence.clone()) })
                .collect(),
            proposal: proposal.clone(),
            current: self.current.clone(),
            looks: case.map(|case| case.looks.clone()).unwrap_or_default(),
            circumstances: case.map(|case| case.circumstances.clone()).unwrap_or_default(),
            arrangements: self.arrangements.clone(),
            ways: case.map(|case| case.ways.clone()).unwrap_or_default(),
            saving_counted: case.and_then(|case| case.saving_counted),
            last_affirmed: self.last_affirmed,
            holidays: self.holidays.clone(),
            delegation: self.settings.delegation.clone(),
            settings: self.settings.readiness.clone(),
        };
        let answer = readiness(&question);
        let upstream = self.upstream(case, &proposal);
        Ok(Gathered {
            inputs: digest_of(&question),
            robustness: robustness(&upstream, self.settings.robust, &question.lead_role),
            readiness: answer,
            proposal,
            service: self.service.clone(),
            case: self.case.clone(),
            issues: self.issues.clone(),
            current: self.current.clone(),
            is_proposed: choice.is_some(),
            settings: self.settings.clone(),
            questions: vec![(self.service.noun.name.clone(), Arc::new(question))],
            merged_with: Vec::new(),
        })
    }

    /// What is on record of the work before a choice: nothing is inferred that nobody wrote down.
    fn upstream(&self, case: Option<&Case>, proposal: &Proposal) -> Upstream {
        use model::case::LookAt;
        let Some(case) = case else { return Upstream { proposed_on: proposal.proposed_on, ..Upstream::default() } };
        let look = |at: LookAt| case.looks.iter().filter(|look| look.at == at).map(|look| look.on).min();
        let mut kinds: Vec<&str> =
            case.choices.iter().filter(|choice| choice.ruled_out.is_none()).map(|c| c.delivery_model.as_str()).collect();
        kinds.push(AS_NOW);
        kinds.sort_unstable();
        kinds.dedup();
        Upstream {
            needs_on: look(LookAt::Need),
            outcomes_on: self.outcomes_on,
            people_heard_on: case.rooms.iter().filter(|room| room.part == model::case::Part::Want).map(|room| room.on).min(),
            options_on: look(LookAt::Options),
            kinds_compared: u32::try_from(kinds.len()).unwrap_or(u32::MAX),
            market_on: look(LookAt::Market),
            proposed_on: proposal.proposed_on,
            check_affirmed_on: self.last_affirmed,
            answerable: case.lead_role.clone(),
        }
    }
}

async fn model_of(tx: &mut Tx, desk: &Desk, code: &str) -> Result<DeliveryModel, DeskError> {
    let kept = store::delivery_models::by_code(tx, &desk.own_scope(), code).await?;
    kept.map(|record| record.noun).ok_or_else(|| {
        DeskError::Faults(vec![Fault::new("change", format!("“{code}” is not a delivery model here: choose one from the list, or add it"))])
    })
}

/// Of everything the answer rests on, but neither the day it is asked nor who asks.
fn digest_of(question: &ReadinessCase) -> String {
    let issues: Vec<Value> = question
        .issues
        .iter()
        .map(|record| {
            let evidence = record.evidence.clone().map(|evidence| principles::IssueEvidence { shown_on: None, ..evidence });
            json!([record.id, record.issue, evidence])
        })
        .collect();
    let proposal = &question.proposal;
    let rests_on = json!({
        "service": question.service,
        "issues": issues,
        "change": proposal.change,
        "model": proposal.model,
        "part": proposal.part,
        "ground": proposal.ground,
        "transfer_to_fix": proposal.transfer_to_fix,
        "current": question.current,
        "looks": question.looks,
        "circumstances": question.circumstances,
        "arrangements": question.arrangements,
        "delegation": question.delegation,
        "settings": question.settings,
    });
    store::files::digest(rests_on.to_string().as_bytes())
}

impl Gathered {
    /// The answer as a check asked at this moment by this role, affirmed by nobody yet.
    pub fn as_check(&self, asked_at: Timestamp, asked_by: String) -> ReadinessCheck {
        ReadinessCheck {
            case: self.case.as_ref().map(|case| case.id),
            service: self.service.id,
            change: self.proposal.model.code.clone(),
            part: self.part(),
            asked_at,
            asked_by,
            answer: self.readiness.answer,
            reasons: self.readiness.reasons.clone(),
            earliest: self.readiness.earliest.clone(),
            conflicts: self.readiness.conflicts.clone(),
            inputs: self.inputs.clone(),
            affirmed: None,
            public_interest: None,
        }
    }

    /// What goes, where only a part does; empty for the whole service.
    pub fn part(&self) -> String {
        self.proposal.part.as_ref().map(|part| part.what.clone()).unwrap_or_default()
    }

    /// The choice of the case that was asked of.
    pub fn chosen(&self) -> Option<Choice> {
        let part = self.part();
        let choices = self.case.iter().flat_map(|case| &case.noun.choices);
        choices
            .filter(|choice| choice.service == self.service.id && choice.delivery_model == self.proposal.model.code)
            .find(|choice| choice.part == part)
            .cloned()
    }

    /// With the other services of a merger: one answer, resting on the records of all.
    fn merged(mut self, parts: Vec<Gathered>, today: Date) -> Gathered {
        let answers = parts.iter().map(|part| (part.service.noun.name.clone(), part.readiness.clone())).collect();
        self.readiness = together((self.service.noun.name.clone(), self.readiness), answers, &self.settings.delegation, today);
        let digests: Vec<&str> = std::iter::once(self.inputs.as_str()).chain(parts.iter().map(|part| part.inputs.as_str())).collect();
        self.inputs = store::files::digest(digests.join(" ").as_bytes());
        for part in parts {
            self.issues.extend(part.issues);
            self.questions.extend(part.questions);
            self.merged_with.push(part.service);
        }
        self
    }

    /// Frozen at a decision and compared later: standings, baselines, clarity, control.
    pub fn start_profile(&self) -> Value {
        let issues: Vec<Value> = self
            .issues
            .iter()
            .map(|(issue, found)| {
                let measure = found.measure.as_ref();
                json!({
                    "issue": issue.id,
                    "reference": issue.reference,
                    "title": issue.noun.title,
                    "standing": found.evidence.standing,
                    "statement": found.evidence.statement,
                    "measure": measure.map(|m| m.id),
                    "definition": measure.map(|m| store::files::digest(m.noun.definition.as_bytes())),
                    "baseline_mean": found.standing.as_ref().and_then(|s| s.figures.baseline_mean),
                    "mean": found.standing.as_ref().and_then(|s| s.figures.mean),
                    "lower_process_limit": found.standing.as_ref().and_then(|s| s.figures.lower_process_limit),
                    "upper_process_limit": found.standing.as_ref().and_then(|s| s.figures.upper_process_limit),
                })
            })
            .collect();
        json!({
            "answer": self.readiness.answer,
            "inputs": self.inputs,
            "issues": issues,
            "manner": self.readiness.manner,
            "circumstances": self.readiness.circumstances,
            "robustness": self.robustness,
            "conflicts": self.readiness.conflicts,
            "outcomes_clear": self.case.as_ref().is_some_and(|case| !case.noun.difference.trim().is_empty() && !case.noun.people.trim().is_empty()),
            "saving_counted": self.case.as_ref().and_then(|case| case.noun.saving_counted),
        })
    }
}
