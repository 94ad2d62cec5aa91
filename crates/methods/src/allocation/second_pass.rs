//! Two rankings of the same things: by what they do, before anybody asks what they cost, and again once the costs are known. Both are
//! kept, and every change of place has its reason; so has everything that is left out of the plan.

use std::collections::BTreeMap;

use serde::Serialize;

use super::plan::Plan;
use super::program::{Program, RowName};
use super::solver::{Answer, Limit, Solve};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    pub id: String,
    pub outcome: i64,
    /// What it uses of all money, in the unit of the question.
    pub cost: i64,
    /// Outcome for each unit of money; none where it costs nothing.
    pub slope: Option<f64>,
    /// Place by outcome alone, from 1; equals share the better place.
    pub first: usize,
    /// Place by outcome for money, from 1; what costs nothing comes first.
    pub second: usize,
    pub chosen: bool,
    /// The best plan known if the answer about this one were turned round: in where it is out, out where it is in. None where
    /// there is no such plan, or none was found within the limit.
    pub otherwise: Option<i64>,
    /// Whether `otherwise` is shown to be the best of its kind.
    pub shown: bool,
    /// Where it is left out though it ranks above something chosen: the limit that it does not fit under beside the plan.
    pub no_room: Option<RowName>,
}

/// Answers to one question with one option forced in, or kept out: each is worked out once, whoever asks.
pub struct Forced<'a> {
    program: &'a Program,
    solver: &'a dyn Solve,
    pub(super) limit: &'a Limit,
    known: BTreeMap<(usize, bool), Answer>,
}

impl<'a> Forced<'a> {
    pub fn new(program: &'a Program, solver: &'a dyn Solve, limit: &'a Limit) -> Forced<'a> {
        Forced { program, solver, limit, known: BTreeMap::new() }
    }

    /// The answer with the option in the plan, or out of it.
    pub(super) fn answer(&mut self, option: usize, within: bool) -> &Answer {
        let worked = || self.solver.solve(&turned(self.program, option, within), self.limit, None);
        self.known.entry((option, within)).or_insert_with(worked)
    }
}

/// Both rankings, in the order of the second. `costs` is by option of the programme.
pub fn second_pass(program: &Program, costs: &[i64], now: &Answer, forced: &mut Forced<'_>) -> Vec<Ranked> {
    let Some(plan) = &now.plan else { return Vec::new() };
    let cost = |option: usize| costs.get(option).copied().unwrap_or(0);
    let mut ranked: Vec<Ranked> = Vec::with_capacity(program.options.len());
    for (at, option) in program.options.iter().enumerate() {
        let chosen = plan.chosen[option.group] == Some(at);
        let turned = forced.answer(at, !chosen);
        let better = |other: usize| {
            let value = program.options.get(other).map_or(0, |option| option.outcome);
            per_money((value, cost(other)), (option.outcome, cost(at))) == std::cmp::Ordering::Greater
        };
        ranked.push(Ranked {
            id: option.id.clone(),
            outcome: option.outcome,
            cost: cost(at),
            slope: (cost(at) > 0).then(|| option.outcome as f64 / cost(at) as f64),
            first: 1 + program.options.iter().filter(|other| other.outcome > option.outcome).count(),
            second: 1 + (0..program.options.len()).filter(|other| better(*other)).count(),
            chosen,
            otherwise: turned.plan.as_ref().map(|plan| plan.outcome),
            shown: turned.optimal() || turned.infeasible,
            no_room: None,
        });
    }
    let last = ranked.iter().filter(|r| r.chosen).map(|r| r.second).max().unwrap_or(0);
    for (at, ranked) in ranked.iter_mut().enumerate().filter(|(_, r)| !r.chosen && r.second < last) {
        ranked.no_room = no_room(program, plan, at);
    }
    ranked.sort_by(|a, b| a.second.cmp(&b.second).then(a.first.cmp(&b.first)).then(a.id.cmp(&b.id)));
    ranked
}

/// Whether one pair of value and money does more for its money than another, without dividing: what costs nothing does most, and the
/// more of it the better.
pub(super) fn per_money(one: (i64, i64), other: (i64, i64)) -> std::cmp::Ordering {
    let side = |value: i64, money: i64| i128::from(value) * i128::from(money);
    match (one.1 > 0, other.1 > 0) {
        (false, false) => one.0.cmp(&other.0),
        (false, true) => std::cmp::Ordering::Greater,
        (true, false) => std::cmp::Ordering::Less,
        (true, true) => side(one.0, other.1).cmp(&side(other.0, one.1)),
    }
}

/// The first limit that breaks when it is added to the plan as it stands.
fn no_room(program: &Program, plan: &Plan, option: usize) -> Option<RowName> {
    let mut with = plan.clone();
    with.choose(program, program.options[option].group, Some(option));
    program.rows.iter().zip(&with.used).find(|(row, used)| **used > row.at_most).map(|(row, _)| row.name.clone())
}

/// The programme with one option forced in, or kept out.
fn turned(program: &Program, option: usize, within: bool) -> Program {
    let mut made = program.clone();
    let group = &mut made.groups[program.options[option].group];
    if within {
        group.must = true;
        group.options = vec![option];
    } else {
        group.options.retain(|o| *o != option);
    }
    made
}
