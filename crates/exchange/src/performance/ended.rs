//! Places that are no more: figures said to be of one for months after it ended, under its name or beside its code.

use std::collections::{HashMap, HashSet};

use quantity::{Date, period};

use super::gather::{Gathered, Raw};
use crate::known::{Known, KnownPart};
use crate::mapping::Role;
use crate::note::{NoteKind, Notes, Odd};
use crate::spelling::core;
use crate::table::{Book, Place};

/// Known places that ended, by every spelling and code of theirs.
struct Ended<'a> {
    by_core: HashMap<String, (&'a KnownPart, Date)>,
    /// Texts met so far, so that each is looked up once.
    met: HashMap<String, Option<(&'a KnownPart, Date)>>,
}

impl<'a> Ended<'a> {
    fn of(known: &'a Known) -> Ended<'a> {
        let mut by_core = HashMap::new();
        for part in &known.parts {
            let Some(on) = part.ended else { continue };
            for name in std::iter::once(&part.name).chain(&part.also_called) {
                by_core.insert(core(name), (part, on));
            }
        }
        Ended { by_core, met: HashMap::new() }
    }

    fn named_in(&mut self, text: &str) -> Option<(&'a KnownPart, Date)> {
        if let Some(found) = self.met.get(text) {
            return *found;
        }
        let found = text.split(" · ").find_map(|piece| self.by_core.get(&core(piece)).copied());
        self.met.insert(text.to_owned(), found);
        found
    }
}

/// One note for each place that ended: that its name, or its code in a column that was left out, stands beside later figures.
pub fn noted(book: &Book, gathered: &Gathered, known: &Known, notes: &mut Notes) {
    let mut ended = Ended::of(known);
    if ended.by_core.is_empty() {
        return;
    }
    let left_out: Vec<Vec<u32>> = book
        .sheets
        .iter()
        .map(|sheet| {
            let mapping = gathered.mappings.iter().find(|mapping| mapping.sheet == sheet.name);
            mapping.map(|mapping| mapping.of(Role::Ignore)).unwrap_or_default()
        })
        .collect();
    let mut said = HashSet::new();
    for raw in &gathered.raws {
        let sheet = book.sheets.get(usize::from(raw.at.sheet));
        let name = sheet.map_or("", |sheet| sheet.name.as_str());
        let text = gathered.parts.list.get(raw.part as usize).map_or("", |text| text.text.as_str());
        if let Some((part, on)) = ended.named_in(text).filter(|(_, on)| is_later(raw, *on)) {
            let read_as = format!("{} Kept under the old name: check with the sender.", what_is_wrong(part, on));
            let odd = Odd { kind: NoteKind::AbolishedPlace, about: &part.name, seen: text, read_as: &read_as };
            notes.add(&odd, Place::new(name, raw.at.row, raw.at.column));
            continue;
        }
        let Some(row) = sheet.and_then(|sheet| sheet.row(raw.at.row)) else { continue };
        for column in left_out.get(usize::from(raw.at.sheet)).into_iter().flatten() {
            let shown = row.cell(*column).shown();
            if shown.is_empty() {
                continue;
            }
            let Some((part, on)) = ended.named_in(&shown).filter(|(_, on)| is_later(raw, *on)) else { continue };
            if !said.insert((raw.at.sheet, raw.at.row, *column)) {
                continue;
            }
            let read_as = format!("{} The column is left out, and the figures are kept: check with the sender.", what_is_wrong(part, on));
            let about = format!("{} beside", part.name);
            let odd = Odd { kind: NoteKind::AbolishedPlace, about: &about, seen: &shown, read_as: &read_as };
            notes.add(&odd, Place::new(name, raw.at.row, *column));
        }
    }
}

fn is_later(raw: &Raw, ended: Date) -> bool {
    raw.period.first_day() >= ended
}

fn what_is_wrong(part: &KnownPart, on: Date) -> String {
    let after = if part.followed_by.is_empty() { String::new() } else { format!(" ‘{}’ took its place.", part.followed_by) };
    format!("‘{}’ was no more from {}, and these figures are of later months.{after}", part.name, period::in_words(on))
}
