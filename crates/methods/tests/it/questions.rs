//! Question files: what is refused, and by which name.

use methods::calc;
use serde_json::{Value, json};

fn code(answer: Result<Value, Value>) -> String {
    match answer {
        Ok(_) => "answered".to_owned(),
        Err(refusal) => refusal["refusal"]["code"].as_str().expect("a code").to_owned(),
    }
}

fn series(n: usize) -> Value {
    let dates: Vec<String> = (0..n).map(|i| format!("{}-{:02}-01", 2024 + i / 12, i % 12 + 1)).collect();
    json!({ "dates": dates, "values": (0..n).map(|i| 50 + (i * 7) % 5).collect::<Vec<_>>() })
}

#[test]
fn a_bad_question_about_a_chart_is_refused_by_name() {
    for (question, want) in [
        (json!({ "options": {}, "input": series(12) }), "answered"),
        (json!({ "options": { "colour": "red" }, "input": series(12) }), "unknown_option"),
        (json!({ "opptions": {}, "input": series(12) }), "unknown_field"),
        (json!({ "input": { "dates": ["2024-01-01"], "values": [1, 2] } }), "lengths_differ"),
        (json!({ "input": { "dates": ["2024-13-01"], "values": [1] } }), "not_a_date"),
        (json!({ "input": { "dates": ["2024-01-01"], "values": ["12"] } }), "not_a_number"),
        (json!({ "input": { "dates": ["2024-01-01"] } }), "no_values"),
        (json!({ "input": { "values": [1] } }), "no_dates"),
        (json!({ "input": {} }), "no_input"),
        (json!([]), "not_a_question"),
        (json!({ "options": { "trend": "six" }, "input": series(12) }), "bad_option"),
        (json!({ "options": { "trend": 5 }, "input": series(12) }), "trend_length"),
        (json!({ "options": { "improvement_direction": "up" }, "input": series(12) }), "bad_option"),
        (json!({ "options": { "fix_after_n_points": 6 }, "input": series(12) }), "fix_too_short"),
        (json!({ "options": { "kind": "rolling" }, "input": series(12) }), "wrong_kind"),
        (json!({ "options": {}, "input": series(2) }), "too_few_points"),
        (json!({ "options": { "preset": "nhs_excel", "kind": "year_to_date" }, "input": series(12) }), "answered"),
    ] {
        assert_eq!(code(calc::spc(&question.to_string())), want, "{question}");
    }
    assert_eq!(code(calc::spc("{")), "not_json");
    assert_eq!(code(calc::spc("")), "not_json");
    let row = calc::BatchRow { series: "a".into(), date: "2024-01-01".parse().expect("a date"), value: Some(1.0) };
    assert_eq!(code(calc::spc_batch(&[], &json!({ "rebase": [] }))), "unknown_option");
    let answer = calc::spc_batch(&[row], &json!({ "trend": 6 })).expect("an answer");
    assert_eq!(answer["series"]["a"]["refusal"]["code"], "too_few_points");
}

#[test]
fn a_bad_question_about_evidence_is_refused_by_name() {
    let input =
        json!({ "baseline": series(12), "window": { "dates": ["2026-01-01", "2026-02-01", "2026-03-01"], "values": [60, 61, 62] } });
    let ask = |options: Value| code(calc::evidence(&json!({ "options": options, "input": input }).to_string()));
    for (options, want) in [
        (json!({ "target": 55 }), "answered"),
        (json!({ "target": 55, "floor": 58 }), "floor_on_the_wrong_side"),
        (json!({ "target": 55, "improvement_direction": "neutral" }), "no_direction"),
        (json!({ "target": 55, "level": 95 }), "setting_out_of_range"),
        (json!({ "target": 55, "explained": ["2026-09-01"] }), "explained_not_a_point"),
        (json!({ "target": 55, "patience": 3 }), "unknown_option"),
        (json!({ "target": 55, "kind": "survey" }), "wrong_kind"),
        (json!({ "target": 55, "runs": -1 }), "bad_option"),
    ] {
        assert_eq!(ask(options.clone()), want, "{options}");
    }
    assert_eq!(code(calc::evidence(&json!({ "input": { "baseline": series(12) } }).to_string())), "no_input");
    let people = json!({ "options": { "target": 55 }, "input": { "baseline": series(12), "window": input["window"], "people": [{ "who": "users" }] } });
    assert_eq!(code(calc::evidence(&people.to_string())), "bad_option");
}
