//! One column while its rows come in.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{BooleanBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_schema::DataType;
use exchange::market::{Cell, ColumnKind};

use super::columns::{DIGITS, MOST_PENCE, PLACES};
use crate::write::since_1970;

pub enum Builder {
    Text(StringBuilder),
    Date(Date32Builder),
    Money(Decimal128Builder),
    Count(Int64Builder),
    Number(Float64Builder),
    Flag(BooleanBuilder),
}

impl Builder {
    pub fn of(kind: ColumnKind) -> Builder {
        match kind {
            ColumnKind::Text => Builder::Text(StringBuilder::new()),
            ColumnKind::Date => Builder::Date(Date32Builder::new()),
            ColumnKind::Money => Builder::Money(Decimal128Builder::new().with_data_type(DataType::Decimal128(DIGITS, PLACES))),
            ColumnKind::Count => Builder::Count(Int64Builder::new()),
            ColumnKind::Number => Builder::Number(Float64Builder::new()),
            ColumnKind::Flag => Builder::Flag(BooleanBuilder::new()),
        }
    }

    /// One more cell, none where it is of another kind: [`fits`] was asked before. An empty text is none: a file says nothing in either case.
    pub fn push(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Builder::Text(column), Cell::Text(text)) if !text.is_empty() => column.append_value(text),
            (Builder::Text(column), _) => column.append_null(),
            (Builder::Date(column), Cell::Date(day)) => column.append_value(since_1970(day)),
            (Builder::Date(column), _) => column.append_null(),
            (Builder::Money(column), Cell::Money(pence)) => column.append_value(i128::from(pence)),
            (Builder::Money(column), _) => column.append_null(),
            (Builder::Count(column), Cell::Count(count)) => column.append_value(count),
            (Builder::Count(column), _) => column.append_null(),
            (Builder::Number(column), Cell::Number(number)) => column.append_value(number),
            (Builder::Number(column), _) => column.append_null(),
            (Builder::Flag(column), Cell::Flag(flag)) => column.append_value(flag),
            (Builder::Flag(column), _) => column.append_null(),
        }
    }

    /// What came in so far; the builder is empty then.
    pub fn finish(&mut self) -> ArrayRef {
        match self {
            Builder::Text(column) => Arc::new(column.finish()),
            Builder::Date(column) => Arc::new(column.finish()),
            Builder::Money(column) => Arc::new(column.finish()),
            Builder::Count(column) => Arc::new(column.finish()),
            Builder::Number(column) => Arc::new(column.finish()),
            Builder::Flag(column) => Arc::new(column.finish()),
        }
    }
}

/// Whether a cell may stand in a column of this kind; else what it is instead.
pub fn fits(kind: ColumnKind, cell: Cell<'_>) -> Result<(), &'static str> {
    match (kind, cell) {
        (_, Cell::None)
        | (ColumnKind::Text, Cell::Text(_))
        | (ColumnKind::Date, Cell::Date(_))
        | (ColumnKind::Count, Cell::Count(_))
        | (ColumnKind::Number, Cell::Number(_))
        | (ColumnKind::Flag, Cell::Flag(_)) => Ok(()),
        (ColumnKind::Money, Cell::Money(pence)) if pence.unsigned_abs() <= MOST_PENCE => Ok(()),
        (ColumnKind::Money, Cell::Money(_)) => Err("more money than it holds"),
        (_, Cell::Text(_)) => Err("a text"),
        (_, Cell::Date(_)) => Err("a date"),
        (_, Cell::Money(_)) => Err("money"),
        (_, Cell::Count(_)) => Err("a count"),
        (_, Cell::Number(_)) => Err("a number"),
        (_, Cell::Flag(_)) => Err("a yes or no"),
    }
}
