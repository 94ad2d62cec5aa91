//! Fields of a form as typed values, with an error for each that names the mend.
//!
//! ```
//! # use web::form::{Fields, Form};
//! let mut form = Form::read(Fields::of([("budget", "£1,200"), ("reason", " ")]));
//! let budget = form.money("budget", "Write the budget in pounds, for example 120,000");
//! let reason = form.text("reason", "Say what the reason is");
//! assert_eq!(budget, Some(quantity::Money::from_pounds(1200)));
//! assert_eq!(reason, None);
//! assert_eq!(form.errors()[0].mend, "Say what the reason is");
//! ```

mod controls;
mod fields;

pub use fields::{Fields, Upload};

use std::fmt::Display;
use std::ops::RangeInclusive;

use desk::DeskError;
use jiff::civil::Date;
use quantity::{Money, Month, Share};

use crate::error::PageError;

/// The most characters a text field takes where a page says nothing else.
pub const TEXT_LIMIT: usize = 10_000;

/// Where an error stands that is of no one field.
const WHOLE: &str = "";

pub const STALE: &str =
    "Somebody else changed this while you were writing. What you typed is still here: look at the page, then save again.";

/// Something to mend in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The `id` of the control, which the summary links to: the field's name, or `name-day` for a date. Empty for the form as a whole.
    pub field: String,
    /// What to do, in words.
    pub mend: String,
}

/// A form being read, or shown again: what was typed stays, and every field may have one error.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Fields,
    errors: Vec<FieldError>,
}

impl Form {
    /// A form that was sent.
    pub fn read(fields: Fields) -> Form {
        Form { fields, errors: Vec::new() }
    }

    /// A form to fill in: nothing in it, nothing chosen in advance.
    pub fn blank() -> Form {
        Form::default()
    }

