//! A file's way told whole, on SQLite in memory: read, answered, accepted, sent again, corrected, withdrawn.

use jiff::civil::date;
use jiff::tz::TimeZone;
use model::audience::Audience;
use model::id::{IssueId, MeasureId, ServiceId, TestPeriodId};
use model::measure::Measure;
use model::record::Record;
use model::role::Permission;
use model::upload::UploadState;
use quantity::{Direction, MeasureKind, Period, Unit};
use store::observations::Span;
use testkit::nouns;

use crate::actor::Actor;
use crate::analyse::correct_data_point::{CorrectDataPoint, WithdrawDataPoint, correct_data_point, withdraw_data_point};
use crate::analyse::define_measure::{DefineMeasure, define_measure};
use crate::analyse::load_performance::{
    AcceptUpload, Accepted, AnswerUpload, ReadUpload, accept_upload, answer_upload, read_upload, read_waiting,
};
use crate::analyse::read_source::read_cell;
use crate::analyse::rebase_measure::{RebaseMeasure, rebase_measure};
use crate::analyse::tests_touched::{CheckCorrection, check_correction};
use crate::clock::Clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::check_now::check_now;
use crate::house::set_up::{kept, operator};
use crate::review::read_measure::read_measure;
use crate::testing::{Bench, bench, person, role};

struct Place {
    bench: Bench,
    lead: Actor,
    service: ServiceId,
    measure: Record<MeasureId, Measure>,
}

async fn place() -> Place {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let lead = operator(desk);
    let service: ServiceId = desk.new_id();
    let mut write = desk.write(&lead).await.expect("writes");
    store::services::save(&mut write.tx, &kept(desk, service, Audience::Partners, nouns::service("Home care", desk.authority)))
        .await
        .expect("a service");
    write.commit("prepare", "test", None, "Prepared.").await.expect("commits");
    let ask = DefineMeasure {
        service,
        name: "Visits within 30 minutes of plan".into(),
        also_called: vec!["on time".into()],
        kind: MeasureKind::Proportion,
        unit: Unit::Percent,
        direction: Direction::High,
        definition: "Visits begun within 30 minutes of the planned time, of all visits planned.".into(),
        target: Some(0.9),
        floor: Some(0.85),
        places: 0,
        owner_role: "Analyst".into(),
        of_people: None,
    };
    let measure = define_measure(desk, &lead, ask).await.expect("a measure");
    Place { bench, lead, service, measure }
}

/// A tidy return of so many months from April 2025; `changed` gives the last month another count.
fn file(months: u32, changed: Option<u32>) -> Vec<u8> {
    let mut text = String::from("Month,Measure,Numerator,Denominator,Value\n");
    let first = Period::month(2025, 4).expect("a month");
    for at in 0..months {
        let period = first.plus(at);
        let part = changed.filter(|_| at + 1 == months).unwrap_or(268 + at % 5);
        text.push_str(&format!("{},Visits within 30 minutes of plan,{part},300,{:.6}%\n", period.in_words(), f64::from(part) / 3.0));
    }
    text.into_bytes()
}

async fn load(place: &Place, desk: &Desk, name: &str, bytes: Vec<u8>) -> Accepted {
    let upload =
        read_upload(desk, &place.lead, ReadUpload { file_name: name.into(), bytes, service: Some(place.service) }).await.expect("read");
    assert_eq!(upload.noun.state, UploadState::Waiting);
    let ask = AcceptUpload { upload: upload.id, version: upload.version, new_measures: Vec::new(), licence: String::new(), dated: None };
    accept_upload(desk, &place.lead, ask).await.expect("accepted")
}

async fn series(place: &Place) -> Vec<model::observation::Observation> {
    let mut tx = place.bench.desk.read().await.expect("reads");
    store::observations::series(&mut tx, &place.lead.scope, place.measure.id, "", Span::ALL).await.expect("a series")
}

