//! Rounds of asking people, in the order they were planned.

use model::id::InvolvementId;
use model::involvement::Involvement;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for Involvement {
    type Id = InvolvementId;
    const NOUN: &'static str = "round of having your say";
    const TABLE: &'static str = "involvements";
    const PREFIX: Option<&'static str> = Some("HS");
    const COLUMNS: &'static [&'static str] = &["opens_on", "closes_on"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::day(self.opens), Value::day(self.closes)]
    }
}

plain_functions!(Involvement, InvolvementId, by_reference);
