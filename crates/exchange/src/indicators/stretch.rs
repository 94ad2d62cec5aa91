//! When a figure is of: one year, several together, a quarter, a month, a day, in the forms of published tables.

use jiff::ToSpan;
use jiff::civil::date;
use quantity::{Date, Period};

use crate::marks::{self, Marks};
use crate::period::{self, YearTold};
use crate::tables::{Stretch, Text};

/// Which year a plain `2023` or `2022/23` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum YearKind {
    /// `2023` is January to December; `2022/23` is a financial year, from April.
    #[default]
    AsWritten,
    /// Financial years, also where one number is written: `2023` is the year that ends in March 2023.
    Financial,
    /// School years from September: `2023` is the one that ends in August 2023.
    Academic,
}

/// A stretch, and what the text said of the figure.
pub fn read(text: &Text, kind: YearKind) -> Option<(Stretch, Marks)> {
    let (rest, marks) = marks::strip(text);
    let stretch = |(start, end)| Stretch { start, end, text: text.clone() };
    if let Some(found) = days(rest, kind) {
        return Some((stretch(found), marks));
    }
    // `2016-17 (OT)`, `2018 (Rev)`: a remark of the publisher's own, which stays in the text as it is shown.
    let (before, remark) = rest.strip_suffix(')')?.rsplit_once('(')?;
    let revised = marks.revised || remark.trim().eq_ignore_ascii_case("rev");
    Some((stretch(days(before.trim(), kind)?), Marks { revised, ..marks }))
}

/// The stretch of a period that a person named.
pub fn of_period(period: Period) -> Stretch {
    Stretch { start: period.first_day(), end: period.last_day(), text: period.in_words().into() }
}

fn days(text: &str, kind: YearKind) -> Option<(Date, Date)> {
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    if let Some(found) = interval(text) {
        return Some(found);
    }
    if let Some((first, last)) = years_together(text) {
        return match (first, last) {
            (Year::Plain(first), Year::Plain(last)) => match kind {
                // `2012-15`, of financial years: from April 2012 to March 2015.
                YearKind::Financial => Some((april(first)?, date_before(april(last)?)?)),
                YearKind::Academic => Some((september(first)?, date_before(september(last)?)?)),
                YearKind::AsWritten => Some((first_of(first)?, date_before(first_of(last.checked_add(1)?)?)?)),
            },
            (Year::Split(first), Year::Split(last)) => Some((april(first)?, date_before(april(last.checked_add(1)?)?)?)),
            _ => None,
        };
    }
    if let Some(year) = plain_year(text) {
        return match kind {
            YearKind::AsWritten => Some((first_of(year)?, date_before(first_of(year.checked_add(1)?)?)?)),
            YearKind::Financial => Some((april(year.checked_sub(1)?)?, date_before(april(year)?)?)),
            YearKind::Academic => Some((september(year.checked_sub(1)?)?, date_before(september(year)?)?)),
        };
    }
    if let Some(year) = split_year(text) {
        let begins = if kind == YearKind::Academic { september } else { april };
        return Some((begins(year)?, date_before(begins(year.checked_add(1)?)?)?));
    }
    let stamp = period::read(text, YearTold::default())?;
    let found = stamp.candidates.first()?.period;
    Some((found.first_day(), found.last_day()))
}

enum Year {
    /// 2015
    Plain(i16),
    /// 2018/19, by its first
    Split(i16),
}

/// `2015 - 17`, `2010-14`, `2014/16`, `2018/19 - 20/21`: two or more years. One year over the turn is none of them.
fn years_together(text: &str) -> Option<(Year, Year)> {
    let text = text.replace(['–', '—'], "-");
    let parted = text
        .split_once(" - ")
        .or_else(|| text.split_once(" to "))
        .or_else(|| text.split_once('-').filter(|(first, _)| first.contains('/')));
    if let Some((first, last)) = parted {
        let (first, last) = (first.trim(), last.trim());
        if let (Some(begins), Some(ends)) = (split_year(first), split_year_within(last, first)) {
            return (ends > begins).then_some((Year::Split(begins), Year::Split(ends)));
        }
    }
    let (first, last) = text.split_once('-').or_else(|| text.split_once('/'))?;
    let first = plain_year(first.trim())?;
    let last = year_within(last.trim(), first)?;
    (last > first.checked_add(1)? && last - first <= 20 || (last == first + 1 && text.contains(" - ")))
        .then_some((Year::Plain(first), Year::Plain(last)))
}

fn plain_year(text: &str) -> Option<i16> {
    (text.len() == 4).then_some(())?;
    // A spreadsheet's `2015.0` was cut before it came here.
    text.parse().ok().filter(|year| (1850..=2150).contains(year))
}

