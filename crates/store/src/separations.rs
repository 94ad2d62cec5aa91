//! How a body keeps commissioning and providing apart: one record a body.

use model::id::SeparationId;
use model::separation::Separation;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for Separation {
    type Id = SeparationId;
    const NOUN: &'static str = "separation";
    const TABLE: &'static str = "separations";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["body_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.body)]
    }
}

plain_functions!(Separation, SeparationId);
