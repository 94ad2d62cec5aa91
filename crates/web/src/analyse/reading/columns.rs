//! What each column means, as it was guessed, to be changed.

use desk::analyse::load_performance::{ColumnAnswer, Reading, Role};
use report::words::count;

use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::typed::Select;
use crate::form::Form;

pub(super) struct SheetShown {
    pub says: String,
    pub columns: Markup,
}

pub(super) fn sheets(reading: &Reading, form: &Form) -> Vec<SheetShown> {
    let mut shown = Vec::new();
    for (at, mapping) in reading.mappings.iter().enumerate() {
        let sheet = reading.sheets.iter().find(|sheet| sheet.name == mapping.sheet);
        let on = if mapping.sheet.is_empty() { String::new() } else { format!("Sheet ‘{}’. ", mapping.sheet) };
        let headings = sheet.map(|sheet| sheet.headings_in_words()).unwrap_or_default();
        let remembered = if mapping.remembered { " Read as you had such a file before." } else { "" };
        let says = format!(
            "{on}{headings} {} of {} are used.{remembered}",
            count::sentence(&count::number(mapping.used() as u64)),
            count::of_things(mapping.columns.len() as u64, "column", "columns")
        );
        let mut table = CardTable::new("Columns and what I take them for")
            .caption_hidden()
            .column("Column")
            .column("Heading in the file")
            .column("Example")
            .column("I think it is")
            .column("How sure");
        for meaning in &mapping.columns {
            let name = format!("column-{at}-{}", meaning.column);
            let typed = form.value(&name);
            let mut select = Select::new(&name, format!("Column {} means", meaning.letter())).label_hidden().value(if typed.is_empty() {
                meaning.role.code()
            } else {
                typed
            });
            for role in Role::ALL {
                select = select.offer(role.code(), role.words());
            }
            table = table.row([
                Words::from(meaning.letter()),
                Words::from(meaning.heading.as_str()),
                Words::from(meaning.example.as_str()),
                Words::from(Markup::from(select)),
                Words::from(meaning.how_sure()),
            ]);
        }
        shown.push(SheetShown { says, columns: table.into() });
    }
    shown
}

pub(super) fn changed_columns(reading: &Reading, form: &Form) -> Vec<ColumnAnswer> {
    let mut changed = Vec::new();
    for (at, mapping) in reading.mappings.iter().enumerate() {
        for meaning in &mapping.columns {
            let role = Role::parse(form.value(&format!("column-{at}-{}", meaning.column)));
            if let Some(role) = role.filter(|role| *role != meaning.role) {
                changed.push(ColumnAnswer { sheet: mapping.sheet.clone(), column: meaning.column, role });
            }
        }
    }
    changed
}

/// Columns typed otherwise than they are saved now: the column, as saved, as typed.
pub(super) fn differ(reading: &Reading, form: &Form) -> Vec<(String, String, String)> {
    let meaning = |answer: &ColumnAnswer| {
        let mapping = reading.mappings.iter().find(|mapping| mapping.sheet == answer.sheet)?;
        mapping.columns.iter().find(|meaning| meaning.column == answer.column)
    };
    let changed = changed_columns(reading, form);
    let said = changed.iter().filter_map(|answer| Some((meaning(answer)?, answer.role)));
    said.map(|(saved, typed)| {
        (format!("Column {}, {}", saved.letter(), saved.heading), saved.role.words().to_owned(), typed.words().to_owned())
    })
    .collect()
}
