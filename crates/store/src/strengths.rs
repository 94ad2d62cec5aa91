//! What is good here: people, groups, places, money and skills.

use model::id::StrengthId;
use model::strength::Strength;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for Strength {
    type Id = StrengthId;
    const NOUN: &'static str = "strength";
    const TABLE: &'static str = "strengths";
    const PREFIX: Option<&'static str> = Some("ST");
    const COLUMNS: &'static [&'static str] = &["kind", "source_id", "listed_id"];

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::text(self.kind.code()),
            Value::maybe_text(self.listed.as_ref().map(|listed| listed.source)),
            Value::maybe_text(self.listed.as_ref().map(|listed| &listed.id)),
        ]
    }
}

plain_functions!(Strength, StrengthId, by_reference);
