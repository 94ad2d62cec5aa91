//! Which columns say the period, down a column or in a heading.

use std::collections::BTreeMap;

use super::{Board, Ground};
use crate::calendar::{Serials, resolve};
use crate::heading::Hint;
use crate::layout::heading_period;
use crate::mapping::{Confidence, Role};
use crate::period::{Form, YearTold};
use crate::survey::Surveyed;
use crate::table::column_letter;

/// Columns whose heading holds a period and which hold figures.
pub(super) fn across(columns: &[Surveyed], told: YearTold) -> BTreeMap<u32, (String, String)> {
    let found = columns
        .iter()
        .filter(|c| c.is_numeric() || c.filled == 0)
        .filter_map(|c| heading_period(&c.heading, told).map(|found| (c.column(), found)));
    found.collect()
}

pub(super) fn across_wins(columns: &[Surveyed], across: &BTreeMap<u32, (String, String)>) -> bool {
    let numeric = columns.iter().filter(|c| c.is_numeric()).count();
    let with_figures = across.keys().filter(|column| columns.iter().any(|c| c.column() == **column && c.filled > 0)).count();
    let down = columns.iter().any(|c| {
        c.hint == Some(Hint::Role(Role::Period))
            && c.filled > 0
            && !across.contains_key(&c.column())
            && reads_as_periods(c, YearTold::default()) > 0.7
    });
    match with_figures {
        0 => false,
        1 => !down && numeric == 1,
        many => many * 2 >= numeric && !(down && many < 3),
    }
}

/// The share of a column's texts that are periods. Bare numbers count only under a heading that asks for them.
pub(super) fn reads_as_periods(column: &Surveyed, told: YearTold) -> f64 {
    let asked = column.hint == Some(Hint::Role(Role::Period));
    let serials = if asked { Serials::Allowed } else { Serials::Refused };
    let calendar = resolve(column.distinct.iter().map(String::as_str), told, serials, None);
    let numbers_only = calendar
        .forms
        .keys()
        .all(|form| matches!(form, Form::Year | Form::YearMonthRun | Form::FinancialYearRun | Form::Serial | Form::DayRun));
    if numbers_only && !asked {
        return 0.0;
    }
    let (read, all) = calendar.share_read();
    if all == 0 { 0.0 } else { read as f64 / all as f64 }
}

pub(super) fn periods_down(board: &mut Board<'_>, ground: &Ground<'_>) {
    let any = YearTold { financial: Some(2024), calendar: None };
    let scored: Vec<(u32, f64, bool, bool)> = board
        .open()
        .iter()
        .map(|c| (c.column(), reads_as_periods(c, ground.told), c.hint == Some(Hint::Role(Role::Period)), reads_as_periods(c, any) >= 0.7))
        .collect();
    let whole = scored
        .iter()
        .filter(|(_, share, ..)| *share >= 0.7)
        .max_by(|a, b| (a.2, a.1).partial_cmp(&(b.2, b.1)).unwrap_or(std::cmp::Ordering::Equal).then(b.0.cmp(&a.0)));
    // `Year` beside `Month` or `Quarter`: neither says it alone.
    let part = scored
        .iter()
        .find(|(column, share, asked, with_year)| *asked && *with_year && *share < 0.7 && whole.is_none_or(|w| w.0 != *column));
    match (whole, part) {
        (Some((year, ..)), Some((month, ..))) if board.columns.iter().find(|c| c.column() == *year).is_some_and(years_only) => {
            board.set(*year, Role::Period, Confidence::Sure, format!("the year of column {}", column_letter(*month)));
            board.set(*month, Role::Period, Confidence::Sure, format!("months of the year in column {}", column_letter(*year)));
        }
        (Some((column, share, asked, _)), _) => {
            let confidence = if *asked && *share >= 0.95 { Confidence::Sure } else { Confidence::Likely };
            let styles = styles(board.columns, *column, ground.told);
            board.set(*column, Role::Period, confidence, styles);
        }
        (None, Some((column, ..))) => board.set(*column, Role::Period, Confidence::Likely, "months without their year"),
        (None, None) => {
            // Words under a period's heading, some of them readable: still the best there is.
            if let Some((column, ..)) = scored.iter().find(|(_, share, asked, _)| *asked && *share > 0.2) {
                board.set(*column, Role::Period, Confidence::Guess, "some of it reads as dates");
            }
        }
    }
}

fn years_only(column: &Surveyed) -> bool {
    let calendar = resolve(column.distinct.iter().map(String::as_str), YearTold::default(), Serials::Refused, None);
    calendar.forms.keys().all(|form| matches!(form, Form::Year | Form::FinancialYear | Form::FinancialYearRun | Form::YearEnd))
}

fn styles(columns: &[Surveyed], column: u32, told: YearTold) -> String {
    let Some(found) = columns.iter().find(|c| c.column() == column) else { return String::new() };
    let calendar = resolve(found.distinct.iter().map(String::as_str), told, Serials::Allowed, None);
    match calendar.forms.len() {
        0 | 1 => "one date style".to_owned(),
        2 => "two date styles".to_owned(),
        3 => "three date styles".to_owned(),
        many => format!("{many} date styles"),
    }
}
