//! Figures that other programs gave, asked of the program as anybody would (../shared/parity).

use std::path::Path;

use serde_json::Value;

use crate::ours::{run, shared};

/// Every leaf of `want` is in `got`, numbers within a relative tolerance.
fn agrees(at: &str, want: &Value, got: &Value, tolerance: f64, wrong: &mut Vec<String>) {
    match (want, got) {
        (Value::Object(want), Value::Object(_)) => {
            // Prose of the reference's own is not to be held to.
            for (key, value) in want.iter().filter(|(key, _)| !["warnings", "short_group_warning"].contains(&key.as_str())) {
                agrees(&format!("{at}.{key}"), value, &got[key], tolerance, wrong);
            }
        }
        (Value::Array(want), Value::Array(got)) if want.len() == got.len() => {
            for (place, (want, got)) in want.iter().zip(got).enumerate() {
                agrees(&format!("{at}[{place}]"), want, got, tolerance, wrong);
            }
        }
        (Value::Number(w), Value::Number(g)) => {
            let (w, g) = (w.as_f64().unwrap_or(f64::NAN), g.as_f64().unwrap_or(f64::NAN));
            let is_within = (w - g).abs() <= tolerance * w.abs() || (w == 0.0 && g.abs() <= tolerance);
            if !is_within {
                wrong.push(format!("{at}: {w} wanted, {g} found"));
            }
        }
        (want, got) if want == got => {}
        (want, got) => wrong.push(format!("{at}: {want} wanted, {got} found")),
    }
}

fn hold(method: &str, fewest: usize) {
    hold_by(method, fewest, |_| method.to_owned());
}

/// Questions of a folder, each asked of the method that `by` reads from it.
fn hold_by(name: &str, fewest: usize, by: impl Fn(&Value) -> String) {
    let Some(folder) = shared(&format!("parity/{name}")) else { return };
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "json"));
    files.sort();
    assert!(files.len() >= fewest, "{} questions", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let text = file.to_str().expect("a path");
        let asked: Value = serde_json::from_str(&std::fs::read_to_string(&file).expect("reads")).expect("a question");
        let answer = run(&["calc", &by(&asked), text, "--json"]).well().json();
        agrees(text, &asked["expected"], &answer, asked["tolerance_rel"].as_f64().expect("a tolerance"), &mut wrong);
    }
    assert!(wrong.is_empty(), "{} differences, first: {:#?}", wrong.len(), &wrong[..wrong.len().min(10)]);
}

#[test]
fn costs_benefits_and_social_return_agree_with_independent_arithmetic() {
    hold_by("appraisal", 6, |asked| asked["method"].as_str().expect("a method").to_owned());
}

#[test]
fn votes_on_a_budget_and_choices_between_two_agree_with_pabutools_and_the_fixed_point() {
    hold_by("voice", 3, |asked| asked["method"].as_str().expect("a method").to_owned());
}

#[test]
fn control_charts_agree_with_the_r_package() {
    hold("spc", 12);
}

#[test]
fn the_evidence_standard_agrees_with_its_independent_restatement() {
    hold("evidence", 13);
}

