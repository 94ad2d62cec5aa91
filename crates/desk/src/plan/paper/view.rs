//! Everything a paper says, gathered from the records: what is frozen at the decision is this.

use model::case::Case;
use model::decision::{Decision, Exception};
use model::delivery_model::DeliveryModel;
use model::finding::Finding;
use model::id::{CaseId, CheckId, DecisionId, ExceptionId, FindingId, IssueId, OutcomeId, PaperId, PromiseId, ServiceId, SourceId};
use model::issue::KnownIssue;
use model::outcome::Outcome;
use model::paper::Paper;
use model::promise::Promise;
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::service::Service;
use model::source::Source;
use quantity::Date;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::analyse::involvement::read_involvement::{self, RoundOfCase};
use crate::config::deciding::{Body, deciding};
use crate::config::{Settings, law};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::told_buy_in::{BuyInTold, told_buy_in};
use crate::house::case::told_skills::{SkillsTold, told_skills};
use crate::plan::gather::{self, Asked};
use crate::plan::old_needs::{NeedTold, told_needs};
use crate::plan::paper::timetable::Timetable;
use crate::plan::paper::told_allocation::{AllocationTold, told_allocations};
use crate::plan::paper::told_options::{OptionsTold, proposed, told_options};
use crate::plan::paper::{for_question, is_open, without_exempt_words};
use crate::plan::standing::Found;

/// What a paper is made from. It holds what is sealed and what is exempt too: [`PaperView::without_sealed`] and
/// [`PaperView::without_exempt`] take them out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PaperView {
    /// None where a decision was recorded without one.
    pub paper: Option<Record<PaperId, Paper>>,
    pub case: Record<CaseId, Case>,
    pub service: Record<ServiceId, Service>,
    pub model: DeliveryModel,
    pub part: String,
    pub outcomes: Vec<Record<OutcomeId, Outcome>>,
    /// The last answer kept to this question.
    pub check: Option<Record<CheckId, ReadinessCheck>>,
    /// The records have changed since it was asked.
    pub is_out_of_date: bool,
    pub exception: Option<Record<ExceptionId, Exception>>,
    pub issues: Vec<(Record<IssueId, KnownIssue>, Found)>,
    /// Kept results that speak of the service's measures, its issues, the case or its outcomes: the newest of each kind.
    pub results: Vec<Record<FindingId, Finding>>,
    pub promises: Vec<Record<PromiseId, Promise>>,
    /// What was worked out about the options.
    #[serde(default)]
    pub options: OptionsTold,
    /// Plans of shared money it rests on.
    #[serde(default)]
    pub allocations: Vec<AllocationTold>,
    /// What each group said of it when it was asked.
    #[serde(default)]
    pub buy_in: BuyInTold,
    /// The rounds in which people were asked, each with its four tests.
    #[serde(default)]
    pub rounds: Vec<RoundOfCase>,
    /// The skills what is proposed needs.
    #[serde(default)]
    pub skills: SkillsTold,
    /// The needs its outcomes answer, and how far they can be believed.
    #[serde(default)]
    pub needs: Vec<NeedTold>,
    pub sources: Vec<Record<SourceId, Source>>,
    pub decision: Option<Record<DecisionId, Decision>>,
    pub body: Option<Body>,
    pub timetable: Option<Timetable>,
    /// Exempt words were taken out of it: an exempt part goes with the paper.
    #[serde(default)]
    pub keeps_back: bool,
    /// Reasons of the check were taken out with what they speak of.
    #[serde(default)]
    pub leaves_out: bool,
    /// Head of the audit trail: its number and digest.
    pub head: (i64, String),
    /// The day the paper bears.
    pub dated: Date,
}

