//! `calc allocate`: the best plan within every limit, with its bound, from a question file.
//!
//! `instance` is the plain shape of published problems; `input` is a whole `Problem`. The solver is the caller's.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{card, refusal};
use crate::allocation::problem::{Budget, Cost, Floor, Kind, Prerequisite, Service, Term, Version};
use crate::allocation::solver::NONE_FOUND;
use crate::allocation::{Answer, Limit, Plan, Problem, Program, Solve, conflict};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    #[serde(default, rename = "options")]
    limit: Limit,
    instance: Option<Instance>,
    input: Option<Problem>,
    #[serde(rename = "case")]
    _case: Option<Value>,
    #[serde(rename = "generator")]
    _generator: Option<Value>,
    #[serde(rename = "source")]
    _source: Option<Value>,
    #[serde(rename = "reference")]
    _reference: Option<Value>,
    #[serde(rename = "method")]
    _method: Option<Value>,
    #[serde(rename = "note")]
    _note: Option<Value>,
    #[serde(rename = "expected")]
    _expected: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Instance {
    #[serde(rename = "n")]
    _n: Option<u64>,
    years: usize,
    options: Vec<InstanceOption>,
    services: Vec<InstanceService>,
    #[serde(default)]
    prerequisites: Vec<InstancePrerequisite>,
    budget: InstanceBudget,
    #[serde(default)]
    floors: Vec<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstanceOption {
    id: u64,
    service: u64,
    outcome: i64,
    revenue: Vec<i64>,
    capital: Vec<i64>,
    #[serde(default)]
    reach: BTreeMap<String, i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstanceService {
    id: u64,
    options: Vec<u64>,
    #[serde(default)]
    must: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstancePrerequisite {
    service: u64,
    needs: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstanceBudget {
    revenue: Vec<i64>,
    capital: Vec<i64>,
}

/// The best plan of a question file, found by `solver`.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn allocate(question_json: &str, solver: &dyn Solve) -> Result<Value, Value> {
    let (problem, limit, numbered) = read(question_json)?;
    let program = Program::of(&problem).map_err(|r| refusal(r.code(), r.message()))?;
    let today = Plan::of_today(&program, &problem);
    let answer = solver.solve(&program, &limit, today.as_ref());
    let (method, edition, about) = card(crate::allocation::METHOD);
    let mut printed = json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": limit,
        "work": answer.work,
    });
    let fields = if answer.infeasible { impossible(&program, solver, &limit) } else { found(&program, &answer, numbered) };
    if let (Some(printed), Value::Object(fields)) = (printed.as_object_mut(), fields) {
        printed.extend(fields);
        if let Some(today) = today.filter(|_| !answer.infeasible) {
            let broken: Vec<String> = today.broken(&program).iter().map(|b| b.in_words(&program)).collect();
            // How much more the best plan does: 1 − today's outcome / the best, where the best is above 0.
            let best = answer.plan.as_ref().map(|plan| plan.outcome).filter(|best| *best > 0);
            let gap = best.map(|best| 1.0 - today.outcome as f64 / best as f64);
            printed.insert("today".to_owned(), json!({ "outcome": today.outcome, "gap_to_best": gap, "breaks": broken }));
        }
    }
    Ok(printed)
}

/// The problem of a question file, its limit of work, and whether its ids are numbers.
///
/// # Errors
/// The refusal as JSON.
pub fn read(question_json: &str) -> Result<(Problem, Limit, bool), Value> {
    let question: Question = serde_json::from_str(question_json.trim_start_matches('\u{feff}')).map_err(|e| {
        let code = if e.is_data() { "not_a_question" } else { "not_json" };
        refusal(code, format!("The question cannot be read: {e}. Amounts and outcomes are whole numbers; multiply where they are not."))
    })?;
    match (question.instance, question.input) {
        (Some(instance), None) => Ok((problem(instance)?, question.limit, true)),
        (None, Some(input)) => Ok((input, question.limit, false)),
        (None, None) => Err(refusal("no_input", "The question has no “input” (nor “instance”).")),
        (Some(_), Some(_)) => Err(refusal("two_inputs", "The question has both “input” and “instance”. Keep one.")),
    }
}

fn problem(instance: Instance) -> Result<Problem, Value> {
    let mut options: BTreeMap<u64, InstanceOption> = BTreeMap::new();
    for option in instance.options {
        if let Some(twice) = options.insert(option.id, option) {
            return Err(refusal("named_twice", format!("“{}” is the id of two options. Give each its own.", twice.id)));
        }
    }
    let mut services = Vec::with_capacity(instance.services.len());
    for service in instance.services {
        let mut versions = Vec::with_capacity(service.options.len());
        for id in &service.options {
            let option = options.remove(id).filter(|option| option.service == service.id).ok_or_else(|| {
                refusal("unknown_name", format!("Service {} lists the option {id}, which is not in the question as its own.", service.id))
            })?;
            versions.push(version(option, instance.years)?);
        }
        services.push(Service { id: service.id.to_string(), must: service.must, versions });
    }
    if let Some(id) = options.keys().next() {
        return Err(refusal("unknown_name", format!("The option {id} is in no service's list. Add it to one, or leave it out.")));
    }
    let budget = |id: &str, kind: Kind, amounts: Vec<i64>| Budget { id: id.to_owned(), kind: Some(kind), amounts, ..Budget::default() };
    Ok(Problem {
        years: instance.years,
        services,
        budgets: vec![budget("revenue", Kind::Revenue, instance.budget.revenue), budget("capital", Kind::Capital, instance.budget.capital)],
        floors: instance.floors.into_iter().enumerate().map(|(at, at_least)| Floor { group: at.to_string(), at_least }).collect(),
        prerequisites: instance
            .prerequisites
            .into_iter()
            .map(|p| Prerequisite { service: p.service.to_string(), needs: p.needs.to_string() })
            .collect(),
        ..Problem::default()
    })
}

fn version(option: InstanceOption, years: usize) -> Result<Version, Value> {
    let mut costs = Vec::new();
    for (name, kind, amounts) in [("revenue", Kind::Revenue, &option.revenue), ("capital", Kind::Capital, &option.capital)] {
        if amounts.len() != years {
            let message =
                format!("Option {} has {} amounts of {name} for {years} years. Give one for each year.", option.id, amounts.len());
            return Err(refusal("year_missing", message));
        }
        let cost = |(year, amount): (usize, &i64)| Cost {
            year,
            amount: *amount,
            kind,
            term: if kind == Kind::Capital { Term::OneOff } else { Term::Recurrent },
            fund: None,
            organisation: None,
        };
        costs.extend(amounts.iter().enumerate().filter(|(_, amount)| **amount != 0).map(cost));
    }
    Ok(Version { id: option.id.to_string(), outcome: option.outcome, costs, reach: option.reach, uses: BTreeMap::new() })
}

fn found(program: &Program, answer: &Answer, numbered: bool) -> Value {
    let Some(plan) = &answer.plan else {
        return json!({ "best_known": null, "bound": answer.bound, "chosen": null,
            "note": format!("{NONE_FOUND} Raise the limit.") });
    };
    let id = |id: &str| match id.parse::<u64>() {
        Ok(number) if numbered => json!(number),
        _ => json!(id),
    };
    let rows = program.rows.iter().zip(&plan.used).zip(&answer.prices);
    let rows: Vec<Value> = rows
        .map(|((row, used), price)| json!({ "limit": row.name.in_words(), "at_most": row.at_most, "used": used, "price": price }))
        .collect();
    let mut printed = json!({
        "best_known": plan.outcome,
        "bound": answer.bound,
        "gap": answer.gap(),
        "chosen": plan.ids(program).map(id).collect::<Vec<_>>(),
        "working": { "rows": rows },
    });
    if answer.optimal() {
        printed["optimum"] = json!(plan.outcome);
    }
    printed
}

fn impossible(program: &Program, solver: &dyn Solve, limit: &Limit) -> Value {
    match conflict(program, solver, limit) {
        Some(found) => json!({ "optimum": "infeasible", "conflict": found.limits, "smallest": found.smallest, "could": found.could }),
        None => json!({ "optimum": "infeasible", "conflict": [], "smallest": false, "could": [] }),
    }
}
