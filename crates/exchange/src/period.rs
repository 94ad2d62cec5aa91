//! One text as a stretch of time, in the many forms people type. What could be two things is told as two.

mod shape;
mod token;

use jiff::ToSpan;
use quantity::{Date, Month, Period};

use crate::marks::{self, Marks};
use shape::shapes;
use token::tokens;

/// How it was written. A column is read in one way (see `calendar`), so the way is kept beside each reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// 2026-04-01, also with a time behind it.
    IsoDay,
    /// 20260401
    DayRun,
    /// 01/04/2026
    DayFirst,
    /// 04/01/2026
    MonthFirst,
    /// 1 April 2026
    WordDay,
    /// w/e 05/04/2026
    Week,
    /// Apr-26, April 2026, and `Apr` under a year
    MonthWord,
    /// 24-Apr, which may also be a day
    WordYearFirst,
    /// 04/2026
    MonthYear,
    /// 2026-04
    YearMonth,
    /// 202604
    YearMonthRun,
    /// 2026 Q2
    Quarter,
    /// Q2 2026/27
    FinancialQuarter,
    /// April to June 2026
    QuarterWord,
    /// Month 7 of a financial year
    MonthNumber,
    Year,
    /// 2026/27
    FinancialYear,
    /// 202627
    FinancialYearRun,
    /// FY27
    YearEnd,
    /// 2026-04-01/P1Y
    Interval,
    /// 2015 - 17: several years together, kept under the last
    ManyYears,
    /// A year that begins in another month than January or April, kept under the calendar year in which it begins
    OddYear,
    /// 46113, a spreadsheet's number of a day
    Serial,
}

/// One way to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub form: Form,
    pub period: Period,
}

/// Every way to read it, the likeliest first (day before month, as the British write).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    pub candidates: Vec<Candidate>,
    pub marks: Marks,
}

/// The year told elsewhere (a title, a sheet's name, a heading above), for `Month 7`, `Q1` and `Apr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct YearTold {
    /// Financial year by its first calendar year.
    pub financial: Option<i16>,
    pub calendar: Option<i16>,
}

impl YearTold {
    pub fn of(period: Period) -> YearTold {
        match period {
            Period::FinancialYear(year) => YearTold { financial: Some(year), calendar: None },
            Period::CalendarYear(year) => YearTold { financial: None, calendar: Some(year) },
            _ => YearTold::default(),
        }
    }
}

/// Reads one text; `None` where it is no period in any form known here.
pub fn read(text: &str, told: YearTold) -> Option<Stamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    let (rest, marks) = marks::strip(text);
    let mut candidates = Vec::new();
    if let Some(found) = interval(rest) {
        candidates.push(found);
    } else {
        let tokens = tokens(rest)?;
        shapes(&tokens, told, &mut candidates);
    }
    candidates.retain(|c| (1900..=2200).contains(&c.period.first_day().year()));
    candidates.dedup();
    (!candidates.is_empty()).then_some(Stamp { candidates, marks })
}

/// A spreadsheet's number of a day, 1 January 1900 being 1 (and 1900 taken for a leap year, as spreadsheets do).
pub fn of_serial(serial: f64) -> Option<Date> {
    if !(61.0..=110_000.0).contains(&serial) {
        return None;
    }
    jiff::civil::date(1899, 12, 30).checked_add((serial.trunc() as i64).days()).ok()
}

