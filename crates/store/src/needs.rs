//! Needs of the people of the place.

use model::id::NeedId;
use model::need::Need;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for Need {
    type Id = NeedId;
    const NOUN: &'static str = "need";
    const TABLE: &'static str = "needs";
    const PREFIX: Option<&'static str> = Some("N");
    const COLUMNS: &'static [&'static str] = &["level"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.level.code())]
    }
}

plain_functions!(Need, NeedId, by_reference);
