//! The medium-term financial plan as it stands: the gap, what is counted on, what decisions promise, what came of it, and what no line
//! counts.

use std::collections::BTreeMap;

use model::audience::Scope;
use model::case::Case;
use model::decision::Decision;
use model::financial_plan::{DecidedSaving, PlanLineKind};
use model::id::{CaseId, DecidedSavingId, DecisionId, OrganisationId, PlanLineId, ServiceId};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, Money};
use store::Tx;

use super::answered::{LineRead, PlanYear, Sum, line_read, plan_years, that_stand};
use super::decided::counted;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct FinancialPlanView {
    /// One an organisation that has lines, the authority's first.
    pub plans: Vec<OrganisationPlan>,
    pub services: BTreeMap<ServiceId, String>,
    /// The decisions that promise something, by id: their reference and what was decided.
    pub decisions: BTreeMap<DecisionId, (String, String)>,
    /// What options put forward would bring, were they decided on.
    pub put_forward: Vec<PutForward>,
    /// Savings that cases count on although nobody has decided yet.
    pub counted_before: Vec<CountedBefore>,
    /// Money that decisions promise and no line counts.
    pub uncounted: Vec<Uncounted>,
    /// What more is promised that the reader may not see.
    pub sealed: usize,
    /// The last day a line of it changed; none where there is none.
    pub changed_on: Option<Date>,
}

#[derive(Debug, Clone)]
pub struct OrganisationPlan {
    pub organisation: OrganisationId,
    pub name: String,
    pub years: Vec<PlanYear>,
    /// Gaps first, then savings, then what is out of the plan; each in the order it was written down.
    pub lines: Vec<LineRead>,
}

/// A saving of an option that is put forward and not decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutForward {
    /// `C-10`.
    pub case: String,
    /// Code of the option.
    pub option: String,
    pub title: String,
    pub line: PlanLineId,
    pub counts: Vec<(i16, Money)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedBefore {
    /// `C-1`.
    pub case: String,
    pub question: String,
    pub amount: Money,
    /// Lines of savings of the same service; empty: no line counts it.
    pub lines: Vec<PlanLineId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncounted {
    pub decision: DecisionId,
    pub amount: Money,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It answers no line.
    NoLine,
    /// It is more than counts to its line.
    Rest,
    /// Its line is no longer in the plan.
    Gone(String),
}

impl OrganisationPlan {
    /// All years together; the gap is none where no line says what it is in any of them.
    pub fn together(&self) -> (Option<Sum>, Sum, Sum, Sum) {
        let add = |of: fn(&PlanYear) -> Sum| self.years.iter().fold(Sum::default(), |sum, year| sum.together(of(year)));
        let gaps: Vec<Sum> = self.years.iter().filter_map(|year| year.gap).collect();
        let gap = (!gaps.is_empty()).then(|| gaps.into_iter().fold(Sum::default(), Sum::together));
        (gap, add(|year| year.counted), add(|year| year.promised), add(|year| year.unanswered))
    }
}

impl FinancialPlanView {
    pub fn lines(&self) -> impl Iterator<Item = &LineRead> {
        self.plans.iter().flat_map(|plan| &plan.lines)
    }
}

type Saving = Record<DecidedSavingId, DecidedSaving>;

pub async fn read_financial_plan(desk: &Desk, actor: &Actor) -> Result<FinancialPlanView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let records = store::financial_plan::list(&mut tx, scope).await?;
    // Which decision stands does not depend on who asks; what it promises is told to whoever may see it.
    let all = store::decisions::list(&mut tx, &desk.own_scope()).await?;
    let stand = that_stand(store::decided_savings::list(&mut tx, &desk.own_scope()).await?, &all);
    let may_see = |one: &Saving| scope.may_see(one.owner, &one.audience, one.about, one.sealed);
    let (seen, hidden): (Vec<Saving>, Vec<Saving>) = stand.into_iter().partition(may_see);
    let changed_on = records.iter().map(|record| desk.day_of(record.changed_at)).max();
    let read = |record: Record<PlanLineId, model::financial_plan::PlanLine>| {
        let towards = |one: &&Saving| one.noun.line == Some(record.id);
        let (answers, sealed) = (seen.iter().filter(towards).cloned().collect(), hidden.iter().filter(towards).count());
        line_read(record, answers, sealed, desk.today())
    };
    let mut lines: Vec<LineRead> = records.into_iter().map(read).collect();
    lines.sort_by_key(|line| (!line.record.noun.is_in_the_plan(), line.record.noun.kind));
    let uncounted = seen.iter().filter_map(|one| uncounted(&one.noun, &lines)).collect();
    let decisions: BTreeMap<DecisionId, (String, String)> = named(store::decisions::list(&mut tx, scope).await?, &seen);
    let cases = store::cases::list(&mut tx, scope).await?;
    let decided: Vec<CaseId> = all.iter().map(|one| one.noun.case).collect();
    let put_forward = put_forward(&mut tx, scope, &cases, &lines, &decided).await?;
    let counted_before = cases.iter().filter(|case| !decided.contains(&case.id)).filter_map(|case| counted_before(case, &lines)).collect();
    let names: BTreeMap<OrganisationId, String> =
        store::organisations::list(&mut tx, scope).await?.into_iter().map(|record| (record.id, record.noun.name)).collect();
    let services = store::services::list(&mut tx, scope).await?.into_iter().map(|record| (record.id, record.noun.name)).collect();
    let plans = by_organisation(lines, &names, desk.authority);
    Ok(FinancialPlanView { plans, services, decisions, put_forward, counted_before, uncounted, sealed: hidden.len(), changed_on })
}

