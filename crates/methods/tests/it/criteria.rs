//! Options weighed on several criteria: other programs' figures, the worked vector of the method, and what is refused.

use methods::calc;
use methods::criteria::appraise::WeightsFrom;
use methods::criteria::{Case, Criterion, Range, Refusal, Shape, Voice, appraise};
use quantity::Direction;
use serde_json::{Value, json};

use crate::close;
use crate::parity::{agrees, folder, questions};

/// Four options on outcome, equity and cost; swings 100, 60, 40.
pub fn worked() -> Case {
    let points = |name: &str, swing| Criterion { unit: "points".into(), ..Criterion::new(name, 0.0, 100.0, swing) };
    let criteria = vec![points("outcome", 100.0), points("equity", 60.0), points("cost", 40.0)];
    let options = ["in-house", "grant", "contract", "nothing"].map(str::to_owned).to_vec();
    let scores = [[60.0, 70.0, 50.0], [55.0, 90.0, 80.0], [80.0, 40.0, 60.0], [20.0, 50.0, 100.0]];
    Case::new(options, criteria, &scores.map(|row| row.to_vec()))
}

#[test]
fn topsis_weighted_sum_and_promethee_agree_with_pymcdm() {
    let Some(folder) = folder("mcda") else { return };
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for (file, text) in questions(&folder) {
        let question: Value = serde_json::from_str(&text).expect("JSON");
        if question["method"] == "smaa" {
            continue;
        }
        asked += 1;
        let tolerance = question["tolerance_rel"].as_f64().expect("a tolerance");
        let answer = calc::mcda(&text).unwrap_or_else(|refusal| panic!("{file}: {refusal}"));
        // That a second program agreed with the reference is the reference's own remark.
        agrees(&file, &question["expected"], &answer, tolerance, &["independent_numpy_agrees"], &mut wrong);
    }
    assert_eq!((asked, wrong), (8, Vec::<String>::new()));
}

#[test]
fn the_worked_vector_and_the_weight_at_which_the_contract_overtakes_the_grant() {
    let reading = appraise(&worked()).expect("a reading");
    for (got, want) in reading.weights.iter().zip([0.5, 0.3, 0.2]) {
        assert!(close(*got, want, 1e-12));
    }
    for (got, want) in reading.totals.iter().zip([0.61, 0.705, 0.64, 0.45]) {
        assert!(close(*got, want, 1e-12), "{got} {want}");
    }
    assert_eq!(reading.ranks, [3, 1, 2, 4]);
    assert_eq!(reading.weights_from, WeightsFrom::Agreed);
    let flip = &reading.flips[0];
    assert_eq!((flip.first, flip.rival), (1, 2));
    let outcome = flip.weights.iter().find(|w| w.criterion == 0).expect("a flip by the weight of outcome");
    assert!(close(outcome.needed, 0.603_174_6, 1e-7) && outcome.above && outcome.leads, "{outcome:?}");
    let said = reading.in_words(&worked()).join("\n");
    assert!(said.contains("“contract” overtakes “grant” where “outcome” counts for more than 60.3% of the weight (now 50.0%)"), "{said}");
}

#[test]
fn options_that_are_level_only_at_the_whole_weight_never_overtake_one_another() {
    // They are equal on equity alone: with all of the weight on it they are level, and below that the second is ahead.
    let case = Case::new(worked().options[..2].to_vec(), worked().criteria, &[vec![40.0, 30.0, 30.0], vec![60.0, 30.0, 40.0]]);
    let reading = appraise(&case).expect("a reading");
    let flip = &reading.flips[0];
    assert!(flip.weights.iter().any(|weight| weight.above && close(weight.needed, 1.0, 1e-12)), "{:?}", flip.weights);
    let said = flip.in_words(&case.options, &case.criteria).join("\n");
    assert!(!said.contains("overtakes") && said.contains("No weight of a single criterion"), "{said}");
}

