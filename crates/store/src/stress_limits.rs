//! What each partner could bear, by fund.

use model::fund::StressLimit;
use model::id::{FundId, StressLimitId};

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for StressLimit {
    type Id = StressLimitId;
    const NOUN: &'static str = "stress limit";
    const TABLE: &'static str = "stress_limits";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["fund_id", "partner_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.fund), Value::text(self.partner)]
    }
}

plain_functions!(StressLimit, StressLimitId);

listed_by! {
    /// What partners could bear of a fund, of those the scope may see.
    by_fund, "fund_id", FundId => StressLimit, StressLimitId
}
