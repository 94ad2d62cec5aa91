//! A plain example of every noun: change the fields a test is about, and leave the rest.
//!
//! They are read from JSON, as the store reads them: a noun that gains a field with a default breaks no test.

use jiff::Timestamp;
use model::arrangement::Arrangement;
use model::case::{Case, Size};
use model::control::Control;
use model::costing::Costing;
use model::decision::{Decision, Exception};
use model::delivery_model::{DeliveryModel, OperatedBy};
use model::engagement::Engagement;
use model::finding::Finding;
use model::id::{CaseId, CheckId, IssueId, MeasureId, ObservationId, OrganisationId, ServiceId, SourceId};
use model::issue::{KnownIssue, RaisedBy, Severity};
use model::measure::Measure;
use model::observation::{CellRef, Observation};
use model::organisation::{Organisation, OrganisationKind};
use model::outcome::{Outcome, OutcomeKind};
use model::person::Person;
use model::place::Place;
use model::priority::Priority;
use model::promise::Promise;
use model::readiness::{Answer, ReadinessCheck};
use model::reply::Reply;
use model::role::{Permission, Role};
use model::service::Service;
use model::setting::Setting;
use model::source::{Source, SourceKind};
use model::test_period::TestPeriod;
use model::upload::{Profile, Upload, UploadState};
use model::workshop::Workshop;
use quantity::{Date, Direction, MeasureKind, Money, Period, Share, Unit};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

/// The noun of these fields.
fn noun<T: DeserializeOwned>(fields: Value) -> T {
    serde_json::from_value(fields).expect("the fields of a noun")
}

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
    noun(json!({ "name": "Northvale", "country": "England", "zone": "Europe/London", "is_sample": true }))
}

pub fn organisation(name: &str, kind: OrganisationKind) -> Organisation {
    noun(json!({
        "name": name,
        "kind": kind,
        "also_called": [],
        "provides": matches!(kind, OrganisationKind::Company | OrganisationKind::Voluntary),
        "is_partner": matches!(kind, OrganisationKind::Nhs | OrganisationKind::District),
        "charity": null,
        "company": null,
        "ods": null,
    }))
}

pub fn person(name: &str, email: &str, organisation: OrganisationId) -> Person {
    noun(json!({
        "name": name,
        "email": email,
        "organisation": organisation,
        "job": "head of commissioning",
        "roles": ["head_of_commissioning"],
        "active": true,
    }))
}

pub fn role(code: &str) -> Role {
    noun(json!({
        "code": code,
        "title": "Head of commissioning",
        "permissions": [Permission::ReadCases, Permission::WriteCases, Permission::Decide],
        "accountable": true,
        "sees_drafts": true,
        "sees_sealed": true,
        "sees_exempt": false,
        "is_member": false,
    }))
}

pub fn case(question: &str, services: Vec<ServiceId>) -> Case {
    noun(json!({
        "question": question,
        "difference": "People move on to a home of their own within half a year",
        "people": "Young people in supported lodgings",
        "with_whom": "Housing, the district councils and the young people themselves",
        "partners": [],
        "lead_role": "Head of commissioning",
        "size": Size::Standard,
        "stage": "plan",
        "next": {
            "what": "Ask the readiness check",
            "by": day("2026-12-04"),
            "if_not": "The arrangement runs on for a year",
            "because": "You lead this case",
        },
        "services": services,
        "strengths": "Staff who stay",
        "annual_cost": Money::from_pence(210_000_000),
        "saving_counted": null,
        "looks": [],
        "rooms": [],
        "choices": [],
        "lessons": [],
    }))
}

pub fn outcome(case: CaseId, measure: Option<MeasureId>) -> Outcome {
    noun(json!({
        "case": case,
        "statement": "People move on when they are ready",
        "people": "Young people in supported lodgings",
        "kind": OutcomeKind::Outcome,
        "measure": measure,
        "baseline": 31.5,
        "target": 26.0,
        "by": day("2027-11-30"),
    }))
}

pub fn priority(title: &str, people: &str, because: &str) -> Priority {
    noun(json!({ "title": title, "people": people, "because": because }))
}

pub fn costing(case: CaseId) -> Costing {
    noun(json!({
        "case": case,
        "first_year": 2027,
        "years": 5,
        "short_until": 2,
        "priced_on": day("2026-11-20"),
        "lines": [{
            "option": "A",
            "name": "Key workers",
            "kind": "cost",
            "organisation": null,
            "amount": { "each_year": { "full": Money::from_pounds(40_000), "start": 0, "until": null } },
            "range": [0.9, 1.2],
        }],
        "costs_nothing": [],
        "drivers": [],
        "scenarios": [],
        "past_forecasts": [],
        "works_kind": "",
        "correct_by_grade": false,
        "seed": 1,
    }))
}

