//! People's details, looked for before anything else is done with a file: which columns and sheets seem to say who someone
//! is, why, and a masked sample. What is seen here goes no further than this module and `leave_out`.

pub mod given_names;
pub mod leave_out;
pub mod pattern;

use serde::{Deserialize, Serialize};

use crate::heading::words;
use crate::layout;
use crate::note::fnv;
use crate::table::{Book, Cell, Sheet};

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
                format!("Column {}{heading}{sheet}", crate::table::column_letter(column))
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

/// What was counted in one column below the headings.
#[derive(Debug, Default)]
struct Counts {
    filled: u32,
    first: [Option<String>; 10],
    seen: [u32; 10],
    /// Day dates that could be births, and how far they spread.
    years: (i16, i16),
    days_apart: u32,
    last_date: Option<quantity::Date>,
    given: u32,
    ten_digits: u32,
}

const NHS: usize = 0;
const NI: usize = 1;
const DATE: usize = 2;
const NAME: usize = 3;
const INITIALS: usize = 4;
const IN_TEXT: usize = 5;
const NAME_IN_TEXT: usize = 6;
const EMAIL: usize = 7;
const PHONE: usize = 8;
const POSTCODE: usize = 9;

impl Counts {
    fn saw(&mut self, what: usize, text: &str) {
        if let (Some(count), Some(first)) = (self.seen.get_mut(what), self.first.get_mut(what)) {
            *count += 1;
            first.get_or_insert_with(|| text.to_owned());
        }
    }

    fn of(&self, what: usize) -> u32 {
        self.seen.get(what).copied().unwrap_or(0)
    }

    /// At least this share, of ten, of the filled cells.
    fn tenths(&self, what: usize, tenths: u32) -> bool {
        self.of(what) > 0 && self.of(what) * 10 >= self.filled * tenths
    }
}

