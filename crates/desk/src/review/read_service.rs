//! One service, read: its measures with what each says, its known issues, what is in force, and who has run it.

use std::sync::Arc;

use jiff::Timestamp;
use methods::spc::{Reading, Refusal};
use model::arrangement::Arrangement;
use model::audit::AuditEntry;
use model::delivery_model::DeliveryModel;
use model::id::{ArrangementId, IssueId, MeasureId, OrganisationId, ServiceId};
use model::issue::KnownIssue;
use model::measure::Measure;
use model::observation::Observation;
use model::organisation::Organisation;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::service::Service;

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::standing::{self, Found};
use crate::review::{read_measure, series};

/// One row of a service's measures.
#[derive(Debug, Clone)]
pub struct MeasureRow {
    pub measure: Record<MeasureId, Measure>,
    /// Of the whole; of the first part where the whole has no figures.
    pub part: String,
    /// How many parts have figures.
    pub parts: usize,
    /// The newest data point with a value that may be shown.
    pub latest: Option<Observation>,
    pub reading: Result<Reading, Refusal>,
    /// When figures last came.
    pub updated: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub struct ServiceView {
    pub service: Record<ServiceId, Service>,
    pub operator: Option<Record<OrganisationId, Organisation>>,
    pub model: Option<DeliveryModel>,
    pub measures: Vec<MeasureRow>,
    pub issues: Vec<(Record<IssueId, KnownIssue>, Arc<Found>)>,
    pub arrangements: Vec<(Record<ArrangementId, Arrangement>, String)>,
    /// Names of the organisations met on the page.
    pub bodies: Vec<Record<OrganisationId, Organisation>>,
    pub history: Vec<AuditEntry>,
}

impl ServiceView {
    pub fn name_of(&self, id: OrganisationId) -> &str {
        self.bodies.iter().find(|body| body.id == id).map_or("another organisation", |body| body.noun.name.as_str())
    }
}

pub async fn read_service(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<ServiceView, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let service = store::services::by_reference(&mut tx, scope, reference).await?;
    let settings = Settings::in_force(&mut tx).await?;
    let bodies = store::organisations::list(&mut tx, scope).await?;
    let mut measures = Vec::new();
    for measure in store::measures::by_service(&mut tx, scope, service.id).await? {
        let all = read_measure::figures(desk, &mut tx, scope, &measure, &service, &bodies, settings.smallest_count).await?;
        measures.push(row(measure, all, settings.trial_below));
    }
    let mut issues = Vec::new();
    for issue in store::issues::by_service(&mut tx, scope, service.id).await? {
        let found = standing::of_issue(desk, &mut tx, &settings, &issue).await?;
        issues.push((issue, found));
    }
    issues.sort_by_key(|(issue, _)| (!issue.noun.is_open(), std::cmp::Reverse(issue.noun.severity), issue.id));
    let arrangements = store::arrangements::by_service(&mut tx, scope, service.id).await?;
    let name = |id| bodies.iter().find(|body| body.id == id).map(|body| body.noun.name.clone()).unwrap_or_default();
    let arrangements = arrangements.into_iter().map(|kept| (name(kept.noun.with), kept)).map(|(with, kept)| (kept, with)).collect();
    let model = store::delivery_models::by_code(&mut tx, scope, &service.noun.delivery_model).await?.map(|record| record.noun);
    let history = store::audit::of_record(&mut tx, service.id.uuid()).await?;
    let operator = bodies.iter().find(|body| body.id == service.noun.operator).cloned();
    Ok(ServiceView { service, operator, model, measures, issues, arrangements, bodies, history })
}

fn row(measure: Record<MeasureId, Measure>, all: Vec<Observation>, trial_below: u32) -> MeasureRow {
    let mut parts: Vec<&str> = all.iter().map(|point| point.part.as_str()).collect();
    parts.sort_unstable();
    parts.dedup();
    let part = parts.first().map(|part| (*part).to_owned()).unwrap_or_default();
    let count = parts.iter().filter(|part| !part.is_empty()).count();
    let updated = all.iter().map(|point| point.loaded_at).max();
    let points: Vec<Observation> = all.into_iter().filter(|point| point.part == part).collect();
    let reading = series::read(&measure.noun, &part, &points, trial_below).map(|(reading, _)| reading);
    let latest = points.iter().rev().find(|point| point.value.is_some()).cloned();
    MeasureRow { measure, part, parts: count, latest, reading, updated }
}

/// One row of the list of services.
#[derive(Debug, Clone)]
pub struct ServiceRow {
    pub service: Record<ServiceId, Service>,
    pub operator: String,
    pub measures: usize,
    pub open_issues: usize,
    pub waiting_for_triage: usize,
}

/// By name.
pub async fn read_services(desk: &Desk, actor: &Actor) -> Result<Vec<ServiceRow>, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let bodies = store::organisations::list(&mut tx, scope).await?;
    let measures = store::measures::list(&mut tx, scope).await?;
    let issues = store::issues::list(&mut tx, scope).await?;
    let mut rows: Vec<ServiceRow> = store::services::list(&mut tx, scope)
        .await?
        .into_iter()
        .map(|service| {
            let open: Vec<_> = issues.iter().filter(|issue| issue.noun.service == service.id && issue.noun.is_open()).collect();
            ServiceRow {
                operator: bodies
                    .iter()
                    .find(|body| body.id == service.noun.operator)
                    .map(|body| body.noun.name.clone())
                    .unwrap_or_default(),
                measures: measures.iter().filter(|measure| measure.noun.service == service.id).count(),
                waiting_for_triage: open.iter().filter(|issue| issue.noun.triage.is_none()).count(),
                open_issues: open.len(),
                service,
            }
        })
        .collect();
    rows.sort_by_key(|row| row.service.noun.name.to_lowercase());
    Ok(rows)
}
