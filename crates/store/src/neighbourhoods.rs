//! Neighbourhoods that commission with a budget of their own.

use model::id::NeighbourhoodId;
use model::neighbourhood::Neighbourhood;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for Neighbourhood {
    type Id = NeighbourhoodId;
    const NOUN: &'static str = "neighbourhood";
    const TABLE: &'static str = "neighbourhoods";
    const PREFIX: Option<&'static str> = Some("NB");
    const COLUMNS: &'static [&'static str] = &["commissioner_id", "year"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.commissioner), Value::number(i64::from(self.year))]
    }
}

plain_functions!(Neighbourhood, NeighbourhoodId, by_reference);
