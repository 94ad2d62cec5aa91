//! Test periods, by known issue and measure.

use model::id::{IssueId, MeasureId, TestPeriodId};
use model::test_period::TestPeriod;

use crate::kept::{Kept, listed_by, plain_functions};
use crate::moment;
use crate::tx::Value;

impl Kept for TestPeriod {
    type Id = TestPeriodId;
    const NOUN: &'static str = "test period";
    const TABLE: &'static str = "test_periods";
    const PREFIX: Option<&'static str> = Some("T");
    const COLUMNS: &'static [&'static str] = &["issue_id", "measure_id", "registered_at", "is_void"];

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::text(self.issue),
            Value::text(self.rule.measure),
            Value::text(moment::written(self.registered_at)),
            Value::Truth(self.voided.is_some()),
        ]
    }
}

plain_functions!(TestPeriod, TestPeriodId, by_reference);

listed_by! {
    /// Test periods of a known issue, the void ones too, in the order they were registered.
    by_issue, "issue_id", IssueId => TestPeriod, TestPeriodId
}

listed_by! {
    /// Test periods that rest on a measure.
    by_measure, "measure_id", MeasureId => TestPeriod, TestPeriodId
}
