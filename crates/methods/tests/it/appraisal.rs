//! Costs and benefits: worked examples, and what is refused by which name.

use methods::calc;
use serde_json::{Value, json};

fn ask(options: Value, input: Value) -> Value {
    calc::cba(&json!({ "options": options, "input": input }).to_string()).unwrap_or_else(|refusal| refusal)
}

fn code(answer: &Value) -> &str {
    answer["refusal"]["code"].as_str().unwrap_or("answered")
}

fn close(got: &Value, want: f64, within: f64) -> bool {
    got.as_f64().is_some_and(|got| (got - want).abs() <= within)
}

fn centre(bias: f64) -> Value {
    json!({ "options": [{ "id": "centre", "flows": [
        { "name": "capital", "kind": "cost", "organisation": "council", "optimism_bias": bias, "a_year": 1_000_000, "until": 0 },
        { "name": "running", "kind": "cost", "organisation": "council", "a_year": 20_000, "start": 1 },
        { "name": "admissions avoided", "kind": "benefit", "organisation": "nhs", "a_year": 200_000, "start": 1 },
    ] }] })
}

const NINE_YEARS: &str = r#"{"years": 9, "discount_schedule": [[30, 0.035], [null, 0.03]]}"#;

fn nine_years() -> Value {
    serde_json::from_str(NINE_YEARS).expect("options")
}

/// The switch of a flow or driver.
fn switch<'a>(answer: &'a Value, option: &str, what: &str) -> &'a Value {
    let list = answer["options"][option]["switching_values"].as_array().expect("a list");
    list.iter().find(|s| s["what"] == what).expect("a switch")
}

#[test]
fn optimism_decides_and_the_switching_values_say_by_how_much() {
    let answer = ask(nine_years(), centre(0.24));
    assert!(close(&answer["options"]["centre"]["net_present_value"], -2_688.0, 0.5));
    let benefit = switch(&answer, "centre", "admissions avoided");
    assert!(close(&benefit["value"], 200_391.0, 0.5) && close(&benefit["change"], 0.00196, 5e-6), "{benefit}");
    let answer = ask(nine_years(), centre(0.0));
    assert!(close(&answer["options"]["centre"]["net_present_value"], 237_312.0, 0.5));
    assert!(close(&switch(&answer, "centre", "capital")["change"], 0.2373, 5e-5));
}

/// Steady on your feet of the sample county: thousands of pounds, one year.
fn steady() -> Value {
    let flow =
        |name: &str, kind: &str, who: &str, amount: f64| json!({ "name": name, "kind": kind, "organisation": who, "amounts": [amount] });
    json!({ "options": [
        { "id": "as now", "flows": [] },
        { "id": "steady", "flows": [
            flow("programme", "cost", "council", 400.0), flow("programme", "cost", "icb", 80.0), flow("halls", "cost", "district", 40.0),
            flow("admissions avoided", "benefit", "icb", 609.0), flow("care delayed", "benefit", "council", 105.0),
        ] }], "business_as_usual": "as now" })
}

#[test]
fn who_pays_and_who_gains_and_the_completion_below_which_it_costs_more_than_it_brings() {
    let options = json!({ "years": 1, "discount_schedule": [[null, 0.035]], "unit": "thousands",
        "drivers": [{ "name": "completion", "value": 0.62, "low": 0.4, "high": 0.75, "flows": ["admissions avoided", "care delayed"] }],
        "scenarios": [{ "name": "half complete", "drivers": { "completion": 0.5 } }, { "name": "two in five complete", "drivers": { "completion": 0.4 } }] });
    let answer = ask(options, steady());
    let steady = &answer["options"]["steady"];
    assert!(close(&steady["benefit_cost_ratio"], 1.373, 5e-4));
    assert!(close(&steady["alignment"]["misalignment"], 0.70, 0.005));
    assert!(
        close(&steady["alignment"]["aligned_payments"]["icb"], 444.0, 0.5)
            && close(&steady["alignment"]["aligned_payments"]["council"], 76.0, 0.5)
    );
    assert!(close(&switch(&answer, "steady", "completion")["value"], 0.45, 0.005), "it turns on completion");
    assert_eq!(answer["scenarios"][0]["changes_the_choice"], json!(false));
    assert_eq!((&answer["scenarios"][1]["highest"], &answer["scenarios"][1]["changes_the_choice"]), (&json!("as now"), &json!(true)));
    assert_eq!(answer["choice"]["highest"], "steady");
    let turns: Vec<&Value> = answer["choice"]["turns_on"].as_array().expect("a list").iter().map(|s| &s["what"]).collect();
    assert_eq!(turns[..2], [&json!("completion"), &json!("admissions avoided")], "soonest first");
    assert_eq!(answer["choice"]["turns_on"][1]["option"], "steady");
    assert_eq!(steady["tornado"][0]["what"], "completion");
}