/// `17` after 2015, `2017` after 2015.
fn year_within(text: &str, first: i16) -> Option<i16> {
    match text.len() {
        4 => plain_year(text),
        2 => {
            let short: i16 = text.parse().ok()?;
            let same_century = first - first.rem_euclid(100) + short;
            Some(if same_century < first { same_century + 100 } else { same_century })
        }
        _ => None,
    }
}

/// `2021/22`, `2021-22`, `2021/2022`: one year over the turn, by its first.
fn split_year(text: &str) -> Option<i16> {
    let (first, last) = text.split_once(['/', '-', '–'])?;
    let first = plain_year(first.trim())?;
    (year_within(last.trim(), first)? == first + 1).then_some(first)
}

/// `20/21` after `2018/19`.
fn split_year_within(text: &str, before: &str) -> Option<i16> {
    if let Some(found) = split_year(text) {
        return Some(found);
    }
    let begins = split_year(before)?;
    let (first, last) = text.split_once(['/', '-', '–'])?;
    let first = year_within(first.trim(), begins)?;
    (year_within(last.trim(), first)? == first + 1).then_some(first)
}

/// `2022-01-01/P3Y`, `2024-09-01/P1Y`, `2021-04-01/2022-03-31`.
fn interval(text: &str) -> Option<(Date, Date)> {
    let (start, length) = text.split_once('/')?;
    (start.len() >= 10).then_some(())?;
    let day = |text: &str| text.split_once('T').map_or(text, |(day, _)| day).parse::<Date>().ok();
    let start = day(start)?;
    let Some(code) = length.strip_prefix('P') else {
        return day(length).filter(|end| *end >= start).map(|end| (start, end));
    };
    let (count, unit) = code.split_at_checked(code.len().checked_sub(1)?)?;
    let count: i64 = count.parse().ok().filter(|count| (1..=1200).contains(count))?;
    let after = match unit {
        "Y" => start.checked_add(count.years()),
        "M" => start.checked_add(count.months()),
        "W" => start.checked_add(count.weeks()),
        "D" => start.checked_add(count.days()),
        _ => return None,
    };
    Some((start, date_before(after.ok()?)?))
}

fn first_of(year: i16) -> Option<Date> {
    Date::new(year, 1, 1).ok()
}

fn april(year: i16) -> Option<Date> {
    Date::new(year, 4, 1).ok()
}

fn september(year: i16) -> Option<Date> {
    Date::new(year, 9, 1).ok()
}

fn date_before(day: Date) -> Option<Date> {
    day.checked_sub(1.day()).ok().filter(|day| *day >= date(1800, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, kind: YearKind) -> Option<String> {
        read(&text.into(), kind).map(|(stretch, _)| format!("{}..{}", stretch.start, stretch.end))
    }

    #[test]
    fn stretches_of_published_tables_are_read_to_the_day() {
        for (text, expected) in [
            ("2022-01-01/P3Y", "2022-01-01..2024-12-31"),
            ("2024-09-01/P1Y", "2024-09-01..2025-08-31"),
            ("2021-04-01/P1Y", "2021-04-01..2022-03-31"),
            ("2021-04-01T00:00:00/P3M", "2021-04-01..2021-06-30"),
            ("2015 - 17", "2015-01-01..2017-12-31"),
            ("2014-16", "2014-01-01..2016-12-31"),
            ("2018/19 - 20/21", "2018-04-01..2021-03-31"),
            ("2021/22", "2021-04-01..2022-03-31"),
            ("2010-11", "2010-04-01..2011-03-31"),
            ("2010 - 11", "2010-01-01..2011-12-31"),
            ("1999/00", "1999-04-01..2000-03-31"),
            ("2023", "2023-01-01..2023-12-31"),
            ("2025 (prov)", "2025-01-01..2025-12-31"),
            ("2018 (Rev)", "2018-01-01..2018-12-31"),
            ("2016-17 (OT)", "2016-04-01..2017-03-31"),
            ("2013/14-15/16", "2013-04-01..2016-03-31"),
            ("Nov 2023", "2023-11-01..2023-11-30"),
            ("2024-06-30", "2024-06-30..2024-06-30"),
            ("2021/22 Q2", "2021-07-01..2021-09-30"),
        ] {
            assert_eq!(said(text, YearKind::AsWritten).as_deref(), Some(expected), "{text}");
        }
        for (text, kind, expected) in [
            ("2023", YearKind::Financial, "2022-04-01..2023-03-31"),
            ("2023", YearKind::Academic, "2022-09-01..2023-08-31"),
            ("2021/22", YearKind::Academic, "2021-09-01..2022-08-31"),
            ("2012-15", YearKind::Financial, "2012-04-01..2015-03-31"),
            ("2010-11", YearKind::Financial, "2010-04-01..2011-03-31"),
        ] {
            assert_eq!(said(text, kind).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "soon", "England", "2022-01-01/P0Y", "2016-14", "9999-99-99/P1Y", "12"] {
            assert_eq!(said(text, YearKind::AsWritten), None, "{text}");
        }
    }
}
