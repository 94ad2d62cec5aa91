//! Outcomes wanted, by case and by measure.

use model::id::{CaseId, MeasureId, OutcomeId};
use model::outcome::Outcome;

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for Outcome {
    type Id = OutcomeId;
    const NOUN: &'static str = "outcome";
    const TABLE: &'static str = "outcomes";
    const PREFIX: Option<&'static str> = Some("O");
    const COLUMNS: &'static [&'static str] = &["case_id", "measure_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.case), Value::maybe_text(self.measure)]
    }
}

plain_functions!(Outcome, OutcomeId, by_reference);

listed_by! {
    /// What a case wants.
    by_case, "case_id", CaseId => Outcome, OutcomeId
}

listed_by! {
    /// What leans on a measure.
    by_measure, "measure_id", MeasureId => Outcome, OutcomeId
}
