//! The plan stage told whole, on SQLite in memory: what is answered when, and why.

use jiff::civil::date;
use jiff::tz::TimeZone;
use model::audience::Audience;
use model::case::{Case, Size};
use model::control::{Control, Hold};
use model::id::{CaseId, DeliveryModelId, IssueId, MeasureId, OrganisationId, ServiceId, TestPeriodId};
use model::issue::{ClosingEvidence, KnownIssue, RaisedBy, Severity};
use model::readiness::{Answer, Standing};
use model::record::Record;
use model::test_period::{Asked as Who, TestPeriod};
use quantity::{Date, Direction, Period, Share, Unit};
use testkit::nouns;

use crate::actor::Actor;
use crate::clock::Clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use principles::predicted::Followed;

use crate::plan::affirm_readiness::{AffirmReadiness, affirm_readiness};
use crate::plan::ask_readiness::{AskReadiness, ask_readiness, read_readiness};
use crate::plan::assign_fix::{AssignFix, assign_fix};
use crate::plan::base_rate::{BaseRateView, read_base_rate};
use crate::plan::check_data::{CheckData, check_data};
use crate::plan::close_issue::{CloseIssue, close_issue};
use crate::plan::decide::{Decide, Expected, decide};
use crate::plan::explain_period::{ExplainPeriod, explain_period};
use crate::plan::gather::Gathered;
use crate::plan::judge_explanation::{JudgeExplanation, judge_explanation};
use crate::plan::note_attribution::{NoteAttribution, note_attribution};
use crate::plan::raise_issue::{RaiseIssue, raise_issue};
use crate::plan::record_people_asked::{RecordPeopleAsked, record_people_asked};
use crate::plan::register_test::{RegisterTest, register_test};
use crate::plan::triage_issue::{Said, SayOfIssue, TriageIssue, say_of_issue, triage_issue};
use crate::testing::{Bench, bench, may_everything};

const BEFORE: [f64; 24] = [
    33.1, 36.4, 31.8, 35.0, 37.2, 32.6, 34.9, 30.9, 36.1, 33.7, 35.5, 32.2, 34.4, 37.0, 31.5, 33.9, 35.8, 32.8, 34.6, 36.6, 31.9, 33.4,
    35.2, 34.1,
];
pub(super) const FALSE_RECOVERY: [f64; 12] = [22.8, 24.9, 23.1, 21.6, 24.2, 25.0, 22.4, 23.7, 21.9, 24.4, 22.6, 32.0];
pub(super) const RECOVERY: [f64; 12] = [22.8, 24.9, 23.1, 21.6, 24.2, 25.0, 22.4, 23.7, 21.9, 24.4, 22.6, 23.5];

pub(super) struct Place {
    pub(super) bench: Bench,
    pub(super) lead: Actor,
    pub(super) service: ServiceId,
    pub(super) case: CaseId,
    pub(super) measure: MeasureId,
    /// Would get worse if the issue had only moved.
    pub(super) beside: MeasureId,
}

impl Place {
    pub(super) fn desk(&self) -> &Desk {
        &self.bench.desk
    }

    pub(super) fn on(&self, day: Date) -> Desk {
        self.desk().at(Clock::still_on(day, &TimeZone::get("Europe/London").expect("a zone")))
    }
}

