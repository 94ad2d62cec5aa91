//! Names, sizes, paths and promises: small rules that keep the tree readable.

use crate::Fault;
use crate::literals::before_tests;
use crate::tree::Tree;
use crate::walls::PURE;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "helper", "misc", "manager", "service", "types"];
/// A file that is a noun of the model may bear its name.
const NAMED_FOR_A_NOUN: &[&str] = &["crates/model/src/service.rs"];

/// Past this a file is asked which second idea moved in.
pub const LARGE: usize = 500;
/// Files that may be larger, each with its reason.
pub const MAY_BE_LARGE: &[(&str, &str)] = &[
    ("crates/desk/src/config/settings.rs", "one list of settings, read, checked and typed"),
    ("crates/principles/src/p_outsourcing_a_problem/issue_state.rs", "one rule (C10) with every way an issue can stand"),
];

/// Methods that may be read by another method.
const READS: &[(&str, &str)] = &[("evidence", "spc")];
/// Not methods: shared arithmetic, the card, the working; and `calc`, which puts a question file to a method and prints its answer.
const NOT_METHODS: &[&str] = &["numeric", "method", "working", "calc"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    [names(tree), methods_apart(tree), pure(tree), places(tree), promises(tree), merges(tree), roots(tree)].concat()
}

/// Files with names that say nothing.
pub fn names(tree: &Tree) -> Vec<Fault> {
    let rust = tree.files.keys().filter(|path| path.ends_with(".rs") && !NAMED_FOR_A_NOUN.contains(&path.as_str()));
    let empty = |path: &&String| path.split('/').any(|part| EMPTY_NAMES.contains(&part.trim_end_matches(".rs")));
    rust.filter(empty).map(|path| Fault::new(path.as_str(), "this name says nothing of what is inside: name the idea")).collect()
}

/// Files past 500 lines that are not on the list. A warning: a count alone never stops anyone.
pub fn sizes(tree: &Tree) -> Vec<Fault> {
    let source = tree.files.iter().filter(|(path, _)| path.ends_with(".rs") && !path.contains("/tests/"));
    let large = source
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(path, lines)| *lines > LARGE && !MAY_BE_LARGE.iter().any(|(may, _)| may == path));
    large.map(|(path, lines)| Fault::new(path.as_str(), format!("{lines} lines: which second idea moved in?"))).collect()
}

/// Methods do not import methods; `evidence` reads `spc`, and no other arrow is named.
pub fn methods_apart(tree: &Tree) -> Vec<Fault> {
    const ROOT: &str = "crates/methods/src/";
    let files = || tree.under(ROOT, ".rs").filter_map(|(path, text)| Some((path, text, path.strip_prefix(ROOT)?.split_once('/')?.0)));
    let methods: std::collections::BTreeSet<&str> =
        files().map(|(_, _, method)| method).filter(|method| !NOT_METHODS.contains(method)).collect();
    let mut faults = Vec::new();
    for (path, text, method) in files().filter(|(_, _, method)| methods.contains(method)) {
        for other in methods.iter().filter(|other| **other != method && !READS.contains(&(method, **other))) {
            for (n, line) in before_tests(text).lines().enumerate() {
                let code = line.split("//").next().unwrap_or("");
                if code.contains(&format!("crate::{other}::"))
                    || code.contains(&format!("crate::{other};"))
                    || code.contains(&format!("super::super::{other}"))
                {
                    faults.push(Fault::new(
                        format!("{path}:{}", n + 1),
                        format!(
                            "{method} may not import {other}: methods do not know each other, and data passes between them at the caller"
                        ),
                    ));
                }
            }
        }
    }
    faults
}

/// Pure crates ask nothing of the machine.
pub fn pure(tree: &Tree) -> Vec<Fault> {
    const ASKS: &[&str] = &[
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "SystemTime::now",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "rand::rng(",
        "thread_rng",
        "OsRng",
        "async fn",
        "println!",
        "eprintln!",
    ];
    let mut faults = Vec::new();
    for krate in PURE {
        for (path, text) in tree.under(&format!("crates/{krate}/src/"), ".rs") {
            for (n, line) in before_tests(text).lines().enumerate() {
                let code = line.split("//").next().unwrap_or("");
                if let Some(asks) = ASKS.iter().find(|asks| code.contains(**asks)) {
                    faults.push(Fault::new(
                        format!("{path}:{}", n + 1),
                        format!("{krate} is pure: {asks} belongs above it; time and chance are arguments"),
                    ));
                }
            }
        }
    }
    faults
}

