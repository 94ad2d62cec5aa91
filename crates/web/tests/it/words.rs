//! The words of pages: none of our own workshop, none that judges people.

use std::fs;
use std::path::Path;

const NEVER: [&str; 21] = [
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
    "ridley",
    "dissent",
    "the house",
    "lake",
    "desk",
    "walk",
    "finding",
];

#[test]
fn no_template_says_a_word_that_never_stands_on_a_page() {
    let mut read = 0;
    let mut said = Vec::new();
    each_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut |path, text| {
        read += 1;
        let text = without_code(&text).to_lowercase();
        for word in NEVER.iter().filter(|word| says(&text, word)) {
            said.push(format!("{}: {word}", path.display()));
        }
    });
    assert!(read > 60, "only {read} templates and cards were found");
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn a_word_is_found_whole_and_code_is_not_words() {
    assert!(says("the verdict is", "verdict") && !says("wished", "wish") && !says("mudflake", "lake"));
    assert_eq!(without_code("a {{ desk.name }} b {% if lake %}c{# walk #}"), "a  b c");
}

fn each_file(folder: &Path, look: &mut impl FnMut(&Path, String)) {
    for entry in fs::read_dir(folder).expect("templates").flatten() {
        let path = entry.path();
        if path.is_dir() {
            each_file(&path, look);
        } else if let Ok(text) = fs::read_to_string(&path) {
            look(&path, text);
        }
    }
}

fn without_code(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some(start) = ["{{", "{%", "{#"].iter().filter_map(|open| rest.find(open)).min() {
        words.push_str(&rest[..start]);
        let close = match &rest[start..start + 2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        rest = rest[start..].find(close).map_or("", |end| &rest[start + end + 2..]);
    }
    words + rest
}

fn says(text: &str, word: &str) -> bool {
    let edge = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + word.len()..].chars().next()))
}
