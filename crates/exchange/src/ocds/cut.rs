//! A stream of JSON cut into releases, one at a time: lines, packages, records, arrays of any of them. A package of any size is passed
//! through piece by piece and never stands in memory whole.

use std::io::{self, Read};

use memchr::{memchr, memchr2};

use crate::market::NotRecords;

/// A release or a record longer than this is no real one: it is passed over and told.
const LONGEST: usize = 64 << 20;
const AT_ONCE: usize = 1 << 20;

/// How the pieces of a file are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One JSON value on each line.
    Lines,
    /// A package, an array, a release.
    Whole,
}

/// What was met next.
#[derive(Debug)]
pub enum Piece<'b> {
    /// A release or a record, or a line with one or a package of them.
    Release(&'b [u8]),
    /// A field of a package beside its releases.
    Head(&'b str, &'b [u8]),
    /// Something that cannot be a release.
    Broken(&'b [u8], &'static str),
}

pub const CUT_SHORT: &str =
    "It ends in the middle: the file was cut short. What came before it was read. Fetch the file again and load it.";
pub const TOO_LONG: &str = "It is longer than 64 MB, as no release is. It was passed over: check the quotation marks there.";
pub const NO_OBJECT: &str = "There is no release here, but something else. It was passed over.";

/// Where a value of JSON ends, told byte by byte.
#[derive(Debug, Default)]
struct Skip {
    depth: u32,
    text: bool,
    escaped: bool,
    scalar: bool,
}

impl Skip {
    /// How many of these bytes belong to the value, and whether it ends there.
    fn over(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.text {
                if self.escaped {
                    self.escaped = false;
                    at += 1;
                    continue;
                }
                match memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
                    None => return (bytes.len(), false),
                    Some(found) => {
                        at += found + 1;
                        self.escaped = bytes.get(at - 1) == Some(&b'\\');
                        if !self.escaped {
                            self.text = false;
                            if self.depth == 0 {
                                return (at, true);
                            }
                        }
                    }
                }
                continue;
            }
            match byte {
                b'"' | b'{' | b'[' if self.scalar => return (at, true),
                b'"' => self.text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    if self.depth == 0 {
                        return (at, true);
                    }
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' => {
                    if self.scalar {
                        return (at, true);
                    }
                }
                _ => self.scalar = self.depth == 0,
            }
            at += 1;
        }
        (at, false)
    }
}

/// The fields of an object that stands in memory, each with its value's bytes. Stops where it is no longer an object.
pub fn fields(object: &[u8]) -> Vec<(&str, &[u8])> {
    let mut found = Vec::new();
    let mut rest = object.trim_ascii_start().strip_prefix(b"{").unwrap_or_default();
    loop {
        rest = past(rest, b",");
        let Some(after) = rest.strip_prefix(b"\"") else { return found };
        let (length, whole) = Skip { text: true, ..Skip::default() }.over(after);
        let key = after.get(..length.saturating_sub(1)).and_then(|key| std::str::from_utf8(key).ok()).unwrap_or_default();
        let Some(value) = past(after.get(length..).unwrap_or_default(), b"").strip_prefix(b":") else { return found };
        let value = past(value, b"");
        let (length, ended) = Skip::default().over(value);
        if !whole || !(ended || length == value.len()) || length == 0 {
            return found;
        }
        found.push((key, value.get(..length).unwrap_or_default()));
        rest = value.get(length..).unwrap_or_default();
    }
}

/// The values of a list that stands in memory; one alone where it is no list.
pub fn elements(list: &[u8]) -> Vec<&[u8]> {
    let Some(mut rest) = list.trim_ascii_start().strip_prefix(b"[") else { return vec![list] };
    let mut found = Vec::new();
    loop {
        rest = past(rest, b",");
        let (length, ended) = Skip::default().over(rest);
        if length == 0 || !ended {
            return found;
        }
        found.push(rest.get(..length).unwrap_or_default());
        rest = rest.get(length..).unwrap_or_default();
    }
}

fn past<'b>(mut bytes: &'b [u8], too: &[u8]) -> &'b [u8] {
    while let Some((first, after)) = bytes.split_first() {
        if !(first.is_ascii_whitespace() || too.contains(first)) {
            break;
        }
        bytes = after;
    }
    bytes
}

