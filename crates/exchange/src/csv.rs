//! Text to rows: which delimiter, quoted fields, ragged rows. Blank lines keep their number, so that a cell's row is the
//! one a spreadsheet shows.

use crate::table::{Cell, Row};
use crate::unreadable::{Limits, Unreadable};

/// The rows of a text file.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    pub rows: Vec<Row>,
    pub delimiter: char,
    /// Row of an opening quote that never closes; from there on quotes were read as ordinary marks.
    pub unclosed_quote: Option<u32>,
}

pub(crate) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// `progress` is told bytes done and bytes in all.
pub fn split(text: &str, limits: &Limits, progress: &mut dyn FnMut(u64, u64)) -> Result<Split, Unreadable> {
    // Excel's own first line, `sep=;`, is a setting and not a row of the table.
    let told = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| text.as_bytes().get(4)).copied();
    let delimiter = told.filter(|byte| DELIMITERS.contains(byte)).unwrap_or_else(|| sniff(text));
    let mut split = split_by(text, delimiter, limits, progress)?;
    if told.is_some() && split.rows.first().is_some_and(|row| row.number == 1) {
        split.rows.remove(0);
    }
    Ok(split)
}

/// The same with the delimiter known (an ASCII byte).
pub fn split_by(text: &str, delimiter: u8, limits: &Limits, progress: &mut dyn FnMut(u64, u64)) -> Result<Split, Unreadable> {
    let mut reader = Reader { bytes: text.as_bytes(), text, at: 0, delimiter, literal_quotes: false };
    let (mut rows, mut number, mut cells_seen, mut unclosed) = (Vec::new(), 0u32, 0u64, None);
    let mut field = String::new();
    while reader.at < reader.bytes.len() {
        number = number.saturating_add(1);
        if number.is_multiple_of(4096) {
            progress(reader.at as u64, text.len() as u64);
        }
        let mut cells = Vec::with_capacity(rows.last().map_or(8, |row: &Row| row.cells.len()));
        loop {
            let end = match reader.field(&mut field) {
                Ok(end) => end,
                Err(Unclosed) => {
                    unclosed = Some(number);
                    reader.literal_quotes = true;
                    continue;
                }
            };
            cells.push(end.cell);
            if cells.len() as u64 > u64::from(limits.columns) && !cells.last().is_none_or(Cell::is_empty) {
                let columns = columns_of_line(text, reader.line_start(), delimiter).max(cells.len() as u32);
                return Err(Unreadable::TooManyColumns { sheet: String::new(), row: number, columns, limit: limits.columns });
            }
            if end.last {
                break;
            }
        }
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        cells_seen += cells.len() as u64;
        if cells_seen > limits.cells {
            return Err(Unreadable::TooManyCells { limit: limits.cells });
        }
        if !cells.is_empty() {
            cells.shrink_to_fit();
            rows.push(Row { number, cells });
        }
    }
    progress(text.len() as u64, text.len() as u64);
    Ok(Split { rows, delimiter: char::from(delimiter), unclosed_quote: unclosed })
}

struct Unclosed;

struct Field {
    cell: Cell,
    last: bool,
}

struct Reader<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
    delimiter: u8,
    literal_quotes: bool,
}

impl Reader<'_> {
    fn line_start(&self) -> usize {
        self.bytes.get(..self.at.min(self.bytes.len())).and_then(|seen| seen.iter().rposition(|b| *b == b'\n')).map_or(0, |at| at + 1)
    }

    /// One field and its delimiter or line end. Delimiters and quotes are ASCII, so cuts fall between characters.
    fn field(&mut self, held: &mut String) -> Result<Field, Unclosed> {
        let begin = self.at;
        if self.bytes.get(begin) == Some(&b'"') && !self.literal_quotes {
            held.clear();
            let mut from = begin + 1;
            loop {
                let rest = self.bytes.get(from..).unwrap_or_default();
                let Some(quote) = rest.iter().position(|b| *b == b'"') else { return Err(Unclosed) };
                held.push_str(self.text.get(from..from + quote).unwrap_or_default());
                from += quote + 1;
                if self.bytes.get(from) == Some(&b'"') {
                    held.push('"');
                    from += 1;
                } else {
                    break;
                }
            }
            let (tail, last) = self.up_to_end(from);
            held.push_str(tail);
            return Ok(Field { cell: Cell::of_text(held), last });
        }
        let (text, last) = self.up_to_end(begin);
        Ok(Field { cell: Cell::of_text(text), last })
    }

    /// Text up to the next delimiter or line end, which is stepped over.
    fn up_to_end(&mut self, from: usize) -> (&str, bool) {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let length = rest.iter().position(|b| *b == self.delimiter || *b == b'\n' || *b == b'\r').unwrap_or(rest.len());
        let end = from + length;
        let last = self.bytes.get(end) != Some(&self.delimiter);
        self.at = match (self.bytes.get(end), self.bytes.get(end + 1)) {
            (Some(b'\r'), Some(b'\n')) => end + 2,
            (Some(_), _) => end + 1,
            (None, _) => end,
        };
        // A delimiter as the very last byte leaves an empty field behind it: nothing to read, so the row ends.
        let last = last || self.at >= self.bytes.len();
        (self.text.get(from..end).unwrap_or_default(), last)
    }
}

