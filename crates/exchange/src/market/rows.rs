//! The rows of a file one after another, whatever the file: text of any length as a stream, workbooks whole, and the members of a zip folder.

mod text;

use std::collections::VecDeque;
use std::io::{Read, SeekFrom};

use zip::ZipArchive;

use super::reading::{NotRecords, Source, Told};
use crate::note::{NoteKind, Notes, Odd};
use crate::open;
use crate::table::{Book, Place, Row, Sheet};
use crate::unreadable::{Limits, Unreadable};
use text::Text;

/// One row, its cells trimmed. Made once and filled again for each row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// As a spreadsheet numbers it, from one.
    pub number: u32,
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<usize>,
}

impl Line {
    /// The cell at a place counted from nought; empty beyond the end.
    pub fn cell(&self, at: usize) -> &str {
        let Some(end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..*end).unwrap_or_default().trim()
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.cell(at))
    }

    pub fn filled(&self) -> usize {
        self.cells().filter(|cell| !cell.is_empty()).count()
    }

    fn clear(&mut self, number: u32) {
        self.number = number;
        self.text.clear();
        self.ends.clear();
    }

    fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    fn of(row: &Row) -> Line {
        let mut line = Line { number: row.number, ..Line::default() };
        row.cells.iter().for_each(|cell| line.push(&cell.shown()));
        line
    }

    #[cfg(test)]
    pub fn of_cells(number: u32, cells: &[&str]) -> Line {
        let mut line = Line { number, ..Line::default() };
        cells.iter().for_each(|cell| line.push(cell));
        line
    }
}

/// The rows of one table: a text file, a sheet, a member of a folder.
pub struct Rows<'s> {
    /// The sheet's or the member's name; empty for a text file.
    pub name: String,
    waiting: VecDeque<Line>,
    rest: Rest<'s>,
}

enum Rest<'s> {
    Text(Box<Text<'s>>),
    Book(std::vec::IntoIter<Row>),
}

impl Rows<'_> {
    /// The next row with something in it. False at the end.
    pub fn next(&mut self, line: &mut Line) -> Result<bool, NotRecords> {
        if let Some(waited) = self.waiting.pop_front() {
            *line = waited;
            return Ok(true);
        }
        self.further(line)
    }

    fn further(&mut self, line: &mut Line) -> Result<bool, NotRecords> {
        match &mut self.rest {
            Rest::Text(text) => text.next(line),
            Rest::Book(rows) => Ok(rows.next().map(|row| *line = Line::of(&row)).is_some()),
        }
    }

    /// The first rows, to judge the table by; they come again from [`Rows::next`].
    pub fn head(&mut self, most: usize) -> Result<&VecDeque<Line>, NotRecords> {
        while self.waiting.len() < most {
            let mut line = Line::default();
            if !self.further(&mut line)? {
                break;
            }
            self.waiting.push_back(line);
        }
        Ok(&self.waiting)
    }

    /// What was odd about the text itself, once it is read.
    pub fn note_odd(&self, notes: &mut Notes) {
        let Rest::Text(text) = &self.rest else { return };
        let whole = || Place::new(&self.name, 0, 0);
        if text.utf16 {
            let read_as = "Written in UTF-16, not UTF-8, and read so, that £ signs and accents are right.";
            notes.add(&Odd { kind: NoteKind::Encoding, about: "UTF-16", seen: "", read_as }, whole());
        }
        if text.other_letters > 0 {
            let read_as = format!(
                "{} hold letters of Windows-1252, not UTF-8, and were read so, that £ signs and accents are right.",
                plural(text.other_letters, "row", "rows")
            );
            notes.add(&Odd { kind: NoteKind::Encoding, about: "Windows-1252", seen: "", read_as: &read_as }, whole());
        }
        if text.marks > 1 {
            let read_as = format!("It begins with its byte order mark {} times over. Left out.", text.marks);
            notes.add(&Odd { kind: NoteKind::ByteOrderMark, about: "", seen: "", read_as: &read_as }, whole());
        }
        for number in &text.unclosed {
            let read_as = "A quotation mark opens here and does not close where it should. It was read as an ordinary letter.";
            notes.add(&Odd { kind: NoteKind::UnclosedQuote, about: "", seen: "\"", read_as }, Place::new(&self.name, *number, 0));
        }
    }
}

fn plural(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", quantity::money::group_thousands(count), if count == 1 { one } else { many })
}

type Progress<'p> = &'p mut dyn FnMut(u64, u64);

