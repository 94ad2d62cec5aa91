//! Priorities of the place.

use model::id::PriorityId;
use model::priority::Priority;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for Priority {
    type Id = PriorityId;
    const NOUN: &'static str = "priority";
    const TABLE: &'static str = "priorities";
    const PREFIX: Option<&'static str> = Some("PR");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

plain_functions!(Priority, PriorityId, by_reference);