impl PaperView {
    /// What is sealed, exempt or a working draft taken out, and with it whatever is said of it.
    pub fn without_sealed(mut self) -> PaperView {
        let may_stand =
            |(issue, found): &(Record<IssueId, KnownIssue>, Found)| is_open(issue) && found.measure.as_ref().is_none_or(is_open);
        let (open, shut): (Vec<_>, Vec<_>) = std::mem::take(&mut self.issues).into_iter().partition(may_stand);
        self.issues = open;
        let mut of_shut: Vec<_> = shut.iter().map(|(issue, _)| issue.id.uuid()).collect();
        of_shut
            .extend(shut.iter().filter_map(|(_, found)| found.measure.as_ref().filter(|measure| !is_open(measure))).map(|m| m.id.uuid()));
        self.results.retain(|result| is_open(result) && !of_shut.contains(&result.noun.about_id));
        let points = self.issues.iter().flat_map(|(_, found)| &found.points).filter_map(|point| point.at.as_ref().map(|at| at.source));
        let named: Vec<SourceId> = points.chain(self.results.iter().flat_map(|result| result.noun.sources.clone())).collect();
        self.sources.retain(|source| is_open(source) && named.contains(&source.id));
        self.promises.retain(is_open);
        self.outcomes.retain(is_open);
        self.exception = self.exception.filter(is_open);
        self.check = self.check.filter(is_open);
        if let Some(check) = self.check.as_mut().map(|check| &mut check.noun) {
            let stands = |issue: IssueId| self.issues.iter().any(|(open, _)| open.id == issue);
            let before = (check.reasons.len(), check.conflicts.len());
            check.reasons.retain(|reason| reason.issue.is_none_or(stands));
            check.conflicts.retain(|conflict| stands(conflict.issue));
            if before != (check.reasons.len(), check.conflicts.len()) {
                // A date speaks of every issue at once.
                check.earliest.clear();
                self.leaves_out = true;
            }
        }
        if let (false, Some(decision)) = (shut.is_empty(), &mut self.decision) {
            decision.noun.start_profile = serde_json::Value::Null;
        }
        for need in self.needs.iter_mut().filter(|need| !need.is_public) {
            need.title = "A need that partners keep among themselves".to_owned();
            need.people.clear();
            need.reference.clear();
        }
        self.rounds.retain(|round| round.is_open);
        if self.options.is_sealed {
            self.options = OptionsTold::default();
        }
        self
    }

    /// Part 2 taken out: with [`PaperView::without_sealed`], what may be published.
    pub fn without_exempt(mut self) -> PaperView {
        self.keeps_back |= self.has_exempt();
        if let Some(paper) = &mut self.paper {
            without_exempt_words(&mut paper.noun);
        }
        self
    }

    /// Are there exempt words in it to read?
    pub fn has_exempt(&self) -> bool {
        self.paper.as_ref().is_some_and(|paper| paper.noun.sections.iter().any(|section| !section.exempt.trim().is_empty()))
    }
}