#[test]
fn sunk_cost_is_shown_and_left_out_and_a_transfer_only_changes_hands() {
    let with = json!({ "options": [{ "id": "a", "flows": [
        { "name": "study already paid", "kind": "cost", "organisation": "council", "amounts": [50, 0], "sunk": true },
        { "name": "running", "kind": "cost", "organisation": "council", "amounts": [100, 100] },
        { "name": "gain share", "kind": "transfer", "organisation": "nhs", "to": "council", "amounts": [0, 60] },
        { "name": "admissions avoided", "kind": "benefit", "organisation": "nhs", "cashable": 0.15, "amounts": [0, 300] },
    ] }] });
    let answer = ask(json!({ "years": 2, "discount_schedule": [[null, 0.0]] }), with);
    let a = &answer["options"]["a"];
    assert_eq!((&a["present_value_costs"], &a["net_present_value"]), (&json!(200.0), &json!(100.0)));
    assert_eq!(answer["left_out"][0]["why"], "sunk");
    let (council, nhs) = (&a["ledger"]["council"], &a["ledger"]["nhs"]);
    assert_eq!((&council["transfers_in"], &nhs["transfers_out"]), (&json!(60.0), &json!(60.0)));
    assert_eq!((&council["net"], &nhs["net"], &nhs["net_cashable"]), (&json!(-140.0), &json!(240.0), &json!(-15.0)));
}

#[test]
fn nominal_amounts_are_brought_to_real_and_the_financial_case_back_to_cash() {
    let options = json!({ "years": 4, "discount_schedule": [[null, 0.0]], "base_year": 2026,
        "deflators": { "index": { "2026": 100, "2027": 102, "2028": 104.04, "2029": 106.1208 }, "source": "flat 2%" } });
    let input = json!({ "options": [{ "id": "a", "flows": [
        { "name": "contract", "kind": "cost", "organisation": "council", "prices": "nominal", "amounts": [0, 0, 0, 100_000] }] }] });
    let answer = ask(options.clone(), input.clone());
    assert!(close(&answer["options"]["a"]["present_value_costs"], 94_232.23, 0.005));
    assert!(close(&answer["options"]["a"]["financial_case"]["council"][3], -100_000.0, 1e-6));
    let mut short = options;
    short["deflators"]["index"].as_object_mut().expect("an index").remove("2028");
    assert_eq!(code(&ask(short, input)), "deflator_missing");
}

#[test]
fn a_short_and_a_long_horizon_stand_side_by_side_and_may_choose_otherwise() {
    let line =
        |name: &str, kind: &str, amounts: Vec<f64>| json!({ "name": name, "kind": kind, "organisation": "council", "amounts": amounts });
    let input = json!({ "options": [
        { "id": "cut", "flows": [line("redundancy", "cost", vec![10.0, 0.0, 0.0, 0.0, 0.0, 0.0]), line("spend avoided", "benefit", vec![0.0, 9.0, 9.0, 1.0, 0.0, 0.0])] },
        { "id": "prevent", "flows": [line("programme", "cost", vec![20.0, 0.0, 0.0, 0.0, 0.0, 0.0]), line("need avoided", "benefit", vec![0.0, 2.0, 8.0, 12.0, 12.0, 12.0])] },
    ] });
    let answer = ask(json!({ "years": 6, "discount_schedule": [[null, 0.035]], "horizons": [2] }), input);
    assert_eq!(answer["horizons"][0], json!({ "last_year": 2, "highest": "cut" }));
    assert_eq!(answer["horizons"][1], json!({ "last_year": 5, "highest": "prevent" }));
    assert_eq!(answer["options"]["prevent"]["horizons"][0]["last_year"], 2);
}

