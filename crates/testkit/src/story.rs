//! The story of the store: record a case, define a measure, load a year, correct a month, raise an issue, decide, find who
//! decided, verify the audit. The same words on every engine.

use model::case::Case;
use model::decision::Decision;
use model::id::{CaseId, DecisionId, MeasureId, ObservationId, SourceId};
use model::issue::KnownIssue;
use model::measure::Measure;
use model::observation::Observation;
use model::priority::PriorityList;
use model::record::Record;
use model::service::Service;
use model::source::Source;
use quantity::Period;
use store::audit::Verified;
use store::observations::{Saved, Span};
use store::{
    Pool, StoreError, Tx, audit, cases, costings, decisions, issues, measures, observations, outcomes, priorities, priority_lists,
    services, sources, workshops,
};

use crate::{World, nouns};

/// What the story leaves behind, to be found again elsewhere (in a restored backup, say).
pub struct Told {
    pub world: World,
    pub case: Record<CaseId, Case>,
    pub measure: MeasureId,
    pub decision: Record<DecisionId, Decision>,
    /// The current values of the year, after the correction.
    pub year: Vec<Observation>,
}

/// Weeks before moving on, October 2025 to September 2026.
const YEAR: [f64; 12] = [33.0, 31.5, 34.0, 30.5, 32.0, 31.0, 35.5, 29.0, 33.5, 30.0, 31.5, 32.5];
const CORRECTED: &str = "2026-03";

/// Tells the story to an empty store. Panics where the store does not do as told.
pub async fn tell(pool: &Pool) -> Result<Told, StoreError> {
    let world = World::default();
    let mut tx = pool.write().await?;
    world.found(&mut tx).await?;
    let (service, case) = record_a_case(&world, &mut tx).await?;
    let measure = define_a_measure(&world, &mut tx, &service, &case).await?;
    put_first_and_cost(&world, &mut tx, &case).await?;
    tx.commit().await?;

    let mut tx = pool.write().await?;
    load_a_year(&world, &mut tx, &measure).await?;
    tx.commit().await?;
    let mut tx = pool.write().await?;
    correct_a_month(&world, &mut tx, &measure).await?;
    tx.commit().await?;

    let mut tx = pool.write().await?;
    raise_an_issue(&world, &mut tx, &service, &measure).await?;
    tx.commit().await?;
    let mut tx = pool.write().await?;
    let decision = decide(&world, &mut tx, &case, &service).await?;
    tx.commit().await?;

    let told = Told { measure: measure.id, year: year(&world, pool, measure.id).await?, world, case, decision };
    hear(pool, &told).await?;
    Ok(told)
}

/// Finds again what the story left behind, on this or another store.
pub async fn hear(pool: &Pool, told: &Told) -> Result<(), StoreError> {
    let scope = told.world.scope();
    let mut tx = pool.read().await?;
    let case = cases::by_reference(&mut tx, &scope, &"C-1".parse().expect("a reference")).await?;
    assert_eq!(case, told.case);
    assert_eq!(outcomes::by_case(&mut tx, &scope, case.id).await?.len(), 1);
    assert_eq!(observations::series(&mut tx, &scope, told.measure, "", Span::ALL).await?, told.year);
    let list = priority_lists::of(&mut tx, &scope, None).await?.map(|list| (list.noun.vision, list.noun.order.len()));
    assert_eq!(list, Some(("Nobody waits for a home".to_owned(), 1)));
    assert_eq!(priorities::by_reference(&mut tx, &scope, &"PR-1".parse().expect("a reference")).await?.noun.title, "A home in time");
    assert_eq!(costings::of_case(&mut tx, &scope, case.id).await?.map(|costing| costing.noun), Some(nouns::costing(case.id)));
    assert_eq!(workshops::of_case(&mut tx, &scope, case.id).await?.map(|workshop| workshop.noun), Some(nouns::workshop(case.id)));
    let behind = observations::history(&mut tx, &scope, told.measure, "", nouns::period(CORRECTED)).await?;
    let seen: Vec<_> = behind.iter().map(|point| (point.revision, point.value, point.current)).collect();
    assert_eq!(seen, [(1, Some(31.0), false), (2, Some(28.25), true)]);

    let issue = &issues::by_measure(&mut tx, &scope, told.measure).await?[0];
    assert_eq!((issue.reference.as_ref().map(ToString::to_string), issue.noun.is_open()), (Some("I-1".into()), true));

    // Who decided? From the case to its decision, from the decision to the audit entry, from the entry to the person.
    let decided = decisions::by_case(&mut tx, &scope, case.id).await?;
    assert_eq!(decided, vec![told.decision.clone()]);
    let entries = audit::of_record(&mut tx, decided[0].id.uuid()).await?;
    assert_eq!(entries.iter().map(|entry| (entry.action.as_str(), entry.person)).collect::<Vec<_>>(), [("decide", Some(told.world.head))]);
    let person = store::people::find(&mut tx, &scope, told.world.head).await?;
    assert_eq!(person.noun.name, "Ruth Adeyemi");
    drop(tx);

    match audit::verify(pool).await? {
        Verified::Whole { entries, .. } => assert_eq!(entries, 6),
        Verified::Broken { sequence, what } => panic!("entry {sequence}: {what}"),
    }
    Ok(())
}