#[test]
fn what_would_have_to_be_true_is_true_when_it_is_done() {
    let case = worked();
    let reading = appraise(&case).expect("a reading");
    for flip in &reading.flips {
        for figure in &flip.figures {
            let mut changed = case.clone();
            changed.performance[figure.option][figure.criterion] = Some(figure.needed);
            let totals = appraise(&changed).expect("a reading").totals;
            assert!(close(totals[flip.first], totals[flip.rival], 1e-9), "{figure:?}");
        }
        let with = |weights: &[f64]| {
            let mut changed = case.clone();
            changed.criteria.iter_mut().zip(weights).for_each(|(c, w)| c.swing = Some(*w));
            appraise(&changed).expect("a reading").totals
        };
        for weight in &flip.weights {
            let kept = (1.0 - weight.needed) / (1.0 - weight.now);
            let at = |c: usize| if c == weight.criterion { weight.needed } else { reading.weights[c] * kept };
            let totals = with(&[at(0), at(1), at(2)]);
            assert!(close(totals[flip.first], totals[flip.rival], 1e-9), "{weight:?}");
            assert_eq!(weight.leads, totals.iter().all(|t| *t <= totals[flip.rival] + 1e-9));
        }
        let least = flip.least_move.as_ref().expect("a way by weights");
        let mut weights = reading.weights.clone();
        weights[least.to] += least.share;
        least.from.iter().for_each(|(at, share)| weights[*at] -= share);
        assert!(weights.iter().all(|w| *w >= -1e-12));
        let totals = with(&weights.iter().map(|w| w.max(0.0)).collect::<Vec<_>>());
        assert!(close(totals[flip.first], totals[flip.rival], 1e-9), "{least:?}");
        // No single criterion does it with less.
        for weight in &flip.weights {
            assert!(least.share <= (weight.needed - weight.now).abs() + 1e-12);
        }
    }
}

#[test]
fn value_functions_bend_and_reach_the_figure_that_would_do() {
    let mut case = worked();
    case.criteria[0].shape = Shape::Piecewise(vec![(0.0, 0.0), (60.0, 0.9), (100.0, 1.0)]);
    let reading = appraise(&case).expect("a reading");
    assert!(close(reading.values[2][0], 0.95, 1e-12) && close(reading.values[3][0], 0.3, 1e-12));
    assert!(reading.ranks[1] == 1);
}

#[test]
fn an_option_that_another_beats_on_everything_is_pointed_at_and_no_weights_save_it() {
    let mut case = worked();
    case.options.push("grant, late".into());
    case.performance.push(vec![Some(55.0), Some(85.0), Some(80.0)]);
    let reading = appraise(&case).expect("a reading");
    assert_eq!(reading.dominated_by, [None, None, None, None, Some(1)]);
    let late = reading.flips.iter().find(|f| f.rival == 4).expect("a rival");
    assert_eq!((late.least_move.as_ref(), late.weights.iter().filter(|w| w.leads).count()), (None, 0));
    assert!(late.in_words(&case.options, &case.criteria).join(" ").contains("No weights at all put “grant, late” ahead"));
}

#[test]
fn groups_stand_side_by_side_and_are_averaged_only_where_nothing_was_agreed_and_then_it_is_said() {
    let mut case = worked();
    let voice = |group: &str, swings: [f64; 3]| Voice { group: group.into(), swings: swings.to_vec(), ranges: Vec::new() };
    case.voices =
        vec![voice("residents", [60.0, 100.0, 20.0]), voice("residents", [80.0, 100.0, 20.0]), voice("members", [100.0, 10.0, 30.0])];
    let agreed = appraise(&case).expect("a reading");
    assert_eq!((agreed.weights_from, &agreed.weights[..1]), (WeightsFrom::Agreed, &[0.5][..]));
    let voices = agreed.voices.expect("voices");
    assert_eq!((voices.groups[0].people, voices.groups[1].ranks[2], voices.same_first), (2, 1, false));
    case.criteria.iter_mut().for_each(|c| c.swing = None);
    let averaged = appraise(&case).expect("a reading");
    assert_eq!(averaged.weights_from, WeightsFrom::MeanOfGroups);
    assert!(averaged.in_words(&case).iter().any(|s| s.starts_with("No weights were agreed")));
    case.voices.clear();
    assert_eq!(appraise(&case), Err(Refusal::NoWeights));
}

