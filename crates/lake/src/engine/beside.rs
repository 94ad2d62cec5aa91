//! Small tables beside the records: who is who, who is of which kind, and what else a use case brings.

use std::sync::Arc;

use arrow_array::builder::StringViewBuilder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use datafusion::datasource::MemTable;
use exchange::market::MarketTable;
use exchange::tables::{Beside, TablesError};

/// There whether they are given or not: questions join them.
const ALWAYS: [(&str, &[&str]); 2] =
    [("identities", &["party", "supplier", "name", "reason", "confidence"]), ("kinds", &["supplier", "kind"])];

pub fn tables(given: &[Beside]) -> Result<Vec<(String, Arc<MemTable>)>, TablesError> {
    let mut tables = Vec::new();
    for one in given {
        if MarketTable::ALL.iter().any(|table| table.name() == one.name) || tables.iter().any(|(name, _)| name == one.name) {
            return Err(TablesError::NotAnswered(format!("two tables are called {}.", one.name)));
        }
        tables.push((one.name.to_owned(), table(one.name, one.columns, &one.rows)?));
    }
    for (name, columns) in ALWAYS {
        if !given.iter().any(|one| one.name == name) {
            tables.push((name.to_owned(), table(name, columns, &[])?));
        }
    }
    Ok(tables)
}

fn table(name: &str, columns: &[&str], rows: &[Vec<Option<String>>]) -> Result<Arc<MemTable>, TablesError> {
    if let Some(row) = rows.iter().find(|row| row.len() != columns.len()) {
        return Err(TablesError::NotAnswered(format!("the table {name} has {} columns, and a row of it {}.", columns.len(), row.len())));
    }
    let fields: Vec<Field> = columns.iter().map(|column| Field::new(*column, DataType::Utf8View, true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let column = |at: usize| -> ArrayRef {
        let mut builder = StringViewBuilder::new();
        rows.iter().for_each(|row| builder.append_option(row.get(at).and_then(Option::as_deref)));
        Arc::new(builder.finish())
    };
    let made = RecordBatch::try_new(schema.clone(), (0..columns.len()).map(column).collect()).map_err(|error| error.to_string());
    let made = made.and_then(|batch| MemTable::try_new(schema, vec![vec![batch]]).map_err(|error| error.to_string()));
    made.map(Arc::new).map_err(TablesError::NotAnswered)
}
