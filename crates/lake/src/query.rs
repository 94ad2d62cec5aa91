//! A question put to the columns: row groups that cannot answer stay closed, rows that do not match are passed over before anything else of
//! them is read, and groups are read side by side where there are many.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type};
use arrow_array::{Array, BooleanArray, RecordBatch};
use arrow_schema::ArrowError;
use exchange::tables::{Breakdown, Digest, IndicatorValue, Stretch, TablesError, Text, Wanted};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowPredicate, ArrowPredicateFn, ArrowReaderMetadata, ParquetRecordBatchReaderBuilder, RowFilter};
use quantity::Date;
use quantity::code::AreaCode;

use crate::damaged;
use crate::schema::{self, DAYS, NUMBERS, PROVISIONAL};
use crate::write::{day_of, since_1970};

const BATCH: usize = 65_536;
/// Fewer groups than this are read one after the other: a second thread costs more than it saves.
const SIDE_BY_SIDE: usize = 3;

pub fn rows(path: &Path, footer: &ArrowReaderMetadata, dataset: &Digest, wanted: &Wanted) -> Result<Vec<IndicatorValue>, TablesError> {
    let groups = groups(footer, wanted);
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let share = groups.len().div_ceil(if groups.len() < SIDE_BY_SIDE { 1 } else { cores }).max(1);
    let parts: Vec<&[usize]> = groups.chunks(share).collect();
    let read = |part: &[usize]| some(path, footer, dataset, wanted, part.to_vec());
    if let [] | [_] = parts.as_slice() {
        return parts.first().map_or(Ok(Vec::new()), |part| read(part));
    }
    // Each part is a run of groups, so that put one after the other they keep the order of the file.
    let done: Vec<Result<Vec<IndicatorValue>, TablesError>> = std::thread::scope(|scope| {
        let running: Vec<_> = parts.iter().map(|part| scope.spawn(|| read(part))).collect();
        let ended =
            |thread: std::thread::ScopedJoinHandle<'_, _>| thread.join().unwrap_or_else(|_| Err(damaged(dataset, "a reader stopped")));
        running.into_iter().map(ended).collect()
    });
    let mut all = Vec::new();
    for part in done {
        all.extend(part?);
    }
    Ok(all)
}

/// The groups whose first and last measure leave room for one that is wanted.
fn groups(footer: &ArrowReaderMetadata, wanted: &Wanted) -> Vec<usize> {
    let may_hold = |group: &usize| {
        if wanted.measures.is_empty() {
            return true;
        }
        let statistics = footer.metadata().row_group(*group).column(0).statistics();
        let Some((first, last)) = statistics.and_then(|known| known.min_bytes_opt().zip(known.max_bytes_opt())) else { return true };
        // A long code is cut short in the statistics: what begins alike may be there.
        wanted.measures.iter().any(|code| {
            let code = code.as_bytes();
            code >= first && (code <= last || code.starts_with(last) || last.len() >= 64)
        })
    };
    (0..footer.metadata().num_row_groups()).filter(may_hold).collect()
}

fn some(
    path: &Path,
    footer: &ArrowReaderMetadata,
    dataset: &Digest,
    wanted: &Wanted,
    groups: Vec<usize>,
) -> Result<Vec<IndicatorValue>, TablesError> {
    let file = File::open(path).map_err(|_| TablesError::Missing(dataset.clone()))?;
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, footer.clone());
    let filter = filter(&builder, wanted);
    let reader =
        builder.with_row_groups(groups).with_row_filter(filter).with_batch_size(BATCH).build().map_err(|error| damaged(dataset, error))?;
    let mut found = Vec::new();
    for batch in reader {
        let batch = batch.map_err(|error| damaged(dataset, error))?;
        values(&batch, dataset, &mut found).ok_or_else(|| damaged(dataset, "a row is not what it should be"))?;
    }
    Ok(found)
}

type Builder = ParquetRecordBatchReaderBuilder<File>;

fn filter(builder: &Builder, wanted: &Wanted) -> RowFilter {
    let mut asked: Vec<Box<dyn ArrowPredicate>> = Vec::new();
    if !wanted.measures.is_empty() {
        let codes: std::collections::HashSet<String> = wanted.measures.iter().map(|code| code.to_string()).collect();
        asked.push(text_is(builder, "measure", move |word| codes.contains(word)));
    }
    if !wanted.areas.is_empty() {
        let codes: std::collections::HashSet<String> = wanted.areas.iter().map(|code| code.to_string()).collect();
        asked.push(text_is(builder, "area", move |word| codes.contains(word)));
    }
    if wanted.everyone {
        for column in ["sex", "age", "category"] {
            asked.push(text_is(builder, column, str::is_empty));
        }
    }
    let [start, end] = DAYS;
    if let Some(from) = wanted.from.map(since_1970) {
        asked.push(day_is(builder, end, move |day| day >= from));
    }
    if let Some(to) = wanted.to.map(since_1970) {
        asked.push(day_is(builder, start, move |day| day <= to));
    }
    RowFilter::new(asked)
}

