//! What is said of a column of periods: the styles, what days stand for, and what could be read in two ways.

use crate::calendar::Calendar;
use crate::note::{self, NoteKind, Notes, Odd};
use crate::period::Form;
use crate::table::Place;

pub fn form_of(code: &str) -> Option<Form> {
    [Form::DayFirst, Form::MonthFirst, Form::YearMonth, Form::FinancialYear, Form::YearMonthRun, Form::FinancialYearRun, Form::MonthYear]
        .into_iter()
        .find(|form| form_code(*form) == code)
}

pub fn form_code(form: Form) -> &'static str {
    match form {
        Form::DayFirst => "day_first",
        Form::MonthFirst => "month_first",
        Form::YearMonth => "year_month",
        Form::FinancialYear => "financial_year",
        Form::YearMonthRun => "year_month_run",
        Form::FinancialYearRun => "financial_year_run",
        Form::MonthYear => "month_year",
        _ => "as_read",
    }
}

pub fn form_words(form: Form) -> &'static str {
    match form {
        Form::DayFirst => "Day before month",
        Form::MonthFirst => "Month before day",
        Form::YearMonth | Form::YearMonthRun => "A year and a month",
        Form::FinancialYear | Form::FinancialYearRun => "A financial year",
        Form::MonthYear => "A month and a year",
        _ => "As read",
    }
}

pub fn calendar_notes(calendar: &Calendar, about: &str, at: &Place, notes: &mut Notes, given: &note::Given) {
    let mut say = |kind: NoteKind, read_as: &str| -> Option<()> {
        notes.add(&Odd { kind, about, seen: "", read_as }, at.clone());
        None
    };
    if calendar.forms.len() > 1 {
        say(NoteKind::DateStyles, &format!("Periods are written in {} ways here. All of them were read.", calendar.forms.len()));
    }
    if let Some(cadence) = calendar.days_as {
        say(NoteKind::DatesAsPeriods, &format!("Days stand for whole {}s here, one a {}. Read so.", cadence.word(), cadence.word()));
    }
    let has = |form: Form| calendar.forms.contains_key(&form);
    if has(Form::Quarter) {
        say(
            NoteKind::CalendarQuarter,
            "Quarters with one year beside them were read as calendar quarters: 2026 Q1 is January to March. Written as Q1 2026/27 they are of the financial year.",
        );
    }
    if has(Form::ManyYears) {
        say(
            NoteKind::ManyYears,
            "Figures over several years together. Kept under the last year; neighbours share years, so no control chart can be drawn of them.",
        );
    }
    if has(Form::OddYear) {
        say(
            NoteKind::YearFromOtherMonth,
            "Years that begin in another month than January or April. Kept under the calendar year in which they begin.",
        );
    }
    if has(Form::Serial) {
        say(NoteKind::SerialDate, "Numbers of days, as spreadsheets count them, stand where dates were meant. Read as dates.");
    }
    if let Some(undecided) = calendar.undecided.or_else(|| decided(calendar, about, at, given)) {
        let choices =
            [(form_code(undecided.taken), form_words(undecided.taken)), (form_code(undecided.other), form_words(undecided.other))];
        let read_as = format!(
            "These could be read in two ways and nothing in the file tells which. Read as: {}.",
            form_words(undecided.taken).to_lowercase()
        );
        notes.ask(&Odd { kind: NoteKind::AmbiguousPeriod, about, seen: "", read_as: &read_as }, at.clone(), &choices, given);
    }
}

/// The question stays on the page once answered, so that the answer may be changed.
pub fn decided(calendar: &Calendar, about: &str, at: &Place, given: &note::Given) -> Option<crate::calendar::Undecided> {
    let answer = form_of(given.get(&note::key(NoteKind::AmbiguousPeriod, &at.sheet, about))?)?;
    let other = match answer {
        Form::DayFirst => Form::MonthFirst,
        Form::MonthFirst => Form::DayFirst,
        Form::YearMonth => Form::FinancialYear,
        Form::FinancialYear => Form::YearMonth,
        Form::YearMonthRun => Form::FinancialYearRun,
        Form::FinancialYearRun => Form::YearMonthRun,
        _ => return None,
    };
    calendar.forms.contains_key(&answer).then_some(crate::calendar::Undecided { taken: answer, other })
}