#[tokio::test]
async fn a_file_is_accepted_once_and_each_figure_leads_back_to_its_cell() {
    let place = place().await;
    let desk = &place.bench.desk;
    let done = load(&place, desk, "home-care-august.csv", file(17, None)).await;
    assert_eq!((done.saved.new, done.saved.corrected, done.was_here), (17, 0, false));
    let points = series(&place).await;
    assert_eq!((points.len(), points[0].numerator, points[0].denominator), (17, Some(268), Some(300)));
    let at = points[3].at.clone().expect("a cell");
    let cell = read_cell(desk, &place.lead, at.source, &at.sheet, at.row, at.column).await.expect("the cell");
    assert_eq!((cell.row, cell.points.len()), (5, 1));
    assert!(cell.rows.iter().any(|(number, cells)| *number == 5 && cells.iter().any(|text| text == "271")), "{:?}", cell.rows);
    // The same bytes again are the same upload, and change nothing.
    let again = load_again(&place, file(17, None)).await;
    assert!(again.was_here);
    assert_eq!(series(&place).await, points);
    let kept = read_measure(desk, &place.lead, &place.measure.reference.clone().expect("a reference"), None).await.expect("the measure");
    assert!(kept.reading.is_ok() && kept.finding.is_some());
}

#[tokio::test]
async fn checking_now_works_the_chart_out_again_and_names_what_was_altered() {
    let place = place().await;
    let desk = &place.bench.desk;
    load(&place, desk, "home-care-august.csv", file(17, None)).await;
    let well = check_now(desk, &place.lead).await.expect("checks");
    assert!(well.is_well(), "{well:?}");
    assert_eq!((well.results.same, well.results.not_reworked, well.files.whole), (1, 0, 1));
    // A result and a file altered behind the product's back.
    let mut write = desk.write(&place.lead).await.expect("writes");
    let found = store::findings::by_subject(&mut write.tx, &place.lead.scope, place.measure.id.uuid()).await.expect("reads");
    let mut kept = found.into_iter().last().expect("a result");
    kept.noun.figures["mean"] = serde_json::json!(0.5);
    store::findings::save(&mut write.tx, &kept).await.expect("saves");
    write.commit("tamper", "test", None, "Altered.").await.expect("commits");
    let digest = desk.shelf.digests().expect("files").into_iter().next().expect("a file");
    std::fs::write(desk.shelf.dir().join(digest), b"tampered").expect("writes");
    let altered = check_now(desk, &place.lead).await.expect("checks");
    assert_eq!((altered.results.same, altered.results.otherwise.len(), altered.files.wrong.len()), (0, 1, 1), "{altered:?}");
    assert!(!altered.is_well());
}

async fn load_again(place: &Place, bytes: Vec<u8>) -> Accepted {
    let desk = &place.bench.desk;
    let upload = read_upload(desk, &place.lead, ReadUpload { file_name: "again.csv".into(), bytes, service: Some(place.service) })
        .await
        .expect("read");
    let ask = AcceptUpload { upload: upload.id, version: upload.version, new_measures: Vec::new(), licence: String::new(), dated: None };
    accept_upload(desk, &place.lead, ask).await.expect("an answer")
}

#[tokio::test]
async fn peoples_names_are_never_kept_and_the_figures_are() {
    let place = place().await;
    let desk = &place.bench.desk;
    let mut text = String::from("Month,Client,Measure,Numerator,Denominator\n");
    for (at, name) in ["Joan Pritchard", "Alan Moss", "Sarah Webb", "Ian Bell", "Ruth Hay", "Tom Rudd"].iter().enumerate() {
        let period = Period::month(2025, 4).expect("a month").plus(at as u32);
        text.push_str(&format!("{},{name},Visits within 30 minutes of plan,{},300\n", period.in_words(), 270 + at));
    }
    let ask = ReadUpload { file_name: "clients.csv".into(), bytes: text.clone().into_bytes(), service: Some(place.service) };
    let upload = read_upload(desk, &place.lead, ask).await.expect("read");
    assert_eq!(upload.noun.state, UploadState::PersonalDetails);
    assert_eq!(upload.noun.received_digest, store::files::digest(text.as_bytes()));
    for digest in desk.shelf.digests().expect("files") {
        let kept = String::from_utf8_lossy(&desk.shelf.get(&digest).expect("bytes")).into_owned();
        assert!(!kept.contains("Pritchard") && !kept.contains("Moss"), "{kept}");
    }
    assert!(!upload.noun.read.to_string().contains("Pritchard"), "{}", upload.noun.read);
    let early = AcceptUpload { upload: upload.id, version: upload.version, new_measures: Vec::new(), licence: String::new(), dated: None };
    assert!(matches!(accept_upload(desk, &place.lead, early).await, Err(DeskError::Refused { code: "people_first", .. })));
    let ask = AnswerUpload { upload: Some(upload.id), version: upload.version, ..AnswerUpload::default() };
    let upload = answer_upload(desk, &place.lead, ask).await.expect("read again");
    assert_eq!(upload.noun.state, UploadState::Waiting);
    let ask = AcceptUpload { upload: upload.id, version: upload.version, new_measures: Vec::new(), licence: String::new(), dated: None };
    let done = accept_upload(desk, &place.lead, ask).await.expect("accepted");
    assert_eq!(done.saved.new, 6);
    let mut tx = desk.read().await.expect("reads");
    let source = store::sources::find(&mut tx, &place.lead.scope, done.source).await.expect("a source");
    assert_eq!(source.noun.received_digest, Some(store::files::digest(text.as_bytes())));
    assert_ne!(source.noun.digest, source.noun.received_digest);
}

