//! Plans to make a market that can answer.

use model::id::ShapingPlanId;
use model::shaping_plan::ShapingPlan;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for ShapingPlan {
    type Id = ShapingPlanId;
    const NOUN: &'static str = "market-shaping plan";
    const TABLE: &'static str = "shaping_plans";
    const PREFIX: Option<&'static str> = Some("SH");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

plain_functions!(ShapingPlan, ShapingPlanId, by_reference);