fn by_organisation(lines: Vec<LineRead>, names: &BTreeMap<OrganisationId, String>, authority: OrganisationId) -> Vec<OrganisationPlan> {
    let mut by: BTreeMap<OrganisationId, Vec<LineRead>> = BTreeMap::new();
    for line in lines {
        by.entry(line.record.noun.organisation).or_default().push(line);
    }
    let plan = |(organisation, lines): (OrganisationId, Vec<LineRead>)| OrganisationPlan {
        name: names.get(&organisation).cloned().unwrap_or_else(|| "An organisation you cannot see".to_owned()),
        years: plan_years(&lines.iter().collect::<Vec<_>>()),
        organisation,
        lines,
    };
    let mut plans: Vec<OrganisationPlan> = by.into_iter().map(plan).collect();
    plans.sort_by(|one, other| (one.organisation != authority, &one.name).cmp(&(other.organisation != authority, &other.name)));
    plans
}

fn named(all: Vec<Record<DecisionId, Decision>>, seen: &[Saving]) -> BTreeMap<DecisionId, (String, String)> {
    let promises = |decision: &Record<DecisionId, Decision>| seen.iter().any(|one| one.noun.decision == decision.id);
    let name = |decision: Record<DecisionId, Decision>| {
        (decision.id, (decision.reference.as_ref().map(ToString::to_string).unwrap_or_default(), decision.noun.what))
    };
    all.into_iter().filter(promises).map(name).collect()
}

/// What of a promised saving no line counts.
fn uncounted(saving: &DecidedSaving, lines: &[LineRead]) -> Option<Uncounted> {
    let counts: i64 = saving.counts.iter().map(|(_, amount)| amount.pence()).sum();
    let line = lines.iter().map(|line| &line.record).find(|record| Some(record.id) == saving.line);
    let (amount, why) = match line {
        Some(line) if !line.noun.is_in_the_plan() => (saving.total, Why::Gone(line.noun.title.clone())),
        // A line that is there and may not be seen counts it all the same.
        _ if saving.line.is_some() => (Money::from_pence(saving.total.pence().saturating_sub(counts).max(0)), Why::Rest),
        _ => (saving.total, Why::NoLine),
    };
    (amount != Money::ZERO).then_some(Uncounted { decision: saving.decision, amount, why })
}

/// Savings of the options that cases put forward, where nothing is decided on yet and the reader may see what they cost.
async fn put_forward(
    tx: &mut Tx,
    scope: &Scope,
    cases: &[Record<CaseId, Case>],
    lines: &[LineRead],
    decided: &[CaseId],
) -> Result<Vec<PutForward>, DeskError> {
    let costings = store::costings::list(tx, scope).await?;
    let one = |case: &Record<CaseId, Case>| {
        let preferred = case.noun.preferred.as_ref().filter(|_| !decided.contains(&case.id))?;
        let costing = &costings.iter().find(|costing| costing.noun.case == case.id)?.noun;
        let saving = costing.savings.iter().find(|saving| saving.option == preferred.option)?;
        let line = lines.iter().find(|line| Some(line.record.id) == saving.line)?;
        let (_, choice) = case.noun.choice_of(&preferred.option)?;
        Some(PutForward {
            case: case.reference.as_ref().map(ToString::to_string).unwrap_or_default(),
            option: preferred.option.clone(),
            title: choice.title.clone(),
            line: line.record.id,
            counts: counted(saving, &line.record.noun, costing.first_year),
        })
    };
    Ok(cases.iter().filter_map(one).collect())
}

fn counted_before(case: &Record<CaseId, Case>, lines: &[LineRead]) -> Option<CountedBefore> {
    let amount = case.noun.saving_counted?;
    let of_service = |line: &&LineRead| {
        let noun = &line.record.noun;
        noun.kind == PlanLineKind::Saving
            && noun.is_in_the_plan()
            && noun.service.is_some_and(|service| case.noun.services.contains(&service))
    };
    Some(CountedBefore {
        case: case.reference.as_ref().map(ToString::to_string).unwrap_or_default(),
        question: case.noun.question.clone(),
        amount,
        lines: lines.iter().filter(of_service).map(|line| line.record.id).collect(),
    })
}
