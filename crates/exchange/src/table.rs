//! Cells with their place, as they stood in the file: sheets of rows, numbered as a spreadsheet numbers them.

use std::borrow::Cow;

use quantity::Date;
use serde::{Deserialize, Serialize};

/// What stood in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    #[default]
    Empty,
    /// As typed, with the spaces around it.
    Text(Box<str>),
    Number(f64),
    /// A number shown as a percentage: 0.84 here is 84% on the screen.
    Share(f64),
    Date(Date),
    Truth(bool),
    /// A formula that failed: `#DIV/0!`.
    Fault(Box<str>),
}

impl Cell {
    /// Text of a CSV field; blank text is an empty cell.
    pub fn of_text(text: &str) -> Cell {
        if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.into()) }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// As a person sees it, trimmed: dates as 2026-04-01, shares with their sign.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text.trim()),
            Cell::Fault(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(plain(*number)),
            Cell::Share(share) => Cow::Owned(format!("{}%", trimmed_decimals(share * 100.0))),
            Cell::Date(date) => Cow::Owned(date.to_string()),
            Cell::Truth(true) => Cow::Borrowed("TRUE"),
            Cell::Truth(false) => Cow::Borrowed("FALSE"),
        }
    }
}

/// Shortest text that reads back as the same number.
pub fn plain(number: f64) -> String {
    format!("{number}")
}

fn trimmed_decimals(number: f64) -> String {
    let text = format!("{number:.10}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Where a cell stands. Rows and columns count from 1; the sheet's name is empty in a text file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    pub sheet: String,
    pub row: u32,
    pub column: u32,
}

impl Place {
    pub fn new(sheet: &str, row: u32, column: u32) -> Place {
        Place { sheet: sheet.to_owned(), row, column }
    }
}

/// `13` as `M`.
pub fn column_letter(column: u32) -> String {
    model::observation::cell_name(0, column).trim_end_matches('0').to_owned()
}

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// From 1.
    pub number: u32,
    /// Column 1 first.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in a column counted from 1; an empty one beyond the end.
    pub fn cell(&self, column: u32) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        column.checked_sub(1).and_then(|at| self.cells.get(at as usize)).unwrap_or(EMPTY)
    }

    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// A region joined into one cell, all four counted from 1 and included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    pub top: u32,
    pub left: u32,
    pub bottom: u32,
    pub right: u32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Empty for a text file.
    pub name: String,
    pub hidden: bool,
    /// Rows that hold something, in order.
    pub rows: Vec<Row>,
    pub merges: Vec<Merge>,
}

impl Sheet {
    /// The row of that number, where it holds anything.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().and_then(|at| self.rows.get(at))
    }

    /// The furthest column that holds anything.
    pub fn width(&self) -> u32 {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0) as u32
    }
}

/// How the bytes were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Text,
    Excel,
    OldExcel,
    BinaryExcel,
    OpenDocument,
    /// What this program keeps of a file from which people's details were left out.
    Kept,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    pub format: Format,
    pub sheets: Vec<Sheet>,
}

impl Book {
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_shown_as_people_see_them() {
        assert_eq!(Cell::Share(0.07).shown(), "7%");
        assert_eq!(Cell::Share(0.845).shown(), "84.5%");
        assert_eq!(Cell::Number(1234.5).shown(), "1234.5");
        assert_eq!(Cell::of_text("  ").shown(), "");
        assert_eq!((column_letter(1), column_letter(27), column_letter(10)), ("A".into(), "AA".into(), "J".into()));
    }
}
