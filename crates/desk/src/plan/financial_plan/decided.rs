//! What an option is promised to save, told against the line of the financial plan it answers; kept as it stands when it is decided on.

use model::audience::{Audience, Scope};
use model::case::Case;
use model::costing::{Costing, PromisedSaving};
use model::decision::Decision;
use model::financial_plan::{DecidedSaving, PlanLine};
use model::fund::MoneyTerm;
use model::id::{CaseId, DecidedSavingId, DecisionId, PlanLineId};
use model::record::Record;
use model::role::Permission;
use quantity::Money;
use store::Tx;

use super::words;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::plan::gather::Asked;
use crate::plan::paper::told_options::proposed;

/// How much of a saving a line can count: what comes once does not fill a line that comes every year.
pub fn countable(promised: &PromisedSaving, term: MoneyTerm) -> Money {
    let parts = promised.parts.iter().filter(|part| part.mechanism == "one_off");
    let once = parts.fold(0, |sum: i64, part| sum.saturating_add(part.amount.pence()));
    match term {
        MoneyTerm::Recurrent => Money::from_pence(promised.total.pence().saturating_sub(once)),
        MoneyTerm::OneOff => promised.total,
    }
}

/// How much of a saving counts to its line in which financial year: as somebody said, else all the line can count, in year 0 of the costing.
pub fn counted(promised: &PromisedSaving, line: &PlanLine, first_year: i16) -> Vec<(i16, Money)> {
    if promised.counts.is_empty() { vec![(first_year, countable(promised, line.term))] } else { promised.counts.clone() }
}

/// What an option is promised to save, with the line it answers.
pub(crate) struct Promised {
    saving: PromisedSaving,
    line: Option<Record<PlanLineId, PlanLine>>,
    counts: Vec<(i16, Money)>,
    /// The costing is.
    is_sealed: bool,
}

/// Of an option of a costing, where a saving is promised of it.
pub(crate) async fn promised(
    desk: &Desk,
    tx: &mut Tx,
    costing: &Record<model::id::CostingId, Costing>,
    option: &str,
) -> Result<Option<Promised>, DeskError> {
    let Some(saving) = costing.noun.savings.iter().find(|kept| kept.option == option).cloned() else { return Ok(None) };
    let line = match saving.line {
        Some(id) => Some(store::financial_plan::find(tx, &desk.own_scope(), id).await?),
        None => None,
    };
    let counts = line.as_ref().map(|line| counted(&saving, &line.noun, costing.noun.first_year)).unwrap_or_default();
    Ok(Some(Promised { saving, line, counts, is_sealed: costing.sealed }))
}

/// What the change that is asked for is promised to save, with the desk's own eyes.
async fn of_what_is_asked(desk: &Desk, tx: &mut Tx, case: &Record<CaseId, Case>, asked: &Asked) -> Result<Option<Promised>, DeskError> {
    let Some(code) = proposed(&case.noun, asked) else { return Ok(None) };
    match store::costings::of_case(tx, &desk.own_scope(), case.id).await? {
        Some(costing) => promised(desk, tx, &costing, &code).await,
        None => Ok(None),
    }
}

/// Whole sentences for the paper of a change; none where nothing is promised.
pub(crate) async fn said_in_the_paper(
    desk: &Desk,
    tx: &mut Tx,
    case: &Record<CaseId, Case>,
    asked: &Asked,
) -> Result<Vec<String>, DeskError> {
    match of_what_is_asked(desk, tx, case, asked).await? {
        Some(promised) => promised.said(desk, tx).await,
        None => Ok(Vec::new()),
    }
}

impl Promised {
    pub(crate) async fn said(&self, desk: &Desk, tx: &mut Tx) -> Result<Vec<String>, DeskError> {
        let line = named(desk, tx, self.line.as_ref()).await?;
        Ok(words::promised(self.saving.total, &self.counts, line.as_ref().map(words::Named::of), &self.saving.plan_line))
    }
}

type NamedLine = (Record<PlanLineId, PlanLine>, String);

/// A line with whose plan it stands in.
async fn named(desk: &Desk, tx: &mut Tx, line: Option<&Record<PlanLineId, PlanLine>>) -> Result<Option<NamedLine>, DeskError> {
    let Some(line) = line else { return Ok(None) };
    let whose = store::organisations::find(tx, &desk.own_scope(), line.noun.organisation).await?;
    Ok(Some((line.clone(), whose.noun.name)))
}

/// Keeps what a decision promises to save, as it stands while the decision is recorded.
pub(crate) async fn keep(
    desk: &Desk,
    tx: &mut Tx,
    decision: &Record<DecisionId, Decision>,
    case: &Record<CaseId, Case>,
    asked: &Asked,
) -> Result<(), DeskError> {
    let Some(promised) = of_what_is_asked(desk, tx, case, asked).await? else { return Ok(()) };
    let noun = DecidedSaving {
        decision: decision.id,
        case: case.id,
        service: decision.noun.service,
        part: decision.noun.part.clone(),
        decided_on: decision.noun.decided_on,
        total: promised.saving.total,
        line: promised.line.map(|line| line.id),
        counts: promised.counts,
        delivered: Vec::new(),
    };
    let mut record: Record<DecidedSavingId, DecidedSaving> = kept(desk, desk.new_id(), Audience::Members, noun);
    record.sealed = promised.is_sealed;
    store::decided_savings::save(tx, &record).await?;
    Ok(())
}

/// What decisions of a case promise is sealed with its costing, and opened with it.
pub(crate) async fn seal(desk: &Desk, tx: &mut Tx, case: CaseId, sealed: bool) -> Result<(), DeskError> {
    for mut record in store::decided_savings::by_case(tx, &desk.own_scope(), case).await? {
        if record.sealed != sealed {
            (record.sealed, record.changed_at) = (sealed, desk.now());
            store::decided_savings::save(tx, &record).await?;
        }
    }
    Ok(())
}

/// What a decision promises to save, for its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavingSaid {
    /// The reader may not see it.
    Sealed,
    /// Whole sentences: what was promised, and what came of it.
    Said(Vec<String>),
}

/// None where the decision promises none.
pub(crate) async fn said_of(desk: &Desk, tx: &mut Tx, scope: &Scope, decision: DecisionId) -> Result<Option<SavingSaid>, DeskError> {
    let Some(record) = store::decided_savings::of_decision(tx, &desk.own_scope(), decision).await? else { return Ok(None) };
    if !scope.may_see(record.owner, &record.audience, record.about, record.sealed) {
        return Ok(Some(SavingSaid::Sealed));
    }
    let saving = record.noun;
    let line = match saving.line {
        Some(id) => Some(store::financial_plan::find(tx, &desk.own_scope(), id).await?),
        None => None,
    };
    let line = named(desk, tx, line.as_ref()).await?;
    let mut said = words::promised(saving.total, &saving.counts, line.as_ref().map(words::Named::of), "");
    said.extend(saving.delivered.iter().map(|found| words::delivered(&saving, found)));
    Ok(Some(SavingSaid::Said(said)))
}

/// What an option of a case is promised to save, in whole sentences, as far as the actor may see it.
pub async fn said_of_option(desk: &Desk, actor: &Actor, case: CaseId, option: &str) -> Result<Vec<String>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let Some(costing) = store::costings::of_case(&mut tx, &actor.scope, case).await? else { return Ok(Vec::new()) };
    match promised(desk, &mut tx, &costing, option).await? {
        Some(promised) => promised.said(desk, &mut tx).await,
        None => Ok(Vec::new()),
    }
}
