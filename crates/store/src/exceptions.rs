//! Exceptions: going on although the check says not ready.

use model::decision::Exception;
use model::id::{CaseId, CheckId, ExceptionId, ServiceId};

use crate::kept::{Kept, listed_by, plain_functions};
use crate::moment;
use crate::tx::Value;

impl Kept for Exception {
    type Id = ExceptionId;
    const NOUN: &'static str = "exception";
    const TABLE: &'static str = "exceptions";
    const PREFIX: Option<&'static str> = Some("X");
    const COLUMNS: &'static [&'static str] = &["case_id", "service_id", "check_id", "review_on", "recorded_at"];

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::text(self.case),
            Value::text(self.service),
            Value::text(self.check),
            Value::day(self.review_on),
            Value::text(moment::written(self.recorded_at)),
        ]
    }
}

plain_functions!(Exception, ExceptionId, by_reference);

listed_by! {
    /// Exceptions of a case.
    by_case, "case_id", CaseId => Exception, ExceptionId
}

listed_by! {
    /// Exceptions for a service.
    by_service, "service_id", ServiceId => Exception, ExceptionId
}

listed_by! {
    /// Exceptions to a readiness check.
    by_check, "check_id", CheckId => Exception, ExceptionId
}
