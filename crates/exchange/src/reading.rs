//! What a reader made of a file: data points with their cells, notes, the mapping used, people's details seen, a preview.

use model::id::MeasureId;
use model::observation::Missing;
use quantity::{Period, Unit};
use serde::{Deserialize, Serialize};

use crate::mapping::Mapping;
use crate::note::Note;
use crate::personal::Found;
use crate::table::Format;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub file_name: String,
    pub format: Format,
    pub sheets: Vec<SheetRead>,
    pub summary: Summary,
    /// One for each sheet that was read.
    pub mappings: Vec<Mapping>,
    pub notes: Vec<Note>,
    /// Seen before anything else was done with the file. Not empty: stop, and keep only `kept::kept_bytes`.
    pub personal: Vec<Found>,
    pub measures: Vec<ReadMeasure>,
    pub parts: Vec<ReadPart>,
    pub points: Vec<ReadPoint>,
    pub redefinitions: Vec<ReadRedefinition>,
    pub targets: Vec<ReadTarget>,
    pub preview: Vec<PreviewTable>,
}

impl Reading {
    /// Notes still waiting for an answer.
    pub fn waiting(&self) -> usize {
        self.notes.iter().filter(|note| note.needs_answer).count()
    }

    pub fn measure(&self, point: &ReadPoint) -> Option<&ReadMeasure> {
        self.measures.get(point.measure as usize)
    }

    /// Empty for the whole.
    pub fn part(&self, point: &ReadPoint) -> &str {
        self.parts.get(point.part as usize).map_or("", |part| part.name.as_str())
    }

    pub fn sheet_name(&self, sheet: u16) -> &str {
        self.sheets.get(usize::from(sheet)).map_or("", |read| read.name.as_str())
    }

    /// `I read 214 rows on ‘Q2 final v3’. 9 things to check, and the first two are about people.`
    pub fn lead(&self) -> String {
        let rows = quantity::money::group_thousands(self.summary.rows);
        let read: Vec<&str> =
            self.sheets.iter().filter(|sheet| sheet.read && !sheet.name.is_empty()).map(|sheet| sheet.name.as_str()).collect();
        let on = match read.as_slice() {
            [] => String::new(),
            [one] => format!(" on ‘{one}’"),
            many => format!(" on {} sheets", many.len()),
        };
        let rows = if self.summary.rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        let things = self.notes.len() + self.personal.len();
        let people = match self.personal.len() {
            0 => String::new(),
            1 => ", and the first is about people".to_owned(),
            2 => ", and the first two are about people".to_owned(),
            many => format!(", and the first {many} are about people"),
        };
        match things {
            0 => format!("I read {rows}{on}. Nothing looked odd."),
            1 => format!("I read {rows}{on}. 1 thing to check{}.", if people.is_empty() { "" } else { ", and it is about people" }),
            many => format!("I read {rows}{on}. {many} things to check{people}."),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRead {
    pub name: String,
    pub hidden: bool,
    /// Whether figures were taken from it.
    pub read: bool,
    /// Rows of the table under the headings.
    pub rows: u32,
    /// The rows that hold headings; empty where there are none.
    pub heading_rows: Vec<u32>,
    pub title_rows: Vec<u32>,
    pub shape: Shape,
}

impl SheetRead {
    /// `The headings are in row 4, under 2 title rows.`
    pub fn headings_in_words(&self) -> String {
        let titles = match self.title_rows.len() {
            0 => String::new(),
            1 => ", under a title row".to_owned(),
            many => format!(", under {many} title rows"),
        };
        match self.heading_rows.as_slice() {
            [] => "There are no headings.".to_owned(),
            [one] => format!("The headings are in row {one}{titles}."),
            [first, .., last] => format!("The headings are in rows {first} to {last}{titles}."),
        }
    }
}

/// How a sheet is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One row a figure, or one row a period and part with several figures.
    PeriodsDown,
    /// One column a period.
    PeriodsAcross,
    /// The whole sheet is of one period, told by its name or a title.
    OnePeriod,
    /// No figures were found on it.
    NotATable,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Rows of the tables, without headings, titles and footnotes.
    pub rows: u64,
    pub points: u64,
    pub measures: u64,
    /// Parts as told apart in the data points: an organisation with its breakdowns.
    pub parts: u64,
    /// Names in the first column of parts: providers, councils.
    pub organisations: u64,
    pub periods: u64,
    pub first: Option<Period>,
    pub last: Option<Period>,
    pub missing: u64,
    pub suppressed: u64,
    pub provisional: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadMeasure {
    /// As the file says it.
    pub text: String,
    pub matched: Option<MeasureId>,
    /// The known measure's name where matched, else as the file says it.
    pub name: String,
    pub unit: Option<Unit>,
    /// Values are shares from 0 to 1.
    pub is_share: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPart {
    /// The known part's name where matched; parts of several columns are joined by ` · `. Empty for the whole.
    pub name: String,
    /// As the file says it.
    pub text: String,
    pub known: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadPoint {
    /// Index into `measures`.
    pub measure: u32,
    /// Index into `parts`.
    pub part: u32,
    pub period: Period,
    /// In the measure's unit; shares for per cent.
    pub value: Option<f64>,
    pub numerator: Option<i64>,
    pub denominator: Option<i64>,
    pub missing: Option<Missing>,
    pub provisional: bool,
    pub at: At,
    /// The same month sent before with another figure, oldest first: kept behind this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
}

/// A cell by the sheet's place in `sheets`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct At {
    pub sheet: u16,
    pub row: u32,
    pub column: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    pub value: Option<f64>,
    pub numerator: Option<i64>,
    pub denominator: Option<i64>,
    pub missing: Option<Missing>,
    pub at: At,
}

/// A sentence of the file that says the definition changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRedefinition {
    /// Empty where it touches every measure of the sheet.
    pub measure: String,
    /// Empty where it touches every part.
    pub part: String,
    pub from: Option<Period>,
    pub text: String,
    pub at: At,
    /// Months before and after are not joined (the safe answer).
    pub breaks: bool,
}

/// A target or floor that the file itself states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadTarget {
    /// Index into `measures`.
    pub measure: u32,
    pub target: Option<f64>,
    pub floor: Option<f64>,
    pub at: At,
    /// A person asked for it to replace the one held.
    pub replace: bool,
}

/// How it will look: the newest three periods of a measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewTable {
    pub measure: String,
    pub periods: Vec<Period>,
    pub rows: Vec<PreviewRow>,
    /// Parts not shown.
    pub further: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Empty for the whole.
    pub part: String,
    pub cells: Vec<PreviewCell>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewCell {
    /// With its unit, or why there is no figure.
    pub shown: String,
    pub provisional: bool,
}