async fn record_a_case(world: &World, tx: &mut Tx) -> Result<(Record<model::id::ServiceId, Service>, Record<CaseId, Case>), StoreError> {
    let service = services::save(tx, &world.record(nouns::service("Supported lodgings", world.council))).await?;
    let question = "Can young people move on sooner?";
    let case = cases::save(tx, &world.record(nouns::case(question, vec![service.id]))).await?;
    assert_eq!((case.version, case.reference.as_ref().map(ToString::to_string)), (1, Some("C-1".into())));
    world.sign(tx, "open_case", "case", Some(case.id.uuid()), "Opened C-1: Can young people move on sooner?").await?;
    Ok((service, case))
}

async fn define_a_measure(
    world: &World,
    tx: &mut Tx,
    service: &Record<model::id::ServiceId, Service>,
    case: &Record<CaseId, Case>,
) -> Result<Record<MeasureId, Measure>, StoreError> {
    let measure = measures::save(tx, &world.record(nouns::measure(service.id, "Weeks before moving on"))).await?;
    outcomes::save(tx, &world.record(nouns::outcome(case.id, Some(measure.id)))).await?;
    world.sign(tx, "define_measure", "measure", Some(measure.id.uuid()), "Defined M-1: Weeks before moving on").await?;
    Ok(measure)
}

async fn put_first_and_cost(world: &World, tx: &mut Tx, case: &Record<CaseId, Case>) -> Result<(), StoreError> {
    let priority = nouns::priority("A home in time", "Young people", "They wait too long.");
    let priority = priorities::save(tx, &world.record(priority)).await?;
    let list = PriorityList {
        whose: None,
        vision: "Nobody waits for a home".into(),
        order: vec![priority.id],
        agreed_by: vec![world.council],
        leaders_meet: Some(nouns::day("2026-12-10")),
        said_in: String::new(),
        weight: 1,
        passes: Vec::new(),
    };
    priority_lists::save(tx, &world.record(list)).await?;
    costings::save(tx, &world.record(nouns::costing(case.id))).await?;
    workshops::save(tx, &world.record(nouns::workshop(case.id))).await?;
    Ok(())
}

async fn load_a_year(world: &World, tx: &mut Tx, measure: &Record<MeasureId, Measure>) -> Result<(), StoreError> {
    let source: Record<SourceId, Source> = sources::save(tx, &world.record(nouns::source(&"a".repeat(64)))).await?;
    let points: Vec<Observation> = (2..)
        .zip(months(YEAR.len()))
        .zip(YEAR)
        .map(|((row, month), value)| {
            let id: ObservationId = world.id();
            let at = Some(nouns::cell(source.id, row, 2));
            Observation { at, ..nouns::point(id, measure.id, &month.to_string(), value, world.clock.now()) }
        })
        .collect();
    assert_eq!(observations::save_many(tx, &points).await?, Saved { new: 12, corrected: 0, unchanged: 0 });
    // The same file again: new identifiers, the same figures, nothing changed.
    let again: Vec<Observation> = points.iter().map(|point| Observation { id: world.id(), ..point.clone() }).collect();
    assert_eq!(observations::save_many(tx, &again).await?, Saved { new: 0, corrected: 0, unchanged: 12 });
    world.sign(tx, "accept_upload", "source", Some(source.id.uuid()), "Accepted moving-on.csv: 12 data points").await
}

async fn correct_a_month(world: &World, tx: &mut Tx, measure: &Record<MeasureId, Measure>) -> Result<(), StoreError> {
    let corrected = nouns::point(world.id(), measure.id, CORRECTED, 28.25, world.clock.now());
    assert_eq!(observations::save_many(tx, &[corrected]).await?, Saved { new: 0, corrected: 1, unchanged: 0 });
    world.sign(tx, "correct_point", "measure", Some(measure.id.uuid()), "Corrected March 2026 from 31.0 to 28.3 weeks").await
}

async fn raise_an_issue(
    world: &World,
    tx: &mut Tx,
    service: &Record<model::id::ServiceId, Service>,
    measure: &Record<MeasureId, Measure>,
) -> Result<(), StoreError> {
    let noun = KnownIssue { measure: Some(measure.id), ..nouns::issue(service.id, "People stay too long before moving on", world.council) };
    let issue = issues::save(tx, &world.record(noun)).await?;
    world.sign(tx, "raise_issue", "issue", Some(issue.id.uuid()), "Raised I-1: People stay too long before moving on").await
}

async fn decide(
    world: &World,
    tx: &mut Tx,
    case: &Record<CaseId, Case>,
    service: &Record<model::id::ServiceId, Service>,
) -> Result<Record<DecisionId, Decision>, StoreError> {
    let decision = decisions::save(tx, &world.record(nouns::decision(case.id, service.id))).await?;
    world.sign(tx, "decide", "decision", Some(decision.id.uuid()), "Decided: stay in-house and fix moving on first").await?;
    Ok(decision)
}

async fn year(world: &World, pool: &Pool, measure: MeasureId) -> Result<Vec<Observation>, StoreError> {
    let mut tx = pool.read().await?;
    let span = Span { from: Some(nouns::period("2025-10")), to: Some(nouns::period("2026-09")) };
    let year = observations::series(&mut tx, &world.scope(), measure, "", span).await?;
    assert_eq!(year.len(), 12);
    assert_eq!(year[5].value, Some(28.25));
    assert!(year[5].at.is_none() && year[4].at.is_some());
    Ok(year)
}

fn months(count: usize) -> impl Iterator<Item = Period> {
    std::iter::successors(Some(nouns::period("2025-10")), |month| Some(month.next())).take(count)
}
