//! Tables of eligibility.

use model::eligibility::EligibilityTable;
use model::id::EligibilityTableId;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for EligibilityTable {
    type Id = EligibilityTableId;
    const NOUN: &'static str = "eligibility table";
    const TABLE: &'static str = "eligibility_tables";
    const PREFIX: Option<&'static str> = Some("EL");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

plain_functions!(EligibilityTable, EligibilityTableId, by_reference);
