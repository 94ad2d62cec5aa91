//! Which part of the market a page is of: buyers, a category, a place, years.

use exchange::tables::Within;
use jiff::civil::date;
use quantity::code::AreaCode;
use serde::Serialize;

use crate::analyse::data_sets::ground::read_areas;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::{Actor, Fault};

/// As a person asks. What is empty or none leaves that side open.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Choice {
    /// A buyer, by the key of who is who.
    pub buyer: String,
    /// A category: `CPV 85`, `ProClass 20`; digits alone are CPV.
    pub category: String,
    /// A place: its code, or its name.
    pub place: String,
    /// The first financial year: 2024 is 2024/25.
    pub from: Option<i16>,
    /// The last financial year.
    pub to: Option<i16>,
}

/// The years a person may ask for: those of the public record.
pub const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

impl Choice {
    /// Which of what was typed cannot be taken, and the mend.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if !self.category.trim().is_empty() && self.scheme_and_code().is_none() {
            faults.push(Fault::new(
                "category",
                "Write a CPV code or the beginning of one, for example 85 or CPV 8531; or ProClass and its code.",
            ));
        }
        if let Some((from, to)) = self.from.zip(self.to)
            && from > to
        {
            faults.push(Fault::new("to", "The last year is before the first. Change one of them."));
        }
        for (field, year) in [("from", self.from), ("to", self.to)] {
            if year.is_some_and(|year| !YEARS.contains(&year)) {
                faults.push(Fault::new(field, "Write the year a financial year begins in, for example 2024 for 2024/25."));
            }
        }
        faults
    }

    /// The scheme and the beginning of the code.
    pub fn scheme_and_code(&self) -> Option<(String, String)> {
        let typed = self.category.trim();
        let (scheme, code) = match typed.split_once([' ', ':', '/']) {
            Some((scheme, code)) => (scheme.trim(), code.trim()),
            None => ("CPV", typed),
        };
        let scheme = ["CPV", "ProClass", "SeRCOP"].into_iter().find(|known| known.eq_ignore_ascii_case(scheme))?;
        if scheme == "CPV" {
            // A code may be written with its check digit: 85000000-9.
            let digits = code.split('-').next().unwrap_or(code);
            let short = digits.trim_end_matches('0');
            let is_code = (2..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            // The noughts at the end of a full code stand for everything below it; a division has two digits at the least.
            let kept = if digits.len() == 8 { digits.get(..short.len().max(2)).unwrap_or(digits) } else { digits };
            return is_code.then(|| (scheme.to_owned(), kept.to_owned()));
        }
        let is_code = !code.is_empty() && code.len() <= 20 && code.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
        is_code.then(|| (scheme.to_owned(), code.to_owned()))
    }

    /// Whether any side is closed.
    pub fn is_open(&self) -> bool {
        *self == Choice::default()
    }
}

/// A place as the records may name it: its code, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PlaceAsked {
    pub code: String,
    pub name: String,
}

/// What a person typed as a place, looked up: none where nothing was typed.
pub(super) async fn place_of(desk: &Desk, actor: &Actor, typed: &str) -> Result<Option<PlaceAsked>, DeskError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let areas = read_areas(desk, actor).await?;
    if let Ok(code) = AreaCode::parse(typed) {
        let name = areas.find(&code).map(|area| area.name.clone()).unwrap_or_default();
        return Ok(Some(PlaceAsked { code: code.to_string(), name }));
    }
    let known = areas.areas().iter().find(|area| area.name.eq_ignore_ascii_case(typed));
    Ok(Some(match known {
        Some(area) => PlaceAsked { code: area.code.to_string(), name: area.name.clone() },
        None => PlaceAsked { code: String::new(), name: typed.to_owned() },
    }))
}

/// The records a choice is of, but for buyers and places, which depend on what is loaded.
pub(super) fn within(choice: &Choice) -> Within {
    Within {
        category: choice.scheme_and_code(),
        from: choice.from.map(|year| date(year, 4, 1)),
        to: choice.to.map(|year| date(year + 1, 3, 31)),
        ..Within::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(category: &str) -> Option<(String, String)> {
        Choice { category: category.into(), ..Choice::default() }.scheme_and_code()
    }

    #[test]
    fn a_category_is_taken_as_people_write_it() {
        let cpv = |code: &str| Some(("CPV".to_owned(), code.to_owned()));
        assert_eq!([of("85"), of("cpv 8531"), of("CPV:85310000-5"), of("80000000")], [cpv("85"), cpv("8531"), cpv("8531"), cpv("80")]);
        assert_eq!(of("proclass/201100"), Some(("ProClass".into(), "201100".into())));
        assert_eq!([of(""), of("care"), of("8"), of("UNSPSC 85")], [None, None, None, None]);
    }

    #[test]
    fn what_cannot_be_taken_names_its_field_and_years_are_financial() {
        let choice = Choice { category: "care".into(), from: Some(2025), to: Some(2024), ..Choice::default() };
        let fields: Vec<&str> = choice.faults().iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["category", "to"]);
        let year = Choice { from: Some(2024), to: Some(2024), ..Choice::default() };
        assert!(year.faults().is_empty());
        let within = within(&year);
        assert_eq!((within.from, within.to), (Some(date(2024, 4, 1)), Some(date(2025, 3, 31))));
    }
}
