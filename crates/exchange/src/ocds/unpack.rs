//! The file as it came, opened: plain, gzip or zip, in UTF-8 or not. What it would grow to is watched while it grows.

use std::io::{self, BufReader, Cursor, Read, SeekFrom};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use crate::encoding;
use crate::market::{NotRecords, Source};
use crate::unreadable::{Limits, size};

/// Grown less than this, a file may be packed as tightly as it likes.
const SMALL: u64 = 1 << 20;

/// One stream of JSON in the file.
pub struct Stream<'s> {
    /// Of a file inside a zip folder; else empty.
    pub name: &'s str,
    /// Named where it was not UTF-8.
    pub encoding: Option<&'static str>,
    pub read: &'s mut dyn Read,
}

/// What was met beside streams: files in a zip folder that were not opened, and why.
pub type NotOpened = Vec<(String, &'static str)>;

pub const ZIP_IN_ZIP: &str = "A zip folder inside a zip folder is not opened. Unpack it and load what is in it.";
const NO_JSON: &str = "It is no JSON and was passed over.";

/// Opens the file and gives each stream in it, in its order. Progress is of bytes of the file as it came (of a zip folder, as they are packed).
pub fn each(
    source: &mut dyn Source,
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
    on: &mut dyn FnMut(Stream<'_>) -> Result<(), NotRecords>,
) -> Result<NotOpened, NotRecords> {
    let packed = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(0))?;
    let mut head = [0u8; 4];
    let length = fill(source, &mut head)?;
    source.seek(SeekFrom::Start(0))?;
    let head = head.get(..length).unwrap_or_default();
    if head.starts_with(b"PK") {
        return folder(source, limits, progress, on);
    }
    let mut counted = Counted { inner: source, done: 0, progress };
    if head.starts_with(b"\x1f\x8b") {
        let decoder = MultiGzDecoder::new(BufReader::with_capacity(1 << 17, &mut counted));
        let mut guard = Guard { inner: decoder, grown: 0, packed, limits };
        text(&mut guard, "", on)?;
    } else {
        text(&mut counted, "", on)?;
    }
    Ok(NotOpened::new())
}

fn folder(
    source: &mut dyn Source,
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
    on: &mut dyn FnMut(Stream<'_>) -> Result<(), NotRecords>,
) -> Result<NotOpened, NotRecords> {
    let damaged = |error: zip::result::ZipError| {
        NotRecords::NotThese(format!("The zip folder is damaged ({error}). Fetch it again, or unpack it and load the files in it."))
    };
    let mut archive = ZipArchive::new(source).map_err(damaged)?;
    if archive.len() > limits.entries {
        let (entries, limit) = (archive.len(), limits.entries);
        let says =
            format!("The zip folder holds {entries} files, and at most {limit} are read. Unpack it and load them in smaller folders.");
        return Err(NotRecords::NotThese(says));
    }
    let mut not_opened = NotOpened::new();
    let mut done = 0;
    for at in 0..archive.len() {
        let raw = archive.by_index_raw(at).map_err(damaged)?;
        let name = raw.name().map(|name| name.into_owned()).unwrap_or_default();
        let (packed, is_folder, locked) = (raw.compressed_size(), raw.is_dir(), raw.encrypted());
        drop(raw);
        done += packed;
        if is_folder || name.starts_with("__MACOSX") || name.rsplit('/').next().is_some_and(|name| name.starts_with('.')) {
            continue;
        }
        if locked {
            return Err(NotRecords::NotThese("The zip folder needs a password. Unpack it and load the files in it.".to_owned()));
        }
        let entry = archive.by_index(at).map_err(damaged)?;
        let mut guard = Guard { inner: entry, grown: 0, packed, limits };
        let mut head = [0u8; 64];
        let length = fill(&mut guard, &mut head)?;
        let head = head.get(..length).unwrap_or_default();
        if head.starts_with(b"PK") {
            not_opened.push((name, ZIP_IN_ZIP));
        } else if head.starts_with(b"\x1f\x8b") {
            let mut decoder = MultiGzDecoder::new(BufReader::new(Cursor::new(head).chain(guard)));
            let mut guard = Guard { inner: &mut decoder, grown: 0, packed, limits };
            text(&mut guard, &name, on)?;
        } else if looks_like_json(head) {
            text(&mut Cursor::new(head).chain(guard), &name, on)?;
        } else {
            not_opened.push((name, NO_JSON));
        }
        progress(done);
    }
    Ok(not_opened)
}

/// Blanks and marks aside, an object or a list.
pub fn looks_like_json(head: &[u8]) -> bool {
    let plain = head.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xff | 0xfe));
    matches!(plain, Some(b'{' | b'['))
}

