//! Cases, by what is next.

use model::case::Case;
use model::id::CaseId;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for Case {
    type Id = CaseId;
    const NOUN: &'static str = "case";
    const TABLE: &'static str = "cases";
    const PREFIX: Option<&'static str> = Some("C");
    const COLUMNS: &'static [&'static str] = &["size", "stage", "next_by"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.size.code()), Value::text(&self.stage), Value::Day(self.next.as_ref().map(|next| next.by))]
    }
}

plain_functions!(Case, CaseId, by_reference);
