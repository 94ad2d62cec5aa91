//! Text cut into rows as it comes, in whichever encoding it is written.

use std::io::Read;

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{HEAD, Line, Progress};
use crate::csv;
use crate::market::reading::NotRecords;
use crate::unreadable::{Limits, Unreadable};

/// A row beyond this holds a quotation mark that never closes.
const LONGEST_ROW: usize = 1 << 20;
const CHUNK: usize = 256 << 10;

/// Text cut into rows as it comes. Delimiters and quotation marks are ASCII in all the encodings that are read, so cuts fall between letters.
pub(super) struct Text<'s> {
    from: Box<dyn Read + 's>,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    bytes: Vec<u8>,
    at: usize,
    ended: bool,
    delimiter: u8,
    number: u32,
    columns: u32,
    done: u64,
    all: u64,
    progress: Progress<'s>,
    fields: Vec<(usize, usize, bool)>,
    pub(super) utf16: bool,
    /// Rows that were not UTF-8.
    pub(super) other_letters: u64,
    pub(super) marks: u32,
    pub(super) unclosed: Vec<u32>,
}

enum Cut {
    /// Where the next row begins.
    Row(usize),
    /// The row does not end in what was read so far.
    More,
    /// A quotation mark opens in it that does not close where it should.
    Unclosed,
}

