//! Reading a question file: what it may hold, and which option it got wrong.

use quantity::{Date, Direction, MeasureKind, Period};
use serde_json::{Map, Value};

use super::refusal;
use crate::spc::Point;

/// A question file as an object, its `options` (or `params`) and its `input`.
pub(super) struct Question {
    /// The file's own word for what it asks, where one command answers several.
    pub method: Option<String>,
    pub options: Map<String, Value>,
    pub input: Map<String, Value>,
}

const KNOWN: [&str; 14] = [
    "case",
    "source",
    "reference",
    "tolerance",
    "tolerance_rel",
    "tolerance_abs",
    "expected",
    "others",
    "method",
    "note",
    "types",
    "options",
    "params",
    "input",
];

/// A question whose options and input may be these.
pub(super) fn read(text: &str, known_options: &[&str], known_input: &[&str]) -> Result<Question, Value> {
    let question = open(text)?;
    known(&question.options, known_options)?;
    if let Some(other) = question.input.keys().find(|k| !known_input.contains(&k.as_str())) {
        return Err(refusal("unknown_field", format!("“{other}” is not part of “input”. Known are: {}.", known_input.join(", "))));
    }
    Ok(question)
}

/// A question as it stands: what its options and input may be, its reader says.
pub(super) fn open(text: &str) -> Result<Question, Value> {
    let whole: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|e| refusal("not_json", format!("The question is not JSON: {e}.")))?;
    let Value::Object(mut whole) = whole else {
        return Err(refusal("not_a_question", "The question has to be an object with “input” and “options”."));
    };
    if let Some(other) = whole.keys().find(|k| !KNOWN.contains(&k.as_str())) {
        return Err(refusal("unknown_field", format!("“{other}” is not part of a question. Known are: {}.", KNOWN.join(", "))));
    }
    let mut take = |name: &str| match whole.remove(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(map)) => Ok(map),
        Some(_) => Err(refusal("not_a_question", format!("“{name}” has to be an object."))),
    };
    let mut options = take("options")?;
    options.extend(take("params")?);
    let input = take("input")?;
    if input.is_empty() {
        return Err(refusal("no_input", "The question has no “input”."));
    }
    let method = match whole.remove("method") {
        None | Some(Value::Null) => None,
        Some(Value::String(word)) => Some(word),
        Some(_) => return Err(bad("method", "text")),
    };
    Ok(Question { method, options, input })
}

fn known(options: &Map<String, Value>, known: &[&str]) -> Result<(), Value> {
    match options.keys().find(|k| !known.contains(&k.as_str())) {
        Some(other) => Err(refusal("unknown_option", format!("The option “{other}” is not known. Known are: {}.", known.join(", ")))),
        None => Ok(()),
    }
}

/// Options alone, as a batch has them.
pub(super) fn options(options: &Value, known_options: &[&str]) -> Result<Question, Value> {
    let Value::Object(options) = options.clone() else { return Err(refusal("not_a_question", "The options have to be an object.")) };
    known(&options, known_options)?;
    Ok(Question { method: None, options, input: Map::new() })
}

pub(super) fn bad(name: &str, what: &str) -> Value {
    refusal("bad_option", format!("“{name}” has to be {what}."))
}

impl Question {
    fn option(&self, name: &str) -> Option<&Value> {
        self.options.get(name).filter(|v| !v.is_null())
    }

    pub fn number(&self, name: &str) -> Result<Option<f64>, Value> {
        self.option(name).map(|v| v.as_f64().ok_or_else(|| bad(name, "a number"))).transpose()
    }

    pub fn whole(&self, name: &str, most: u64) -> Result<Option<u64>, Value> {
        self.option(name)
            .map(|v| v.as_u64().filter(|n| *n <= most).ok_or_else(|| bad(name, &format!("a whole number from 0 to {most}"))))
            .transpose()
    }

    pub fn truth(&self, name: &str) -> Result<Option<bool>, Value> {
        self.option(name).map(|v| v.as_bool().ok_or_else(|| bad(name, "true or false"))).transpose()
    }

    pub fn text(&self, name: &str) -> Result<Option<&str>, Value> {
        self.option(name).map(|v| v.as_str().ok_or_else(|| bad(name, "text"))).transpose()
    }

    pub fn direction(&self) -> Result<Direction, Value> {
        direction(self.text("improvement_direction")?.unwrap_or("increase"))
    }

    pub fn kind(&self) -> Result<MeasureKind, Value> {
        let Some(code) = self.text("kind")? else { return Ok(MeasureKind::Value) };
        MeasureKind::parse(code).ok_or_else(|| {
            let known: Vec<_> = MeasureKind::ALL.iter().map(|k| k.code()).collect();
            bad("kind", &format!("one of {}", known.join(", ")))
        })
    }

