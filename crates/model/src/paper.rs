//! A decision paper: what members, or an officer under delegation, are asked to decide, and what they are told beside the evidence.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::{AllocationId, CaseId, ServiceId};

/// One paper for one question of a case. The evidence is never typed here: it comes from the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    pub case: CaseId,
    pub service: ServiceId,
    /// Code of the delivery model proposed, or `as_now`.
    pub change: String,
    /// What goes, where only a part does; empty for the whole service.
    #[serde(default)]
    pub part: String,
    pub kind: PaperKind,
    pub title: String,
    /// What is asked, one sentence a line.
    pub recommends: String,
    /// Why, in whole sentences.
    pub reasons: String,
    /// What else was considered and why it is not recommended.
    pub alternatives: String,
    /// Code of who decides: a body of members, or an officer (`config/deciding.toml`).
    pub decides: String,
    pub meets_on: Option<Date>,
    /// When its entry in the forward plan was published.
    #[serde(default)]
    pub listed_on: Option<Date>,
    /// In the authority's own sense of a key decision.
    pub is_key: bool,
    /// The elected member answerable for what is valued here, by name and office.
    pub accountable: String,
    /// How sure the recommendation is, and what that rests on.
    pub confidence: String,
    /// What would change it.
    pub would_change: String,
    #[serde(default)]
    pub sections: Vec<Section>,
    #[serde(default)]
    pub exempt: Option<Exempt>,
    #[serde(default)]
    pub clearances: Vec<Clearance>,
    /// Set by members and entered on their authority: never mixed with evidence.
    #[serde(default)]
    pub priorities: Vec<PolicyPriority>,
    #[serde(default)]
    pub not_agreed: Vec<NotAgreed>,
    /// The allocation of shared money it rests on. Left out where there is none, so that what was cleared before still reads the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocation: Option<AllocationId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    OptionsAppraisal,
    BusinessCase,
}

/// What a named officer writes: one text for everybody, one for the exempt part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub of: SectionOf,
    /// Part 1.
    pub says: String,
    /// Part 2: never shown to who may not see what is exempt.
    #[serde(default)]
    pub exempt: String,
    pub by_role: String,
    pub on: Date,
}

/// In the order a committee reads them; the five cases belong to a business case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionOf {
    Strategic,
    Economic,
    Commercial,
    Financial,
    Management,
    Consultation,
    Equality,
    Legal,
    Finance,
    Risk,
    Background,
}

impl SectionOf {
    pub const ALL: [SectionOf; 11] = [
        SectionOf::Strategic,
        SectionOf::Economic,
        SectionOf::Commercial,
        SectionOf::Financial,
        SectionOf::Management,
        SectionOf::Consultation,
        SectionOf::Equality,
        SectionOf::Legal,
        SectionOf::Finance,
        SectionOf::Risk,
        SectionOf::Background,
    ];

    pub fn code(self) -> &'static str {
        match self {
            SectionOf::Strategic => "strategic",
            SectionOf::Economic => "economic",
            SectionOf::Commercial => "commercial",
            SectionOf::Financial => "financial",
            SectionOf::Management => "management",
            SectionOf::Consultation => "consultation",
            SectionOf::Equality => "equality",
            SectionOf::Legal => "legal",
            SectionOf::Finance => "finance",
            SectionOf::Risk => "risk",
            SectionOf::Background => "background",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            SectionOf::Strategic => "Strategic case",
            SectionOf::Economic => "Economic case",
            SectionOf::Commercial => "Commercial case",
            SectionOf::Financial => "Financial case",
            SectionOf::Management => "Management case",
            SectionOf::Consultation => "Consultation",
            SectionOf::Equality => "Equality",
            SectionOf::Legal => "Legal implications",
            SectionOf::Finance => "Financial implications",
            SectionOf::Risk => "Risk",
            SectionOf::Background => "Background papers",
        }
    }

    pub fn parse(code: &str) -> Option<SectionOf> {
        SectionOf::ALL.into_iter().find(|section| section.code() == code)
    }

    /// Only in a business case.
    pub fn is_of_five_cases(self) -> bool {
        self <= SectionOf::Management
    }
}

/// Local Government Act 1972, Schedule 12A.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exempt {
    /// 1 to 7.
    pub paragraph: u8,
    pub until: Date,
    /// Why keeping it back outweighs the public's interest in knowing.
    pub because: String,
}

/// A named officer has read the paper and says it may go forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clearance {
    pub office: Office,
    pub name: String,
    pub on: Date,
    pub note: String,
    /// Digest of what was cleared: a paper changed since has to be cleared again.
    pub of: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// Local Government Act 1972, section 151.
    Section151,
    /// Local Government and Housing Act 1989, section 5.
    MonitoringOfficer,
}

impl Office {
    pub const ALL: [Office; 2] = [Office::Section151, Office::MonitoringOfficer];

    pub fn code(self) -> &'static str {
        match self {
            Office::Section151 => "section_151",
            Office::MonitoringOfficer => "monitoring_officer",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Office::Section151 => "Section 151 officer",
            Office::MonitoringOfficer => "Monitoring officer",
        }
    }

    pub fn parse(code: &str) -> Option<Office> {
        Office::ALL.into_iter().find(|office| office.code() == code)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyPriority {
    pub says: String,
    /// The member or body on whose authority it is entered.
    pub set_by: String,
    pub on: Date,
}

/// Who does not agree, and what they say: kept beside the recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAgreed {
    pub by: String,
    pub says: String,
    pub on: Date,
}

/// The decision-maker confirms having read what is said of equality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EqualityRead {
    pub name: String,
    pub on: Date,
    /// Digest of the words that were read: other words are asked about again.
    pub of: String,
}

impl Paper {
    /// What was written under one heading; none where nobody has.
    pub fn section(&self, of: SectionOf) -> Option<&Section> {
        self.sections.iter().find(|section| section.of == of)
    }

    pub fn clearance(&self, office: Office) -> Option<&Clearance> {
        self.clearances.iter().rfind(|given| given.office == office)
    }
}
