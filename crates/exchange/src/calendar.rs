//! A column (or a row of headings) of periods, read in one way throughout: which of two readings holds, and whether days
//! stand for months, quarters or years.

use std::collections::{BTreeMap, HashMap};

use quantity::period::Cadence;
use quantity::{Date, Month, Period};

use crate::marks::Marks;
use crate::period::{Candidate, Form, Stamp, YearTold, of_serial, read};
use crate::table::{Cell, plain};

/// What a text came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    pub period: Period,
    pub form: Form,
    pub marks: Marks,
}

/// Two ways to read the column that nothing in it tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undecided {
    pub taken: Form,
    pub other: Form,
}

#[derive(Debug, Clone, Default)]
pub struct Calendar {
    by_text: HashMap<String, Option<Dated>>,
    /// How many distinct texts were of each form.
    pub forms: BTreeMap<Form, u32>,
    pub undecided: Option<Undecided>,
    /// Days that stand for something longer, as what.
    pub days_as: Option<Cadence>,
    /// Days that are not the first or last of what they were read as.
    pub inside: Vec<String>,
}

/// What a cell is looked up by.
pub fn text_of(cell: &Cell) -> std::borrow::Cow<'_, str> {
    cell.shown()
}

/// Whether a bare number may be a spreadsheet's number of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serials {
    Allowed,
    Refused,
}

/// Reads distinct texts together. `prefer` is the reading a person chose where two were possible.
pub fn resolve<'a>(texts: impl Iterator<Item = &'a str>, told: YearTold, serials: Serials, prefer: Option<Form>) -> Calendar {
    let mut stamps: Vec<(String, Option<Stamp>)> = Vec::new();
    let mut seen: HashMap<&str, ()> = HashMap::new();
    for text in texts {
        if seen.insert(text, ()).is_none() {
            stamps.push((text.to_owned(), stamp_of(text, told, serials)));
        }
    }
    // Years of account and runs of years are written alike (2012-13, 2013-16) and speak for each other.
    let family = |form: Form| if form == Form::ManyYears { Form::FinancialYear } else { form };
    let mut alone: HashMap<Form, u32> = HashMap::new();
    for stamp in stamps.iter().filter_map(|(_, stamp)| stamp.as_ref()) {
        if let [only] = stamp.candidates.as_slice() {
            *alone.entry(family(only.form)).or_default() += 1;
        }
    }
    let alone = |form: Form| alone.get(&family(form)).copied().unwrap_or(0);
    let mut undecided = None;
    let mut calendar = Calendar::default();
    let mut chosen: Vec<(String, Option<(Candidate, Marks)>)> = Vec::new();
    for (text, stamp) in &stamps {
        let candidate = stamp.as_ref().and_then(|stamp| match stamp.candidates.as_slice() {
            [] => None,
            [only] => Some(*only),
            [first, second, ..] => {
                let wanted = [first, second].into_iter().find(|c| Some(c.form) == prefer);
                let (one, two) = (alone(first.form), alone(second.form));
                Some(match (wanted, one, two) {
                    (Some(wanted), ..) => *wanted,
                    (None, one, two) if two > one => *second,
                    (None, 1.., _) => *first,
                    (None, ..) => {
                        undecided.get_or_insert(Undecided { taken: first.form, other: second.form });
                        *first
                    }
                })
            }
        });
        if let Some(candidate) = candidate {
            *calendar.forms.entry(candidate.form).or_default() += 1;
        }
        chosen.push((text.clone(), candidate.map(|c| (c, stamp.as_ref().map(|s| s.marks).unwrap_or_default()))));
    }
    let periods = |form: Form| chosen.iter().flat_map(|(_, c)| c).filter(move |(c, _)| c.form == form).map(|(c, _)| c.period);
    // 01/04, 01/05, 01/06: the first of each month needs no question.
    let settled = |form| {
        form == Form::DayFirst && (periods(form).all(|p| p.first_day().day() == 1) || periods(form).all(|p| is_month_end(p.first_day())))
    };
    // Years of account that run on one from another need none either.
    let runs_on = |form| matches!(form, Form::FinancialYear | Form::FinancialYearRun);
    calendar.undecided = undecided.filter(|u: &Undecided| prefer.is_none() && !settled(u.taken) && !runs_on(u.taken));
    calendar.days_as = days_as(chosen.iter().flat_map(|(_, c)| c).map(|(c, _)| c.period));
    for (text, candidate) in chosen {
        let dated = candidate.map(|(candidate, marks)| {
            let period = lengthened(candidate.period, calendar.days_as);
            if let (Period::Day(day), true) = (candidate.period, period != candidate.period)
                && day != period.first_day()
                && day != period.last_day()
            {
                calendar.inside.push(text.clone());
            }
            Dated { period, form: candidate.form, marks }
        });
        calendar.by_text.insert(text, dated);
    }
    calendar
}

