//! Delivery models, by code.

use model::audience::Scope;
use model::delivery_model::DeliveryModel;
use model::id::DeliveryModelId;
use model::record::Record;

use crate::kept::{self, Kept, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for DeliveryModel {
    type Id = DeliveryModelId;
    const NOUN: &'static str = "delivery model";
    const TABLE: &'static str = "delivery_models";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["code", "is_retired"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(&self.code), Value::Truth(self.retired)]
    }
}

plain_functions!(DeliveryModel, DeliveryModelId);

/// The model of a code, retired or not: old decisions still name it.
pub async fn by_code(tx: &mut Tx, scope: &Scope, code: &str) -> Result<Option<Record<DeliveryModelId, DeliveryModel>>, StoreError> {
    kept::one(tx, scope, "code = $3", Value::text(code)).await
}