#[test]
fn weighted_figures_stand_beside_the_unweighted() {
    let input = json!({ "options": [{ "id": "a", "flows": [
        { "name": "grant", "kind": "cost", "organisation": "council", "amounts": [100] },
        { "name": "income", "kind": "benefit", "organisation": "residents", "group": "lowest fifth", "amounts": [100] }] }] });
    let options = json!({ "years": 1, "discount_schedule": [[null, 0.035]], "distribution": { "median_income": 26_000, "incomes": { "lowest fifth": 13_000 } } });
    let answer = ask(options.clone(), input.clone());
    let a = &answer["options"]["a"];
    assert_eq!(a["net_present_value"], json!(0.0));
    assert!(close(&a["weighted"]["net_present_value"], 146.2289, 5e-5));
    assert!(close(&a["weighted"]["tested"][0][1], 100.0, 1e-9), "at eta 1");
    let mut other = input;
    other["options"][0]["flows"][1]["group"] = json!("others");
    assert_eq!(code(&ask(options, other)), "unknown_group");
}

#[test]
fn optimism_bias_by_the_thing_estimated_is_alike_for_every_delivery_model() {
    let option = |id: &str, bias: Value| {
        json!({ "id": id, "flows": [{ "name": "running", "kind": "cost", "organisation": "council", "amounts": [100, 100],
        "thing": "operating_cost", "optimism_bias": bias }] })
    };
    let past: Vec<Value> = (0..6).map(|_| json!({ "forecast": 100, "outturn": 112 })).collect();
    let options = json!({ "years": 2, "discount_schedule": [[null, 0.0]], "optimism_bias": [{ "thing": "operating_cost", "own": past }] });
    let alike = json!({ "options": [option("in-house", Value::Null), option("contract", Value::Null)] });
    let answer = ask(options.clone(), alike);
    for id in ["in-house", "contract"] {
        assert!(close(&answer["options"][id]["present_value_costs"], 224.0, 1e-9));
    }
    assert_eq!(answer["optimism_bias"][0]["basis"]["own_forecasts"]["count"], 6);
    let unlike = json!({ "options": [option("in-house", Value::Null), option("contract", json!(0.41))] });
    assert_eq!(code(&ask(options, unlike)), "bias_twice");
    let direct = |bias: f64, id: &str| json!({ "id": id, "flows": [{ "name": "running", "kind": "cost", "organisation": "council", "amounts": [1], "optimism_bias": bias }] });
    let input = json!({ "options": [direct(0.0, "in-house"), direct(0.41, "contract")] });
    let mut options = json!({ "years": 1, "discount_schedule": [[null, 0.035]] });
    assert_eq!(ask(options.clone(), input.clone())["corrected_unlike"][0]["flow"], "running");
    options["bias_must_be_alike"] = json!(true);
    assert_eq!(code(&ask(options, input)), "bias_not_alike");
}

#[test]
fn a_simulation_is_the_same_from_the_same_seed_and_says_what_it_goes_with() {
    let mut input = centre(0.24);
    input["options"][0]["flows"][0]["range"] = json!({ "low": 0.9, "high": 1.5 });
    input["options"][0]["flows"][2]["range"] = json!({ "low": 0.6, "high": 1.4, "shape": "pert" });
    let options = |seed: u64, hypercube: bool| {
        let mut options = nine_years();
        options["simulation"] = json!({ "draws": 20_000, "seed": seed, "latin_hypercube": hypercube });
        options
    };
    let answer = ask(options(7, false), input.clone());
    assert_eq!(answer, ask(options(7, false), input.clone()));
    let s = &answer["options"]["centre"]["simulation"];
    assert_ne!(s, &ask(options(8, false), input.clone())["options"]["centre"]["simulation"]);
    // Triangular 0.9, 1, 1.5 has the mean 1.1333; PERT 0.6, 1, 1.4 has 1. So the mean is known.
    let want = -2_688.003_4 - 1_240_000.0 * (3.4 / 3.0 - 1.0);
    let error = 4.0 * s["standard_deviation"].as_f64().expect("a number") / 20_000f64.sqrt();
    assert!(close(&s["mean"], want, error), "{s}");
    let cube = ask(options(7, true), input);
    assert!(close(&cube["options"]["centre"]["simulation"]["mean"], want, error / 20.0), "{}", cube["options"]["centre"]["simulation"]);
    let at = |name: &str| s[name].as_f64().expect("a number");
    assert!(at("percentile_5") < at("percentile_50") && at("percentile_50") < at("percentile_95"));
    assert!(at("chance_of_loss") > 0.5 && at("chance_of_loss_standard_error") < 0.01);
    let goes =
        |what: &str| s["goes_with"].as_array().and_then(|g| g.iter().find(|g| g["what"] == what)).map(|g| g["rank_correlation"].as_f64());
    assert!(goes("capital").flatten().expect("there") < -0.3 && goes("admissions avoided").flatten().expect("there") > 0.3);
}

