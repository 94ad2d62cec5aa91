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

fn allocation(change: impl Fn(&mut Value)) -> Value {
    let mut input = json!({
        "years": 2,
        "services": [
            { "id": "classes", "versions": [{ "id": "small", "outcome": 5, "costs": [{ "year": 0, "amount": 10 }] }] },
            { "id": "checks", "versions": [{ "id": "all", "outcome": 4, "costs": [{ "year": 1, "amount": 9 }] }] },
        ],
        "budgets": [{ "id": "revenue", "amounts": [20, 20] }],
    });
    change(&mut input);
    json!({ "input": input })
}

#[test]
fn a_bad_question_about_an_allocation_is_refused_by_name() {
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 19] = [
        ("answered", |_| {}),
        ("negative_cost", |i| i["services"][0]["versions"][0]["costs"][0]["amount"] = json!(-1)),
        ("too_large", |i| i["services"][0]["versions"][0]["costs"][0]["amount"] = json!(10_000_000_000_001i64)),
        ("year_outside", |i| i["services"][0]["versions"][0]["costs"][0]["year"] = json!(2)),
        ("year_missing", |i| i["budgets"][0]["amounts"] = json!([20, 20, 20])),
        ("unbounded", |i| i["budgets"][0]["kind"] = json!("capital")),
        ("named_twice", |i| i["services"][1]["id"] = json!("classes")),
        ("no_version", |i| i["services"][1]["versions"] = json!([])),
        ("nothing_to_choose", |i| i["services"] = json!([])),
        ("years", |i| i["years"] = json!(0)),
        ("unknown_name", |i| i["prerequisites"] = json!([{ "service": "classes", "needs": "drivers" }])),
        ("needs_itself", |i| i["prerequisites"] = json!([{ "service": "classes", "needs": "classes" }])),
        ("too_few_services", |i| i["exclusions"] = json!([{ "services": ["classes", "classes"] }])),
        ("grant_condition", |i| i["budgets"][0]["only_for"] = json!(["classes"])),
        ("nothing_to_carry", |i| i["budgets"] = json!([{ "id": "b", "amounts": [20], "carry_at_most": 5 }])),
        ("negative", |i| i["floors"] = json!([{ "group": "over 65", "at_least": -3 }])),
        ("not_a_question", |i| i["services"][0]["versions"][0]["outcome"] = json!(5.5)),
        ("not_a_question", |i| i["colour"] = json!("red")),
        ("unknown_name", |i| i["today"] = json!(["medium"])),
    ];
    let solver = methods::allocation::OwnSearch;
    for (want, change) in changes {
        let question = allocation(change);
        assert_eq!(code(calc::allocate(&question.to_string(), &solver)), want, "{question}");
    }
    assert_eq!(code(calc::allocate("{", &solver)), "not_json");
    assert_eq!(code(calc::allocate("{}", &solver)), "no_input");
    let many = allocation(|i| {
        let versions: Vec<Value> = (0..10_001).map(|n| json!({ "id": format!("v{n}"), "outcome": n })).collect();
        i["services"][0]["versions"] = json!(versions);
    });
    assert_eq!(code(calc::allocate(&many.to_string(), &solver)), "too_many");
}

