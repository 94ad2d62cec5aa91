//! One column looked over for people's details: what shapes its cells have, and how many of each.

use std::collections::HashMap;

use super::pattern;
use crate::table::Cell;

/// What was counted in one column below the headings.
#[derive(Debug, Default)]
pub struct Counts {
    pub filled: u32,
    pub first: [Option<String>; 10],
    pub seen: [u32; 10],
    /// Of those seen, how many stand under the headings; the others are in titles and footnotes.
    pub in_body: [u32; 10],
    /// Day dates that could be births, and how far they spread.
    pub years: (i16, i16),
    pub days_apart: u32,
    pub last_date: Option<quantity::Date>,
    pub given: u32,
    pub ten_digits: u32,
}

pub const NHS: usize = 0;
pub const NI: usize = 1;
pub const DATE: usize = 2;
pub const NAME: usize = 3;
pub const INITIALS: usize = 4;
pub const IN_TEXT: usize = 5;
pub const NAME_IN_TEXT: usize = 6;
pub const EMAIL: usize = 7;
pub const PHONE: usize = 8;
pub const POSTCODE: usize = 9;

impl Counts {
    pub fn saw(&mut self, what: usize, text: &str) {
        if let (Some(count), Some(first)) = (self.seen.get_mut(what), self.first.get_mut(what)) {
            *count += 1;
            first.get_or_insert_with(|| text.to_owned());
        }
    }

    pub fn of(&self, what: usize) -> u32 {
        self.seen.get(what).copied().unwrap_or(0)
    }

    /// At least this share, of ten, of the filled cells.
    pub fn tenths(&self, what: usize, tenths: u32) -> bool {
        self.of(what) > 0 && self.of(what) * 10 >= self.filled * tenths
    }
}

/// What one text is, worked out once for texts that repeat.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told {
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

/// Counts a cell of a column. `body` says that it stands under the headings.
pub fn count<'a>(cell: &'a Cell, counts: &mut Counts, seen: &mut HashMap<&'a str, Told>, body: bool) {
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
        if let Some(count) = counts.in_body.get_mut(what).filter(|_| body) {
            *count += 1;
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
