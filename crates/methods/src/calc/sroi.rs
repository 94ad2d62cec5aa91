//! `calc sroi`: social return on what is put in.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{card, question, refusal};
use crate::sroi::{self, Ask, Input, Outcome, Settings};

const OPTIONS: [&str; 3] = ["rate", "first_year_undiscounted", "usual_range"];
const INPUT: [&str; 2] = ["outcomes", "inputs"];

/// The social return of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn sroi(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let rate = question
        .number("rate")?
        .ok_or_else(|| refusal("no_rate", "The options have no “rate”: the discount rate a year, 0.035 for 3.5%."))?;
    let settings = Settings {
        rate,
        first_year_undiscounted: question.truth("first_year_undiscounted")?.unwrap_or(false),
        usual_range: question.number("usual_range")?.unwrap_or(0.25),
    };
    let ask = Ask {
        outcomes: list::<Outcome>(question.input.get("outcomes"), "outcome")?,
        inputs: list::<Input>(question.input.get("inputs"), "input")?,
    };
    let reading = sroi::read(&ask, &settings).map_err(|r| refusal(r.code(), r.message()))?;
    let write = |e: serde_json::Error| refusal("not_json", format!("The answer cannot be written: {e}."));
    let (method, edition, about) = card(sroi::METHOD);
    let convention = if settings.first_year_undiscounted {
        "The first year's effect is counted whole."
    } else {
        "The first year's effect is discounted by one year."
    };
    let mut answer = serde_json::to_value(&reading).map_err(write)?;
    if let Some(map) = answer.as_object_mut() {
        map.insert("method".to_owned(), method);
        map.insert("edition".to_owned(), edition);
        map.insert("about".to_owned(), about);
        map.insert("parameters".to_owned(), serde_json::to_value(settings).map_err(write)?);
        map.insert("convention".to_owned(), json!(convention));
        map.insert("working".to_owned(), serde_json::to_value(&reading.working).map_err(write)?);
    }
    Ok(answer)
}

fn list<T: DeserializeOwned>(value: Option<&Value>, noun: &str) -> Result<Vec<T>, Value> {
    let items = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(question::bad(&format!("{noun}s"), "a list")),
    };
    let read = |(at, item): (usize, &Value)| {
        let name = item.get("id").and_then(Value::as_str).map_or_else(|| format!("number {}", at + 1), |id| format!("“{id}”"));
        T::deserialize(item).map_err(|e| refusal("not_readable", format!("The {noun} {name} cannot be read: {e}.")))
    };
    items.iter().enumerate().map(read).collect()
}
