//! `calc smaa`: how often each option has each rank, under weights drawn at random.

use serde_json::{Map, Value, json};

use super::options_table::{self, refused};
use super::question::{self, Question, bad};
use super::{card, refusal};
use crate::criteria::{Normalisation, appraise, normalise, promethee};
use crate::smaa::{self, Ask, Refusal, Uncertainty, Weights};

const OPTIONS: [&str; 13] = [
    "scale",
    "weights",
    "importance_rank",
    "given_weights",
    "weight_ranges",
    "noise_sd",
    "draws",
    "seed",
    "pairwise",
    "model",
    "preference_function",
    "p",
    "q",
];
const INPUT: [&str; 5] = ["matrix", "types", "options", "criteria", "performance"];
/// With more options pairs are compared only where it is asked: they are as many as options squared.
const PAIRS_UNASKED: usize = 200;

/// Values to be weighed, and the names they go by.
struct Valued {
    options: Vec<String>,
    criteria: Vec<String>,
    values: Vec<Vec<f64>>,
}

/// Rank acceptability, central weights, confidence and pairwise winning of the options of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn smaa(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let model = question.text("model")?.unwrap_or("additive");
    let scale = question.text("scale")?.unwrap_or("min-max");
    let valued = match model {
        "additive" => additive(&question, scale)?,
        "promethee" => two_by_two(&question)?,
        _ => return Err(bad("model", "additive or promethee")),
    };
    let uncertainty = uncertainty(&question)?;
    if model == "promethee" && uncertainty != Uncertainty::None {
        return Err(refusal(
            "noise_needs_values",
            "Uncertain scores are answered for additive value only. Leave “noise_sd” out, or use the additive model.",
        ));
    }
    let usual = Ask::default();
    let ask = Ask {
        weights: weights(&question)?,
        uncertainty,
        draws: question.whole("draws", u64::from(u32::MAX))?.map_or(usual.draws, |n| n as u32),
        seed: question.whole("seed", u64::MAX)?.unwrap_or(usual.seed),
        pairwise: question.truth("pairwise")?.unwrap_or(valued.options.len() <= PAIRS_UNASKED),
    };
    let reading = smaa::read(&valued.values, &ask).map_err(|r: Refusal| refusal(r.code(), r.message()))?;
    let (method, edition, about) = card(smaa::METHOD);
    let mut answer = Map::new();
    let mut put = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    put("method", method);
    put("edition", edition);
    put("about", about);
    let mut parameters =
        json!({ "model": model, "weights": ask.weights, "noise_sd": ask.uncertainty, "draws": ask.draws, "seed": ask.seed });
    if model == "additive" {
        parameters["scale"] = json!(scale);
    }
    put("parameters", parameters);
    put("options", json!(valued.options));
    put("criteria", json!(valued.criteria));
    put("draws", json!(reading.draws));
    put("rank_acceptability", json!(reading.ranks.shares()));
    if let Some(pairs) = &reading.pairwise_winning {
        put("pairwise_winning", json!(pairs));
    }
    put("central_weights", json!(reading.central_weights));
    put("confidence", json!(reading.confidence));
    put("mean_rank", json!(reading.mean_ranks()));
    put("working", json!(reading.working(&valued.options, &valued.criteria)));
    Ok(Value::Object(answer))
}

fn additive(question: &Question, scale: &str) -> Result<Valued, Value> {
    if scale == "value_functions" {
        let mut case = options_table::case(&question.input)?;
        // Weights are drawn: what was agreed does not enter.
        case.criteria.iter_mut().for_each(|c| c.swing = Some(1.0));
        let reading = appraise(&case).map_err(refused)?;
        let criteria = case.criteria.iter().map(|c| c.name.clone()).collect();
        return Ok(Valued { options: case.options, criteria, values: reading.values });
    }
    let table = options_table::matrix(&question.input)?;
    let values = match scale {
        "min-max" => normalise::normalise(&table.rows, &table.better, Normalisation::Minmax, &table.criteria()).map_err(refused)?,
        "none" => {
            let turned = |row: &Vec<f64>| row.iter().zip(&table.better).map(|(x, b)| f64::from(b.sign()) * x).collect();
            table.rows.iter().map(turned).collect()
        }
        _ => return Err(bad("scale", "min-max, none or value_functions")),
    };
    Ok(Valued { options: table.options, criteria: table.criteria, values })
}

/// Net flows of single criteria: weighed, they are the net flow.
fn two_by_two(question: &Question) -> Result<Valued, Value> {
    let table = options_table::matrix(&question.input)?;
    let preferences = options_table::preferences(question, table.criteria.len())?;
    let values = promethee::net_by_criterion(&table.rows, &table.better, &preferences, &table.criteria()).map_err(refused)?;
    Ok(Valued { options: table.options, criteria: table.criteria, values })
}

fn weights(question: &Question) -> Result<Weights, Value> {
    let needs = |name: &str| refusal("weights_missing", format!("These weights need “{name}”: one number for each criterion."));
    match question.text("weights")?.unwrap_or("uniform") {
        "uniform" => Ok(Weights::Uniform),
        "ordinal" => Ok(Weights::Ordinal(question.typed("importance_rank")?.ok_or_else(|| needs("importance_rank"))?)),
        "given" => Ok(Weights::Given(question.typed("given_weights")?.ok_or_else(|| needs("given_weights"))?)),
        "within" => Ok(Weights::Within(question.typed("weight_ranges")?.ok_or_else(|| needs("weight_ranges"))?)),
        _ => Err(bad("weights", "uniform, ordinal, given or within")),
    }
}

/// One standard deviation a criterion, or a row of them for each option.
fn uncertainty(question: &Question) -> Result<Uncertainty, Value> {
    let Some(found) = question.typed::<Value>("noise_sd")? else { return Ok(Uncertainty::None) };
    let unreadable = |e: serde_json::Error| bad("noise_sd", &format!("a list of numbers, or a row of them for each option: {e}"));
    let by_score = found.as_array().is_some_and(|list| list.first().is_some_and(Value::is_array));
    if by_score {
        return Ok(Uncertainty::ByScore(serde_json::from_value(found).map_err(unreadable)?));
    }
    Ok(Uncertainty::ByCriterion(serde_json::from_value(found).map_err(unreadable)?))
}