/// A council with one in-house service, one measure with its figures, and two delivery models to choose from.
pub(super) async fn place(after: &[f64]) -> Place {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let lead = may_everything(desk);
    let (service, case): (ServiceId, CaseId) = (desk.new_id(), desk.new_id());
    let (measure, beside): (MeasureId, MeasureId) = (desk.new_id(), desk.new_id());
    let mut write = desk.write(&lead).await.expect("a transaction");
    for (code, model) in [
        ("in_house", model(OperatedBy::Authority, Control::FULL)),
        ("as_now", model(OperatedBy::Authority, Control::FULL)),
        ("procurement", model(OperatedBy::Provider, Control { budget: Hold::Part, ..Control::NONE })),
    ] {
        if store::delivery_models::by_code(&mut write.tx, &lead.scope, code).await.expect("a look").is_none() {
            let noun = DeliveryModel { code: code.into(), ..model };
            let record: Record<DeliveryModelId, _> = kept(desk, desk.new_id(), Audience::Public, noun);
            store::delivery_models::save(&mut write.tx, &record).await.expect("a model");
        }
    }
    let mut noun = nouns::service("Housing-related support", desk.authority);
    noun.delivery_model = "in_house".into();
    store::services::save(&mut write.tx, &kept(desk, service, Audience::Partners, noun)).await.expect("a service");
    let mut noun: Case = nouns::case("Housing-related support for single homeless adults", vec![service]);
    noun.size = Size::Major;
    store::cases::save(&mut write.tx, &kept(desk, case, Audience::Partners, noun)).await.expect("a case");
    let mut noun = nouns::measure(service, "Median weeks before a planned move-on");
    noun.kind = quantity::MeasureKind::Value;
    noun.unit = Unit::Weeks;
    noun.direction = Direction::Low;
    noun.target = Some(26.0);
    noun.floor = Some(30.0);
    noun.places = 1;
    store::measures::save(&mut write.tx, &kept(desk, measure, Audience::Partners, noun)).await.expect("a measure");
    let mut noun = nouns::measure(service, "Tenancies lost within six months");
    noun.kind = quantity::MeasureKind::Value;
    noun.direction = Direction::Low;
    store::measures::save(&mut write.tx, &kept(desk, beside, Audience::Partners, noun)).await.expect("a measure");
    let first = Period::month(2023, 11).expect("a month");
    let mut points: Vec<_> = BEFORE
        .iter()
        .chain(after)
        .enumerate()
        .map(|(at, value)| nouns::point(desk.new_id(), measure, &first.plus(at as u32).to_string(), *value, desk.now()))
        .collect();
    for at in 0..36u32 {
        let steady = [4.0, 6.0, 5.0, 5.5, 4.5][at as usize % 5];
        points.push(nouns::point(desk.new_id(), beside, &first.plus(at).to_string(), steady, desk.now()));
    }
    store::observations::save_many(&mut write.tx, &points).await.expect("points");
    write.commit("prepare", "test", None, "The test was prepared.").await.expect("a commit");
    Place { lead, service, case, measure, beside, bench }
}

use model::delivery_model::{DeliveryModel, OperatedBy};

fn model(operated_by: OperatedBy, keeps: Control) -> DeliveryModel {
    DeliveryModel { operated_by, keeps, never_held: None, retired: false, ..nouns::delivery_model("any") }
}

/// A material issue, its test locked in October 2025, before its first figure.
pub(super) async fn tested(place: &Place) -> (Record<IssueId, KnownIssue>, Record<TestPeriodId, TestPeriod>) {
    let then = place.on(date(2025, 10, 20));
    let ask = RaiseIssue {
        service: place.service,
        title: "People stay too long before moving on".into(),
        describes: "The median is 34 weeks.".into(),
        severity: Severity::Medium,
        raised_by: RaisedBy::Users,
        measure: Some(place.measure),
        part: String::new(),
    };
    let issue = raise_issue(&then, &place.lead, ask).await.expect("an issue");
    let ask = TriageIssue {
        issue: issue.id,
        version: issue.version,
        severity: Severity::Medium,
        note: "Looked at with the districts.".into(),
        measure: None,
        part: String::new(),
    };
    let issue = triage_issue(&then, &place.lead, ask).await.expect("triaged");
    let ask = SayOfIssue { issue: issue.id, version: issue.version, said: Said::Material, note: "It is the one people name.".into() };
    let issue = say_of_issue(&then, &place.lead, ask).await.expect("material");
    let ask = RegisterTest {
        issue: issue.id,
        measure: place.measure,
        part: String::new(),
        baseline_from: Period::month(2023, 11).expect("a month"),
        baseline_to: Period::month(2025, 10).expect("a month"),
        starts: Period::month(2025, 11).expect("a month"),
        target: None,
        floor: None,
        balancing: vec![place.beside],
        tolerable_rate: None,
    };
    let test = register_test(&then, &place.lead, ask).await.expect("a test");
    (issue, test)
}

