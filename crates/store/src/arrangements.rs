//! Arrangements in force, by service and organisation.

use model::arrangement::Arrangement;
use model::id::{ArrangementId, OrganisationId, ServiceId};

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for Arrangement {
    type Id = ArrangementId;
    const NOUN: &'static str = "arrangement";
    const TABLE: &'static str = "arrangements";
    const PREFIX: Option<&'static str> = Some("A");
    const COLUMNS: &'static [&'static str] = &["service_id", "with_id", "starts_on", "ends_on"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.service), Value::text(self.with), Value::Day(self.starts), Value::Day(self.ends)]
    }
}

plain_functions!(Arrangement, ArrangementId, by_reference);

listed_by! {
    /// Arrangements for a service.
    by_service, "service_id", ServiceId => Arrangement, ArrangementId
}

listed_by! {
    /// Arrangements with an organisation.
    by_organisation, "with_id", OrganisationId => Arrangement, ArrangementId
}
