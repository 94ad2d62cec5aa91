//! Tests of how the market would respond: several a case.

use model::id::{CaseId, MarketResponseId};
use model::market_response::MarketResponse;

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for MarketResponse {
    type Id = MarketResponseId;
    const NOUN: &'static str = "test of the market";
    const TABLE: &'static str = "market_responses";
    const PREFIX: Option<&'static str> = Some("MR");
    const COLUMNS: &'static [&'static str] = &["case_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.case)]
    }
}

plain_functions!(MarketResponse, MarketResponseId, by_reference);

listed_by! {
    /// Tests of a case.
    by_case, "case_id", CaseId => MarketResponse, MarketResponseId
}
