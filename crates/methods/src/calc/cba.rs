//! `calc cba`: costs and benefits of options, who pays and who gains, and what the choice turns on.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::{card, question, refusal};
use crate::appraisal::{self, Ask, CostedOption, Flow, Settings};

const OPTIONS: [&str; 18] = [
    "years",
    "discount_schedule",
    "other_schedules",
    "green_book_edition",
    "base_year",
    "deflators",
    "unit",
    "optimism_bias",
    "bias_must_be_alike",
    "confidence_corrections",
    "distribution",
    "horizons",
    "drivers",
    "scenarios",
    "simulation",
    "not_payers",
    "full_cost_required",
    "working",
];
const INPUT: [&str; 2] = ["options", "business_as_usual"];

/// The appraisal of the options of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn cba(question_json: &str) -> Result<Value, Value> {
    let mut question = question::read(question_json, &OPTIONS, &INPUT)?;
    let with_working = question.truth("working")?.unwrap_or(true);
    question.options.remove("working");
    let settings = settings(question.options)?;
    let ask = Ask { options: options(&question.input)?, business_as_usual: usual(&question.input)? };
    let appraisal = appraisal::appraise(&ask, &settings).map_err(|r| refusal(r.code(), r.message()))?;
    let (method, edition, about) = card(appraisal::METHOD);
    let mut answer = to_value(&appraisal)?;
    if let Some(map) = answer.as_object_mut() {
        map.insert("method".to_owned(), method);
        map.insert("edition".to_owned(), edition);
        map.insert("about".to_owned(), about);
        map.insert("parameters".to_owned(), to_value(&settings)?);
        map.insert("green_book_edition".to_owned(), json!(settings.green_book_edition));
        map.insert("convention".to_owned(), json!("Year 0 is not discounted; each later year is discounted whole years back to it."));
        if with_working {
            map.insert("working".to_owned(), to_value(&appraisal.working)?);
        }
    }
    Ok(answer)
}

fn to_value(of: &impl serde::Serialize) -> Result<Value, Value> {
    serde_json::to_value(of).map_err(|e| refusal("not_json", format!("The answer cannot be written: {e}.")))
}

/// Read one by one, so that what is wrong is named by its place.
fn typed<T: DeserializeOwned>(at: &str, value: Value) -> Result<T, Value> {
    T::deserialize(value).map_err(|e| refusal("not_readable", format!("{at} cannot be read: {e}.")))
}

fn settings(options: Map<String, Value>) -> Result<Settings, Value> {
    for (name, mend) in [
        ("years", "how many years are appraised, year 0 among them"),
        ("discount_schedule", "the dated schedule in force, as [[30, 0.035], [75, 0.03], [null, 0.025]]: last year and rate of each step"),
    ] {
        if options.get(name).is_none_or(Value::is_null) {
            let code = if name == "years" { "years" } else { "no_discount_schedule" };
            return Err(refusal(code, format!("The options have no “{name}”. Give {mend}.")));
        }
    }
    if let Err(e) =
        options.get("discount_schedule").map_or(Ok(appraisal::Schedule::default()), |s| typed("The discount schedule", s.clone()))
    {
        let _: Value = e;
        let mend = "The discount schedule cannot be read. Write its steps as [last year, rate], [first year, last year, rate] or \
                    {\"from\", \"until\", \"rate\"}; 3.5% is 0.035, and null is no last year.";
        return Err(refusal("not_readable", mend));
    }
    typed("The options", Value::Object(options))
}

fn usual(input: &Map<String, Value>) -> Result<Option<String>, Value> {
    match input.get("business_as_usual") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(id)) => Ok(Some(id.clone())),
        Some(_) => Err(question::bad("business_as_usual", "the id of an option")),
    }
}

fn options(input: &Map<String, Value>) -> Result<Vec<CostedOption>, Value> {
    let Some(Value::Array(list)) = input.get("options") else {
        return Err(refusal("no_options", "The input has no list of “options”."));
    };
    list.iter().enumerate().map(|(at, option)| one(at, option)).collect()
}

fn one(at: usize, option: &Value) -> Result<CostedOption, Value> {
    let Value::Object(map) = option else { return Err(refusal("not_readable", format!("Option {} is not an object.", at + 1))) };
    let id = map.get("id").and_then(Value::as_str).map_or_else(|| format!("number {}", at + 1), |id| format!("“{id}”"));
    let mut rest = map.clone();
    let flows = match rest.insert("flows".to_owned(), json!([])) {
        Some(Value::Array(flows)) => flows,
        _ => return Err(refusal("not_readable", format!("The option {id} has no list of “flows”."))),
    };
    let mut option: CostedOption = typed(&format!("The option {id}"), Value::Object(rest))?;
    option.flows = flows.into_iter().enumerate().map(|(at, value)| flow(&id, at, value)).collect::<Result<_, Value>>()?;
    Ok(option)
}

fn flow(option: &str, at: usize, value: Value) -> Result<Flow, Value> {
    let name = value.get("name").and_then(Value::as_str).map_or_else(|| format!("Line {}", at + 1), |name| format!("“{name}”"));
    let amounts = value.get("amounts").and_then(Value::as_array);
    if let Some((year, wrong)) = amounts.and_then(|a| a.iter().enumerate().find(|(_, v)| !(v.is_number() || v.is_null()))) {
        let message = format!(
            "{name} of the option {option}: {wrong} in year {year} is not a number. Write amounts as plain numbers, all in one unit: 1200000."
        );
        return Err(refusal("not_a_number", message));
    }
    typed(&format!("{name} of the option {option}"), value)
}
