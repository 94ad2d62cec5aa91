//! What numbers, words and signs say together: a quarter, a month of an account, a day.

use quantity::{Month, Period};

use super::token::{Token, day, financial_run, follows, in_financial_year, month_of, year};
use super::{Candidate, Form, YearTold};

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

pub(super) fn shapes(tokens: &[Token], told: YearTold, out: &mut Vec<Candidate>) {
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
