//! Plans of a move to a new way of working.

use model::change_plan::ChangePlan;
use model::id::ChangePlanId;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for ChangePlan {
    type Id = ChangePlanId;
    const NOUN: &'static str = "change plan";
    const TABLE: &'static str = "change_plans";
    const PREFIX: Option<&'static str> = Some("CP");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

plain_functions!(ChangePlan, ChangePlanId, by_reference);
