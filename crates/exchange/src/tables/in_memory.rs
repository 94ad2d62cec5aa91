//! Data sets kept in memory: for tests, and for a desk to which nobody brought a keeper.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Digest, IndicatorMeasure, IndicatorTable, IndicatorValue, NamedArea, Tables, TablesError, Wanted, news};
use crate::indicators::columns::Columns;
use crate::note::fnv;
use crate::unreadable::{Limits, Unreadable};

/// Forgotten with the process. Names are made of what is kept, as everywhere, but are no SHA-256.
#[derive(Debug, Default)]
pub struct InMemory {
    kept: Mutex<BTreeMap<Digest, Arc<IndicatorTable>>>,
}

impl InMemory {
    fn find(&self, dataset: &Digest) -> Result<Arc<IndicatorTable>, TablesError> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(dataset).cloned().ok_or_else(|| TablesError::Missing(dataset.clone()))
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

    fn rows(&self, dataset: &Digest, wanted: &Wanted) -> Result<Vec<IndicatorValue>, TablesError> {
        Ok(self.find(dataset)?.values.iter().filter(|value| wanted.holds(value)).cloned().collect())
    }
}
