//! Rows back from the engine, typed, and exact or not at all.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, FieldRef};
use datafusion::arrow::compute::cast;
use datafusion::error::DataFusionError;
use exchange::market::{ColumnKind, OwnedCell};
use exchange::tables::{Answer, AnswerColumn};

use crate::write::day_of;

pub fn of(fields: &[FieldRef], batches: &[RecordBatch]) -> Result<Answer, DataFusionError> {
    let columns = fields
        .iter()
        .map(|field| Ok(AnswerColumn { name: field.name().clone(), kind: kind(field.name(), field.data_type())? }))
        .collect::<Result<Vec<_>, DataFusionError>>()?;
    let count = batches.iter().map(RecordBatch::num_rows).sum();
    let mut rows: Vec<Vec<OwnedCell>> = Vec::with_capacity(count);
    for batch in batches {
        let from = rows.len();
        rows.resize_with(from + batch.num_rows(), || Vec::with_capacity(columns.len()));
        for (column, array) in columns.iter().zip(batch.columns()) {
            push(column, array, rows.get_mut(from..).unwrap_or_default())?;
        }
    }
    Ok(Answer { columns, rows })
}

fn kind(name: &str, of: &DataType) -> Result<ColumnKind, DataFusionError> {
    Ok(match of {
        DataType::Null | DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(..) => ColumnKind::Text,
        // A moment is told as it is written: a day is made of it with cast(… as date).
        DataType::Timestamp(..) => ColumnKind::Text,
        DataType::Date32 => ColumnKind::Date,
        DataType::Decimal128(_, 2) => ColumnKind::Money,
        DataType::Decimal128(_, 0) => ColumnKind::Count,
        DataType::Decimal128(..) | DataType::Float16 | DataType::Float32 | DataType::Float64 => ColumnKind::Number,
        other if other.is_integer() => ColumnKind::Count,
        DataType::Boolean => ColumnKind::Flag,
        other => {
            return Err(DataFusionError::Plan(format!(
                "its column {name} holds {other}, which cannot be shown: cast it to text, a date or a number."
            )));
        }
    })
}

fn push(column: &AnswerColumn, array: &ArrayRef, rows: &mut [Vec<OwnedCell>]) -> Result<(), DataFusionError> {
    let name = &column.name;
    let wrong = || DataFusionError::Internal(format!("its column {name} is not what was planned"));
    match column.kind {
        ColumnKind::Text => {
            let texts = cast(array, &DataType::Utf8View)?;
            let texts = texts.as_string_view_opt().ok_or_else(wrong)?;
            put(rows, texts.iter().map(|text| text.map_or(OwnedCell::None, |text| OwnedCell::Text(text.to_owned()))));
        }
        ColumnKind::Date => {
            let days = array.as_primitive_opt::<Date32Type>().ok_or_else(wrong)?;
            put(rows, days.iter().map(|day| day.and_then(day_of).map_or(OwnedCell::None, OwnedCell::Date)));
        }
        ColumnKind::Money => {
            let pence = array.as_primitive_opt::<Decimal128Type>().ok_or_else(wrong)?;
            let whole = whole_numbers(name, pence.iter())?;
            put(rows, whole.into_iter().map(|pence| pence.map_or(OwnedCell::None, OwnedCell::Money)));
        }
        ColumnKind::Count => {
            let whole = match array.as_primitive_opt::<Decimal128Type>() {
                Some(decimals) => whole_numbers(name, decimals.iter())?,
                None => counts(name, array)?,
            };
            put(rows, whole.into_iter().map(|count| count.map_or(OwnedCell::None, OwnedCell::Count)));
        }
        ColumnKind::Number => {
            let numbers = cast(array, &DataType::Float64)?;
            let numbers = numbers.as_primitive_opt::<Float64Type>().ok_or_else(wrong)?;
            put(rows, numbers.iter().map(|number| number.map_or(OwnedCell::None, OwnedCell::Number)));
        }
        ColumnKind::Flag => {
            let flags = array.as_boolean_opt().ok_or_else(wrong)?;
            put(rows, flags.iter().map(|flag| flag.map_or(OwnedCell::None, OwnedCell::Flag)));
        }
    }
    Ok(())
}

fn put(rows: &mut [Vec<OwnedCell>], cells: impl Iterator<Item = OwnedCell>) {
    rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
}

/// Sums are wider than what they are sums of: they come back exactly, or it is said that they do not.
fn whole_numbers(name: &str, wide: impl Iterator<Item = Option<i128>>) -> Result<Vec<Option<i64>>, DataFusionError> {
    let narrow = |wide: Option<i128>| wide.map(|wide| i64::try_from(wide).map_err(|_| too_large(name))).transpose();
    wide.map(narrow).collect()
}

/// A cast gives none where a number does not fit: that is told from a none that was there.
fn counts(name: &str, array: &ArrayRef) -> Result<Vec<Option<i64>>, DataFusionError> {
    let cast = cast(array, &DataType::Int64)?;
    if cast.null_count() != array.null_count() {
        return Err(too_large(name));
    }
    let whole = cast.as_primitive_opt::<Int64Type>().ok_or_else(|| too_large(name))?;
    Ok(whole.iter().collect())
}

fn too_large(name: &str) -> DataFusionError {
    DataFusionError::Plan(format!("its column {name} holds a number too large to be shown exactly: divide it, or cast it to double."))
}