/// Goes through the tables of a file. JSON is refused here: who can read it asks for it first.
pub fn each_table(
    source: &mut dyn Source,
    told: &Told<'_>,
    limits: &Limits,
    notes: &mut Notes,
    progress: Progress<'_>,
    each: &mut dyn FnMut(&mut Rows<'_>, &mut Notes) -> Result<(), NotRecords>,
) -> Result<(), NotRecords> {
    let head = head_of(source)?;
    if head.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) && head.len() < HEAD {
        return Err(Unreadable::Empty.into());
    }
    if head.starts_with(b"PK\x03\x04") && !is_workbook(source)? {
        return each_member(source, limits, notes, progress, each);
    }
    if head.starts_with(b"PK\x03\x04")
        || head.starts_with(b"PK\x05\x06")
        || head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
        || head.starts_with(b"Kept without people's details")
    {
        let bytes = whole(source, limits)?;
        let book = open::book(&bytes, limits, notes, progress)?;
        return each_sheet(book, "", notes, each);
    }
    open::not_a_table(&head)?;
    let text = Text::of(Box::new(source), &head, limits, told.bytes, progress)?;
    let mut rows = Rows { name: String::new(), waiting: VecDeque::new(), rest: Rest::Text(Box::new(text)) };
    each(&mut rows, notes)?;
    rows.note_odd(notes);
    Ok(())
}

const HEAD: usize = 64 << 10;