#[tokio::test]
async fn a_corrected_month_keeps_the_old_value_and_voids_its_test_until_it_is_checked_from_outside() {
    let place = place().await;
    let zone = TimeZone::get("Europe/London").expect("a zone");
    let then = place.bench.desk.at(Clock::still_on(date(2026, 9, 20), &zone));
    load(&place, &then, "home-care-august.csv", file(17, None)).await;
    let test = registered(&place, &then).await;
    let desk = &place.bench.desk;
    let done = load(&place, desk, "home-care-august-2.csv", file(17, Some(290))).await;
    assert_eq!((done.saved.corrected, done.saved.unchanged, done.voided.len()), (1, 16, 1));
    let mut tx = desk.read().await.expect("reads");
    let last = Period::month(2026, 8).expect("a month");
    let behind = store::observations::history(&mut tx, &place.lead.scope, place.measure.id, "", last).await.expect("a history");
    assert_eq!(behind.iter().map(|point| (point.numerator, point.current)).collect::<Vec<_>>(), [(Some(269), false), (Some(290), true)]);
    let void = store::test_periods::find(&mut tx, &place.lead.scope, test).await.expect("the test");
    assert!(void.noun.voided.as_ref().is_some_and(|voided| voided.why.contains("August 2026 was corrected")), "{:?}", void.noun.voided);
    drop(tx);
    let ask = CheckCorrection { test, version: void.version, period: last, note: "Looked at the agency’s own log.".into() };
    assert!(matches!(
        check_correction(desk, &place.lead, CheckCorrection { note: "Mine.".into(), ..ask }).await,
        Err(DeskError::MayNot(_))
    ));
    role(desk, "auditor", &[Permission::ReadPerformance, Permission::ConfirmFromOutside]).await;
    let (_, auditor) = person(desk, "ann@northvale.example", "auditor").await;
    let ask = CheckCorrection { test, version: void.version, period: last, note: "Looked at the agency’s own log.".into() };
    let stands = check_correction(desk, &auditor, ask).await.expect("checked");
    assert_eq!((stands.noun.voided.is_none(), stands.noun.corrections.len()), (true, 1));
    // Withdrawing is another matter: the test is void for good.
    let point = series(&place).await.last().cloned().expect("a point");
    let ask = WithdrawDataPoint { point: point.id, reason: "The agency counted another district.".into() };
    assert_eq!(withdraw_data_point(desk, &place.lead, ask).await.expect("withdrawn").len(), 1);
    assert_eq!(series(&place).await.len(), 16);
}

/// A test of the measure, kept as the plan stage keeps it, on the day of `desk`.
async fn registered(place: &Place, desk: &Desk) -> TestPeriodId {
    let issue: IssueId = desk.new_id();
    let mut write = desk.write(&place.lead).await.expect("writes");
    let noun = nouns::issue(place.service, "Visits are late", desk.authority);
    store::issues::save(&mut write.tx, &kept(desk, issue, Audience::Partners, noun)).await.expect("an issue");
    let mut noun = nouns::test_period(issue, place.measure.id);
    noun.rule.part = String::new();
    noun.rule.baseline_from = Period::month(2025, 4).expect("a month");
    noun.rule.baseline_to = Period::month(2026, 3).expect("a month");
    noun.rule.starts = Period::month(2026, 4).expect("a month");
    noun.registered_at = desk.now();
    noun.voided = None;
    noun.corrections = Vec::new();
    let id: TestPeriodId = desk.new_id();
    store::test_periods::save(&mut write.tx, &kept(desk, id, Audience::Partners, noun)).await.expect("a test");
    write.commit("prepare", "test", None, "Prepared.").await.expect("commits");
    id
}

