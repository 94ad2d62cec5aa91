//! A plain example of every noun: change the fields a test is about, and leave the rest.

use jiff::Timestamp;
use model::arrangement::Arrangement;
use model::case::{Case, NextStep, Size};
use model::control::Control;
use model::decision::{Decision, Exception};
use model::delivery_model::{DeliveryModel, OperatedBy};
use model::engagement::Engagement;
use model::finding::Finding;
use model::id::{CaseId, CheckId, IssueId, MeasureId, ObservationId, OrganisationId, ServiceId, SourceId};
use model::issue::{Custody, KnownIssue, RaisedBy, Severity};
use model::measure::Measure;
use model::observation::{CellRef, Observation};
use model::organisation::{Organisation, OrganisationKind};
use model::outcome::{Outcome, OutcomeKind};
use model::person::Person;
use model::place::Place;
use model::promise::Promise;
use model::readiness::{Answer, ReadinessCheck, Reason};
use model::reply::Reply;
use model::role::{Permission, Role};
use model::service::{Operated, Service};
use model::setting::Setting;
use model::source::{Source, SourceKind};
use model::test_period::{Rule, TestPeriod};
use model::upload::{Profile, Upload, UploadState};
use quantity::{Date, Direction, MeasureKind, Money, Period, Share, Unit};
use uuid::Uuid;

/// A day, `2026-11-21`.
pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A period in any form `Period::parse` reads.
pub fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

