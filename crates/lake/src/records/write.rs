//! Market records on their way to columns: a few thousand rows wait in memory, the rest is on the disk.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use arrow_array::{BooleanArray, RecordBatch};
use datafusion::arrow::compute::filter_record_batch;
use exchange::market::{Cell, MarketTable};
use exchange::tables::{Digest, Held, KeptTable, RecordWriter, TablesError};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::builders::{Builder, fits};
use super::columns;
use super::new::{Older, Rows};
use super::part::{Beside, Part, not_written};
use crate::Lake;

/// Rows that wait before they are made into columns.
const WAITING: usize = 8_192;

/// A set of records while it is written, in files beside the others. Dropped unfinished, they go.
pub struct Writer {
    lake: Lake,
    tables: BTreeMap<MarketTable, Open>,
}

struct Open {
    part: Part,
    builders: Vec<Builder>,
    waiting: usize,
    rows: u64,
}

impl Writer {
    pub fn beside(lake: Lake) -> Writer {
        Writer { lake, tables: BTreeMap::new() }
    }

    fn open(&mut self, table: MarketTable) -> Result<&mut Open, TablesError> {
        use std::collections::btree_map::Entry;
        match self.tables.entry(table) {
            Entry::Occupied(open) => Ok(open.into_mut()),
            Entry::Vacant(room) => {
                let builders = table.columns().iter().map(|column| Builder::of(column.kind)).collect();
                Ok(room.insert(Open { part: Part::begin(&self.lake.dir, table)?, builders, waiting: 0, rows: 0 }))
            }
        }
    }
}

impl RecordWriter for Writer {
    fn row(&mut self, table: MarketTable, cells: &[Cell<'_>]) -> Result<(), TablesError> {
        let columns = table.columns();
        if cells.len() != columns.len() {
            let (name, has, given) = (table.name(), columns.len(), cells.len());
            return Err(TablesError::NotWritten(format!("a row of {name} has {has} columns, and {given} were given")));
        }
        for (column, cell) in columns.iter().zip(cells) {
            fits(column.kind, *cell)
                .map_err(|what| TablesError::NotWritten(format!("the column {} of {} was given {what}", column.name, table.name())))?;
        }
        let open = self.open(table)?;
        open.builders.iter_mut().zip(cells).for_each(|(builder, cell)| builder.push(*cell));
        open.waiting += 1;
        open.rows += 1;
        if open.waiting >= WAITING { open.pass_on(table) } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>, held: &[Held]) -> Result<Vec<KeptTable>, TablesError> {
        let tables = std::mem::take(&mut self.tables);
        let closed = tables.into_iter().map(|(table, open)| open.close(table)).collect::<Result<Vec<_>, _>>()?;
        let older = older(&self.lake, &closed, held)?;
        closed.into_iter().map(|one| one.finish(&self.lake, held, &older)).collect()
    }
}

/// Processes of which something later is held already.
fn older(lake: &Lake, closed: &[Closed], held: &[Held]) -> Result<HashSet<u128>, TablesError> {
    let Some(here) = closed.iter().find(|one| one.table == MarketTable::Processes) else { return Ok(HashSet::new()) };
    let mut older = Older::of(here.beside.path()).map_err(|error| not_written(&error))?;
    for one in held.iter().filter(|one| one.table == MarketTable::Processes) {
        let path = lake.record_file(one.table, &one.digest)?;
        let read = crate::unharmed(|| older.held_in(&path)).map_err(|why| crate::damaged(&one.digest, why))?;
        read.map_err(|error| crate::damaged(&one.digest, error))?;
    }
    Ok(older.processes())
}

/// A table that is whole on the disk, and has no name yet.
struct Closed {
    table: MarketTable,
    beside: Beside,
    digest: Digest,
    rows: u64,
}

impl Open {
    fn pass_on(&mut self, table: MarketTable) -> Result<(), TablesError> {
        self.waiting = 0;
        let arrays = self.builders.iter_mut().map(Builder::finish).collect();
        let batch = RecordBatch::try_new(columns::kept(table), arrays).map_err(|error| not_written(&error))?;
        self.part.write(&batch)
    }

    fn close(mut self, table: MarketTable) -> Result<Closed, TablesError> {
        self.pass_on(table)?;
        let (beside, digest) = self.part.close()?;
        Ok(Closed { table, beside, digest, rows: self.rows })
    }
}

impl Closed {
    fn finish(self, lake: &Lake, held: &[Held], older: &HashSet<u128>) -> Result<KeptTable, TablesError> {
        let Closed { table, beside, digest, rows: all } = self;
        let others: Vec<&Digest> = held.iter().filter(|one| one.table == table).map(|one| &one.digest).collect();
        if others.is_empty() {
            beside.name(&lake.dir, &digest)?;
            return Ok(KeptTable { table, digest: Some(digest), rows: all, same: 0 });
        }
        let mut known = Rows::of(table, beside.path()).map_err(|error| not_written(&error))?;
        for digest in others {
            let path = lake.record_file(table, digest)?;
            let read = crate::unharmed(|| known.held_in(&path)).map_err(|why| crate::damaged(digest, why))?;
            read.map_err(|error| crate::damaged(digest, error))?;
        }
        let new = known.new(older);
        let rows = new.iter().filter(|is_new| **is_new).count() as u64;
        let same = all.saturating_sub(rows);
        let digest = match (rows, same) {
            (0, _) => None,
            (_, 0) => {
                beside.name(&lake.dir, &digest)?;
                Some(digest)
            }
            _ => Some(only(&lake.dir, table, &beside, &new)?),
        };
        Ok(KeptTable { table, digest, rows, same })
    }
}

/// The new rows of a file as a file of their own.
fn only(dir: &Path, table: MarketTable, all: &Beside, new: &[bool]) -> Result<Digest, TablesError> {
    let mut part = Part::begin(dir, table)?;
    let read = || -> Result<_, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(all.path())?)?.with_batch_size(WAITING).build()?)
    };
    let mut rest = new;
    for batch in read().map_err(|error| not_written(&error))? {
        let batch = batch.map_err(|error| not_written(&error))?;
        let (mine, others) = rest.split_at_checked(batch.num_rows()).unwrap_or((rest, &[]));
        rest = others;
        let chosen = filter_record_batch(&batch, &BooleanArray::from(mine.to_vec())).map_err(|error| not_written(&error))?;
        if chosen.num_rows() > 0 {
            part.write(&chosen)?;
        }
    }
    let (beside, digest) = part.close()?;
    beside.name(dir, &digest)?;
    Ok(digest)
}

impl Lake {
    /// Where a table of records lies, once it was seen to be that table.
    pub(crate) fn record_file(&self, table: MarketTable, digest: &Digest) -> Result<PathBuf, TablesError> {
        let (path, footer) = self.open(digest)?;
        columns::check(table, footer.schema()).map_err(|why| crate::damaged(digest, why))?;
        Ok(path)
    }
}
