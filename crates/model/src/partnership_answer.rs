//! What somebody answered for their side of a partnership before seeing what the others say.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::{OrganisationId, PartnershipId, PersonId, PriorityId};

/// One answer to one round. It is given once: changed later, it would not be blind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipAnswer {
    pub partnership: PartnershipId,
    /// Which round of the partnership, from 0.
    pub round: u32,
    pub body: OrganisationId,
    /// Who gave it, so that nobody gives two; never shown.
    pub by: Option<PersonId>,
    pub by_role: String,
    pub given_on: Date,
    /// Of the check: 36 scores from 1 to 4, none where there is no view.
    #[serde(default)]
    pub scores: Vec<Option<u8>>,
    /// Of an order: first comes first.
    #[serde(default)]
    pub order: Vec<PriorityId>,
}
