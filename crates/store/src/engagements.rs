//! Help engaged to solve an issue.

use model::engagement::Engagement;
use model::id::{EngagementId, IssueId, ServiceId};

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for Engagement {
    type Id = EngagementId;
    const NOUN: &'static str = "engagement";
    const TABLE: &'static str = "engagements";
    const PREFIX: Option<&'static str> = Some("E");
    const COLUMNS: &'static [&'static str] = &["service_id", "issue_id", "helper_id", "ends_on"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.service), Value::text(self.issue), Value::text(self.helper), Value::day(self.until)]
    }
}

plain_functions!(Engagement, EngagementId, by_reference);

listed_by! {
    /// Help engaged in a service.
    by_service, "service_id", ServiceId => Engagement, EngagementId
}

listed_by! {
    /// Help engaged for a known issue.
    by_issue, "issue_id", IssueId => Engagement, EngagementId
}