/// `2026-04-01/P1Y`, `2026-04-01/2027-03-31`, also with times: the intervals of published tables.
fn interval(text: &str) -> Option<Candidate> {
    let (start, length) = text.split_once('/')?;
    let date = |text: &str| text.split_once('T').map_or(text, |(date, _)| date).parse::<Date>().ok();
    (start.len() >= 10).then_some(())?;
    let start = date(start)?;
    let months = if let Some(code) = length.strip_prefix('P') {
        let (count, unit) = code.split_at_checked(code.len().checked_sub(1)?)?;
        let count: i32 = count.parse().ok().filter(|count| (1..=120).contains(count))?;
        match unit {
            "Y" => count * 12,
            "M" => count,
            "D" if count == 1 => return Some(Candidate { form: Form::Interval, period: Period::Day(start) }),
            "D" if count == 7 => return Some(Candidate { form: Form::Interval, period: Period::week_of(start)? }),
            "W" if count == 1 => return Some(Candidate { form: Form::Interval, period: Period::week_of(start)? }),
            _ => return None,
        }
    } else {
        let end = date(length)?;
        let end = if end.day() == 1 { end } else { end.checked_add(1.day()).ok()? };
        (start.day() == 1 && end.day() == 1 && end > start).then_some(())?;
        Month::of(end).months_since(Month::of(start))
    };
    let first = Month::of(start);
    let (form, period) = match (months, first.month()) {
        (1, _) => (Form::Interval, Period::Month(first)),
        (3, 1 | 4 | 7 | 10) => (Form::Interval, Period::Quarter(first)),
        (12, 4) => (Form::Interval, Period::FinancialYear(first.year())),
        (12, 1) => (Form::Interval, Period::CalendarYear(first.year())),
        (12, _) => (Form::OddYear, Period::CalendarYear(first.year())),
        (24..=120, 4) if months % 12 == 0 => (Form::ManyYears, Period::FinancialYear(first.plus(months - 12).year())),
        (24..=120, _) if months % 12 == 0 => (Form::ManyYears, Period::CalendarYear(first.plus(months - 12).year())),
        _ => return None,
    };
    Some(Candidate { form, period })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<String> {
        read(text, YearTold::default()).and_then(|stamp| stamp.candidates.first().map(|c| c.period.to_string()))
    }

    #[test]
    fn the_forms_people_type_are_read() {
        for (text, expected) in [
            ("2024-25 Q3", "2024-Q4"),
            ("Q3 2024/25", "2024-Q4"),
            ("Q4 2024-25", "2025-Q1"),
            ("2024/2025 Quarter 1", "2024-Q2"),
            ("3rd quarter 2024/25", "2024-Q4"),
            ("2024 Q3", "2024-Q3"),
            ("2024Q3", "2024-Q3"),
            ("Apr-24", "2024-04"),
            ("April 2024", "2024-04"),
            ("Sept 2024", "2024-09"),
            ("Apr '24", "2024-04"),
            ("2024 Apr", "2024-04"),
            ("Apr 2024/25", "2024-04"),
            ("Feb 2024/25", "2025-02"),
            ("01/04/2024", "2024-04-01"),
            ("1.4.24", "2024-04-01"),
            ("31-03-2024", "2024-03-31"),
            ("2024-04", "2024-04"),
            ("2024/04", "2024-04"),
            ("04/2024", "2024-04"),
            ("202404", "2024-04"),
            ("20240401", "2024-04-01"),
            ("2024-04-01", "2024-04-01"),
            ("2024-04-01T00:00:00", "2024-04-01"),
            ("01/04/2024 00:00", "2024-04-01"),
            ("1st April 2024", "2024-04-01"),
            ("01-Apr-2024", "2024-04-01"),
            ("FY2024/25", "2024/25"),
            ("FY25", "2024/25"),
            ("2024/25", "2024/25"),
            ("2024-25", "2024/25"),
            ("24/25", "2024/25"),
            ("2024-2025", "2024/25"),
            ("1999/00", "1999/00"),
            ("w/e 07/04/2024", "2024-W14"),
            ("Week ending 7 April 2024", "2024-W14"),
            ("w/c 01/04/2024", "2024-W14"),
            ("2021-04-01/P1Y", "2021/22"),
            ("2021-01-01/P1Y", "2021"),
            ("2021-04-01/P1M", "2021-04"),
            ("2021-07-01/P3M", "2021-Q3"),
            ("2021-04-01T00:00:00/P1Y", "2021/22"),
            ("2015 - 17", "2017"),
            ("2011-01-01/P3Y", "2013"),
            ("April to June 2024", "2024-Q2"),
            ("Apr-Jun 2024", "2024-Q2"),
            ("Apr 2024 to Mar 2025", "2024/25"),
            ("year ending March 2025", "2024/25"),
            ("2024", "2024"),
            ("Month 7 2024/25", "2024-10"),
            ("2024/25 M12", "2025-03"),
            ("Oct 2026 (provisional)", "2026-10"),
        ] {
            assert_eq!(first(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_period_is_left_alone() {
        for text in [
            "",
            "12",
            "3.5",
            "RF4",
            "Darlington",
            "Marchmont",
            "Q5 2024",
            "31/02/2024",
            "2024/27x",
            "month",
            "may be",
            "10%",
            "85",
            "E07",
            "1",
            "99999999",
            "Q",
            "5 a day",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn two_readings_are_told_as_two() {
        let forms = |text: &str| {
            read(text, YearTold::default()).map(|s| s.candidates.iter().map(|c| c.form).collect::<Vec<_>>()).unwrap_or_default()
        };
        assert_eq!(forms("04/05/2024"), [Form::DayFirst, Form::MonthFirst]);
        assert_eq!(forms("2011-12"), [Form::YearMonth, Form::FinancialYear]);
        assert_eq!(forms("201112"), [Form::YearMonthRun, Form::FinancialYearRun]);
        assert_eq!(forms("13/05/2024"), [Form::DayFirst]);
    }

    #[test]
    fn a_month_alone_takes_the_year_told_above() {
        let told = YearTold { financial: Some(2024), calendar: None };
        let first = |text: &str| read(text, told).and_then(|s| s.candidates.first().map(|c| c.period.to_string()));
        assert_eq!(first("Month 7").as_deref(), Some("2024-10"));
        assert_eq!(first("Mar").as_deref(), Some("2025-03"));
        assert_eq!(first("Q1").as_deref(), Some("2024-Q2"));
        assert_eq!(first("P12").as_deref(), Some("2025-03"));
    }

    #[test]
    fn serials_are_days_since_1899() {
        assert_eq!(of_serial(45_383.0).map(|d| d.to_string()).as_deref(), Some("2024-04-01"));
        assert_eq!(of_serial(12.0), None);
    }
}
