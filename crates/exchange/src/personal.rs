//! People's details, looked for before anything else is done with a file: which columns and sheets seem to say who someone
//! is, why, and a masked sample. What is seen here goes no further than this module and `leave_out`.

mod column;
pub mod given_names;
pub mod leave_out;
pub mod pattern;
pub mod remark;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::heading::words;
use crate::layout;
use crate::note::fnv;
use crate::table::{Book, Sheet};
use column::{Counts, DATE, EMAIL, IN_TEXT, INITIALS, NAME, NAME_IN_TEXT, NHS, NI, PHONE, POSTCODE, Told, count};

/// What sort of detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalKind {
    NhsNumber,
    NationalInsuranceNumber,
    DateOfBirth,
    Name,
    Initials,
    InitialsInText,
    NameInText,
    Email,
    Telephone,
    Postcode,
    /// A sheet nobody sees, with details of people on it.
    HiddenSheet,
}

/// A column or sheet that looks as if it says who someone is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Lasting: what a person chooses is said of this key.
    pub key: String,
    pub kind: PersonalKind,
    /// Empty in a text file.
    pub sheet: String,
    pub hidden: bool,
    /// None where the whole sheet is meant.
    pub column: Option<u32>,
    pub heading: String,
    /// `Two words, both capitalised, on every row`.
    pub why: String,
    /// `J••• P••••`: never more of it.
    pub masked: String,
    /// How many cells look so.
    pub count: u32,
    /// They stand in titles or footnotes, and none under the column's heading: only they are left out.
    #[serde(default)]
    pub outside_table: bool,
}

impl Found {
    /// `Column H, ‘Client’`, `Hidden sheet ‘Sheet3’`.
    pub fn place(&self) -> String {
        let hidden = if self.hidden { "hidden sheet" } else { "sheet" };
        match (self.column, self.sheet.is_empty()) {
            (None, _) => format!("{} ‘{}’", if self.hidden { "Hidden sheet" } else { "Sheet" }, self.sheet),
            (Some(column), sheetless) => {
                let heading = if self.heading.is_empty() { String::new() } else { format!(", ‘{}’", self.heading) };
                let sheet = if sheetless { String::new() } else { format!(", {hidden} ‘{}’", self.sheet) };
                let aside = if self.outside_table { ", beside the table" } else { "" };
                format!("Column {}{heading}{sheet}{aside}", crate::table::column_letter(column))
            }
        }
    }

    /// As a title: `Column H looks like people’s names: I have not kept it`.
    pub fn looks_like(&self) -> &'static str {
        match self.kind {
            PersonalKind::NhsNumber => "NHS numbers",
            PersonalKind::NationalInsuranceNumber => "National Insurance numbers",
            PersonalKind::DateOfBirth => "dates of birth",
            PersonalKind::Name => "people’s names",
            PersonalKind::Initials => "people’s initials",
            PersonalKind::InitialsInText => "remarks with people’s initials",
            PersonalKind::NameInText => "remarks with people’s names",
            PersonalKind::Email => "people’s e-mail addresses",
            PersonalKind::Telephone => "telephone numbers",
            PersonalKind::Postcode => "postcodes of people’s homes",
            PersonalKind::HiddenSheet => "a hidden list of people",
        }
    }
}