#[test]
fn the_methods_differ_where_they_differ_and_it_is_said() {
    // Far ahead on one criterion, a little behind on two: most by value, and beaten two to one where any difference counts alike.
    let mut case = Case::new(
        vec!["a".into(), "b".into()],
        ["one", "two", "three"].map(|name| Criterion::new(name, 0.0, 10.0, 100.0)).to_vec(),
        &[vec![10.0, 4.0, 4.0], vec![4.0, 5.0, 5.0]],
    );
    let reading = appraise(&case).expect("a reading");
    assert_eq!((&reading.ranks[..], &reading.beside.promethee.ranks[..]), (&[1, 2][..], &[2, 1][..]));
    assert_eq!((reading.beside.same_first, reading.beside.topsis.same_first), (false, true));
    assert_eq!((&reading.beside.promethee.turned_round[..], reading.beside.promethee.likeness), (&[(0, 1)][..], Some(-1.0)));
    assert!(reading.in_words(&case).iter().any(|s| s.starts_with("The methods differ")));
    // With thresholds from 0 to the whole range PROMETHEE weighs differences as additive value does.
    case.criteria.iter_mut().for_each(|c| c.preference = Some(10.0));
    let reading = appraise(&case).expect("a reading");
    assert_eq!(reading.beside.promethee.ranks, reading.ranks);
}

#[test]
fn the_delivery_model_is_no_criterion_without_a_published_reason() {
    let mut case = worked();
    case.criteria[2].name = "Delivery model: in-house".into();
    assert_eq!(appraise(&case), Err(Refusal::DeliveryModelScored("Delivery model: in-house".into())));
    case.criteria[2].published_reason = Some("   ".into());
    assert!(matches!(appraise(&case), Err(Refusal::DeliveryModelScored(_))));
    case.criteria[2].published_reason = Some("Council resolution of 4 March: keep the workshop's licence with the council".into());
    assert!(appraise(&case).is_ok());
    let mut case = worked();
    case.criteria[1].about_delivery_model = true;
    assert_eq!(appraise(&case).map_err(|r| r.code()), Err("delivery_model_scored"));
    let matrix = json!({ "method": "wsm", "input": { "matrix": [[1, 2], [2, 1]], "types": [1, 1], "weights": [0.5, 0.5], "criteria": ["outcome", "Provider type"] } });
    assert_eq!(code(calc::mcda(&matrix.to_string())), "delivery_model_scored");
}

/// A change to a question that held.
pub type Mistake<'a, T> = &'a dyn Fn(&mut T);

fn code(answer: Result<Value, Value>) -> String {
    match answer {
        Ok(_) => "answered".to_owned(),
        Err(refusal) => {
            let message = refusal["refusal"]["message"].as_str().expect("a message");
            assert!(message.len() > 20, "{message}");
            refusal["refusal"]["code"].as_str().expect("a code").to_owned()
        }
    }
}

#[test]
fn a_bad_case_is_refused_by_name() {
    let change = |change: &dyn Fn(&mut Case)| {
        let mut case = worked();
        change(&mut case);
        appraise(&case).map(|_| "answered").unwrap_or_else(|r| {
            assert!(r.message().len() > 20);
            r.code()
        })
    };
    let cases: [(&str, Mistake<Case>); 19] = [
        ("answered", &|_| {}),
        ("no_range", &|c| c.criteria[0].range = None),
        ("empty_range", &|c| c.criteria[0].range = Some(Range::Global { worst: 5.0, best: 5.0 })),
        ("no_direction", &|c| c.criteria[0].range = Some(Range::LOCAL)),
        ("range_against_direction", &|c| c.criteria[0].better = Some(Direction::Low)),
        ("outside_range", &|c| c.performance[2][0] = Some(101.0)),
        ("score_missing", &|c| c.performance[2][0] = None),
        ("not_a_number", &|c| c.performance[2][0] = Some(f64::NAN)),
        ("lengths_differ", &|c| c.performance[2].truncate(1)),
        ("one_for_each", &|c| c.performance.truncate(3)),
        ("swing_missing", &|c| c.criteria[1].swing = None),
        ("negative_weight", &|c| c.criteria[1].swing = Some(-1.0)),
        ("nothing_counts", &|c| c.criteria.iter_mut().for_each(|c| c.swing = Some(0.0))),
        ("repeated_name", &|c| c.options[1] = "in-house".into()),
        ("no_name", &|c| c.criteria[1].name = " ".into()),
        ("too_few_options", &|c| {
            c.options.truncate(1);
            c.performance.truncate(1);
        }),
        ("no_criteria", &|c| {
            c.criteria.clear();
            c.performance.iter_mut().for_each(Vec::clear);
        }),
        ("too_many_options", &|c| {
            c.options = (0..10_000).map(|n| format!("option {n}")).collect();
            c.performance = vec![vec![Some(1.0); 3]; 10_000];
        }),
        ("bad_preference", &|c| {
            c.criteria[0].indifference = Some(3.0);
            c.criteria[0].preference = Some(2.0);
        }),
    ];
    for (want, mistake) in cases {
        assert_eq!(change(mistake), want);
    }
}