    /// An option read by its own type, if it is there.
    pub fn typed<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Value> {
        self.option(name).map(|v| T::deserialize(v).map_err(|e| bad(name, &format!("readable: {e}")))).transpose()
    }

    pub fn dates(&self, name: &str) -> Result<Vec<Date>, Value> {
        match self.option(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(list)) => list.iter().map(date).collect(),
            Some(one) => Ok(vec![date(one)?]),
        }
    }
}

pub(super) fn direction(word: &str) -> Result<Direction, Value> {
    match word {
        "increase" => Ok(Direction::High),
        "decrease" => Ok(Direction::Low),
        "neutral" => Ok(Direction::Neither),
        _ => Err(bad("improvement_direction", "increase, decrease or neutral")),
    }
}

pub(super) fn date(value: &Value) -> Result<Date, Value> {
    let text = value.as_str().ok_or_else(|| bad("a date", "text such as 2026-10-01"))?;
    // A time of day after the date, as some programs write it, changes nothing.
    let day = text.get(..10).filter(|_| text.as_bytes().get(10).is_none_or(|b| matches!(b, b'T' | b' '))).unwrap_or(text);
    day.parse().map_err(|_| refusal("not_a_date", format!("“{text}” is not a date: write it as 2026-10-01.")))
}

/// One stretch of points: `dates` with `values`, or with `numerators` and `denominators`.
pub(super) fn points(part: &Map<String, Value>, whole_periods: bool) -> Result<Vec<Point>, Value> {
    let list = |name: &str| match part.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(list)) => Ok(Some(list)),
        Some(_) => Err(bad(name, "a list")),
    };
    let dates = list("dates")?.ok_or_else(|| refusal("no_dates", "The input has no “dates”."))?;
    let dates = dates.iter().map(date).collect::<Result<Vec<Date>, Value>>()?;
    let (values, numerators, denominators) = (list("values")?, list("numerators")?, list("denominators")?);
    for (name, other) in [("values", values), ("numerators", numerators), ("denominators", denominators)] {
        if let Some(other) = other.filter(|o| o.len() != dates.len()) {
            let message =
                format!("There are {} dates but {} {name}. Give one for each date, null where it is missing.", dates.len(), other.len());
            return Err(refusal("lengths_differ", message));
        }
    }
    if values.is_none() && (numerators.is_none() || denominators.is_none()) {
        return Err(refusal("no_values", "The input has neither “values” nor “numerators” with “denominators”."));
    }
    let counted = |list: Option<&Vec<Value>>, name: &str, at: usize| match list.and_then(|l| l.get(at)) {
        None | Some(Value::Null) => Ok(None),
        Some(v) => {
            v.as_u64().map(Some).ok_or_else(|| refusal("not_a_number", format!("Number {} of “{name}” is not a whole number.", at + 1)))
        }
    };
    let periods = if whole_periods { whole(&dates) } else { dates.iter().copied().map(Period::Day).collect() };
    periods
        .into_iter()
        .enumerate()
        .map(|(at, period)| {
            let (numerator, denominator) = (counted(numerators, "numerators", at)?, counted(denominators, "denominators", at)?);
            let value = match values.and_then(|l| l.get(at)) {
                Some(Value::Null) => None,
                Some(v) => Some(v.as_f64().ok_or_else(|| refusal("not_a_number", format!("Value {} is not a number.", at + 1)))?),
                None => numerator.zip(denominator).filter(|(_, n)| *n > 0).map(|(k, n)| k as f64 / n as f64),
            };
            Ok(Point { period, value, numerator, denominator, provisional: false })
        })
        .collect()
}

/// Dates read as the periods they begin: months, quarters where every step is a multiple of three months, weeks; else days.
fn whole(dates: &[Date]) -> Vec<Period> {
    let mut sorted = dates.to_vec();
    sorted.sort();
    let firsts = sorted.iter().all(|d| d.day() == 1);
    let apart = |d: &Date| i32::from(d.year()) * 12 + i32::from(d.month());
    if firsts
        && sorted.len() > 1
        && sorted.windows(2).all(|w| (apart(&w[1]) - apart(&w[0])) % 3 == 0)
        && sorted.iter().all(|d| d.month() % 3 == 1)
    {
        return dates.iter().map(|d| Period::Quarter(quantity::Month::of(*d))).collect();
    }
    if firsts {
        return dates.iter().map(|d| Period::Month(quantity::Month::of(*d))).collect();
    }
    let same_weekday = sorted.windows(2).all(|w| w[0].weekday() == w[1].weekday());
    if sorted.len() > 1 && same_weekday {
        let weeks: Vec<Period> = dates.iter().filter_map(|d| Period::week_of(*d)).collect();
        if weeks.len() == dates.len() {
            return weeks;
        }
    }
    dates.iter().copied().map(Period::Day).collect()
}
