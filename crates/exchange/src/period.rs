//! One text as a stretch of time, in the many forms people type. What could be two things is told as two.

use jiff::ToSpan;
use quantity::{Date, Month, Period};

use crate::marks::{self, Marks};

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

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number { value: u32, digits: usize },
    Word(String),
    Sign(char),
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

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(first) = letters.peek().copied() {
        if tokens.len() > 14 {
            return None;
        }
        if first.is_ascii_digit() {
            let mut digits = String::new();
            while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            tokens.push(Token::Number { value: digits.parse().ok()?, digits: digits.len() });
        } else if first.is_alphabetic() {
            let mut word = String::new();
            while let Some(letter) = letters.next_if(|c| c.is_alphabetic()) {
                word.extend(letter.to_lowercase());
            }
            let ordinal = matches!(word.as_str(), "st" | "nd" | "rd" | "th") && matches!(tokens.last(), Some(Token::Number { .. }));
            if !ordinal {
                tokens.push(Token::Word(word));
            }
        } else {
            letters.next();
            match first {
                c if c.is_whitespace() => {}
                '_' | '–' | '—' | '−' => tokens.push(Token::Sign('-')),
                '\'' | '’' | ',' | '(' | ')' | '[' | ']' | ':' => {}
                '/' | '-' | '.' => tokens.push(Token::Sign(first)),
                _ => return None,
            }
        }
    }
    // `Apr.` and `24.` end in a stop that says nothing.
    while matches!(tokens.last(), Some(Token::Sign('.'))) {
        tokens.pop();
    }
    Some(tokens)
}

fn month_of(word: &str) -> Option<i8> {
    (word.len() >= 3).then_some(())?;
    let at = quantity::month::NAMES.iter().position(|name| {
        let name = name.to_ascii_lowercase();
        name == word || (word.len() <= 4 && name.starts_with(word))
    })?;
    i8::try_from(at + 1).ok()
}

/// Four figures as they are; two as the nearest century that makes sense for public services.
fn year(value: u32, digits: usize) -> Option<i16> {
    match digits {
        4 if (1900..=2200).contains(&value) => i16::try_from(value).ok(),
        2 => i16::try_from(if value < 70 { 2000 + value } else { 1900 + value }).ok(),
        _ => None,
    }
}

/// The second year of a pair: `25` after 2024, or 2025.
fn follows(first: i16, value: u32, digits: usize) -> Option<i16> {
    match digits {
        2 => {
            let century = first - first.rem_euclid(100);
            let same = century + i16::try_from(value).ok()?;
            Some(if same < first { same + 100 } else { same })
        }
        4 => year(value, 4),
        _ => None,
    }
}

fn in_financial_year(start: i16, month: i8) -> Option<Period> {
    Period::month(if month >= 4 { start } else { start.checked_add(1)? }, month)
}

struct Parts<'a> {
    numbers: Vec<(u32, usize)>,
    months: Vec<i8>,
    words: Vec<&'a str>,
    signs: Vec<char>,
}

const NOISE: [&str; 22] = [
    "year",
    "years",
    "to",
    "of",
    "the",
    "for",
    "and",
    "in",
    "as",
    "at",
    "end",
    "ended",
    "ending",
    "period",
    "from",
    "financial",
    "calendar",
    "month",
    "actual",
    "actuals",
    "data",
    "date",
];