/// Looks through every sheet, hidden ones too. `own` says whether a text is a name already known here (a provider, a
/// measure, a place), which no person's name is taken from.
pub fn look(book: &Book, own: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    for sheet in &book.sheets {
        let on_sheet = look_at(sheet, own);
        let kinds = |kind| on_sheet.iter().any(|f: &Found| f.kind == kind);
        let identifies = kinds(PersonalKind::Name) || kinds(PersonalKind::Initials) || kinds(PersonalKind::NhsNumber) || kinds(PersonalKind::NationalInsuranceNumber);
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
            found.push(Found { key: key(PersonalKind::HiddenSheet, &sheet.name, 0), kind: PersonalKind::HiddenSheet, sheet: sheet.name.clone(), hidden: true, column: None, heading: String::new(), why, masked, count });
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
        None => (usize::from(sheet.rows.len() > 1), sheet.rows.first().map(|row| row.cells.iter().map(|c| c.shown().into_owned()).collect()).unwrap_or_default()),
    };
    let width = sheet.width() as usize;
    let mut columns: Vec<Counts> = (0..width).map(|_| Counts::default()).collect();
    // Titles and footnotes are looked at as remarks: they are in column order too.
    for (at, row) in sheet.rows.iter().enumerate() {
        for (cell, counts) in row.cells.iter().zip(columns.iter_mut()) {
            count(cell, counts, at >= first);
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
        found.push(Found { key: key(kind, &sheet.name, number), kind, sheet: sheet.name.clone(), hidden: sheet.hidden, column: Some(number), heading: heading(column).to_owned(), why, masked, count: counts.of(what) });
    };
    let mut people = false;
    for (at, counts) in columns.iter().enumerate() {
        let every = |what: usize| if counts.of(what) == counts.filled { "on every row".to_owned() } else { format!("on {} of {} rows", counts.of(what), counts.filled) };
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
        } else if counts.filled >= 3 && !counting && counts.given * 2 >= counts.filled && counts.tenths(NAME, 8) && !mostly_own(sheet, first, at, own) {
            people = true;
            add(PersonalKind::Name, NAME, at, counts, format!("Two words, both capitalised, the first a given name, {}", every(NAME)));
        }
        if asks(at, &["initials", "initial", "inits"]) && counts.of(INITIALS) > 0 || (person_heading && counts.tenths(INITIALS, 8)) {
            people = true;
            add(PersonalKind::Initials, INITIALS, at, counts, format!("Two or three capitals under ‘{}’, {}", heading(at), every(INITIALS)));
        }
        if counts.of(PHONE) > 0 && (asks(at, &["phone", "telephone", "tel", "mobile", "mob", "contact"]) || counts.first[PHONE].as_deref().is_some_and(pattern::is_mobile)) {
            add(PersonalKind::Telephone, PHONE, at, counts, format!("Telephone numbers, {}", every(PHONE)));
        }
        if counts.of(NAME_IN_TEXT) > 0 {
            add(PersonalKind::NameInText, NAME_IN_TEXT, at, counts, format!("A person’s name in remarks, in {} of them", counts.of(NAME_IN_TEXT)));
        }
        if counts.of(IN_TEXT) > 0 {
            add(PersonalKind::InitialsInText, IN_TEXT, at, counts, format!("Initials or a title and a name in remarks, in {} of them", counts.of(IN_TEXT)));
        }
    }
    // Two or three capitals beside what look like births are initials, whatever the heading.
    let born = |at: usize, counts: &Counts| {
        let told = asks(at, &["dob", "birth", "born", "birthday"]) || heading(at).to_lowercase().replace('.', "").contains("dob");
        let spread = counts.of(DATE) >= 3 && counts.days_apart * 2 >= counts.of(DATE) && i32::from(counts.years.1) - i32::from(counts.years.0) >= 15;
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
        let beside = if people { Some("beside what says who they are") } else if postcodes { Some("beside postcodes") } else { None };
        if told || (spread && beside.is_some()) {
            births = true;
            let why = match (told, beside) {
                (true, _) => format!("Dates under ‘{}’", heading(at)),
                (_, beside) => format!("Dates {} years apart, {}", i32::from(counts.years.1) - i32::from(counts.years.0), beside.unwrap_or_default()),
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
    "client", "clients", "user", "patient", "resident", "tenant", "child", "pupil", "person", "forename", "surname", "firstname", "lastname", "fullname", "first", "last",
    "carer", "customer", "worker", "socialworker", "keyworker", "employee", "staff", "assessor", "officer", "contact", "manager", "name", "names", "participant", "student",
    "learner", "applicant", "householder", "guardian", "parent", "forenames", "leaver",
];
/// Words beside them that make it something else: how many, of what kind, or an organisation.
const NOT_PERSON: [&str; 44] = [
    "number", "count", "total", "of", "per", "rate", "type", "group", "provider", "agency", "organisation", "organization", "council", "authority", "district", "area", "region",
    "ward", "measure", "indicator", "service", "scheme", "supplier", "company", "school", "home", "practice", "team", "site", "trust", "locality", "place", "category", "cost",
    "%", "sheet", "file", "hours", "month", "date", "kpi", "project", "entity", "la",
];

fn mostly_own(sheet: &Sheet, first: usize, column: usize, own: &dyn Fn(&str) -> bool) -> bool {
    let texts: Vec<_> = sheet.rows.iter().skip(first).filter_map(|row| row.cells.get(column)).filter(|cell| !cell.is_empty()).take(200).collect();
    let ours = texts.iter().filter(|cell| own(&cell.shown())).count();
    ours * 2 >= texts.len().max(1)
}

fn count(cell: &Cell, counts: &mut Counts, body: bool) {
    match cell {
        Cell::Empty => {}
        Cell::Date(date) if body => {
            counts.filled += 1;
            dated(*date, counts, &date.to_string());
        }
        Cell::Number(number) if body => {
            counts.filled += 1;
            if number.fract() == 0.0 && (1e9..1e10).contains(number) {
                counts.ten_digits += 1;
                let text = format!("{number:.0}");
                if pattern::is_nhs_number(&text) {
                    counts.saw(NHS, &text);
                }
                if text.starts_with('7') {
                    counts.saw(PHONE, &text);
                }
            }
        }
        Cell::Text(text) => {
            let text = text.trim();
            if body {
                counts.filled += 1;
                in_body(text, counts);
            }
            // Remarks may stand anywhere, above and below the table too.
            if text.len() >= 8 && text.contains([' ', '.']) {
                if pattern::email(text) {
                    counts.saw(EMAIL, text);
                }
                if pattern::nhs_in_text(text) {
                    counts.ten_digits += 1;
                    counts.saw(NHS, text);
                    counts.saw(IN_TEXT, text);
                }
                if pattern::national_insurance_in_text(text) {
                    counts.saw(NI, text);
                }
                if let Some(sample) = pattern::person_in_text(text) {
                    match sample {
                        pattern::InText::Name(sample) => counts.saw(NAME_IN_TEXT, &sample),
                        pattern::InText::Initials(sample) => counts.saw(IN_TEXT, &sample),
                    }
                }
            }
        }
        _ => counts.filled += u32::from(body),
    }
}

fn in_body(text: &str, counts: &mut Counts) {
    let bytes = text.as_bytes();
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    if digits >= 10 && digits <= 13 && bytes.len() <= 20 {
        if digits == 10 {
            counts.ten_digits += 1;
            if pattern::is_nhs_number(text) {
                counts.saw(NHS, text);
            }
        }
        if pattern::is_phone(text) {
            counts.saw(PHONE, text);
        }
    } else if digits == 6 && (9..=13).contains(&bytes.len()) && pattern::is_national_insurance(text) {
        counts.saw(NI, text);
    } else if (6..=8).contains(&digits) && bytes.len() <= 11 && let Some(date) = pattern::day(text) {
        dated(date, counts, text);
    } else if digits >= 2 && digits <= 4 && (5..=8).contains(&bytes.len()) && pattern::is_postcode(text) {
        counts.saw(POSTCODE, text);
    } else if digits == 0 && bytes.len() <= 60 {
        if pattern::is_initials(text) {
            counts.saw(INITIALS, text);
        } else if let Some(given) = pattern::person_name(text) {
            counts.saw(NAME, text);
            counts.given += u32::from(given);
        }
    } else if bytes.contains(&b'@') && pattern::email(text) {
        counts.saw(EMAIL, text);
    }
    if digits == 0 && bytes.contains(&b'@') && pattern::email(text) && !text.contains([' ', '.']) {
        counts.saw(EMAIL, text);
    }
}

fn dated(date: quantity::Date, counts: &mut Counts, text: &str) {
    let year = date.year();
    if !(1900..=2100).contains(&year) {
        return;
    }
    counts.years = if counts.of(DATE) == 0 { (year, year) } else { (counts.years.0.min(year), counts.years.1.max(year)) };
    counts.days_apart += u32::from(counts.last_date != Some(date) && !(date.day() == 1 || date == date.last_of_month()));
    counts.last_date = Some(date);
    counts.saw(DATE, text);
}
