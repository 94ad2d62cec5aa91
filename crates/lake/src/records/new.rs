//! Which rows of a file are not held yet. A row is known by 128 bits of the SHA-256 of its cells, its place in the file aside: nobody can make
//! a row that passes for another.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

use arrow_array::RecordBatchReader;
use datafusion::arrow::row::{RowConverter, SortField};
use exchange::market::MarketTable;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sha2::{Digest as _, Sha256};

type Read<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How often a row stands in the file and in those that are held.
#[derive(Default, Clone, Copy)]
struct Seen {
    here: u32,
    held: u32,
}

/// The rows of one file, and how many just like each are held elsewhere.
pub struct Rows {
    hashes: Vec<u128>,
    seen: HashMap<u128, Seen>,
}

impl Rows {
    pub fn of(table: MarketTable, file: &Path) -> Read<Rows> {
        let mut hashes = Vec::new();
        each(table, file, |hash| hashes.push(hash))?;
        let seen = hashes.iter().map(|hash| (*hash, Seen::default())).collect();
        Ok(Rows { hashes, seen })
    }

    pub fn held_in(&mut self, table: MarketTable, file: &Path) -> Read<()> {
        each(table, file, |hash| {
            if let Some(seen) = self.seen.get_mut(&hash) {
                seen.held = seen.held.saturating_add(1);
            }
        })
    }

    /// True for each row that is new, in the order of the file: the third of three just alike is, where two are held.
    pub fn new(mut self) -> Vec<bool> {
        let is_new = |hash: &u128| match self.seen.get_mut(hash) {
            Some(seen) => {
                seen.here = seen.here.saturating_add(1);
                seen.here > seen.held
            }
            None => true,
        };
        self.hashes.iter().map(is_new).collect()
    }
}

fn each(table: MarketTable, file: &Path, mut hash: impl FnMut(u128)) -> Read<()> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(file)?)?;
    let names = table.columns().iter().map(|column| column.name).filter(|name| *name != "source_row");
    let mask = ProjectionMask::columns(builder.parquet_schema(), names);
    let reader = builder.with_projection(mask).build()?;
    let fields = reader.schema().fields().iter().map(|field| SortField::new(field.data_type().clone())).collect();
    let converter = RowConverter::new(fields)?;
    for batch in reader {
        for row in &converter.convert_columns(batch?.columns())? {
            let digest = Sha256::digest(row.as_ref());
            let first: [u8; 16] = digest.first_chunk().copied().unwrap_or_default();
            hash(u128::from_le_bytes(first));
        }
    }
    Ok(())
}
