//! A change of several lines at once: whether it is an even cut across the board, and what the same saving would lose if it were chosen.

use std::sync::Arc;

use methods::allocation::even_cut::{EvenCut, Line, even_cut};
use methods::allocation::problem::{Budget, Cost, Kind, Problem, Service, Term, Version};
use model::budget_change::{BudgetChange, BudgetLine, Saving};
use model::id::BudgetChangeId;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct BudgetChangeView {
    pub change: Record<BudgetChangeId, BudgetChange>,
    /// Why it cannot be told, where it cannot.
    pub cut: Result<EvenCut, String>,
    pub saved: Money,
    pub points_lost: i64,
    /// The way to save at least as much that loses least, line by line: none where a line stays as it is.
    pub best: Option<BestUse>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct BestUse {
    pub by_line: Vec<Option<Saving>>,
    pub saved: Money,
    pub points_lost: i64,
    /// Nothing that was looked at loses less: shown.
    pub shown: bool,
    /// The least that any choice could lose.
    pub at_least: i64,
    pub by: String,
}

pub async fn list_budget_changes(desk: &Desk, actor: &Actor) -> Result<Vec<Record<BudgetChangeId, BudgetChange>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::budget_changes::list(&mut tx, &actor.scope).await?)
}

pub async fn read_budget_change(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<BudgetChangeView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let change = store::budget_changes::by_reference(&mut tx, &actor.scope, reference).await?;
    drop(tx);
    let lines: Vec<Line> = change.noun.lines.iter().map(line).collect();
    let cut = even_cut(&lines).map_err(|refusal| refusal.message());
    let saved: i64 = change.noun.lines.iter().map(|l| l.proposed.amount.pence()).sum();
    let problem = question(&change.noun, saved);
    let (remembered, solver) = (Arc::clone(&desk.memory), Arc::clone(&desk.solver));
    let planned = tokio::task::spawn_blocking(move || remembered.allocations.planned(&problem, 1_000, solver.as_ref())).await;
    let best = planned.ok().and_then(Result::ok).and_then(|planned| {
        let plan = planned.answer.plan.as_ref()?;
        let by_line: Vec<Option<Saving>> =
            change.noun.lines.iter().enumerate().map(|(at, line)| chosen(at, line, &planned.chosen)).collect();
        Some(BestUse {
            saved: Money::from_pence(by_line.iter().flatten().map(|s| s.amount.pence()).sum()),
            points_lost: -plan.outcome,
            shown: planned.answer.optimal(),
            at_least: -planned.answer.bound,
            by: planned.answer.work.by.clone(),
            by_line,
        })
    });
    Ok(BudgetChangeView {
        cut,
        saved: Money::from_pence(saved),
        points_lost: change.noun.lines.iter().map(|l| l.proposed.points_lost).sum(),
        best,
        change,
    })
}

fn line(line: &BudgetLine) -> Line {
    Line {
        id: line.name.clone(),
        before: line.before.pence(),
        after: line.before.pence() - line.proposed.amount.pence(),
        protected: !line.protected_by.is_empty(),
    }
}

/// Ways of a line in order: what is proposed, then the others.
fn ways(line: &BudgetLine) -> impl Iterator<Item = &Saving> {
    std::iter::once(&line.proposed).chain(&line.otherwise)
}

/// At most one way of every line, the least lost, with what is left to spend as the one limit: each line as a service that costs
/// what it has after the saving.
fn question(change: &BudgetChange, saved: i64) -> Problem {
    let cost = |amount: i64| vec![Cost { year: 0, amount, kind: Kind::Revenue, term: Term::Recurrent, fund: None, organisation: None }];
    let version = |id: String, amount: i64, lost: i64| Version { id, outcome: -lost, costs: cost(amount), ..Version::default() };
    let service = |(at, line): (usize, &BudgetLine)| {
        let stays = version(format!("{at} stays"), line.before.pence(), 0);
        let cut = ways(line)
            .enumerate()
            .map(|(way, s)| version(format!("{at} way {way}"), line.before.pence() - s.amount.pence(), s.points_lost));
        let versions = match (line.protected_by.is_empty(), line.proposed.amount == Money::ZERO) {
            (true, _) => std::iter::once(stays).chain(cut).collect(),
            (false, true) => vec![stays],
            // Where there is no choice, what is proposed comes about whatever is chosen elsewhere.
            (false, false) => cut.take(1).collect(),
        };
        Service { id: at.to_string(), must: true, versions }
    };
    let before: i64 = change.lines.iter().map(|l| l.before.pence()).sum();
    Problem {
        years: 1,
        services: change.lines.iter().enumerate().map(service).collect(),
        budgets: vec![Budget { id: "what is left to spend".to_owned(), amounts: vec![before - saved], ..Budget::default() }],
        ..Problem::default()
    }
}

fn chosen(at: usize, line: &BudgetLine, chosen: &[String]) -> Option<Saving> {
    ways(line).enumerate().find(|(way, _)| chosen.contains(&format!("{at} way {way}"))).map(|(_, saving)| saving.clone())
}
