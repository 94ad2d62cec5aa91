//! Every sheet to raw data points: each with the texts of its measure and part, its period, its cells and its marks.

use std::collections::HashMap;

use model::observation::Missing;
use quantity::{Date, Period};

use super::sheet::SheetReader;
use crate::guess::{Ground, Guessed, guess};
use crate::known::{Answers, Known};
use crate::layout::{self, Layout};
use crate::mapping::Mapping;
use crate::marks::Marks;
use crate::note::{NoteKind, Notes, Odd};
use crate::period::YearTold;
use crate::reading::{At, ReadRedefinition, Shape, SheetRead};
use crate::spelling::Register;
use crate::table::{Book, Place};

/// A data point before names, shares and repeats are settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Raw {
    pub measure: u32,
    pub part: u32,
    pub period: Period,
    /// As written: 84 for `84%`.
    pub value: Option<f64>,
    pub percent: bool,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    pub missing: Option<Missing>,
    pub marks: Marks,
    pub at: At,
    pub numerator_column: u32,
}

/// A name as the file says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub first: Place,
    /// Of a measure: no heading or row says it; it comes from a title or a name of the sheet or file.
    pub from_context: bool,
    /// Of a measure: a heading says its figures are per cent.
    pub percent: bool,
    /// Of a part: the text in the first of its columns.
    pub organisation: String,
}

/// Texts by number.
#[derive(Debug, Default)]
pub struct Texts {
    pub list: Vec<Text>,
    index: HashMap<String, u32>,
}

impl Texts {
    pub fn number(&mut self, text: &str, make: impl FnOnce() -> Text) -> u32 {
        if let Some(at) = self.index.get(text) {
            return *at;
        }
        let at = self.list.len() as u32;
        self.list.push(make());
        self.index.insert(text.to_owned(), at);
        at
    }
}

/// A target or floor as it stood: as written, not yet a share.
#[derive(Debug, Clone, PartialEq)]
pub struct RawTarget {
    pub measure: Option<u32>,
    pub value: f64,
    pub percent: bool,
    pub is_floor: bool,
    pub at: At,
}

#[derive(Debug, Default)]
pub struct Gathered {
    pub sheets: Vec<SheetRead>,
    pub mappings: Vec<Mapping>,
    pub raws: Vec<Raw>,
    pub measures: Texts,
    pub parts: Texts,
    pub targets: Vec<RawTarget>,
    pub redefinitions: Vec<ReadRedefinition>,
    pub rows: u64,
}

/// What gathering leans on.
pub struct Task<'a> {
    pub file_name: &'a str,
    pub known: &'a Known,
    pub measures: &'a Register,
    pub parts: &'a Register,
    pub answers: &'a Answers,
    pub today: Date,
}

pub fn gather(book: &Book, task: &Task<'_>, notes: &mut Notes, progress: &mut dyn FnMut(u64, u64)) -> Gathered {
    let mut out = Gathered::default();
    let total: u64 = book.sheets.iter().map(|sheet| sheet.rows.len() as u64).sum();
    let mut done = 0u64;
    let mut drafts: Vec<(usize, Layout, Guessed)> = Vec::new();
    let hidden_sheets: Vec<&str> =
        book.sheets.iter().filter(|sheet| sheet.hidden && !sheet.rows.is_empty()).map(|sheet| sheet.name.as_str()).collect();
    let (hidden_count, hidden_names) = (hidden_sheets.len(), hidden_sheets.join("’, ‘"));
    for (number, sheet) in book.sheets.iter().enumerate() {
        let hidden = sheet.hidden && !sheet.rows.is_empty() && {
            let choices = [("skip", "Leave it unread"), ("read", "Read it")];
            let read_as = "The sheet is hidden in the workbook. It was not read.";
            let one = Odd { kind: NoteKind::HiddenSheet, about: "", seen: "", read_as };
            let read_as = "These sheets are hidden in the workbook. They were not read.";
            let many = Odd { kind: NoteKind::HiddenSheet, about: "many", seen: &hidden_names, read_as };
            let answer = match hidden_count {
                0..=3 => notes.offer(&one, Place::new(&sheet.name, 0, 0), &choices, &task.answers.notes),
                _ => notes.offer(&many, Place::new("", 0, 0), &choices, &task.answers.notes),
            };
            answer == "skip"
        };
        let layout = if hidden { None } else { layout::find(sheet) };
        let told = layout
            .as_ref()
            .and_then(|layout| layout::told(layout, &sheet.name, task.file_name))
            .map(|(period, _)| YearTold::of(period))
            .unwrap_or_default();
        let guessed = layout.as_ref().map(|layout| {
            guess(sheet, layout, &Ground { known: task.known, measures: task.measures, parts: task.parts, answers: task.answers, told })
        });
        let shape = guessed.as_ref().map_or(Shape::NotATable, |g| g.shape);
        out.sheets.push(SheetRead {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            read: shape != Shape::NotATable,
            rows: layout.as_ref().map_or(0, |l| (l.body.1 - l.body.0) as u32),
            heading_rows: layout.as_ref().map(|l| l.heading_rows.clone()).unwrap_or_default(),
            title_rows: layout.as_ref().map(|l| l.titles.iter().map(|(row, _)| *row).collect()).unwrap_or_default(),
            shape,
        });
        match (layout, guessed) {
            (Some(layout), Some(guessed)) if shape != Shape::NotATable => drafts.push((number, layout, guessed)),
            (Some(_), Some(guessed)) => {
                let read_as =
                    "No column of this table was taken for figures of a period. Say below which column holds what, and it is read again.";
                notes.add(&Odd { kind: NoteKind::UnreadSheet, about: "", seen: "", read_as }, Place::new(&sheet.name, 0, 0));
                out.mappings.push(guessed.mapping);
            }
            _ if !hidden && !sheet.rows.is_empty() && book.sheets.len() > 1 => {
                let read_as = "No table of figures was found on this sheet. It was not read.";
                notes.add(&Odd { kind: NoteKind::UnreadSheet, about: "", seen: "", read_as }, Place::new(&sheet.name, 0, 0));
            }
            _ => {}
        }
    }
    // Tabs of the same layout without a column of names are one tab a name.
    let alike = |signature: &str| drafts.iter().filter(|(_, _, g)| g.mapping.signature == signature).count();
    let named_by_sheet: Vec<bool> = drafts
        .iter()
        .map(|(number, _, g)| {
            let name = book.sheets.get(*number).map_or("", |sheet| sheet.name.as_str());
            let no_part = g.mapping.of(crate::mapping::Role::Part).is_empty();
            no_part
                && !name.is_empty()
                && task.measures.find(name).is_none()
                && crate::calendar::told_in(name).is_none()
                && (task.parts.find(name).is_some() || alike(&g.mapping.signature) > 1)
        })
        .collect();
    for ((number, layout, guessed), by_sheet) in drafts.into_iter().zip(named_by_sheet) {
        let Some(sheet) = book.sheets.get(number) else { continue };
        let mut reader = SheetReader::new(sheet, number as u16, &layout, &guessed, task, by_sheet, notes);
        reader.read(&mut out, notes, &mut |rows| {
            progress(done + rows, total);
        });
        done += sheet.rows.len() as u64;
        out.mappings.push(guessed.mapping);
    }
    progress(total, total);
    out
}
