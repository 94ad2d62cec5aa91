//! From a criteria workshop to the questions its methods are asked, and what they say.

use methods::criteria::{self, Case as Question, Criterion, Range, Reading, Shape};
use methods::smaa::{self, Ask, Uncertainty, Weights};
use model::case::{Case, NOW};
use model::workshop::Workshop;
use quantity::rounding::shown;
use serde_json::{Value, json};

/// The two ends of a range that holds nine times in ten lie so many standard deviations apart.
const NINE_IN_TEN: f64 = 2.0 * 1.644_853_626_951_472_2;

/// What the workshop says, worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Codes of the options, in the order of the rows.
    pub codes: Vec<String>,
    pub case: Question,
    pub reading: Reading,
    /// Standard deviations of the scores, as values; none where every score is said to be certain.
    pub uncertainty: Uncertainty,
    /// Nothing assumed of the weights.
    pub any_weights: smaa::Reading,
    /// Only the order of the weights assumed.
    pub ordered_weights: smaa::Reading,
    /// Within the widest of the ranges that people of a group gave, by its name: for groups that gave any.
    pub within_groups: Vec<(String, smaa::Reading)>,
    /// Within the ranges of everybody who gave any; none where nobody did, or no weights suit them all.
    pub within_all: Option<smaa::Reading>,
}

/// Options in the workshop: those still in, each with its name, or its letter alone until they are revealed.
pub fn options(case: &Case, workshop: &Workshop) -> Vec<(String, String)> {
    let mut options: Vec<(String, String)> = (case.choices.iter().enumerate())
        .filter(|(_, choice)| choice.ruled_out.is_none())
        .map(|(at, choice)| (case.code(at), choice.title.clone()))
        .collect();
    if !options.iter().any(|(code, _)| code == NOW) {
        options.push((NOW.to_owned(), "Stay as we are".to_owned()));
    }
    options.sort_by_key(|(code, _)| code != NOW);
    if workshop.revealed.is_none() {
        // In a blind round even staying as we are is a letter among letters.
        options.iter_mut().for_each(|(code, name)| *name = blind_name(code));
    }
    options
}

/// What an option is called while scores are given blind.
pub fn blind_name(code: &str) -> String {
    if code == NOW { "Option 0".to_owned() } else { format!("Option {code}") }
}

/// Works the workshop out.
///
/// # Errors
/// A sentence that names what is missing or wrong, with the mend.
pub fn weigh(case: &Case, workshop: &Workshop) -> Result<Weighed, String> {
    let (codes, names): (Vec<String>, Vec<String>) = options(case, workshop).into_iter().unzip();
    let agreed = workshop.agreed.len() == workshop.criteria.len();
    let criterion = |(at, kept): (usize, &model::workshop::Criterion)| Criterion {
        unit: kept.unit.clone(),
        swing: if agreed { workshop.agreed.get(at).copied() } else { None },
        shape: kept.half.map_or(Shape::Linear, |half| Shape::Piecewise(vec![(kept.worst, 0.0), (half, 0.5), (kept.best, 1.0)])),
        range: Some(Range::Global { worst: kept.worst, best: kept.best }),
        about_delivery_model: kept.about_delivery_model,
        published_reason: Some(kept.published_reason.clone()).filter(|reason| !reason.is_empty()),
        ..Criterion::new(kept.name.clone(), kept.worst, kept.best, 0.0)
    };
    let row = |code: &String| {
        let figure = |kept: &model::workshop::Criterion| workshop.score(code, &kept.name).map(|score| score.figure);
        workshop.criteria.iter().map(figure).collect::<Vec<Option<f64>>>()
    };
    let question = Question {
        options: names,
        criteria: workshop.criteria.iter().enumerate().map(criterion).collect(),
        performance: codes.iter().map(row).collect(),
        voices: workshop.voices.iter().map(voice).collect(),
        checks: Vec::new(),
    };
    let reading = criteria::appraise(&question).map_err(|refusal| refusal.message())?;
    let uncertainty = uncertainty(workshop, &codes, &reading);
    let asked = |weights: Weights| {
        let pairwise = !matches!(weights, Weights::Within(_));
        let ask = Ask { weights, uncertainty: uncertainty.clone(), pairwise, ..Ask::default() };
        smaa::read(&reading.values, &ask).map_err(|refusal| refusal.message())
    };
    let (any_weights, ordered_weights) = (asked(Weights::Uniform)?, asked(Weights::Ordinal(order(&reading.weights)))?);
    let voices = reading.voices.as_ref();
    let groups = voices.into_iter().flat_map(|voices| &voices.groups).filter_map(|group| Some((&group.name, group.ranges.as_ref()?)));
    let within_groups = groups
        .map(|(name, ranges)| Ok((name.clone(), asked(Weights::Within(ranges.bounds.clone()))?)))
        .collect::<Result<Vec<_>, String>>()?;
    let common = voices.and_then(|voices| voices.common.as_ref()).filter(|common| common.holds());
    let within_all = common.map(|common| asked(Weights::Within(common.bounds.clone()))).transpose()?;
    Ok(Weighed { codes, case: question, any_weights, ordered_weights, within_groups, within_all, uncertainty, reading })
}