#[tokio::test]
async fn a_correction_typed_here_names_its_source_and_faults_come_by_field() {
    let place = place().await;
    let desk = &place.bench.desk;
    load(&place, desk, "home-care-august.csv", file(17, None)).await;
    let point = series(&place).await.last().cloned().expect("a point");
    let ask = |numerator, document: &str| CorrectDataPoint {
        point: point.id,
        value: None,
        numerator,
        denominator: Some(300),
        reason: "Two visits were counted twice.".into(),
        document: document.into(),
        dated: None,
    };
    let Err(DeskError::Faults(faults)) = correct_data_point(desk, &place.lead, ask(Some(301), "")).await else {
        panic!("faults were expected")
    };
    assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["document", "numerator", "value"]);
    let done = correct_data_point(desk, &place.lead, ask(Some(267), "Letter of 12 November from Oak Care")).await.expect("corrected");
    assert_eq!((done.point.revision, done.point.value, done.voided.len()), (2, Some(0.89), 0));
    assert!(matches!(correct_data_point(desk, &place.lead, ask(Some(266), "Another")).await, Err(DeskError::Stale)));
}

#[tokio::test]
async fn limits_are_not_set_again_without_a_reason_and_all_four_conditions() {
    let place = place().await;
    let desk = &place.bench.desk;
    load(&place, desk, "home-care-august.csv", file(17, None)).await;
    let ask = |reason: &str, not_for_the_picture| RebaseMeasure {
        measure: place.measure.id,
        version: place.measure.version,
        from: Period::month(2026, 1),
        reason: reason.into(),
        evidence: None,
        known_cause: true,
        dated_before: true,
        expected_to_last: true,
        not_for_the_picture,
    };
    let Err(DeskError::Faults(faults)) = rebase_measure(desk, &place.lead, ask(" ", false)).await else { panic!("faults were expected") };
    assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["reason", "not_for_the_picture"]);
    let kept = rebase_measure(desk, &place.lead, ask("New rotas began on 1 January 2026.", true)).await.expect("set again");
    let view = read_measure(desk, &place.lead, &kept.reference.expect("a reference"), None).await.expect("the measure");
    assert_eq!(view.reading.expect("a chart").0.segments.len(), 2);
}

#[tokio::test]
async fn a_measure_not_held_yet_is_made_from_the_file_and_a_file_of_no_service_asks_which() {
    let place = place().await;
    let desk = &place.bench.desk;
    let mut text = String::from("Month,Packages handed back\n");
    for at in 0..14u32 {
        text.push_str(&format!("{},{}\n", Period::month(2025, 9).expect("a month").plus(at).in_words(), 9 + at % 4));
    }
    let read = |service| ReadUpload { file_name: "hand-backs.csv".into(), bytes: text.clone().into_bytes(), service };
    let upload = read_upload(desk, &place.lead, read(None)).await.expect("read");
    let accept = |upload: &Record<model::id::UploadId, model::upload::Upload>| AcceptUpload {
        upload: upload.id,
        version: upload.version,
        new_measures: Vec::new(),
        licence: String::new(),
        dated: None,
    };
    let Err(DeskError::Faults(faults)) = accept_upload(desk, &place.lead, accept(&upload)).await else { panic!("faults were expected") };
    assert_eq!(faults[0].field, "service");
    let ask = AnswerUpload { upload: Some(upload.id), version: upload.version, service: Some(place.service), ..AnswerUpload::default() };
    let upload = answer_upload(desk, &place.lead, ask).await.expect("read again");
    let view = read_waiting(desk, &place.lead, &upload.reference.clone().expect("a reference")).await.expect("the upload");
    assert!(!view.reads_otherwise && view.reading.is_some_and(|reading| reading.points.len() == 14));
    let done = accept_upload(desk, &place.lead, accept(&upload)).await.expect("accepted");
    assert_eq!((done.saved.new, done.measures.len(), done.measures[0].noun.direction), (14, 1, Direction::Neither));
}
