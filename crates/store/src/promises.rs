//! Promises, by case, decision and service.

use model::audience::Scope;
use model::id::{CaseId, DecisionId, PromiseId, ServiceId};
use model::promise::Promise;
use model::record::Record;
use quantity::Date;

use crate::kept::{self, Kept, listed_by, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for Promise {
    type Id = PromiseId;
    const NOUN: &'static str = "promise";
    const TABLE: &'static str = "promises";
    const PREFIX: Option<&'static str> = Some("P");
    const COLUMNS: &'static [&'static str] = &["case_id", "decision_id", "service_id", "measure_id", "due", "is_settled"];

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::maybe_text(self.case),
            Value::maybe_text(self.decision),
            Value::maybe_text(self.service),
            Value::maybe_text(self.measure),
            Value::day(self.due),
            Value::Truth(self.result.is_some()),
        ]
    }
}

plain_functions!(Promise, PromiseId, by_reference);

listed_by! {
    /// Promises of a case.
    by_case, "case_id", CaseId => Promise, PromiseId
}

listed_by! {
    /// Promises that came with a decision.
    by_decision, "decision_id", DecisionId => Promise, PromiseId
}

listed_by! {
    /// Promises about a service.
    by_service, "service_id", ServiceId => Promise, PromiseId
}

/// Promises without a result that fall due on `on` or earlier, the oldest first.
pub async fn due(tx: &mut Tx, scope: &Scope, on: Date) -> Result<Vec<Record<PromiseId, Promise>>, StoreError> {
    let mut due: Vec<Record<PromiseId, Promise>> = kept::those(tx, scope, "not is_settled and due <= $3", vec![Value::day(on)]).await?;
    due.sort_by_key(|promise| (promise.noun.due, promise.id));
    Ok(due)
}
