//! The areas a table names, each looked up once, with a note wherever it is not plainly one that is there today.

use std::collections::HashMap;

use quantity::code::AreaCode;

use super::columns::Columns;
use super::plan::Plan;
use crate::areas::{Found, Gazetteer};
use crate::note::{NoteKind, Notes, Odd};
use crate::tables::NamedArea;

/// Areas by the place they have in the list; a row's area is looked up by its two texts once.
pub struct Places<'a> {
    table: &'a Columns,
    plan: &'a Plan,
    areas: &'a Gazetteer,
    found: HashMap<(usize, usize), Option<u32>>,
    places: HashMap<AreaCode, u32>,
    pub named: Vec<NamedArea>,
    /// Rows whose area nobody knows, and the first of their names.
    pub unknown: (usize, String),
}

impl<'a> Places<'a> {
    pub fn new(table: &'a Columns, plan: &'a Plan, areas: &'a Gazetteer) -> Places<'a> {
        let (found, places) = (HashMap::new(), HashMap::new());
        Places { table, plan, areas, found, places, named: Vec::new(), unknown: (0, String::new()) }
    }

    /// The area of a row; none where it is left out.
    pub fn of_row(&mut self, row: usize, notes: &mut Notes) -> Option<u32> {
        let word = |column: Option<usize>| column.and_then(|at| self.table.get(at)).map_or(usize::MAX, |column| column.word(row));
        let key = (word(self.plan.area_code), word(self.plan.area_name));
        if let Some(known) = self.found.get(&key) {
            let known = *known;
            if known.is_none() {
                self.leave_out(row, notes);
            }
            return known;
        }
        let found = self.look_up(row, notes);
        self.found.insert(key, found);
        found
    }

    /// An area that a whole column is of.
    pub fn of_code(&mut self, code: &AreaCode) -> u32 {
        let name = self.areas.find(code).map(|area| area.name.clone()).unwrap_or_default();
        self.place(code.clone(), name, String::new())
    }

    pub fn code(&self, place: u32) -> Option<&AreaCode> {
        self.named.get(place as usize).map(|area| &area.code)
    }

    fn look_up(&mut self, row: usize, notes: &mut Notes) -> Option<u32> {
        let (said, name) = (self.table.text(self.plan.area_code, row), self.table.text(self.plan.area_name, row));
        if said.is_empty() && name.is_empty() {
            return None;
        }
        let areas = self.areas;
        let found = areas.resolve(said, name);
        let Some(code) = found.code() else {
            self.leave_out(row, notes);
            return None;
        };
        let at = self.table.place(self.plan.area_code.or(self.plan.area_name).unwrap_or(0), row);
        let noted = match &found {
            Found::Recoded { was, area } => Some((
                NoteKind::RecodedArea,
                format!("The code {was} is now {}, {}: the same ground. Its figures are read as that area’s.", area.code, area.name),
            )),
            Found::Area(area) if area.ends.is_some() => {
                let ended = area.ends.map(quantity::period::in_words).unwrap_or_default();
                let since = area.replaced_by.iter().map(|code| areas.find(code).map_or_else(|| code.to_string(), |by| by.name.clone()));
                let since = since.collect::<Vec<_>>().join(" and ");
                let told = if since.is_empty() {
                    String::new()
                } else {
                    format!(" Its ground is now governed by {since}, of which they are no figures.")
                };
                Some((
                    NoteKind::AbolishedPlace,
                    format!("{} was abolished on {ended}. Its figures stay under its own code.{told}", area.name),
                ))
            }
            Found::Several(all) => {
                let others = all.iter().skip(1).map(|area| area.code.to_string()).collect::<Vec<_>>().join(", ");
                Some((NoteKind::AmbiguousArea, format!("Others have had this name ({others}). Read as {code}, which is there today.")))
            }
            Found::Code(code) if is_authority(code) && areas.areas().len() > 20 => {
                Some((NoteKind::UnknownArea, "The register held here does not know this code. Its figures are kept under it.".to_owned()))
            }
            _ => None,
        };
        let called = match &found {
            Found::Area(area) | Found::Recoded { area, .. } => area.name.clone(),
            Found::Several(all) => all.first().map(|area| area.name.clone()).unwrap_or_default(),
            _ => name.to_owned(),
        };
        if let Some((kind, read_as)) = noted {
            let seen = if said.is_empty() { name } else { said };
            notes.add(&Odd { kind, about: seen, seen, read_as: &read_as }, at);
        }
        let kind = self.table.text(self.plan.area_kind, row).to_owned();
        Some(self.place(code, called, kind))
    }

    fn leave_out(&mut self, row: usize, notes: &mut Notes) {
        let (said, name) = (self.table.text(self.plan.area_code, row), self.table.text(self.plan.area_name, row));
        let seen = if name.is_empty() { said } else { name };
        if seen.is_empty() {
            return;
        }
        self.unknown.0 += 1;
        if self.unknown.1.is_empty() {
            self.unknown.1 = seen.to_owned();
        }
        let read_as = "Left out: it is neither a code of the Office for National Statistics nor a name that is known here.";
        let at = self.table.place(self.plan.area_code.or(self.plan.area_name).unwrap_or(0), row);
        notes.add(&Odd { kind: NoteKind::UnknownArea, about: seen, seen, read_as }, at);
    }

    fn place(&mut self, code: AreaCode, name: String, kind: String) -> u32 {
        if let Some(place) = self.places.get(&code) {
            return *place;
        }
        let place = u32::try_from(self.named.len()).unwrap_or(u32::MAX);
        self.places.insert(code.clone(), place);
        self.named.push(NamedArea { code, name, kind });
        place
    }
}

/// A code of an authority, which a register of authorities ought to know.
fn is_authority(code: &AreaCode) -> bool {
    ["E06", "E07", "E08", "E09", "E10", "W06", "S12", "N09"].iter().any(|start| code.as_str().starts_with(start))
}
