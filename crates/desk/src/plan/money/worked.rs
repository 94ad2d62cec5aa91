//! What an allocation comes to, worked out whole: the plan, the best value line, the next £100,000, what is in every good plan, both
//! rankings, and what changes from today. Pure but for being remembered: the same question has the same answer.

use std::sync::Arc;

use methods::allocation::conflict::{Conflict, conflict};
use methods::allocation::frontier::{Frontier, Level, Point, frontier, of_plans};
use methods::allocation::margin::{Eased, Margin, eased, margin};
use methods::allocation::moves::{Moves, moves};
use methods::allocation::near::{Nearness, nearness};
use methods::allocation::second_pass::{Forced, Ranked, second_pass};
use methods::allocation::{Answer, Limit, Plan, Problem, Program, Refusal, RowName, Solve};
use store::Remembered;

use super::question;

/// Work for the plan itself, and for each of the many questions about it: steps of the search and nodes of a tree, never seconds.
pub const LIMIT: Limit = Limit { passes: 4_000, nodes: 20_000, seed: 1 };
const LIMIT_EACH: Limit = Limit { passes: 400, nodes: 2_000, seed: 1 };
/// With more things than this, what each would change is not asked one by one.
pub const MOST_ASKED: usize = 80;
/// Thousandths of the money along the line, and how much more is asked of each limit, in pence.
const LINE: [u32; 11] = [500, 600, 700, 800, 900, 1_000, 1_100, 1_200, 1_300, 1_400, 1_500];
const NEXT: i64 = 10_000_000;
/// With more floors and capacities than this, what each holds back is not asked one by one.
pub const MOST_EASED: usize = 20;
/// A plan that loses no more than so many thousandths of the best is nearly as good.
const NEARLY: i64 = 20;
/// Answers remembered before all are forgotten.
const MOST: usize = 200;

/// The plan at some share of the money.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    pub program: Program,
    pub answer: Answer,
    /// Codes of what is done, in the order of the question.
    pub chosen: Vec<String>,
    /// The limits that cannot hold together, where no plan keeps them all.
    pub conflict: Option<Conflict>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    pub planned: Planned,
    /// The best plan if any pound could pay for anything: its points and codes.
    pub any_pound: Option<(i64, Vec<String>)>,
    pub line: Vec<Point>,
    pub margins: Vec<Margin>,
    /// The same of floors and capacities: one looser, and gone.
    pub eased: Vec<Eased>,
    pub near: Option<Nearness>,
    pub rankings: Vec<Ranked>,
    /// Points per pound first, as far as the money goes.
    pub triangles: Option<Frontier>,
    /// Today's points and what today's plan breaks, and what changes from it.
    pub today: Option<(i64, Vec<String>, Moves)>,
}

/// The plan with every limit on money at so many thousandths of itself.
pub fn planned(problem: &Problem, thousandths: u32, solver: &dyn Solve) -> Result<Planned, Refusal> {
    let mut program = Program::of(problem)?;
    for row in program.rows.iter_mut().filter(|row| matches!(row.name, RowName::Budget { .. })) {
        row.at_most = i64::try_from(i128::from(row.at_most) * i128::from(thousandths) / 1_000).unwrap_or(i64::MAX);
    }
    let answer = solver.solve(&program, &LIMIT, Plan::of_today(&program, problem).as_ref());
    let chosen = answer.plan.as_ref().map(|plan| plan.ids(&program).map(str::to_owned).collect()).unwrap_or_default();
    let conflict = if answer.infeasible { conflict(&program, solver, &LIMIT_EACH) } else { None };
    Ok(Planned { program, answer, chosen, conflict })
}

