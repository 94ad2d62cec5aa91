//! Partnerships.

use model::id::PartnershipId;
use model::partnership::Partnership;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for Partnership {
    type Id = PartnershipId;
    const NOUN: &'static str = "partnership";
    const TABLE: &'static str = "partnerships";
    const PREFIX: Option<&'static str> = Some("PA");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

plain_functions!(Partnership, PartnershipId, by_reference);
