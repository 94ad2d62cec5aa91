//! `calc mcda`: options weighed on several criteria. The file's `method` says how: `additive` (value functions and swings), `wsm`,
//! `topsis` or `promethee` (a bare matrix).

use serde_json::{Value, json};

use super::options_table::{self, OptionsTable, refused};
use super::question::{self, Question, bad};
use super::{card, refusal};
use crate::criteria::beside::Other;
use crate::criteria::flip::Flip;
use crate::criteria::voices::Voices;
use crate::criteria::{self, Case, Normalisation, Reading, additive, normalise, promethee, rank, topsis, weights};

const OPTIONS: [&str; 4] = ["normalization", "preference_function", "p", "q"];
const INPUT: [&str; 8] = ["matrix", "weights", "types", "options", "criteria", "performance", "voices", "checks"];
const METHODS: &str = "additive, wsm, topsis or promethee";

/// Scores and ranks of the options of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn mcda(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    match question.method.as_deref() {
        Some("additive") => additive_value(&question),
        Some(asked @ ("wsm" | "topsis")) => scaled(&question, asked),
        Some("promethee") => two_by_two(&question),
        Some(other) => Err(refusal("unknown_method", format!("“{other}” is not answered here. Known are {METHODS}."))),
        None => Err(refusal("unknown_method", format!("The question does not say its “method”: {METHODS}."))),
    }
}

fn weights_of(question: &Question, table: &OptionsTable) -> Result<Vec<f64>, Value> {
    let Some(found) = question.input.get("weights") else {
        return Err(refused(criteria::Refusal::NoWeights));
    };
    let weights: Vec<f64> = serde_json::from_value(found.clone()).map_err(|e| bad("weights", &format!("a list of numbers: {e}")))?;
    let (have, need) = (weights.len(), table.criteria.len());
    if have != need {
        return Err(refused(criteria::Refusal::OneForEach { what: "weights", have, need, of: "criteria" }));
    }
    weights::given(&weights, |at| table.criteria.get(at).cloned().unwrap_or_default()).map_err(refused)?;
    Ok(weights)
}

fn only(question: &Question, known: &[&str], method: &str) -> Result<(), Value> {
    match question.options.keys().find(|k| !known.contains(&k.as_str())) {
        Some(other) => Err(refusal("unknown_option", format!("The option “{other}” is not one of “{method}”."))),
        None => Ok(()),
    }
}

/// Weighted sum and TOPSIS: a matrix scaled over its options.
fn scaled(question: &Question, asked: &str) -> Result<Value, Value> {
    only(question, &["normalization"], asked)?;
    let table = options_table::matrix(&question.input)?;
    let weights = weights_of(question, &table)?;
    let word = question.text("normalization")?.unwrap_or(if asked == "topsis" { "vector" } else { "minmax" });
    let how = Normalisation::parse(word).ok_or_else(|| {
        let known: Vec<_> = Normalisation::ALL.iter().map(|n| n.code()).collect();
        bad("normalization", &format!("one of {}", known.join(", ")))
    })?;
    let rows = normalise::normalise(&table.rows, &table.better, how, &table.criteria()).map_err(refused)?;
    let (card_of, scores, working) = if asked == "topsis" {
        let (best, worst): (Vec<f64>, Vec<f64>) = topsis::distances(&rows, &weights).into_iter().unzip();
        let working = json!({ "scaled": rows, "distance_from_best": best, "distance_from_worst": worst });
        (topsis::METHOD, topsis::closeness(&rows, &weights), working)
    } else {
        (criteria::METHOD, additive::totals(&rows, &weights), json!({ "scaled": rows }))
    };
    let (method, edition, about) = card(card_of);
    Ok(json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": { "method": asked, "normalization": how, "weights": weights },
        "options": table.options,
        "criteria": table.criteria,
        "score": scores,
        "rank": rank::ranks(&scores),
        "working": working,
    }))
}

fn two_by_two(question: &Question) -> Result<Value, Value> {
    only(question, &["preference_function", "p", "q"], "promethee")?;
    let table = options_table::matrix(&question.input)?;
    let weights = weights_of(question, &table)?;
    let preferences = options_table::preferences(question, table.criteria.len())?;
    let names = table.criteria();
    let flows = promethee::flows(&table.rows, &table.better, &preferences, &weights, &names).map_err(refused)?;
    let by_criterion = promethee::net_by_criterion(&table.rows, &table.better, &preferences, &names).map_err(refused)?;
    let (method, edition, about) = card(promethee::METHOD);
    Ok(json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": { "method": "promethee", "preference": preferences, "weights": weights },
        "options": table.options,
        "criteria": table.criteria,
        "phi_plus": flows.plus,
        "phi_minus": flows.minus,
        "phi_net": flows.net,
        "rank": rank::ranks(&flows.net),
        "working": { "net_flow_by_criterion": by_criterion },
    }))
}

