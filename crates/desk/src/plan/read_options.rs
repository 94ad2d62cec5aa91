//! Everything known of a case's options in one place: sheets, costs and benefits, who pays and who gains, criteria. For the pages of the
//! options, and for the papers that rest on them.

use std::collections::BTreeMap;
use std::sync::Arc;

// What faces name of the answers.
pub use methods::appraisal::full_cost::CostPart;
pub use methods::appraisal::ledger::{LedgerLine, Transfer};
pub use methods::appraisal::saving::Decomposed;
pub use methods::appraisal::sensitivity::Switch;
pub use methods::appraisal::{Appraisal, OptionAppraisal};
use model::case::{Case, Choice, NOW};
use model::costing::{Costing, PastForecast};
use model::delivery_model::DeliveryModel;
use model::finding::Finding;
use model::id::{CaseId, CostingId, DeliveryModelId, FindingId, OrganisationId, OutcomeId, WorkshopId};
use model::outcome::Outcome;
use model::record::Record;
use model::role::Permission;
use model::workshop::Workshop;
use quantity::{Date, Money};
use store::Tx;

use crate::actor::Actor;
use crate::config;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::unreadable;
use crate::plan::options::board::{self, Kind};
use crate::plan::options::criteria_question::{self, Weighed};
use crate::plan::options::keep_results;
use crate::plan::options::money_question::{Ground, Question, Which, question};
use crate::plan::options::money_words::money;
use crate::plan::options::social_question::{self, Returned};
use crate::remembered::Moment;

/// Method and edition of costs and benefits, as they are printed.
pub fn money_edition() -> String {
    methods::appraisal::METHOD.with_edition()
}

/// The same of uncertain weights.
pub fn weights_edition() -> String {
    methods::smaa::METHOD.with_edition()
}

/// The same of social return.
pub fn social_edition() -> String {
    methods::sroi::METHOD.with_edition()
}

/// The options of a case with everything worked out about them.
#[derive(Debug, Clone)]
pub struct CaseOptions {
    pub case: Record<CaseId, Case>,
    pub outcomes: Vec<Record<OutcomeId, Outcome>>,
    pub models: Vec<Record<DeliveryModelId, DeliveryModel>>,
    /// Staying as we are first, then by letter; ruled-out ones too.
    pub options: Vec<OptionView>,
    /// Every kind of option, with what the list has of it.
    pub kinds: Vec<Kind>,
    /// What a careful colleague would say of the list, in whole sentences.
    pub notices: Vec<String>,
    pub costing: Option<Record<CostingId, Costing>>,
    /// The day the costing last changed, where the authority is.
    pub written_on: Option<Date>,
    /// There is a costing, and the actor may not see it.
    pub costing_is_sealed: bool,
    /// Costs and benefits of the options still in; none where nothing is costed, or it is sealed from the actor.
    pub money: Option<Costed>,
    /// The net present value of ruled-out options that were costed, by code.
    pub given_up: BTreeMap<String, Money>,
    pub workshop: Option<Record<WorkshopId, Workshop>>,
    /// What the workshop says; else a sentence that says what is missing.
    pub criteria: Option<Result<Weighed, String>>,
    /// The social return of each option it was typed in for.
    pub returns: Vec<Returned>,
    /// The newest kept result of each method.
    pub kept: Vec<Kept>,
    /// Names of bodies, for lines and parts.
    pub names: BTreeMap<OrganisationId, String>,
    /// The authority's past forecasts that are written down with other cases.
    pub elsewhere: Vec<PastForecast>,
}

/// One option: its code, what is written of it, what it is worth.
#[derive(Debug, Clone)]
pub struct OptionView {
    /// `now`, or a letter.
    pub code: String,
    pub title: String,
    /// None where staying as we are has not been written about yet.
    pub choice: Option<Choice>,
    pub model: Option<DeliveryModel>,
    /// Its net present value where it is costed, else what was estimated.
    pub worth: Option<Money>,
    pub is_preferred: bool,
}

/// A kept result, and whether what it rests on has changed since.
#[derive(Debug, Clone)]
pub struct Kept {
    pub finding: Record<FindingId, Finding>,
    /// The day it was kept, where the authority is.
    pub on: Date,
    pub changed_since: bool,
}

impl Kept {
    /// Of costs, benefits or a social return; else of the criteria, where options may still be letters.
    pub fn is_of_the_costing(&self) -> bool {
        keep_results::OF_THE_COSTING.contains(&self.finding.noun.method.as_str())
    }
}

/// Costs and benefits as asked and answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Costed {
    pub question: Question,
    /// Else a sentence that says what is wrong, with the mend.
    pub answer: Result<Appraisal, String>,
}

impl CaseOptions {
    pub fn option(&self, code: &str) -> Option<&OptionView> {
        self.options.iter().find(|option| option.code == code)
    }