fn stamp_of(text: &str, told: YearTold, serials: Serials) -> Option<Stamp> {
    if serials == Serials::Allowed
        && let Ok(number) = text.parse::<f64>()
        && (20_000.0..80_000.0).contains(&number)
        && let Some(date) = of_serial(number)
    {
        return Some(Stamp { candidates: vec![Candidate { form: Form::Serial, period: Period::Day(date) }], marks: Marks::default() });
    }
    read(text, told)
}

impl Calendar {
    pub fn get(&self, text: &str) -> Option<Dated> {
        self.by_text.get(text).copied().flatten()
    }

    /// Distinct texts that are periods, and distinct texts in all.
    pub fn share_read(&self) -> (usize, usize) {
        (self.by_text.values().flatten().count(), self.by_text.len())
    }

    pub fn periods(&self) -> impl Iterator<Item = Period> {
        self.by_text.values().flatten().map(|dated| dated.period)
    }
}

fn is_month_end(date: Date) -> bool {
    date == date.last_of_month()
}

/// What days stand for, judged from all of them together: nothing where they are days.
fn days_as(periods: impl Iterator<Item = Period>) -> Option<Cadence> {
    let (mut days, mut months) = (Vec::new(), 0usize);
    for period in periods {
        match period {
            Period::Day(date) => days.push(date),
            Period::Month(_) => months += 1,
            _ => {}
        }
    }
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        return None;
    }
    let starts = days.iter().all(|day| day.day() == 1);
    let ends = days.iter().all(|day| is_month_end(*day));
    let months_of = || days.iter().map(|day| day.month());
    if starts || ends {
        let year_start = if starts { 4 } else { 3 };
        let calendar_year = if starts { 1 } else { 12 };
        let quarter_at = if starts { 1 } else { 0 };
        return Some(match days.len() {
            // Months written beside the days say what the days are.
            _ if months > 0 => Cadence::Month,
            3.. if months_of().all(|m| m == year_start) || months_of().all(|m| m == calendar_year) => Cadence::Year,
            4.. if months_of().all(|m| m % 3 == quarter_at) => Cadence::Quarter,
            _ => Cadence::Month,
        });
    }
    let weekday = days.first().map(|day| day.weekday());
    if days.len() >= 3 && days.iter().all(|day| Some(day.weekday()) == weekday) {
        return Some(Cadence::Week);
    }
    // A few days among months: a month typed as one of its days. Or one day a month, on whatever day it fell.
    let mut distinct: Vec<Month> = days.iter().map(|day| Month::of(*day)).collect();
    distinct.dedup();
    let one_a_month = days.len() >= 3 && distinct.len() == days.len();
    (months > days.len() || one_a_month).then_some(Cadence::Month)
}

fn lengthened(period: Period, cadence: Option<Cadence>) -> Period {
    let Period::Day(day) = period else { return period };
    let month = Month::of(day);
    match cadence {
        Some(Cadence::Month) => Period::Month(month),
        Some(Cadence::Quarter) => Period::Quarter(month.plus(-i32::from((month.month() - 1) % 3))),
        Some(Cadence::Week) => Period::week_of(day).unwrap_or(period),
        Some(Cadence::Year) => match (day.month(), day.day()) {
            (4, 1) => Period::FinancialYear(day.year()),
            (3, _) => Period::FinancialYear(day.year() - 1),
            _ => Period::CalendarYear(day.year()),
        },
        _ => period,
    }
}

