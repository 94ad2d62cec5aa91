//! How one body keeps commissioning and providing apart.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;

/// One body may be both only with this on record, while it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Separation {
    pub body: OrganisationId,
    /// The role that commissions.
    pub commissioning_role: String,
    /// The role that provides: another one.
    pub providing_role: String,
    /// Who decides, who sees prices, who scores, and who is left out of each.
    pub how: String,
    pub agreed_on: Date,
    pub review_on: Date,
    /// The paper it stands in.
    pub source: String,
    pub by_role: String,
}
