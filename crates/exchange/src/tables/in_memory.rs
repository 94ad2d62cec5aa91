//! Data sets kept in memory: for tests, and for a desk to which nobody brought a keeper.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{
    Digest, Held, IndicatorMeasure, IndicatorTable, IndicatorValue, KeptTable, NamedArea, RecordWriter, Tables, TablesError, Wanted, news,
};
use crate::indicators::columns::Columns;
use crate::market::{Cell, MarketTable, OwnedCell};
use crate::note::fnv;
use crate::unreadable::{Limits, Unreadable};

/// Forgotten with the process. Names are made of what is kept, as everywhere, but are no SHA-256.
#[derive(Debug, Default)]
pub struct InMemory {
    kept: Mutex<BTreeMap<Digest, Arc<IndicatorTable>>>,
    records: Arc<Mutex<BTreeMap<Digest, Vec<Vec<OwnedCell>>>>>,
}

impl InMemory {
    fn find(&self, dataset: &Digest) -> Result<Arc<IndicatorTable>, TablesError> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(dataset).cloned().ok_or_else(|| TablesError::Missing(dataset.clone()))
    }

    /// The rows of one table of market records, in their order. No question is answered here: that takes an engine.
    pub fn records(&self, dataset: &Digest) -> Vec<Vec<OwnedCell>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner).get(dataset).cloned().unwrap_or_default()
    }
}

/// Rows while they are written.
struct Rows {
    written: BTreeMap<MarketTable, Vec<Vec<OwnedCell>>>,
    into: Arc<Mutex<BTreeMap<Digest, Vec<Vec<OwnedCell>>>>>,
}

/// What makes a row the same as another: all of it but where it stood.
fn same(row: &[OwnedCell]) -> String {
    format!("{:?}", row.get(..row.len().saturating_sub(1)).unwrap_or_default())
}

impl RecordWriter for Rows {
    fn row(&mut self, table: MarketTable, cells: &[Cell<'_>]) -> Result<(), TablesError> {
        if cells.len() != table.columns().len() {
            return Err(TablesError::NotWritten(format!(
                "a row of {} has {} columns, not {}",
                table.name(),
                table.columns().len(),
                cells.len()
            )));
        }
        self.written.entry(table).or_default().push(cells.iter().map(OwnedCell::from).collect());
        Ok(())
    }

    fn finish(self: Box<Self>, held: &[Held]) -> Result<Vec<KeptTable>, TablesError> {
        let Rows { written, into } = *self;
        let mut kept = into.lock().unwrap_or_else(PoisonError::into_inner);
        let mut told = Vec::new();
        for (table, rows) in written {
            let mut before: BTreeMap<String, u64> = BTreeMap::new();
            for row in held.iter().filter(|one| one.table == table).filter_map(|one| kept.get(&one.digest)).flatten() {
                *before.entry(same(row)).or_default() += 1;
            }
            let all = rows.len() as u64;
            let mut is_new = |row: &Vec<OwnedCell>| match before.get_mut(&same(row)) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    false
                }
                _ => true,
            };
            let new: Vec<Vec<OwnedCell>> = rows.into_iter().filter(|row| is_new(row)).collect();
            let rows = new.len() as u64;
            let digest = (rows > 0).then(|| {
                let digest: Digest = format!("{:064x}", fnv(&[format!("{table:?}{new:?}").as_bytes()])).into();
                kept.insert(digest.clone(), new);
                digest
            });
            told.push(KeptTable { table, digest, rows, same: all - rows });
        }
        Ok(told)
    }
}

impl Tables for InMemory {
    fn keep(&self, table: &IndicatorTable) -> Result<Digest, TablesError> {
        let mut table = table.clone();
        table.values.sort_by(|a, b| news::key(a).cmp(&news::key(b)));
        table.values.iter_mut().for_each(|value| value.dataset = "".into());
        let mut told: Vec<String> = table.measures.iter().map(|measure| format!("{measure:?}")).collect();
        told.extend(table.areas.iter().map(|area| format!("{area:?}")));
        told.extend(table.values.iter().map(|value| format!("{value:?}")));
        let parts: Vec<&[u8]> = told.iter().map(String::as_bytes).collect();
        let digest: Digest = format!("{:064x}", fnv(&parts)).into();
        table.values.iter_mut().for_each(|value| value.dataset = digest.clone());
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).entry(digest.clone()).or_insert_with(|| Arc::new(table));
        Ok(digest)
    }

    fn measures_of(&self, dataset: &Digest) -> Result<Vec<IndicatorMeasure>, TablesError> {
        Ok(self.find(dataset)?.measures.clone())
    }

    fn areas_of(&self, dataset: &Digest) -> Result<Vec<NamedArea>, TablesError> {
        Ok(self.find(dataset)?.areas.clone())
    }

    fn columns_of(&self, _bytes: &[u8], _limits: &Limits) -> Result<Columns, Unreadable> {
        Err(Unreadable::NotATable("a Parquet file, and this program was built without its reader"))
    }

    fn begin_records(&self) -> Result<Box<dyn RecordWriter>, TablesError> {
        Ok(Box::new(Rows { written: BTreeMap::new(), into: self.records.clone() }))
    }

    fn rows(&self, dataset: &Digest, wanted: &Wanted) -> Result<Vec<IndicatorValue>, TablesError> {
        Ok(self.find(dataset)?.values.iter().filter(|value| wanted.holds(value)).cloned().collect())
    }
}
