//! Words never shown to people. Inside the code the field's exact terms stand; what is read here is what reaches a page, a
//! paper or a terminal: templates, method pages, configuration, and sentences in the crates that speak to people.

use crate::Fault;
use crate::literals::{before_tests, literals};
use crate::tree::Tree;

/// Whole words, in any letter case, with their plural. Two words are looked for as they stand.
pub const NEVER_SHOWN: &[&str] = &[
    "blocked",
    "override",
    "verdict",
    "proven",
    "unequivocal",
    "contradicted",
    "captured",
    "salami",
    "leapt",
    "whistle",
    "wish",
    "lazy",
    "disguise",
    "contamination",
    "Ridley",
    "dissent",
    "the house",
    "lake",
    "desk",
    "walk",
    "finding",
];

/// A place where a word may stand, with the reason.
pub const ALLOWED: &[(&str, &str, &str)] =
    &[("crates/papers/src/word/parts.rs", "override", "the name of an element of every Word file, which nobody reads")];

/// Crates whose sentences people read.
const SPEAKING: &[&str] = &["principles", "methods", "exchange", "report", "papers", "desk", "web", "wherewithal"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut look = |path: &str, line: usize, text: &str| {
        for word in never_shown_in(text) {
            if !ALLOWED.iter().any(|(place, allowed, _)| *place == path && *allowed == word) {
                faults.push(Fault::new(
                    format!("{path}:{line}"),
                    format!("“{word}” is never shown to people (docs/vocabulary.csv has the word to say)"),
                ));
            }
        }
    };
    for (path, text) in tree.under("crates/web/templates/", "") {
        if path.ends_with(".html") || path.ends_with(".txt") || path.ends_with(".svg") {
            by_line(&visible(text), |line, text| look(path, line, text));
        } else if path.ends_with(".toml") || path.ends_with(".json") {
            by_line(text, |line, text| look(path, line, &values(text)));
        }
    }
    for (path, text) in tree.under("docs/methods/", ".md") {
        by_line(&without_code(text), |line, text| look(path, line, text));
    }
    for (path, text) in tree.under("config/", ".toml") {
        by_line(text, |line, text| look(path, line, &values(text)));
    }
    for krate in SPEAKING {
        for (path, source) in tree.under(&format!("crates/{krate}/src/"), ".rs") {
            let source = before_tests(source);
            // A literal without a space is a code or a key; only sentences are shown.
            for literal in literals(source).into_iter().filter(|l| l.text.contains(' ')) {
                look(path, literal.line, &without_code(&without_placeholders(&literal.text)));
            }
            // What clap shows as help is written as documentation.
            if *krate == "wherewithal" && source.contains("clap") {
                by_line(source, |line, text| {
                    if let Some(help) = text.trim_start().strip_prefix("///") {
                        look(path, line, &without_code(help));
                    }
                });
            }
        }
    }
    faults
}

/// The words of the list that a text has, each once.
pub fn never_shown_in(text: &str) -> Vec<&'static str> {
    let lower = text.to_lowercase();
    NEVER_SHOWN.iter().copied().filter(|word| has_word(&lower, &word.to_lowercase())).collect()
}

fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let rest = &text[at + word.len()..];
        let rest = rest.strip_prefix('s').filter(|after| !is_part(after.chars().next())).unwrap_or(rest);
        !is_part(before) && !is_part(rest.chars().next())
    })
}

fn by_line(text: &str, mut look: impl FnMut(usize, &str)) {
    for (n, line) in text.lines().enumerate() {
        look(n + 1, line);
    }
}

/// What of a line of TOML or JSON is a value in quotation marks.
fn values(line: &str) -> String {
    if line.trim_start().starts_with('#') {
        return String::new();
    }
    line.split('"').skip(1).step_by(2).filter(|value| value.contains(' ')).collect::<Vec<_>>().join(" ")
}

/// A sentence without what is put into it (`{name}`): that is code.
fn without_placeholders(text: &str) -> String {
    emptied(text, "{", "}")
}

/// Markdown without its code, lines kept.
fn without_code(text: &str) -> String {
    let mut fenced = false;
    let lines = text.lines().map(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        if fence || fenced { String::new() } else { line.split('`').step_by(2).collect::<Vec<_>>().join(" ") }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What of a template is seen or read aloud: text, and the attributes that are words. Template code and comments are left
/// out; lines are kept.
pub fn visible(template: &str) -> String {
    const SPOKEN: [&str; 6] = ["alt=\"", "title=\"", "aria-label=\"", "placeholder=\"", "content=\"", "data-label=\""];
    let plain = emptied(&emptied(&emptied(&emptied(template, "{#", "#}"), "{%", "%}"), "{{", "}}"), "<!--", "-->");
    let plain = emptied(&emptied(&plain, "<style", "</style>"), "<script", "</script>");
    let mut seen = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while let Some(open) = rest.find('<') {
        seen.push_str(&rest[..open]);
        let tag_end = rest[open..].find('>').map_or(rest.len(), |end| open + end + 1);
        let tag = &rest[open..tag_end];
        for spoken in SPOKEN {
            for (at, _) in tag.match_indices(spoken) {
                let value = &tag[at + spoken.len()..];
                seen.push(' ');
                seen.push_str(value.split('"').next().unwrap_or(""));
                seen.push(' ');
            }
        }
        seen.extend(tag.chars().filter(|c| *c == '\n'));
        seen.push(' ');
        rest = &rest[tag_end..];
    }
    seen.push_str(rest);
    seen
}

/// `text` with everything from an `open` to its `close` taken out, lines kept.
fn emptied(text: &str, open: &str, close: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(open) {
        left.push_str(&rest[..at]);
        let end = rest[at..].find(close).map_or(rest.len(), |end| at + end + close.len());
        left.push(' ');
        left.extend(rest[at..end].chars().filter(|c| *c == '\n'));
        rest = &rest[end..];
    }
    left.push_str(rest);
    left
}
