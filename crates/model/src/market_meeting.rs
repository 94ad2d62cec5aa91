//! A meeting with the market: who was met, what was asked, what was learned, and what changed because of it.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::id::{BarrierAuditId, PipelineLineId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarketMeeting {
    /// What it was about, as those who came would say.
    pub title: String,
    pub kind: MeetingKind,
    pub on: Date,
    /// Bodies that were met, by name; nobody's own name.
    pub met: Vec<String>,
    pub line: Option<PipelineLineId>,
    pub audit: Option<BarrierAuditId>,
    pub learned: Vec<MarketLearning>,
    /// What suppliers said of their confidence, where they were asked.
    pub confidence: Option<ConfidenceSurvey>,
    pub stranded: Vec<StrandedInvestment>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    OpenDay,
    OneToOne,
    Visit,
    InWriting,
    Survey,
    /// A small trial with providers.
    Trial,
}

impl MeetingKind {
    pub const ALL: [MeetingKind; 6] =
        [MeetingKind::OpenDay, MeetingKind::OneToOne, MeetingKind::Visit, MeetingKind::InWriting, MeetingKind::Survey, MeetingKind::Trial];

    pub fn code(self) -> &'static str {
        match self {
            MeetingKind::OpenDay => "open_day",
            MeetingKind::OneToOne => "one_to_one",
            MeetingKind::Visit => "visit",
            MeetingKind::InWriting => "in_writing",
            MeetingKind::Survey => "survey",
            MeetingKind::Trial => "trial",
        }
    }

    pub fn parse(code: &str) -> Option<MeetingKind> {
        MeetingKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            MeetingKind::OpenDay => "Open day",
            MeetingKind::OneToOne => "One to one",
            MeetingKind::Visit => "Visit",
            MeetingKind::InWriting => "In writing",
            MeetingKind::Survey => "Survey",
            MeetingKind::Trial => "Trial",
        }
    }
}

/// One thing that was asked, and what came of the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketLearning {
    /// “What would make you bid?”, “What stops you?”
    pub question: String,
    pub learned: String,
    /// None: nobody has said yet what comes of it.
    pub came_of_it: Option<LearningUse>,
}

/// What came of an answer: a requirement that changed, or nothing and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearningUse {
    /// What changed, as it was and as it is now; empty: nothing did.
    pub changed: String,
    /// Why; where nothing changed, why not.
    pub reason: String,
    pub on: Date,
    pub by_role: String,
}

/// How sure suppliers are that it is worth their while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfidenceSurvey {
    pub question: String,
    pub asked: u32,
    pub answered: u32,
    /// Of those who answered.
    pub would_invest: u32,
}

/// What a supplier invested in a plan that did not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrandedInvestment {
    pub who: String,
    pub what: String,
    pub amount: Money,
    pub year: i16,
    pub because: String,
    pub source: String,
}

impl MarketMeeting {
    /// Answers of which nobody has said yet what comes of them.
    pub fn unanswered(&self) -> usize {
        self.learned.iter().filter(|one| one.came_of_it.is_none()).count()
    }

    /// Requirements that changed because of it.
    pub fn changed(&self) -> usize {
        self.learned.iter().filter(|one| one.came_of_it.as_ref().is_some_and(|used| !used.changed.is_empty())).count()
    }
}
