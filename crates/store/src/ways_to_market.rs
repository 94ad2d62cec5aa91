//! How cases would go to the market: one a case.

use model::audience::Scope;
use model::id::{CaseId, WayToMarketId};
use model::record::Record;
use model::way_to_market::WayToMarket;

use crate::kept::{self, Kept, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for WayToMarket {
    type Id = WayToMarketId;
    const NOUN: &'static str = "way to market";
    const TABLE: &'static str = "ways_to_market";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["case_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.case)]
    }
}

plain_functions!(WayToMarket, WayToMarketId);

/// That of a case, where there is one the scope may see.
pub async fn of_case(tx: &mut Tx, scope: &Scope, case: CaseId) -> Result<Option<Record<WayToMarketId, WayToMarket>>, StoreError> {
    kept::one(tx, scope, "case_id = $3", Value::text(case)).await
}
