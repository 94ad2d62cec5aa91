//! `calc neighbours`: which places are most like one, on features somebody chose.

use serde_json::{Value, json};

use super::question::{self, bad};
use super::{card, refusal};
use crate::benchmark::NEIGHBOURS;
use crate::benchmark::neighbours::{self, Feature, Place};

const OPTIONS: [&str; 2] = ["of", "most"];
const INPUT: [&str; 2] = ["features", "places"];
/// As many as national lists name.
const MOST: u64 = 20;

/// The nearest places of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn neighbours(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let of = question.text("of")?.ok_or_else(|| bad("of", "the place asked about"))?;
    let most = question.whole("most", 10_000)?.unwrap_or(MOST) as usize;
    let (features, places) = (part::<Vec<Feature>>(&question, "features")?, part::<Vec<Place>>(&question, "places")?);
    let mut reading = neighbours::read(of, &features, &places).map_err(|r| refusal(r.code(), r.message()))?;
    reading.nearest.truncate(most);
    let (method, edition, about) = card(NEIGHBOURS);
    Ok(json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": { "of": of, "most": most, "features": reading.features },
        "nearest": reading.nearest,
        "left_out": reading.left_out.iter().map(|(place, feature)| json!({ "place": place, "no_figure_for": feature })).collect::<Vec<_>>(),
        "working": reading.working(),
    }))
}

fn part<T: serde::de::DeserializeOwned>(question: &question::Question, name: &str) -> Result<T, Value> {
    let found = question.input.get(name).cloned().ok_or_else(|| refusal("no_values", format!("The input has no list “{name}”.")))?;
    serde_json::from_value(found).map_err(|e| refusal("not_a_question", format!("“{name}” cannot be read: {e}.")))
}