fn shapes(tokens: &[Token], told: YearTold, out: &mut Vec<Candidate>) {
    let mut parts = Parts { numbers: Vec::new(), months: Vec::new(), words: Vec::new(), signs: Vec::new() };
    let (mut quarter, mut month_number, mut week, mut year_end) = (None, None, false, false);
    let mut skip = false;
    for (at, token) in tokens.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        let number_after = || match tokens.get(at + 1) {
            Some(Token::Number { value, digits }) if *digits <= 2 => Some(*value),
            _ => None,
        };
        match token {
            Token::Number { value, digits } => parts.numbers.push((*value, *digits)),
            Token::Sign(sign) => parts.signs.push(*sign),
            Token::Word(word) => match word.as_str() {
                "q" | "qtr" | "quarter" if quarter.is_none() => {
                    let named = number_after().filter(|n| (1..=4).contains(n));
                    let before = || match at.checked_sub(1).and_then(|before| tokens.get(before)) {
                        Some(Token::Number { value, digits: 1 }) if (1..=4).contains(value) => Some(*value),
                        _ => None,
                    };
                    match (named, before()) {
                        (Some(n), _) => (quarter, skip) = (Some(n), true),
                        (None, Some(n)) => {
                            quarter = Some(n);
                            parts.numbers.pop();
                        }
                        (None, None) => return,
                    }
                }
                "m" | "month" | "mth" | "mnth" | "p" | "period"
                    if number_after().is_some_and(|n| (1..=12).contains(&n)) && month_number.is_none() =>
                {
                    (month_number, skip) = (number_after(), true);
                }
                "w" | "wk" | "week" | "we" | "wc" | "beginning" | "commencing" | "e" | "c" | "b" | "wb" => week |= word.starts_with('w'),
                "fy" | "fye" | "ye" => year_end = true,
                "t" | "z" => parts.words.push(word),
                _ => match month_of(word) {
                    Some(month) => parts.months.push(month),
                    None if NOISE.contains(&word.as_str()) => parts.words.push(word),
                    None => return,
                },
            },
        }
    }
    if let Some(quarter) = quarter {
        return quarters(&parts, i8::try_from(quarter).unwrap_or(1), told, out);
    }
    if let Some(number) = month_number {
        return month_numbers(&parts, i8::try_from(number).unwrap_or(1), told, out);
    }
    if parts.months.is_empty() {
        numbers_only(&parts, tokens, year_end, out)
    } else {
        month_words(&parts, tokens, told, year_end, out)
    }
    if week {
        let weeks = out.iter().filter_map(|c| match c.period {
            Period::Day(date) => Period::week_of(date)
                .map(|period| Candidate { form: if c.form == Form::MonthFirst { Form::MonthFirst } else { Form::Week }, period }),
            _ => None,
        });
        *out = weeks.collect();
    }
}

fn push(out: &mut Vec<Candidate>, form: Form, period: Option<Period>) {
    if let Some(period) = period {
        out.push(Candidate { form, period });
    }
}

fn quarters(parts: &Parts<'_>, quarter: i8, told: YearTold, out: &mut Vec<Candidate>) {
    if !parts.months.is_empty() {
        return;
    }
    match parts.numbers.as_slice() {
        [] => match told {
            YearTold { financial: Some(start), .. } => push(out, Form::FinancialQuarter, Period::financial_quarter(start, quarter)),
            YearTold { calendar: Some(year), .. } => push(out, Form::Quarter, Period::quarter(year, quarter)),
            _ => {}
        },
        [(value, digits)] => {
            if let Some(year) = year(*value, *digits) {
                push(out, Form::Quarter, Period::quarter(year, quarter));
            } else if *digits == 6
                && let Some(start) = financial_run(*value)
            {
                push(out, Form::FinancialQuarter, Period::financial_quarter(start, quarter));
            }
        }
        [(first, digits), (second, digits_too)] => {
            if let Some(start) = year(*first, *digits)
                && follows(start, *second, *digits_too) == start.checked_add(1)
            {
                push(out, Form::FinancialQuarter, Period::financial_quarter(start, quarter));
            }
        }
        _ => {}
    }
}

fn month_numbers(parts: &Parts<'_>, number: i8, told: YearTold, out: &mut Vec<Candidate>) {
    if !parts.months.is_empty() {
        return;
    }
    let start = match parts.numbers.as_slice() {
        [] => told.financial,
        [(first, digits), (second, digits_too)] => {
            year(*first, *digits).filter(|start| follows(*start, *second, *digits_too) == start.checked_add(1))
        }
        _ => None,
    };
    // Month 1 of a financial year is April.
    push(out, Form::MonthNumber, start.and_then(|start| in_financial_year(start, (number + 2) % 12 + 1)));
    if start.is_none() && parts.numbers.is_empty() {
        push(out, Form::MonthNumber, told.calendar.and_then(|year| Period::month(year, number)));
    }
}

