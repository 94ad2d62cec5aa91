//! `calc cohort`, `demand-management`, `eligibility` and `system-load`: the input is the method's own question.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::question::{self, Question};
use super::{card, refusal};
use crate::Method;
use crate::demand::{cohort, eligibility, load, managing};

/// Demand from people: low, central and high by year, and which driver moves it most.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn cohort(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &[], &["first_year", "years", "groups"])?;
    let ask: cohort::Ask = input(&question)?;
    let reading = cohort::project(&ask).map_err(|r| refusal(r.code(), r.to_string()))?;
    Ok(answered(cohort::METHOD, json!(reading)))
}

/// What a way of managing demand does to volume and cost.
///
/// # Errors
/// As [`cohort`].
pub fn demand_management(question_json: &str) -> Result<Value, Value> {
    #[derive(Deserialize)]
    struct Asked {
        service: managing::Base,
        way: managing::Way,
    }
    let question = question::read(question_json, &[], &["service", "way"])?;
    let asked: Asked = input(&question)?;
    let reading = managing::manage(&asked.service, &asked.way).map_err(|r| refusal(r.code(), r.to_string()))?;
    Ok(answered(managing::METHOD, json!(reading)))
}

/// Who gains and who loses when thresholds move.
///
/// # Errors
/// As [`cohort`].
pub fn eligibility(question_json: &str) -> Result<Value, Value> {
    #[derive(Deserialize)]
    struct Asked {
        table: eligibility::Table,
        moved: BTreeMap<String, f64>,
        people: Vec<eligibility::People>,
    }
    let question = question::read(question_json, &[], &["table", "moved", "people"])?;
    let asked: Asked = input(&question)?;
    let reading = eligibility::compare(&asked.table, &asked.moved, &asked.people).map_err(|r| refusal(r.code(), r.to_string()))?;
    Ok(answered(eligibility::METHOD, json!(reading)))
}

/// What a cut at one service brings to others.
///
/// # Errors
/// As [`cohort`].
pub fn system_load(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &[], &["nodes", "arrows", "cut", "months"])?;
    let ask: load::Ask = input(&question)?;
    let reading = load::follow(&ask).map_err(|r| refusal(r.code(), r.to_string()))?;
    Ok(answered(load::METHOD, json!(reading)))
}

fn input<T: DeserializeOwned>(question: &Question) -> Result<T, Value> {
    serde_json::from_value(Value::Object(question.input.clone()))
        .map_err(|e| refusal("bad_input", format!("The input cannot be read: {e}.")))
}

/// The card, then every field of the reading.
fn answered(of: Method, reading: Value) -> Value {
    let (method, edition, about) = card(of);
    let mut answer: Map<String, Value> =
        [("method", method), ("edition", edition), ("about", about)].map(|(k, v)| (k.to_owned(), v)).into_iter().collect();
    if let Value::Object(fields) = reading {
        answer.extend(fields);
    }
    Value::Object(answer)
}
