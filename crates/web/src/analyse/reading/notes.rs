//! What looked odd, by its place, with the answers offered.

use std::collections::BTreeMap;

use desk::analyse::load_performance::{Note, Reading};

use crate::components::choices::Radios;
use crate::components::markup::Markup;
use crate::components::typed::Select;
use crate::form::Form;

pub(super) struct NoteShown {
    pub place: String,
    pub sheet: String,
    pub seen: String,
    pub read_as: String,
    pub choices: Markup,
}

pub(super) fn shown(note: &Note, form: &Form) -> NoteShown {
    let choices = if note.choices.is_empty() {
        Markup::default()
    } else {
        let name = format!("note-{}", note.key);
        let typed = form.value(&name);
        let value = if typed.is_empty() { note.answer.as_str() } else { typed };
        if note.choices.len() > 4 {
            let mut select = Select::new(&name, note.place()).label_hidden().value(value);
            for choice in &note.choices {
                select = select.offer(choice.code.as_str(), choice.label.as_str());
            }
            select.into()
        } else {
            let mut radios = Radios::new(&name, note.place()).legend_hidden().small().value(value);
            for choice in &note.choices {
                radios = radios.offer(choice.code.as_str(), choice.label.as_str());
            }
            radios.into()
        }
    };
    let seen = if note.seen.is_empty() { String::new() } else { format!("Seen ‘{}’", note.seen) };
    NoteShown {
        place: note.place(),
        sheet: note.sheet().filter(|_| note.at.row > 0 || note.at.column > 0).map(|sheet| format!("Sheet ‘{sheet}’")).unwrap_or_default(),
        seen,
        read_as: note.read_as.clone(),
        choices,
    }
}

pub(super) fn changed_notes(reading: &Reading, form: &Form) -> BTreeMap<String, String> {
    let offered = |note: &Note, code: &str| note.choices.iter().any(|choice| choice.code == code);
    reading
        .notes
        .iter()
        .map(|note| (note, form.value(&format!("note-{}", note.key))))
        .filter(|(note, typed)| !typed.is_empty() && *typed != note.answer && offered(note, typed))
        .map(|(note, typed)| (note.key.clone(), typed.to_owned()))
        .collect()
}

/// Answers typed otherwise than they are saved now: the place, as saved, as typed.
pub(super) fn differ(reading: &Reading, form: &Form) -> Vec<(String, String, String)> {
    let changed = changed_notes(reading, form);
    let label = |note: &Note, code: &str| {
        note.choices.iter().find(|choice| choice.code == code).map_or_else(|| "Not answered".to_owned(), |choice| choice.label.clone())
    };
    let of = reading.notes.iter().filter_map(|note| Some((note, changed.get(&note.key)?)));
    of.map(|(note, typed)| (note.place(), label(note, &note.answer), label(note, typed))).collect()
}
