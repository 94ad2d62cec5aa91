//! A known issue of a service. It keeps its identity and history whoever holds it.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::control::Control;
use crate::id::{EngagementId, FixId, MeasureId, OrganisationId, ServiceId, SourceId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KnownIssue {
    pub service: ServiceId,
    /// As people would say it: "People stay too long before moving on".
    pub title: String,
    pub describes: String,
    pub severity: Severity,
    pub raised_by: RaisedBy,
    pub raised_on: Date,
    /// Five working days after it was raised, unless the settings say otherwise.
    pub triage_due: Date,
    pub triage: Option<Triage>,
    pub measure: Option<MeasureId>,
    /// The part of the measure it speaks of, or empty for the whole.
    pub part: String,
    /// Who holds it now. A change of holder changes nothing else.
    pub holder: OrganisationId,
    pub custody: Vec<Custody>,
    pub fixes: Vec<Fix>,
    pub closing: Option<Closing>,
    pub reopened: Vec<Reopened>,
}

impl KnownIssue {
    pub fn is_open(&self) -> bool {
        self.closing.is_none()
    }

    /// Material issues answer the full rule; the others are closed with evidence that fits them.
    pub fn is_material(&self) -> bool {
        self.triage.as_ref().is_some_and(|t| t.material.is_some())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    pub const ALL: [Severity; 4] = [Severity::Low, Severity::Medium, Severity::High, Severity::Critical];

    pub fn code(self) -> &'static str {
        match self {
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }

    pub fn parse(code: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.code() == code)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RaisedBy {
    Users,
    Staff,
    Partners,
    Provider,
    Commissioners,
    Members,
    Inspectors,
}

impl RaisedBy {
    pub const ALL: [RaisedBy; 7] = [
        RaisedBy::Users,
        RaisedBy::Staff,
        RaisedBy::Partners,
        RaisedBy::Provider,
        RaisedBy::Commissioners,
        RaisedBy::Members,
        RaisedBy::Inspectors,
    ];

    pub fn code(self) -> &'static str {
        match self {
            RaisedBy::Users => "users",
            RaisedBy::Staff => "staff",
            RaisedBy::Partners => "partners",
            RaisedBy::Provider => "provider",
            RaisedBy::Commissioners => "commissioners",
            RaisedBy::Members => "members",
            RaisedBy::Inspectors => "inspectors",
        }
    }

    pub fn parse(code: &str) -> Option<RaisedBy> {
        RaisedBy::ALL.into_iter().find(|by| by.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            RaisedBy::Users => "people who use the service",
            RaisedBy::Staff => "staff",
            RaisedBy::Partners => "a partner",
            RaisedBy::Provider => "the provider",
            RaisedBy::Commissioners => "commissioners",
            RaisedBy::Members => "elected members",
            RaisedBy::Inspectors => "inspectors",
        }
    }
}

/// What was decided when the issue was first looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triage {
    pub on: Date,
    pub by_role: String,
    pub note: String,
    /// Named material by the lead, confirmed by someone outside the service.
    pub material: Option<OutsideWord>,
    /// Not an issue of this service after all: the reason. It then holds nothing.
    pub set_aside: Option<OutsideWord>,
    /// A lower severity the lead proposes: it counts once somebody outside the service has said so.
    #[serde(default)]
    pub lower_to: Option<Severity>,
    /// Whose word from outside the service lowered it last.
    #[serde(default)]
    pub lowered: Option<OutsideWord>,
}

/// The word of someone outside the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideWord {
    pub by_role: String,
    pub organisation: OrganisationId,
    pub on: Date,
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
    pub holder: OrganisationId,
    pub from: Date,
    pub reason: String,
}

/// What is being done about it, and what control doing it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    pub id: FixId,
    pub what: String,
    pub owner_role: String,
    pub started: Option<Date>,
    pub finished: Option<Date>,
    pub needs: Control,
    /// In words: "The repairs budget, and the right to send a contractor the same day".
    pub needs_words: String,
    /// Somebody engaged to help solve it, who is not a provider of the service.
    pub helped_by: Option<EngagementId>,
}

/// Closed with evidence that fits, signed by someone outside the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    pub on: Date,
    pub evidence: ClosingEvidence,
    pub note: String,
    pub signed: OutsideWord,
    pub source: Option<SourceId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingEvidence {
    /// The full rule: shown to be fixed.
    FullRule,
    /// C1 to C6 on its measure.
    Likely,
    CaseReview,
    AuditSample,
    NoneReportedFor90Days,
}

impl ClosingEvidence {
    pub const ALL: [ClosingEvidence; 5] = [
        ClosingEvidence::FullRule,
        ClosingEvidence::Likely,
        ClosingEvidence::CaseReview,
        ClosingEvidence::AuditSample,
        ClosingEvidence::NoneReportedFor90Days,
    ];

    pub fn code(self) -> &'static str {
        match self {
            ClosingEvidence::FullRule => "full_rule",
            ClosingEvidence::Likely => "likely",
            ClosingEvidence::CaseReview => "case_review",
            ClosingEvidence::AuditSample => "audit_sample",
            ClosingEvidence::NoneReportedFor90Days => "none_reported_for_90_days",
        }
    }

    pub fn parse(code: &str) -> Option<ClosingEvidence> {
        ClosingEvidence::ALL.into_iter().find(|evidence| evidence.code() == code)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    pub on: Date,
    pub why: String,
    pub by_role: String,
}