    /// Fills a field in before the form is shown.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Form {
        self.fields.set(name, value);
        self
    }

    /// Ticks one more box before the form is shown.
    pub fn with_one_more(mut self, name: &str, value: impl Into<String>) -> Form {
        self.fields.add(name, value);
        self
    }

    /// The version of the record the form was made from; 0, which matches none, where it is missing.
    pub fn version(&self) -> i64 {
        self.value("version").parse().unwrap_or(0)
    }

    /// Fills a date in: `name-day`, `name-month`, `name-year`.
    pub fn with_date(self, name: &str, date: Date) -> Form {
        self.with(&format!("{name}-day"), date.day().to_string())
            .with(&format!("{name}-month"), date.month().to_string())
            .with(&format!("{name}-year"), date.year().to_string())
    }

    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What was typed, or nothing.
    pub fn value(&self, name: &str) -> &str {
        self.fields.text(name).unwrap_or_default()
    }

    /// Whether this value of this name was sent: a ticked box, a chosen radio.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.fields.all(name).any(|sent| sent == value)
    }

    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The error of the control with this id.
    pub fn error(&self, id: &str) -> Option<&str> {
        self.errors.iter().find(|error| error.field == id).map(|error| error.mend.as_str())
    }

    /// Adds an error; the first of a field stays.
    pub fn add_error(&mut self, id: impl Into<String>, mend: impl Into<String>) {
        let field = id.into();
        if self.error(&field).is_none() {
            self.errors.push(FieldError { field, mend: mend.into() });
        }
    }

    /// What the desk could not take, so that the form comes back filled in: a fault beside its field (a fault of `by` stands at `by-day` where
    /// the form has a date of that name), what a rule refuses or somebody was faster with above the form. Anything else is a page of its own.
    pub fn refused(&mut self, error: DeskError) -> Result<(), PageError> {
        match error {
            DeskError::Faults(faults) => {
                for fault in faults {
                    let date = format!("{}-day", fault.field);
                    let id = if self.fields.text(&date).is_some() { date } else { fault.field.to_owned() };
                    self.add_error(id, fault.message);
                }
                Ok(())
            }
            DeskError::Refused { sentence, .. } => {
                self.add_error(WHOLE, sentence);
                Ok(())
            }
            DeskError::Stale => {
                self.add_error(WHOLE, STALE);
                Ok(())
            }
            other => Err(other.into()),
        }
    }

    /// Text, trimmed, at most [`TEXT_LIMIT`] characters; `missing` is the mend where nothing was typed.
    pub fn text(&mut self, name: &str, missing: &str) -> Option<String> {
        self.text_up_to(name, missing, TEXT_LIMIT)
    }

    pub fn text_up_to(&mut self, name: &str, missing: &str, most: usize) -> Option<String> {
        let text = self.optional_text_up_to(name, most);
        if text.is_none() {
            self.add_error(name, missing);
        }
        text
    }

    /// Text that may be left out: None where nothing was typed.
    pub fn optional_text(&mut self, name: &str) -> Option<String> {
        self.optional_text_up_to(name, TEXT_LIMIT)
    }

    pub fn optional_text_up_to(&mut self, name: &str, most: usize) -> Option<String> {
        let text = self.value(name).trim().to_string();
        let length = text.chars().count();
        if length > most {
            self.add_error(name, format!("This is {length} characters long: shorten it to {most} or fewer"));
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// A value read by any function whose refusal is a sentence that names the mend.
    pub fn parsed<T, E: Display>(&mut self, name: &str, missing: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        if self.value(name).trim().is_empty() {
            self.add_error(name, missing);
            return None;
        }
        self.optional(name, read)
    }

    /// As [`Form::parsed`], and may be left out. Ask [`Form::has_errors`] before trusting a None.
    pub fn optional<T, E: Display>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let typed = self.value(name).trim();
        if typed.is_empty() {
            return None;
        }
        match read(typed) {
            Ok(value) => Some(value),
            Err(refusal) => {
                let refusal = refusal.to_string();
                self.add_error(name, refusal);
                None
            }
        }
    }

    /// Pounds, with or without pence: "1200", "£1,200.50", "£1.2m".
    pub fn money(&mut self, name: &str, missing: &str) -> Option<Money> {
        self.parsed(name, missing, Money::parse)
    }

    pub fn optional_money(&mut self, name: &str) -> Option<Money> {
        self.optional(name, Money::parse)
    }

    /// A percentage from 0 to 100, typed "84" or "84%".
    pub fn share(&mut self, name: &str, missing: &str) -> Option<Share> {
        self.parsed(name, missing, read_percentage)
    }

    pub fn optional_share(&mut self, name: &str) -> Option<Share> {
        self.optional(name, read_percentage)
    }

    /// A number within bounds; thousands commas are taken out.
    pub fn number(&mut self, name: &str, missing: &str, bounds: RangeInclusive<f64>) -> Option<f64> {
        self.parsed(name, missing, |typed| read_number(typed, &bounds))
    }

    pub fn optional_number(&mut self, name: &str, bounds: RangeInclusive<f64>) -> Option<f64> {
        self.optional(name, |typed| read_number(typed, &bounds))
    }

    /// A whole number within bounds.
    pub fn whole_number(&mut self, name: &str, missing: &str, bounds: RangeInclusive<i64>) -> Option<i64> {
        self.parsed(name, missing, |typed| {
            let (low, high) = (*bounds.start(), *bounds.end());
            let number: Option<i64> = typed.replace([',', ' '], "").parse().ok();
            number.filter(|number| bounds.contains(number)).ok_or_else(|| format!("“{typed}” is not a whole number from {low} to {high}"))
        })
    }

    /// An e-mail address: something, "@", something with a full stop.
    pub fn email(&mut self, name: &str, missing: &str) -> Option<String> {
        self.parsed(name, missing, |typed| {
            let looks_right = typed.len() <= 254
                && !typed.contains(char::is_whitespace)
                && typed.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.') && !host.contains('@'));
            if looks_right { Ok(typed.to_lowercase()) } else { Err("Write an e-mail address like name@example.gov.uk") }
        })
    }

    /// One of the offered values; whatever else is sent is refused with the same mend.
    pub fn choice<T: Clone>(&mut self, name: &str, missing: &str, offered: &[(&str, T)]) -> Option<T> {
        let chosen = offered.iter().find(|(value, _)| *value == self.value(name)).map(|(_, meaning)| meaning.clone());
        if chosen.is_none() {
            self.add_error(name, missing);
        }
        chosen
    }

    /// Every ticked value that was offered, in the order offered; nothing ticked is an empty list.
    pub fn choices<T: Clone>(&mut self, name: &str, offered: &[(&str, T)]) -> Vec<T> {
        offered.iter().filter(|(value, _)| self.has(name, value)).map(|(_, meaning)| meaning.clone()).collect()
    }

    /// A single box to tick.
    pub fn ticked(&self, name: &str) -> bool {
        self.fields.text(name).is_some()
    }

    /// A date in three fields, `name-day`, `name-month` and `name-year`, from 1900 to 2199.
    pub fn date(&mut self, name: &str, missing: &str) -> Option<Date> {
        if self.no_part_typed(name, &["day", "month", "year"]) {
            self.add_error(format!("{name}-day"), missing);
            return None;
        }
        self.optional_date(name)
    }

    pub fn optional_date(&mut self, name: &str) -> Option<Date> {
        if self.no_part_typed(name, &["day", "month", "year"]) {
            return None;
        }
        let day = self.part(name, "day", 1..=31, "The day")?;
        let (month, year) = self.month_and_year(name)?;
        match Date::new(year, month, i8::try_from(day).unwrap_or(0)) {
            Ok(date) => Some(date),
            Err(_) => {
                let words = Month::new(year, month).map(|month| month.in_words()).unwrap_or_default();
                self.add_error(format!("{name}-day"), format!("{words} has no day {day}: write another day"));
                None
            }
        }
    }

    /// A calendar month in two fields, `name-month` and `name-year`.
    pub fn month(&mut self, name: &str, missing: &str) -> Option<Month> {
        if self.no_part_typed(name, &["month", "year"]) {
            self.add_error(format!("{name}-month"), missing);
            return None;
        }
        let (month, year) = self.month_and_year(name)?;
        Month::new(year, month).ok()
    }

    /// A chosen file that is not empty.
    pub fn file(&mut self, name: &str, missing: &str) -> Option<Upload> {
        match self.fields.file(name).cloned() {
            None => {
                self.add_error(name, missing);
                None
            }
            Some(file) if file.bytes.is_empty() => {
                self.add_error(name, format!("“{}” is empty: choose a file with something in it", file.name));
                None
            }
            file => file,
        }
    }

    fn no_part_typed(&self, name: &str, parts: &[&str]) -> bool {
        parts.iter().all(|part| self.value(&format!("{name}-{part}")).trim().is_empty())
    }

    fn month_and_year(&mut self, name: &str) -> Option<(i8, i16)> {
        let typed = self.value(&format!("{name}-month")).trim().to_lowercase();
        let named = (1..=12).find(|month| {
            let word = Month::new(2000, *month).map(Month::name).unwrap_or_default().to_lowercase();
            typed.len() >= 3 && word.starts_with(&typed)
        });
        let month = match named {
            Some(month) => month,
            None => i8::try_from(self.part(name, "month", 1..=12, "The month")?).ok()?,
        };
        let year = self.part(name, "year", 1900..=2199, "The year")?;
        Some((month, i16::try_from(year).ok()?))
    }

    fn part(&mut self, name: &str, part: &str, bounds: RangeInclusive<i64>, what: &str) -> Option<i64> {
        let id = format!("{name}-{part}");
        let typed = self.value(&id).trim().to_string();
        match typed.parse::<i64>().ok().filter(|number| bounds.contains(number)) {
            Some(number) => Some(number),
            None if typed.is_empty() => {
                self.add_error(id, format!("{what} is missing: write a number from {} to {}", bounds.start(), bounds.end()));
                None
            }
            None => {
                self.add_error(id, format!("{what} is “{typed}”: write a number from {} to {}", bounds.start(), bounds.end()));
                None
            }
        }
    }
}

