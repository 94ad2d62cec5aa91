//! Decisions, by case and service.

use model::decision::Decision;
use model::id::{CaseId, DecisionId, ServiceId};

use crate::kept::{Kept, listed_by, plain_functions};
use crate::moment;
use crate::tx::Value;

impl Kept for Decision {
    type Id = DecisionId;
    const NOUN: &'static str = "decision";
    const TABLE: &'static str = "decisions";
    const PREFIX: Option<&'static str> = Some("D");
    const COLUMNS: &'static [&'static str] =
        &["case_id", "service_id", "decided_on", "review_on", "check_id", "exception_id", "recorded_at"];

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::text(self.case),
            Value::text(self.service),
            Value::day(self.decided_on),
            Value::day(self.review_on),
            Value::maybe_text(self.check),
            Value::maybe_text(self.exception),
            Value::text(moment::written(self.recorded_at)),
        ]
    }
}

plain_functions!(Decision, DecisionId, by_reference);

listed_by! {
    /// Decisions of a case.
    by_case, "case_id", CaseId => Decision, DecisionId
}

listed_by! {
    /// Decisions about a service.
    by_service, "service_id", ServiceId => Decision, DecisionId
}