    /// The answer about costs and benefits, where there is one.
    pub fn appraisal(&self) -> Option<(&Question, &Appraisal)> {
        let costed = self.money.as_ref()?;
        Some((&costed.question, costed.answer.as_ref().ok()?))
    }

    /// Who pays and who gains under an option, with what would align it.
    pub fn ledger(&self, code: &str) -> Option<&OptionAppraisal> {
        self.appraisal()?.1.options.get(code)
    }
}

/// The options of a case, whole.
pub async fn read_options(desk: &Desk, actor: &Actor, case: CaseId) -> Result<CaseOptions, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let case = store::cases::find(&mut tx, scope, case).await?;
    let outcomes = store::outcomes::by_case(&mut tx, scope, case.id).await?;
    let models = store::delivery_models::list(&mut tx, scope).await?;
    let costing = store::costings::of_case(&mut tx, scope, case.id).await?;
    let workshop = store::workshops::of_case(&mut tx, scope, case.id).await?;
    let worked = remembered(desk, &mut tx, case.id).await?;
    let costing_is_sealed = costing.is_none() && worked.is_costed;
    // What the actor may not see is not worked into what is shown.
    let worked = Worked::clone(&worked).seen(costing.is_some(), workshop.is_some());
    let mut kept = Vec::new();
    let now = keep_results::puts(&worked);
    let social = worked.returns.iter().map(|returned| (methods::sroi::METHOD.code, returned.option.as_str()));
    let whole = [methods::appraisal::METHOD.code, methods::criteria::METHOD.code, methods::smaa::METHOD.code].map(|code| (code, ""));
    for (method, part) in whole.into_iter().chain(social) {
        let Some(finding) = store::findings::latest(&mut tx, scope, case.id.uuid(), method, part).await? else { continue };
        let same = now.iter().any(|put| {
            (put.method.code, put.part.as_str()) == (method, part)
                && put.digest == finding.noun.inputs
                && u32::from(put.method.edition) == finding.noun.edition
        });
        kept.push(Kept { on: desk.day_of(finding.noun.made_at), finding, changed_since: !same });
    }
    let value = |code: &str| worked.worth(code);
    let options = listed(&case.noun, &models, &value);
    let notices = board::notices(&case.noun, &models, &value);
    let Worked { money: worth, given_up, criteria, returns, names, elsewhere, .. } = worked;
    let kinds = board::kinds(&case.noun, &models);
    Ok(CaseOptions {
        options,
        notices,
        kinds,
        case,
        outcomes,
        models,
        written_on: costing.as_ref().map(|record| desk.day_of(record.changed_at)),
        costing,
        costing_is_sealed,
        money: worth,
        given_up,
        workshop,
        criteria,
        returns,
        kept,
        names,
        elsewhere,
    })
}

fn listed(case: &Case, models: &[Record<DeliveryModelId, DeliveryModel>], worth: &dyn Fn(&str) -> Option<Money>) -> Vec<OptionView> {
    let model = |code: &str| models.iter().find(|model| model.noun.code == code).map(|model| model.noun.clone());
    let preferred = case.preferred.as_ref().map(|preferred| preferred.option.as_str());
    let mut options: Vec<OptionView> = (case.choices.iter().enumerate())
        .map(|(at, choice)| {
            let code = case.code(at);
            OptionView {
                title: choice.title.clone(),
                model: model(&choice.delivery_model),
                worth: worth(&code).or(choice.sheet.estimated_value),
                is_preferred: preferred == Some(code.as_str()),
                choice: Some(choice.clone()),
                code,
            }
        })
        .collect();
    if !options.iter().any(|option| option.code == NOW) {
        let (title, model) = ("Stay as we are".to_owned(), model(model::delivery_model::AS_NOW));
        let is_preferred = preferred == Some(NOW);
        options.push(OptionView { code: NOW.to_owned(), title, choice: None, model, worth: worth(NOW), is_preferred });
    }
    options.sort_by_key(|option| option.code != NOW);
    options
}

/// What is worked out of the records, whoever asks.
#[derive(Debug, Clone)]
pub struct Worked {
    pub money: Option<Costed>,
    pub given_up: BTreeMap<String, Money>,
    pub criteria: Option<Result<Weighed, String>>,
    pub returns: Vec<Returned>,
    pub names: BTreeMap<OrganisationId, String>,
    /// The authority's past forecasts that are written down with other cases.
    pub elsewhere: Vec<PastForecast>,
    /// There is a costing, even if nothing is written down in it.
    pub is_costed: bool,
    /// The costing is sealed, and so is what is kept of it.
    pub is_sealed: bool,
}

impl Worked {
    /// The answer about an option still in, where a line of money is written for it: what has none is worth nothing that is known, and
    /// not £0.
    pub fn costed(&self, code: &str) -> Option<&OptionAppraisal> {
        let costed = self.money.as_ref()?;
        let has_lines = costed.question.ask.options.iter().any(|option| option.id == code && !option.flows.is_empty());
        costed.answer.as_ref().ok()?.options.get(code).filter(|_| has_lines)
    }

