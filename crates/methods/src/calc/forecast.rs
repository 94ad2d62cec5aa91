//! `calc forecast`: a series carried on, beside the season before and with its range.

use quantity::Period;
use serde_json::{Map, Value, json};

use super::question::{self, bad};
use super::{card, number, refusal};
use crate::demand::forecast::{self, Ahead, Ask, Candidate, Refusal};

const OPTIONS: [&str; 4] = ["season_length", "season_lengths", "horizon", "seed"];
const INPUT: [&str; 2] = ["values", "periods"];

/// The form that AICc chooses with what it says ahead, the season before, and how near each candidate came on values kept back.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn forecast(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let usual = Ask::default();
    let whole = |name: &str, most: u64| Ok::<_, Value>(question.whole(name, most)?.map(|n| n as usize));
    let season_lengths = match question.typed::<Vec<usize>>("season_lengths")? {
        Some(lengths) => lengths,
        None => whole("season_length", 10_000)?.map_or(usual.season_lengths.clone(), |one| vec![one]),
    };
    let ask = Ask {
        season_lengths,
        horizon: whole("horizon", 10_000)?.unwrap_or(usual.horizon),
        seed: question.whole("seed", u64::MAX)?.unwrap_or(usual.seed),
    };
    let list = |name: &str| match question.input.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(list)) => Ok(list.clone()),
        Some(_) => Err(bad(name, "a list")),
    };
    let read = |(at, value): (usize, &Value)| match value {
        Value::Null => Ok(None),
        value => value.as_f64().map(Some).ok_or_else(|| refusal("not_a_number", format!("Value {} is not a number.", at + 1))),
    };
    let values = list("values")?.iter().enumerate().map(read).collect::<Result<Vec<Option<f64>>, Value>>()?;
    let period = |value: &Value| {
        let text = value.as_str().ok_or_else(|| bad("periods", "a list of texts such as 2026-10"))?;
        Period::parse(text).map_err(|fault| refusal("not_a_period", fault.to_string()))
    };
    let periods = list("periods")?.iter().map(period).collect::<Result<Vec<Period>, Value>>()?;
    if !periods.is_empty() && periods.len() != values.len() {
        return Err(refusal(
            "lengths_differ",
            format!("There are {} periods and {} values. Give one for each.", periods.len(), values.len()),
        ));
    }
    let reading = forecast::read(&periods, &values, &ask).map_err(|r: Refusal| refusal(r.code(), r.message()))?;
    let (method, edition, about) = card(forecast::METHOD);
    let mut answer = Map::new();
    let mut put = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    put("method", method);
    put("edition", edition);
    put("about", about);
    put("parameters", json!({ "season_lengths": ask.season_lengths, "horizon": ask.horizon, "seed": ask.seed }));
    put("chosen", json!(reading.ets.form.code()));
    put("aicc", json!(reading.ets.aicc));
    if let Some(ets) = reading.of(Candidate::Ets) {
        ahead(&ets.ahead).into_iter().for_each(|(name, values)| {
            put(name, values);
        });
    }
    if let Some(naive) = reading.of(Candidate::SeasonalNaive) {
        put("seasonal_naive", numbers(&naive.ahead.mean));
    }
    put("better", json!(reading.better.code()));
    put("held_out", json!(reading.held_out));
    let candidate = |tried: &forecast::Tried| {
        let mut one = Map::new();
        one.insert("candidate".into(), json!(tried.candidate.code()));
        one.insert("held_out_error".into(), json!(tried.held_out_error));
        one.extend(ahead(&tried.ahead).map(|(name, values)| (name.to_owned(), values)));
        Value::Object(one)
    };
    put("candidates", Value::Array(reading.tried.iter().map(candidate).collect()));
    put("working", json!(reading.working));
    Ok(Value::Object(answer))
}

fn numbers(values: &[f64]) -> Value {
    Value::Array(values.iter().copied().map(number).collect())
}

fn ahead(of: &Ahead) -> [(&'static str, Value); 5] {
    [
        ("mean", numbers(&of.mean)),
        ("lo-80", numbers(&of.low_80)),
        ("hi-80", numbers(&of.high_80)),
        ("lo-95", numbers(&of.low_95)),
        ("hi-95", numbers(&of.high_95)),
    ]
}