/// The first bytes, with the file at its beginning again.
pub fn head_of(source: &mut dyn Source) -> Result<Vec<u8>, NotRecords> {
    source.seek(SeekFrom::Start(0))?;
    let mut head = Vec::with_capacity(HEAD);
    source.take(HEAD as u64).read_to_end(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    Ok(head)
}

/// The whole file, where it is no larger than a file that must stand in memory may be.
pub fn whole(source: &mut dyn Source, limits: &Limits) -> Result<Vec<u8>, NotRecords> {
    let size = source.seek(SeekFrom::End(0))?;
    if size > limits.bytes {
        return Err(Unreadable::TooLarge { bytes: size, limit: limits.bytes }.into());
    }
    source.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    source.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn archive(source: &mut dyn Source) -> Result<ZipArchive<&mut dyn Source>, NotRecords> {
    source.seek(SeekFrom::Start(0))?;
    ZipArchive::new(source).map_err(|error| Unreadable::Damaged(error.to_string()).into())
}

fn is_workbook(source: &mut dyn Source) -> Result<bool, NotRecords> {
    let archive = archive(source)?;
    let found = archive.file_names().filter_map(Result::ok).any(|name| matches!(&*name, "[Content_Types].xml" | "mimetype"));
    Ok(found)
}

fn each_sheet(
    book: Book,
    member: &str,
    notes: &mut Notes,
    each: &mut dyn FnMut(&mut Rows<'_>, &mut Notes) -> Result<(), NotRecords>,
) -> Result<(), NotRecords> {
    for Sheet { name, hidden, rows, .. } in book.sheets {
        let name = if member.is_empty() { name } else { format!("{member} {name}").trim().to_owned() };
        if hidden {
            let read_as = "A hidden sheet: not read.";
            notes.add(&Odd { kind: NoteKind::HiddenSheet, about: &name, seen: "", read_as }, Place::new(&name, 0, 0));
            continue;
        }
        if rows.is_empty() {
            continue;
        }
        let mut rows = Rows { name, waiting: VecDeque::new(), rest: Rest::Book(rows.into_iter()) };
        each(&mut rows, notes)?;
    }
    Ok(())
}

/// Every table of a zip folder that is no workbook; a folder within it is named and not opened.
fn each_member(
    source: &mut dyn Source,
    limits: &Limits,
    notes: &mut Notes,
    progress: Progress<'_>,
    each: &mut dyn FnMut(&mut Rows<'_>, &mut Notes) -> Result<(), NotRecords>,
) -> Result<(), NotRecords> {
    let mut archive = archive(source)?;
    if archive.len() > limits.entries {
        return Err(Unreadable::TooManyParts { entries: archive.len(), limit: limits.entries }.into());
    }
    let mut tables = 0;
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).map_err(|error| Unreadable::Damaged(error.to_string()))?;
        let name = member.name().map_or_else(|_| format!("part {}", at + 1), std::borrow::Cow::into_owned);
        if member.is_dir() || name.starts_with("__MACOSX") {
            continue;
        }
        if member.size() > 1 << 20 && member.size() / member.compressed_size().max(1) > limits.ratio {
            return Err(Unreadable::PackedTooTightly { limit: limits.ratio }.into());
        }
        let lower = name.to_lowercase();
        let is = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
        let size = member.size();
        if is(&[".csv", ".tsv", ".txt"]) {
            tables += 1;
            let mut head = Vec::with_capacity(HEAD);
            (&mut member).take(HEAD as u64).read_to_end(&mut head)?;
            let again = std::io::Cursor::new(head.clone()).chain(member);
            let text = Text::of(Box::new(again), &head, limits, size, progress)?;
            let shown = if tables == 1 { String::new() } else { name };
            let mut rows = Rows { name: shown, waiting: VecDeque::new(), rest: Rest::Text(Box::new(text)) };
            each(&mut rows, notes)?;
            rows.note_odd(notes);
        } else if is(&[".xlsx", ".xls", ".ods", ".xlsb", ".xlsm"]) && size <= limits.bytes {
            tables += 1;
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes)?;
            let book = open::book(&bytes, limits, notes, &mut |_, _| {})?;
            each_sheet(book, &name, notes, each)?;
        } else {
            let read_as = match is(&[".zip", ".gz", ".7z"]) {
                true => "A folder within the folder: not opened. Unpack it, and load what is in it by itself.",
                false => "Not a table that is read here: passed over.",
            };
            notes.add(&Odd { kind: NoteKind::UnreadSheet, about: &name, seen: &name, read_as }, Place::new(&name, 0, 0));
        }
    }
    if tables == 0 {
        return Err(Unreadable::ZipFolder.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::Party;

    fn rows(bytes: &[u8]) -> (Vec<(u32, Vec<String>)>, Vec<String>) {
        let party = Party::default();
        let told =
            Told { file_name: "a.csv", bytes: bytes.len() as u64, buyer: &party, published: true, today: jiff::civil::date(2026, 11, 22) };
        let (mut found, mut notes) = (Vec::new(), Notes::default());
        let mut source = std::io::Cursor::new(bytes.to_vec());
        each_table(&mut source, &told, &Limits::default(), &mut notes, &mut |_, _| {}, &mut |rows, _| {
            let mut line = Line::default();
            while rows.next(&mut line)? {
                found.push((line.number, line.cells().map(str::to_owned).collect()));
            }
            Ok(())
        })
        .expect("rows");
        (found, notes.finish().iter().map(crate::note::Note::sentence).collect())
    }

    fn cells(all: &[&str]) -> Vec<String> {
        all.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn rows_are_those_a_spreadsheet_shows() {
        let (found, notes) = rows(b"a,\"b, c\",d\r\n\r\n\"say \"\"hi\"\"\",,\"two\nlines\"\nlast,row");
        assert_eq!(found, [(1, cells(&["a", "b, c", "d"])), (3, cells(&["say \"hi\"", "", "two\nlines"])), (4, cells(&["last", "row"]))]);
        assert!(notes.is_empty(), "{notes:?}");
    }

    #[test]
    fn a_quotation_mark_that_never_closes_costs_no_other_row() {
        let (found, notes) = rows(b"a,b\n\"1,2\n\"3\",4\n5,\"6\n7,8\n");
        assert_eq!(found.len(), 5, "{found:?}");
        assert_eq!(found[1], (2, cells(&["\"1", "2"])));
        assert_eq!(found[2], (3, cells(&["3", "4"])));
        assert_eq!((notes.len(), notes[0].contains("Row 2")), (1, true), "{notes:?}");
    }

    #[test]
    fn one_line_in_another_encoding_is_read_in_that_one() {
        let (found, notes) =
            rows("name,cost\nCafé,£1\n".as_bytes().iter().copied().chain(*b"Caf\xe9,\xa32\n").collect::<Vec<u8>>().as_slice());
        assert_eq!(found[1].1, found[2].1.iter().map(|cell| cell.replace("£2", "£1")).collect::<Vec<_>>());
        assert!(notes[0].contains("1 row hold") || notes[0].contains("1 row"), "{notes:?}");
        let utf16: Vec<u8> = "\u{feff}a;b\nc;d\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&utf16).0[1], (2, cells(&["c", "d"])));
        assert_eq!(rows("\u{feff}ï»¿a,b\n".as_bytes()).0[0].1, cells(&["a", "b"]));
    }

    #[test]
    fn rows_that_cross_the_chunks_are_whole() {
        let row = format!("{},\"{}\"\n", "x".repeat(1000), "y\"\"".repeat(400));
        let text = row.repeat(1000);
        let (found, notes) = rows(text.as_bytes());
        assert_eq!((found.len(), notes.len()), (1000, 0));
        assert!(found.iter().all(|(_, cells)| cells.len() == 2 && cells[0].len() == 1000 && cells[1].len() == 800));
    }
}