/// The longest run of words in a title, a sheet's or a file's name that is a period: `Home care, April 2024` tells one.
pub fn told_in(text: &str) -> Option<Period> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '|' | '_'))
        .filter(|w| !w.is_empty())
        .take(60)
        .collect();
    for length in (1..=5usize).rev() {
        for window in words.windows(length) {
            let joined = window.join(" ");
            if !joined.bytes().any(|b| b.is_ascii_digit()) {
                continue;
            }
            let Some(stamp) = read(joined.trim_matches(|c| matches!(c, '.' | ':' | '-')), YearTold::default()) else { continue };
            // `2011-12` in a title is a year of account, never a December.
            let account = stamp.candidates.iter().find(|c| c.form == Form::FinancialYear);
            return account.or(stamp.candidates.first()).map(|c| c.period);
        }
    }
    None
}

/// A number cell written as text, for looking up.
pub fn number_text(number: f64) -> String {
    plain(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(texts: &[&str]) -> (Vec<String>, Calendar) {
        let calendar = resolve(texts.iter().copied(), YearTold::default(), Serials::Allowed, None);
        (texts.iter().map(|t| calendar.get(t).map_or("?".into(), |d| d.period.to_string())).collect(), calendar)
    }

    #[test]
    fn one_reading_holds_for_the_whole_column() {
        let (periods, calendar) = column(&["2010-11", "2011-12", "2012-13"]);
        assert_eq!((periods, calendar.undecided), (vec!["2010/11".into(), "2011/12".into(), "2012/13".into()], None));
        let (periods, _) = column(&["2011-10", "2011-11", "2011-12", "2012-01"]);
        assert_eq!(periods, ["2011-10", "2011-11", "2011-12", "2012-01"]);
        let (periods, _) = column(&["04/13/2024", "05/13/2024", "06/10/2024", "04/02/2024"]);
        assert_eq!(periods[3], "2024-04-02");
    }

    #[test]
    fn what_could_be_two_things_is_said() {
        let (_, calendar) = column(&["04/05/2024", "05/05/2024"]);
        assert_eq!(calendar.undecided, Some(Undecided { taken: Form::DayFirst, other: Form::MonthFirst }));
        let (_, calendar) = column(&["01/04/2024", "01/05/2024"]);
        assert_eq!(calendar.undecided, None);
        let chosen = resolve(["04/05/2024", "05/06/2024"].into_iter(), YearTold::default(), Serials::Refused, Some(Form::MonthFirst));
        assert_eq!(chosen.get("04/05/2024").map(|d| d.period.first_day().to_string()).as_deref(), Some("2024-04-05"));
    }

    #[test]
    fn days_that_stand_for_longer_are_read_so() {
        assert_eq!(column(&["2017-03-01", "2017-04-01", "2017-05-01"]).0, ["2017-03", "2017-04", "2017-05"]);
        assert_eq!(column(&["30/06/2024", "30/09/2024", "31/12/2024", "31/03/2025"]).0, ["2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"]);
        assert_eq!(column(&["01/04/2021", "01/04/2022", "01/04/2023"]).0, ["2021/22", "2022/23", "2023/24"]);
        assert_eq!(column(&["2024-04-07", "2024-04-14", "2024-04-21"]).0, ["2024-W14", "2024-W15", "2024-W16"]);
        assert_eq!(column(&["Apr-26", "01/05/2026", "2026-06"]).0, ["2026-04", "2026-05", "2026-06"]);
        assert_eq!(column(&["45383", "45413"]).0, ["2024-04", "2024-05"]);
    }

    #[test]
    fn titles_tell_a_period() {
        for (text, expected) in [
            ("RS LA Data 2017-18", Some("2017/18")),
            ("Home care performance return: April 2024", Some("2024-04")),
            ("Q2 2024/25 final v3", Some("2024-Q3")),
            ("Q2 final v3", None),
            ("Table 12", None),
        ] {
            assert_eq!(told_in(text).map(|p| p.to_string()).as_deref(), expected, "{text}");
        }
    }
}