fn voice(kept: &model::workshop::Voice) -> criteria::Voice {
    let ranges = kept.ranges.iter().map(|(least, most)| (least.value(), most.value())).collect();
    criteria::Voice { group: kept.group.clone(), swings: kept.swings.clone(), ranges }
}

/// The order of weights, 0 the greatest; equal ones share a place.
fn order(weights: &[f64]) -> Vec<u32> {
    weights.iter().map(|own| u32::try_from(weights.iter().filter(|other| **other > own + 1e-12).count()).unwrap_or(u32::MAX)).collect()
}

fn uncertainty(workshop: &Workshop, codes: &[String], reading: &Reading) -> Uncertainty {
    let deviation = |code: &String, at: usize, kept: &model::workshop::Criterion| {
        let (score, function) = (workshop.score(code, &kept.name)?, reading.functions.get(at)?);
        let value = |figure: f64| function.value(figure.clamp(kept.worst.min(kept.best), kept.worst.max(kept.best)));
        Some((value(score.high?) - value(score.low?)).abs() / NINE_IN_TEN)
    };
    let row = |code: &String| {
        workshop.criteria.iter().enumerate().map(|(at, kept)| deviation(code, at, kept).unwrap_or(0.0)).collect::<Vec<f64>>()
    };
    let rows: Vec<Vec<f64>> = codes.iter().map(row).collect();
    if rows.iter().flatten().all(|sd| *sd == 0.0) { Uncertainty::None } else { Uncertainty::ByScore(rows) }
}

/// The question of uncertain weights as a file for `calc smaa`: the order of weights as it was settled.
pub fn file(weighed: &Weighed) -> Value {
    let usual = Ask::default();
    let mut options = json!({
        "scale": "value_functions",
        "weights": "ordinal",
        "importance_rank": order(&weighed.reading.weights),
        "draws": usual.draws,
        "seed": usual.seed,
        "pairwise": usual.pairwise,
    });
    if let Uncertainty::ByScore(rows) = &weighed.uncertainty {
        options["noise_sd"] = json!(rows);
    }
    let input = json!({ "options": weighed.case.options, "criteria": weighed.case.criteria, "performance": weighed.case.performance });
    json!({ "options": options, "input": input })
}

/// How sure the order is, in a sentence.
pub fn smaa_said(weighed: &Weighed) -> String {
    let reading = &weighed.ordered_weights;
    let Some(first) = reading.most_often_first() else { return String::new() };
    let share = reading.ranks.first().get(first).copied().unwrap_or(0.0);
    let name = weighed.case.options.get(first).cloned().unwrap_or_default();
    let any = weighed.any_weights.ranks.first().get(first).copied().unwrap_or(0.0);
    let sure = match share {
        share if share >= 0.9 => "That is firm",
        share if share >= 0.6 => "That is likely, and not firm",
        _ => "That is open",
    };
    format!(
        "If only the order of the weights is taken as known, “{name}” comes first in {} of 100 draws; if nothing is taken as known, in {}. {sure}.",
        shown(100.0 * share, 0),
        shown(100.0 * any, 0)
    )
}
