//! Options and criteria of a question file: a bare `matrix`, or a case with value functions.

use quantity::Direction;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::question::{Question, bad};
use super::refusal;
use crate::criteria::{Case, Criterion, Preference, Refusal, Voice, case, neutral};

/// A table of figures with the direction of good of each column.
pub(super) struct OptionsTable {
    pub options: Vec<String>,
    pub criteria: Vec<String>,
    pub rows: Vec<Vec<f64>>,
    pub better: Vec<Direction>,
}

impl OptionsTable {
    pub fn criteria(&self) -> Vec<&str> {
        self.criteria.iter().map(String::as_str).collect()
    }
}

pub(super) fn refused(r: Refusal) -> Value {
    refusal(r.code(), r.message())
}

fn typed<T: DeserializeOwned>(input: &Map<String, Value>, name: &str) -> Result<Option<T>, Value> {
    let found = input.get(name).filter(|v| !v.is_null());
    found.map(|v| T::deserialize(v).map_err(|e| bad(name, &format!("readable: {e}")))).transpose()
}

fn needed<T: DeserializeOwned>(input: &Map<String, Value>, name: &str) -> Result<T, Value> {
    typed(input, name)?.ok_or_else(|| refusal("no_input", format!("The input has no “{name}”.")))
}

/// `matrix` and `types` (1 where high is good, −1 where low is), with `options` and `criteria` as names where they are given.
pub(super) fn matrix(input: &Map<String, Value>) -> Result<OptionsTable, Value> {
    let rows: Vec<Vec<f64>> = needed(input, "matrix")?;
    let types: Vec<i64> = needed(input, "types")?;
    let better = types
        .iter()
        .map(|t| match t {
            1 => Ok(Direction::High),
            -1 => Ok(Direction::Low),
            _ => Err(bad("types", "a list of 1 (high is good) and −1 (low is good)")),
        })
        .collect::<Result<Vec<Direction>, Value>>()?;
    let numbered = |word: &str, count: usize| (1..=count).map(|n| format!("{word} {n}")).collect::<Vec<String>>();
    let options = typed(input, "options")?.unwrap_or_else(|| numbered("option", rows.len()));
    let criteria = match input.get("criteria").filter(|v| !v.is_null()) {
        None => numbered("criterion", types.len()),
        Some(Value::Array(list)) => list.iter().map(named).collect::<Result<Vec<String>, Value>>()?,
        Some(_) => return Err(bad("criteria", "a list")),
    };
    if criteria.len() != better.len() {
        return Err(refused(Refusal::OneForEach { what: "types", have: better.len(), need: criteria.len(), of: "criteria" }));
    }
    let table = OptionsTable { options, criteria, rows, better };
    case::check_table(&table.options, &table.criteria(), &table.rows).map_err(refused)?;
    Ok(table)
}

/// The name of a criterion that is a word, or a word with a reason why the delivery model counts.
fn named(value: &Value) -> Result<String, Value> {
    let criterion = match value {
        Value::String(name) => Criterion { range: None, swing: None, ..Criterion::new(name.clone(), 0.0, 1.0, 0.0) },
        other => serde_json::from_value(other.clone()).map_err(|e| bad("criteria", &format!("readable: {e}")))?,
    };
    neutral::check(&criterion).map_err(refused)?;
    Ok(criterion.name)
}

/// `options`, `criteria` with ranges, and `performance`, with `voices` and `checks` where they are given.
pub(super) fn case(input: &Map<String, Value>) -> Result<Case, Value> {
    Ok(Case {
        options: needed(input, "options")?,
        criteria: needed(input, "criteria")?,
        performance: needed(input, "performance")?,
        voices: typed::<Vec<Voice>>(input, "voices")?.unwrap_or_default(),
        checks: typed(input, "checks")?.unwrap_or_default(),
    })
}

/// `preference_function` with its `p` and `q`: one for all criteria, or a list with one for each.
pub(super) fn preferences(question: &Question, criteria: usize) -> Result<Vec<Preference>, Value> {
    let functions: Vec<String> =
        one_or_each(question, "preference_function", criteria)?.unwrap_or_else(|| vec!["usual".to_owned(); criteria]);
    let q: Option<Vec<f64>> = one_or_each(question, "q", criteria)?;
    let p: Option<Vec<f64>> = one_or_each(question, "p", criteria)?;
    let threshold = |list: &Option<Vec<f64>>, name: &str, at: usize| {
        let found = list.as_ref().and_then(|l| l.get(at)).copied();
        found.ok_or_else(|| {
            refusal("threshold_missing", format!("This preference function needs “{name}”: one number, or one a criterion."))
        })
    };
    let of = |(at, function): (usize, &String)| match function.as_str() {
        "usual" => Ok(Preference::Usual),
        "ushape" => Ok(Preference::Ushape { q: threshold(&q, "q", at)? }),
        "vshape" => Ok(Preference::Vshape { p: threshold(&p, "p", at)? }),
        "level" => Ok(Preference::Level { q: threshold(&q, "q", at)?, p: threshold(&p, "p", at)? }),
        "vshape_2" => Ok(Preference::Vshape2 { q: threshold(&q, "q", at)?, p: threshold(&p, "p", at)? }),
        _ => Err(bad("preference_function", &format!("one of {}", Preference::NAMES.join(", ")))),
    };
    functions.iter().enumerate().map(of).collect()
}

fn one_or_each<T: DeserializeOwned + Clone>(question: &Question, name: &str, criteria: usize) -> Result<Option<Vec<T>>, Value> {
    let Some(value) = question.typed::<Value>(name)? else { return Ok(None) };
    let unreadable = |e: serde_json::Error| bad(name, &format!("readable: {e}"));
    if value.is_array() {
        let list: Vec<T> = serde_json::from_value(value).map_err(unreadable)?;
        if list.len() != criteria {
            return Err(bad(name, &format!("one, or a list of {criteria}: one for each criterion")));
        }
        return Ok(Some(list));
    }
    Ok(Some(vec![serde_json::from_value(value).map_err(unreadable)?; criteria]))
}