type Each<'e> = &'e mut dyn FnMut(Piece<'_>, u64) -> Result<(), NotRecords>;

struct Cutter<'r> {
    from: &'r mut dyn Read,
    buffer: Vec<u8>,
    /// The first byte still wanted.
    mark: usize,
    at: usize,
    end: usize,
    ended: bool,
}

/// Cuts a stream into pieces and gives each with its number: its line, or which release it is of those in the stream.
pub fn cut(from: &mut dyn Read, each: Each<'_>) -> Result<Form, NotRecords> {
    let mut cutter = Cutter { from, buffer: Vec::new(), mark: 0, at: 0, end: 0, ended: false };
    while cutter.end < AT_ONCE && cutter.fill()? {}
    while cutter.buffer.get(cutter.at..cutter.end).is_some_and(|rest| rest.starts_with(b"\xef\xbb\xbf")) {
        cutter.at += 3;
        cutter.mark = cutter.at;
    }
    let form = cutter.form();
    match form {
        Form::Lines => cutter.lines(each)?,
        Form::Whole => cutter.values(each)?,
    }
    Ok(form)
}

impl Cutter<'_> {
    /// More bytes, or false where there are none. What stands before the mark is forgotten.
    fn fill(&mut self) -> Result<bool, NotRecords> {
        if self.ended {
            return Ok(false);
        }
        if self.mark > 0 {
            self.buffer.copy_within(self.mark..self.end, 0);
            (self.at, self.end, self.mark) = (self.at - self.mark, self.end - self.mark, 0);
        }
        if self.buffer.len() - self.end < AT_ONCE / 4 {
            self.buffer.resize(self.buffer.len() + AT_ONCE.max(self.buffer.len() / 2), 0);
        }
        loop {
            match self.from.read(self.buffer.get_mut(self.end..).unwrap_or_default()) {
                Ok(0) => self.ended = true,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(super::unpack::told(error)),
            }
            return Ok(!self.ended);
        }
    }

    fn held(&self) -> &[u8] {
        self.buffer.get(self.at..self.end).unwrap_or_default()
    }

    fn marked(&self) -> &[u8] {
        self.buffer.get(self.mark..self.at).unwrap_or_default()
    }

    /// Lines, where the first or the second of them is an object from end to end.
    fn form(&self) -> Form {
        let mut lines = self.held().split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).filter(|line| !line.is_empty());
        let whole = |line: &[u8]| line.starts_with(b"{") && line.len() > 2 && Skip::default().over(line) == (line.len(), true);
        let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        // One line alone is a package or a release like any other: its releases are counted, not its line.
        let more = !second.is_empty() || !self.ended;
        if (whole(first) && more) || (first.starts_with(b"{\"") && whole(second)) { Form::Lines } else { Form::Whole }
    }

    fn lines(&mut self, each: Each<'_>) -> Result<(), NotRecords> {
        let mut number = 0;
        let mut too_long = false;
        loop {
            let line_end = match memchr(b'\n', self.held()) {
                Some(found) => self.at + found,
                None => {
                    self.at = self.end;
                    if self.at - self.mark > LONGEST {
                        (self.mark, too_long) = (self.at, true);
                    }
                    if self.fill()? {
                        continue;
                    }
                    self.end
                }
            };
            number += 1;
            let line = self.buffer.get(self.mark..line_end).unwrap_or_default().trim_ascii();
            match () {
                () if too_long => each(Piece::Broken(line, TOO_LONG), number)?,
                () if line.is_empty() => {}
                () => each(Piece::Release(line), number)?,
            }
            too_long = false;
            if line_end >= self.end {
                return Ok(());
            }
            self.at = line_end + 1;
            self.mark = self.at;
        }
    }

    fn peek(&mut self) -> Result<Option<u8>, NotRecords> {
        loop {
            if let Some(byte) = self.held().first() {
                return Ok(Some(*byte));
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Past blanks, and past commas and brackets between values.
    fn blanks(&mut self, too: &[u8]) -> Result<Option<u8>, NotRecords> {
        while let Some(byte) = self.peek()? {
            if !(byte.is_ascii_whitespace() || too.contains(&byte)) {
                return Ok(Some(byte));
            }
            self.at += 1;
        }
        Ok(None)
    }

    /// Past one value. False where the file ends first. Beyond the longest, what was held of it is let go, and `too_long` set.
    fn skip(&mut self, mut skip: Skip, too_long: &mut bool) -> Result<bool, NotRecords> {
        loop {
            let (length, ended) = skip.over(self.held());
            self.at += length;
            if ended {
                return Ok(true);
            }
            if self.at - self.mark > LONGEST {
                (self.mark, *too_long) = (self.at, true);
            }
            if !self.fill()? {
                return Ok(skip.scalar);
            }
        }
    }

    fn values(&mut self, each: Each<'_>) -> Result<(), NotRecords> {
        let mut number = 0;
        loop {
            let Some(byte) = self.blanks(b",[]")? else { return Ok(()) };
            self.mark = self.at;
            match byte {
                b'{' => self.object(&mut number, each)?,
                _ => {
                    number += 1;
                    let before = self.at;
                    let whole = self.skip(Skip::default(), &mut false)?;
                    if whole && self.at == before {
                        self.at += 1;
                    }
                    each(Piece::Broken(self.marked(), if whole { NO_OBJECT } else { CUT_SHORT }), number)?;
                }
            }
            self.mark = self.at;
        }
    }

    /// An object at the top: a package whose releases are given one by one, or else one piece as it stands.
    fn object(&mut self, number: &mut u64, each: Each<'_>) -> Result<(), NotRecords> {
        self.at += 1;
        // Fields met before it is told what this is, as stretches from the mark.
        let mut before: Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> = Vec::new();
        let (mut is_package, mut is_release, mut too_long) = (false, false, false);
        loop {
            if is_package {
                (self.mark, too_long) = (self.at, false);
            }
            match self.blanks(b",")? {
                Some(b'"') => {}
                Some(b'}') => {
                    self.at += 1;
                    if !is_package {
                        *number += 1;
                        let piece = if too_long { Piece::Broken(self.marked(), TOO_LONG) } else { Piece::Release(self.marked()) };
                        each(piece, *number)?;
                    }
                    return Ok(());
                }
                Some(_) => {
                    *number += 1;
                    let rest = self.held().len().min(200);
                    each(Piece::Broken(self.held().get(..rest).unwrap_or_default(), NO_OBJECT), *number)?;
                    self.at += 1;
                    return Ok(());
                }
                None => return self.cut_short(number, each),
            }
            if is_package {
                self.mark = self.at;
            }
            let key_start = self.at + 1 - self.mark;
            self.at += 1;
            if !self.skip(Skip { text: true, ..Skip::default() }, &mut too_long)? {
                return self.cut_short(number, each);
            }
            let key = key_start..(self.at - self.mark).saturating_sub(1);
            self.blanks(b":")?;
            let Some(value_begins) = self.peek()? else { return self.cut_short(number, each) };
            let name = self.stretch(&key);
            let listed = matches!(name, b"releases" | b"records") || (matches!(name, b"results" | b"data") && before.is_empty());
            is_release |= matches!(name, b"ocid" | b"tag" | b"compiledRelease" | b"versionedRelease") && !is_package;
            if listed && value_begins == b'[' && !is_release {
                if !is_package && !too_long {
                    for (key, value) in std::mem::take(&mut before) {
                        let name = std::str::from_utf8(self.stretch(&key)).unwrap_or_default();
                        each(Piece::Head(name, self.stretch(&value)), *number)?;
                    }
                }
                is_package = true;
                if !self.list(number, each)? {
                    return Ok(());
                }
                continue;
            }
            let one = is_package && name == b"compiledRelease" && value_begins == b'{';
            let value_start = self.at - self.mark;
            if one {
                self.mark = self.at;
            }
            if !self.skip(Skip::default(), &mut too_long)? {
                return self.cut_short(number, each);
            }
            match () {
                () if one => {
                    *number += 1;
                    each(Piece::Release(self.marked()), *number)?;
                }
                () if too_long => {}
                () if is_package => {
                    let name = std::str::from_utf8(self.stretch(&key)).unwrap_or_default();
                    each(Piece::Head(name, self.stretch(&(value_start..self.at - self.mark))), *number)?;
                }
                () => before.push((key, value_start..self.at - self.mark)),
            }
        }
    }

    fn stretch(&self, of: &std::ops::Range<usize>) -> &[u8] {
        self.buffer.get(self.mark + of.start..self.mark + of.end).unwrap_or_default()
    }

    fn cut_short(&mut self, number: &mut u64, each: Each<'_>) -> Result<(), NotRecords> {
        *number += 1;
        let seen = self.buffer.get(self.mark..self.end).unwrap_or_default();
        each(Piece::Broken(seen, CUT_SHORT), *number)?;
        self.at = self.end;
        Ok(())
    }

    /// The releases of a package. False where the file ends among them.
    fn list(&mut self, number: &mut u64, each: Each<'_>) -> Result<bool, NotRecords> {
        self.at += 1;
        loop {
            match self.blanks(b",")? {
                None => {
                    self.mark = self.at;
                    return self.cut_short(number, each).map(|()| false);
                }
                Some(b']') => {
                    self.at += 1;
                    return Ok(true);
                }
                Some(begins) => {
                    self.mark = self.at;
                    let mut too_long = false;
                    *number += 1;
                    let whole = self.skip(Skip::default(), &mut too_long)?;
                    let (before, after) = (self.mark, self.at);
                    let piece = match () {
                        () if !whole => Piece::Broken(self.marked(), CUT_SHORT),
                        () if too_long => Piece::Broken(self.marked(), TOO_LONG),
                        () if begins != b'{' => Piece::Broken(self.marked(), NO_OBJECT),
                        () => Piece::Release(self.marked()),
                    };
                    each(piece, *number)?;
                    if before == after {
                        self.at += 1;
                    }
                    if !whole {
                        return Ok(false);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> (Form, Vec<String>) {
        let mut found = Vec::new();
        let form = cut(&mut text.as_bytes(), &mut |piece, number| {
            found.push(match piece {
                Piece::Release(bytes) => format!("{number} {}", String::from_utf8_lossy(bytes)),
                Piece::Head(name, value) => format!("{name}={}", String::from_utf8_lossy(value)),
                Piece::Broken(_, why) => format!("{number} broken {}", why.split(':').next().unwrap_or_default()),
            });
            Ok(())
        });
        (form.expect("cut"), found)
    }

    #[test]
    fn a_package_is_given_release_by_release_and_its_other_fields_beside() {
        let (form, found) = pieces(r#"{"version":"1.1","releases":[{"ocid":"a"}, {"ocid":"b]}\""}],"uri":"x"}"#);
        assert_eq!(form, Form::Whole);
        assert_eq!(found, [r#"version="1.1""#, r#"1 {"ocid":"a"}"#, r#"2 {"ocid":"b]}\""}"#, r#"uri="x""#]);
    }

    #[test]
    fn lines_and_arrays_and_one_alone_are_told_apart() {
        assert_eq!(pieces("{\"a\":1}\n\n{\"a\":2}\n").1, [r#"1 {"a":1}"#, r#"3 {"a":2}"#]);
        assert_eq!(pieces("{\"a\":1\n{\"a\":2}").0, Form::Lines);
        assert_eq!(pieces("{\"a\":1}\n").0, Form::Whole);
        assert_eq!(pieces("[{\"a\":1},\n {\"a\":2}]").1, [r#"1 {"a":1}"#, r#"2 {"a":2}"#]);
        assert_eq!(pieces(r#"{ "ocid": "a", "releases": []}"#).1, [r#"1 { "ocid": "a", "releases": []}"#]);
        assert_eq!(pieces(r#"[{"releases":[{"a":1}]},{"releases":[{"a":2}]}]"#).1, [r#"1 {"a":1}"#, r#"2 {"a":2}"#]);
        assert_eq!(pieces("{\n\"releases\":[{\"a\":1}],\"compiledRelease\":{\"b\":1}}").1, [r#"1 {"a":1}"#, r#"2 {"b":1}"#]);
    }

    #[test]
    fn what_is_cut_short_is_said_after_what_was_whole() {
        assert_eq!(pieces(r#"{"releases":[{"a":1},{"a":"#).1, [r#"1 {"a":1}"#, "2 broken It ends in the middle"]);
        assert_eq!(pieces(r#"{"releases":[{"a":1}"#).1, [r#"1 {"a":1}"#, "2 broken It ends in the middle"]);
    }

    #[test]
    fn an_object_in_memory_is_read_field_by_field() {
        let object = br#" {"a": 1 , "b":[{"c":"}"}, 2],"d":"x"}"#;
        let found = fields(object);
        let shown: Vec<String> = found.iter().map(|(key, value)| format!("{key}={}", String::from_utf8_lossy(value))).collect();
        assert_eq!(shown, ["a=1", r#"b=[{"c":"}"}, 2]"#, r#"d="x""#]);
        assert_eq!(elements(found[1].1), [br#"{"c":"}"}"#.as_slice(), b"2"]);
    }
}
