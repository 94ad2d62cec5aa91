//! `calc benchmark`: one place beside its peers; with `series` its trend, with `spend` where it lies on both.

use serde_json::{Map, Value, json};

use super::question::{self, Question, bad};
use super::{card, number, optional, refusal};
use crate::benchmark::{self, Ask, Figure, Reading, Refusal, Settings, quadrant, trend};

const OPTIONS: [&str; 5] = ["improvement_direction", "of", "fewest_peers", "fewest_for_quarters", "far"];
const INPUT: [&str; 6] = ["places", "values", "low", "high", "spend", "series"];

/// The comparison of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn benchmark(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let of = question.text("of")?.ok_or_else(|| bad("of", "the place asked about"))?;
    let usual = Settings::default();
    let count = |name: &str, usual: usize| Ok::<usize, Value>(question.whole(name, 100_000)?.map_or(usual, |n| n as usize));
    let settings = Settings {
        fewest_peers: count("fewest_peers", usual.fewest_peers)?,
        fewest_for_quarters: count("fewest_for_quarters", usual.fewest_for_quarters)?,
        far: question.number("far")?.unwrap_or(usual.far),
    };
    let ask = Ask { better: question.direction()?, settings };
    let (figures, left_out) = figures(&question)?;
    let refused = |r: Refusal| refusal(r.code(), r.message());
    let own = figures.iter().find(|f| f.place == of).ok_or_else(|| refused(Refusal::NotThere(of.to_owned())))?;
    let mut peers = figures.clone();
    if let Some(at) = peers.iter().position(|f| f.place == of) {
        peers.remove(at);
    }
    let reading = benchmark::read(own, &peers, &ask).map_err(refused)?;
    let mut answer = answer(&reading, &peers);
    if let Some(map) = answer.as_object_mut() {
        map.insert("left_out".into(), json!(left_out));
        if let Some(series) = question.input.get("series") {
            map.insert("trend".into(), series_trend(series, &ask)?);
        }
        if question.input.contains_key("spend") {
            map.insert("spend_and_outcome".into(), quadrants(&question, &figures, &ask)?);
        }
    }
    Ok(answer)
}

/// The answer of a reading, as `calc` prints it and as a result is kept.
pub fn answer(reading: &Reading, peers: &[Figure]) -> Value {
    let (method, edition, about) = card(benchmark::METHOD);
    let spread = &reading.spread;
    json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": { "better": reading.ask.better, "settings": reading.ask.settings },
        "of": reading.own.place,
        "value": number(reading.own.value),
        "low": optional(reading.own.range.map(|r| r.0)),
        "high": optional(reading.own.range.map(|r| r.1)),
        "peers": spread.count,
        "least": number(spread.least),
        "lower_quarter": number(spread.lower_quarter),
        "median": number(spread.median),
        "upper_quarter": number(spread.upper_quarter),
        "most": number(spread.most),
        "mean": number(spread.mean),
        "mad": number(reading.robust.mad),
        "mads_from_median": optional(reading.distance),
        "quarters": reading.quarters,
        "standing": reading.standing,
        "is_far": reading.is_far,
        "working": reading.working(peers),
    })
}

fn list<'q>(input: &'q Map<String, Value>, name: &str) -> Result<Option<&'q Vec<Value>>, Value> {
    match input.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(list)) => Ok(Some(list)),
        Some(_) => Err(bad(name, "a list")),
    }
}

fn figure(name: &str, value: Option<&Value>) -> Result<Option<f64>, Value> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_f64()
            .map(Some)
            .ok_or_else(|| refusal("not_a_number", format!("A figure of “{name}” is not a number. Correct it, or leave it empty."))),
    }
}

/// The places with a figure, and the names of those without.
fn figures(question: &Question) -> Result<(Vec<Figure>, Vec<String>), Value> {
    let need = |name: &str| list(&question.input, name)?.ok_or_else(|| refusal("no_values", format!("The input has no list “{name}”.")));
    let (places, values) = (need("places")?, need("values")?);
    let (low, high) = (list(&question.input, "low")?, list(&question.input, "high")?);
    for (name, other) in [("values", Some(values)), ("low", low), ("high", high), ("spend", list(&question.input, "spend")?)] {
        if let Some(other) = other.filter(|o| o.len() != places.len()) {
            let message =
                format!("There are {} places but {} in “{name}”. Give one for each, null where it is missing.", places.len(), other.len());
            return Err(refusal("lengths_differ", message));
        }
    }
    let (mut found, mut left_out) = (Vec::with_capacity(places.len()), Vec::new());
    for (at, place) in places.iter().enumerate() {
        let place = place.as_str().map_or_else(|| place.to_string(), str::to_owned);
        let end = |list: Option<&Vec<Value>>| figure(&place, list.and_then(|l| l.get(at)));
        let range = match (end(low)?, end(high)?) {
            (Some(low), Some(high)) => Some((low, high)),
            (None, None) => None,
            _ => return Err(refusal("range_crossed", format!("“{place}” has one end of a range. Give both, or neither."))),
        };
        match figure(&place, values.get(at))? {
            Some(value) => found.push(Figure { place, value, range }),
            None => left_out.push(place),
        }
    }
    Ok((found, left_out))
}

fn series_trend(series: &Value, ask: &Ask) -> Result<Value, Value> {
    let Value::Object(series) = series else { return Err(bad("series", "an object with “from”, “to” and “values”")) };
    let need = |name: &str| list(series, name)?.ok_or_else(|| refusal("no_values", format!("The series has no list “{name}”.")));
    let (from, to, values) = (need("from")?, need("to")?, need("values")?);
    if from.len() != values.len() || to.len() != values.len() {
        return Err(refusal("lengths_differ", "Give a “from” and a “to” for each value of the series."));
    }
    let mut points = Vec::with_capacity(values.len());
    for ((from, to), value) in from.iter().zip(to).zip(values) {
        let (start, end) = (question::date(from)?, question::date(to)?);
        if let Some(value) = figure(&start.to_string(), Some(value))? {
            points.push(trend::Point { start, end, label: start.to_string(), value });
        }
    }
    Ok(match trend::read(&points, ask.better) {
        Ok(reading) => json!(reading),
        // Too few years are no reason to keep the comparison back.
        Err(r) => refusal(r.code(), r.message()),
    })
}

fn quadrants(question: &Question, figures: &[Figure], ask: &Ask) -> Result<Value, Value> {
    let places = list(&question.input, "places")?.map_or(&[][..], Vec::as_slice);
    let spend = list(&question.input, "spend")?.map_or(&[][..], Vec::as_slice);
    let mut pairs = Vec::new();
    for (place, spend) in places.iter().zip(spend) {
        let place = place.as_str().map_or_else(|| place.to_string(), str::to_owned);
        if let (Some(outcome), Some(spend)) = (figures.iter().find(|f| f.place == place).map(|f| f.value), figure(&place, Some(spend))?) {
            pairs.push(quadrant::Pair { place, spend, outcome });
        }
    }
    Ok(match quadrant::read(&pairs, ask.better) {
        Ok(placed) => placed
            .into_iter()
            .map(|p| json!({ "place": p.place, "spend": number(p.spend), "outcome": number(p.outcome), "quadrant": p.quadrant, "in_words": p.quadrant.words() }))
            .collect(),
        Err(r) => refusal(r.code(), r.message()),
    })
}
