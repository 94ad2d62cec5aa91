//! What decisions promise to save: one a decision.

use model::audience::Scope;
use model::financial_plan::DecidedSaving;
use model::id::{CaseId, DecidedSavingId, DecisionId};
use model::record::Record;

use crate::kept::{self, Kept, listed_by, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for DecidedSaving {
    type Id = DecidedSavingId;
    const NOUN: &'static str = "saving a decision promises";
    const TABLE: &'static str = "decided_savings";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["decision_id", "case_id", "line_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.decision), Value::text(self.case), Value::maybe_text(self.line)]
    }
}

plain_functions!(DecidedSaving, DecidedSavingId);

listed_by! {
    /// Those of decisions of a case.
    by_case, "case_id", CaseId => DecidedSaving, DecidedSavingId
}

/// That of a decision, where it promises one the scope may see.
pub async fn of_decision(
    tx: &mut Tx,
    scope: &Scope,
    decision: DecisionId,
) -> Result<Option<Record<DecidedSavingId, DecidedSaving>>, StoreError> {
    kept::one(tx, scope, "decision_id = $3", Value::text(decision)).await
}
