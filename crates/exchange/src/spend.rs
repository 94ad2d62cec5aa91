//! What an authority spent, by service and by who provides it, from tables of any of these shapes: a row for each authority and service
//! with a column for each kind of provider; services and kinds down and authorities across; a row for each authority with a column for
//! each service.
//!
//! Sums are never added to what they are sums of. What is not known stays in no line, or is the difference that nobody classified.

mod classes;
mod columns;
mod figures;
mod sums;
mod units;

use model::spend::{ProvidedBy, SpendUnit};
use quantity::Money;

use crate::heading::bare;
use crate::note::{Note, NoteKind, Notes, Odd, fnv};
use crate::table::{Book, Place, Sheet};
use crate::{Limits, open, personal};
use columns::Columns;

/// Of whom, when, and in what: what a person says of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// As the file names it, or the one name of those in the file that holds these words.
    pub authority: String,
    /// The financial year: 2014 is 2014/15.
    pub year: i16,
    /// Where the file does not say, or says otherwise.
    pub unit: Option<SpendUnit>,
}

/// What was read of one authority's year.
#[derive(Debug, Clone, PartialEq)]
pub struct Spending {
    pub authority: String,
    pub unit: SpendUnit,
    pub unit_in_file: bool,
    pub headings: String,
    /// Which column was taken for what, in sentences.
    pub columns: Vec<String>,
    pub lines: Vec<Part>,
    pub own_total: Option<Money>,
    pub notes: Vec<Note>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub service: String,
    pub provided_by: ProvidedBy,
    pub amount: Money,
    pub is_difference: bool,
    pub at: Place,
}

/// The file cannot be read as spending, or not as it was asked for. Each text says the mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSpending {
    #[error(transparent)]
    Unreadable(#[from] crate::Unreadable),
    #[error("The file seems to hold people’s details ({0}). Nothing of it was kept. Take them out and load it again.")]
    People(String),
    #[error(
        "No table of spending was found. It needs a row of headings, a column of services or of authorities, and figures beside it: as they come in a revenue outturn or an expenditure return."
    )]
    NoTable,
    #[error("“{asked}” is not an authority of this file. It holds {held}.")]
    NoSuchAuthority { asked: String, held: String },
    #[error("“{asked}” could be {held}. Write the whole name.")]
    SeveralAuthorities { asked: String, held: String },
    #[error("{0}")]
    Twice(String),
    #[error("The file holds no {asked} for {authority}. It holds {held}.")]
    NoSuchYear { asked: String, authority: String, held: String },
    #[error("The file does not say whether its figures count pounds or thousands of pounds. Say which: pounds, or thousands.")]
    UnitNotSaid,
    #[error("No figure of spending was found for {0}. Check that it is the authority and the file you meant.")]
    Nothing(String),
}

