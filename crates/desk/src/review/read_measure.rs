//! One measure, read: its control chart or the reason there is none, its figures down to the cell, replies and history.

use std::collections::{BTreeMap, BTreeSet};

use methods::spc::{Ask, Reading, Refusal};
use model::audience::Scope;
use model::audit::AuditEntry;
use model::finding::Finding;
use model::id::{FindingId, IssueId, MeasureId, OrganisationId, ReplyId, ServiceId, SourceId, TestPeriodId};
use model::issue::KnownIssue;
use model::measure::Measure;
use model::observation::{Missing, Observation};
use model::organisation::Organisation;
use model::record::Record;
use model::reference::Reference;
use model::reply::Reply;
use model::role::Permission;
use model::service::Service;
use model::source::Source;
use model::test_period::TestPeriod;
use quantity::Period;
use store::Tx;
use store::observations::Span;

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::remembered::Moment;
use crate::review::{keep_finding, series, small_numbers};

#[derive(Debug, Clone)]
pub struct MeasureView {
    pub measure: Record<MeasureId, Measure>,
    pub service: Record<ServiceId, Service>,
    /// The part shown; empty for the whole.
    pub part: String,
    /// Parts to choose from, the whole (empty) first where it has figures.
    pub parts: Vec<String>,
    /// Current data points of the part, oldest first, small counts of people withheld.
    pub points: Vec<Observation>,
    /// The chart, or by name why there is none.
    pub reading: Result<(Reading, Ask), Refusal>,
    /// The result kept of these very figures, where one was.
    pub finding: Option<Record<FindingId, Finding>>,
    pub replies: Vec<(Record<ReplyId, Reply>, String)>,
    pub issues: Vec<Record<IssueId, KnownIssue>>,
    pub tests: Vec<Record<TestPeriodId, TestPeriod>>,
    /// Of the points shown, newest first.
    pub sources: Vec<Record<SourceId, Source>>,
    pub history: Vec<AuditEntry>,
    /// Counts of people under this are withheld.
    pub smallest_count: u32,
    /// How many data points are withheld.
    pub withheld: usize,
}

/// `part`: none for the whole, or the first part where the whole has no figures.
pub async fn read_measure(desk: &Desk, actor: &Actor, reference: &Reference, part: Option<&str>) -> Result<MeasureView, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let measure = store::measures::by_reference(&mut tx, scope, reference).await?;
    let service = store::services::find(&mut tx, scope, measure.noun.service).await?;
    let settings = Settings::in_force(&mut tx).await?;
    let bodies = store::organisations::list(&mut tx, scope).await?;
    let all = figures(desk, &mut tx, scope, &measure, &service, &bodies, settings.smallest_count).await?;
    let mut parts: Vec<String> = all.iter().map(|point| point.part.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    parts.sort();
    let part = match part {
        Some(asked) if parts.iter().any(|part| part == asked) => asked.to_owned(),
        Some(asked) if !asked.is_empty() => return Err(DeskError::NotFound),
        _ => parts.first().cloned().unwrap_or_default(),
    };
    let points: Vec<Observation> = all.into_iter().filter(|point| point.part == part).collect();
    let reading = series::read(&measure.noun, &part, &points, settings.trial_below);
    let finding = match &reading {
        Ok((reading, _)) if part.is_empty() => {
            let kept = store::findings::latest(&mut tx, scope, measure.id.uuid(), reading.method().code, "").await?;
            let real = store::observations::series(&mut tx, scope, measure.id, "", Span::ALL).await?;
            kept.filter(|kept| kept.noun.inputs == keep_finding::inputs(&measure.noun, "", &real, settings.trial_below))
        }
        _ => None,
    };
    let name = |id: OrganisationId| bodies.iter().find(|body| body.id == id).map(|body| body.noun.name.clone()).unwrap_or_default();
    let replies = store::replies::by_measure(&mut tx, scope, measure.id).await?;
    let replies = replies.into_iter().map(|reply| (name(reply.noun.from), reply)).map(|(from, reply)| (reply, from)).collect();
    let issues = store::issues::by_measure(&mut tx, scope, measure.id).await?;
    let tests = store::test_periods::by_measure(&mut tx, scope, measure.id).await?;
    let mut sources = Vec::new();
    for id in points.iter().filter_map(|point| point.at.as_ref().map(|at| at.source)).collect::<BTreeSet<_>>() {
        if let Ok(source) = store::sources::find(&mut tx, scope, id).await {
            sources.push(source);
        }
    }
    sources.sort_by_key(|source| std::cmp::Reverse((source.noun.received_at, source.id)));
    let history = store::audit::of_record(&mut tx, measure.id.uuid()).await?;
    let withheld = points.iter().filter(|point| point.missing == Some(Missing::Suppressed)).count();
    Ok(MeasureView {
        measure,
        service,
        part,
        parts,
        points,
        reading,
        finding,
        replies,
        issues,
        tests,
        sources,
        history,
        smallest_count: settings.smallest_count,
        withheld,
    })
}