pub fn workshop(case: CaseId) -> Workshop {
    noun(json!({
        "case": case,
        "criteria": [{
            "name": "Weeks to move on",
            "unit": "weeks",
            "worst": 52.0,
            "best": 4.0,
            "half": null,
            "about_delivery_model": false,
            "published_reason": "",
        }],
        "voices": [{ "group": "residents", "by": null, "swings": [100.0], "on": day("2026-11-20") }],
        "agreed": [],
        "scores": [],
        "revealed": null,
    }))
}

pub fn service(name: &str, operator: OrganisationId) -> Service {
    noun(json!({
        "name": name,
        "describes": "A room, a key worker, and help to move on",
        "operator": operator,
        "run_by": "",
        "delivery_model": "in_house",
        "annual_cost": Money::from_pence(210_000_000),
        "volume": "64 rooms",
        "ends": null,
        "regime": "",
        "operators": [{ "by": operator, "from": day("2019-04-01"), "delivery_model": "in_house", "reason": "" }],
    }))
}

pub fn delivery_model(code: &str) -> DeliveryModel {
    noun(json!({
        "code": code,
        "title": "In-house",
        "describes": "The authority runs it with its own staff",
        "operated_by": OperatedBy::Authority,
        "reversible": true,
        "never_held": null,
        "keeps": Control::FULL,
        "artefacts": [],
        "checks": [],
        "source": "",
        "added": null,
        "retired": false,
    }))
}

pub fn measure(service: ServiceId, name: &str) -> Measure {
    noun(json!({
        "service": service,
        "name": name,
        "also_called": [],
        "kind": MeasureKind::Value,
        "unit": Unit::Weeks,
        "direction": Direction::Low,
        "definition": "Median weeks from arrival to moving on, of those who moved on in the month",
        "target": 26.0,
        "floor": 40.0,
        "places": 1,
        "owner_role": "Service manager",
        "rebases": [],
        "redefined": [],
        "chart_preset": "nhs_excel",
    }))
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
    noun(json!({
        "service": service,
        "title": title,
        "describes": "People wait for a tenancy that does not come",
        "severity": Severity::High,
        "raised_by": RaisedBy::Staff,
        "raised_on": day("2026-10-05"),
        "triage_due": day("2026-10-12"),
        "triage": null,
        "measure": null,
        "part": "",
        "holder": holder,
        "custody": [{ "holder": holder, "from": day("2026-10-05"), "reason": "It runs the service" }],
        "fixes": [],
        "closing": null,
        "reopened": [],
    }))
}

pub fn test_period(issue: IssueId, measure: MeasureId) -> TestPeriod {
    noun(json!({
        "issue": issue,
        "rule": {
            "measure": measure,
            "part": "",
            "definition": "Median weeks from arrival to moving on",
            "baseline_from": period("2024-10"),
            "baseline_to": period("2025-09"),
            "starts": period("2025-10"),
            "fewest_periods": 12,
            "target": 26.0,
            "floor": 40.0,
            "level": Share::new(0.95).expect("a share"),
            "shift": 8,
            "trend": 6,
            "balancing": [],
            "tolerable_rate": null,
        },
        "registered_at": moment("2025-09-20T10:00:00Z"),
        "registered_by": "Head of commissioning",
        "lock": "0".repeat(64),
        "late": null,
        "voided": null,
        "explanations": [],
        "asked": [],
        "attribution": null,
        "displacement": [],
        "data_check": null,
        "corrections": [],
    }))
}

pub fn finding(of: Uuid) -> Finding {
    noun(json!({
        "about_noun": "measure",
        "about_id": of,
        "part": "",
        "method": "spc-xmr",
        "edition": 1,
        "parameters": { "preset": "nhs_excel" },
        "inputs": "0".repeat(64),
        "statement": "The figures vary within their usual range.",
        "figures": { "mean": 31.1, "upper": 0.1 + 0.2 },
        "sources": [],
        "made_at": moment("2026-11-21T09:30:00Z"),
    }))
}

