//! Which rows of a file are not held yet.
//!
//! A row is known by 128 bits of the SHA-256 of its cells, its place in the file aside: nobody can make a row that passes for another. What
//! tells of a procurement process is told whole, process by process: its rows are new unless the file that told of it last told just the
//! same, and then they take the place of what it told ([`crate::engine`] asks of each process the rows of its last file).

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::Date32Type;
use arrow_array::{RecordBatch, RecordBatchReader};
use datafusion::arrow::row::{RowConverter, SortField};
use exchange::market::MarketTable;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sha2::{Digest as _, Sha256};

type Read<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The column that says of which process a row tells.
pub const PROCESS: &str = "process";

pub fn tells_of_processes(table: MarketTable) -> bool {
    table.columns().iter().any(|column| column.name == PROCESS)
}

/// A row: what it says, and of which process; none where it tells of none.
#[derive(Clone, Copy)]
struct Known {
    row: u128,
    process: Option<u128>,
}

/// How often a row stands in the file and in those that are held.
#[derive(Default, Clone, Copy)]
struct Seen {
    here: u32,
    held: u32,
}

/// What one file tells of a process: how many rows, and their hashes together, whatever their order.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
struct Told {
    rows: u64,
    together: u128,
}

impl Told {
    fn add(&mut self, row: u128) {
        self.rows += 1;
        self.together = self.together.wrapping_add(row);
    }
}

/// The rows of one file, beside those that are held elsewhere.
pub struct Rows {
    table: MarketTable,
    rows: Vec<Known>,
    seen: HashMap<u128, Seen>,
    here: HashMap<u128, Told>,
    /// As the last of the held files that tells of a process tells of it.
    held: HashMap<u128, Told>,
}

impl Rows {
    pub fn of(table: MarketTable, file: &Path) -> Read<Rows> {
        let mut all = Rows { table, rows: Vec::new(), seen: HashMap::new(), here: HashMap::new(), held: HashMap::new() };
        each(table, file, |known| {
            match known.process {
                Some(process) => all.here.entry(process).or_default().add(known.row),
                None => drop(all.seen.entry(known.row).or_default()),
            }
            all.rows.push(known);
        })?;
        Ok(all)
    }

    /// In the order the files were loaded.
    pub fn held_in(&mut self, file: &Path) -> Read<()> {
        let mut told: HashMap<u128, Told> = HashMap::new();
        each(self.table, file, |known| match known.process {
            Some(process) if self.here.contains_key(&process) => told.entry(process).or_default().add(known.row),
            Some(_) => {}
            None => {
                if let Some(seen) = self.seen.get_mut(&known.row) {
                    seen.held = seen.held.saturating_add(1);
                }
            }
        })?;
        self.held.extend(told);
        Ok(())
    }

    /// True for each row that is new, in the order of the file: the third of three just alike is, where two are held; none of a process
    /// of which something later is held already.
    pub fn new(mut self, older: &HashSet<u128>) -> Vec<bool> {
        let is_new = |known: &Known| match (known.process, self.seen.get_mut(&known.row)) {
            (Some(process), _) => !older.contains(&process) && self.here.get(&process) != self.held.get(&process),
            (None, Some(seen)) => {
                seen.here = seen.here.saturating_add(1);
                seen.here > seen.held
            }
            (None, None) => true,
        };
        self.rows.iter().map(is_new).collect()
    }
}

/// Processes of which a file tells less lately than one that is held: what it says of them is history.
pub struct Older {
    here: HashMap<u128, i32>,
    older: HashSet<u128>,
}

impl Older {
    /// From the table of processes of the file.
    pub fn of(file: &Path) -> Read<Older> {
        let mut here = HashMap::new();
        released(file, |process, day| {
            here.entry(process).and_modify(|last: &mut i32| *last = (*last).max(day)).or_insert(day);
        })?;
        Ok(Older { here, older: HashSet::new() })
    }

    pub fn held_in(&mut self, file: &Path) -> Read<()> {
        released(file, |process, day| {
            if self.here.get(&process).is_some_and(|last| *last < day) {
                self.older.insert(process);
            }
        })
    }

    pub fn processes(self) -> HashSet<u128> {
        self.older
    }
}

fn hash(bytes: &[u8]) -> u128 {
    u128::from_le_bytes(Sha256::digest(bytes).first_chunk().copied().unwrap_or_default())
}

fn batches(table: MarketTable, file: &Path, wanted: impl Fn(&str) -> bool) -> Read<impl RecordBatchReader> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(file)?)?;
    let names = table.columns().iter().map(|column| column.name).filter(|name| wanted(name));
    let mask = ProjectionMask::columns(builder.parquet_schema(), names);
    Ok(builder.with_projection(mask).build()?)
}

fn processes(batch: &RecordBatch) -> Vec<Option<u128>> {
    let column = batch.column_by_name(PROCESS).and_then(|column| column.as_string_opt::<i32>());
    let hashed = |column: &arrow_array::StringArray| column.iter().map(|process| process.map(|name| hash(name.as_bytes()))).collect();
    column.map_or_else(|| vec![None; batch.num_rows()], hashed)
}

fn released(file: &Path, mut each: impl FnMut(u128, i32)) -> Read<()> {
    for batch in batches(MarketTable::Processes, file, |name| matches!(name, PROCESS | "released"))? {
        let batch = batch?;
        let days = batch.column_by_name("released").and_then(|column| column.as_primitive_opt::<Date32Type>());
        let Some(days) = days else { continue };
        for (process, day) in processes(&batch).into_iter().zip(days.iter()) {
            if let (Some(process), Some(day)) = (process, day) {
                each(process, day);
            }
        }
    }
    Ok(())
}

fn each(table: MarketTable, file: &Path, mut known: impl FnMut(Known)) -> Read<()> {
    let reader = batches(table, file, |name| name != "source_row")?;
    let fields = reader.schema().fields().iter().map(|field| SortField::new(field.data_type().clone())).collect();
    let converter = RowConverter::new(fields)?;
    for batch in reader {
        let batch = batch?;
        let rows = converter.convert_columns(batch.columns())?;
        for (row, process) in rows.iter().zip(processes(&batch)) {
            known(Known { row: hash(row.as_ref()), process });
        }
    }
    Ok(())
}
