//! The measures a table tells of: their codes, which last, and what is said of each.

use std::collections::{BTreeMap, HashMap, HashSet};

use quantity::Unit;

use super::Told;
use super::about::{self, About};
use super::columns::Columns;
use super::plan::{Figures, Plan};
use super::publisher::Publisher;
use super::raw;
use super::stretch::YearKind;
use super::unit::{self, Said};
use crate::areas::slug;
use crate::heading::bare;
use crate::note::{NoteKind, Notes, Odd};
use crate::tables::IndicatorMeasure;

/// A measure, and what reading its figures asks of it.
pub struct Made {
    pub measure: IndicatorMeasure,
    pub years: YearKind,
    /// Its words say that shares are parts of one.
    pub of_one: bool,
    /// Its unit was said nowhere.
    pub unsaid: bool,
    /// Where it was first met.
    pub row: usize,
}

pub struct Measures<'a> {
    table: &'a Columns,
    plan: &'a Plan,
    about: &'a About,
    told: &'a Told<'a>,
    prefix: String,
    /// Codes told under several names, and names under several ways of counting: those are part of the code.
    named_apart: HashSet<String>,
    counted_apart: HashSet<String>,
    found: HashMap<[usize; 5], u32>,
    by_code: HashMap<String, u32>,
    pub all: Vec<Made>,
}

