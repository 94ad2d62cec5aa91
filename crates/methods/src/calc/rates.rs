//! `calc rates`: proportions and rates with their ranges, and age-standardised rates.

use serde_json::{Value, json};

use super::question::{self, Question, bad};
use super::{card, number, refusal};
use crate::benchmark::interval::{Limits, of_proportion, of_rate};
use crate::benchmark::standardised::{Band, ReferenceBand, direct, indirect};
use crate::benchmark::{RATES, Refusal};

const OPTIONS: [&str; 3] = ["statistic", "level", "multiplier"];
const INPUT: [&str; 5] = ["areas", "counts", "denominators", "bands", "observed"];
const LEVEL: f64 = 0.95;

/// The rates of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn rates(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let statistic = question.text("statistic")?.unwrap_or("rate");
    let level = question.number("level")?.unwrap_or(LEVEL);
    let multiplier = question.number("multiplier")?.unwrap_or(1.0);
    let (method, edition, about) = card(RATES);
    let refused = |r: Refusal| refusal(r.code(), r.message());
    let found = match statistic {
        "proportion" | "rate" => {
            let one = |(name, count, whole): &(String, f64, f64)| match statistic {
                "proportion" => of_proportion(name, *count, *whole, level),
                _ => of_rate(name, *count, *whole, multiplier, level),
            };
            let rows = areas(&question)?;
            let limits = rows.iter().map(one).collect::<Result<Vec<Limits>, _>>().map_err(refused)?;
            let rows: Vec<Value> = rows.iter().zip(&limits).map(|(row, limits)| with_name(&row.0, limits)).collect();
            json!({ "areas": rows })
        }
        "direct" => shown(&direct(&bands::<Band>(&question)?, multiplier, level).map_err(refused)?),
        "indirect" => {
            let observed = question.input.get("observed").and_then(Value::as_f64);
            let observed = observed.ok_or_else(|| refusal("no_values", "The input has no number “observed”: the events counted."))?;
            let found = indirect(observed, &bands::<ReferenceBand>(&question)?, multiplier, level).map_err(refused)?;
            json!({
                "observed": number(found.observed),
                "expected": number(found.expected),
                "reference_rate": number(found.reference_rate),
                "ratio": shown(&found.ratio),
                "rate": shown(&found.rate),
            })
        }
        _ => return Err(bad("statistic", "proportion, rate, direct or indirect")),
    };
    Ok(json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": { "statistic": statistic, "level": level, "multiplier": number(multiplier) },
        "answer": found,
    }))
}

fn shown(limits: &Limits) -> Value {
    json!({ "value": number(limits.value), "low": number(limits.low), "high": number(limits.high), "how": limits.how })
}

fn with_name(name: &str, limits: &Limits) -> Value {
    let mut row = shown(limits);
    if let Some(map) = row.as_object_mut() {
        map.insert("area".into(), json!(name));
    }
    row
}

fn areas(question: &Question) -> Result<Vec<(String, f64, f64)>, Value> {
    let list = |name: &str| match question.input.get(name) {
        Some(Value::Array(list)) => Ok(list),
        _ => Err(refusal("no_values", format!("The input has no list “{name}”."))),
    };
    let (names, counts, wholes) = (list("areas")?, list("counts")?, list("denominators")?);
    if names.len() != counts.len() || names.len() != wholes.len() {
        return Err(refusal("lengths_differ", "Give one count and one denominator for each area."));
    }
    let one = |((name, count), whole): ((&Value, &Value), &Value)| {
        let name = name.as_str().map_or_else(|| name.to_string(), str::to_owned);
        // No denominator is a case of its own, and has its own answer.
        let whole = if whole.is_null() { Some(0.0) } else { whole.as_f64() };
        match (count.as_f64(), whole) {
            (Some(count), Some(whole)) => Ok((name, count, whole)),
            _ => Err(refusal("not_a_number", format!("A figure of “{name}” is not a number. Correct it."))),
        }
    };
    names.iter().zip(counts).zip(wholes).map(one).collect()
}

fn bands<T: serde::de::DeserializeOwned>(question: &Question) -> Result<Vec<T>, Value> {
    let found = question.input.get("bands").cloned().ok_or_else(|| refusal("no_values", "The input has no list “bands”."))?;
    serde_json::from_value(found).map_err(|e| refusal("not_a_question", format!("“bands” cannot be read: {e}.")))
}