/// Authorities of the file, as it names them, in its order; none where the file names nobody and is of one authority.
pub fn authorities(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, NotSpending> {
    let book = open::book(bytes, limits, &mut Notes::default(), &mut |_, _| {})?;
    let (sheet, columns) = table(&book).ok_or(NotSpending::NoTable)?;
    Ok(columns.authorities(sheet))
}

/// One authority's spending. The same bytes and the same that was asked give the same.
pub fn read(bytes: &[u8], asked: &Asked, limits: &Limits) -> Result<Spending, NotSpending> {
    let mut notes = Notes::default();
    let book = open::book(bytes, limits, &mut notes, &mut |_, _| {})?;
    let (sheet, columns) = table(&book).ok_or(NotSpending::NoTable)?;
    let all = columns.authorities(sheet);
    no_people(&book, &all)?;
    for other in book.sheets.iter().filter(|other| other.name != sheet.name) {
        let read_as = "Not read: the table of spending stands on another sheet.";
        notes.add(&Odd { kind: NoteKind::UnreadSheet, about: "", seen: "", read_as }, Place::new(&other.name, 0, 0));
    }
    let authority = chosen(&asked.authority, &all)?;
    let (unit, unit_in_file) = units::unit(sheet, &columns, asked.unit, &mut notes)?;
    columns.note_unread(sheet, &mut notes);
    let found = figures::of(sheet, &columns, &authority, Some(asked.year), unit, &mut notes)?;
    let sums = sums::of(sheet, &columns, &all, &authority, asked.year, unit);
    let (lines, own_total) = sums::without(found, &sums, sheet, &mut notes);
    let lines: Vec<Part> = lines.into_iter().flat_map(|line| figures::parts(line, sheet, &mut notes)).collect();
    if lines.is_empty() {
        return Err(NotSpending::Nothing(authority));
    }
    check(&lines, own_total.as_ref(), &mut notes);
    Ok(Spending {
        authority,
        unit,
        unit_in_file,
        headings: format!("{:012x}", fnv(&[columns.signature(sheet).as_bytes()])),
        columns: columns.in_words(sheet),
        lines,
        own_total: own_total.map(|(total, _)| total),
        notes: notes.finish(),
    })
}

/// The visible sheet with the most rows that is such a table.
fn table(book: &Book) -> Option<(&Sheet, Columns)> {
    let found = book.sheets.iter().filter(|sheet| !sheet.hidden).filter_map(|sheet| Some((sheet, columns::find(sheet)?)));
    found.max_by_key(|(sheet, _)| sheet.rows.len())
}

fn no_people(book: &Book, authorities: &[String]) -> Result<(), NotSpending> {
    let known: Vec<String> = authorities.iter().map(|name| bare(name)).collect();
    let found = personal::look(book, &|text| known.contains(&bare(text)));
    match found.first() {
        Some(one) => Err(NotSpending::People(format!("{}: {}", one.place(), one.why))),
        None => Ok(()),
    }
}

/// `Bristol` finds `909 - Bristol`, and `Bristol UA`; the same letters find just that.
fn chosen(asked: &str, all: &[String]) -> Result<String, NotSpending> {
    let wanted = bare(asked);
    // A file that names nobody is of whom a person says.
    if all.is_empty() && !wanted.is_empty() {
        return Ok(asked.trim().to_owned());
    }
    let held = |names: &[&String]| {
        let some: Vec<String> = names.iter().take(12).map(|name| format!("“{name}”")).collect();
        let more = names.len().saturating_sub(some.len());
        if more > 0 { format!("{} and {more} others", some.join(", ")) } else { some.join(", ") }
    };
    let exact: Vec<&String> = all.iter().filter(|name| bare(name) == wanted || bare(classes::without_code(name)) == wanted).collect();
    if let [one] = exact.as_slice() {
        return Ok((*one).clone());
    }
    let words = crate::heading::words(asked);
    let within: Vec<&String> = all
        .iter()
        .filter(|name| {
            let held = crate::heading::words(name);
            !words.is_empty() && held.windows(words.len()).any(|some| some == words)
        })
        .collect();
    match within.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(NotSpending::NoSuchAuthority { asked: asked.trim().to_owned(), held: held(&all.iter().collect::<Vec<_>>()) }),
        some => Err(NotSpending::SeveralAuthorities { asked: asked.trim().to_owned(), held: held(some) }),
    }
}

/// The lines against what the file itself gives as the sum of everything.
fn check(lines: &[Part], own: Option<&(Money, Place)>, notes: &mut Notes) {
    let sum: Money = lines.iter().map(|line| line.amount).sum();
    if let Some((own, at)) = own.filter(|(own, _)| *own != sum) {
        let read_as = format!(
            "The file’s own sum of everything is {}, and its lines come to {}: {} apart. The lines are kept.",
            own.in_full(),
            sum.in_full(),
            (*own - sum).in_full()
        );
        notes.add(&Odd { kind: NoteKind::ValueDisagrees, about: "everything", seen: "", read_as: &read_as }, at.clone());
    }
}
