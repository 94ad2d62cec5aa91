//! The stretch of time a figure is of.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate};
use serde::{Deserialize, Serialize};

use crate::Month;

/// How often a measure is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Cadence {
    /// The fewest periods and days a test period must cover (methods, section 8.2, C1).
    pub fn word(self) -> &'static str {
        match self {
            Cadence::Day => "day",
            Cadence::Week => "week",
            Cadence::Month => "month",
            Cadence::Quarter => "quarter",
            Cadence::Year => "year",
        }
    }
}

/// A day, a week (Monday to Sunday), a calendar month, a quarter or a year of either kind, ordered by its first day.
///
/// Written as `2026-10-31`, `2026-W44`, `2026-10`, `2026-Q4` (calendar), `2026/27-Q3` (financial, from April),
/// `2026` and `2026/27`; `parse` reads just these. The many forms people type are the readers' work (`exchange`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    Day(Date),
    /// By its Monday.
    Week(Date),
    Month(Month),
    /// Calendar quarter 1 to 4 by its first month (January, April, July, October).
    Quarter(Month),
    CalendarYear(i16),
    /// 2026 is 1 April 2026 to 31 March 2027.
    FinancialYear(i16),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a period: write 2026-10, 2026-Q4, 2026-W44, 2026/27 or 2026-10-31")]
pub struct NotAPeriod(pub String);

impl Period {
    pub fn month(year: i16, month: i8) -> Option<Period> {
        Month::new(year, month).ok().map(Period::Month)
    }

    /// Calendar quarter 1 to 4 of a year.
    pub fn quarter(year: i16, quarter: i8) -> Option<Period> {
        (1..=4).contains(&quarter).then_some(())?;
        Month::new(year, quarter * 3 - 2).ok().map(Period::Quarter)
    }

    /// Quarter 1 (April to June) to 4 of the financial year that begins in `year`.
    pub fn financial_quarter(year: i16, quarter: i8) -> Option<Period> {
        (1..=4).contains(&quarter).then_some(())?;
        Month::new(year, 4).ok().map(|april| Period::Quarter(april.plus(i32::from(quarter - 1) * 3)))
    }

    /// The week that holds `date`.
    pub fn week_of(date: Date) -> Option<Period> {
        let back = i32::from(date.weekday().to_monday_zero_offset());
        date.checked_sub(back.days()).ok().map(Period::Week)
    }

    pub fn cadence(self) -> Cadence {
        match self {
            Period::Day(_) => Cadence::Day,
            Period::Week(_) => Cadence::Week,
            Period::Month(_) => Cadence::Month,
            Period::Quarter(_) => Cadence::Quarter,
            Period::CalendarYear(_) | Period::FinancialYear(_) => Cadence::Year,
        }
    }

    pub fn first_day(self) -> Date {
        match self {
            Period::Day(date) | Period::Week(date) => date,
            Period::Month(month) | Period::Quarter(month) => month.first_day(),
            Period::CalendarYear(year) => jiff::civil::date(year, 1, 1),
            Period::FinancialYear(year) => jiff::civil::date(year, 4, 1),
        }
    }

    pub fn last_day(self) -> Date {
        match self {
            Period::Day(date) => date,
            Period::Week(monday) => monday.saturating_add(6.days()),
            Period::Month(month) => month.last_day(),
            Period::Quarter(month) => month.plus(2).last_day(),
            Period::CalendarYear(year) => jiff::civil::date(year, 12, 31),
            Period::FinancialYear(year) => jiff::civil::date(year, 3, 31).saturating_add(1.years()),
        }
    }

    /// The period of the same cadence that follows.
    pub fn next(self) -> Period {
        match self {
            Period::Day(date) => Period::Day(date.saturating_add(1.day())),
            Period::Week(monday) => Period::Week(monday.saturating_add(7.days())),
            Period::Month(month) => Period::Month(month.next()),
            Period::Quarter(month) => Period::Quarter(month.plus(3)),
            Period::CalendarYear(year) => Period::CalendarYear(year.saturating_add(1).min(9999)),
            Period::FinancialYear(year) => Period::FinancialYear(year.saturating_add(1).min(9998)),
        }
    }

    /// `count` periods later.
    pub fn plus(self, count: u32) -> Period {
        (0..count).fold(self, |period, _| period.next())
    }

