//! Figures that other programs gave (../shared/parity). Skipped, and said so, where they are not here.

use std::path::PathBuf;

use methods::calc;
use serde_json::Value;

pub fn folder(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/parity").join(name);
    let found = Some(folder).filter(|f| f.is_dir());
    if found.is_none() {
        println!("skipped: ../shared is not here");
    }
    found
}

pub fn questions(folder: &PathBuf) -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    files.into_iter().map(|p| (p.display().to_string(), std::fs::read_to_string(&p).expect("a question"))).collect()
}

/// Every leaf of `want` is in `got`, numbers within a relative tolerance. Fields in `left_out` are not compared.
pub fn agrees(at: &str, want: &Value, got: &Value, tolerance: f64, left_out: &[&str], wrong: &mut Vec<String>) {
    match (want, got) {
        (Value::Object(want), Value::Object(got)) => {
            for (key, value) in want.iter().filter(|(k, _)| !left_out.contains(&k.as_str())) {
                match got.get(key) {
                    Some(found) => agrees(&format!("{at}.{key}"), value, found, tolerance, left_out, wrong),
                    None => wrong.push(format!("{at}.{key} is absent")),
                }
            }
        }
        (Value::Array(want), Value::Array(got)) => {
            if want.len() != got.len() {
                wrong.push(format!("{at}: {} wanted, {} found", want.len(), got.len()));
            }
            for (i, (w, g)) in want.iter().zip(got).enumerate() {
                agrees(&format!("{at}[{i}]"), w, g, tolerance, left_out, wrong);
            }
        }
        (Value::Number(w), Value::Number(g)) => {
            let (w, g) = (w.as_f64().unwrap_or(f64::NAN), g.as_f64().unwrap_or(f64::NAN));
            // A probability the reference rounds to nothing is held to the tolerance itself.
            let fine = (w - g).abs() <= tolerance * w.abs() || (w == 0.0 && g.abs() <= tolerance);
            if !fine {
                wrong.push(format!("{at}: {w} wanted, {g} found"));
            }
        }
        (w, g) if w == g => {}
        (w, g) => wrong.push(format!("{at}: {w} wanted, {g} found")),
    }
}

fn hold(name: &str, fewest: usize, left_out: &[&str], answer: impl Fn(&str) -> Result<Value, Value>) {
    let Some(folder) = folder(name) else { return };
    let questions = questions(&folder);
    assert!(questions.len() >= fewest, "only {} questions in {}", questions.len(), folder.display());
    let mut wrong = Vec::new();
    for (file, text) in &questions {
        let question: Value = serde_json::from_str(text).expect("JSON");
        let tolerance = question["tolerance_rel"].as_f64().expect("a tolerance");
        match answer(text) {
            Ok(got) => agrees(file, &question["expected"], &got, tolerance, left_out, &mut wrong),
            Err(refusal) => wrong.push(format!("{file}: {refusal}")),
        }
    }
    assert!(wrong.is_empty(), "{} differences, first: {:#?}", wrong.len(), wrong.iter().take(20).collect::<Vec<_>>());
}

#[test]
fn control_charts_agree_with_the_r_package() {
    // `warnings` is prose of the reference's own, and its `short_group_warning` is not to be held to (parity notes).
    hold("spc", 12, &["warnings", "short_group_warning"], calc::spc);
}

#[test]
fn the_evidence_standard_agrees_with_its_independent_restatement() {
    hold("evidence", 13, &[], calc::evidence);
}

#[test]
fn costs_benefits_and_social_return_agree_with_independent_arithmetic() {
    hold("appraisal", 6, &[], |text| {
        let question: Value = serde_json::from_str(text).expect("JSON");
        match question["method"].as_str() {
            Some("cba") => calc::cba(text),
            Some("sroi") => calc::sroi(text),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn funnels_agree_with_the_r_package() {
    // Points of its drawn lines and its messages are not asked of us (parity notes); the lines at every place are.
    hold("funnel", 6, &["limits_sample", "messages"], calc::funnel);
}

fn rows(path: PathBuf) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).expect("a table");
    text.lines().skip(1).map(|l| l.split(',').map(|c| c.trim_matches('"').trim().to_owned()).collect()).collect()
}

#[test]
fn many_series_at_once_agree_with_the_r_package() {
    let Some(folder) = folder("spc") else { return };
    let table = rows(folder.join("bulk_ae_perf.csv"));
    let batch: Vec<calc::BatchRow> = table
        .iter()
        .map(|r| calc::BatchRow { series: r[0].clone(), date: r[1].parse().expect("a date"), value: r[2].parse().ok() })
        .collect();
    let options = serde_json::json!({ "improvement_direction": "increase", "target": 0.95 });
    let answer = calc::spc_batch(&batch, &options).expect("an answer");
    let mut wrong = Vec::new();
    let number = |text: &str| text.parse::<f64>().ok().filter(|v| v.is_finite());
    let truth = |text: &str| match text {
        "TRUE" => Some(true),
        "FALSE" => Some(false),
        _ => None,
    };
    for row in &table {
        let point = answer["series"][&row[0]]["points"].as_array().and_then(|ps| ps.iter().find(|p| p["date"] == row[1].as_str()));
        let Some(point) = point else {
            wrong.push(format!("{} {} is absent", row[0], row[1]));
            continue;
        };
        for (at, field) in [(2, "value"), (3, "mean"), (4, "lpl"), (5, "upl"), (7, "relative_to_mean"), (12, "target")] {
            let (want, got) = (number(&row[at]), point[field].as_f64());
            let fine = match (want, got) {
                (Some(w), Some(g)) => (w - g).abs() <= 1e-9 * w.abs(),
                (w, g) => w == g,
            };
            if !fine {
                wrong.push(format!("{} {} {field}: {want:?} wanted, {got:?} found", row[0], row[1]));
            }
        }
        for (at, field) in [(6, "outside_limits"), (8, "close_to_limits")] {
            if truth(&row[at]) != point[field].as_bool() {
                wrong.push(format!("{} {} {field}: {} wanted, {} found", row[0], row[1], row[at], point[field]));
            }
        }
        for (at, field) in [(9, "special_cause_type"), (10, "point_type")] {
            if point[field] != row[at].as_str() {
                wrong.push(format!("{} {} {field}: {} wanted, {} found", row[0], row[1], row[at], point[field]));
            }
        }
    }
    for row in rows(folder.join("bulk_ae_perf_assurance.csv")) {
        if answer["series"][&row[0]]["assurance_type"] != row[1].as_str() {
            wrong.push(format!("{}: assurance {} wanted", row[0], row[1]));
        }
    }
    assert!(wrong.is_empty(), "{} differences, first: {:#?}", wrong.len(), wrong.iter().take(20).collect::<Vec<_>>());
    assert!(table.len() > 900);
}
