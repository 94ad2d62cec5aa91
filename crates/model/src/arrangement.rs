//! What is in force between those who commission and those who provide: a contract, a grant, an agreement.

use quantity::{Date, Money, Share};
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
    /// Who pays for what of it; empty where nobody has said.
    #[serde(default)]
    pub paid_by: Vec<PaidPart>,
}

/// What one funder pays for one outcome. The parts of an arrangement are the whole of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaidPart {
    pub funder: OrganisationId,
    /// What should be different, for whom.
    pub outcome: String,
    /// Of a year’s value.
    pub share: Share,
    /// Where another funder pays for the same outcome: what this money buys that the other’s does not.
    #[serde(default)]
    pub together: String,
}
