//! Priorities: what a place puts first, and whose list says so. An outcome traces to a priority, a priority to the vision.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::{OrganisationId, PriorityId};

/// One thing the place puts first, for a named group of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// As people say it, at most 120 characters.
    pub title: String,
    /// The group of people it is for.
    pub people: String,
    /// Why it is one: need and hope, in a sentence or two.
    pub because: String,
}

/// One list, in order: that of one organisation, or the one list all partners agreed. Of each there is one at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorityList {
    /// Whose; none is the list of the place.
    pub whose: Option<OrganisationId>,
    /// The vision it serves, in one sentence. Kept on the list of the place.
    #[serde(default)]
    pub vision: String,
    /// First comes first.
    pub order: Vec<PriorityId>,
    /// Organisations that agreed to it, of the list of the place.
    #[serde(default)]
    pub agreed_by: Vec<OrganisationId>,
    /// When leaders meet about where lists differ.
    #[serde(default)]
    pub leaders_meet: Option<Date>,
    /// Where it comes from: a plan or a paper.
    #[serde(default)]
    pub said_in: String,
}