    /// What an option is worth over its years, in today's money: still in, or as it was when it was ruled out.
    pub fn worth(&self, code: &str) -> Option<Money> {
        let open = self.costed(code).map(|option| money(option.figures.net_present_value));
        open.or_else(|| self.given_up.get(code).copied())
    }

    /// Without what rests on a costing, or a workshop, that may not be seen.
    pub fn seen(mut self, costing: bool, workshop: bool) -> Worked {
        if !costing {
            (self.money, self.given_up, self.returns, self.elsewhere) = (None, BTreeMap::new(), Vec::new(), Vec::new());
        }
        self.criteria = self.criteria.filter(|_| workshop);
        self
    }
}

/// Worked out once while the records stand as they were: what it comes to does not depend on who asks.
pub(crate) async fn remembered(desk: &Desk, tx: &mut Tx, case: CaseId) -> Result<Arc<Worked>, DeskError> {
    let moment = Moment::of(tx, desk.today()).await?;
    if let Some(worked) = desk.memory.options.of(moment.as_ref(), &case) {
        return Ok(worked);
    }
    let worked = Arc::new(work(desk, tx, case).await?);
    desk.memory.options.keep(moment, case, worked.clone());
    Ok(worked)
}

/// Works everything out afresh.
pub async fn work(desk: &Desk, tx: &mut Tx, case: CaseId) -> Result<Worked, DeskError> {
    let scope = desk.own_scope();
    let case = store::cases::find(tx, &scope, case).await?;
    let costing = store::costings::of_case(tx, &scope, case.id).await?;
    let workshop = store::workshops::of_case(tx, &scope, case.id).await?;
    let names: BTreeMap<OrganisationId, String> =
        store::organisations::list(tx, &scope).await?.into_iter().map(|record| (record.id, record.noun.name)).collect();
    let (discount, bias) = (config::discount::defaults().map_err(unreadable)?, config::optimism_bias::defaults().map_err(unreadable)?);
    let incomes = config::distribution::defaults().map_err(unreadable)?;
    let elsewhere = match &costing {
        Some(costing) => forecasts_elsewhere(tx, &scope, costing).await?,
        None => Vec::new(),
    };
    let ground = Ground { names: &names, discount: &discount, bias: &bias, incomes: &incomes, elsewhere: &elsewhere };
    let is_sealed = costing.as_ref().is_some_and(|record| record.sealed);
    let (mut money_worked, mut given_up) = (None, BTreeMap::new());
    if let Some(costing) = costing.as_ref().filter(|record| !record.noun.lines.is_empty()) {
        let asked = question(&case.noun, &costing.noun, Which::Open, &ground);
        let answer = asked.answer().map_err(|refusal| refusal.message());
        money_worked = Some(Costed { question: asked, answer });
        let mut discarded = question(&case.noun, &costing.noun, Which::RuledOut, &ground);
        discarded.settings.simulation = None;
        if let (false, Ok(answer)) = (discarded.ask.options.is_empty(), discarded.answer()) {
            given_up.extend(answer.options.into_iter().map(|(code, option)| (code, money(option.figures.net_present_value))));
        }
    }
    let criteria = workshop
        .as_ref()
        .filter(|record| !record.noun.criteria.is_empty())
        .map(|record| criteria_question::weigh(&case.noun, &record.noun));
    let returns = costing.as_ref().map(|record| social_question::returns(&record.noun, &discount)).unwrap_or_default();
    let is_costed = costing.is_some();
    Ok(Worked { money: money_worked, given_up, criteria, returns, names, elsewhere, is_costed, is_sealed })
}

/// Past forecasts of the same authority written down with other cases, where whoever sees this costing sees those too.
async fn forecasts_elsewhere(
    tx: &mut Tx,
    scope: &model::audience::Scope,
    costing: &Record<CostingId, Costing>,
) -> Result<Vec<PastForecast>, DeskError> {
    let all = store::costings::list(tx, scope).await?;
    let speaks = |other: &Record<CostingId, Costing>| {
        other.id != costing.id && !other.sealed && (other.owner, &other.audience) == (costing.owner, &costing.audience)
    };
    // Works and how long they take are like only to works of the same kind.
    let mine = &costing.noun.works_kind;
    let is_alike = |kind: &str, kept: &PastForecast| kind == mine || !matches!(kept.thing.as_str(), "works" | "timetable");
    let of = |other: Record<CostingId, Costing>| {
        let Costing { works_kind, past_forecasts, .. } = other.noun;
        past_forecasts.into_iter().filter(move |kept| is_alike(&works_kind, kept))
    };
    Ok(all.into_iter().filter(speaks).flat_map(of).collect())
}
