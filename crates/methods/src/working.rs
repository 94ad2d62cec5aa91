//! The working of a figure: every table between the question and the answer, so that an explanation is a computation.

use std::borrow::Cow;

use quantity::Period;
use serde::{Deserialize, Serialize};

/// Tables in the order in which they are worked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Working {
    pub tables: Vec<Table>,
}

/// Columns of equal length beside each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pub caption: Cow<'static, str>,
    pub columns: Vec<Column>,
}

/// One quantity: its symbol in the formula, what it is in words, and its figures, unrounded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub symbol: Cow<'static, str>,
    pub caption: Cow<'static, str>,
    pub cells: Cells,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cells {
    Periods(Vec<Period>),
    Numbers(Vec<Option<f64>>),
    Words(Vec<Cow<'static, str>>),
}

impl Cells {
    pub fn len(&self) -> usize {
        match self {
            Cells::Periods(cells) => cells.len(),
            Cells::Numbers(cells) => cells.len(),
            Cells::Words(cells) => cells.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Table {
    pub fn new(caption: impl Into<Cow<'static, str>>, columns: Vec<Column>) -> Table {
        Table { caption: caption.into(), columns }
    }

    /// A table of named figures, one a row: symbol, what it is, value.
    pub fn of_figures(caption: &'static str, rows: Vec<(&'static str, &'static str, Option<f64>)>) -> Table {
        let symbols = rows.iter().map(|row| Cow::Borrowed(row.0)).collect();
        let words = rows.iter().map(|row| Cow::Borrowed(row.1)).collect();
        let values = rows.iter().map(|row| row.2).collect();
        Table::new(
            caption,
            vec![Column::words("", "symbol", symbols), Column::words("", "what it is", words), Column::numbers("", "value", values)],
        )
    }
}

impl Column {
    pub fn periods(caption: &'static str, cells: Vec<Period>) -> Column {
        Column { symbol: Cow::Borrowed("t"), caption: caption.into(), cells: Cells::Periods(cells) }
    }

    pub fn numbers(symbol: &'static str, caption: &'static str, cells: Vec<Option<f64>>) -> Column {
        Column { symbol: symbol.into(), caption: caption.into(), cells: Cells::Numbers(cells) }
    }

    pub fn words(symbol: &'static str, caption: &'static str, cells: Vec<Cow<'static, str>>) -> Column {
        Column { symbol: symbol.into(), caption: caption.into(), cells: Cells::Words(cells) }
    }
}
