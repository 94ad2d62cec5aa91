//! Maps of services.

use model::id::SystemMapId;
use model::system_map::SystemMap;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for SystemMap {
    type Id = SystemMapId;
    const NOUN: &'static str = "system map";
    const TABLE: &'static str = "system_maps";
    const PREFIX: Option<&'static str> = Some("SM");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

plain_functions!(SystemMap, SystemMapId, by_reference);
