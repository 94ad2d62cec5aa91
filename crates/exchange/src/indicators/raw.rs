//! Figures as they are gathered, by the place of what they are of in its list; and groups of people and stretches of time, each once.

use std::collections::HashMap;

use model::observation::Missing;
use quantity::Date;

use super::columns::Columns;
use super::plan::{Figures, Plan};
use super::publisher::Publisher;
use super::stretch::{self, YearKind};
use crate::marks::Marks;
use crate::note::{NoteKind, Notes, Odd};
use crate::tables::{Breakdown, Stretch};

/// One figure. A number that is not there is not a number.
#[derive(Debug, Clone, Copy)]
pub struct Raw {
    pub measure: u32,
    pub area: u32,
    pub stretch: u32,
    pub of: u32,
    pub value: f64,
    pub lower: f64,
    pub upper: f64,
    pub count: f64,
    pub denominator: f64,
    pub missing: Option<Missing>,
    pub provisional: bool,
    /// Was written with a per cent sign.
    pub percent: bool,
    pub row: u32,
    pub column: u32,
}

/// What makes a figure one: measure, area, stretch, group.
pub type Key = (u32, u32, u32, u32);

impl Raw {
    pub fn key(&self) -> Key {
        (self.measure, self.area, self.stretch, self.of)
    }
}

/// A row of a table.
#[derive(Clone, Copy)]
pub struct At<'a> {
    pub table: &'a Columns,
    pub plan: &'a Plan,
    pub row: usize,
}

/// Stretches of time by their place.
#[derive(Default)]
pub struct Stretches {
    read: HashMap<(YearKind, usize, usize), Option<(u32, Marks)>>,
    places: HashMap<(Date, Date), u32>,
    pub all: Vec<Stretch>,
    taken: [bool; 2],
}

impl Stretches {
    /// The stretch of a figure; none, with a note, where it cannot be read.
    pub fn of(
        &mut self,
        at: At<'_>,
        figures: (usize, &Figures),
        kind: YearKind,
        told: Option<&Stretch>,
        notes: &mut Notes,
    ) -> Option<(u32, Marks)> {
        let At { table, plan, row } = at;
        let (nth, figures) = figures;
        let column = plan.period.and_then(|at| table.get(at).map(|column| (at, column)));
        let key = match (&figures.period, column) {
            (Some(_), _) => (kind, usize::MAX - nth, 0),
            (None, Some((_, column))) => (kind, usize::MAX / 2, column.word(row)),
            (None, None) => (kind, usize::MAX / 3, 0),
        };
        if let Some(known) = self.read.get(&key)
            && (known.is_some() || figures.period.is_some())
        {
            return *known;
        }
        let text = figures.period.clone().or_else(|| column.and_then(|(_, column)| column.words.get(column.word(row)).cloned()));
        let found = match (&text, told) {
            (Some(text), _) if !text.is_empty() => {
                let year = text.strip_suffix(".0").filter(|year| year.len() == 4);
                stretch::read(&year.map_or_else(|| text.clone(), Into::into), kind)
            }
            (_, Some(told)) => Some((told.clone(), Marks::default())),
            _ => None,
        };
        let placed = found.map(|(stretch, marks)| (self.place(stretch), marks));
        let cell = plan.period.map_or_else(|| table.heading_place(figures.value), |column| table.place(column, row));
        let said = text.unwrap_or_default();
        if placed.is_none() {
            let read_as = "Left out: it is no year, quarter, month or day in a form that is known here.";
            notes.add(&Odd { kind: NoteKind::UnreadablePeriod, about: &said, seen: &said, read_as }, cell);
        } else if kind != YearKind::AsWritten && said.trim().len() == 4 {
            self.note_taken(kind, &said, cell, notes);
        }
        self.read.insert(key, placed);
        placed
    }

    /// Says once of each kind which year a plain number was taken for.
    fn note_taken(&mut self, kind: YearKind, said: &str, at: crate::table::Place, notes: &mut Notes) {
        let (nth, which) = match kind {
            YearKind::Financial => (0, "financial years, each the one that ends in March of that year"),
            YearKind::Academic => (1, "school years, each the one that ends in August of that year"),
            YearKind::AsWritten => return,
        };
        let Some(taken) = self.taken.get_mut(nth).filter(|taken| !**taken) else { return };
        *taken = true;
        let read_as = format!("Years of one number are read as {which}, where their measure’s description says so.");
        notes.add(&Odd { kind: NoteKind::YearsTaken, about: which, seen: said, read_as: &read_as }, at);
    }

    fn place(&mut self, stretch: Stretch) -> u32 {
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry((stretch.start, stretch.end)).or_insert(next);
        if place == next {
            self.all.push(stretch);
        }
        place
    }
}

/// Groups of people by their place.
#[derive(Default)]
pub struct Groups {
    read: HashMap<[usize; 4], u32>,
    places: HashMap<Breakdown, u32>,
    pub all: Vec<Breakdown>,
}

impl Groups {
    pub fn of(&mut self, table: &Columns, plan: &Plan, row: usize) -> u32 {
        let word = |column: Option<usize>| column.and_then(|at| table.get(at)).map_or(usize::MAX, |column| column.word(row));
        let key = [word(plan.sex), word(plan.age), word(plan.category_type), word(plan.category)];
        if let Some(known) = self.read.get(&key) {
            return *known;
        }
        let mut made = Breakdown { sex: sex(table.text(plan.sex, row)).into(), ..Breakdown::default() };
        // Fingertips keeps one age to an indicator: it is part of what is measured, not a group of it.
        if plan.publisher != Publisher::Fingertips {
            made.age = age(table.text(plan.age, row)).into();
        }
        let (kind, category) = (table.text(plan.category_type, row), table.text(plan.category, row));
        if made.sex.is_empty() && plan.sex.is_none() && is_sex(category) {
            made.sex = sex(category).into();
        } else if !everyone(category) {
            made.category = if kind.is_empty() { category.into() } else { format!("{kind}: {category}").into() };
        }
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(made.clone()).or_insert(next);
        if place == next {
            self.all.push(made);
        }
        self.read.insert(key, place);
        place
    }
}

fn everyone(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "" | "na" | "n/a" | "all" | "total" | "all persons" | "persons" | "everyone")
}

fn is_sex(text: &str) -> bool {
    !sex(text).is_empty() && matches!(sex(text), "Male" | "Female")
}

/// In one word each, so that two editions agree; empty for everyone.
pub fn sex(text: &str) -> &str {
    match text.to_lowercase().as_str() {
        "male" | "males" | "men" | "m" | "boys" => "Male",
        "female" | "females" | "women" | "f" | "girls" => "Female",
        "persons" | "person" | "all" | "both" | "total" | "people" | "all persons" | "na" => "",
        _ => text,
    }
}

pub fn age(text: &str) -> &str {
    match text.to_lowercase().as_str() {
        "all ages" | "all" | "total" | "na" | "not applicable" => "",
        _ => text,
    }
}