impl<'a> Measures<'a> {
    pub fn new(table: &'a Columns, plan: &'a Plan, about: &'a About, told: &'a Told<'a>, notes: &mut Notes) -> Measures<'a> {
        let prefix = match (plan.publisher.prefix(), slug(told.publisher)) {
            ("", publisher) if publisher.is_empty() => "own".to_owned(),
            ("", publisher) => publisher,
            (known, _) => known.to_owned(),
        };
        let mut made = Measures {
            table,
            plan,
            about,
            told,
            prefix,
            named_apart: HashSet::new(),
            counted_apart: HashSet::new(),
            found: HashMap::new(),
            by_code: HashMap::new(),
            all: Vec::new(),
        };
        made.tell_apart(notes);
        made
    }

    /// One code for two definitions, or one name for two: told apart, with a note.
    fn tell_apart(&mut self, notes: &mut Notes) {
        let (table, plan) = (self.table, self.plan);
        let word = |column: Option<usize>, row: usize| column.and_then(|at| table.get(at)).map_or(usize::MAX, |column| column.word(row));
        let mut met = HashSet::new();
        let mut names: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        let mut codes: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        let mut ways: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for row in 0..table.len() {
            if !met.insert((word(plan.code, row), word(plan.name, row), word(plan.within, row))) {
                continue;
            }
            let text = |column| table.text(column, row).to_owned();
            let (code, name, within) = (text(plan.code), text(plan.name), text(plan.within));
            if !code.is_empty() && !name.is_empty() {
                names.entry(code.clone()).or_default().entry(bare(&name)).or_insert(row);
                codes.entry(bare(&name)).or_default().entry(code).or_insert(row);
            }
            if !within.is_empty() {
                ways.entry(bare(&name)).or_default().entry(bare(&within)).or_insert(row);
            }
        }
        for (code, names) in names.into_iter().filter(|(_, names)| names.len() > 1) {
            let rows: Vec<usize> = names.into_values().collect();
            let called = rows.iter().map(|row| format!("‘{}’", table.text(plan.name, *row))).collect::<Vec<_>>().join(" and ");
            let read_as = format!("One code stands for several definitions: {called}. They are kept apart, each under a code of its own.");
            let (at, row) = (plan.code.unwrap_or(0), rows.last().copied().unwrap_or(0));
            notes.add(&Odd { kind: NoteKind::TwoDefinitions, about: &code, seen: &code, read_as: &read_as }, table.place(at, row));
            self.named_apart.insert(code);
        }
        for (_, codes) in codes.into_iter().filter(|(_, codes)| codes.len() > 1) {
            let row = codes.values().last().copied().unwrap_or(0);
            let name = table.text(plan.name, row);
            let both = codes.keys().map(|code| format!("‘{code}’")).collect::<Vec<_>>().join(" and ");
            let read_as = format!("One name stands for several measures, with the codes {both}. They are kept apart by their codes.");
            let at = table.place(plan.name.unwrap_or(0), row);
            notes.add(&Odd { kind: NoteKind::TwoDefinitions, about: name, seen: name, read_as: &read_as }, at);
        }
        for (name, ways) in ways.into_iter().filter(|(_, ways)| ways.len() > 1) {
            let row = ways.values().last().copied().unwrap_or(0);
            let called = ways.values().map(|row| format!("‘{}’", table.text(plan.within, *row))).collect::<Vec<_>>().join(" and ");
            let seen = table.text(plan.name, row);
            let read_as = format!("It is counted in several ways, {called}, which are kept apart.");
            let at = table.place(plan.within.unwrap_or(0), row);
            notes.add(&Odd { kind: NoteKind::TwoDefinitions, about: seen, seen, read_as: &read_as }, at);
            self.counted_apart.insert(name);
        }
    }

    /// The measure of a figure, by its place.
    pub fn of(&mut self, row: usize, nth: usize, figures: &Figures) -> u32 {
        let table = self.table;
        let word = |column: Option<usize>| column.and_then(|at| table.get(at)).map_or(usize::MAX, |column| column.word(row));
        let age = if self.plan.publisher == Publisher::Fingertips { word(self.plan.age) } else { 0 };
        let of_column = figures.measure.as_ref().map_or(usize::MAX, |_| nth);
        let key = [word(self.plan.code), word(self.plan.name), word(self.plan.within), age, of_column];
        if let Some(known) = self.found.get(&key) {
            let known = *known;
            self.direct(known, row);
            return known;
        }
        let made = self.make(row, figures);
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let place = *self.by_code.entry(made.measure.code.clone()).or_insert(next);
        if place == next {
            self.all.push(made);
        }
        self.found.insert(key, place);
        self.direct(place, row);
        place
    }

    /// Takes the direction of good from its column, where the description does not tell it.
    fn direct(&mut self, place: u32, row: usize) {
        let Some(column) = self.plan.polarity else { return };
        let said = self.table.text(Some(column), row);
        if let Some(made) = self.all.get_mut(place as usize)
            && made.measure.polarity.is_none()
        {
            made.measure.polarity = about::direction(said);
        }
    }

    fn make(&self, row: usize, figures: &Figures) -> Made {
        let text = |column| self.table.text(column, row);
        let (code, within) = (text(self.plan.code), text(self.plan.within));
        let name = match (&figures.measure, text(self.plan.name)) {
            (Some(measure), "") => measure.to_string(),
            (Some(measure), name) => format!("{name}: {measure}"),
            (None, "") if !code.is_empty() => code.to_owned(),
            (None, name) => name.to_owned(),
        };
        let described = self.about.find(code, &name);
        let age = match self.plan.publisher {
            Publisher::Fingertips => raw::age(text(self.plan.age)),
            _ => "",
        };
        let mut lasting = if code.is_empty() && slug(&name).is_empty() {
            "figures".to_owned()
        } else if code.is_empty() {
            slug(&name)
        } else {
            code.trim().replace(char::is_whitespace, "-")
        };
        if self.named_apart.contains(code) {
            lasting = format!("{lasting}:{}", slug(&name));
        }
        let counted_apart = self.counted_apart.contains(&bare(text(self.plan.name)));
        if counted_apart {
            lasting = format!("{lasting}:{}", slug(within));
        }
        if !age.is_empty() {
            lasting = format!("{lasting}:{}", slug(age));
        }
        let title = described.map(|one| one.title.as_str()).filter(|title| !title.is_empty()).unwrap_or(&name);
        let mut title = title.to_owned();
        if counted_apart {
            title = format!("{title} ({within})");
        }
        if !age.is_empty() && !title.to_lowercase().contains(&age.to_lowercase()) {
            title = format!("{title} ({age})");
        }
        let say = |pick: fn(&about::Described) -> &str| described.map(pick).unwrap_or_default().to_owned();
        let unit_said = say(|one| &one.unit);
        let said = unit::of([within, &unit_said, text(self.plan.unit), &name]);
        let named = || Some(unit_said.trim()).filter(|unit| !unit.is_empty() && unit.len() <= 20 && unit.chars().any(char::is_alphabetic));
        let (unit, of_one, unsaid) = match (said, named()) {
            (Some(Said { unit, of_one }), _) => (unit, of_one, false),
            (None, Some(unit)) => (Unit::Count(unit.replace(':', " ")), false, false),
            (None, None) => (unit::unsaid(), false, true),
        };
        let definition = match (say(|one| &one.definition), within) {
            (said, "") => said,
            (said, within) if said.is_empty() => within.to_owned(),
            (said, _) => said,
        };
        let or = |said: String, other: &str| if said.is_empty() { other.to_owned() } else { said };
        let publisher = if self.told.publisher.is_empty() { self.plan.publisher.name() } else { self.told.publisher };
        let measure = IndicatorMeasure {
            code: format!("{}:{lasting}", self.prefix),
            title,
            unit,
            polarity: described.and_then(|one| one.polarity),
            aim: described.and_then(|one| one.aim),
            places: described.and_then(|one| one.places),
            source: or(say(|one| &one.source), publisher),
            licence: self.told.licence.to_owned(),
            vintage: if self.told.edition.is_empty() { say(|one| &one.edition) } else { self.told.edition.to_owned() },
            theme: say(|one| &one.theme),
            definition,
        };
        let years = described.and_then(|one| one.years).unwrap_or(self.plan.publisher.years());
        Made { measure, years, of_one, unsaid, row }
    }
}
