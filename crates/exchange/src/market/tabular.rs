//! A file of rows and columns, in any layout, to records: what all such readers share.

use super::columns::{self, Found, Wanted, squeezed};
use super::people::{self, Held};
use super::reading::{NotRecords, ReadRecords, Source, Tally, Told};
use super::rows::{Line, Rows, each_table};
use crate::heading::bare;
use crate::note::{NoteKind, Notes, Odd};
use crate::table::Place;
use crate::tables::RecordWriter;
use crate::unreadable::Limits;

/// A reader of one kind of record.
pub trait Rowwise {
    /// What is looked for, in the order the reader asks for it.
    fn wanted(&self) -> &'static [Wanted];

    /// `Payments`, as a sentence begins.
    fn what(&self) -> &'static str;

    /// What a file needs, where there is no such table in it: a sentence.
    fn needs(&self) -> &'static str;

    /// The column of names in which people may stand beside organisations.
    fn names(&self) -> Option<usize>;

    /// The column whose sum a row of totals gives.
    fn summed(&self) -> Option<usize> {
        None
    }

    /// Of what is looked for, how much makes such a table.
    fn least(&self) -> usize {
        2
    }

    /// Whether rows are of people cared for, or may be of people paid: then no column may say who anybody is.
    fn near_people(&self) -> bool {
        false
    }

    /// A table begins.
    fn begin(&mut self, _found: &Found, _held: &Held) {}

    /// One record: kept, or told to the tally as one that could not be read.
    fn row(&mut self, tally: &mut Tally<'_>, at: &At<'_>) -> Result<(), NotRecords>;
}

/// A row with what its columns are.
pub struct At<'a> {
    pub sheet: &'a str,
    pub found: &'a Found,
    pub line: &'a Line,
    held: &'a Held,
}

impl At<'_> {
    /// The cell of what is looked for, empty where it says only that there is none, or is not to be read.
    pub fn cell(&self, role: usize) -> &str {
        let column = self.found.at.get(role).copied().flatten();
        if self.held.columns.iter().any(|(held, _)| Some(*held) == column) {
            return "";
        }
        super::numbers::said(self.found.cell(self.line, role))
    }

    pub fn place(&self, role: usize) -> Place {
        Place::new(self.sheet, self.line.number, self.found.column(role))
    }

    pub fn number(&self) -> u64 {
        u64::from(self.line.number)
    }
}

/// Rows looked at before the first is read: what headings, days and people are told by.
const LOOKED_AT: usize = 2_000;

pub fn read(
    source: &mut dyn Source,
    told: &Told<'_>,
    limits: &Limits,
    sink: &mut dyn RecordWriter,
    progress: &mut dyn FnMut(u64, u64),
    reader: &mut dyn Rowwise,
) -> Result<ReadRecords, NotRecords> {
    let mut tally = Tally::of(sink);
    let mut shapes: Vec<String> = Vec::new();
    let mut of_file = Notes::default();
    each_table(source, told, limits, &mut of_file, progress, &mut |rows, notes| one(rows, notes, told, &mut tally, reader, &mut shapes))?;
    if shapes.is_empty() {
        return Err(NotRecords::NotThese(reader.needs().to_owned()));
    }
    shapes.dedup();
    let mut read = tally.finish(shapes.join(" "));
    let mut notes = of_file.finish();
    notes.append(&mut read.notes);
    Ok(ReadRecords { notes, ..read })
}

fn one(
    rows: &mut Rows<'_>,
    notes: &mut Notes,
    told: &Told<'_>,
    tally: &mut Tally<'_>,
    reader: &mut dyn Rowwise,
    shapes: &mut Vec<String>,
) -> Result<(), NotRecords> {
    let name = rows.name.clone();
    let wanted = reader.wanted();
    let head = rows.head(LOOKED_AT)?;
    let enough = |found: &Found| found.at.iter().flatten().count() >= reader.least();
    let Some(found) = columns::find(head, wanted).filter(enough) else {
        let read_as = "Not read: no row of headings of such records was found on it.";
        notes.add(&Odd { kind: NoteKind::UnreadSheet, about: &name, seen: "", read_as }, Place::new(&name, 0, 0));
        return Ok(());
    };
    let names = reader.names().and_then(|role| found.at.get(role).copied().flatten());
    let held = people::look(head, &found, names, told.published, reader.near_people())?;
    for (column, says) in &held.columns {
        tally.note(NoteKind::ColumnUnread, says, "", says, Place::new(&name, 0, *column as u32 + 1));
    }
    for role in &found.undecided {
        let read_as = "Nothing in the file tells day from month here: read with the day first, as it is written in Britain.";
        tally.note(NoteKind::DateStyles, "", "", read_as, Place::new(&name, 0, found.column(*role)));
    }
    let under = match found.heading_rows.as_slice() {
        [] => "with no headings: columns were told by what stands in them".to_owned(),
        [only] => format!("under the headings in row {only}"),
        all => format!("under the headings in rows {}", all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")),
    };
    let of = if name.is_empty() { String::new() } else { format!(" of ‘{name}’") };
    shapes.push(format!("{}{of}, one a row, {under}. {}", reader.what(), found.in_words(wanted)));
    reader.begin(&found, &held);
    let last_heading = found.heading_rows.last().copied().unwrap_or(0);
    let mut line = Line::default();
    while rows.next(&mut line)? {
        if line.number <= last_heading {
            continue;
        }
        let at = At { sheet: &name, found: &found, line: &line, held: &held };
        if let Some(why) = no_record(&at, reader) {
            tally.left_out += 1;
            let kind = if why == SUM { NoteKind::TotalsRow } else { NoteKind::Footnote };
            tally.note(kind, why, &shown(&line), why, Place::new(&name, line.number, 0));
            continue;
        }
        tally.read += 1;
        reader.row(tally, &at)?;
    }
    Ok(())
}

const SUM: &str = "A row that sums up others: left out, so that nothing counts twice.";

/// Why a row is no record: a sum, headings once more, a remark on its own.
fn no_record(at: &At<'_>, reader: &dyn Rowwise) -> Option<&'static str> {
    let line = at.line;
    if at.found.is_heading(line) {
        return Some("The headings once more: left out.");
    }
    let filled = line.filled();
    let needed = || reader.wanted().iter().enumerate().filter(|(_, one)| one.needed);
    if filled == 1 && needed().count() > 1 {
        return Some("A remark beside the table: left out.");
    }
    if needed().all(|(role, _)| at.cell(role).is_empty()) {
        return Some("Nothing that a record needs stands in it: left out.");
    }
    let amount = reader.summed()?;
    let name = reader.names().map(|role| at.cell(role)).unwrap_or_default();
    let says_sum = |text: &str| {
        text.len() < 24
            && matches!(
                bare(text).as_str(),
                "total" | "totals" | "grandtotal" | "subtotal" | "sum" | "overalltotal" | "reporttotal" | "totalspend" | "totalpayments"
            )
    };
    let first = line.cells().find(|cell| !cell.is_empty()).unwrap_or_default();
    let is_sum = (name.is_empty() || says_sum(name)) && line.cells().any(says_sum) || filled <= 3 && says_sum(first);
    (is_sum && super::amounts::amount(at.cell(amount)).is_some()).then_some(SUM)
}

fn shown(line: &Line) -> String {
    let all: Vec<String> = line.cells().filter(|cell| !cell.is_empty()).map(squeezed).collect();
    all.join(" · ").chars().take(120).collect()
}
