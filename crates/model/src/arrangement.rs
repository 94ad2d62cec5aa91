//! What is in force between those who commission and those who provide: a contract, a grant, an agreement.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::id::{OrganisationId, ServiceId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Arrangement {
    pub service: ServiceId,
    pub title: String,
    pub with: OrganisationId,
    pub delivery_model: String,
    pub regime: String,
    pub awarded: Option<Date>,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    pub annual_value: Option<Money>,
    /// Why no decision is recorded for it, where it began before it was written down and with somebody other than who runs the
    /// service; empty where one is, or none is asked for.
    #[serde(default)]
    pub undecided: String,
}
