//! Workshops: one a case.

use model::audience::Scope;
use model::id::{CaseId, WorkshopId};
use model::record::Record;
use model::workshop::Workshop;

use crate::kept::{self, Kept, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for Workshop {
    type Id = WorkshopId;
    const NOUN: &'static str = "workshop";
    const TABLE: &'static str = "workshops";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["case_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.case)]
    }
}

plain_functions!(Workshop, WorkshopId);

/// That of a case, where there is one the scope may see.
pub async fn of_case(tx: &mut Tx, scope: &Scope, case: CaseId) -> Result<Option<Record<WorkshopId, Workshop>>, StoreError> {
    kept::one(tx, scope, "case_id = $3", Value::text(case)).await
}
