//! Big public tables as columns: the only crate that knows Arrow, Parquet and DataFusion.
//!
//! A data set is a Parquet file in the place's folder, named by the SHA-256 of its bytes and never changed. Figures are sorted by measure,
//! group, area and period, so that a question opens only the row groups that can answer it; records of the market (`records`) are
//! asked in SQL (`engine`, and its questions in `questions`). What is asked of data sets is `exchange/tables.rs`; [`Lake`] keeps it.

mod dictionary;
mod engine;
mod foreign;
mod lines;
mod query;
mod questions;
mod records;
mod schema;
pub mod shape;
mod write;

use std::fs::File;
use std::path::PathBuf;

use exchange::indicators::columns::Columns;
use exchange::tables::{
    Answer, Digest, IndicatorMeasure, IndicatorTable, IndicatorValue, NamedArea, Question, RecordWriter, Tables, TablesError, Wanted,
};
use exchange::{Limits, Unreadable};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use serde::de::DeserializeOwned;

/// Data sets in a folder.
#[derive(Debug, Clone)]
pub struct Lake {
    dir: PathBuf,
}

impl Lake {
    /// In a folder, made when something is first kept there. Other files may stand beside: nothing is read but by its name.
    pub fn at(dir: impl Into<PathBuf>) -> Lake {
        Lake { dir: dir.into() }
    }

    /// The file of a data set with its footer. A digest is all a name can be: nothing else becomes part of a path.
    fn open(&self, dataset: &Digest) -> Result<(PathBuf, ArrowReaderMetadata), TablesError> {
        let is_name = dataset.len() == 64 && dataset.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let path = self.dir.join(&**dataset);
        let file = match File::open(&path) {
            Ok(file) if is_name => file,
            _ => return Err(TablesError::Missing(dataset.clone())),
        };
        let read = unharmed(|| ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())).map_err(|why| damaged(dataset, why))?;
        let footer = read.map_err(|error| damaged(dataset, error))?;
        Ok((path, footer))
    }

    /// The file of a data set of figures.
    fn find(&self, dataset: &Digest) -> Result<(PathBuf, ArrowReaderMetadata), TablesError> {
        let (path, footer) = self.open(dataset)?;
        schema::check(footer.schema()).map_err(|why| damaged(dataset, why))?;
        Ok((path, footer))
    }

    /// A list that stands in the footer as JSON.
    fn list<T: DeserializeOwned>(&self, dataset: &Digest, key: &str) -> Result<Vec<T>, TablesError> {
        let (_, footer) = self.find(dataset)?;
        let entries = footer.metadata().file_metadata().key_value_metadata();
        let text = entries.and_then(|entries| entries.iter().find(|entry| entry.key == key)).and_then(|entry| entry.value.as_deref());
        let text = text.ok_or_else(|| damaged(dataset, format!("its list of {key} is gone")))?;
        serde_json::from_str(text).map_err(|error| damaged(dataset, error))
    }
}

impl Tables for Lake {
    fn keep(&self, table: &IndicatorTable) -> Result<Digest, TablesError> {
        write::keep(&self.dir, table)
    }

    fn measures_of(&self, dataset: &Digest) -> Result<Vec<IndicatorMeasure>, TablesError> {
        self.list(dataset, schema::MEASURES)
    }

    fn areas_of(&self, dataset: &Digest) -> Result<Vec<NamedArea>, TablesError> {
        self.list(dataset, schema::AREAS)
    }

    fn rows(&self, dataset: &Digest, wanted: &Wanted) -> Result<Vec<IndicatorValue>, TablesError> {
        let (path, footer) = self.find(dataset)?;
        unharmed(|| query::rows(&path, &footer, dataset, wanted)).unwrap_or_else(|why| Err(damaged(dataset, why)))
    }

    fn begin_records(&self) -> Result<Box<dyn RecordWriter>, TablesError> {
        Ok(Box::new(records::write::Writer::beside(self.clone())))
    }

    fn ask(&self, question: &Question<'_>) -> Result<Answer, TablesError> {
        engine::ask(self, question)
    }

    fn columns_of(&self, bytes: &[u8], limits: &Limits) -> Result<Columns, Unreadable> {
        unharmed(|| foreign::columns_of(bytes, limits)).unwrap_or_else(|why| Err(Unreadable::DamagedColumns(why)))
    }
}

fn damaged(dataset: &Digest, why: impl ToString) -> TablesError {
    TablesError::Damaged { digest: dataset.clone(), why: why.to_string() }
}

/// A file made to harm may find what Parquet's own reader did not expect: that is the file's fault, and no reason to stop.
fn unharmed<T>(read: impl FnOnce() -> T) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).map_err(|_| "its parts do not fit together".to_owned())
}
