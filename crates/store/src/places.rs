//! The one place an installation is for. It has no audience: its name is on every page.

use model::id::PlaceId;
use model::place::Place;
use model::record::Record;

use crate::kept::{self, Kept};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for Place {
    type Id = PlaceId;
    const NOUN: &'static str = "place";
    const TABLE: &'static str = "places";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["is_sample"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::Truth(self.is_sample)]
    }
}

/// Keeps a new place (version 0) or replaces the version it was made from.
pub async fn save(tx: &mut Tx, record: &Record<PlaceId, Place>) -> Result<Record<PlaceId, Place>, StoreError> {
    kept::save(tx, record).await
}

/// The place, once there is one.
pub async fn the_place(tx: &mut Tx) -> Result<Option<Record<PlaceId, Place>>, StoreError> {
    Ok(kept::unscoped(tx, "true", vec![]).await?.into_iter().next())
}
