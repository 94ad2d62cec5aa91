//! One known issue with everything on record of it: for its page.

use std::sync::Arc;

use methods::evidence::ErrorRates;
use model::audit::AuditEntry;
use model::engagement::Engagement;
use model::id::{EngagementId, IssueId, MeasureId, OrganisationId, ServiceId, SourceId, TestPeriodId};
use model::issue::KnownIssue;
use model::measure::Measure;
use model::organisation::Organisation;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::service::Service;
use model::source::Source;
use model::test_period::TestPeriod;

use crate::actor::Actor;
use crate::analyse::tests_touched::{self, Unchecked};
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::standing::{self, Found};

#[derive(Debug, Clone)]
pub struct IssueView {
    pub issue: Record<IssueId, KnownIssue>,
    pub service: Record<ServiceId, Service>,
    pub found: Arc<Found>,
    /// Every test period, the void ones too, oldest first.
    pub tests: Vec<Record<TestPeriodId, TestPeriod>>,
    pub engagements: Vec<Record<EngagementId, Engagement>>,
    /// Measures of the service, to choose from.
    pub measures: Vec<Record<MeasureId, Measure>>,
    /// For this very case; none where there is too little to simulate from.
    pub error_rates: Option<ErrorRates>,
    pub history: Vec<AuditEntry>,
    /// To name helpers and holders.
    pub organisations: Vec<Record<OrganisationId, Organisation>>,
    /// Files the figures of the test came from, those the actor may see.
    pub sources: Vec<Record<SourceId, Source>>,
    /// Raised nearby since this issue was closed.
    pub raised_after: Vec<String>,
    /// Corrected data points of the last test that nobody outside the service has checked yet.
    pub unchecked: Vec<Unchecked>,
}

pub async fn read_issue(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<IssueView, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let issue = store::issues::by_reference(&mut tx, &actor.scope, reference).await?;
    let service = store::services::find(&mut tx, &actor.scope, issue.noun.service).await?;
    let settings = Settings::in_force(&mut tx).await?;
    let found = standing::of_issue(desk, &mut tx, &settings, &issue).await?;
    let tests = store::test_periods::by_issue(&mut tx, &actor.scope, issue.id).await?;
    let mut engagements = store::engagements::by_service(&mut tx, &actor.scope, service.id).await?;
    engagements.retain(|engagement| engagement.noun.issue == issue.id);
    let measures = store::measures::by_service(&mut tx, &actor.scope, service.id).await?;
    let mut history = store::audit::of_record(&mut tx, issue.id.uuid()).await?;
    for test in &tests {
        history.extend(store::audit::of_record(&mut tx, test.id.uuid()).await?);
    }
    history.sort_by_key(|entry| entry.sequence);
    let organisations = store::organisations::list(&mut tx, &actor.scope).await?;
    let mut sources = Vec::new();
    let mut ids: Vec<SourceId> = found.points.iter().filter_map(|point| point.at.as_ref().map(|at| at.source)).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        match store::sources::find(&mut tx, &actor.scope, id).await {
            Ok(source) => sources.push(source),
            Err(store::StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let near = crate::plan::read_readiness::nearby(&mut tx, desk, service.id, &settings).await?;
    let raised_after = near.into_iter().filter(|raised| raised.fixed == issue.id).map(|raised| raised.says).collect();
    let unchecked = match found.test.as_ref() {
        Some(test) => tests_touched::unchecked(desk, &mut tx, &test.noun).await?,
        None => Vec::new(),
    };
    drop(tx);
    let error_rates = found.question.as_ref().and_then(|question| desk.memory.error_rates.of(question, &settings));
    Ok(IssueView {
        organisations,
        sources,
        raised_after,
        issue,
        service,
        found,
        tests,
        engagements,
        measures,
        error_rates,
        history,
        unchecked,
    })
}

/// A service with its measures, for the form that raises an issue of it.
pub async fn read_service_measures(
    desk: &Desk,
    actor: &Actor,
    reference: &Reference,
) -> Result<(Record<ServiceId, Service>, Vec<Record<MeasureId, Measure>>), DeskError> {
    actor.may(Permission::RaiseIssues)?;
    let mut tx = desk.read().await?;
    let service = store::services::by_reference(&mut tx, &actor.scope, reference).await?;
    let measures = store::measures::by_service(&mut tx, &actor.scope, service.id).await?;
    Ok((service, measures))
}
