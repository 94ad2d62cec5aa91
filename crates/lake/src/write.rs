//! Keeping a data set: sorted, written beside, synced, and only then named by its digest.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, RecordBatch};
use exchange::tables::{Digest, IndicatorTable, IndicatorValue, TablesError};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use quantity::Date;
use sha2::{Digest as _, Sha256};

use crate::dictionary::Coded;
use crate::schema;

/// Rows of a group: a question of one measure opens one or two of them.
const GROUP: usize = 65_536;

/// Tells apart two data sets being written at once by one process.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

pub fn keep(dir: &Path, table: &IndicatorTable) -> Result<Digest, TablesError> {
    let bytes = bytes(table).map_err(|error| TablesError::NotWritten(error.to_string()))?;
    let name: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let path = dir.join(&name);
    if fs::read(&path).is_ok_and(|there| there == bytes) {
        return Ok(name.into());
    }
    fs::create_dir_all(dir).map_err(|error| TablesError::NotWritten(error.to_string()))?;
    let count = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let beside = dir.join(format!(".{name}.{}.{count}.part", std::process::id()));
    let written = write_and_sync(&beside, &bytes).and_then(|()| fs::rename(&beside, &path));
    if let Err(error) = written {
        // What is half there is of no use to anyone; that it cannot be removed either is the smaller news.
        let _ = fs::remove_file(&beside);
        return Err(TablesError::NotWritten(error.to_string()));
    }
    // The name itself must last too.
    if let Ok(folder) = File::open(dir) {
        folder.sync_all().map_err(|error| TablesError::NotWritten(error.to_string()))?;
    }
    Ok(name.into())
}

fn write_and_sync(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

type Written<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The same table makes the same bytes, in whatever order its figures came.
fn bytes(table: &IndicatorTable) -> Written<Vec<u8>> {
    let (mut measures, mut areas) = (table.measures.clone(), table.areas.clone());
    measures.sort_by(|a, b| a.code.cmp(&b.code));
    areas.sort_by(|a, b| a.code.cmp(&b.code));
    let told = |key: &str, json: String| KeyValue::new(key.to_owned(), json);
    let lists = vec![told(schema::MEASURES, serde_json::to_string(&measures)?), told(schema::AREAS, serde_json::to_string(&areas)?)];
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP))
        .set_created_by("wherewithal".to_owned())
        .set_key_value_metadata(Some(lists))
        .build();
    let mut out = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut out, schema::columns(), Some(properties))?;
    writer.write(&batch(&table.values)?)?;
    writer.close()?;
    Ok(out)
}

fn batch(values: &[IndicatorValue]) -> Written<RecordBatch> {
    let coded = |text: fn(&IndicatorValue) -> &str| Coded::of(values.iter().map(text));
    let texts = [
        coded(|value| &value.measure),
        coded(|value| &value.of.sex),
        coded(|value| &value.of.age),
        coded(|value| &value.of.category),
        coded(|value| value.area.as_str()),
        coded(|value| &value.period.text),
        coded(|value| schema::missing_word(value.missing)),
    ];
    let days = |day: fn(&IndicatorValue) -> Date| -> Vec<i32> { values.iter().map(|value| since_1970(day(value))).collect() };
    let (starts, ends) = (days(|value| value.period.start), days(|value| value.period.end));
    let order = {
        let [measure, sex, age, category, area, ..] = &texts;
        let place = |coded: &Coded, row: u32| coded.at.get(row as usize).copied().unwrap_or(0);
        let day = |days: &[i32], row: u32| days.get(row as usize).copied().unwrap_or(0);
        let mut order: Vec<u32> = (0..u32::try_from(values.len())?).collect();
        order.sort_by_cached_key(|row| {
            let group = (place(sex, *row), place(age, *row), place(category, *row));
            (place(measure, *row), group, place(area, *row), day(&starts, *row), day(&ends, *row))
        });
        order
    };
    let mut columns: Vec<ArrayRef> = Vec::new();
    for text in &texts {
        columns.push(text.array(&order)?);
    }
    for days in [&starts, &ends] {
        let column: Date32Array = order.iter().map(|row| days.get(*row as usize).copied()).collect();
        columns.push(Arc::new(column));
    }
    let numbers: [fn(&IndicatorValue) -> Option<f64>; 5] =
        [|value| value.value, |value| value.lower, |value| value.upper, |value| value.count, |value| value.denominator];
    for number in numbers {
        let column: Float64Array = order.iter().map(|row| values.get(*row as usize).and_then(number)).collect();
        columns.push(Arc::new(column));
    }
    let provisional: BooleanArray = order.iter().map(|row| values.get(*row as usize).map(|value| value.provisional)).collect();
    columns.push(Arc::new(provisional));
    Ok(RecordBatch::try_new(schema::columns(), columns)?)
}

/// Days since 1 January 1970, as columns keep them.
pub fn since_1970(day: Date) -> i32 {
    let first = jiff::civil::date(1970, 1, 1);
    day.since(first).map_or(0, |span| span.get_days())
}

pub fn day_of(days: i32) -> Option<Date> {
    let span = jiff::Span::new().try_days(i64::from(days)).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(span).ok()
}