fn month_words(parts: &Parts<'_>, tokens: &[Token], told: YearTold, year_end: bool, out: &mut Vec<Candidate>) {
    let ends_year = year_end || (parts.words.contains(&"year") && parts.words.iter().any(|w| w.starts_with("end") || *w == "to"));
    match (parts.months.as_slice(), parts.numbers.as_slice()) {
        ([month], numbers) if ends_year => {
            let last = numbers.last().and_then(|(value, digits)| year(*value, *digits));
            match (month, last) {
                (3, Some(last)) => push(out, Form::YearEnd, last.checked_sub(1).map(Period::FinancialYear)),
                (12, Some(last)) => push(out, Form::YearEnd, Some(Period::CalendarYear(last))),
                _ => {}
            }
        }
        ([month], []) => match told {
            YearTold { financial: Some(start), .. } => push(out, Form::MonthWord, in_financial_year(start, *month)),
            YearTold { calendar: Some(year), .. } => push(out, Form::MonthWord, Period::month(year, *month)),
            _ => {}
        },
        ([month], [(value, digits)]) => {
            let first_token_is_number = matches!(tokens.first(), Some(Token::Number { .. }));
            let form = if first_token_is_number && *digits == 2 { Form::WordYearFirst } else { Form::MonthWord };
            push(out, form, year(*value, *digits).and_then(|year| Period::month(year, *month)));
        }
        ([month], [(first, digits), (second, digits_too)]) => {
            let pair = year(*first, *digits).filter(|start| follows(*start, *second, *digits_too) == start.checked_add(1));
            let day_first = day(*second, *digits_too, *month, *first);
            match (pair, day_first) {
                // `1 April 2026` has a day that no year is written as; `12 Apr 13` could be either, and is a day.
                (Some(start), _) if *digits == 4 || matches!(tokens.first(), Some(Token::Word(_))) => {
                    push(out, Form::MonthWord, in_financial_year(start, *month))
                }
                (_, Some(date)) => push(out, Form::WordDay, Some(Period::Day(date))),
                _ => push(out, Form::WordDay, day(*first, *digits, *month, *second).map(Period::Day)),
            }
        }
        ([from, to], [(value, digits)]) => {
            if let Some(last) = year(*value, *digits) {
                match (from, to) {
                    (1, 12) => push(out, Form::Year, Some(Period::CalendarYear(last))),
                    _ if (to - from) == 2 && from % 3 == 1 => {
                        push(out, Form::QuarterWord, Month::new(last, *from).ok().map(Period::Quarter))
                    }
                    _ => {}
                }
            }
        }
        ([from, to], [(first, digits), (second, digits_too)]) => {
            if let (Some(begins), Some(ends)) = (year(*first, *digits), year(*second, *digits_too)) {
                match (from, to, i32::from(ends) - i32::from(begins)) {
                    (4, 3, 1) => push(out, Form::FinancialYear, Some(Period::FinancialYear(begins))),
                    (1, 12, 0) => push(out, Form::Year, Some(Period::CalendarYear(begins))),
                    (_, _, 0) if to - from == 2 && from % 3 == 1 => {
                        push(out, Form::QuarterWord, Month::new(begins, *from).ok().map(Period::Quarter))
                    }
                    (1, 12, 2..=9) => push(out, Form::ManyYears, Some(Period::CalendarYear(ends))),
                    (4, 3, 2..=9) => push(out, Form::ManyYears, ends.checked_sub(1).map(Period::FinancialYear)),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn day(year_value: u32, digits: usize, month: i8, day: u32) -> Option<Date> {
    Date::new(year(year_value, digits)?, month, i8::try_from(day).ok()?).ok()
}

/// 202425 as 2024.
fn financial_run(value: u32) -> Option<i16> {
    let (first, second) = (value / 100, value % 100);
    year(first, 4).filter(|start| u32::from(start.unsigned_abs() % 100 + 1) % 100 == second)
}

fn numbers_only(parts: &Parts<'_>, tokens: &[Token], year_end: bool, out: &mut Vec<Candidate>) {
    let month = |value: u32| i8::try_from(value).ok().filter(|m| (1..=12).contains(m));
    match parts.numbers.as_slice() {
        [(value, 4)] if year_end => {
            push(out, Form::YearEnd, i16::try_from(*value).ok().and_then(|y| y.checked_sub(1)).map(Period::FinancialYear))
        }
        [(value, 2)] if year_end => push(out, Form::YearEnd, year(*value, 2).and_then(|y| y.checked_sub(1)).map(Period::FinancialYear)),
        [(value, 4)] => push(out, Form::Year, year(*value, 4).map(Period::CalendarYear)),
        [(value, 6)] => {
            push(
                out,
                Form::YearMonthRun,
                year(value / 100, 4).zip(month(value % 100)).and_then(|(year, month)| Period::month(year, month)),
            );
            push(out, Form::FinancialYearRun, financial_run(*value).map(Period::FinancialYear));
        }
        [(value, 8)] => {
            let date = month(value / 100 % 100).and_then(|month| day(value / 10_000, 4, month, value % 100));
            push(out, Form::DayRun, date.map(Period::Day));
        }
        [(first, 4), (second, 2)] => {
            let start = year(*first, 4);
            push(out, Form::YearMonth, start.zip(month(*second)).and_then(|(year, month)| Period::month(year, month)));
            match start.and_then(|start| follows(start, *second, 2).map(|last| (start, last))) {
                Some((start, last)) if start.checked_add(1) == Some(last) => {
                    push(out, Form::FinancialYear, Some(Period::FinancialYear(start)))
                }
                Some((start, last)) if (2..=9).contains(&(last - start)) => push(out, Form::ManyYears, Some(Period::CalendarYear(last))),
                _ => {}
            }
            // `2011-12` with a slash is a year of account; with a dash it may be December.
            if parts.signs == ['/'] && out.iter().any(|c| c.form == Form::FinancialYear) {
                out.reverse();
            }
        }
        [(first, 2 | 1), (second, 4)] => {
            push(out, Form::MonthYear, month(*first).zip(year(*second, 4)).and_then(|(month, year)| Period::month(year, month)))
        }
        [(first, 4), (second, 4)] => {
            if let (Some(start), Some(last)) = (year(*first, 4), year(*second, 4)) {
                match last - start {
                    1 => push(out, Form::FinancialYear, Some(Period::FinancialYear(start))),
                    2..=9 => push(out, Form::ManyYears, Some(Period::CalendarYear(last))),
                    _ => {}
                }
            }
        }
        [(first, 4), (second, 1)] => {
            push(out, Form::YearMonth, year(*first, 4).zip(month(*second)).and_then(|(year, month)| Period::month(year, month)))
        }
        [(first, 2), (second, 2)] => {
            let start = year(*first, 2);
            push(
                out,
                Form::FinancialYear,
                start.filter(|start| follows(*start, *second, 2) == start.checked_add(1)).map(Period::FinancialYear),
            );
            if year_end || parts.words.is_empty() {
                push(out, Form::MonthYear, month(*first).zip(year(*second, 2)).and_then(|(month, year)| Period::month(year, month)));
            }
        }
        // With a time behind: 2026-04-01T00:00:00, 01/04/2026 00:00.
        [a, b, c, rest @ ..] if rest.iter().all(|(value, digits)| *digits <= 3 && *value < 1000) && rest.len() <= 4 => {
            let signs = tokens
                .iter()
                .filter_map(|token| if let Token::Sign(sign) = token { Some(*sign) } else { None })
                .take(2)
                .collect::<Vec<_>>();
            if signs.len() == 2 && signs[0] == signs[1] {
                day_of_three(*a, *b, *c, out);
            }
        }
        _ => {}
    }
}

fn day_of_three(a: (u32, usize), b: (u32, usize), c: (u32, usize), out: &mut Vec<Candidate>) {
    let month = |value: u32| i8::try_from(value).ok().filter(|m| (1..=12).contains(m));
    if a.1 == 4 && b.1 <= 2 && c.1 <= 2 {
        push(out, Form::IsoDay, month(b.0).and_then(|month| day(a.0, 4, month, c.0)).map(Period::Day));
    } else if a.1 <= 2 && b.1 <= 2 && (c.1 == 4 || c.1 == 2) {
        push(out, Form::DayFirst, month(b.0).and_then(|month| day(c.0, c.1, month, a.0)).map(Period::Day));
        push(out, Form::MonthFirst, month(a.0).and_then(|month| day(c.0, c.1, month, b.0)).map(Period::Day));
    }
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
