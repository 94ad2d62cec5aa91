//! Decision papers, by case.

use model::id::{CaseId, PaperId};
use model::paper::Paper;

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for Paper {
    type Id = PaperId;
    const NOUN: &'static str = "paper";
    const TABLE: &'static str = "papers";
    const PREFIX: Option<&'static str> = Some("DP");
    const COLUMNS: &'static [&'static str] = &["case_id", "service_id", "meets_on"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.case), Value::text(self.service), Value::Day(self.meets_on)]
    }
}

plain_functions!(Paper, PaperId, by_reference);

listed_by! {
    /// Papers of a case.
    by_case, "case_id", CaseId => Paper, PaperId
}