/// What is not UTF-8 from end to end is turned into it: UTF-16 whole, here; odd bytes of other encodings line by line, by the reader.
fn text(from: &mut dyn Read, name: &str, on: &mut dyn FnMut(Stream<'_>) -> Result<(), NotRecords>) -> Result<(), NotRecords> {
    let mut head = [0u8; 4096];
    let length = fill(from, &mut head)?;
    let head = head.get(..length).unwrap_or_default();
    let mut whole = Cursor::new(head).chain(from);
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.iter().take(4).any(|byte| *byte == 0) {
        let mut bytes = Vec::new();
        whole.read_to_end(&mut bytes).map_err(told)?;
        let decoded = encoding::decode(&bytes).map_err(|_| NotRecords::NotThese(what_it_is(&bytes)))?;
        if !looks_like_json(decoded.text.as_bytes()) {
            return Err(NotRecords::NotThese(what_it_is(decoded.text.as_bytes())));
        }
        return on(Stream { name, encoding: Some(decoded.encoding), read: &mut decoded.text.as_bytes() });
    }
    // A bad first line does not make lines of JSON something else.
    if !looks_like_json(head) && !head.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"{\"")) {
        return Err(NotRecords::NotThese(what_it_is(head)));
    }
    on(Stream { name, encoding: None, read: &mut whole })
}

/// Why a file that is no JSON cannot be read, with the mend.
pub fn what_it_is(head: &[u8]) -> String {
    let start = head.trim_ascii_start();
    let begins = |with: &[u8]| start.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with));
    let what = match () {
        () if start.is_empty() => return "The file is empty. Check that it was saved, then load it again.".to_owned(),
        () if begins(b"<!doctype html") || begins(b"<html") => "a web page",
        () if begins(b"<?xml") || begins(b"<") => "an XML document",
        () if begins(b"%PDF") => "a PDF",
        () if begins(b"PAR1") => "a Parquet file",
        () if begins(b"\xd0\xcf\x11\xe0") => "an old Excel workbook or a Word document",
        () if start.iter().take(200).any(|byte| matches!(byte, b',' | b';' | b'\t')) => "a table of text, as CSV files are",
        () => "no JSON",
    };
    format!(
        "This is {what}, not procurement notices. Notices are read from JSON in the Open Contracting Data Standard (OCDS): a package of releases or of records, or one release on each line; plain, gzip or zip."
    )
}

/// As many bytes as there are, up to the length of the place for them.
fn fill(from: &mut (impl Read + ?Sized), into: &mut [u8]) -> Result<usize, NotRecords> {
    let mut length = 0;
    while let Some(rest) = into.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(told(error)),
        }
    }
    Ok(length)
}

/// What went wrong while reading: a file that grows too far says so itself.
pub fn told(error: io::Error) -> NotRecords {
    match error.downcast::<NotRecords>() {
        Ok(says) => says,
        Err(error) => NotRecords::CutOff(error.to_string()),
    }
}

struct Counted<'c> {
    inner: &'c mut dyn Source,
    done: u64,
    progress: &'c mut dyn FnMut(u64),
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.done += count as u64;
        (self.progress)(self.done);
        Ok(count)
    }
}

/// Reads what unpacks, and stops where it grows as files made to harm do.
struct Guard<'g, R> {
    inner: R,
    grown: u64,
    packed: u64,
    limits: &'g Limits,
}

impl<R: Read> Read for Guard<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.grown += count as u64;
        let says = match () {
            () if self.grown > self.limits.expanded_bytes => format!(
                "The file grows to more than {} when it is unpacked, the most that is read. Split it by year, or load it at the command line.",
                size(self.limits.expanded_bytes)
            ),
            () if self.grown > SMALL && self.grown / self.packed.max(1) > self.limits.ratio => format!(
                "The file grows to more than {} times its size when it is unpacked, as files made to harm do. It was not read. Ask the sender where it came from.",
                self.limits.ratio
            ),
            () => return Ok(count),
        };
        Err(io::Error::other(NotRecords::NotThese(says)))
    }
}
