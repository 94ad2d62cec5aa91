//! Bytes to a book of sheets, whatever they are: what they really are is read from them, not from the file's name.

use crate::note::{NoteKind, Notes, Odd};
use crate::table::{Book, Format, Place, Sheet};
use crate::unreadable::{Limits, Unreadable};
use crate::{archive, biff, csv, encoding, kept, workbook};

/// Opens a file of any format known here. What was odd about the file as a whole is noted.
pub fn book(bytes: &[u8], limits: &Limits, notes: &mut Notes, progress: &mut dyn FnMut(u64, u64)) -> Result<Book, Unreadable> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Unreadable::TooLarge { bytes: bytes.len() as u64, limit: limits.bytes });
    }
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let format = archive::examine(bytes, limits)?;
        return Ok(Book { format, sheets: workbook::open(bytes, format, limits, progress)? });
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return old_excel(bytes, limits, progress);
    }
    not_a_table(bytes)?;
    text(bytes, limits, notes, progress)
}

fn old_excel(bytes: &[u8], limits: &Limits, progress: &mut dyn FnMut(u64, u64)) -> Result<Book, Unreadable> {
    let holds = |name: &str| {
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(units.len()).any(|window| window == units)
    };
    if holds("EncryptedPackage") {
        return Err(Unreadable::Password);
    }
    if holds("WordDocument") || holds("PowerPoint Document") {
        return Err(Unreadable::Document);
    }
    match biff::extent(bytes) {
        None => return Err(Unreadable::Damaged("its table of parts cannot be followed".to_owned())),
        Some(cells) if cells > limits.cells.saturating_mul(2) => return Err(Unreadable::TooManyCells { limit: limits.cells }),
        Some(_) => {}
    }
    Ok(Book { format: Format::OldExcel, sheets: workbook::open(bytes, Format::OldExcel, limits, progress)? })
}

/// Files that people rename: told apart by how they begin.
pub(crate) fn not_a_table(bytes: &[u8]) -> Result<(), Unreadable> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let start = head.trim_ascii_start();
    let begins = |with: &[u8]| start.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with));
    match () {
        () if begins(b"%PDF") => Err(Unreadable::Pdf),
        () if begins(b"\x89PNG") || begins(b"\xff\xd8\xff") || begins(b"GIF8") || begins(b"RIFF") => Err(Unreadable::Picture),
        () if begins(b"{\\rtf") => Err(Unreadable::Document),
        () if begins(b"<!doctype html") || begins(b"<html") || begins(b"<table") => Err(Unreadable::WebPage),
        () if begins(b"<?xml") && head.windows(5).any(|w| w.eq_ignore_ascii_case(b"<html")) => Err(Unreadable::WebPage),
        () if begins(b"<?xml") || begins(b"<svg") => Err(Unreadable::NotATable("an XML document")),
        () if begins(b"{\"") || begins(b"[{") || begins(b"{\n") || begins(b"{\r\n") || begins(b"{ ") => {
            Err(Unreadable::NotATable("a JSON document"))
        }
        () if begins(b"MIME-Version") => Err(Unreadable::NotATable("a saved web archive")),
        () if begins(b"\x1f\x8b") || begins(b"7z\xbc\xaf") || begins(b"Rar!") => Err(Unreadable::ZipFolder),
        () => Ok(()),
    }
}

fn text(bytes: &[u8], limits: &Limits, notes: &mut Notes, progress: &mut dyn FnMut(u64, u64)) -> Result<Book, Unreadable> {
    let decoded = encoding::decode(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    if let Some(book) = kept::read(&decoded.text, limits, progress) {
        return book;
    }
    let whole = || Place::new("", 0, 0);
    if decoded.encoding != "UTF-8" {
        let read_as = format!("Written in {}, not UTF-8, and read so, that £ signs and accents are right.", decoded.encoding);
        notes.add(&Odd { kind: NoteKind::Encoding, about: decoded.encoding, seen: "", read_as: &read_as }, whole());
    }
    if decoded.lost {
        let read_as = "Some letters could not be read in any encoding and show as �. Figures are not touched by it.";
        notes.add(&Odd { kind: NoteKind::Encoding, about: "lost", seen: "", read_as }, whole());
    }
    if decoded.marks > 1 {
        let read_as = format!(
            "It begins with its byte order mark {} times over, as files do that were saved by several programs. Left out.",
            decoded.marks
        );
        notes.add(&Odd { kind: NoteKind::ByteOrderMark, about: "", seen: "", read_as: &read_as }, whole());
    }
    let split = csv::split(&decoded.text, limits, progress)?;
    if let Some(row) = split.unclosed_quote {
        let read_as = "A quotation mark opens here and never closes. From this row on quotation marks are read as ordinary letters.";
        notes.add(&Odd { kind: NoteKind::UnclosedQuote, about: "", seen: "\"", read_as }, Place::new("", row, 0));
    }
    Ok(Book { format: Format::Text, sheets: vec![Sheet { rows: split.rows, ..Sheet::default() }] })
}
