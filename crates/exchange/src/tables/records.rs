//! Market records kept as columns, and what is asked of them.

use quantity::Date;

use super::{Digest, TablesError};
use crate::market::{Cell, ColumnKind, MarketTable, OwnedCell};

/// A set of market records while it is written. Dropped unfinished, nothing is kept.
pub trait RecordWriter: Send {
    /// One row: as many cells as the table has columns, in their order, each of its column's kind or none.
    fn row(&mut self, table: MarketTable, cells: &[Cell<'_>]) -> Result<(), TablesError>;

    /// Writes what is left and names each table that holds a row. Of what the `held` data sets hold already, nothing is kept again: a row
    /// is there where as many rows just like it (their `source_row` aside) are held as the file has had so far.
    fn finish(self: Box<Self>, held: &[Held]) -> Result<Vec<KeptTable>, TablesError>;
}

/// A writer that keeps nothing: for looking at a file first.
#[derive(Debug, Default)]
pub struct Nowhere;

impl RecordWriter for Nowhere {
    fn row(&mut self, _: MarketTable, _: &[Cell<'_>]) -> Result<(), TablesError> {
        Ok(())
    }

    fn finish(self: Box<Self>, _: &[Held]) -> Result<Vec<KeptTable>, TablesError> {
        Ok(Vec::new())
    }
}

/// One table of one data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub table: MarketTable,
    pub digest: Digest,
}

/// What came of one table of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTable {
    pub table: MarketTable,
    /// None where every row was held already.
    pub digest: Option<Digest>,
    /// Rows kept.
    pub rows: u64,
    /// Rows of the file that were held before, just so.
    pub same: u64,
}

/// A question about market records.
#[derive(Debug, Clone, PartialEq)]
pub struct Question<'a> {
    pub asked: Asked<'a>,
    /// The tables to ask, in the order they were loaded.
    pub of: &'a [Held],
    pub within: &'a Within,
    /// Small tables that stand beside, made of what people and methods say: who is who, who is what.
    pub beside: &'a [Beside],
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Asked<'a> {
    /// One of the questions kept with the columns, by its name: `spend-by-supplier`.
    Named(&'a str),
    /// A person's own SQL: it may read, and nothing else.
    Sql(&'a str),
}

/// Which records a question is of. What is empty or none leaves that side open; a table without the column is asked whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Within {
    /// Keys of buyers.
    pub buyers: Vec<String>,
    /// Keys of suppliers.
    pub suppliers: Vec<String>,
    /// A category's scheme and the beginning of its code: (`CPV`, `85`), (`ProClass`, `20`).
    pub category: Option<(String, String)>,
    /// A service area or directorate, in the file's own words.
    pub service: String,
    /// The table's own day on or after this: paid, awarded, published, starts, asked.
    pub from: Option<Date>,
    /// On or before this.
    pub to: Option<Date>,
    /// Codes of areas, or regions in words, of what has a place.
    pub areas: Vec<String>,
    /// ISO 4217: nothing is summed over two currencies. Empty: GBP; but a person's own SQL then sees every currency, and has the column to
    /// tell them apart.
    pub currency: String,
}

/// A small table beside the records, by name: texts only, none where nothing is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    pub rows: Vec<Vec<Option<String>>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerColumn {
    pub name: String,
    pub kind: ColumnKind,
}

/// Rows in the order the question asks for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    pub columns: Vec<AnswerColumn>,
    pub rows: Vec<Vec<OwnedCell>>,
}

impl Answer {
    /// Where a column stands.
    pub fn place(&self, name: &str) -> Result<usize, TablesError> {
        let found = self.columns.iter().position(|column| column.name == name);
        found.ok_or_else(|| TablesError::NotAnswered(format!("the answer has no column {name}")))
    }
}