/// Gathers, with the desk's own eyes: what a paper says does not depend on who prints it.
pub async fn gather_view(desk: &Desk, tx: &mut Tx, asked: &Asked, paper: Option<PaperId>) -> Result<PaperView, DeskError> {
    let scope = desk.own_scope();
    let Some(case_id) = asked.case else { return Err(DeskError::NotFound) };
    let case = store::cases::find(tx, &scope, case_id).await?;
    let papers = store::papers::by_case(tx, &scope, case_id).await?;
    let paper = match paper {
        Some(id) => papers.into_iter().find(|kept| kept.id == id),
        None => for_question(&papers, asked.service, &asked.change, &asked.part).cloned(),
    };
    let found = gather::work_out(desk, tx, asked).await?;
    let checks = store::readiness_checks::by_case(tx, &scope, case_id).await?;
    let is_same = |check: &ReadinessCheck| check.service == asked.service && check.change == asked.change && check.part == asked.part;
    let check = checks.into_iter().rfind(|check| is_same(&check.noun));
    let exception = match &check {
        Some(check) => store::exceptions::by_check(tx, &scope, check.id).await?.pop(),
        None => None,
    };
    let issues: Vec<_> = found.issues.into_iter().map(|(issue, found)| (issue, Found::clone(&found))).collect();
    let (results, sources) = kept_results(tx, desk, &issues, case_id).await?;
    let rules = deciding()?;
    let body = paper.as_ref().and_then(|paper| rules.body(&paper.noun.decides)).cloned();
    let timetable = paper.as_ref().zip(body.as_ref()).and_then(|(paper, body)| {
        let holidays = law::holidays(&desk.place.country).ok()?;
        let asked = &paper.noun;
        Some(Timetable::of(asked.meets_on?, asked.is_key, asked.listed_on, body, rules, &holidays))
    });
    let head = store::audit::head(tx).await?;
    Ok(PaperView {
        is_out_of_date: check.as_ref().is_some_and(|check| check.noun.inputs != found.inputs),
        dated: desk.today(),
        outcomes: store::outcomes::by_case(tx, &scope, case_id).await?,
        options: OptionsTold::clone(told_options(desk, tx, &case, asked).await?.as_ref()),
        allocations: told_allocations(desk, tx, &case, paper.as_ref().map(|paper| &paper.noun)).await?,
        buy_in: told_buy_in(desk, tx, &case.noun).await?,
        rounds: read_involvement::of_case(desk, tx, &scope, case_id).await?,
        skills: told_skills(desk, tx, &case.noun, Some(proposed(&case.noun, asked).as_deref().unwrap_or_default())).await?,
        needs: told_needs(desk, tx, case_id).await?,
        promises: store::promises::by_case(tx, &scope, case_id).await?,
        service: found.service,
        model: found.proposal.model,
        part: asked.part.clone(),
        issues,
        head: (head.sequence, head.digest),
        keeps_back: false,
        leaves_out: false,
        decision: None,
        paper,
        case,
        check,
        exception,
        results,
        sources,
        body,
        timetable,
    })
}

type Kept = (Vec<Record<FindingId, Finding>>, Vec<Record<SourceId, Source>>);

/// The newest kept result of each method for each thing the paper speaks of, and the files their figures came from.
async fn kept_results(tx: &mut Tx, desk: &Desk, issues: &[(Record<IssueId, KnownIssue>, Found)], case: CaseId) -> Result<Kept, DeskError> {
    let scope = desk.own_scope();
    let mut subjects = vec![case.uuid()];
    for (issue, found) in issues {
        subjects.push(issue.id.uuid());
        subjects.extend(found.measure.as_ref().map(|measure| measure.id.uuid()));
    }
    subjects.sort_unstable();
    subjects.dedup();
    let mut results: Vec<Record<FindingId, Finding>> = Vec::new();
    for subject in subjects {
        for kept in store::findings::by_subject(tx, &scope, subject).await? {
            let same = |other: &Record<FindingId, Finding>| {
                (other.noun.about_id, &other.noun.method, &other.noun.part) == (kept.noun.about_id, &kept.noun.method, &kept.noun.part)
            };
            results.retain(|other| !same(other));
            results.push(kept);
        }
    }
    let points = issues.iter().flat_map(|(_, found)| &found.points).filter_map(|point| point.at.as_ref().map(|at| at.source));
    let mut ids: Vec<SourceId> = points.chain(results.iter().flat_map(|result| result.noun.sources.clone())).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut sources = Vec::new();
    for id in ids {
        match store::sources::find(tx, &scope, id).await {
            Ok(source) => sources.push(source),
            Err(store::StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok((results, sources))
}

/// Settings in force, as they are kept in a pack.
pub(crate) async fn settings_used(tx: &mut Tx) -> Result<Vec<(String, String)>, DeskError> {
    let settings = Settings::in_force(tx).await?;
    Ok(settings.entries().map(|entry| (entry.key.clone(), entry.value.text())).collect())
}