/// Everything beside the figures: people asked, the figures checked, the mechanism noted.
pub(super) async fn confirmed(place: &Place, test: &Record<TestPeriodId, TestPeriod>) -> Record<TestPeriodId, TestPeriod> {
    let desk = place.desk();
    let mut test = test.clone();
    for (who, of, agree) in [(Who::Users, 38, 33), (Who::Staff, 32, 30)] {
        let ask = RecordPeopleAsked {
            test: test.id,
            version: test.version,
            who,
            could_be_asked: of,
            answered: of,
            agree,
            answer_to_others: "Each was answered in writing.".into(),
            on: Some(date(2026, 11, 10)),
        };
        test = record_people_asked(desk, &place.lead, ask).await.expect("asked");
    }
    let ask =
        NoteAttribution { test: test.id, version: test.version, mechanism: "A worker finds the home sooner.".into(), comparator: None };
    test = note_attribution(desk, &place.lead, ask).await.expect("noted");
    let ask =
        CheckData { test: test.id, version: test.version, completeness: Share::ALL, same_definition: true, note: "Internal audit.".into() };
    check_data(desk, &place.lead, ask).await.expect("checked")
}

pub(super) async fn asked(place: &Place, change: &str) -> Gathered {
    let ask = AskReadiness { case: Some(place.case), service: place.service, change: change.into(), part: String::new() };
    read_readiness(place.desk(), &place.lead, &ask).await.expect("an answer")
}

#[tokio::test]
async fn eleven_good_months_and_a_bad_one_ask_for_the_bad_one_to_be_explained() {
    let place = place(&FALSE_RECOVERY).await;
    let (issue, test) = tested(&place).await;
    let found = asked(&place, "procurement").await;
    assert_eq!(found.readiness.answer, Answer::NotReady);
    assert_eq!(found.issues[0].1.evidence.standing, Standing::Explain);
    assert_eq!(found.issues[0].1.evidence.to_explain, vec![Period::month(2026, 10).expect("a month")]);
    let unexplained = found.readiness.earliest.iter().find(|e| e.condition.contains("stays unexplained")).expect("two dates");
    assert_eq!(unexplained.month.map(|m| m.to_string()), Some("2027-10".into()));

    let october = Period::month(2026, 10).expect("a month");
    let ask = ExplainPeriod {
        test: test.id,
        version: test.version,
        period: october,
        text: "Two flats flooded.".into(),
        evidence: "Repair log of 3 October.".into(),
    };
    let test = explain_period(place.desk(), &place.lead, ask).await.expect("explained");
    assert_eq!(asked(&place, "procurement").await.issues[0].1.evidence.standing, Standing::Explain, "an explanation alone changes nothing");
    let ask = JudgeExplanation { test: test.id, version: test.version, period: october, accepted: true, note: "Seen the log.".into() };
    judge_explanation(place.desk(), &place.lead, ask).await.expect("accepted");
    let found = asked(&place, "procurement").await;
    assert_eq!(found.issues[0].1.evidence.standing, Standing::NotYet);
    assert!(found.issues[0].1.evidence.failing.iter().any(|f| f.code == "C5"), "its limit is still past the floor");
    assert!(!found.readiness.reasons.iter().all(|reason| reason.issue != Some(issue.id)));
}