fn additive_value(question: &Question) -> Result<Value, Value> {
    only(question, &[], "additive")?;
    let case = options_table::case(&question.input)?;
    let reading = criteria::appraise(&case).map_err(refused)?;
    Ok(answer(&reading, &case))
}

/// The answer of an appraisal, as `calc` prints it and as a result is kept.
pub fn answer(reading: &Reading, case: &Case) -> Value {
    let (method, edition, about) = card(criteria::METHOD);
    let option = |at: usize| json!(case.options.get(at));
    json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": { "method": "additive", "weights_from": reading.weights_from, "local_ranges": reading.is_local },
        "options": case.options,
        "criteria": case.criteria.iter().map(|c| &c.name).collect::<Vec<_>>(),
        "weights": reading.weights,
        "values": reading.values,
        "score": reading.totals,
        "rank": reading.ranks,
        "dominated_by": reading.dominated_by.iter().map(|by| by.map(option)).collect::<Vec<_>>(),
        "checks": reading.checks.iter().map(|c| json!({
            "left": c.check.left,
            "right": c.check.right,
            "answer": c.check.answer,
            "left_weight": c.left,
            "right_weight": c.right,
            "weights_say": c.weights_say,
            "agrees": c.agrees,
        })).collect::<Vec<_>>(),
        "voices": reading.voices.as_ref().map(|v| voices(v, case)),
        "beside": {
            "same_first": reading.beside.same_first,
            "topsis": other(&reading.beside.topsis, case),
            "promethee": other(&reading.beside.promethee, case),
        },
        "what_would_have_to_be_true": reading.flips.iter().map(|f| flip(f, case)).collect::<Vec<_>>(),
        "in_words": reading.in_words(case),
        "working": reading.working(case),
    })
}

fn other(other: &Other, case: &Case) -> Value {
    let name = |at: usize| json!(case.options.get(at));
    json!({
        "score": other.scores,
        "rank": other.ranks,
        "likeness": other.likeness,
        "same_first": other.same_first,
        "turned_round": other.turned_round.iter().map(|(ahead, behind)| json!([name(*ahead), name(*behind)])).collect::<Vec<_>>(),
    })
}

fn voices(voices: &Voices, case: &Case) -> Value {
    let group = |at: usize| json!(voices.groups.get(at).map(|g| &g.name));
    let criterion = |at: usize| json!(case.criteria.get(at).map(|c| &c.name));
    let mut said = json!({
        "groups": voices.groups.iter().map(|g| json!({
            "group": g.name,
            "people": g.people,
            "weights": g.weights,
            "lowest": g.lowest,
            "highest": g.highest,
            "spread": g.spread,
            "score": g.totals,
            "rank": g.ranks,
        })).collect::<Vec<_>>(),
        "distances": voices.distances.iter().map(|d| json!({ "between": [group(d.one), group(d.other)], "share": d.share })).collect::<Vec<_>>(),
        "most_disputed": voices.most_disputed.map(|(at, share)| json!({ "criterion": criterion(at), "share": share })),
        "agreement": voices.agreement,
        "same_first": voices.same_first,
        "mean": voices.mean,
    });
    if let Some(common) = &voices.common {
        said["common"] = json!({
            "people": common.people,
            "holds": common.holds(),
            "bounds": common.bounds,
            "apart": common.apart.iter().map(|(at, share)| json!({ "criterion": criterion(*at), "share": share })).collect::<Vec<_>>(),
        });
    }
    said
}

fn flip(flip: &Flip, case: &Case) -> Value {
    let option = |at: usize| json!(case.options.get(at));
    let criterion = |at: usize| json!(case.criteria.get(at).map(|c| &c.name));
    json!({
        "first": option(flip.first),
        "option": option(flip.rival),
        "lead": flip.lead,
        "weights": flip.weights.iter().map(|w| json!({
            "criterion": criterion(w.criterion), "now": w.now, "needed": w.needed, "above": w.above, "leads": w.leads,
        })).collect::<Vec<_>>(),
        "figures": flip.figures.iter().map(|f| json!({
            "criterion": criterion(f.criterion), "option": option(f.option), "now": f.now, "needed": f.needed,
        })).collect::<Vec<_>>(),
        "least_move": flip.least_move.as_ref().map(|m| json!({
            "share": m.share,
            "from": m.from.iter().map(|(at, share)| json!({ "criterion": criterion(*at), "share": share })).collect::<Vec<_>>(),
            "to": criterion(m.to),
        })),
        "in_words": flip.in_words(&case.options, &case.criteria),
    })
}
