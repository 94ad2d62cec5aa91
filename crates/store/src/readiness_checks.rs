//! Readiness checks, by case and service.

use model::id::{CaseId, CheckId, ServiceId};
use model::readiness::ReadinessCheck;

use crate::kept::{Kept, listed_by, plain_functions};
use crate::moment;
use crate::tx::Value;

impl Kept for ReadinessCheck {
    type Id = CheckId;
    const NOUN: &'static str = "readiness check";
    const TABLE: &'static str = "readiness_checks";
    const PREFIX: Option<&'static str> = Some("R");
    const COLUMNS: &'static [&'static str] = &["case_id", "service_id", "change", "asked_at", "answer"];

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::maybe_text(self.case),
            Value::text(self.service),
            Value::text(&self.change),
            Value::text(moment::written(self.asked_at)),
            Value::text(self.answer.code()),
        ]
    }
}

plain_functions!(ReadinessCheck, CheckId, by_reference);

listed_by! {
    /// Checks asked for a case, in the order they were asked.
    by_case, "case_id", CaseId => ReadinessCheck, CheckId
}

listed_by! {
    /// Checks asked of a service, in the order they were asked.
    by_service, "service_id", ServiceId => ReadinessCheck, CheckId
}
