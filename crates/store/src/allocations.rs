//! Allocations, by fund and case.

use model::allocation::Allocation;
use model::id::{AllocationId, FundId};

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for Allocation {
    type Id = AllocationId;
    const NOUN: &'static str = "allocation";
    const TABLE: &'static str = "allocations";
    const PREFIX: Option<&'static str> = Some("AL");
    const COLUMNS: &'static [&'static str] = &["fund_id", "case_id", "year"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::maybe_text(self.fund), Value::maybe_text(self.case), Value::number(i64::from(self.year))]
    }
}

plain_functions!(Allocation, AllocationId, by_reference);

listed_by! {
    /// Allocations that share out a fund.
    by_fund, "fund_id", FundId => Allocation, AllocationId
}
