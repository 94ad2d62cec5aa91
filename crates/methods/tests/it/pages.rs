//! The demonstration of every method's page is run, and what the page prints is held to what comes out.

use std::path::PathBuf;

use methods::{METHODS, calc};
use serde_json::Value;

const HEADINGS: [&str; 11] = [
    "Question it answers",
    "Method",
    "Worked example",
    "Why it matters, and how it misleads",
    "Sources",
    "Output",
    "Settings",
    "When it refuses",
    "Assumptions",
    "Where we differ from the usual tool, and how to match it",
    "Demonstration",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Everything the page prints is in the answer; numbers are printed to six figures or more.
fn holds(at: &str, page: &Value, answer: &Value, wrong: &mut Vec<String>) {
    match (page, answer) {
        (Value::Object(page), _) => {
            for (key, value) in page {
                holds(&format!("{at}.{key}"), value, &answer[key], wrong);
            }
        }
        (Value::Array(page), Value::Array(found)) if page.len() == found.len() => {
            for (i, (p, f)) in page.iter().zip(found).enumerate() {
                holds(&format!("{at}[{i}]"), p, f, wrong);
            }
        }
        (Value::Number(p), Value::Number(f)) => {
            let (p, f) = (p.as_f64().expect("a number"), f.as_f64().expect("a number"));
            if (p - f).abs() > 1e-6 * p.abs().max(1.0) {
                wrong.push(format!("{at}: the page says {p}, the answer is {f}"));
            }
        }
        (p, f) if p == f => {}
        (p, f) => wrong.push(format!("{at}: the page says {p}, the answer is {f}")),
    }
}

#[test]
fn every_method_has_a_page_whose_demonstration_is_what_comes_out() {
    let mut wrong = Vec::new();
    let mine = [
        "spc-xmr",
        "spc-p-prime",
        "spc-rare",
        "evidence-standard",
        "disclosure-small-counts",
        "mcda-weighted-sum",
        "mcda-topsis",
        "mcda-promethee",
        "smaa",
        "allocation",
        "appraisal-cba",
        "sroi",
        "equal-shares",
        "bradley-terry",
        "ranked-lists",
        "points",
        "agreement",
        "voice-reach",
        "demand-forecast",
        "demand-cohort",
        "demand-management",
        "eligibility-threshold",
        "system-load",
        "partnership-check",
        "skills-gap",
        "collaboration-worth",
        "benchmark-peers",
        "standardised-rates",
        "nearest-neighbours",
        "funnel",
        "matching",
        "capacity-gap",
        "market-concentration",
        "market-competition",
        "market-flows",
        "market-dependency",
        "market-call-off",
        "market-health",
        "red-flags",
        "predicted-bids",
        "market-maturity",
        "lead-time",
        "barriers-to-bid",
        "lots",
        "supplier-commitment",
        "policy-durability",
        "pipeline-stability",
    ];
    for code in mine {
        assert!(METHODS.iter().any(|m| m.code == code), "{code}");
        let page = std::fs::read_to_string(root().join(format!("docs/methods/{code}.md"))).expect("a page");
        let headings: Vec<&str> = page.lines().filter_map(|l| l.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{code}");
        let block = page.split("```console\n").nth(1).and_then(|b| b.split("```").next()).expect("a demonstration");
        let (command, printed) = block.split_once('\n').expect("a command and what it prints");
        let words: Vec<&str> = command.split_whitespace().collect();
        let ["$", "wherewithal", "calc", method, file, "--json"] = words[..] else { panic!("{code}: {command}") };
        let question = std::fs::read_to_string(root().join(file)).expect("an example");
        let answer = match method {
            "spc" => calc::spc(&question),
            "evidence" => calc::evidence(&question),
            "disclosure" => calc::disclosure(&question),
            "mcda" => calc::mcda(&question),
            "smaa" => calc::smaa(&question),
            "allocate" => calc::allocate(&question, &methods::allocation::OwnSearch),
            "cba" => calc::cba(&question),
            "sroi" => calc::sroi(&question),
            "equal-shares" => calc::equal_shares(&question),
            "bradley-terry" => calc::bradley_terry(&question),
            "ranking" => calc::ranking(&question),
            "points" => calc::points(&question),
            "agreement" => calc::agreement(&question),
            "reach" => calc::reach(&question),
            "forecast" => calc::forecast(&question),
            "cohort" => calc::cohort(&question),
            "demand-management" => calc::demand_management(&question),
            "eligibility" => calc::eligibility(&question),
            "system-load" => calc::system_load(&question),
            "relationships" => calc::relationships(&question),
            "benchmark" => calc::benchmark(&question),
            "rates" => calc::rates(&question),
            "neighbours" => calc::neighbours(&question),
            "funnel" => calc::funnel(&question),
            "matching" => calc::matching(&question),
            "capacity" => calc::capacity(&question),
            "concentration" | "competition" | "flows" | "dependency" | "call-offs" | "health" | "flags" | "predicted-bids" | "maturity"
            | "lead-time" | "barriers" | "lots" | "commitment" | "durability" | "pipeline" => calc::market(code, &question),
            other => panic!("{other}"),
        };
        let answer = answer.unwrap_or_else(|refusal| panic!("{code}: {refusal}"));
        assert_eq!(answer["method"], code);
        let printed: Value = serde_json::from_str(printed).expect("the page prints JSON");
        holds(code, &printed, &answer, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
