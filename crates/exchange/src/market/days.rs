//! Days as files write them. Which of day and month stands first is told by the file: by a column's own cells, all together.

use quantity::Date;

/// What stands first where a day is written in three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    DayFirst,
    MonthFirst,
}

/// A day as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Day(Date),
    /// It could only be read the other way about.
    OtherWay(Date),
    /// A month or a year: its first day.
    Longer(Date),
}

impl Told {
    pub fn date(self) -> Date {
        match self {
            Told::Day(date) | Told::OtherWay(date) | Told::Longer(date) => date,
        }
    }
}

/// None where the text is no day.
pub fn day(text: &str, order: Order) -> Option<Told> {
    let text = text.trim();
    if let Some(date) = iso(text.as_bytes()) {
        return Some(Told::Day(date));
    }
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    let text = without_time(text);
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            named(day, month, year).or_else(|| of(number(year)?, number(month)?, number(day)?)).map(Told::Day)
        }
        [first, second, year] => {
            let year_of = year_of(year)?;
            if let Some(date) = named(first, second, year).or_else(|| named(second, first, year)) {
                return Some(Told::Day(date));
            }
            let (first, second) = (number(first)?, number(second)?);
            let (day, month) = if order == Order::DayFirst { (first, second) } else { (second, first) };
            of(year_of, month, day).map(Told::Day).or_else(|| of(year_of, day, month).map(Told::OtherWay))
        }
        [compact] if compact.len() == 8 && compact.bytes().all(|byte| byte.is_ascii_digit()) => {
            of(number(compact.get(..4)?)?, number(compact.get(4..6)?)?, number(compact.get(6..)?)?).map(Told::Day)
        }
        // A spreadsheet's number of a day.
        [serial] if serial.len() == 5 => crate::period::of_serial(f64::from(number(serial)?)).map(Told::Day),
        // `202208`
        [month] if month.len() == 6 && month.starts_with("20") => {
            of(number(month.get(..4)?)?, number(month.get(4..)?)?, 1).map(Told::Longer)
        }
        _ => {
            let stamp = crate::period::read(text, crate::period::YearTold::default())?;
            let [only] = stamp.candidates.as_slice() else { return None };
            Some(match only.period {
                quantity::Period::Day(date) => Told::Day(date),
                period => Told::Longer(period.first_day()),
            })
        }
    }
}

/// `2024-03-31`, with or without a time behind it.
fn iso(bytes: &[u8]) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = bytes else { return None };
    if !matches!(rest.first(), None | Some(b'T' | b' ' | b'Z' | b'+')) {
        return None;
    }
    let value = |digits: &[&u8]| -> Option<i16> {
        digits.iter().try_fold(0i16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(**digit - b'0')))
    };
    let (year, month, day) = (value(&[y1, y2, y3, y4])?, value(&[m1, m2])?, value(&[d1, d2])?);
    Date::new(year, month as i8, day as i8).ok()
}

fn without_time(text: &str) -> &str {
    let time = |rest: &str| {
        rest.contains(':')
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b' ' | b'A' | b'M' | b'P' | b'a' | b'm' | b'p' | b'Z'))
    };
    match text.split_once([' ', 'T']) {
        Some((before, rest)) if time(rest) => before,
        _ => text,
    }
}

fn number(text: &str) -> Option<i32> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let ordinal = text.len() - digits.len();
    (ordinal == 0 || ordinal == 2).then_some(())?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// Two digits are of this century up to 69.
fn year_of(text: &str) -> Option<i32> {
    let year = number(text)?;
    match text.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

fn of(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn named(day: &str, month: &str, year: &str) -> Option<Date> {
    let start = month.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|name| *name == start)?;
    month.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(())?;
    of(year_of(year)?, at as i32 + 1, number(day)?)
}

/// What a column's cells say of the order together, and whether any of them could be read in two ways while none tells.
pub fn order<'a>(cells: impl Iterator<Item = &'a str>) -> (Order, bool) {
    let (mut day_first, mut month_first, mut either) = (0u32, 0u32, 0u32);
    for cell in cells {
        let text = without_time(cell.trim());
        let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
        let [first, second, year] = parts.as_slice() else { continue };
        if first.len() > 2 || year_of(year).is_none() {
            continue;
        }
        match (number(first), number(second)) {
            (Some(13..=31), Some(1..=12)) => day_first += 1,
            (Some(1..=12), Some(13..=31)) => month_first += 1,
            (Some(first @ 1..=12), Some(second @ 1..=12)) if first != second => either += 1,
            _ => {}
        }
    }
    let order = if month_first > day_first { Order::MonthFirst } else { Order::DayFirst };
    (order, either > 0 && day_first == month_first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_they_are_written() {
        for text in [
            "2022-08-02",
            "2022-08-02T00:00:00Z",
            "2022-08-02 09:30",
            "02/08/2022",
            "2/8/22",
            "02-Aug-22",
            "2 August 2022",
            "2nd Aug 2022",
            "Aug 2, 2022",
            "20220802",
            "2022/08/02",
            "02.08.2022",
            "02/08/2022 00:00:00",
            "44775",
        ] {
            assert_eq!(day(text, Order::DayFirst), Some(Told::Day(date(2022, 8, 2))), "{text}");
        }
        assert_eq!(day("08/02/2022", Order::MonthFirst), Some(Told::Day(date(2022, 8, 2))));
        assert_eq!(day("08/25/2022", Order::DayFirst), Some(Told::OtherWay(date(2022, 8, 25))));
        assert_eq!(day("202208", Order::DayFirst), Some(Told::Longer(date(2022, 8, 1))));
        assert_eq!(day("Aug-22", Order::DayFirst), Some(Told::Longer(date(2022, 8, 1))));
        for text in ["", "TBC", "31/02/2022", "ongoing", "12", "99/99/9999", "2535986"] {
            assert_eq!(day(text, Order::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn the_file_tells_which_stands_first() {
        assert_eq!(order(["03/04/2022", "25/04/2022"].into_iter()), (Order::DayFirst, false));
        assert_eq!(order(["03/04/2022", "04/25/2022"].into_iter()), (Order::MonthFirst, false));
        assert_eq!(order(["03/04/2022", "05/06/2022"].into_iter()), (Order::DayFirst, true));
        assert_eq!(order(["2022-04-03"].into_iter()), (Order::DayFirst, false));
    }
}
