//! What authorities spent, by the file it was read from.

use model::id::{SourceId, SpendId};
use model::spend::Spend;

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for Spend {
    type Id = SpendId;
    const NOUN: &'static str = "spending";
    const TABLE: &'static str = "spends";
    const PREFIX: Option<&'static str> = Some("SP");
    const COLUMNS: &'static [&'static str] = &["source_id", "year", "is_current"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.source), Value::number(i64::from(self.year)), Value::Truth(self.replaced_by.is_none())]
    }
}

plain_functions!(Spend, SpendId, by_reference);

listed_by! {
    /// What was read of a file.
    by_source, "source_id", SourceId => Spend, SpendId
}