fn read_percentage(typed: &str) -> Result<Share, String> {
    let refuse = || format!("“{typed}” is not a percentage: write a number from 0 to 100");
    let number: f64 = typed.trim_end_matches('%').trim().parse().map_err(|_| refuse())?;
    Share::from_percent(number).map_err(|_| refuse())
}

fn read_number(typed: &str, bounds: &RangeInclusive<f64>) -> Result<f64, String> {
    let number: Option<f64> = typed.replace([',', ' '], "").replace('−', "-").parse().ok();
    number
        .filter(|number| number.is_finite() && bounds.contains(number))
        .ok_or_else(|| format!("“{typed}” is not a number from {} to {}", bounds.start(), bounds.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(values: &[(&str, &str)]) -> Form {
        Form::read(Fields::of(values.iter().copied()))
    }

    #[test]
    fn a_missing_field_names_the_mend_once() {
        let mut form = form(&[("reason", "  ")]);
        assert_eq!(form.text("reason", "Say what the reason is"), None);
        form.add_error("reason", "Another");
        assert_eq!(form.errors(), [FieldError { field: "reason".into(), mend: "Say what the reason is".into() }]);
    }

    #[test]
    fn money_that_is_not_money_says_how_to_write_it_and_stays_as_typed() {
        let mut form = form(&[("budget", "twelve")]);
        assert_eq!(form.money("budget", "Write the budget"), None);
        assert!(form.error("budget").is_some_and(|mend| mend.contains("“twelve”") && mend.contains("1,200.50")));
        assert_eq!(form.value("budget"), "twelve");
    }

    #[test]
    fn a_date_is_read_from_three_fields_and_a_month_may_be_a_word() {
        let mut form = form(&[("by-day", "19"), ("by-month", "feb"), ("by-year", "2027")]);
        assert_eq!(form.date("by", "Give a date"), Date::new(2027, 2, 19).ok());
        assert!(!form.has_errors());
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_at_the_day() {
        let mut form = form(&[("by-day", "31"), ("by-month", "6"), ("by-year", "2027")]);
        assert_eq!(form.date("by", "Give a date"), None);
        assert_eq!(form.error("by-day"), Some("June 2027 has no day 31: write another day"));
    }

    #[test]
    fn a_year_in_two_digits_is_refused() {
        let mut form = form(&[("by-day", "1"), ("by-month", "6"), ("by-year", "27")]);
        assert_eq!(form.date("by", "Give a date"), None);
        assert_eq!(form.error("by-year"), Some("The year is “27”: write a number from 1900 to 2199"));
    }

    #[test]
    fn a_percentage_is_a_share() {
        let mut form = form(&[("kept", "84%"), ("most", "101")]);
        assert_eq!(form.share("kept", "Give it").map(Share::value), Some(0.84));
        assert_eq!(form.optional_share("most"), None);
        assert!(form.error("most").is_some());
    }

    #[test]
    fn only_what_was_offered_can_be_chosen() {
        let mut form = form(&[("size", "enormous"), ("who", "b"), ("who", "x"), ("who", "a")]);
        assert_eq!(form.choice("size", "Choose a size", &[("light", 1), ("major", 2)]), None);
        assert_eq!(form.choices("who", &[("a", 'a'), ("b", 'b'), ("c", 'c')]), ['a', 'b']);
        assert_eq!(form.error("size"), Some("Choose a size"));
    }

    #[test]
    fn text_that_is_too_long_says_by_how_much() {
        let mut form = form(&[("name", "abcdef")]);
        assert_eq!(form.text_up_to("name", "Name it", 5), None);
        assert_eq!(form.error("name"), Some("This is 6 characters long: shorten it to 5 or fewer"));
    }

    #[test]
    fn an_empty_file_is_refused_by_name() {
        let mut form = Form::read(Fields::default().and_file("file", "a.csv", ""));
        assert!(form.file("file", "Choose a file").is_none());
        assert_eq!(form.error("file"), Some("“a.csv” is empty: choose a file with something in it"));
    }
}
