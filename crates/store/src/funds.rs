//! Funds.

use model::fund::Fund;
use model::id::FundId;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for Fund {
    type Id = FundId;
    const NOUN: &'static str = "fund";
    const TABLE: &'static str = "funds";
    const PREFIX: Option<&'static str> = Some("PF");
    const COLUMNS: &'static [&'static str] = &["year"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::number(i64::from(self.year))]
    }
}

plain_functions!(Fund, FundId, by_reference);