/// Looks through every sheet, hidden ones too. `own` says whether a text is a name already known here (a provider, a
/// measure, a place), which no person's name is taken from.
pub fn look(book: &Book, own: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    for sheet in &book.sheets {
        let on_sheet = look_at(sheet, own);
        let kinds = |kind| on_sheet.iter().any(|f: &Found| f.kind == kind);
        let identifies = kinds(PersonalKind::Name)
            || kinds(PersonalKind::Initials)
            || kinds(PersonalKind::NhsNumber)
            || kinds(PersonalKind::NationalInsuranceNumber);
        if sheet.hidden && identifies {
            let dates = on_sheet.iter().find(|f| f.kind == PersonalKind::DateOfBirth);
            let who = on_sheet.iter().find(|f| f.kind != PersonalKind::DateOfBirth);
            let why = match (who, dates) {
                (Some(who), Some(_)) => format!("{} beside dates of birth", capital(who.looks_like().trim_start_matches("people’s "))),
                (Some(who), None) => format!("{} on a sheet that is hidden", capital(who.looks_like().trim_start_matches("people’s "))),
                _ => "People’s details on a sheet that is hidden".to_owned(),
            };
            let masked = [who, dates].into_iter().flatten().map(|f| f.masked.as_str()).collect::<Vec<_>>().join(" ");
            let count = on_sheet.iter().map(|f| f.count).max().unwrap_or(0);
            found.push(Found {
                key: key(PersonalKind::HiddenSheet, &sheet.name, 0),
                kind: PersonalKind::HiddenSheet,
                sheet: sheet.name.clone(),
                hidden: true,
                column: None,
                heading: String::new(),
                why,
                masked,
                count,
                outside_table: false,
            });
        } else {
            found.extend(on_sheet);
        }
    }
    found
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn key(kind: PersonalKind, sheet: &str, column: u32) -> String {
    format!("people-{:012x}", fnv(&[format!("{kind:?}").as_bytes(), sheet.as_bytes(), &column.to_be_bytes()]))
}

fn look_at(sheet: &Sheet, own: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let laid = layout::find(sheet);
    let (first, headings): (usize, Vec<String>) = match &laid {
        Some(layout) => (layout.body.0, layout.headings.iter().map(layout::Heading::text).collect()),
        // No figures: a list of people has none. The first row is its heading where it reads like one.
        None => (
            usize::from(sheet.rows.len() > 1),
            sheet.rows.first().map(|row| row.cells.iter().map(|c| c.shown().into_owned()).collect()).unwrap_or_default(),
        ),
    };
    let width = sheet.width() as usize;
    let mut columns: Vec<Counts> = (0..width).map(|_| Counts::default()).collect();
    // Titles and footnotes are looked at as remarks: they are in column order too.
    let mut seen: Vec<HashMap<&str, Told>> = (0..width).map(|_| HashMap::new()).collect();
    for (at, row) in sheet.rows.iter().enumerate() {
        for ((cell, counts), seen) in row.cells.iter().zip(columns.iter_mut()).zip(seen.iter_mut()) {
            count(cell, counts, seen, at >= first);
        }
    }
    let heading = |column: usize| headings.get(column).map_or("", String::as_str);
    let asks = |column: usize, list: &[&str]| words(heading(column)).iter().any(|word| list.contains(&word.as_str()));
    let mut found: Vec<Found> = Vec::new();
    let mut add = |kind: PersonalKind, what: usize, column: usize, counts: &Counts, why: String| {
        let number = column as u32 + 1;
        if found.iter().any(|f| f.column == Some(number)) {
            return;
        }
        let masked = counts.first.get(what).and_then(Option::as_deref).map(|sample| pattern::masked(kind, sample)).unwrap_or_default();
        found.push(Found {
            key: key(kind, &sheet.name, number),
            kind,
            sheet: sheet.name.clone(),
            hidden: sheet.hidden,
            column: Some(number),
            heading: heading(column).to_owned(),
            why,
            masked,
            count: counts.of(what),
            outside_table: matches!(what, IN_TEXT | NAME_IN_TEXT | EMAIL | NI) && counts.in_body.get(what) == Some(&0),
        });
    };
    let mut people = false;
    for (at, counts) in columns.iter().enumerate() {
        let every = |what: usize| {
            if counts.of(what) == counts.filled {
                "on every row".to_owned()
            } else {
                format!("on {} of {} rows", counts.of(what), counts.filled)
            }
        };
        if (counts.of(NHS) >= 3 && counts.of(NHS) * 2 >= counts.ten_digits) || (counts.of(NHS) > 0 && asks(at, &["nhs"])) {
            people = true;
            add(PersonalKind::NhsNumber, NHS, at, counts, format!("Ten digits whose last one checks, {}", every(NHS)));
        }
        if counts.of(NI) > 0 {
            people = true;
            add(PersonalKind::NationalInsuranceNumber, NI, at, counts, format!("Two letters, six digits and a letter, {}", every(NI)));
        }
        if counts.of(EMAIL) > 0 {
            add(PersonalKind::Email, EMAIL, at, counts, format!("A person’s name before the @, {}", every(EMAIL)));
        }
        let person_heading = asks(at, &PERSON) && !asks(at, &NOT_PERSON);
        let counting = asks(at, &NOT_PERSON);
        if person_heading && counts.filled >= 1 && counts.tenths(NAME, 6) {
            people = true;
            add(PersonalKind::Name, NAME, at, counts, format!("Two words, both capitalised, under ‘{}’, {}", heading(at), every(NAME)));
        } else if counts.filled >= 3
            && !counting
            && counts.given * 2 >= counts.filled
            && counts.tenths(NAME, 8)
            && !mostly_own(sheet, first, at, own)
        {
            people = true;
            add(PersonalKind::Name, NAME, at, counts, format!("Two words, both capitalised, the first a given name, {}", every(NAME)));
        }
        if asks(at, &["initials", "initial", "inits"]) && counts.of(INITIALS) > 0 || (person_heading && counts.tenths(INITIALS, 8)) {
            people = true;
            add(
                PersonalKind::Initials,
                INITIALS,
                at,
                counts,
                format!("Two or three capitals under ‘{}’, {}", heading(at), every(INITIALS)),
            );
        }
        if counts.of(PHONE) > 0
            && (asks(at, &["phone", "telephone", "tel", "mobile", "mob", "contact"])
                || counts.first[PHONE].as_deref().is_some_and(pattern::is_mobile))
        {
            add(PersonalKind::Telephone, PHONE, at, counts, format!("Telephone numbers, {}", every(PHONE)));
        }
        // A provider may be called after a person; a column of providers is no column of remarks.
        let in_titles = counts.in_body.get(NAME_IN_TEXT) == Some(&0);
        if counts.of(NAME_IN_TEXT) > 0 && (in_titles || (!counting && !mostly_own(sheet, first, at, own))) {
            add(
                PersonalKind::NameInText,
                NAME_IN_TEXT,
                at,
                counts,
                format!("A person’s name in remarks, in {} of them", counts.of(NAME_IN_TEXT)),
            );
        }
        if counts.of(IN_TEXT) > 0 {
            add(
                PersonalKind::InitialsInText,
                IN_TEXT,
                at,
                counts,
                format!("Initials or a title and a name in remarks, in {} of them", counts.of(IN_TEXT)),
            );
        }
    }
    // Two or three capitals beside what look like births are initials, whatever the heading.
    let born = |at: usize, counts: &Counts| {
        let told = asks(at, &["dob", "birth", "born", "birthday"]) || heading(at).to_lowercase().replace('.', "").contains("dob");
        let spread =
            counts.of(DATE) >= 3 && counts.days_apart * 2 >= counts.of(DATE) && i32::from(counts.years.1) - i32::from(counts.years.0) >= 15;
        (told && counts.of(DATE) > 0, spread && counts.tenths(DATE, 7))
    };
    let any_spread = columns.iter().enumerate().any(|(at, counts)| born(at, counts).1 || born(at, counts).0);
    for (at, counts) in columns.iter().enumerate() {
        if any_spread && counts.filled >= 2 && counts.tenths(INITIALS, 8) {
            people = true;
            add(PersonalKind::Initials, INITIALS, at, counts, "Two or three capitals beside dates of birth".to_owned());
        }
    }
    let postcodes = columns.iter().any(|counts| counts.of(POSTCODE) >= 2 && counts.tenths(POSTCODE, 6));
    let mut births = false;
    for (at, counts) in columns.iter().enumerate() {
        let (told, spread) = born(at, counts);
        let beside = if people {
            Some("beside what says who they are")
        } else if postcodes {
            Some("beside postcodes")
        } else {
            None
        };
        if told || (spread && beside.is_some()) {
            births = true;
            let why = match (told, beside) {
                (true, _) => format!("Dates under ‘{}’", heading(at)),
                (_, beside) => {
                    format!("Dates {} years apart, {}", i32::from(counts.years.1) - i32::from(counts.years.0), beside.unwrap_or_default())
                }
            };
            add(PersonalKind::DateOfBirth, DATE, at, counts, why);
        }
    }
    for (at, counts) in columns.iter().enumerate() {
        if (births || people) && counts.of(POSTCODE) >= 1 && counts.tenths(POSTCODE, 6) {
            let why = if births { "Postcodes beside dates of birth" } else { "Postcodes beside what says who people are" };
            add(PersonalKind::Postcode, POSTCODE, at, counts, why.to_owned());
        }
    }
    found.sort_by_key(|f| f.column);
    found
}

/// Headings of columns that hold people.
const PERSON: [&str; 38] = [
    "client",
    "clients",
    "user",
    "patient",
    "resident",
    "tenant",
    "child",
    "pupil",
    "person",
    "forename",
    "surname",
    "firstname",
    "lastname",
    "fullname",
    "first",
    "last",
    "carer",
    "customer",
    "worker",
    "socialworker",
    "keyworker",
    "employee",
    "staff",
    "assessor",
    "officer",
    "contact",
    "manager",
    "name",
    "names",
    "participant",
    "student",
    "learner",
    "applicant",
    "householder",
    "guardian",
    "parent",
    "forenames",
    "leaver",
];
/// Words beside them that make it something else: how many, of what kind, or an organisation.
const NOT_PERSON: [&str; 44] = [
    "number",
    "count",
    "total",
    "of",
    "per",
    "rate",
    "type",
    "group",
    "provider",
    "agency",
    "organisation",
    "organization",
    "council",
    "authority",
    "district",
    "area",
    "region",
    "ward",
    "measure",
    "indicator",
    "service",
    "scheme",
    "supplier",
    "company",
    "school",
    "home",
    "practice",
    "team",
    "site",
    "trust",
    "locality",
    "place",
    "category",
    "cost",
    "%",
    "sheet",
    "file",
    "hours",
    "month",
    "date",
    "kpi",
    "project",
    "entity",
    "la",
];

fn mostly_own(sheet: &Sheet, first: usize, column: usize, own: &dyn Fn(&str) -> bool) -> bool {
    let texts: Vec<_> =
        sheet.rows.iter().skip(first).filter_map(|row| row.cells.get(column)).filter(|cell| !cell.is_empty()).take(200).collect();
    let ours = texts.iter().filter(|cell| own(&cell.shown())).count();
    ours * 2 >= texts.len().max(1)
}
