//! Keeping a plan as it was found: its question, the limit of work, and the certificate it can be held against. It is never worked again
//! in place; where the question has changed, a new one is kept beside it.

use methods::allocation::solver::NONE_FOUND;
use methods::allocation::{METHOD, Plan, Program, Solve, Verification, verify};
use methods::calc;
use model::allocation::Allocation;
use model::finding::Finding;
use model::id::{AllocationId, FindingId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use serde_json::{Value, json};
use store::Tx;

use super::question;
use super::worked::LIMIT;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::rework::{Rework, differ as differences};
use crate::house::set_up::kept;

pub async fn keep_plan(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<FindingId, Finding>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut tx = desk.read().await?;
    let seen = store::allocations::by_reference(&mut tx, &actor.scope, reference).await?;
    // The same question with the same work has the same answer: nothing is worked out for it twice.
    if let Some(last) = same(desk, &mut tx, &seen).await? {
        return Ok(last);
    }
    drop(tx);
    let noun = result(desk, &seen).await?;
    let mut write = desk.write(actor).await?;
    let now = store::allocations::find(&mut write.tx, &actor.scope, seen.id).await?;
    if now.version != seen.version {
        return Err(DeskError::Stale);
    }
    if let Some(last) = same(desk, &mut write.tx, &seen).await? {
        return Ok(last);
    }
    let record = store::findings::save(&mut write.tx, &kept(desk, desk.new_id(), seen.audience.clone(), noun)).await?;
    let line = format!("The plan of “{}” was kept.", seen.noun.title);
    write.commit("keep_plan", "allocation", Some(seen.id.uuid()), line).await?;
    Ok(record)
}

/// The newest kept plan, where it is of the question as it stands.
async fn same(desk: &Desk, tx: &mut Tx, of: &Record<AllocationId, Allocation>) -> Result<Option<Record<FindingId, Finding>>, DeskError> {
    let last = store::findings::latest(tx, &desk.own_scope(), of.id.uuid(), METHOD.code, "").await?;
    Ok(last.filter(|last| last.noun.inputs == digest(&of.noun) && last.noun.edition == u32::from(METHOD.edition)))
}

/// The question as it stands, with the limit of work.
pub fn put(allocation: &Allocation) -> Value {
    json!({ "options": LIMIT, "input": question::of(allocation) })
}

fn asked(allocation: &Allocation) -> String {
    put(allocation).to_string()
}

/// Digest of the question as it stands.
pub fn digest(allocation: &Allocation) -> String {
    store::files::digest(asked(allocation).as_bytes())
}

async fn result(desk: &Desk, of: &Record<AllocationId, Allocation>) -> Result<Finding, DeskError> {
    let (file, solver) = (asked(&of.noun), desk.solver.clone());
    let answered = tokio::task::spawn_blocking(move || calc::allocate(&file, solver.as_ref())).await;
    let cannot = |sentence: String| DeskError::refused("cannot_be_worked_out", sentence);
    let figures = answered
        .map_err(|_| cannot("The plan could not be worked out. Nothing is lost: try again.".to_owned()))?
        .map_err(|refusal| cannot(refusal["refusal"]["message"].as_str().unwrap_or("The question cannot be answered.").to_owned()))?;
    let statement = statement(&figures);
    Ok(Finding {
        about_noun: "allocation".into(),
        about_id: of.id.uuid(),
        part: String::new(),
        method: METHOD.code.into(),
        edition: u32::from(METHOD.edition),
        parameters: json!(LIMIT),
        inputs: digest(&of.noun),
        statement,
        figures,
        sources: Vec::new(),
        made_at: desk.now(),
    })
}

fn statement(figures: &Value) -> String {
    match (figures["best_known"].as_i64(), figures["bound"].as_i64()) {
        (Some(best), Some(bound)) if best == bound => format!("The plan is worth {best} points, and no plan is worth more."),
        (Some(best), Some(bound)) => format!("The plan is worth {best} points, and no plan is worth more than {bound}."),
        _ if figures["optimum"] == "infeasible" => "No plan keeps every limit.".to_owned(),
        _ => NONE_FOUND.to_owned(),
    }
}

/// A kept plan held against its question: it keeps every limit, its sums are right, and no plan passes its bound. The bound is worked out
/// again from the kept prices; where only the search itself could show it, the search is done again with the same limit of work.
pub(crate) async fn rework(desk: &Desk, tx: &mut Tx, kept: &Finding) -> Result<Rework, DeskError> {
    let found = match store::allocations::find(tx, &desk.own_scope(), AllocationId(kept.about_id)).await {
        Ok(found) => found,
        Err(store::StoreError::NotFound { .. }) => return Ok(Rework::ChangedSince),
        Err(error) => return Err(error.into()),
    };
    if digest(&found.noun) != kept.inputs || kept.edition != u32::from(METHOD.edition) {
        return Ok(Rework::ChangedSince);
    }
    let question = put(&found.noun);
    let solver = desk.solver.clone();
    let (figures, none) = (kept.figures.clone(), Rework::NotReworked);
    let held =
        tokio::task::spawn_blocking(move || Some(faults(&question, &certificate(&question, &figures)?, &figures, solver.as_ref()))).await;
    Ok(match held.ok().flatten() {
        None => none,
        Some(differ) if differ.is_empty() => Rework::Same,
        Some(differ) => Rework::Otherwise(differ),
    })
}

/// A plan held against its question: what it keeps, what its points sum to, and the bound that its own prices give. None where there is no
/// plan to hold, or the question cannot be read.
fn certificate(question: &Value, figures: &Value) -> Option<Verification> {
    let (problem, ..) = calc::allocate::read(&question.to_string()).ok()?;
    let program = Program::of(&problem).ok()?;
    let (best, bound) = (figures["best_known"].as_i64()?, figures["bound"].as_i64()?);
    let ids: Vec<&str> = figures["chosen"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let rows = figures["working"]["rows"].as_array();
    let prices: Vec<f64> = rows.into_iter().flatten().filter_map(|row| row["price"].as_f64()).collect();
    Some(verify(&program, ids, best, bound, &prices))
}

/// The figures of a kept plan with the certificate beside them; none where there is no plan.
pub(crate) fn certified(question: &Value, figures: &Value) -> Option<Value> {
    let held = certificate(question, figures)?;
    let mut figures = figures.clone();
    figures["certificate"] = beside(&held, &figures);
    Some(figures)
}

/// What was shown, beside what it was shown of: neither can be altered alone.
fn beside(held: &Verification, figures: &Value) -> Value {
    let mut of = figures.clone();
    if let Some(fields) = of.as_object_mut() {
        fields.remove("certificate");
    }
    let mut shown = json!(held);
    shown["of"] = of;
    shown
}

/// A frozen plan held against its frozen question, and its certificate against what it comes to now. What is not as it was is named.
///
/// # Errors
/// A sentence where there is nothing that can be held.
pub(crate) fn hold(question: &Value, figures: &Value, solver: &dyn Solve) -> Result<Vec<String>, String> {
    let held = certificate(question, figures).ok_or("its question or its plan cannot be read")?;
    let mut differ = faults(question, &held, figures, solver);
    differ.extend(differences(&figures["certificate"], &beside(&held, figures)));
    Ok(differ)
}

fn faults(question: &Value, held: &Verification, figures: &Value, solver: &dyn Solve) -> Vec<String> {
    let (best, bound) = (figures["best_known"].as_i64().unwrap_or_default(), figures["bound"].as_i64().unwrap_or_default());
    let mut differ = Vec::new();
    if !held.feasible {
        differ.push(format!("the plan does not keep every limit: {}", held.broken.join("; ")));
    }
    if !held.sums {
        differ.push(format!("the points of the plan do not sum to {best}"));
    }
    if bound < best {
        differ.push(format!("it is said that no plan is worth more than {bound}, and this one is worth {best}"));
    }
    if !held.bound_by_prices && differ.is_empty() && !shown_again(question, bound, solver) {
        differ.push(format!("it could not be shown again that no plan is worth more than {bound}"));
    }
    differ
}

/// Where only the search itself could show the bound, it is done again with the same limit of work.
fn shown_again(question: &Value, bound: i64, solver: &dyn Solve) -> bool {
    let Ok((problem, limit, _)) = calc::allocate::read(&question.to_string()) else { return false };
    let Ok(program) = Program::of(&problem) else { return false };
    let today = Plan::of_today(&program, &problem);
    solver.solve(&program, &limit, today.as_ref()).bound <= bound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_shown_to_be_impossible_is_said_to_be() {
        let nothing_found = json!({ "best_known": null, "bound": 40, "chosen": null });
        assert_eq!(statement(&nothing_found), "No plan was found within the work allowed, and none was shown to be impossible.");
        assert_eq!(statement(&json!({ "optimum": "infeasible", "conflict": [] })), "No plan keeps every limit.");
        assert_eq!(statement(&json!({ "best_known": 7, "bound": 9 })), "The plan is worth 7 points, and no plan is worth more than 9.");
    }
}