/// A moment, `2026-11-21T09:30:00Z`.
pub fn moment(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

pub fn place() -> Place {
    Place { name: "Northvale".into(), country: "England".into(), zone: "Europe/London".into(), is_sample: true }
}

pub fn organisation(name: &str, kind: OrganisationKind) -> Organisation {
    Organisation {
        name: name.into(),
        kind,
        also_called: vec![],
        provides: matches!(kind, OrganisationKind::Company | OrganisationKind::Voluntary),
        is_partner: matches!(kind, OrganisationKind::Nhs | OrganisationKind::District),
        charity: None,
        company: None,
        ods: None,
    }
}

pub fn person(name: &str, email: &str, organisation: OrganisationId) -> Person {
    Person {
        name: name.into(),
        email: email.into(),
        organisation,
        job: "head of commissioning".into(),
        roles: vec!["head_of_commissioning".into()],
        active: true,
    }
}

pub fn role(code: &str) -> Role {
    Role {
        code: code.into(),
        title: "Head of commissioning".into(),
        permissions: vec![Permission::ReadCases, Permission::WriteCases, Permission::Decide],
        accountable: true,
        sees_drafts: true,
        sees_sealed: true,
        sees_exempt: false,
        is_member: false,
    }
}

pub fn case(question: &str, services: Vec<ServiceId>) -> Case {
    Case {
        question: question.into(),
        difference: "People move on to a home of their own within half a year".into(),
        people: "Young people in supported lodgings".into(),
        with_whom: "Housing, the district councils and the young people themselves".into(),
        partners: vec![],
        lead_role: "Head of commissioning".into(),
        size: Size::Standard,
        stage: "plan".into(),
        next: Some(NextStep {
            what: "Ask the readiness check".into(),
            by: day("2026-12-04"),
            if_not: "The arrangement runs on for a year".into(),
            because: "You lead this case".into(),
        }),
        services,
        strengths: "Staff who stay".into(),
        annual_cost: Some(Money::from_pence(210_000_000)),
        saving_counted: None,
        looks: vec![],
        rooms: vec![],
        choices: vec![],
        lessons: vec![],
    }
}

pub fn outcome(case: CaseId, measure: Option<MeasureId>) -> Outcome {
    Outcome {
        case,
        statement: "People move on when they are ready".into(),
        people: "Young people in supported lodgings".into(),
        kind: OutcomeKind::Outcome,
        measure,
        baseline: Some(31.5),
        target: Some(26.0),
        by: Some(day("2027-11-30")),
    }
}

pub fn service(name: &str, operator: OrganisationId) -> Service {
    Service {
        name: name.into(),
        describes: "A room, a key worker, and help to move on".into(),
        operator,
        run_by: String::new(),
        delivery_model: "in_house".into(),
        annual_cost: Some(Money::from_pence(210_000_000)),
        volume: "64 rooms".into(),
        ends: None,
        regime: String::new(),
        operators: vec![Operated { by: operator, from: day("2019-04-01"), delivery_model: "in_house".into(), reason: String::new() }],
    }
}

pub fn delivery_model(code: &str) -> DeliveryModel {
    DeliveryModel {
        code: code.into(),
        title: "In-house".into(),
        describes: "The authority runs it with its own staff".into(),
        operated_by: OperatedBy::Authority,
        reversible: true,
        never_held: None,
        keeps: Control::FULL,
        artefacts: vec![],
        checks: vec![],
        source: String::new(),
        added: None,
        retired: false,
    }
}

pub fn measure(service: ServiceId, name: &str) -> Measure {
    Measure {
        service,
        name: name.into(),
        also_called: vec![],
        kind: MeasureKind::Value,
        unit: Unit::Weeks,
        direction: Direction::Low,
        definition: "Median weeks from arrival to moving on, of those who moved on in the month".into(),
        target: Some(26.0),
        floor: Some(40.0),
        places: 1,
        owner_role: "Service manager".into(),
        rebases: vec![],
        redefined: vec![],
        chart_preset: "nhs_excel".into(),
    }
}

/// A data point of the whole measure, loaded at a moment, from no file.
pub fn point(id: ObservationId, measure: MeasureId, of: &str, value: f64, loaded_at: Timestamp) -> Observation {
    Observation {
        id,
        measure,
        part: String::new(),
        period: period(of),
        value: Some(value),
        numerator: None,
        denominator: None,
        missing: None,
        provisional: false,
        revision: 1,
        current: true,
        withdrawn: None,
        at: None,
        loaded_at,
    }
}

/// A cell of a CSV file.
pub fn cell(source: SourceId, row: u32, column: u32) -> CellRef {
    CellRef { source, sheet: String::new(), row, column }
}

pub fn issue(service: ServiceId, title: &str, holder: OrganisationId) -> KnownIssue {
    KnownIssue {
        service,
        title: title.into(),
        describes: "People wait for a tenancy that does not come".into(),
        severity: Severity::High,
        raised_by: RaisedBy::Staff,
        raised_on: day("2026-10-05"),
        triage_due: day("2026-10-12"),
        triage: None,
        measure: None,
        part: String::new(),
        holder,
        custody: vec![Custody { holder, from: day("2026-10-05"), reason: "It runs the service".into() }],
        fixes: vec![],
        closing: None,
        reopened: vec![],
    }
}

pub fn test_period(issue: IssueId, measure: MeasureId) -> TestPeriod {
    TestPeriod {
        issue,
        rule: Rule {
            measure,
            part: String::new(),
            definition: "Median weeks from arrival to moving on".into(),
            baseline_from: period("2024-10"),
            baseline_to: period("2025-09"),
            starts: period("2025-10"),
            fewest_periods: 12,
            target: 26.0,
            floor: Some(40.0),
            level: Share::new(0.95).expect("a share"),
            shift: 8,
            trend: 6,
            balancing: vec![],
            tolerable_rate: None,
        },
        registered_at: moment("2025-09-20T10:00:00Z"),
        registered_by: "Head of commissioning".into(),
        lock: "0".repeat(64),
        late: None,
        voided: None,
        explanations: vec![],
        asked: vec![],
        attribution: None,
        displacement: vec![],
        data_check: None,
        corrections: vec![],
    }
}

pub fn finding(of: Uuid) -> Finding {
    Finding {
        about_noun: "measure".into(),
        about_id: of,
        part: String::new(),
        method: "spc-xmr".into(),
        edition: 1,
        parameters: serde_json::json!({ "preset": "nhs_excel" }),
        inputs: "0".repeat(64),
        statement: "The figures vary within their usual range.".into(),
        figures: serde_json::json!({ "mean": 31.1, "upper": 38.700000000000003 }),
        sources: vec![],
        made_at: moment("2026-11-21T09:30:00Z"),
    }
}

pub fn readiness_check(case: CaseId, service: ServiceId, issue: Option<IssueId>) -> ReadinessCheck {
    ReadinessCheck {
        case: Some(case),
        service,
        change: "contract".into(),
        asked_at: moment("2026-11-21T09:30:00Z"),
        asked_by: "Head of commissioning".into(),
        answer: Answer::NotReady,
        reasons: vec![Reason {
            code: "open_issue".into(),
            issue,
            text: "People stay too long before moving on, and nobody has shown it to be fixed.".into(),
            mend: None,
        }],
        earliest: vec![],
        conflicts: vec![],
        inputs: "0".repeat(64),
        affirmed: None,
    }
}

pub fn exception(case: CaseId, service: ServiceId, check: CheckId) -> Exception {
    Exception {
        case,
        service,
        change: "contract".into(),
        check,
        role: "Director".into(),
        name: "Sam Okafor".into(),
        reason: "The landlord ends the lease in March".into(),
        review_on: day("2027-03-31"),
        recorded_at: moment("2026-11-21T09:30:00Z"),
    }
}

pub fn decision(case: CaseId, service: ServiceId) -> Decision {
    Decision {
        case,
        service,
        what: "Stay in-house and fix moving on first".into(),
        delivery_model: "as_now".into(),
        reasons: "The issue would only move with the service".into(),
        alternatives: "A contract with a housing association".into(),
        decided_by: "Cabinet member for adults".into(),
        decided_on: day("2026-11-21"),
        recorded_at: moment("2026-11-21T09:30:00Z"),
        check: None,
        exception: None,
        smallest_test: "Three tenancies held open for a month".into(),
        review_on: day("2027-05-31"),
        start_profile: serde_json::json!({ "open_issues": 1 }),
    }
}

pub fn promise(case: CaseId) -> Promise {
    Promise {
        case: Some(case),
        decision: None,
        service: None,
        what: "Half of those ready have moved on".into(),
        made_by: "Service manager".into(),
        made_on: day("2026-11-21"),
        due: day("2027-03-31"),
        measure: None,
        expected: None,
        result: None,
    }
}

pub fn arrangement(service: ServiceId, with: OrganisationId) -> Arrangement {
    Arrangement {
        service,
        title: "Rooms in Fell Street".into(),
        with,
        delivery_model: "contract".into(),
        regime: "Procurement Act 2023".into(),
        awarded: Some(day("2025-02-03")),
        starts: Some(day("2025-04-01")),
        ends: Some(day("2027-03-31")),
        annual_value: Some(Money::from_pence(45_000_000)),
    }
}

pub fn engagement(service: ServiceId, issue: IssueId, helper: OrganisationId) -> Engagement {
    Engagement {
        service,
        issue,
        helper,
        scope: "Two days a week with the key workers".into(),
        fee: Some(Money::from_pence(1_200_000)),
        budget_line: "Improvement".into(),
        decided_by: "Head of commissioning".into(),
        from: day("2026-11-01"),
        until: day("2027-01-31"),
        passes_on_knowledge: "Key workers run the last month themselves".into(),
        level_field: None,
    }
}

pub fn reply(measure: MeasureId, from: OrganisationId) -> Reply {
    Reply {
        measure,
        period: Some(period("2026-10")),
        from,
        by_role: "Registered manager".into(),
        text: "Two people were in hospital that month.".into(),
        on: day("2026-11-18"),
    }
}

pub fn source(digest: &str) -> Source {
    Source {
        title: "Moving on, monthly return".into(),
        kind: SourceKind::File,
        digest: Some(digest.into()),
        received_digest: None,
        file_name: "moving-on.csv".into(),
        bytes: 412,
        licence: "Our own".into(),
        dated: Some(day("2026-11-02")),
        received_at: moment("2026-11-21T09:30:00Z"),
        received_by: "Data officer".into(),
    }
}

pub fn upload(received_digest: &str) -> Upload {
    Upload {
        file_name: "moving-on.csv".into(),
        received_digest: received_digest.into(),
        kept_digest: received_digest.into(),
        service: None,
        received_at: moment("2026-11-21T09:30:00Z"),
        received_by: "Data officer".into(),
        state: UploadState::Waiting,
        read: serde_json::json!({ "rows": 12 }),
    }
}

pub fn profile(signature: &str) -> Profile {
    Profile { signature: signature.into(), title: "Moving on, monthly return".into(), mapping: serde_json::json!({ "value": 2 }) }
}

pub fn setting(key: &str, value: &str) -> Setting {
    Setting {
        key: key.into(),
        value: value.into(),
        reason: "Cabinet, 3 November 2026".into(),
        by_role: "Administrator".into(),
        on: day("2026-11-03"),
    }
}
