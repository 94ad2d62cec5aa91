//! Allocations that two other programs solved (../shared/parity/alloc). Skipped, and said so, where they are not here.

use std::path::PathBuf;
use std::time::Instant;

use methods::allocation::{Program, verify};
use methods::calc;
use serde_json::Value;
use solver::Together;

fn questions() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/parity/alloc");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: ../shared is not here");
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    files.sort();
    let named = |path: &PathBuf| path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    files.into_iter().map(|path| (named(&path), std::fs::read_to_string(&path).expect("a question"))).collect()
}

fn answered(name: &str, text: &str, seconds: f64) -> (Value, Value) {
    let start = Instant::now();
    let answer = calc::allocate(text, &Together { seconds: Some(seconds) }).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    let expected: Value = serde_json::from_str::<Value>(text).expect("JSON")["expected"].clone();
    println!(
        "{name}: {} of {} in {:.2} s, gap {}, {}",
        answer["best_known"],
        answer["bound"],
        start.elapsed().as_secs_f64(),
        answer["gap"],
        answer["work"]
    );
    // Whatever it says holds up against the rows of the question itself.
    let (problem, ..) = calc::allocate::read(text).expect("a problem");
    let program = Program::of(&problem).expect("a programme");
    let ids: Vec<String> = answer["chosen"].as_array().expect("ids").iter().map(Value::to_string).collect();
    let (outcome, bound) = (answer["best_known"].as_i64().expect("an outcome"), answer["bound"].as_i64().expect("a bound"));
    let prices: Vec<f64> =
        answer["working"]["rows"].as_array().expect("rows").iter().map(|r| r["price"].as_f64().expect("a price")).collect();
    let held = verify(&program, ids.iter().map(String::as_str), outcome, bound, &prices);
    assert!(held.feasible && held.sums, "{name}: {held:?}");
    assert!(held.bound.is_some_and(|shown| shown >= bound), "{name}: {held:?} {bound}");
    (answer, expected)
}

#[test]
fn every_allocation_of_up_to_400_options_is_shown_to_be_the_optimum_of_highs_and_cbc() {
    for (name, text) in questions().iter().filter(|(name, _)| !name.starts_with("v09")) {
        let (answer, expected) = answered(name, text, 120.0);
        assert_eq!(answer["optimum"], expected["optimum"], "{name}");
        assert_eq!(answer["bound"], expected["optimum"], "{name}");
    }
}

#[test]
fn the_large_allocation_keeps_between_its_bounds_from_half_a_second_on() {
    for (name, text) in questions().iter().filter(|(name, _)| name.starts_with("v09")) {
        for seconds in [0.5, 5.0] {
            let (answer, expected) = answered(name, text, seconds);
            let (best, bound) = (answer["best_known"].as_i64().expect("an outcome"), answer["bound"].as_i64().expect("a bound"));
            // No plan passes the reference's bound, and no bound is below a plan the reference knows.
            assert!(best as f64 <= expected["bound"].as_f64().expect("a bound"), "{name}");
            assert!(bound >= expected["best_known"].as_i64().expect("an outcome"), "{name}");
        }
    }
}
