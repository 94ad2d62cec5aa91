//! People's details, looked for before anything else is done with a file: which columns and sheets seem to say who someone
//! is, why, and a masked sample. What is seen here goes no further than this module and `leave_out`.

pub mod given_names;
pub mod leave_out;
pub mod pattern;

use std::collections::HashMap;

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
        if counts.of(NAME_IN_TEXT) > 0 && !counting && !mostly_own(sheet, first, at, own) {
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

/// What one text is, worked out once for texts that repeat.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    /// One bit for each of the shapes above.
    shapes: u16,
    ten_digits: bool,
    given: bool,
    date: Option<quantity::Date>,
}

impl Told {
    fn is(&mut self, what: usize) {
        self.shapes |= 1 << what;
    }
}

/// Texts of a column remembered; past this many it is no column of repeats.
const REMEMBERED: usize = 4_096;

fn count<'a>(cell: &'a Cell, counts: &mut Counts, seen: &mut HashMap<&'a str, Told>, body: bool) {
    match cell {
        Cell::Empty => {}
        Cell::Date(date) if body => {
            counts.filled += 1;
            dated(*date, counts, &date.to_string());
        }
        Cell::Number(number) if body => {
            counts.filled += 1;
            if number.fract() == 0.0 && (1e9..1e10).contains(number) {
                let text = format!("{number:.0}");
                counts.ten_digits += 1;
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
            counts.filled += u32::from(body);
            // A plain figure is nobody, unless it has the length of a number that is somebody's.
            let bytes = text.as_bytes();
            let signs = bytes.iter().filter(|b| matches!(b, b'-' | b'.')).count();
            if bytes.len() < 10 && signs < 2 && bytes.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b',')) {
                return;
            }
            let told = match seen.get(text) {
                Some(told) => *told,
                None => {
                    let told = told(text);
                    if seen.len() < REMEMBERED {
                        seen.insert(text, told);
                    }
                    told
                }
            };
            apply(told, text, counts, body);
        }
        _ => counts.filled += u32::from(body),
    }
}

/// Shapes that tell of people wherever they stand; the others count in the body of a table only.
const ANYWHERE: u16 = 1 << IN_TEXT | 1 << NAME_IN_TEXT | 1 << EMAIL | 1 << NI;

fn apply(told: Told, text: &str, counts: &mut Counts, body: bool) {
    let shapes = if body { told.shapes } else { told.shapes & ANYWHERE };
    if body {
        counts.ten_digits += u32::from(told.ten_digits);
        counts.given += u32::from(told.given);
        if let Some(date) = told.date {
            dated(date, counts, text);
        }
    }
    if shapes == 0 {
        return;
    }
    for what in 0..10 {
        if shapes & (1 << what) == 0 {
            continue;
        }
        if matches!(what, IN_TEXT | NAME_IN_TEXT) && counts.of(what) == 0 {
            let sample = match pattern::person_in_text(text) {
                Some(pattern::InText::Name(sample) | pattern::InText::Initials(sample)) => sample,
                None => text.to_owned(),
            };
            counts.saw(what, &sample);
        } else {
            counts.saw(what, text);
        }
    }
}

fn told(text: &str) -> Told {
    let mut told = Told::default();
    let bytes = text.as_bytes();
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    if (10..=13).contains(&digits) && bytes.len() <= 20 {
        told.ten_digits = digits == 10;
        if digits == 10 && pattern::is_nhs_number(text) {
            told.is(NHS);
        }
        if pattern::is_phone(text) {
            told.is(PHONE);
        }
    } else if digits == 6 && (9..=13).contains(&bytes.len()) && pattern::is_national_insurance(text) {
        told.is(NI);
    } else if (5..=8).contains(&digits) && bytes.len() <= 18 {
        told.date = pattern::day(text);
    } else if (2..=4).contains(&digits) && (5..=8).contains(&bytes.len()) && pattern::is_postcode(text) {
        told.is(POSTCODE);
    } else if digits == 0 && bytes.len() <= 60 {
        if pattern::is_initials(text) {
            told.is(INITIALS);
        } else if let Some(given) = pattern::person_name(text) {
            told.is(NAME);
            told.given = given;
        }
    }
    if bytes.len() >= 8 && bytes.contains(&b'@') && pattern::email(text) {
        told.is(EMAIL);
    }
    // Remarks: words with spaces between.
    if bytes.len() >= 8 && bytes.contains(&b' ') && bytes.iter().any(u8::is_ascii_uppercase) {
        if digits >= 10 && pattern::nhs_in_text(text) {
            told.ten_digits = true;
            told.is(NHS);
            told.is(IN_TEXT);
        }
        if digits >= 6 && pattern::national_insurance_in_text(text) {
            told.is(NI);
        }
        match pattern::person_in_text(text) {
            Some(pattern::InText::Name(_)) => told.is(NAME_IN_TEXT),
            Some(pattern::InText::Initials(_)) => told.is(IN_TEXT),
            None => {}
        }
    }
    told
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
