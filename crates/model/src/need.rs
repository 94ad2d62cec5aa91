//! A need: of whom, how many, what, what shows it, who said so, what is good about those concerned, and who shares the picture.

use quantity::{Date, Money, Share};
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, MeasureId, NeedId, OrganisationId, PriorityId, StrengthId};
use crate::option_sheet::Contributor;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Need {
    /// As people say it, at most 120 characters.
    pub title: String,
    /// The group of people, named.
    pub people: String,
    pub level: NeedLevel,
    /// The need one level up that this one is part of.
    pub part_of: Option<NeedId>,
    /// Parts of the place it is of, as people name them; empty: all of it.
    pub places: Vec<String>,
    pub priority: Option<PriorityId>,
    /// Our own measure that tells of it.
    pub measure: Option<MeasureId>,
    /// Code or name of a published indicator that tells of it; empty where there is none.
    pub indicator: String,
    /// What these people hope for: never the same field as what they lack.
    pub hopes: String,
    /// What is good about those concerned.
    pub strengths: String,
    /// What they can do.
    pub capabilities: String,
    /// Strengths of the place that could be a means here.
    pub helped_by: Vec<StrengthId>,
    /// What is meant by it, oldest first; the last is in force. Never empty.
    pub definitions: Vec<NeedDefinition>,
    /// How many, what share is unmet, which way it goes: each as somebody found it.
    pub figures: Vec<NeedFigure>,
    pub evidence: Vec<NeedEvidence>,
    pub voices: Vec<NeedVoice>,
    /// Partners who are asked to share this picture.
    pub shared_with: Vec<OrganisationId>,
    /// One more at each change of what is said here; voices, signatures and links are none.
    pub edition: u32,
    pub signatures: Vec<NeedSignature>,
    /// Months after which it is looked at again.
    pub refresh_months: u32,
    /// What people chose where they could, and what their own budgets were: counts, nobody's name.
    pub choices: Vec<IndividualChoice>,
    /// Decisions that went on although its evidence is old, each with its reason.
    pub waivers: Vec<NeedWaiver>,
}

/// At which level it stands. Each adds up to the one above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedLevel {
    Strategic,
    Service,
    Individual,
}

impl NeedLevel {
    pub const ALL: [NeedLevel; 3] = [NeedLevel::Strategic, NeedLevel::Service, NeedLevel::Individual];

    pub fn code(self) -> &'static str {
        match self {
            NeedLevel::Strategic => "strategic",
            NeedLevel::Service => "service",
            NeedLevel::Individual => "individual",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            NeedLevel::Strategic => "of the whole place",
            NeedLevel::Service => "of the people of a service",
            NeedLevel::Individual => "of people one by one",
        }
    }
}

/// What is meant by the need, from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedDefinition {
    pub says: String,
    pub on: Date,
    /// Why it was defined so, or otherwise than before.
    pub reason: String,
    /// Whose wish or observation the change came from.
    pub came_from: Contributor,
    pub series: Series,
    pub by_role: String,
}

/// What a definition does to the counts before it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// The first: nothing stands before it.
    First,
    /// Counts before it are not compared with counts after it.
    Broken,
    /// A count before it times this is a count after it: above 0.
    Bridged(f64),
}

/// Something found about how many there are, with its source and its day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedFigure {
    pub of: FigureOf,
    /// The day it is of.
    pub on: Date,
    pub source: String,
    /// Number of the definition it was counted under, from 1.
    pub definition: u32,
    pub by_role: String,
    pub noted_on: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureOf {
    /// How many people have it.
    People(u32),
    /// Of them, the share whose need is not met.
    Unmet(Share),
    /// Which way it goes, as a source says.
    Trend(Trend),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    Rising,
    Steady,
    Falling,
}

impl Trend {
    pub const ALL: [Trend; 3] = [Trend::Rising, Trend::Steady, Trend::Falling];

    pub fn code(self) -> &'static str {
        match self {
            Trend::Rising => "rising",
            Trend::Steady => "steady",
            Trend::Falling => "falling",
        }
    }
}

/// What shows that there is this need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedEvidence {
    pub says: String,
    pub grade: EvidenceGrade,
    /// The day it speaks of, not the day it was written down.
    pub dated: Date,
    pub source: String,
    pub by_role: String,
    pub noted_on: Date,
}

/// How far to believe it; a later one is the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceGrade {
    Weak,
    Moderate,
    Strong,
}

impl EvidenceGrade {
    pub const ALL: [EvidenceGrade; 3] = [EvidenceGrade::Strong, EvidenceGrade::Moderate, EvidenceGrade::Weak];

    pub fn code(self) -> &'static str {
        match self {
            EvidenceGrade::Weak => "weak",
            EvidenceGrade::Moderate => "moderate",
            EvidenceGrade::Strong => "strong",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            EvidenceGrade::Weak => "one view, one example, or an estimate from elsewhere",
            EvidenceGrade::Moderate => "one good source: a survey, a register, an audit",
            EvidenceGrade::Strong => "several sources that agree, or everybody counted",
        }
    }
}

/// Who said it, as a group: nobody is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedVoice {
    pub kind: Contributor,
    /// Which group, in words: "nine people who lived in the flats".
    pub group: String,
    /// Through which organisation, where one is held.
    pub organisation: Option<OrganisationId>,
    pub of: VoiceOf,
    pub says: String,
    pub on: Date,
    /// Where it can be read.
    pub source: String,
}

/// What a voice speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoiceOf {
    Need,
    Hope,
}

/// A partner's word that this edition is how it sees things too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedSignature {
    pub organisation: OrganisationId,
    pub edition: u32,
    pub on: Date,
    pub by_role: String,
    /// Where it is written, where somebody else entered it.
    pub written_in: String,
}

/// How many people chose one thing where they were offered several, and what their own budgets for it come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndividualChoice {
    pub what: String,
    pub people: u32,
    /// Personal budgets and direct payments in a year, together.
    pub budgets: Money,
    /// It helps people to do more for themselves.
    pub is_independence: bool,
    pub on: Date,
    pub source: String,
    pub by_role: String,
}

/// A decision went on although the evidence of the need is old: who answers for that, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedWaiver {
    pub case: CaseId,
    pub reason: String,
    /// What is done to have new evidence, and by when.
    pub meanwhile: String,
    pub until: Date,
    pub on: Date,
    pub by_role: String,
    pub name: String,
}