/// Everything about a question.
pub fn worked(problem: &Problem, solver: &dyn Solve) -> Result<Worked, Refusal> {
    let planned = planned(problem, 1_000, solver)?;
    let program = &planned.program;
    let any = question::of_any_pound(problem);
    let any_pound = Program::of(&any).ok().filter(|_| any.budgets.len() < problem.budgets.len()).and_then(|program| {
        let plan = solver.solve(&program, &LIMIT, None).plan?;
        Some((plan.outcome, plan.ids(&program).map(str::to_owned).collect()))
    });
    let costs: Vec<i64> = problem.services.iter().flat_map(|s| &s.versions).map(|v| v.costs.iter().map(|c| c.amount).sum()).collect();
    let levels: Vec<Level> = problem
        .services
        .iter()
        .flat_map(|s| s.versions.iter().map(move |v| (s, v)))
        .zip(&costs)
        .map(|((s, v), cost)| Level { id: v.id.clone(), service: s.id.clone(), cost: *cost, value: v.outcome })
        .collect();
    let few = program.options.len() <= MOST_ASKED;
    // What both of these ask about one thing is worked out once.
    let mut forced = Forced::new(program, solver, &LIMIT_EACH);
    let near = planned.answer.plan.as_ref().map(|plan| {
        let allowed = (plan.outcome.max(0) * NEARLY / 1_000).max(1);
        nearness(program, plan, allowed, MOST_ASKED, &mut forced)
    });
    let today = Plan::of_today(program, problem).map(|plan| {
        let broken = plan.broken(program).iter().map(|b| b.in_words(program)).collect();
        (plan.outcome, broken, moves(problem, &problem.today, &planned.chosen))
    });
    // What members set is held against the plan without it, on a page of its own.
    let rows: Vec<usize> = (program.rows.iter().enumerate())
        .filter(|(_, row)| match &row.name {
            RowName::Floor { .. } => true,
            RowName::Capacity { id } => !id.starts_with(question::SET_BY_MEMBERS),
            _ => false,
        })
        .map(|(at, _)| at)
        .collect();
    let looser = rows.iter().filter(|_| rows.len() <= MOST_EASED).flat_map(|row| [(*row, Some(1)), (*row, None)]);
    let eased = looser.filter_map(|(row, more)| eased(program, row, more, &planned.answer, solver, &LIMIT_EACH)).collect();
    Ok(Worked {
        any_pound,
        eased,
        line: of_plans(program, &LINE, Some(&planned.answer), solver, &LIMIT_EACH),
        margins: problem
            .budgets
            .iter()
            .filter_map(|budget| margin(program, &budget.id, NEXT, &planned.answer, solver, &LIMIT_EACH))
            .collect(),
        near,
        rankings: if few { second_pass(program, &costs, &planned.answer, &mut forced) } else { Vec::new() },
        triangles: frontier(&levels).ok(),
        today,
        planned,
    })
}

/// Answers by their whole question, and nothing else: so remembering them changes no answer, only how long it takes.
#[derive(Default)]
pub struct WorkedOut {
    whole: ByQuestion<Worked>,
    plans: ByQuestion<Planned>,
}

type ByQuestion<T> = Remembered<(), String, Arc<T>, MOST>;

impl WorkedOut {
    pub fn worked(&self, problem: &Problem, solver: &dyn Solve) -> Result<Arc<Worked>, Refusal> {
        known(&self.whole, key(problem, 1_000, solver), || worked(problem, solver))
    }

    pub fn planned(&self, problem: &Problem, thousandths: u32, solver: &dyn Solve) -> Result<Arc<Planned>, Refusal> {
        known(&self.plans, key(problem, thousandths, solver), || planned(problem, thousandths, solver))
    }
}

fn key(problem: &Problem, thousandths: u32, solver: &dyn Solve) -> Option<String> {
    serde_json::to_string(&(problem, thousandths, solver.name())).ok()
}

fn known<T>(held: &ByQuestion<T>, key: Option<String>, work: impl FnOnce() -> Result<T, Refusal>) -> Result<Arc<T>, Refusal> {
    let Some(key) = key else { return work().map(Arc::new) };
    if let Some(known) = held.of(&(), &key) {
        return Ok(known);
    }
    let made = Arc::new(work()?);
    held.keep(&(), key, Arc::clone(&made));
    Ok(made)
}
