//! A fictional service with its issues, to ask the check of.

use jiff::civil::date;
use model::case::{Look, LookAt};
use model::control::Control;
use model::delivery_model::{DeliveryModel, OperatedBy};
use model::id::{OrganisationId, ServiceId};
use model::issue::{Closing, ClosingEvidence, Fix, KnownIssue, OutsideWord, RaisedBy, Severity, Triage};
use model::readiness::{Answer, Standing};
use model::service::Service;
use principles::evidence::EvidenceGrade;
use principles::readiness_case::{Change, IssueOnRecord, Proposal, ReadinessCase};
use principles::{BankHolidays, Delegation, DelegationRule, FailingCriterion, IssueEvidence, ReadinessSettings};
use quantity::{Date, Money, Month, Period};

pub const TODAY: Date = date(2026, 11, 21);
pub const COUNCIL: u32 = 1;
pub const OUTSIDER: u32 = 2;
pub const PROVIDER: u32 = 3;

pub fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(n: u32) -> T {
    format!("00000000-0000-7000-8000-{n:012}").parse().expect("an id")
}

pub fn month(text: &str) -> Month {
    Month::parse(text).expect("a month")
}

pub fn outsider() -> OutsideWord {
    OutsideWord { by_role: "Housing options manager".into(), organisation: id(OUTSIDER), on: date(2026, 9, 1), note: "Agreed.".into() }
}

pub fn model(code: &str, operated_by: OperatedBy, keeps: Control) -> DeliveryModel {
    DeliveryModel {
        code: code.into(),
        title: code.replace('_', " "),
        describes: "One way of doing it.".into(),
        operated_by,
        reversible: true,
        never_held: None,
        keeps,
        artefacts: Vec::new(),
        checks: Vec::new(),
        source: "test".into(),
        family: None,
        added: None,
        retired: false,
    }
}

pub fn fix(needs: Control, finished: Option<Date>) -> Fix {
    Fix {
        id: id(900),
        what: "Repairs within ten days between lettings".into(),
        owner_role: "Head of housing support".into(),
        started: Some(date(2025, 9, 1)),
        finished,
        needs,
        needs_words: "The repairs budget".into(),
        helped_by: None,
    }
}

pub fn issue(n: u32, title: &str, severity: Severity) -> IssueOnRecord {
    IssueOnRecord {
        id: id(100 + n),
        issue: KnownIssue {
            service: id::<ServiceId>(10),
            title: title.into(),
            describes: String::new(),
            severity,
            raised_by: RaisedBy::Users,
            raised_on: date(2025, 3, 3),
            triage_due: date(2025, 3, 10),
            triage: None,
            measure: None,
            part: String::new(),
            holder: id::<OrganisationId>(COUNCIL),
            custody: Vec::new(),
            fixes: Vec::new(),
            closing: None,
            reopened: Vec::new(),
        },
        evidence: None,
    }
}

pub fn triaged(mut record: IssueOnRecord) -> IssueOnRecord {
    record.issue.triage = Some(Triage {
        on: date(2025, 3, 6),
        by_role: "Head of commissioning".into(),
        note: String::new(),
        material: None,
        set_aside: None,
        lower_to: None,
        lowered: None,
    });
    record
}

pub fn material(record: IssueOnRecord, evidence: Option<IssueEvidence>) -> IssueOnRecord {
    let mut record = triaged(record);
    record.issue.triage.as_mut().expect("triaged").material = Some(outsider());
    record.issue.measure = Some(id(500));
    record.evidence = evidence;
    record
}

pub fn closed(record: IssueOnRecord, evidence: ClosingEvidence) -> IssueOnRecord {
    let mut record = triaged(record);
    record.issue.closing =
        Some(Closing { on: date(2026, 9, 1), evidence, note: "Twenty files read.".into(), signed: outsider(), source: None });
    record
}

pub fn standing(standing: Standing) -> IssueEvidence {
    IssueEvidence { standing, statement: "As worked.".into(), ..IssueEvidence::unknown("") }
}

pub fn shown() -> IssueEvidence {
    IssueEvidence {
        grade: Some(EvidenceGrade::Shown),
        shown_on: Some(date(2026, 11, 10)),
        last_period: Some(Period::Month(month("2026-10"))),
        statement: "Days to the first visit fell from 11.7 to 5.6 and stayed there.".into(),
        ..standing(Standing::Shown)
    }
}

pub fn failing(code: &str, sentence: &str) -> FailingCriterion {
    FailingCriterion { code: code.into(), sentence: sentence.into(), who: None, earliest: None }
}

pub fn looks() -> Vec<Look> {
    LookAt::ALL
        .into_iter()
        .map(|at| Look { at, on: date(2026, 5, 1), by_role: "Analyst".into(), note: String::new(), source: None })
        .collect()
}

pub fn delegation() -> Delegation {
    let rule = |answer| DelegationRule {
        answer,
        severity: Severity::Low,
        changes: vec![Change::Out, Change::In, Change::Across, Change::ReLet, Change::Extend, Change::Merge, Change::Stop],
        holds: true,
        may_proceed: vec!["cabinet".into()],
        review_within_days: 90,
        reason: "Adopted by full council.".into(),
    };
    Delegation { rules: [Answer::NotReady, Answer::NotKnown, Answer::PointsTheOtherWay].map(rule).to_vec(), ..Delegation::default() }
}

/// An in-house service with a transfer proposed, everything looked at.
pub fn case(issues: Vec<IssueOnRecord>) -> ReadinessCase {
    ReadinessCase {
        today: TODAY,
        service: Service {
            name: "Housing-related support".into(),
            describes: String::new(),
            operator: id(COUNCIL),
            run_by: "the council".into(),
            delivery_model: "in_house".into(),
            annual_cost: Some(Money::from_pounds(3_400_000)),
            volume: String::new(),
            ends: None,
            regime: String::new(),
            operators: Vec::new(),
            none_known: None,
            budget_line: String::new(),
        },
        authority: id(COUNCIL),
        lead_role: "Head of commissioning".into(),
        issues,
        proposal: Proposal {
            change: Change::Out,
            model: model("procurement", OperatedBy::Provider, Control { budget: model::control::Hold::Part, ..Control::NONE }),
            proposed_on: Some(date(2026, 9, 1)),
            part: None,
            ground: None,
            transfer_to_fix: None,
        },
        current: model("in_house", OperatedBy::Authority, Control::FULL),
        looks: looks(),
        circumstances: Vec::new(),
        arrangements: Vec::new(),
        ways: Vec::new(),
        saving_counted: Some(Money::from_pounds(680_000)),
        last_affirmed: None,
        holidays: BankHolidays::default(),
        delegation: delegation(),
        settings: ReadinessSettings::default(),
    }
}
