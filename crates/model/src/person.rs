//! Someone who signs in.

use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    /// Lower case; how they sign in.
    pub email: String,
    pub organisation: OrganisationId,
    /// As shown beside the name: "head of commissioning".
    pub job: String,
    /// Codes of roles.
    pub roles: Vec<String>,
    pub active: bool,
}
