//! A calendar month of the authority's zone.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A calendar month, from year 1 to 9999, ordered in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i16,
    month: i8,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a month: write it as 2026-10")]
pub struct NotAMonth(pub String);

pub const NAMES: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl Month {
    pub fn new(year: i16, month: i8) -> Result<Month, NotAMonth> {
        if (1..=9999).contains(&year) && (1..=12).contains(&month) {
            Ok(Month { year, month })
        } else {
            Err(NotAMonth(format!("{year}-{month}")))
        }
    }

    pub fn of(date: Date) -> Month {
        Month { year: date.year().max(1), month: date.month() }
    }

    /// `2026-10`.
    pub fn parse(text: &str) -> Result<Month, NotAMonth> {
        let refuse = || NotAMonth(text.to_owned());
        let (year, month) = text.trim().split_once('-').ok_or_else(refuse)?;
        Month::new(year.parse().map_err(|_| refuse())?, month.parse().map_err(|_| refuse())?).map_err(|_| refuse())
    }

    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }

    pub fn first_day(self) -> Date {
        jiff::civil::date(self.year, self.month, 1)
    }

    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// `count` months later (earlier where negative), held within years 1 to 9999.
    pub fn plus(self, count: i32) -> Month {
        let moved = self.first_day().checked_add(count.months());
        let edge = if count < 0 { jiff::civil::date(1, 1, 1) } else { jiff::civil::date(9999, 12, 1) };
        Month::of(moved.unwrap_or(edge).max(jiff::civil::date(1, 1, 1)))
    }

    pub fn next(self) -> Month {
        self.plus(1)
    }

    /// Months from `earlier` to `self`; negative where `self` comes first.
    pub fn months_since(self, earlier: Month) -> i32 {
        (i32::from(self.year) - i32::from(earlier.year)) * 12 + i32::from(self.month) - i32::from(earlier.month)
    }

    /// `October`.
    pub fn name(self) -> &'static str {
        NAMES[usize::from(self.month.unsigned_abs()) - 1]
    }

    /// `October 2026`.
    pub fn in_words(self) -> String {
        format!("{} {}", self.name(), self.year)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl TryFrom<String> for Month {
    type Error = NotAMonth;
    fn try_from(text: String) -> Result<Month, NotAMonth> {
        Month::parse(&text)
    }
}

impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_across_years() {
        let october = Month::parse("2026-10").expect("a month");
        assert_eq!(october.plus(5).to_string(), "2027-03");
        assert_eq!(october.plus(-12).to_string(), "2025-10");
        assert_eq!(october.plus(5).months_since(october), 5);
        assert_eq!(october.last_day().to_string(), "2026-10-31");
        assert_eq!(october.in_words(), "October 2026");
    }

    #[test]
    fn what_is_not_a_month_is_refused() {
        for text in ["2026-13", "2026", "", "Oct-26", "0-1", "99999-1"] {
            assert!(Month::parse(text).is_err(), "{text}");
        }
    }
}
