//! One line of the audit trail, chained to the one before it by digest.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{AuditId, OrganisationId, PersonId};

/// Details are digested apart, so that personal data in them can be removed under a retention rule and the chain still verifies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    pub id: AuditId,
    /// 1, 2, 3… without gaps.
    pub sequence: i64,
    pub at: Timestamp,
    pub person: Option<PersonId>,
    /// The role acted in: "Head of commissioning", "Operator".
    pub role: String,
    pub organisation: OrganisationId,
    /// The use case, lower case with underscores: `accept_upload`.
    pub action: String,
    pub noun: String,
    pub record: Option<uuid::Uuid>,
    /// A sentence; removed details read as an empty string with `details_removed` set.
    pub details: String,
    pub details_digest: String,
    pub details_removed: Option<String>,
    pub previous: String,
    pub digest: String,
}