fn columns_of_line(text: &str, start: usize, delimiter: u8) -> u32 {
    let line = text.as_bytes().get(start..).unwrap_or_default();
    line.iter().take_while(|b| **b != b'\n').filter(|b| **b == delimiter).count() as u32 + 1
}

/// The delimiter that cuts most of the first lines into the same number of fields, more than one.
pub(crate) fn sniff(text: &str) -> u8 {
    let mut best = (0usize, b',');
    for delimiter in DELIMITERS {
        let mut counts: Vec<usize> = Vec::new();
        let mut quoted = false;
        let mut fields = 1;
        let mut blank = true;
        for byte in text.bytes().take(64 << 10) {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => {
                    if !blank {
                        counts.push(fields);
                    }
                    (fields, blank) = (1, true);
                    if counts.len() >= 60 {
                        break;
                    }
                }
                b if b == delimiter && !quoted => fields += 1,
                b if !b.is_ascii_whitespace() => blank = false,
                _ => {}
            }
        }
        if !blank {
            counts.push(fields);
        }
        let usual = counts.iter().copied().filter(|count| *count > 1).max_by_key(|count| counts.iter().filter(|c| *c == count).count());
        let Some(usual) = usual else { continue };
        let agree = counts.iter().filter(|count| **count == usual).count();
        let score = agree * 1000 / counts.len().max(1) * 4 + usual.min(50);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let split = split(text, &Limits::default(), &mut |_, _| {}).expect("rows");
        split.rows.iter().map(|row| (row.number, row.cells.iter().map(|cell| cell.shown().into_owned()).collect())).collect()
    }

    #[test]
    fn quotes_blank_lines_and_line_ends_are_read_as_a_spreadsheet_does() {
        let text = "a,\"b, c\",d\r\n\r\n\"say \"\"hi\"\"\",,\"two\nlines\"\n";
        assert_eq!(
            rows(text),
            [(1, vec!["a".into(), "b, c".into(), "d".into()]), (3, vec!["say \"hi\"".into(), String::new(), "two\nlines".into()])]
        );
    }

    #[test]
    fn the_delimiter_is_found() {
        for (text, expected) in [
            ("a;b;c\n1,5;2,5;3\n", ';'),
            ("a\tb\n1,000\t2\n", '\t'),
            ("a|b|c\n1|2|3\n", '|'),
            ("one\ntwo\n", ','),
            ("sep=|\na;b|c;d\n", '|'),
        ] {
            assert_eq!(split(text, &Limits::default(), &mut |_, _| {}).map(|s| s.delimiter), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_quote_that_never_closes_does_not_swallow_the_file() {
        let split = split("a,b\n\"1,2\n3,4\n", &Limits::default(), &mut |_, _| {}).expect("rows");
        assert_eq!(split.unclosed_quote, Some(2));
        assert_eq!(split.rows.len(), 3);
    }

    #[test]
    fn ten_thousand_columns_are_refused() {
        let text = vec!["x"; 10_000].join(",");
        let refused = split(&text, &Limits::default(), &mut |_, _| {});
        assert_eq!(refused, Err(Unreadable::TooManyColumns { sheet: String::new(), row: 1, columns: 10_000, limit: 2_000 }));
    }
}