#[test]
fn options_weighed_on_several_criteria_agree_with_pymcdm_and_with_millions_of_draws() {
    let Some(folder) = shared("parity/mcda") else { return };
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "json"));
    assert!(files.len() >= 11, "{} questions", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let text = file.to_str().expect("a path");
        let mut asked: Value = serde_json::from_str(&std::fs::read_to_string(&file).expect("reads")).expect("a question");
        if asked["method"] != "smaa" {
            // That a second program agreed with the reference is the reference's own remark.
            asked["expected"].as_object_mut().expect("an answer").remove("independent_numpy_agrees");
            let answer = run(&["calc", "mcda", text, "--json"]).well().json();
            agrees(text, &asked["expected"], &answer, asked["tolerance_rel"].as_f64().expect("a tolerance"), &mut wrong);
            continue;
        }
        let answer = run(&["calc", "smaa", text, "--json"]).well().json();
        // Four standard errors of our draws and of the reference's four million.
        let (draws, reference) = (answer["draws"].as_f64().expect("draws"), 4e6);
        for field in ["rank_acceptability", "pairwise_winning"].into_iter().filter(|field| asked["expected"].get(field).is_some()) {
            let rows = |of: &Value| of[field].as_array().cloned().unwrap_or_default();
            assert!(!rows(&answer).is_empty() && rows(&asked["expected"]).len() == rows(&answer).len(), "{text}: {field}");
            for (want, got) in rows(&asked["expected"]).iter().zip(&rows(&answer)) {
                let shares = |of: &Value| of.as_array().into_iter().flatten().filter_map(Value::as_f64).collect::<Vec<f64>>();
                assert_eq!(shares(want).len(), shares(got).len());
                for (w, g) in shares(want).into_iter().zip(shares(got)) {
                    if (w - g).abs() > 4.0 * (w * (1.0 - w) * (1.0 / draws + 1.0 / reference)).sqrt() {
                        wrong.push(format!("{text}: {field} {w} wanted, {g} found"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences, first: {:#?}", wrong.len(), &wrong[..wrong.len().min(10)]);
}

fn table(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let text = std::fs::read_to_string(path).expect("a table");
    let mut lines = text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>());
    (lines.next().unwrap_or_default(), lines.collect())
}

#[test]
fn many_series_at_once_agree_with_the_r_package_called_once() {
    let Some(folder) = shared("parity/spc") else { return };
    let file = folder.join("bulk_ae_perf.csv");
    let file = file.to_str().expect("a path");
    // The file holds the questions and, in further columns, the answers.
    let answer = run(&["calc", "spc", "--batch", file, "--improvement", "increase", "--target", "0.95", "--json"]).well().json();
    let (heading, rows) = table(Path::new(file));
    let column = |name: &str| heading.iter().position(|title| title == name).unwrap_or_else(|| panic!("{name}: {heading:?}"));
    let (series, date) = (column("f"), column("x"));
    let mut wrong = Vec::new();
    for row in &rows {
        let points = answer["series"][&row[series]]["points"].as_array().expect("points");
        let point = points.iter().find(|point| point["date"] == row[date].as_str()).expect("the point");
        for (name, field) in [
            ("mean_col", "mean"),
            ("lpl", "lpl"),
            ("upl", "upl"),
            ("special_cause_type", "special_cause_type"),
            ("point_type", "point_type"),
        ] {
            let want = match row[column(name)].trim() {
                "NA" | "NaN" => Value::Null,
                text => text.parse().map_or_else(|_| Value::from(text), |number: f64| serde_json::json!(number)),
            };
            agrees(&format!("{} {} {name}", row[series], row[date]), &want, &point[field], 1e-9, &mut wrong);
        }
    }
    for row in table(&folder.join("bulk_ae_perf_assurance.csv")).1 {
        agrees(&row[0], &Value::from(row[1].as_str()), &answer["series"][&row[0]]["assurance_type"], 0.0, &mut wrong);
    }
    assert!(wrong.is_empty(), "{} differences, first: {:#?}", wrong.len(), &wrong[..wrong.len().min(10)]);
    assert!(rows.len() > 900);
}

#[test]
fn allocations_agree_with_the_optimum_that_two_other_programs_show() {
    let Some(folder) = shared("parity/alloc") else { return };
    // Those that take a second or less; the others are asked of the method itself.
    for name in ["v01_n30_y3_f2", "v02_n60_y5_f3", "v04_n150_y6_f4", "v07_n120_y1_f0", "v08_n300_y1_f8"] {
        let file = folder.join(format!("{name}.json"));
        let text = file.to_str().expect("a path");
        let asked: Value = serde_json::from_str(&std::fs::read_to_string(&file).expect("reads")).expect("a question");
        let answer = run(&["calc", "allocate", text, "--json"]).well().json();
        let want = &asked["expected"]["optimum"];
        assert_eq!([&answer["optimum"], &answer["best_known"], &answer["bound"]], [want; 3], "{name}");
        let chosen = answer["chosen"].as_array().expect("ids");
        let options = asked["instance"]["options"].as_array().expect("options");
        let outcome: i64 = options.iter().filter(|o| chosen.contains(&o["id"])).filter_map(|o| o["outcome"].as_i64()).sum();
        assert_eq!(Some(outcome), want.as_i64(), "{name}: the points of what is chosen");
    }
}

#[test]
fn an_impossible_allocation_is_answered_with_the_limits_that_conflict() {
    let folder = crate::ours::Folder::new();
    let question = serde_json::json!({ "input": {
        "years": 1,
        "services": [{ "id": "home care", "must": true, "versions": [{ "id": "home care", "outcome": 5, "costs": [{ "year": 0, "amount": 300 }] }] }],
        "budgets": [{ "id": "revenue", "amounts": [200] }],
    } });
    let answer = run(&["calc", "allocate", &folder.write("q.json", question.to_string()), "--json"]).well().json();
    assert_eq!(answer["optimum"], "infeasible");
    assert_eq!(answer["conflict"], serde_json::json!(["the budget “revenue” of year 0: 200", "“home care” has to be provided"]));
    let ran = run(&["calc", "allocate", "docs/methods/examples/spc-xmr.json", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, ""));
    let ran = run(&["calc", "allocate", "docs/methods/examples/allocation.json", "--seconds", "0"]);
    assert!(ran.code == 1 && ran.err.contains("--seconds has to be a number above 0"), "{ran:?}");
}