    /// `October 2026`, `July to September 2026`, `week of 26 October 2026`, `2026/27`.
    pub fn in_words(self) -> String {
        match self {
            Period::Day(date) => in_words(date),
            Period::Week(monday) => format!("week of {}", in_words(monday)),
            Period::Month(month) => month.in_words(),
            Period::Quarter(month) => format!("{} to {}", month.name(), month.plus(2).in_words()),
            Period::CalendarYear(year) => year.to_string(),
            Period::FinancialYear(year) => financial(year),
        }
    }

    pub fn parse(text: &str) -> Result<Period, NotAPeriod> {
        read(text.trim()).ok_or_else(|| NotAPeriod(text.to_owned()))
    }
}

/// `31 October 2026`.
pub fn in_words(date: Date) -> String {
    format!("{} {}", date.day(), Month::of(date).in_words())
}

/// `Saturday 21 November 2026`.
pub fn with_weekday(date: Date) -> String {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    format!("{} {}", DAYS[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())], in_words(date))
}

fn financial(year: i16) -> String {
    format!("{year}/{:02}", (year + 1) % 100)
}

fn read(text: &str) -> Option<Period> {
    if let Some((year, rest)) = text.split_once('/') {
        let year: i16 = year.parse().ok()?;
        Month::new(year, 4).ok()?;
        let (end, quarter) = match rest.split_once("-Q") {
            Some((end, quarter)) => (end, Some(quarter.parse::<i8>().ok()?)),
            None => (rest, None),
        };
        if end.len() != 2 || end.parse::<i16>().ok()? != (year + 1) % 100 || year >= 9999 {
            return None;
        }
        return match quarter {
            Some(quarter) => Period::financial_quarter(year, quarter),
            None => Some(Period::FinancialYear(year)),
        };
    }
    if let Some((year, quarter)) = text.split_once("-Q") {
        return Period::quarter(year.parse().ok()?, quarter.parse().ok()?);
    }
    if let Some((year, week)) = text.split_once("-W") {
        let date = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, jiff::civil::Weekday::Monday).ok()?;
        return Some(Period::Week(date.date()));
    }
    match text.bytes().filter(|b| *b == b'-').count() {
        0 if text.len() == 4 => text.parse().ok().filter(|year| *year >= 1).map(Period::CalendarYear),
        1 => Month::parse(text).ok().map(Period::Month),
        2 => text.parse().ok().map(Period::Day),
        _ => None,
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Day(date) => write!(f, "{date}"),
            Period::Week(monday) => {
                let iso = monday.iso_week_date();
                write!(f, "{:04}-W{:02}", iso.year(), iso.week())
            }
            Period::Month(month) => write!(f, "{month}"),
            Period::Quarter(month) => write!(f, "{:04}-Q{}", month.year(), (month.month() + 2) / 3),
            Period::CalendarYear(year) => write!(f, "{year:04}"),
            Period::FinancialYear(year) => f.write_str(&financial(*year)),
        }
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Period) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Period) -> std::cmp::Ordering {
        (self.first_day(), self.last_day()).cmp(&(other.first_day(), other.last_day()))
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;
    fn try_from(text: String) -> Result<Period, NotAPeriod> {
        Period::parse(&text)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_written_as_it_is_read() {
        for text in ["2026-10-31", "2026-W44", "2026-10", "2026-Q4", "2026", "2026/27", "1999/00"] {
            assert_eq!(Period::parse(text).map(|p| p.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(Period::parse("2026/27-Q3").map(|p| p.to_string()), Ok("2026-Q4".to_owned()));
        assert_eq!(Period::parse("2026/27-Q4").map(|p| p.to_string()), Ok("2027-Q1".to_owned()));
    }

    #[test]
    fn what_is_not_a_period_is_refused() {
        for text in ["", "2026-Q5", "2026-W54", "2026/28", "9999/00", "10/2026", "2026-02-30", "soon"] {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_quarter_ends_three_months_on() {
        let quarter = Period::financial_quarter(2026, 2).expect("a quarter");
        assert_eq!((quarter.first_day().to_string(), quarter.last_day().to_string()), ("2026-07-01".into(), "2026-09-30".into()));
        assert_eq!(quarter.in_words(), "July to September 2026");
        assert_eq!(quarter.next().to_string(), "2026-Q4");
    }
}
