//! Measures, by service.

use model::id::{MeasureId, ServiceId};
use model::measure::Measure;

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for Measure {
    type Id = MeasureId;
    const NOUN: &'static str = "measure";
    const TABLE: &'static str = "measures";
    const PREFIX: Option<&'static str> = Some("M");
    const COLUMNS: &'static [&'static str] = &["service_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.service)]
    }
}

plain_functions!(Measure, MeasureId, by_reference);

listed_by! {
    /// Measures of a service.
    by_service, "service_id", ServiceId => Measure, MeasureId
}
