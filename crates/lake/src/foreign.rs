//! A columnar file that somebody else wrote, as texts: what a reader of tables takes from any file.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use bytes::Bytes;
use exchange::indicators::columns::{Coder, Columns};
use exchange::{Limits, Unreadable};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::write::day_of;

/// Reads every column, within the limits of any other file. Refused by name: nested columns, and codecs that are not built in.
pub fn columns_of(bytes: &[u8], limits: &Limits) -> Result<Columns, Unreadable> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Unreadable::TooLarge { bytes: bytes.len() as u64, limit: limits.bytes });
    }
    let damaged = |error: &dyn std::fmt::Display| Unreadable::DamagedColumns(error.to_string());
    let builder = ParquetRecordBatchReaderBuilder::try_new(Bytes::copy_from_slice(bytes)).map_err(|error| damaged(&error))?;
    let file = builder.metadata().file_metadata();
    let width = builder.schema().fields().len();
    let rows = u64::try_from(file.num_rows()).unwrap_or(u64::MAX);
    if width as u64 > u64::from(limits.columns) {
        let columns = u32::try_from(width).unwrap_or(u32::MAX);
        return Err(Unreadable::TooManyColumns { sheet: String::new(), row: 1, columns, limit: limits.columns });
    }
    if rows.saturating_mul(width as u64) > limits.cells {
        return Err(Unreadable::TooManyCells { limit: limits.cells });
    }
    let expanded: i64 = builder.metadata().row_groups().iter().map(|group| group.total_byte_size().max(0)).fold(0, i64::saturating_add);
    let expanded = u64::try_from(expanded).unwrap_or(u64::MAX);
    if expanded > limits.expanded_bytes {
        return Err(Unreadable::ExpandsTooFar { expanded, limit: limits.expanded_bytes });
    }
    let headings: Vec<String> = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    let mut coders: Vec<Coder> = (0..width).map(|_| Coder::default()).collect();
    let mut count: u32 = 0;
    for batch in builder.with_batch_size(65_536).build().map_err(|error| damaged(&error))? {
        let batch = batch.map_err(|error| damaged(&error))?;
        count = count.saturating_add(u32::try_from(batch.num_rows()).unwrap_or(u32::MAX));
        if u64::from(count).saturating_mul(width as u64) > limits.cells {
            return Err(Unreadable::TooManyCells { limit: limits.cells });
        }
        for ((array, coder), heading) in batch.columns().iter().zip(&mut coders).zip(&headings) {
            push(array, coder).ok_or_else(|| {
                let kind = array.data_type();
                Unreadable::DamagedColumns(format!("its column ‘{heading}’ holds {kind}, which is no text, number or date"))
            })?;
        }
    }
    // A column has no lines: rows are numbered as a spreadsheet would, with the headings in row 1.
    let columns = coders.into_iter().zip(&headings).map(|(coder, heading)| coder.finish(heading)).collect();
    Ok(Columns { sheet: String::new(), heading_row: 1, rows: (2..count.saturating_add(2)).collect(), columns })
}

/// Adds the texts of an array; none where it is of a kind that has no text.
fn push(array: &ArrayRef, coder: &mut Coder) -> Option<()> {
    macro_rules! numbers {
        ($kind:ty) => {
            array.as_primitive_opt::<$kind>()?.iter().for_each(|number| match number {
                Some(number) => coder.push(&number.to_string()),
                None => coder.push(""),
            })
        };
    }
    match array.data_type() {
        DataType::Utf8 => array.as_string_opt::<i32>()?.iter().for_each(|text| coder.push(text.unwrap_or_default())),
        DataType::LargeUtf8 => array.as_string_opt::<i64>()?.iter().for_each(|text| coder.push(text.unwrap_or_default())),
        DataType::Utf8View => array.as_string_view_opt()?.iter().for_each(|text| coder.push(text.unwrap_or_default())),
        DataType::Dictionary(key, _) if **key == DataType::Int32 => {
            let words = array.as_dictionary_opt::<Int32Type>()?;
            let texts = words.values().as_string_opt::<i32>()?;
            words.keys_iter().for_each(|key| coder.push(key.filter(|key| texts.is_valid(*key)).map_or("", |key| texts.value(key))));
        }
        DataType::Boolean => array.as_boolean_opt()?.iter().for_each(|truth| {
            coder.push(match truth {
                Some(true) => "TRUE",
                Some(false) => "FALSE",
                None => "",
            })
        }),
        DataType::Int8 => numbers!(Int8Type),
        DataType::Int16 => numbers!(Int16Type),
        DataType::Int32 => numbers!(Int32Type),
        DataType::Int64 => numbers!(Int64Type),
        DataType::UInt8 => numbers!(UInt8Type),
        DataType::UInt16 => numbers!(UInt16Type),
        DataType::UInt32 => numbers!(UInt32Type),
        DataType::UInt64 => numbers!(UInt64Type),
        DataType::Float32 => numbers!(Float32Type),
        DataType::Float64 => numbers!(Float64Type),
        DataType::Date32 => array.as_primitive_opt::<Date32Type>()?.iter().for_each(|day| match day.and_then(day_of) {
            Some(day) => coder.push(&day.to_string()),
            None => coder.push(""),
        }),
        DataType::Null => (0..array.len()).for_each(|_| coder.push("")),
        _ => return None,
    }
    Some(())
}
