//! Costings: one a case.

use model::audience::Scope;
use model::costing::Costing;
use model::id::{CaseId, CostingId};
use model::record::Record;

use crate::kept::{self, Kept, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for Costing {
    type Id = CostingId;
    const NOUN: &'static str = "costing";
    const TABLE: &'static str = "costings";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["case_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.case)]
    }
}

plain_functions!(Costing, CostingId);

/// That of a case, where there is one the scope may see.
pub async fn of_case(tx: &mut Tx, scope: &Scope, case: CaseId) -> Result<Option<Record<CostingId, Costing>>, StoreError> {
    kept::one(tx, scope, "case_id = $3", Value::text(case)).await
}
