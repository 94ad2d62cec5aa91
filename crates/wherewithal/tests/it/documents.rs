//! What the documentation says a command prints is what it prints: every console block of the method pages is run.

use serde_json::Value;

use crate::ours::{program, root};

/// A command as the page gives it, and what stands under it.
struct Example {
    command: String,
    printed: String,
}

fn examples(text: &str) -> Vec<Example> {
    let blocks = text.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks
        .flat_map(|block| block.split("$ ").skip(1))
        .filter_map(|one| one.split_once('\n'))
        .map(|(command, printed)| Example { command: command.trim().to_owned(), printed: printed.trim().to_owned() })
        .collect()
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
            for (place, (page, found)) in page.iter().zip(found).enumerate() {
                holds(&format!("{at}[{place}]"), page, found, wrong);
            }
        }
        (Value::Number(page), Value::Number(found)) => {
            let (page, found) = (page.as_f64().expect("a number"), found.as_f64().expect("a number"));
            if (page - found).abs() > 1e-6 * page.abs().max(1.0) {
                wrong.push(format!("{at}: the page says {page}, the program {found}"));
            }
        }
        (page, found) if page == found => {}
        (page, found) => wrong.push(format!("{at}: the page says {page}, the program {found}")),
    }
}

#[test]
fn every_demonstration_of_a_method_is_run_as_it_stands() {
    let mut ran = 0;
    let mut wrong = Vec::new();
    let mut pages: Vec<_> = std::fs::read_dir(root().join("docs/methods")).expect("the pages").flatten().map(|page| page.path()).collect();
    pages.retain(|page| page.extension().is_some_and(|end| end == "md"));
    for page in pages {
        let name = page.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        for example in examples(&std::fs::read_to_string(&page).expect("reads")) {
            let mut words = example.command.split_whitespace();
            assert_eq!(words.next(), Some("wherewithal"), "{name}: {}", example.command);
            let output = program().args(words).output().expect("runs");
            let out = String::from_utf8_lossy(&output.stdout);
            match serde_json::from_str::<Value>(&example.printed) {
                Ok(printed) => holds(&name, &printed, &serde_json::from_str(&out).expect("the program prints JSON"), &mut wrong),
                Err(_) if out.trim() == example.printed => {}
                Err(_) => wrong.push(format!("{name}: {} prints {out}", example.command)),
            }
            ran += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(ran >= 5, "only {ran} demonstrations were found");
}

#[test]
fn a_page_that_says_otherwise_is_noticed() {
    let page = examples("text\n```console\n$ wherewithal calc spc x --json\n{ \"a\": [1.5, { \"b\": \"c\" }] }\n```\n");
    assert_eq!((page.len(), page[0].command.as_str()), (1, "wherewithal calc spc x --json"));
    let says: Value = serde_json::from_str(&page[0].printed).expect("JSON");
    let mut wrong = Vec::new();
    holds("p", &says, &serde_json::json!({ "a": [1.5000000001, { "b": "c" }], "more": 1 }), &mut wrong);
    assert!(wrong.is_empty());
    holds("p", &says, &serde_json::json!({ "a": [1.6, { "b": "d" }] }), &mut wrong);
    assert_eq!(wrong.len(), 2);
}