#[test]
fn a_bad_question_is_refused_by_name() {
    let years = || json!({ "years": 2, "discount_schedule": [[null, 0.035]] });
    let flow = |extra: Value| {
        let mut flow = json!({ "name": "running", "kind": "cost", "organisation": "council", "amounts": [1, 1] });
        extra.as_object().expect("fields").iter().for_each(|(k, v)| flow[k] = v.clone());
        json!({ "options": [{ "id": "a", "flows": [flow] }] })
    };
    for (extra, want) in [
        (json!({}), "answered"),
        (json!({ "amounts": [1, -1] }), "negative_cost"),
        (json!({ "amounts": [1, null] }), "year_missing"),
        (json!({ "amounts": [1] }), "years_differ"),
        (json!({ "amounts": ["£1.2m", 400] }), "not_a_number"),
        (json!({ "amounts": [1e300, 0] }), "not_a_number"),
        (json!({ "amounts": null }), "amounts_unclear"),
        (json!({ "amounts": null, "kind": "benefit", "a_year": 5 }), "benefit_without_start"),
        (json!({ "kind": "transfer" }), "transfer_to_nobody"),
        (json!({ "cashable": 1.2, "kind": "benefit" }), "share_out_of_range"),
        (json!({ "colour": "red" }), "not_readable"),
        (json!({ "kind": "hope" }), "not_readable"),
        (json!({ "range": { "low": 1.2, "high": 1.5 } }), "range"),
        (json!({ "organisation": " " }), "flow_incomplete"),
    ] {
        assert_eq!(code(&ask(years(), flow(extra.clone()))), want, "{extra}");
    }
    for (options, want) in [
        (json!({ "discount_schedule": [[null, 0.035]] }), "years"),
        (json!({ "years": 2 }), "no_discount_schedule"),
        (json!({ "years": 2, "discount_schedule": [] }), "no_discount_schedule"),
        (json!({ "years": 2, "discount_schedule": [[2, null, 0.03]] }), "discount_schedule_hole"),
        (json!({ "years": 2, "discount_schedule": "3.5%" }), "not_readable"),
        (json!({ "years": 2, "discount_schedule": [[null, 3.5]] }), "discount_rate"),
        (json!({ "years": 2, "discount_schedule": [[null, 0.035]], "colour": "red" }), "unknown_option"),
        (json!({ "years": 2, "discount_schedule": [[null, 0.035]], "horizons": [2] }), "horizon"),
        (json!({ "years": 2, "discount_schedule": [[null, 0.035]], "simulation": { "seed": 1 } }), "nothing_uncertain"),
        (json!({ "years": 2, "discount_schedule": [[null, 0.035]], "simulation": { "seed": 1, "draws": 5 } }), "draws"),
        (
            json!({ "years": 2, "discount_schedule": [[null, 0.035]], "drivers": [{ "name": "d", "value": 1, "flows": ["rent"] }] }),
            "driver_without_flow",
        ),
        (json!({ "years": 2, "discount_schedule": [[null, 0.035]], "scenarios": [{ "name": "s", "times": { "rent": 2 } }] }), "scenario"),
        (json!({ "years": 2, "discount_schedule": [[null, 0.035]], "full_cost_required": true }), "cost_part_missing"),
        (json!({ "years": 2, "discount_schedule": [[null, 0.035]], "unit": "pounds" }), "answered"),
    ] {
        assert_eq!(code(&ask(options.clone(), flow(json!({})))), want, "{options}");
    }
    let option = |id: &str, amount: f64| json!({ "id": id, "flows": [{ "name": "running", "kind": "cost", "organisation": "council", "amounts": [amount, amount] }] });
    assert_eq!(code(&ask(years(), json!({ "options": [option("a", 1.0), option("a", 1.0)] }))), "option_twice");
    assert_eq!(code(&ask(years(), json!({ "options": [option("a", 1.0)], "business_as_usual": "as now" }))), "no_business_as_usual");
    let mixed = json!({ "options": [option("a", 410_000.0), option("b", 400.0)] });
    assert_eq!(code(&ask(years(), mixed.clone())), "thousands_mixed");
    let mut in_pounds = years();
    in_pounds["unit"] = json!("pounds");
    assert_eq!(code(&ask(in_pounds, mixed)), "answered", "whoever says the unit means it");
    let many: Vec<Value> = (0..10_000).map(|at| option(&at.to_string(), 1.0)).collect();
    assert_eq!(code(&ask(years(), json!({ "options": many }))), "too_many_options");
    assert_eq!(code(&calc::cba("{").expect_err("refused")), "not_json");
}