/// Asks each word of a column once, whatever the number of rows.
fn text_is(builder: &Builder, column: &str, is: impl Fn(&str) -> bool + Send + 'static) -> Box<dyn ArrowPredicate> {
    let mask = ProjectionMask::columns(builder.parquet_schema(), [column]);
    Box::new(ArrowPredicateFn::new(mask, move |batch: RecordBatch| {
        let words = batch.column(0).as_dictionary_opt::<Int32Type>().ok_or_else(not_ours)?;
        let texts = words.values().as_string_opt::<i32>().ok_or_else(not_ours)?;
        let known: Vec<bool> = texts.iter().map(|word| word.is_some_and(&is)).collect();
        Ok(words.keys_iter().map(|key| Some(key.and_then(|key| known.get(key)).copied().unwrap_or(false))).collect::<BooleanArray>())
    }))
}

fn day_is(builder: &Builder, column: &str, is: impl Fn(i32) -> bool + Send + 'static) -> Box<dyn ArrowPredicate> {
    let mask = ProjectionMask::columns(builder.parquet_schema(), [column]);
    Box::new(ArrowPredicateFn::new(mask, move |batch: RecordBatch| {
        let days = batch.column(0).as_primitive_opt::<Date32Type>().ok_or_else(not_ours)?;
        Ok(days.iter().map(|day| Some(day.is_some_and(&is))).collect::<BooleanArray>())
    }))
}

fn not_ours() -> ArrowError {
    ArrowError::SchemaError("a column is not what it should be".to_owned())
}

/// A column's words, shared by its rows.
struct Words {
    at: Vec<Option<usize>>,
    texts: Vec<Text>,
}

impl Words {
    fn of(batch: &RecordBatch, column: &str) -> Option<Words> {
        let array = batch.column_by_name(column)?.as_dictionary_opt::<Int32Type>()?;
        let texts = array.values().as_string_opt::<i32>()?.iter().map(|word| word.unwrap_or_default().into()).collect();
        Some(Words { at: array.keys_iter().collect(), texts })
    }

    fn text(&self, row: usize) -> Option<&Text> {
        self.at.get(row).copied().flatten().and_then(|at| self.texts.get(at))
    }
}

/// The rows of a batch; none where one of them is damaged.
fn values(batch: &RecordBatch, dataset: &Digest, found: &mut Vec<IndicatorValue>) -> Option<()> {
    let [measure, sex, age, category, area, period, missing] = {
        let mut read = Vec::new();
        for column in schema::TEXTS {
            read.push(Words::of(batch, column)?);
        }
        <[Words; 7]>::try_from(read).ok()?
    };
    let areas: Vec<Option<AreaCode>> = area.texts.iter().map(|code| AreaCode::parse(code).ok()).collect();
    let [start, end] = DAYS;
    let days = |column: &str| Some(batch.column_by_name(column)?.as_primitive_opt::<Date32Type>()?.clone());
    let (starts, ends) = (days(start)?, days(end)?);
    let mut numbers = Vec::new();
    for column in NUMBERS {
        numbers.push(batch.column_by_name(column)?.as_primitive_opt::<Float64Type>()?.clone());
    }
    let provisional = batch.column_by_name(PROVISIONAL)?.as_boolean_opt()?;
    let day = |days: &arrow_array::Date32Array, row: usize| -> Option<Date> { day_of(days.is_valid(row).then(|| days.value(row))?) };
    found.reserve(batch.num_rows());
    for row in 0..batch.num_rows() {
        let number = |nth: usize| numbers.get(nth).filter(|column| column.is_valid(row)).map(|column| column.value(row));
        found.push(IndicatorValue {
            measure: measure.text(row)?.clone(),
            area: areas.get(area.at.get(row).copied().flatten()?)?.clone()?,
            period: Stretch { start: day(&starts, row)?, end: day(&ends, row)?, text: period.text(row)?.clone() },
            of: Breakdown { sex: sex.text(row)?.clone(), age: age.text(row)?.clone(), category: category.text(row)?.clone() },
            value: number(0),
            lower: number(1),
            upper: number(2),
            count: number(3),
            denominator: number(4),
            missing: missing.text(row).and_then(|word| schema::missing_of(word)),
            provisional: provisional.is_valid(row) && provisional.value(row),
            dataset: Arc::clone(dataset),
        });
    }
    Some(())
}