pub fn readiness_check(case: CaseId, service: ServiceId, issue: Option<IssueId>) -> ReadinessCheck {
    noun(json!({
        "case": case,
        "service": service,
        "change": "contract",
        "asked_at": moment("2026-11-21T09:30:00Z"),
        "asked_by": "Head of commissioning",
        "answer": Answer::NotReady,
        "reasons": [{
            "code": "open_issue",
            "issue": issue,
            "text": "People stay too long before moving on, and nobody has shown it to be fixed.",
            "mend": null,
        }],
        "earliest": [],
        "conflicts": [],
        "inputs": "0".repeat(64),
        "affirmed": null,
    }))
}

pub fn exception(case: CaseId, service: ServiceId, check: CheckId) -> Exception {
    noun(json!({
        "case": case,
        "service": service,
        "change": "contract",
        "check": check,
        "role": "Director",
        "name": "Sam Okafor",
        "reason": "The landlord ends the lease in March",
        "review_on": day("2027-03-31"),
        "recorded_at": moment("2026-11-21T09:30:00Z"),
    }))
}

pub fn decision(case: CaseId, service: ServiceId) -> Decision {
    noun(json!({
        "case": case,
        "service": service,
        "what": "Stay in-house and fix moving on first",
        "delivery_model": "as_now",
        "reasons": "The issue would only move with the service",
        "alternatives": "A contract with a housing association",
        "decided_by": "Cabinet member for adults",
        "decided_on": day("2026-11-21"),
        "recorded_at": moment("2026-11-21T09:30:00Z"),
        "check": null,
        "exception": null,
        "smallest_test": "Three tenancies held open for a month",
        "review_on": day("2027-05-31"),
        "start_profile": { "open_issues": 1 },
    }))
}

pub fn promise(case: CaseId) -> Promise {
    noun(json!({
        "case": case,
        "decision": null,
        "service": null,
        "what": "Half of those ready have moved on",
        "made_by": "Service manager",
        "made_on": day("2026-11-21"),
        "due": day("2027-03-31"),
        "measure": null,
        "expected": null,
        "result": null,
    }))
}

pub fn arrangement(service: ServiceId, with: OrganisationId) -> Arrangement {
    noun(json!({
        "service": service,
        "title": "Rooms in Fell Street",
        "with": with,
        "delivery_model": "contract",
        "regime": "Procurement Act 2023",
        "awarded": day("2025-02-03"),
        "starts": day("2025-04-01"),
        "ends": day("2027-03-31"),
        "annual_value": Money::from_pence(45_000_000),
    }))
}

pub fn engagement(service: ServiceId, issue: IssueId, helper: OrganisationId) -> Engagement {
    noun(json!({
        "service": service,
        "issue": issue,
        "helper": helper,
        "scope": "Two days a week with the key workers",
        "fee": Money::from_pence(1_200_000),
        "budget_line": "Improvement",
        "decided_by": "Head of commissioning",
        "from": day("2026-11-01"),
        "until": day("2027-01-31"),
        "passes_on_knowledge": "Key workers run the last month themselves",
        "level_field": null,
    }))
}

pub fn reply(measure: MeasureId, from: OrganisationId) -> Reply {
    noun(json!({
        "measure": measure,
        "period": period("2026-10"),
        "from": from,
        "by_role": "Registered manager",
        "text": "Two people were in hospital that month.",
        "on": day("2026-11-18"),
    }))
}

pub fn source(digest: &str) -> Source {
    noun(json!({
        "title": "Moving on, monthly return",
        "kind": SourceKind::File,
        "digest": digest,
        "received_digest": null,
        "file_name": "moving-on.csv",
        "bytes": 412,
        "licence": "Our own",
        "dated": day("2026-11-02"),
        "received_at": moment("2026-11-21T09:30:00Z"),
        "received_by": "Data officer",
    }))
}

pub fn upload(received_digest: &str) -> Upload {
    noun(json!({
        "file_name": "moving-on.csv",
        "received_digest": received_digest,
        "kept_digest": received_digest,
        "service": null,
        "received_at": moment("2026-11-21T09:30:00Z"),
        "received_by": "Data officer",
        "state": UploadState::Waiting,
        "read": { "rows": 12 },
    }))
}

pub fn profile(signature: &str) -> Profile {
    noun(json!({ "signature": signature, "title": "Moving on, monthly return", "mapping": { "value": 2 } }))
}

pub fn setting(key: &str, value: &str) -> Setting {
    noun(json!({
        "key": key,
        "value": value,
        "reason": "Cabinet, 3 November 2026",
        "by_role": "Administrator",
        "on": day("2026-11-03"),
    }))
}
