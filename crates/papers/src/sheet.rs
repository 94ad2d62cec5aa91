//! A sheet as data: typed cells in rows, before any file format.

use quantity::{Date, Month, Share};

/// One value in its cell. A percentage is a share; a blank is blank and never zero.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Blank,
    Text(String),
    /// Kept whole; `places` decimals are shown.
    Number {
        value: f64,
        places: u8,
    },
    /// Kept as a share from 0 to 1, shown as per cent with `places` decimals.
    Percent {
        value: Share,
        places: u8,
    },
    Date(Date),
    /// Its first day, shown as `Oct 2026`.
    Month(Month),
    /// Worked by the reader's own spreadsheet, from other cells: `=SUM(B3:B9)`, with what it comes to here.
    Formula {
        formula: String,
        comes_to: f64,
        places: u8,
    },
    /// What a broken formula leaves behind. Only for files that show what goes wrong.
    Error(CellError),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A whole number, as counts are written.
    pub fn count(value: i64) -> Cell {
        Cell::Number { value: value as f64, places: 0 }
    }

    pub fn number(value: f64, places: u8) -> Cell {
        Cell::Number { value, places }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellError {
    DividedByZero,
    NotAvailable,
    BrokenReference,
}

impl CellError {
    pub fn shown(self) -> &'static str {
        match self {
            CellError::DividedByZero => "#DIV/0!",
            CellError::NotAvailable => "#N/A",
            CellError::BrokenReference => "#REF!",
        }
    }
}

/// Cells drawn as one, the value in the first of them. Rows and columns count from 1, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Merge {
    pub first_row: u32,
    pub first_column: u16,
    pub last_row: u32,
    pub last_column: u16,
}

/// One tab of a workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub rows: Vec<Vec<Cell>>,
    /// Rows from the top that are set in bold.
    pub bold_rows: u32,
    pub merges: Vec<Merge>,
    /// In characters, from column A; a column without one keeps Excel's width.
    pub widths: Vec<f64>,
}

/// `1, 28` as `AB1`: how people name a cell.
pub(crate) fn cell_name(row: u32, column: u16) -> String {
    let mut left = u32::from(column);
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_people_say_them() {
        for (row, column, name) in [(41, 13, "M41"), (1, 1, "A1"), (2, 27, "AA2"), (9, 16_384, "XFD9")] {
            assert_eq!(cell_name(row, column), name);
        }
    }
}
