//! Help to solve an issue. A helper is not a provider of the service.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::id::{IssueId, OrganisationId, ServiceId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Engagement {
    pub service: ServiceId,
    pub issue: IssueId,
    pub helper: OrganisationId,
    pub scope: String,
    pub fee: Option<Money>,
    pub budget_line: String,
    pub decided_by: String,
    pub from: Date,
    pub until: Date,
    pub passes_on_knowledge: String,
    /// If the helper may later bid: what keeps the field level, recorded without suspicion.
    pub level_field: Option<LevelField>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelField {
    pub information_released: String,
    pub mitigation: String,
    pub on: Date,
    pub by_role: String,
}
