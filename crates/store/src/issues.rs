//! Known issues, by service, measure and holder.

use model::audience::Scope;
use model::id::{IssueId, MeasureId, OrganisationId, ServiceId};
use model::issue::KnownIssue;
use model::record::Record;
use quantity::Date;

use crate::kept::{self, Kept, listed_by, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for KnownIssue {
    type Id = IssueId;
    const NOUN: &'static str = "known issue";
    const TABLE: &'static str = "issues";
    const PREFIX: Option<&'static str> = Some("I");
    const COLUMNS: &'static [&'static str] = &["service_id", "measure_id", "holder_id", "severity", "raised_on", "triage_due", "is_open"];

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::text(self.service),
            Value::maybe_text(self.measure),
            Value::text(self.holder),
            Value::text(self.severity.code()),
            Value::day(self.raised_on),
            Value::day(self.triage_due),
            Value::Truth(self.is_open()),
        ]
    }
}

plain_functions!(KnownIssue, IssueId, by_reference);

listed_by! {
    /// Known issues of a service, open and closed.
    by_service, "service_id", ServiceId => KnownIssue, IssueId
}

listed_by! {
    /// Known issues that a measure speaks of.
    by_measure, "measure_id", MeasureId => KnownIssue, IssueId
}

listed_by! {
    /// Known issues an organisation holds now.
    by_holder, "holder_id", OrganisationId => KnownIssue, IssueId
}

/// Open known issues nobody has looked at yet whose day for it is `on` or earlier.
pub async fn waiting_for_triage(tx: &mut Tx, scope: &Scope, on: Date) -> Result<Vec<Record<IssueId, KnownIssue>>, StoreError> {
    let mut due: Vec<Record<IssueId, KnownIssue>> = kept::those(tx, scope, "is_open and triage_due <= $3", vec![Value::day(on)]).await?;
    due.retain(|issue| issue.noun.triage.is_none());
    Ok(due)
}
