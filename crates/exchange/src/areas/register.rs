//! A register of authorities: codes, names, dates, what became of those abolished, and codes that changed while the ground did not.

use std::collections::HashMap;

use model::area::Area;
use quantity::Date;
use quantity::code::AreaCode;

use super::{Loaded, NotAreas};
use crate::heading::bare;
use crate::indicators::columns::{self, Columns};
use crate::note::{NoteKind, Notes, Odd};
use crate::open;
use crate::unreadable::Limits;

const CODES: [&str; 5] = ["gsscode", "onscode", "areacode", "areacd", "code"];
const NAMES: [&str; 5] = ["nicename", "areaname", "areanm", "name", "officialname"];

/// Reads a register. Areas without a code of the Office for National Statistics are left out, with a note.
pub fn register(bytes: &[u8], limits: &Limits) -> Result<Loaded<Vec<Area>>, NotAreas> {
    let mut notes = Notes::default();
    let book = open::book(bytes, limits, &mut notes, &mut |_, _| {})?;
    let known = |heading: &str| CODES.contains(&bare(heading).as_str()) || NAMES.contains(&bare(heading).as_str());
    let table = columns::of_book(&book, known).ok_or(NotAreas::NoRegister)?;
    let (Some(code), Some(name)) = (table.find(&CODES), table.find(&NAMES)) else { return Err(NotAreas::NoRegister) };
    let mut reading = Reading { code, name, short: table.find(&["localauthoritycode", "shortcode"]), table: &table, notes: &mut notes };
    let areas = reading.areas();
    if areas.is_empty() {
        return Err(NotAreas::NoRegister);
    }
    let there = areas.iter().filter(|area| area.ends.is_none()).count();
    let shape =
        format!("A register of {} areas: {there} that are there today and {} that were abolished.", areas.len(), areas.len() - there);
    Ok(Loaded { rows: areas, shape, notes: notes.finish() })
}

struct Reading<'a> {
    table: &'a Columns,
    code: usize,
    name: usize,
    short: Option<usize>,
    notes: &'a mut Notes,
}

impl Reading<'_> {
    fn areas(&mut self) -> Vec<Area> {
        let table = self.table;
        let one = |names: &[&str]| table.find(names);
        let official = one(&["officialname"]);
        let kind = one(&["localauthoritytypename", "areatype", "kind", "type", "localauthoritytype"]);
        let (nation, region) = (one(&["nation", "country"]), one(&["region"]));
        let (starts, ends) = (one(&["startdate", "starts"]), one(&["enddate", "ends"]));
        let (others, former, by) = (one(&["altnames", "alsocalled"]), one(&["formergsscodes", "formercodes"]), one(&["replacedby"]));
        let by_short: HashMap<&str, AreaCode> = (0..table.len())
            .filter_map(|row| Some((table.text(self.short, row), AreaCode::parse(table.text(Some(self.code), row)).ok()?)))
            .filter(|(short, _)| !short.is_empty())
            .collect();
        let mut areas: Vec<Area> = Vec::new();
        let mut seen: HashMap<AreaCode, usize> = HashMap::new();
        for row in 0..table.len() {
            let (said, name) = (table.text(Some(self.code), row), table.text(Some(self.name), row));
            let name = if name.is_empty() { table.text(official, row) } else { name };
            let Ok(code) = AreaCode::parse(said) else {
                let read_as = "Left out: it has no code of the Office for National Statistics, by which areas are told apart here.";
                self.odd(NoteKind::UnknownArea, "no code", name, read_as, self.code, row);
                continue;
            };
            if let Some(first) = seen.get(&code) {
                let read_as = format!("Left out: row {} has the same code.", table.rows.get(*first).copied().unwrap_or(0));
                self.odd(NoteKind::RepeatedSame, "code", code.as_str(), &read_as, self.code, row);
                continue;
            }
            seen.insert(code.clone(), row);
            let mut also: Vec<String> = table.text(others, row).split(',').map(|name| name.trim().to_owned()).collect();
            also.extend([table.text(official, row).to_owned(), table.text(self.short, row).to_owned()]);
            also.retain(|other| {
                other.len() > 2 && other != name && !matches!(other.as_str(), "city of" | "City of" | "county of" | "County of")
            });
            also.sort();
            also.dedup();
            let replaced_by = self.codes(by, row, &by_short);
            let former_codes = self.codes(former, row, &by_short);
            areas.push(Area {
                code,
                name: name.to_owned(),
                kind: table.text(kind, row).to_owned(),
                nation: table.text(nation, row).to_owned(),
                region: table.text(region, row).to_owned(),
                also_called: also,
                starts: self.day(starts, row),
                ends: self.day(ends, row),
                former_codes,
                replaced_by,
            });
        }
        areas
    }

    fn day(&mut self, column: Option<usize>, row: usize) -> Option<Date> {
        let said = self.table.text(column, row);
        let (column, false) = (column?, said.is_empty()) else { return None };
        let day = said.parse().ok();
        if day.is_none() {
            self.odd(NoteKind::UnreadablePeriod, said, said, "Not read: a date is written 2019-03-31.", column, row);
        }
        day
    }

    /// Codes apart by commas, each of the Office for National Statistics or the register's own short one.
    fn codes(&mut self, column: Option<usize>, row: usize, by_short: &HashMap<&str, AreaCode>) -> Vec<AreaCode> {
        let said = self.table.text(column, row);
        let mut found = Vec::new();
        for part in said.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            match AreaCode::parse(part).ok().or_else(|| by_short.get(part).cloned()) {
                Some(code) => found.push(code),
                None => {
                    let read_as = "Not read: it is no code of an area of this register.";
                    self.odd(NoteKind::UnknownArea, part, part, read_as, column.unwrap_or(0), row);
                }
            }
        }
        found
    }

    fn odd(&mut self, kind: NoteKind, about: &str, seen: &str, read_as: &str, column: usize, row: usize) {
        self.notes.add(&Odd { kind, about, seen, read_as }, self.table.place(column, row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn successors_and_former_codes_are_told_apart_and_what_has_no_code_is_noted() {
        let text = "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,region,former-gss-codes,alt-names\n\
                    OLD,Oldshire Council,Oldshire,E10000099,,2019-03-31,\"NEW,QQQ\",England,South West,,\n\
                    NEW,Newshire Council,Newshire,E06000099,2019-04-01,,,England,South West,,\"Newshire, The New Shire\"\n\
                    REC,Recoded Council,Recoded,E06000098,,soon,,England,,E06000097,\n\
                    NIR,Nowhere,Nowhere,,,,,Northern Ireland,,,\n\
                    DUP,Dup,Dup,E06000098,,,,England,,,\n";
        let read = register(text.as_bytes(), &Limits::default()).expect("a register");
        let codes = |codes: &[AreaCode]| codes.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(read.rows.len(), 3);
        assert_eq!(codes(&read.rows[0].replaced_by), ["E06000099"]);
        assert_eq!(codes(&read.rows[2].former_codes), ["E06000097"]);
        assert_eq!(read.rows[1].also_called, ["NEW", "Newshire Council", "The New Shire"]);
        assert_eq!(read.shape, "A register of 3 areas: 2 that are there today and 1 that were abolished.");
        let said: Vec<String> = read.notes.iter().map(crate::note::Note::sentence).collect();
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(said[0].starts_with("Cell G2: seen ‘QQQ’."), "{said:?}");
        assert_eq!(register(b"a,b\n1,2\n", &Limits::default()), Err(NotAreas::NoRegister));
    }
}
