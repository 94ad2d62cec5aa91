//! Lines of medium-term financial plans.

use model::financial_plan::PlanLine;
use model::id::PlanLineId;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for PlanLine {
    type Id = PlanLineId;
    const NOUN: &'static str = "line of the financial plan";
    const TABLE: &'static str = "financial_plan_lines";
    const PREFIX: Option<&'static str> = Some("FP");
    const COLUMNS: &'static [&'static str] = &["organisation_id", "service_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.organisation), Value::maybe_text(self.service)]
    }
}

plain_functions!(PlanLine, PlanLineId, by_reference);
