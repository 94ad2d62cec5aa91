//! Models of demand.

use model::demand::DemandModel;
use model::id::DemandModelId;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for DemandModel {
    type Id = DemandModelId;
    const NOUN: &'static str = "demand model";
    const TABLE: &'static str = "demand_models";
    const PREFIX: Option<&'static str> = Some("DM");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

plain_functions!(DemandModel, DemandModelId, by_reference);
