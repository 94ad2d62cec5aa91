//! SMAA: a reference's figures, cases worked by hand, and what is refused.

use methods::calc;
use methods::smaa::{Ask, Refusal, Uncertainty, Weights, read};
use serde_json::{Value, json};

use crate::close;
use crate::criteria::Mistake;
use crate::parity::{folder, questions};

fn numbers(value: &Value) -> Vec<Option<f64>> {
    match value {
        Value::Array(list) => list.iter().flat_map(numbers).collect(),
        other => vec![other.as_f64()],
    }
}

/// Holds shares to 4·√(p(1−p)/N + p(1−p)/M): N our draws, M the reference's (none where it is exact).
fn hold_shares(file: &str, field: &str, question: &Value, answer: &Value, per_reference: f64, wrong: &mut Vec<String>) -> usize {
    let draws = answer["draws"].as_f64().expect("draws");
    let (want, got) = (numbers(&question["expected"][field]), numbers(&answer[field]));
    if want.len() != got.len() {
        wrong.push(format!("{file}: {field} has {} figures, {} wanted", got.len(), want.len()));
    }
    for (want, got) in want.iter().zip(&got) {
        let (want, got) = (want.expect("a share"), got.expect("a share"));
        if (want - got).abs() > 4.0 * (want * (1.0 - want) * (1.0 / draws + per_reference)).sqrt() {
            wrong.push(format!("{file}: {field} {want} wanted, {got} found"));
        }
    }
    want.len()
}

#[test]
fn rank_acceptability_and_pairwise_winning_agree_with_millions_of_draws_and_with_the_exact_case() {
    let Some(folder) = folder("mcda") else { return };
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for (file, text) in questions(&folder) {
        let question: Value = serde_json::from_str(&text).expect("JSON");
        if question["method"] != "smaa" {
            continue;
        }
        asked += 1;
        let answer = calc::smaa(&text).unwrap_or_else(|refusal| panic!("{file}: {refusal}"));
        assert_eq!(answer["draws"], 400_000);
        let per_reference = if question["reference"] == "exact by hand" { 0.0 } else { 1.0 / 4e6 };
        assert!(hold_shares(&file, "rank_acceptability", &question, &answer, per_reference, &mut wrong) >= 9);
        if question["expected"].get("pairwise_winning").is_some() {
            assert_eq!(hold_shares(&file, "pairwise_winning", &question, &answer, per_reference, &mut wrong), 25);
        }
        hold_central(&file, &question, &answer, per_reference, &mut wrong);
    }
    assert_eq!((asked, wrong), (3, Vec::<String>::new()));
}

/// Central weights are means over the draws an option won: four of their standard errors, at the spread of an even draw.
fn hold_central(file: &str, question: &Value, answer: &Value, per_reference: f64, wrong: &mut Vec<String>) {
    let draws = answer["draws"].as_f64().expect("draws");
    let want = question["expected"]["central_weights"].as_array().expect("weights");
    for (option, want) in want.iter().enumerate() {
        let got = &answer["central_weights"][option];
        if want.is_null() || got.is_null() {
            assert_eq!(want, got, "{file}: option {option}");
            continue;
        }
        let first = answer["rank_acceptability"][option][0].as_f64().expect("a share");
        let m = want.as_array().map_or(0, Vec::len) as f64;
        let variance = (m - 1.0) / (m * m * (m + 1.0));
        let tolerance = 4.0 * (variance / first * (1.0 / draws + per_reference)).sqrt();
        for (want, got) in numbers(want).into_iter().flatten().zip(numbers(got).into_iter().flatten()) {
            if (want - got).abs() > tolerance {
                wrong.push(format!("{file}: central weight {want} wanted, {got} found, within {tolerance}"));
            }
        }
    }
}

#[test]
fn the_worked_vector_two_options_two_criteria() {
    let ask = Ask { draws: 400_000, ..Ask::default() };
    let reading = read(&[vec![1.0, 0.0], vec![0.0, 0.5]], &ask).expect("a reading");
    let first = reading.ranks.first();
    assert!(close(first[0], 2.0 / 3.0, 0.003) && close(first[1], 1.0 / 3.0, 0.003), "{first:?}");
    let central: Vec<f64> = reading.central_weights.iter().flatten().flatten().copied().collect();
    for (got, want) in central.iter().zip([2.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0, 5.0 / 6.0]) {
        assert!(close(*got, want, 0.003), "{central:?}");
    }
    assert_eq!(reading.confidence, [Some(1.0), Some(1.0)]);
    assert_eq!(reading.most_often_first(), Some(0));
    assert_eq!(reading.working(&["a".into(), "b".into()], &["one".into(), "two".into()]).tables[0].columns.len(), 7);
}

#[test]
fn uncertain_scores_alone_give_the_chance_of_a_difference() {
    let weights = Weights::Given(vec![0.5, 0.5]);
    let uncertainty = Uncertainty::ByCriterion(vec![0.2, 0.2]);
    let ask = Ask { weights: weights.clone(), uncertainty, draws: 400_000, ..Ask::default() };
    let reading = read(&[vec![0.7, 0.5], vec![0.5, 0.5]], &ask).expect("a reading");
    // The difference is normal, mean 0.1, variance 4 × (0.5 × 0.2)² = 0.04: Φ(0.5) = 0.6914625.
    let error = 4.0 * (0.69f64 * 0.31 / 4e5).sqrt();
    assert!(close(reading.ranks.share(0, 0), 0.691_462_5, error));
    assert!(close(reading.confidence[0].expect("a chance"), 0.691_462_5, 1e-6));
    let pairs = reading.pairwise_winning.expect("pairs");
    assert!(close(pairs[0][1], 0.691_462_5, error) && close(pairs[0][1] + pairs[1][0], 1.0, 1e-12));
    // Errors of each score of its own: only the second option's first score is uncertain, by 0.4: Φ(0.1 / 0.2) again.
    let own = Uncertainty::ByScore(vec![vec![0.0, 0.0], vec![0.4, 0.0]]);
    let reading =
        read(&[vec![0.7, 0.5], vec![0.5, 0.5]], &Ask { weights, uncertainty: own, draws: 400_000, ..Ask::default() }).expect("a reading");
    assert!(close(reading.ranks.share(0, 0), 0.691_462_5, error));
}