/// Paths of one machine, and hosts of package registries, do not belong in the tree.
pub fn places(tree: &Tree) -> Vec<Fault> {
    // Written apart, so that this file does not name what it looks for.
    let paths = [["/wo", "rk/"], ["/ho", "me/"], ["/ro", "ot/"], ["/Us", "ers/"]].map(|parts| parts.concat());
    let hosts = [
        ["registry.np", "mjs.org"],
        ["index.cra", "tes.io"],
        ["static.cra", "tes.io"],
        ["files.python", "hosted.org"],
        ["proxy.go", "lang.org"],
    ]
    .map(|parts| parts.concat());
    let mut faults = Vec::new();
    for (path, text) in &tree.files {
        for (n, line) in text.lines().enumerate() {
            let at = || format!("{path}:{}", n + 1);
            let of_machine = |found: &String| {
                line.match_indices(found.as_str())
                    .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '}' | ')')))
            };
            if let Some(found) = paths.iter().find(|found| of_machine(found)) {
                faults.push(Fault::new(at(), format!("{found} is a path of one machine")));
            }
            if let Some(host) = hosts.iter().find(|host| line.contains(host.as_str())) {
                faults.push(Fault::new(at(), format!("{host} is a registry's host: leave it to the client's own settings")));
            }
        }
    }
    faults
}

/// Work put off is a promise nobody reads: it is done, or it is in `docs/` or an issue.
pub fn promises(tree: &Tree) -> Vec<Fault> {
    let marks = [["TO", "DO"], ["FIX", "ME"], ["X", "XX"], ["to", "do!("], ["unimple", "mented!("]].map(|parts| parts.concat());
    let mut faults = Vec::new();
    for (path, text) in tree.files.iter().filter(|(path, _)| {
        path.ends_with(".rs") || path.ends_with(".html") || path.ends_with(".js") || path.ends_with(".scss") || path.ends_with(".sql")
    }) {
        for (n, line) in text.lines().enumerate() {
            let is_word = |at: usize, len: usize| {
                let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
                outside(line[..at].chars().next_back())
                    && outside(line[at + len..].chars().next().filter(|_| !line[..at + len].ends_with('(')))
            };
            if let Some(mark) = marks.iter().find(|mark| line.match_indices(mark.as_str()).any(|(at, _)| is_word(at, mark.len()))) {
                faults.push(Fault::new(format!("{path}:{}", n + 1), format!("{mark}: do it, or say in an issue that it is not done")));
            }
        }
    }
    faults
}

/// What two people wrote at once is settled: no marks of a merge are left, and no two decisions share a number.
pub fn merges(tree: &Tree) -> Vec<Fault> {
    let marks = ["<", ">"].map(|mark| format!("{} ", mark.repeat(7)));
    let mut faults = Vec::new();
    for (path, text) in &tree.files {
        for (n, _) in text.lines().enumerate().filter(|(_, line)| marks.iter().any(|mark| line.starts_with(mark.as_str()))) {
            faults.push(Fault::new(format!("{path}:{}", n + 1), "the mark of a merge: settle what is above and below it"));
        }
    }
    let mut before: Option<(&str, &str)> = None;
    for (path, _) in tree.under("docs/decisions/", ".md") {
        let number = path.trim_start_matches("docs/decisions/").split('-').next().unwrap_or_default();
        if before.is_some_and(|(taken, _)| taken == number) {
            faults.push(Fault::new(path, format!("number {number} is taken by {}", before.map_or("", |(_, path)| path))));
        }
        before = Some((number, path));
    }
    faults
}

/// What a newcomer opens first is there.
pub fn roots(tree: &Tree) -> Vec<Fault> {
    const FIRST: [&str; 5] = ["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENCE", "docs/vocabulary.csv"];
    FIRST.into_iter().filter(|path| tree.text(path).is_none()).map(|path| Fault::new(path, "is missing")).collect()
}
