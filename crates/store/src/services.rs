//! Services, by who operates them.

use model::id::{OrganisationId, ServiceId};
use model::service::Service;

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for Service {
    type Id = ServiceId;
    const NOUN: &'static str = "service";
    const TABLE: &'static str = "services";
    const PREFIX: Option<&'static str> = Some("S");
    const COLUMNS: &'static [&'static str] = &["operator_id", "delivery_model", "ends_on"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.operator), Value::text(&self.delivery_model), Value::Day(self.ends)]
    }
}

plain_functions!(Service, ServiceId, by_reference);

listed_by! {
    /// Services an organisation operates today.
    by_operator, "operator_id", OrganisationId => Service, ServiceId
}