#[test]
fn drawing_scores_changes_no_draw_of_the_weights() {
    let values = vec![vec![0.9, 0.1, 0.3], vec![0.2, 0.8, 0.4], vec![0.5, 0.5, 0.5]];
    let certain = read(&values, &Ask::default()).expect("a reading");
    let nearly = read(&values, &Ask { uncertainty: Uncertainty::ByCriterion(vec![1e-13; 3]), ..Ask::default() }).expect("a reading");
    assert_eq!(certain.ranks, nearly.ranks);
    assert_eq!(certain.central_weights, nearly.central_weights);
}

#[test]
fn promethee_is_ranked_under_the_same_draws() {
    let question = json!({
        "method": "smaa",
        "options": { "model": "promethee", "preference_function": "usual", "draws": 20_000 },
        "input": { "matrix": [[3, 1], [2, 2], [1, 3]], "types": [1, 1], "options": ["a", "b", "c"] }
    });
    let answer = calc::smaa(&question.to_string()).expect("an answer");
    // Net flows by criterion are (1, −1), (0, 0), (−1, 1): a first where w₁ > ½, b never.
    assert!(close(answer["rank_acceptability"][0][0].as_f64().expect("a share"), 0.5, 4.0 * 0.5 / 20_000f64.sqrt()));
    assert_eq!(answer["rank_acceptability"][1], json!([0.0, 1.0, 0.0]));
    assert_eq!(answer["central_weights"][1], Value::Null);
}

#[test]
fn a_bad_ask_is_refused_by_name() {
    let values = vec![vec![0.5, 0.4], vec![0.3, 0.6]];
    let ask = |change: &dyn Fn(&mut Ask)| {
        let mut ask = Ask::default();
        change(&mut ask);
        read(&values, &ask).map(|_| "answered").unwrap_or_else(|r: Refusal| r.code())
    };
    let asks: [(&str, Mistake<Ask>); 9] = [
        ("answered", &|_| {}),
        ("draws_out_of_range", &|a| a.draws = 0),
        ("draws_out_of_range", &|a| a.draws = 4_000_000_000),
        ("one_for_each", &|a| a.weights = Weights::Ordinal(vec![0])),
        ("weights_do_not_sum", &|a| a.weights = Weights::Given(vec![0.6, 0.6])),
        ("negative_weight", &|a| a.weights = Weights::Given(vec![1.6, -0.6])),
        ("negative_deviation", &|a| a.uncertainty = Uncertainty::ByCriterion(vec![0.1, -0.1])),
        ("negative_deviation", &|a| a.uncertainty = Uncertainty::ByScore(vec![vec![0.1, f64::NAN], vec![0.1, 0.1]])),
        ("deviations_differ", &|a| a.uncertainty = Uncertainty::ByScore(vec![vec![0.1, 0.1]])),
    ];
    for (want, change) in asks {
        assert_eq!(ask(change), want);
    }
    let of = |values: &[Vec<f64>]| read(values, &Ask::default()).map_err(|r| r.code()).err();
    assert_eq!(of(&[vec![1.0]]), Some("too_few_options"));
    assert_eq!(of(&[vec![], vec![]]), Some("no_criteria"));
    assert_eq!(of(&[vec![1.0], vec![1.0, 2.0]]), Some("lengths_differ"));
    assert_eq!(of(&[vec![1.0], vec![f64::INFINITY]]), Some("not_a_number"));
    assert_eq!(of(&vec![vec![1.0]; 10_000]), Some("too_many_options"));
}

#[test]
fn a_bad_question_about_smaa_is_refused_by_name() {
    let ask = |options: Value| {
        let question = json!({ "options": options, "input": { "matrix": [[1, 2], [2, 1]], "types": [1, -1] } });
        calc::smaa(&question.to_string())
            .map(|_| "answered".to_owned())
            .unwrap_or_else(|r| r["refusal"]["code"].as_str().unwrap_or_default().to_owned())
    };
    for (options, want) in [
        (json!({ "draws": 100 }), "answered"),
        (json!({ "draws": 100, "scale": "none", "weights": "ordinal", "importance_rank": [1, 0] }), "answered"),
        (json!({ "draws": 100, "weights": "given", "given_weights": [0.5, 0.5], "noise_sd": [[0.1, 0.1], [0.2, 0.1]] }), "answered"),
        (json!({ "weights": "ordinal" }), "weights_missing"),
        (json!({ "weights": "ordinal", "importance_rank": [0.5, 1] }), "bad_option"),
        (json!({ "weights": "dirichlet" }), "bad_option"),
        (json!({ "scale": "zscore" }), "bad_option"),
        (json!({ "scale": "value_functions" }), "no_input"),
        (json!({ "model": "electre" }), "bad_option"),
        (json!({ "model": "promethee", "noise_sd": [1, 1] }), "noise_needs_values"),
        (json!({ "noise_sd": "much" }), "bad_option"),
        (json!({ "draws": -4 }), "bad_option"),
        (json!({ "draws": 0 }), "draws_out_of_range"),
        (json!({ "patience": 1 }), "unknown_option"),
    ] {
        assert_eq!(ask(options.clone()), want, "{options}");
    }
}
