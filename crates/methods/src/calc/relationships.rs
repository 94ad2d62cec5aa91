//! `calc relationships`: the partnership check, the gap in skills, or what a collaboration is worth, as the file's `method` says.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::question::{self, Question};
use super::{card, refusal};
use crate::Method;
use crate::relationships::{collaboration, partnership_check, skills};

const OPTIONS: [&str; 3] = ["apart_from", "low_to", "without_outcome"];
const INPUT: [&str; 5] = ["sides", "answers", "needs", "supplies", "reviews"];

/// The answer of a question file with its settings.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn relationships(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let (method, parameters, reading) = match question.method.as_deref() {
        Some("partnership-check") => check(&question)?,
        Some("skills-gap") => gap(&question)?,
        Some("collaboration-worth") => worth(&question)?,
        _ => return Err(refusal("no_method", "Say which: “method” is partnership-check, skills-gap or collaboration-worth.")),
    };
    let (code, edition, about) = card(method);
    let mut answer = json!({ "method": code, "edition": edition, "about": about, "parameters": parameters });
    if let (Some(answer), Value::Object(reading)) = (answer.as_object_mut(), reading) {
        answer.extend(reading);
    }
    Ok(answer)
}

type Answered = Result<(Method, Value, Value), Value>;

fn check(question: &Question) -> Answered {
    let usual = partnership_check::Settings::default();
    let settings = partnership_check::Settings {
        apart_from: question.number("apart_from")?.unwrap_or(usual.apart_from),
        low_to: question.number("low_to")?.unwrap_or(usual.low_to),
    };
    let (sides, answers): (Vec<String>, Vec<partnership_check::Answer>) = (list(question, "sides")?, list(question, "answers")?);
    let reading = partnership_check::read(&sides, &answers, &settings).map_err(|r| refusal(r.code(), r.to_string()))?;
    Ok((partnership_check::METHOD, json!(settings), json!(reading)))
}

fn gap(question: &Question) -> Answered {
    let (needs, supplies): (Vec<skills::Need>, Vec<skills::Supply>) = (list(question, "needs")?, list(question, "supplies")?);
    let reading = skills::read(&needs, &supplies).map_err(|r| refusal(r.code(), r.to_string()))?;
    Ok((skills::METHOD, json!({}), json!(reading)))
}

fn worth(question: &Question) -> Answered {
    let usual = collaboration::Settings::default();
    let without_outcome = question.whole("without_outcome", 1_000)?.and_then(|n| u32::try_from(n).ok());
    let settings = collaboration::Settings { without_outcome: without_outcome.unwrap_or(usual.without_outcome) };
    let reviews: Vec<collaboration::Review> = list(question, "reviews")?;
    let reading = collaboration::read(&reviews, &settings).map_err(|r| refusal(r.code(), r.to_string()))?;
    Ok((collaboration::METHOD, json!(settings), json!(reading)))
}

/// A list of the input, empty where it is not there.
fn list<T: DeserializeOwned>(question: &Question, name: &str) -> Result<Vec<T>, Value> {
    match question.input.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(value) => {
            serde_json::from_value(value.clone()).map_err(|e| refusal("not_a_question", format!("“{name}” cannot be read: {e}.")))
        }
    }
}
