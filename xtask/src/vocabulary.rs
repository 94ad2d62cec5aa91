//! `docs/vocabulary.csv`: every noun and field of the model, with its type, unit, default, meaning and the words people say.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;

use crate::Fault;
use crate::literals::before_tests;
use crate::tree::Tree;

pub const FILE: &str = "docs/vocabulary.csv";
pub const COLUMNS: [&str; 10] = ["noun", "field", "type", "unit", "default", "meaning", "required", "council", "nhs", "plain"];

/// A field as the model has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub is: String,
    pub file: String,
}

/// A row of the vocabulary, in the order of `COLUMNS`.
pub type Row = Vec<String>;

/// # Errors
/// Where the file is no CSV.
pub fn rows(tree: &Tree) -> anyhow::Result<Vec<Row>> {
    let text = tree.text(FILE).context("docs/vocabulary.csv is missing")?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    anyhow::ensure!(headers == COLUMNS, "{FILE}: the columns are {}", COLUMNS.join(", "));
    reader.records().map(|record| Ok(record?.iter().map(str::to_owned).collect())).collect()
}

/// Public structs of the model with their public fields.
pub fn fields(tree: &Tree) -> BTreeMap<(String, String), Field> {
    let mut found = BTreeMap::new();
    for (path, text) in tree.under("crates/model/src/", ".rs") {
        let mut noun: Option<String> = None;
        for line in before_tests(text).lines() {
            if let Some(rest) = line.strip_prefix("pub struct ") {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
                noun = rest.trim_end().ends_with('{').then_some(name);
            } else if line.starts_with('}') {
                noun = None;
            } else if let (Some(noun), Some(rest)) = (&noun, line.strip_prefix("    pub "))
                && let Some((field, is)) = rest.split_once(": ")
            {
                found.insert((noun.clone(), field.to_owned()), Field { is: is.trim_end_matches(',').to_owned(), file: path.to_owned() });
            }
        }
    }
    found
}

/// The vocabulary knows every field, and no field that is not.
pub fn check(tree: &Tree) -> anyhow::Result<Vec<Fault>> {
    let (rows, fields) = (rows(tree)?, fields(tree));
    let mut faults = Vec::new();
    let mut known = BTreeSet::new();
    let mut nouns = BTreeSet::new();
    for row in &rows {
        let [noun, field, is, _, _, meaning, required, council, nhs, plain] = row.as_slice() else {
            faults.push(Fault::new(FILE, format!("a row has {} columns: {}", row.len(), row.join(","))));
            continue;
        };
        if meaning.trim().is_empty() {
            faults.push(Fault::new(FILE, format!("{noun}.{field} has no meaning")));
        }
        if field.is_empty() {
            nouns.insert(noun.clone());
            if [council, nhs, plain].iter().any(|word| word.trim().is_empty()) {
                faults.push(Fault::new(FILE, format!("{noun} lacks a council, NHS or plain word")));
            }
            continue;
        }
        if !["yes", "no"].contains(&required.as_str()) {
            faults.push(Fault::new(FILE, format!("{noun}.{field}: required is yes or no")));
        }
        match fields.get(&(noun.clone(), field.clone())) {
            None => faults.push(Fault::new(FILE, format!("{noun}.{field} is not in the model: remove the row, or mend its spelling"))),
            Some(found) if found.is != *is => {
                faults.push(Fault::new(FILE, format!("{noun}.{field} is {} in {}, and {is} here", found.is, found.file)))
            }
            Some(_) => {}
        }
        if !known.insert((noun.clone(), field.clone())) {
            faults.push(Fault::new(FILE, format!("{noun}.{field} is there twice")));
        }
    }
    for ((noun, field), found) in fields.iter().filter(|(key, _)| !known.contains(*key)) {
        faults.push(Fault::new(found.file.as_str(), format!("{noun}.{field} is not in {FILE}: add a row with its meaning")));
    }
    for noun in fields.keys().map(|(noun, _)| noun).collect::<BTreeSet<_>>() {
        if !nouns.contains(noun) {
            faults.push(Fault::new(FILE, format!("{noun} has no row of its own (field empty) with council, NHS and plain word")));
        }
    }
    Ok(faults)
}
