//! Lines of supply.

use model::id::SupplyLineId;
use model::supply::SupplyLine;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for SupplyLine {
    type Id = SupplyLineId;
    const NOUN: &'static str = "line of supply";
    const TABLE: &'static str = "supply_lines";
    const PREFIX: Option<&'static str> = Some("SL");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

plain_functions!(SupplyLine, SupplyLineId, by_reference);
