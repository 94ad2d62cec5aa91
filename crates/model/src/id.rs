//! Identifiers: UUIDv7, made by the desk (never by a database), ordered by the moment they were made.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::parse_str(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )+};
}

/// What was given is not one of our identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("that is not an identifier of ours: follow a link from a page, or use a short reference such as C-12")]
pub struct NotAnId;

ids! {
    AllocationId, ArrangementId, AuditId, CaseId, CheckId, DecisionId, DeliveryModelId, EngagementId, ExceptionId, FindingId, FixId,
    IssueId, MeasureId, ObservationId, OrganisationId, OutcomeId, PaperId, PersonId, PlaceId, ProfileId, PromiseId, ReplyId, RoleId,
    ServiceId, SettingId, SourceId, TestPeriodId, UploadId, PriorityId, PriorityListId, CostingId, WorkshopId, BudgetChangeId, FundId,
    SpendId, StressLimitId, PlanLineId, DecidedSavingId, InvolvementId, DemandModelId, EligibilityTableId, SystemMapId, NeedId,
    StrengthId, SharedWordId, NeighbourhoodId, DataSetId, PartnershipId, PartnershipAnswerId, SkillSupplyId, SeparationId,
    ChangePlanId, SupplierLinkId, SupplyLineId, MarketResponseId, WayToMarketId, BarrierAuditId, PipelineLineId, MarketMeetingId,
    ShapingPlanId, MarketStatementId, StatementEditionId,
}