#[tokio::test]
async fn a_recovery_shown_and_confirmed_is_ready_and_can_be_decided() {
    let place = place(&RECOVERY).await;
    let (issue, test) = tested(&place).await;
    let found = asked(&place, "procurement").await;
    assert_eq!(found.readiness.answer, Answer::NotReady, "nobody has been asked yet");
    confirmed(&place, &test).await;
    looked_everywhere(&place).await;
    let found = asked(&place, "procurement").await;
    assert_eq!(found.issues[0].1.evidence.standing, Standing::Shown, "{:#?}", found.issues[0].1.evidence.failing);
    assert_eq!(found.readiness.answer, Answer::Ready, "{:#?}", found.readiness.reasons);

    let refused = decide(place.desk(), &place.lead, decision(&place, 2)).await;
    assert!(matches!(refused, Err(DeskError::Refused { code: "not_asked", .. })), "{refused:?}");
    let ask = AskReadiness { case: Some(place.case), service: place.service, change: "procurement".into(), part: String::new() };
    let check = ask_readiness(place.desk(), &place.lead, ask).await.expect("asked");
    let refused = decide(place.desk(), &place.lead, decision(&place, 2)).await;
    assert!(matches!(refused, Err(DeskError::Refused { code: "not_affirmed", .. })), "{refused:?}");
    let ask = AffirmReadiness { check: check.id, version: check.version, note: "I agree.".into() };
    affirm_readiness(place.desk(), &place.lead, ask).await.expect("affirmed");
    let late = raise_issue(place.desk(), &place.lead, raised_late(&place)).await.expect("an issue raised the day before");
    let refused = decide(place.desk(), &place.lead, decision(&place, 2)).await;
    assert!(matches!(refused, Err(DeskError::Refused { code: "asked_before_a_change", .. })), "{refused:?}");
    assert_eq!(asked(&place, "procurement").await.readiness.answer, Answer::NotReady);
    let ask = TriageIssue {
        issue: late.id,
        version: late.version,
        severity: Severity::Low,
        note: "A single post.".into(),
        measure: None,
        part: String::new(),
    };
    let late = triage_issue(place.desk(), &place.lead, ask).await.expect("triaged");
    let ask = SayOfIssue { issue: late.id, version: late.version, said: Said::SetAside, note: "It belongs to another service.".into() };
    say_of_issue(place.desk(), &place.lead, ask).await.expect("set aside");
    let ask = AskReadiness { case: Some(place.case), service: place.service, change: "procurement".into(), part: String::new() };
    let check = ask_readiness(place.desk(), &place.lead, ask).await.expect("asked again");
    assert_eq!(check.noun.answer, Answer::Ready, "{:#?}", check.noun.reasons);
    let ask = AffirmReadiness { check: check.id, version: check.version, note: "I still agree.".into() };
    affirm_readiness(place.desk(), &place.lead, ask).await.expect("affirmed");
    let followed = |rate: BaseRateView| (rate.predicted.in_their_year, rate.predicted.ready);
    let rate = read_base_rate(place.desk(), &place.lead).await.expect("counted");
    assert_eq!(followed(rate), (2, Followed::default()), "two answers were affirmed, and neither is a year old");
    let rate = read_base_rate(&place.on(date(2027, 11, 30)), &place.lead).await.expect("counted");
    assert_eq!(followed(rate), (0, Followed { answers: 2, troubled: 0 }), "what was shown stays shown, what was set aside is none");
    let decided = decide(place.desk(), &place.lead, decision(&place, 2)).await.expect("decided");
    assert_eq!(decided.noun.start_profile["issues"][0]["standing"], "shown");

    let ask = CloseIssue {
        issue: issue.id,
        version: 3,
        evidence: ClosingEvidence::FullRule,
        note: "A year under 26 weeks.".into(),
        source: None,
    };
    let closed = close_issue(place.desk(), &place.lead, ask).await.expect("closed");
    assert!(!closed.noun.is_open());
}

