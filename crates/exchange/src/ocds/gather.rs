//! The second time through: releases told apart from what only wraps them, mended where they can be, merged where one process has several.

use std::collections::{BTreeMap, HashMap, HashSet};

use encoding_rs::WINDOWS_1252;
use serde_json::Value;

use super::census::{self, Census, hashed};
use super::cut::{self, Form, Piece};
use super::release::{Release, release};
use super::rows::{self, Beside};
use super::unpack::Stream;
use super::{compile, shape};
use crate::market::{NotRecords, ReadRecords, Tally};
use crate::note::{Counted, NoteKind};
use crate::table::Place;
use crate::tables::{RecordWriter, TablesError};

const NO_JSON: &str = "It is no JSON that can be read, and was passed over. Correct it at its source, or fetch the file again.";
const NO_RELEASE: &str = "It is no release of the Open Contracting Data Standard, and was passed over.";
const NAMELESS: &str = "A release without an ocid and without an id cannot be told from others. It was passed over.";
const LINKS_ONLY: &str = "The record holds no release, only addresses of some. Load the releases themselves.";
/// Packages may stand in packages, but not for ever.
const DEEPEST: u8 = 4;

/// Releases of one process until the last of them is met.
#[derive(Default)]
struct Held {
    seen: u32,
    /// The number of each with its bytes, pruned.
    releases: Vec<(u64, Box<[u8]>)>,
}

pub struct Gather<'g, 'w> {
    pub tally: Tally<'w>,
    census: &'g Census,
    beside: Beside<'g>,
    held: HashMap<u64, Held>,
    /// Pieces of the streams before this one.
    base: u64,
    last: u64,
    form: Option<Form>,
    processes: u64,
    publisher: String,
    version: String,
    /// Beginnings of identifiers, `ocds-b5fd17`, with how many processes have each; and what follows them, with which it was first met.
    prefixes: BTreeMap<String, u64>,
    rests: HashMap<u64, u64>,
    written: HashSet<u64>,
    /// Fields of the first object that was no release.
    other: Option<Vec<String>>,
}

impl<'g, 'w> Gather<'g, 'w> {
    pub fn of(sink: &'w mut dyn RecordWriter, census: &'g Census, beside: Beside<'g>) -> Gather<'g, 'w> {
        Gather {
            tally: Tally::of(sink),
            census,
            beside,
            held: HashMap::new(),
            base: 0,
            last: 0,
            form: None,
            processes: 0,
            publisher: String::new(),
            version: String::new(),
            prefixes: BTreeMap::new(),
            rests: HashMap::new(),
            written: HashSet::new(),
            other: None,
        }
    }

    pub fn stream(&mut self, stream: Stream<'_>) -> Result<(), NotRecords> {
        if let Some(encoding) = stream.encoding.filter(|encoding| *encoding != "UTF-8") {
            let says = format!("Written in {encoding}, not UTF-8, and read so.");
            self.tally.note(NoteKind::Encoding, encoding, stream.name, &says, Place::new("", 0, 0));
        }
        let form = cut::cut(stream.read, &mut |piece, number| {
            let number = self.base + number;
            self.last = self.last.max(number);
            self.piece(piece, number)
        })?;
        self.tally.notes.counted = if form == Form::Lines { Counted::Lines } else { Counted::Releases };
        self.form.get_or_insert(form);
        self.base = self.last;
        Ok(())
    }