impl<'s> Text<'s> {
    pub(super) fn of(
        from: Box<dyn Read + 's>,
        head: &[u8],
        limits: &Limits,
        all: u64,
        progress: Progress<'s>,
    ) -> Result<Text<'s>, NotRecords> {
        let zeros = |odd: usize| head.iter().take(512).skip(odd).step_by(2).filter(|byte| **byte == 0).count();
        let decoder = match head {
            [0xff, 0xfe, ..] => Some(UTF_16LE),
            [0xfe, 0xff, ..] => Some(UTF_16BE),
            _ if head.len() >= 8 && zeros(1) * 10 > head.len().min(512) / 2 * 8 => Some(UTF_16LE),
            _ if head.len() >= 8 && zeros(0) * 10 > head.len().min(512) / 2 * 8 => Some(UTF_16BE),
            _ => None,
        };
        if decoder.is_none() && head.contains(&0) {
            return Err(Unreadable::NotASpreadsheet.into());
        }
        let mut text = Text {
            from,
            utf16: decoder.is_some(),
            decoder: decoder.map(encoding_rs::Encoding::new_decoder_with_bom_removal),
            raw: Vec::new(),
            bytes: Vec::with_capacity(2 * CHUNK),
            at: 0,
            ended: false,
            delimiter: b',',
            number: 0,
            columns: limits.columns,
            done: 0,
            all,
            progress,
            fields: Vec::new(),
            other_letters: 0,
            marks: 0,
            unclosed: Vec::new(),
        };
        text.fill()?;
        while let Some(rest) = mark(text.bytes.get(text.at..).unwrap_or_default()) {
            text.at += rest;
            text.marks += 1;
        }
        let start = String::from_utf8_lossy(
            text.bytes.get(text.at..).unwrap_or_default().get(..HEAD).unwrap_or(text.bytes.get(text.at..).unwrap_or_default()),
        )
        .into_owned();
        text.delimiter = csv::sniff(&start);
        if let Some(told) = start.get(..4).filter(|begin| begin.eq_ignore_ascii_case("sep=")).and_then(|_| start.as_bytes().get(4))
            && csv::DELIMITERS.contains(told)
        {
            text.delimiter = *told;
            let line = text.bytes.iter().skip(text.at).position(|byte| *byte == b'\n').map_or(text.bytes.len(), |end| text.at + end + 1);
            (text.at, text.number) = (line, 1);
        }
        Ok(text)
    }

    /// Reads on. What was cut into rows already is let go.
    fn fill(&mut self) -> Result<(), NotRecords> {
        self.bytes.drain(..self.at.min(self.bytes.len()));
        self.at = 0;
        let before = self.bytes.len();
        if let Some(decoder) = &mut self.decoder {
            self.raw.resize(CHUNK, 0);
            let count = read_some(&mut self.from, &mut self.raw)?;
            self.ended = count == 0;
            self.done += count as u64;
            let input = self.raw.get(..count).unwrap_or_default();
            let room = decoder.max_utf8_buffer_length(count).unwrap_or(CHUNK * 4);
            self.bytes.resize(before + room, 0);
            let into = self.bytes.get_mut(before..).unwrap_or_default();
            let (result, _, written, _) = decoder.decode_to_utf8(input, into, self.ended);
            debug_assert_eq!(result, CoderResult::InputEmpty);
            self.bytes.truncate(before + written);
        } else {
            self.bytes.resize(before + CHUNK, 0);
            let count = read_some(&mut self.from, self.bytes.get_mut(before..).unwrap_or_default())?;
            self.bytes.truncate(before + count);
            self.ended = count == 0;
            self.done += count as u64;
        }
        (self.progress)(self.done.min(self.all), self.all);
        Ok(())
    }

    pub(super) fn next(&mut self, line: &mut Line) -> Result<bool, NotRecords> {
        loop {
            if self.at >= self.bytes.len() && !self.ended {
                self.fill()?;
            }
            if self.at >= self.bytes.len() {
                if self.ended {
                    return Ok(false);
                }
                continue;
            }
            let next = match self.cut(false) {
                Cut::Row(next) => next,
                Cut::More => {
                    self.fill()?;
                    continue;
                }
                Cut::Unclosed => {
                    let next = match self.cut(true) {
                        Cut::Row(next) => next,
                        _ if self.ended => self.bytes.len(),
                        _ => {
                            self.fill()?;
                            continue;
                        }
                    };
                    if self.unclosed.len() < 1_000 {
                        self.unclosed.push(self.number.saturating_add(1));
                    }
                    next
                }
            };
            self.number = self.number.saturating_add(1);
            self.write(line)?;
            self.at = next;
            if !line.is_empty() {
                return Ok(true);
            }
        }
    }

    /// Finds the cells of the row at hand.
    fn cut(&mut self, literal: bool) -> Cut {
        self.fields.clear();
        let bytes = &self.bytes;
        let mut at = self.at;
        loop {
            // One cell.
            if bytes.get(at) == Some(&b'"') && !literal {
                let from = at + 1;
                let (mut end, mut doubled, mut lines) = (from, false, false);
                loop {
                    match bytes.get(end) {
                        Some(b'"') if bytes.get(end + 1) == Some(&b'"') => (end, doubled) = (end + 2, true),
                        Some(b'"') => break,
                        Some(byte) => (end, lines) = (end + 1, lines || *byte == b'\n'),
                        None => {
                            let long = end - self.at > LONGEST_ROW;
                            return if self.ended || long { Cut::Unclosed } else { Cut::More };
                        }
                    }
                }
                if end + 1 >= bytes.len() && !self.ended {
                    return Cut::More;
                }
                let mut tail = end + 1;
                while let Some(byte) = bytes.get(tail)
                    && *byte != self.delimiter
                    && !matches!(byte, b'\n' | b'\r')
                {
                    tail += 1;
                }
                if tail >= bytes.len() && !self.ended {
                    return Cut::More;
                }
                // `"Acorn` that runs over the end of its line and closes amid a word opened by mistake.
                let words_behind = bytes.get(end + 1..tail).is_some_and(|rest| rest.iter().any(|byte| !byte.is_ascii_whitespace()));
                if lines && words_behind {
                    return Cut::Unclosed;
                }
                if words_behind {
                    self.fields.push((from - 1, tail, false))
                } else {
                    self.fields.push((from, end, doubled))
                }
                at = tail;
            } else {
                let from = at;
                while let Some(byte) = bytes.get(at)
                    && *byte != self.delimiter
                    && !matches!(byte, b'\n' | b'\r')
                {
                    at += 1;
                }
                if at >= bytes.len() && !self.ended {
                    if at - self.at > LONGEST_ROW * 16 {
                        // No row is sixteen megabytes long: what stands here is cut where it is.
                        self.fields.push((from, at, false));
                        return Cut::Row(at);
                    }
                    return Cut::More;
                }
                self.fields.push((from, at, false));
            }
            match bytes.get(at) {
                Some(byte) if *byte == self.delimiter => at += 1,
                Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => return Cut::Row(at + 2),
                Some(b'\r') if at + 1 >= bytes.len() && !self.ended => return Cut::More,
                Some(_) => return Cut::Row(at + 1),
                None => return Cut::Row(at),
            }
        }
    }

    fn write(&mut self, line: &mut Line) -> Result<(), NotRecords> {
        line.clear(self.number);
        if self.fields.len() > self.columns as usize {
            let limit = self.columns;
            return Err(
                Unreadable::TooManyColumns { sheet: String::new(), row: self.number, columns: self.fields.len() as u32, limit }.into()
            );
        }
        let mut other = false;
        for (from, to, doubled) in &self.fields {
            let bytes = self.bytes.get(*from..*to).unwrap_or_default();
            let start = line.text.len();
            match std::str::from_utf8(bytes) {
                Ok(text) => line.text.push_str(text),
                Err(_) => {
                    other = true;
                    mixed(bytes, &mut line.text);
                }
            }
            if *doubled {
                let single = line.text.get(start..).unwrap_or_default().replace("\"\"", "\"");
                line.text.truncate(start);
                line.text.push_str(&single);
            }
            line.ends.push(line.text.len());
        }
        self.other_letters += u64::from(other);
        Ok(())
    }
}

fn read_some(from: &mut dyn Read, into: &mut [u8]) -> Result<usize, NotRecords> {
    loop {
        match from.read(into) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            done => return Ok(done?),
        }
    }
}

/// UTF-8 as far as it goes, and Windows-1252 where it is not.
fn mixed(bytes: &[u8], into: &mut String) {
    for chunk in bytes.utf8_chunks() {
        into.push_str(chunk.valid());
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        into.push_str(&text);
    }
}

/// The length of a byte order mark, or of one that was taken for Windows-1252 and encoded a second time.
fn mark(bytes: &[u8]) -> Option<usize> {
    ["\u{feff}", "ï»¿"].iter().find(|mark| bytes.starts_with(mark.as_bytes())).map(|mark| mark.len())
}