#[test]
fn a_bad_question_about_places_is_refused_by_name() {
    let funnel = |options: Value, numerator: Value, denominator: Value| {
        code(calc::funnel(
            &json!({ "options": options, "input": { "group": ["a", "b", "c"], "numerator": numerator, "denominator": denominator } })
                .to_string(),
        ))
    };
    for (options, numerator, denominator, want) in [
        (json!({}), json!([1, 2, 3]), json!([9, 9, 9]), "answered"),
        (json!({}), json!([1, 2, 30]), json!([9, 9, 9]), "more_than_all"),
        (json!({ "data_type": "RC" }), json!([1, 2, 30]), json!([9, 9, 9]), "answered"),
        (json!({}), json!([1, 2, 3]), json!([9, 0, 9]), "no_denominator"),
        (json!({}), json!([1, 2, 3]), json!([9, null, 9]), "not_a_number"),
        (json!({}), json!([1, -2, 3]), json!([9, 9, 9]), "negative"),
        (json!({}), json!([0, 0, 0]), json!([9, 9, 9]), "nothing_counted"),
        (json!({}), json!([1, 2]), json!([9, 9, 9]), "lengths_differ"),
        (json!({ "data_type": "SR" }), json!([1, 0, 3]), json!([1.5, 2.5, 2.5]), "no_logarithm"),
        (json!({ "data_type": "SR", "sr_method": "CQC" }), json!([1, 0, 3]), json!([1.5, 2.5, 2.5]), "answered"),
        (json!({ "data_type": "XX" }), json!([1, 2, 3]), json!([9, 9, 9]), "bad_option"),
        (json!({ "limit": 90 }), json!([1, 2, 3]), json!([9, 9, 9]), "bad_option"),
        (json!({ "trim_by": 0.5 }), json!([1, 2, 3]), json!([9, 9, 9]), "trim_out_of_range"),
        (json!({ "multiplier": 0 }), json!([1, 2, 3]), json!([9, 9, 9]), "multiplier_out_of_range"),
        (json!({ "lines": "wilson", "data_type": "RC" }), json!([1, 2, 3]), json!([9, 9, 9]), "wilson_of_proportions_only"),
        (json!({ "colour": "red" }), json!([1, 2, 3]), json!([9, 9, 9]), "unknown_option"),
    ] {
        assert_eq!(funnel(options.clone(), numerator, denominator), want, "{options}");
    }
    let twice = json!({ "input": { "group": ["a", "b", "a"], "numerator": [1, 2, 3], "denominator": [9, 9, 9] } });
    assert_eq!(code(calc::funnel(&twice.to_string())), "named_twice");

    let peers = |options: Value, change: fn(&mut Value)| {
        let mut input = json!({ "places": ["a", "b", "c", "d"], "values": [1, 2, 3, 4], "low": [0, 1, 2, 3], "high": [2, 3, 4, 5] });
        change(&mut input);
        code(calc::benchmark(&json!({ "options": options, "input": input }).to_string()))
    };
    let of = || json!({ "of": "a" });
    assert_eq!(peers(of(), |_| {}), "answered");
    assert_eq!(peers(json!({}), |_| {}), "bad_option");
    assert_eq!(peers(json!({ "of": "z" }), |_| {}), "not_there");
    assert_eq!(peers(of(), |i| i["places"][1] = json!("a")), "named_twice");
    assert_eq!(peers(of(), |i| i["values"][1] = json!("2")), "not_a_number");
    assert_eq!(peers(of(), |i| i["low"][1] = json!(2.5)), "range_crossed");
    assert_eq!(peers(of(), |i| i["low"][1] = Value::Null), "range_crossed");
    assert_eq!(peers(of(), |i| i["values"][1] = Value::Null), "too_few_peers");
    assert_eq!(peers(json!({ "of": "a", "far": -1 }), |_| {}), "setting_out_of_range");

    let rates = |options: Value, input: Value| code(calc::rates(&json!({ "options": options, "input": input }).to_string()));
    let area = |count: Value, whole: Value| json!({ "areas": ["a"], "counts": [count], "denominators": [whole] });
    assert_eq!(rates(json!({}), area(json!(5), json!(100))), "answered");
    assert_eq!(rates(json!({}), area(json!(5), Value::Null)), "no_denominator");
    assert_eq!(rates(json!({ "statistic": "proportion" }), area(json!(105), json!(100))), "more_than_all");
    assert_eq!(rates(json!({ "level": 95 }), area(json!(5), json!(100))), "level_out_of_range");
    assert_eq!(rates(json!({ "statistic": "mean" }), area(json!(5), json!(100))), "bad_option");
    let band = |count: i64, population: i64, standard: i64| json!({ "bands": [{ "name": "65 to 69", "count": count, "population": population, "standard": standard }] });
    assert_eq!(rates(json!({ "statistic": "direct" }), band(12, 100, 5)), "answered");
    assert_eq!(rates(json!({ "statistic": "direct" }), band(9, 100, 5)), "too_few_events");
    assert_eq!(rates(json!({ "statistic": "direct" }), band(12, 0, 5)), "no_denominator");
    assert_eq!(rates(json!({ "statistic": "direct" }), band(12, -100, 5)), "negative");
    assert_eq!(rates(json!({ "statistic": "direct" }), band(12, 100, 0)), "no_standard");

    let near = |change: fn(&mut Value)| {
        let mut input = json!({
            "features": [{ "name": "age" }, { "name": "income", "weight": 2 }],
            "places": [{ "name": "a", "values": [1, 2] }, { "name": "b", "values": [2, 2] }, { "name": "c", "values": [3, 4] }],
        });
        change(&mut input);
        code(calc::neighbours(&json!({ "options": { "of": "a" }, "input": input }).to_string()))
    };
    assert_eq!(near(|_| {}), "answered");
    assert_eq!(near(|i| i["features"][0]["weight"] = json!(0)), "bad_weight");
    assert_eq!(near(|i| i["features"] = json!([])), "no_feature");
    assert_eq!(near(|i| i["places"][1]["values"] = json!([2])), "features_differ");
    assert_eq!(near(|i| i["places"][0]["values"] = json!([null, 2])), "own_missing");
    assert_eq!(near(|i| i["places"][1]["values"] = json!([null, 2])), "too_few_peers");
    assert_eq!(near(|i| i["places"][2]["values"] = json!([3, 2])), "all_alike");
    assert_eq!(near(|i| i["places"][1]["name"] = json!("a")), "named_twice");
}
