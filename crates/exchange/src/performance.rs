//! A performance file to data points: what the county's agencies, districts and partners send each month, in any layout.

mod dates;
mod ended;
mod gather;
mod names;
mod plan;
mod preview;
mod redefined;
mod repeats;
mod row;
mod shares;
mod sheet;
mod targets;
mod titles;

use quantity::Date;

use crate::known::{Answers, Known};
use crate::mapping::Spelling;
use crate::note::{NoteKind, Notes, Odd};
use crate::personal::leave_out::leave_out;
use crate::reading::{ReadPoint, Reading};
use crate::spelling::Register;
use crate::table::{Book, Place};
use crate::unreadable::{Limits, Unreadable};
use crate::{kept, open, personal};

/// Reads a file. The same bytes, known things, answers and day give the same reading.
///
/// `name` is the file's name (for a month or a measure told there), `today` the day after which a period has not begun.
/// Where [`Reading::personal`] is not empty, nothing of the file may be stored but [`kept_bytes`].
pub fn read(name: &str, bytes: &[u8], known: &Known, answers: &Answers, limits: &Limits, today: Date) -> Result<Reading, Unreadable> {
    read_with_progress(name, bytes, known, answers, limits, today, &mut |_, _| {})
}

/// The same, telling how much is done of how much: first of the bytes, then of the rows.
pub fn read_with_progress(
    name: &str,
    bytes: &[u8],
    known: &Known,
    answers: &Answers,
    limits: &Limits,
    today: Date,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Reading, Unreadable> {
    let mut notes = Notes::default();
    let parts = register_of_parts(known);
    let measures = Register::new(known.measures.iter().map(|m| (m.name.as_str(), m.also_called.as_slice())));
    let (book, found) = cleaned(bytes, known, answers, limits, &mut notes, progress)?;
    let task = gather::Task { file_name: name, known, measures: &measures, parts: &parts, answers, today };
    let mut gathered = gather::gather(&book, &task, &mut notes, progress);
    let rows: u64 = book.sheets.iter().map(|sheet| sheet.rows.len() as u64).sum();
    if gathered.raws.is_empty() && found.is_empty() && notes.is_empty() && gathered.mappings.is_empty() {
        return Err(Unreadable::NoFigures { rows });
    }
    let mut settled_measures = names::measures(&gathered, known, &task, &mut notes);
    let settled_parts = names::parts(&gathered, known, &task, &mut notes);
    ended::noted(&book, &gathered, known, &mut notes);
    let raws = std::mem::take(&mut gathered.raws);
    let settling = shares::Settling { gathered: &gathered, known, task: &task };
    let (points, written) = shares::settle(&settling, &mut settled_measures, &settled_parts.of_text, raws, &mut notes);
    let points = repeats::settle(&settling, points, &settled_measures.list, &settled_parts.list, &mut notes);
    let targets = targets::settle(&settling, &gathered.targets, &settled_measures.list, &settled_measures.of_text, &written, &mut notes);
    provisional(&settling, &points, &mut notes);
    let preview = preview::tables(&points, &settled_measures.list, &settled_parts.list);
    let summary = preview::summary(gathered.rows, &points, &settled_parts.list);
    let new: Vec<Spelling> = settled_measures.spellings.into_iter().chain(settled_parts.spellings).collect();
    let mut mappings = gathered.mappings;
    for mapping in &mut mappings {
        for spelling in &new {
            if !mapping.spellings.contains(spelling) {
                mapping.spellings.push(spelling.clone());
            }
        }
    }
    Ok(Reading {
        file_name: name.to_owned(),
        format: book.format,
        sheets: gathered.sheets,
        summary,
        mappings,
        notes: notes.finish(),
        personal: found,
        measures: settled_measures.list,
        parts: settled_parts.list,
        points,
        redefinitions: gathered.redefinitions,
        targets,
        preview,
    })
}

/// What may be kept of a file: its own bytes where no people's details were seen; else a cleaned text in which every cell that
/// stays has its sheet, row and column (see [`kept`]). Reads again to the same data points.
pub fn kept_bytes(bytes: &[u8], known: &Known, answers: &Answers, limits: &Limits) -> Result<Vec<u8>, Unreadable> {
    let (book, found) = cleaned(bytes, known, answers, limits, &mut Notes::default(), &mut |_, _| {})?;
    let nothing = found.iter().all(|one| answers.personal.get(&one.key) == Some(&crate::known::PersonalChoice::NotPeople));
    Ok(if nothing { bytes.to_vec() } else { kept::write(&book) })
}

fn register_of_parts(known: &Known) -> Register {
    Register::new(known.parts.iter().map(|part| (part.name.as_str(), part.also_called.as_slice())))
}

/// The book without people's details, and what was found of them.
fn cleaned(
    bytes: &[u8],
    known: &Known,
    answers: &Answers,
    limits: &Limits,
    notes: &mut Notes,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(Book, Vec<personal::Found>), Unreadable> {
    let mut book = open::book(bytes, limits, notes, progress)?;
    let parts = register_of_parts(known);
    let found = personal::look(&book, &|text| parts.find(text).is_some());
    leave_out(&mut book, &found, &answers.personal);
    Ok((book, found))
}

/// One note for each provisional period.
fn provisional(settling: &shares::Settling<'_>, points: &[ReadPoint], notes: &mut Notes) {
    for point in points.iter().filter(|point| point.provisional) {
        let text = point.period.to_string();
        let read_as = "Provisional. Shown with a dashed ring and left out of every test until it is final.";
        let at = settling.place(point.at);
        notes.add(&Odd { kind: NoteKind::Provisional, about: &text, seen: &point.period.in_words(), read_as }, Place { ..at });
    }
}