#[tokio::test]
async fn an_issue_closes_only_on_evidence_that_fits_and_never_by_changing_hands() {
    let place = place(&FALSE_RECOVERY).await;
    let (issue, _) = tested(&place).await;
    for evidence in [ClosingEvidence::FullRule, ClosingEvidence::CaseReview, ClosingEvidence::NoneReportedFor90Days] {
        let ask = CloseIssue { issue: issue.id, version: issue.version, evidence, note: "It is over.".into(), source: None };
        let refused = close_issue(place.desk(), &place.lead, ask).await;
        assert!(matches!(refused, Err(DeskError::Refused { code: "evidence_does_not_fit", .. })), "{evidence:?}: {refused:?}");
    }
}

#[tokio::test]
async fn a_fix_that_needs_a_budget_the_change_gives_away_is_named() {
    let place = place(&FALSE_RECOVERY).await;
    let (issue, _) = tested(&place).await;
    let ask = AssignFix {
        issue: issue.id,
        version: issue.version,
        fix: None,
        what: "Repairs within ten days between lettings".into(),
        owner_role: "Head of housing".into(),
        started: Some(date(2025, 11, 1)),
        finished: None,
        needs: Control { budget: Hold::Full, ..Control::NONE },
        needs_words: "The repairs budget".into(),
        helped_by: None,
    };
    assign_fix(place.desk(), &place.lead, ask).await.expect("a fix");
    let found = asked(&place, "procurement").await;
    assert_eq!(found.readiness.conflicts.len(), 1);
    assert!(asked(&place, "as_now").await.readiness.conflicts.is_empty(), "staying gives nothing away");
}

pub(super) async fn looked_everywhere(place: &Place) {
    let desk = place.desk();
    let mut write = desk.write(&place.lead).await.expect("a transaction");
    let mut case = store::cases::find(&mut write.tx, &place.lead.scope, place.case).await.expect("the case");
    case.noun.looks = model::case::LookAt::ALL
        .into_iter()
        .map(|at| model::case::Look { at, on: date(2026, 9, 1), by_role: "Analyst".into(), note: "Seen.".into(), source: None })
        .collect();
    store::cases::save(&mut write.tx, &case).await.expect("saved");
    write.commit("prepare", "test", None, "Looked.").await.expect("a commit");
}

pub(super) fn raised_late(place: &Place) -> RaiseIssue {
    RaiseIssue {
        service: place.service,
        title: "Too many posts are empty".into(),
        describes: "19 in 100.".into(),
        severity: Severity::Medium,
        raised_by: RaisedBy::Staff,
        measure: None,
        part: String::new(),
    }
}

pub(super) fn decision(place: &Place, version: i64) -> Decide {
    Decide {
        case: place.case,
        version,
        service: place.service,
        change: "procurement".into(),
        part: String::new(),
        what: "Let the service to a provider".into(),
        reasons: "It keeps its homes and costs less.".into(),
        alternatives: "Staying as we are; a mutual.".into(),
        decided_on: Some(date(2026, 11, 20)),
        expects: vec![Expected {
            what: "Still under 26 weeks".into(),
            due: Some(date(2027, 11, 30)),
            measure: Some(place.measure),
            value: Some(26.0),
        }],
        smallest_test: "Two months running over 26 weeks.".into(),
        review_on: Some(date(2027, 5, 31)),
        accountable: "Cllr Ruth Aldous, cabinet member for adults".into(),
        taken_by: "cabinet".into(),
        not_agreed: String::new(),
        equality_read: None,
        why_not_wider: "Nobody else in the county does this; asked in September.".into(),
        skills_missing: String::new(),
    }
}

/// Somebody of an organisation that runs a service cannot confirm from outside it.
#[tokio::test]
async fn the_word_of_whoever_runs_the_service_is_not_from_outside() {
    let place = place(&RECOVERY).await;
    let mut provider = place.lead.clone();
    provider.organisation = OrganisationId(uuid::Uuid::from_u128(9));
    let mut service = nouns::service("Home care", provider.organisation);
    service.operator = provider.organisation;
    let said = crate::plan::word::outside(place.desk(), &provider, &service, "We looked.");
    assert!(matches!(said, Err(DeskError::Refused { code: "inside_the_service", .. })));
}