#[test]
fn a_bad_question_is_refused_by_name() {
    let matrix = json!([[1.0, 2.0], [2.0, 1.0], [1.5, 1.5]]);
    let ask = |method: &str, options: Value, weights: Value, types: Value| {
        code(calc::mcda(
            &json!({ "method": method, "options": options, "input": { "matrix": matrix, "weights": weights, "types": types } }).to_string(),
        ))
    };
    for (method, options, weights, types, want) in [
        ("wsm", json!({}), json!([0.5, 0.5]), json!([1, -1]), "answered"),
        ("topsis", json!({ "normalization": "max" }), json!([0.5, 0.5]), json!([1, -1]), "answered"),
        ("promethee", json!({}), json!([0.5, 0.5]), json!([1, -1]), "answered"),
        ("wsm", json!({}), json!([0.33, 0.33]), json!([1, -1]), "weights_do_not_sum"),
        ("wsm", json!({}), json!([1.5, -0.5]), json!([1, -1]), "negative_weight"),
        ("wsm", json!({}), json!([1.0]), json!([1, -1]), "one_for_each"),
        ("wsm", json!({}), Value::Null, json!([1, -1]), "bad_option"),
        ("wsm", json!({}), json!([0.5, 0.5]), json!([1, 0]), "bad_option"),
        ("wsm", json!({}), json!([0.5, 0.5]), json!([1]), "lengths_differ"),
        ("wsm", json!({ "normalization": "log" }), json!([0.5, 0.5]), json!([1, 1]), "bad_option"),
        ("wsm", json!({ "p": 3 }), json!([0.5, 0.5]), json!([1, 1]), "unknown_option"),
        ("wsm", json!({ "colour": 3 }), json!([0.5, 0.5]), json!([1, 1]), "unknown_option"),
        ("promethee", json!({ "preference_function": "vshape" }), json!([0.5, 0.5]), json!([1, 1]), "threshold_missing"),
        ("promethee", json!({ "preference_function": "vshape", "p": [1] }), json!([0.5, 0.5]), json!([1, 1]), "bad_option"),
        ("promethee", json!({ "preference_function": "vshape", "p": 0 }), json!([0.5, 0.5]), json!([1, 1]), "bad_preference"),
        ("promethee", json!({ "preference_function": "gaussian" }), json!([0.5, 0.5]), json!([1, 1]), "bad_option"),
        ("electre", json!({}), json!([0.5, 0.5]), json!([1, 1]), "unknown_method"),
        ("additive", json!({}), json!([0.5, 0.5]), json!([1, 1]), "no_input"),
    ] {
        assert_eq!(ask(method, options.clone(), weights.clone(), types), want, "{method} {options} {weights}");
    }
    let same = json!({ "method": "wsm", "input": { "matrix": [[1, 2], [1, 3]], "weights": [0.5, 0.5], "types": [1, 1] } });
    assert_eq!(code(calc::mcda(&same.to_string())), "empty_range");
    let zero = json!({ "method": "wsm", "options": { "normalization": "sum" }, "input": { "matrix": [[0, 2], [1, 3]], "weights": [0.5, 0.5], "types": [-1, 1] } });
    assert_eq!(code(calc::mcda(&zero.to_string())), "cannot_scale");
    assert_eq!(code(calc::mcda(&json!({ "input": { "matrix": [[1], [2]] } }).to_string())), "unknown_method");
}