/// The figures of every part the scope may see, small counts withheld. A provider that does not run the whole service sees
/// its own part and no other's.
pub async fn figures(
    desk: &Desk,
    tx: &mut Tx,
    scope: &Scope,
    measure: &Record<MeasureId, Measure>,
    service: &Record<ServiceId, Service>,
    bodies: &[Record<OrganisationId, Organisation>],
    smallest: u32,
) -> Result<Vec<Observation>, DeskError> {
    let moment = Moment::of(tx, desk.today()).await?;
    let asked = (measure.id, scope.clone());
    if let Some(shown) = desk.memory.shown.of(moment.as_ref(), &asked) {
        return Ok(shown);
    }
    let all = store::observations::of_measure(tx, scope, measure.id, Span::ALL).await?;
    let mut all = small_numbers::withheld(&measure.noun, all, smallest);
    let runs_it = service.noun.operator == scope.organisation || measure.about == Some(scope.organisation);
    if scope.is_provider && !runs_it {
        let own = bodies.iter().find(|body| body.id == scope.organisation);
        let names: Vec<String> = own
            .map(|body| std::iter::once(&body.noun.name).chain(&body.noun.also_called).map(|name| name.to_lowercase()).collect())
            .unwrap_or_default();
        all.retain(|point| point.part.is_empty() || names.contains(&point.part.to_lowercase()));
    }
    desk.memory.shown.keep(moment, asked, all.clone());
    Ok(all)
}

/// Data points met away from their measure's page, as that page shows them: what is withheld there is withheld here, and of another
/// provider's part nothing is shown. One point alone does not tell what would give it away.
pub async fn as_shown(
    desk: &Desk,
    tx: &mut Tx,
    scope: &Scope,
    measure: &Record<MeasureId, Measure>,
    points: Vec<Observation>,
) -> Result<Vec<Observation>, DeskError> {
    let service = store::services::find(tx, scope, measure.noun.service).await?;
    let bodies = store::organisations::list(tx, scope).await?;
    let smallest = Settings::in_force(tx).await?.smallest_count;
    let page = figures(desk, tx, scope, measure, &service, &bodies, smallest).await?;
    let there: BTreeMap<(Period, &str), bool> =
        page.iter().map(|point| ((point.period, point.part.as_str()), point.missing == Some(Missing::Suppressed))).collect();
    let mut shown = Vec::new();
    for point in points {
        match there.get(&(point.period, point.part.as_str())) {
            Some(true) => shown.push(small_numbers::masked(point)),
            None if scope.is_provider => {}
            // A value that was replaced may be small by itself.
            _ => shown.extend(small_numbers::withheld(&measure.noun, vec![point], smallest)),
        }
    }
    Ok(shown)
}