    fn piece(&mut self, piece: Piece<'_>, number: u64) -> Result<(), NotRecords> {
        let bytes = match piece {
            Piece::Head(name, value) => {
                self.head(name, value);
                return Ok(());
            }
            Piece::Release(bytes) => {
                self.one(bytes, number, 0)?;
                bytes
            }
            Piece::Broken(bytes, why) => {
                self.unread(number, &String::from_utf8_lossy(bytes.get(..bytes.len().min(640)).unwrap_or_default()), why);
                bytes
            }
        };
        if self.census.repeats {
            for (ocid, count) in census::inside(bytes) {
                if let Some(held) = self.held.get_mut(&ocid) {
                    held.seen = held.seen.saturating_add(count);
                    if held.seen >= self.census.of(ocid) {
                        self.let_go(ocid)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn head(&mut self, name: &str, value: &[u8]) {
        let Ok(value) = serde_json::from_slice::<Value>(value.get(..value.len().min(4096)).unwrap_or_default()) else { return };
        match name {
            "publisher" if self.publisher.is_empty() => {
                let name = value.get("name").and_then(Value::as_str).or(value.as_str());
                name.unwrap_or_default().trim().clone_into(&mut self.publisher);
            }
            "version" if self.version.is_empty() => value.as_str().unwrap_or_default().clone_into(&mut self.version),
            _ => {}
        }
    }

    fn unread(&mut self, number: u64, seen: &str, says: &str) {
        self.tally.read += 1;
        self.tally.unread(Place::new("", u32::try_from(number).unwrap_or(u32::MAX), 0), seen, says);
    }

    fn note(&mut self, kind: NoteKind, about: &str, seen: &str, says: &str, number: u64) {
        self.tally.note(kind, about, seen, says, Place::new("", u32::try_from(number).unwrap_or(u32::MAX), 0));
    }

    /// A release, or what wraps some.
    fn one(&mut self, bytes: &[u8], number: u64, depth: u8) -> Result<(), NotRecords> {
        match release(bytes) {
            Ok(read) => self.told_apart(&read, bytes, number, depth),
            Err(error) => match mended(bytes) {
                Some((better, kind, says)) => {
                    self.note(kind, "", "", says, number);
                    match release(&better) {
                        Ok(read) => self.told_apart(&read, &better, number, depth),
                        Err(error) => self.no_json(&better, &error, number),
                    }
                }
                None => self.no_json(bytes, &error, number),
            },
        }
    }

    fn no_json(&mut self, bytes: &[u8], error: &serde_json::Error, number: u64) -> Result<(), NotRecords> {
        let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(80)).unwrap_or_default());
        self.unread(number, &format!("{error}: {head}"), NO_JSON);
        Ok(())
    }

    fn told_apart(&mut self, read: &Release<'_>, bytes: &[u8], number: u64, depth: u8) -> Result<(), NotRecords> {
        match () {
            () if read.is_wrapped() && depth < DEEPEST => self.unwrapped(bytes, number, depth + 1),
            () if read.is_link() => {
                self.linked(number);
                Ok(())
            }
            () if !read.says_something() && (read.ocid.get().is_empty() || read.tag.is_empty()) => {
                let names: Vec<String> = cut::fields(bytes).into_iter().map(|(name, _)| name.to_owned()).collect();
                let seen = names.join(", ");
                self.other.get_or_insert(names);
                self.unread(number, &seen, NO_RELEASE);
                Ok(())
            }
            () => self.release(read, bytes, number),
        }
    }

    fn linked(&mut self, number: u64) {
        self.tally.left_out += 1;
        let says = "A release is named by its address alone. What it says is known as far as the record beside it tells.";
        self.note(NoteKind::Linked, "", "", says, number);
    }

    /// A package or a record: of a record its compiled release, else its releases, else its versioned release as it stands last.
    fn unwrapped(&mut self, bytes: &[u8], number: u64, depth: u8) -> Result<(), NotRecords> {
        let fields = cut::fields(bytes);
        let field = |wanted: &str| fields.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value).filter(|value| value.len() > 4);
        for (name, value) in &fields {
            self.head(name, value);
        }
        if let Some(records) = field("records") {
            for record in cut::elements(records) {
                self.one(record, number, depth)?;
            }
            return Ok(());
        }
        if let Some(compiled) = field("compiledRelease") {
            for linked in field("releases").map(cut::elements).unwrap_or_default() {
                if release(linked).is_ok_and(|read| read.is_link()) {
                    self.linked(number);
                }
            }
            return self.one(compiled, number, depth);
        }
        let releases = field("releases").map(cut::elements).unwrap_or_default();
        let mut any = false;
        for one in &releases {
            any |= !release(one).is_ok_and(|read| read.is_link());
            self.one(one, number, depth)?;
        }
        if any {
            return Ok(());
        }
        match field("versionedRelease") {
            Some(versions) if versions.starts_with(b"[") => {
                for one in cut::elements(versions) {
                    self.one(one, number, depth)?;
                }
            }
            Some(versioned) => match serde_json::from_slice::<Value>(versioned) {
                Ok(tree) => {
                    let last = serde_json::to_vec(&compile::unversioned(&tree)).unwrap_or_default();
                    self.one(&last, number, depth)?;
                }
                Err(error) => self.no_json(versioned, &error, number)?,
            },
            None if !releases.is_empty() => self.unread(number, "", LINKS_ONLY),
            None => {}
        }
        Ok(())
    }

    fn release(&mut self, read: &Release<'_>, bytes: &[u8], number: u64) -> Result<(), NotRecords> {
        let ocid = read.ocid.get();
        if ocid.is_empty() {
            let id = read.id.get();
            if id.is_empty() {
                self.unread(number, "", NAMELESS);
                return Ok(());
            }
            self.note(
                NoteKind::DuplicateId,
                "no ocid",
                id,
                "A release without an ocid. It is held as a process of its own under its id.",
                number,
            );
        }
        self.tally.read += 1;
        let hash = hashed(ocid.as_bytes());
        if !ocid.is_empty() && self.census.of(hash) > 1 {
            let pruned = compile::pruned(bytes).and_then(|tree| serde_json::to_vec(&tree));
            match pruned {
                Ok(pruned) => self.held.entry(hash).or_default().releases.push((number, pruned.into_boxed_slice())),
                Err(error) => {
                    self.tally.read -= 1;
                    self.no_json(bytes, &error, number)?;
                }
            }
            return Ok(());
        }
        self.process(read, number)?;
        Ok(())
    }

    /// A process in its present state, to its rows.
    fn process(&mut self, read: &Release<'_>, number: u64) -> Result<(), TablesError> {
        self.processes += 1;
        let ocid = read.ocid.get();
        if !ocid.is_empty() {
            if self.census.repeats && !self.written.insert(hashed(ocid.as_bytes())) {
                let says = "The process comes again after it was taken to be whole. Both are kept as they stand.";
                self.note(NoteKind::DuplicateId, "again", ocid, says, number);
            }
            self.prefix(ocid, number);
        }
        // Without an ocid under its id, so that the rows of one release stay together.
        let name = if ocid.is_empty() { read.id.get() } else { ocid };
        rows::write(read, name, number, &self.beside, &mut self.tally)
    }

    /// `ocds-` and six letters; the same process under another beginning is said.
    fn prefix(&mut self, ocid: &str, number: u64) {
        let (prefix, rest) = match ocid.get(..11).zip(ocid.get(11..)) {
            Some((prefix, rest)) if ocid.starts_with("ocds-") => (prefix, rest.trim_start_matches('-')),
            _ => {
                let says = "The process's identifier does not begin with ocds- and a publisher's six letters. It is kept as it stands.";
                self.note(NoteKind::ChangedPrefix, "none", ocid, says, number);
                return;
            }
        };
        if self.prefixes.len() < 64 || self.prefixes.contains_key(prefix) {
            *self.prefixes.entry(prefix.to_owned()).or_default() += 1;
        }
        if rest.len() < 4 {
            return;
        }
        let (rest, prefix) = (hashed(rest.as_bytes()), hashed(prefix.as_bytes()));
        if *self.rests.entry(rest).or_insert(prefix) != prefix {
            let says = "The same process seems to stand under two beginnings of its identifier. They are kept as two: which is meant, its publisher knows.";
            self.note(NoteKind::ChangedPrefix, "same", ocid, says, number);
        }
    }

    /// Merges what is held of a process and writes it.
    fn let_go(&mut self, ocid: u64) -> Result<(), NotRecords> {
        let Some(Held { releases, .. }) = self.held.remove(&ocid) else { return Ok(()) };
        let mut seen: HashSet<&[u8]> = HashSet::new();
        let (mut compiled, mut plain, mut ids) = (Vec::new(), Vec::new(), HashSet::new());
        let mut last = 0;
        for (number, bytes) in &releases {
            last = last.max(*number);
            let Ok(tree) = serde_json::from_slice::<Value>(bytes) else { continue };
            let id = tree.get("id").map(Value::to_string).unwrap_or_default();
            if !seen.insert(bytes) {
                self.note(
                    NoteKind::DuplicateId,
                    "same",
                    id.trim_matches('"'),
                    "The same release comes again, just so. It was read once.",
                    *number,
                );
                continue;
            }
            let is_compiled = tree.get("tag").and_then(Value::as_array).is_some_and(|tags| tags.iter().any(|tag| tag == "compiled"));
            if !is_compiled && !id.is_empty() && !ids.insert(id.clone()) {
                let says =
                    "Two releases of a process have the same id and say different things. Both were merged, the later over the earlier.";
                self.note(NoteKind::DuplicateId, "release", id.trim_matches('"'), says, *number);
            }
            if is_compiled { compiled.push((*number, tree)) } else { plain.push(tree) }
        }
        let state = match compiled.len() {
            0 => compile::compile(plain),
            1 => compiled.pop().map(|(_, tree)| tree).unwrap_or_default(),
            _ => {
                let says = "A process is told of in several compiled releases that differ. The latest by its date is its present state.";
                self.note(NoteKind::DuplicateId, "compiled", "", says, last);
                compiled.sort_by_cached_key(|(number, tree)| (compile::moment(tree), *number));
                compiled.pop().map(|(_, tree)| tree).unwrap_or_default()
            }
        };
        let bytes = serde_json::to_vec(&state).unwrap_or_default();
        match release(&bytes) {
            Ok(read) => self.process(&read, last)?,
            Err(error) => self.no_json(&bytes, &error, last)?,
        }
        Ok(())
    }

    pub fn finish(mut self, not_opened: Option<String>) -> Result<ReadRecords, NotRecords> {
        let mut left: Vec<(u64, u64)> =
            self.held.iter().map(|(ocid, held)| (held.releases.first().map_or(0, |(number, _)| *number), *ocid)).collect();
        left.sort_unstable();
        for (_, ocid) in left {
            self.let_go(ocid)?;
        }
        if self.prefixes.len() > 1 {
            let each: Vec<String> = self.prefixes.iter().map(|(prefix, count)| format!("{prefix} ({count})")).collect();
            let says = "Identifiers of processes begin in more than one way, as where a publisher changed its system. Processes are told apart by the whole of it.";
            self.note(NoteKind::ChangedPrefix, "several", &each.join(", "), says, 0);
        }
        let releases = self.tally.read - self.tally.unreadable;
        if releases == 0 {
            return Err(NotRecords::NotThese(self.nothing(not_opened)));
        }
        let (publisher, processes, version, form) = (self.publisher, self.processes, self.version, self.form.unwrap_or(Form::Whole));
        let mut amounts_in = self.tally.currencies();
        if amounts_in.len() > 1 {
            amounts_in.sort();
            let says =
                format!("Awards stand in {} currencies ({}). Nothing is summed over two of them.", amounts_in.len(), amounts_in.join(", "));
            self.tally.note(NoteKind::Currency, "several", "", &says, Place::new("", 0, 0));
        }
        let mut read = self.tally.finish(shape(releases, processes, &version, form));
        read.publisher = publisher;
        Ok(read)
    }

    /// Why nothing of the file could be read.
    fn nothing(&self, not_opened: Option<String>) -> String {
        if let Some(says) = not_opened {
            return says;
        }
        if let Some(fields) = &self.other {
            let has = |name: &str| fields.iter().any(|field| field == name);
            return match () {
                () if has("grants") => "This is a file of grants (360Giving), not of procurement notices. Load it as grants.".to_owned(),
                () if has("@graph") || has("@context") => {
                    "This is linked data (JSON-LD), not procurement notices in the Open Contracting Data Standard.".to_owned()
                }
                () if has("features") => "This is a map (GeoJSON), not procurement notices.".to_owned(),
                () => format!(
                    "This JSON holds no releases of the Open Contracting Data Standard: its fields are {}. Check that it is the file you meant.",
                    fields.iter().take(8).cloned().collect::<Vec<_>>().join(", ")
                ),
            };
        }
        match self.tally.first_unread() {
            Some(first) => format!("No release could be read. The first fault: {}", first.says),
            None => "The file holds no releases. Check that it is the file you meant.".to_owned(),
        }
    }
}

/// Bytes of another encoding turned into UTF-8; a field that stands twice, once.
fn mended(bytes: &[u8]) -> Option<(Vec<u8>, NoteKind, &'static str)> {
    if std::str::from_utf8(bytes).is_err() {
        let (text, _, _) = WINDOWS_1252.decode(bytes);
        let says = "Written in Windows-1252, not UTF-8, and read so, that £ signs and accents are right.";
        return Some((text.into_owned().into_bytes(), NoteKind::Encoding, says));
    }
    let tree: Value = serde_json::from_slice(bytes).ok()?;
    let says = "A field stands twice in one object. The last was read.";
    serde_json::to_vec(&tree).ok().map(|better| (better, NoteKind::DuplicateId, says))
}
