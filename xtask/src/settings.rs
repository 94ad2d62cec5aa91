//! `config/default.toml`: every setting is read by code that acts on it, not only by what reads the file.

use crate::Fault;
use crate::literals::before_tests;
use crate::tree::Tree;

pub const FILE: &str = "config/default.toml";
/// Where a key becomes a field or an answer.
const READER: &str = "crates/desk/src/config/settings.rs";
/// What reads the file acts on nothing.
const NOT_ACTING: [&str; 2] = ["crates/desk/src/config/", "crates/principles/src/settings.rs"];

/// The keys of the file, as people know them: `readiness.lapse_days`.
pub fn keys(tree: &Tree) -> Vec<String> {
    let lines = tree.text(FILE).unwrap_or_default().lines();
    lines.filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).filter(|key| key.contains('.')).map(str::to_owned).collect()
}

/// Settings that nothing acts on.
pub fn check(tree: &Tree) -> Vec<Fault> {
    let reader = tree.text(READER).map(before_tests).unwrap_or_default();
    let mut faults = Vec::new();
    for key in keys(tree) {
        let Some(name) = named(reader, &key) else {
            faults.push(Fault::new(FILE, format!("{key} is read by nobody: act on it, or take it out")));
            continue;
        };
        if !is_used(tree, &name) {
            faults.push(Fault::new(FILE, format!("{key} becomes `{name}`, and nobody acts on that: act on it, or take it out")));
        }
    }
    faults
}

/// The field or function through which a key is had.
fn named(reader: &str, key: &str) -> Option<String> {
    let at = reader.find(&format!("\"{key}\""))?;
    let before = &reader[..at];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before[start..].trim_start();
    // `field: small(e, "key")?`, also beside others on one line.
    if let Some(call) = before.strip_suffix("(e, ") {
        let field = call.trim_end_matches(is_name).strip_suffix(": ");
        if let Some(field) = field.map(last_name).filter(|field| !field.is_empty()) {
            return Some(field.to_owned());
        }
    }
    // `field: Kind::parse(&choice(e, "key")?)`, `let field = match e.get("key")`.
    let bound = line.strip_prefix("let ").and_then(|rest| rest.split_once(" = ")).or_else(|| line.split_once(": "));
    if let Some((field, _)) = bound.filter(|(field, _)| !field.is_empty() && field.chars().all(is_name)) {
        return Some(field.to_owned());
    }
    // Within a function of the settings: the function is what is asked.
    let function = before.rfind("pub fn ").map(|at| &before[at + "pub fn ".len()..])?;
    Some(function.chars().take_while(|letter| is_name(*letter)).collect())
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn last_name(text: &str) -> &str {
    let start = text.rfind(|letter| !is_name(letter)).map_or(0, |at| at + 1);
    &text[start..]
}

/// Somewhere it is asked of the settings: `settings.name`, `settings.readiness.name`, or straight from what is in force.
fn is_used(tree: &Tree, name: &str) -> bool {
    const ASKED_OF: [&str; 4] = ["ettings.", "ettings.readiness.", ".await?.", "theme."];
    let source = tree.under("crates/", ".rs").filter(|(path, _)| path.contains("/src/"));
    source.filter(|(path, _)| !NOT_ACTING.iter().any(|not| path.starts_with(not))).any(|(_, text)| {
        // A call broken over lines is one.
        let code = before_tests(text).split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".");
        ASKED_OF.iter().any(|of| {
            let asked = format!("{of}{name}");
            code.match_indices(&asked).any(|(at, found)| !code[at + found.len()..].starts_with(is_name))
        })
    })
}
