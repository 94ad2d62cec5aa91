//! `calc capacity`: the input is the method's own question, the options its settings.

use serde_json::{Value, json};

use super::{card, question, refusal};
use crate::capacity::{Ask, METHOD, Settings, read};

/// Need against usable capacity, part by part.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn capacity(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &["short_below", "tight_below"], &["needs", "capacity"])?;
    let bad = |error: serde_json::Error| refusal("bad_input", format!("The input cannot be read: {error}."));
    let ask: Ask = serde_json::from_value(Value::Object(question.input.clone())).map_err(bad)?;
    let settings: Settings = serde_json::from_value(Value::Object(question.options.clone())).map_err(bad)?;
    let reading = read(&ask, &settings).map_err(|r| refusal(r.code(), r.to_string()))?;
    let (method, edition, about) = card(METHOD);
    let mut answer = json!(reading);
    if let Some(fields) = answer.as_object_mut() {
        fields.extend([("method", method), ("edition", edition), ("about", about)].map(|(key, value)| (key.to_owned(), value)));
    }
    Ok(answer)
}
