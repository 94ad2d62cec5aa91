//! Having your say: what people were asked, how openly, who took part, and what changed because of it.

use quantity::{Date, Money, Share};
use serde::{Deserialize, Serialize};

use crate::ballot::Vote;
use crate::id::{CaseId, PriorityId, ServiceId};

/// One round of asking people, from first plan to what changed because of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Involvement {
    /// As people see it: “How should Fenwold spend £180,000?”.
    pub title: String,
    /// What they are asked, in plain words.
    pub about: String,
    pub stage: Stage,
    pub depth: Depth,
    #[serde(default)]
    pub case: Option<CaseId>,
    #[serde(default)]
    pub service: Option<ServiceId>,
    #[serde(default)]
    pub priority: Option<PriorityId>,
    pub opens: Date,
    /// The last day on which anybody can take part.
    pub closes: Date,
    /// The day by which people are told what came of it.
    pub answer_by: Date,
    /// Who decides, in words: “Cabinet”, “Fenwold’s five parishes”.
    pub decided_by: String,
    /// When they decide.
    #[serde(default)]
    pub decided_on: Option<Date>,
    #[serde(default)]
    pub not_up: Vec<NotUp>,
    /// Where and how to take part without a code: post, phone, meetings.
    #[serde(default)]
    pub other_ways: String,
    #[serde(default)]
    pub groups: Vec<AskedGroup>,
    #[serde(default)]
    pub supports: Vec<Support>,
    #[serde(default)]
    pub powers: Vec<Power>,
    #[serde(default)]
    pub steps: Vec<ConsultationStep>,
    /// Why it runs at a time when fewer people can answer, or for so short a time; empty where it needs no reason.
    #[serde(default)]
    pub time_reason: String,
    #[serde(default)]
    pub vote: Option<Vote>,
    #[serde(default)]
    pub closed: Option<Closed>,
    #[serde(default)]
    pub changed: Vec<WhatChanged>,
}

/// The four stages of commissioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Analyse,
    Plan,
    Deliver,
    Review,
}

impl Stage {
    pub const ALL: [Stage; 4] = [Stage::Analyse, Stage::Plan, Stage::Deliver, Stage::Review];

    pub fn code(self) -> &'static str {
        match self {
            Stage::Analyse => "analyse",
            Stage::Plan => "plan",
            Stage::Deliver => "deliver",
            Stage::Review => "review",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Stage::Analyse => "Analyse: what is needed",
            Stage::Plan => "Plan: what to do",
            Stage::Deliver => "Deliver: how it is done",
            Stage::Review => "Review: did it work",
        }
    }

    pub fn parse(code: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// How far what people say reaches, from being told to deciding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    Inform,
    Consult,
    Involve,
    Collaborate,
    Empower,
}

impl Depth {
    pub const ALL: [Depth; 5] = [Depth::Inform, Depth::Consult, Depth::Involve, Depth::Collaborate, Depth::Empower];

    pub fn code(self) -> &'static str {
        match self {
            Depth::Inform => "inform",
            Depth::Consult => "consult",
            Depth::Involve => "involve",
            Depth::Collaborate => "collaborate",
            Depth::Empower => "empower",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Depth::Inform => "Inform: people are told",
            Depth::Consult => "Consult: people are asked, others decide",
            Depth::Involve => "Involve: people help to shape it",
            Depth::Collaborate => "Collaborate: people decide with us",
            Depth::Empower => "Empower: people decide",
        }
    }

    pub fn parse(code: &str) -> Option<Depth> {
        Depth::ALL.into_iter().find(|depth| depth.code() == code)
    }
}

/// Something people cannot change by taking part, said before they do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotUp {
    pub what: String,
    pub because: String,
}

/// A group of people who were asked. Groups of one involvement part the population: nobody is of two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskedGroup {
    /// As people would say it of themselves: “aged 16 to 24”.
    pub name: String,
    /// Its share of the people this is about.
    #[serde(default)]
    pub population: Option<Share>,
    /// How many of it were asked by name or by letter.
    #[serde(default)]
    pub asked: Option<u32>,
    /// Those who took part other than by a ballot kept here.
    #[serde(default)]
    pub took_part: Vec<TookPart>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TookPart {
    pub by: Channel,
    pub people: u32,
}

/// The way somebody took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Online,
    Paper,
    Phone,
    Meeting,
}

impl Channel {
    pub const ALL: [Channel; 4] = [Channel::Online, Channel::Paper, Channel::Phone, Channel::Meeting];

    pub fn code(self) -> &'static str {
        match self {
            Channel::Online => "online",
            Channel::Paper => "paper",
            Channel::Phone => "phone",
            Channel::Meeting => "meeting",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Channel::Online => "online",
            Channel::Paper => "on paper",
            Channel::Phone => "by phone",
            Channel::Meeting => "in a meeting",
        }
    }

    pub fn parse(code: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

/// What was offered so that people could take part who otherwise could not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    pub kind: SupportKind,
    /// Which languages, how many seats, whom to ask.
    pub says: String,
    /// What a lived-experience seat is paid an hour.
    #[serde(default)]
    pub paid: Option<Money>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupportKind {
    EasyRead,
    LargePrint,
    Languages,
    SignLanguage,
    Advocacy,
    LivedExperience,
    RandomPanel,
    PaperCopies,
    Telephone,
    Deliberation,
}

impl SupportKind {
    pub const ALL: [SupportKind; 10] = [
        SupportKind::EasyRead,
        SupportKind::LargePrint,
        SupportKind::Languages,
        SupportKind::SignLanguage,
        SupportKind::Advocacy,
        SupportKind::LivedExperience,
        SupportKind::RandomPanel,
        SupportKind::PaperCopies,
        SupportKind::Telephone,
        SupportKind::Deliberation,
    ];

    /// In plain words, as residents read it and as it is typed.
    pub fn words(self) -> &'static str {
        match self {
            SupportKind::EasyRead => "Easy Read",
            SupportKind::LargePrint => "Large print",
            SupportKind::Languages => "Other languages",
            SupportKind::SignLanguage => "British Sign Language",
            SupportKind::Advocacy => "Someone to speak up for you",
            SupportKind::LivedExperience => "Paid seats for people who have been through it",
            SupportKind::RandomPanel => "A panel picked at random",
            SupportKind::PaperCopies => "Paper copies",
            SupportKind::Telephone => "By phone",
            SupportKind::Deliberation => "Time to talk it over",
        }
    }

    /// By its words, whatever the letter case.
    pub fn parse(words: &str) -> Option<SupportKind> {
        SupportKind::ALL.into_iter().find(|kind| kind.words().eq_ignore_ascii_case(words.trim()))
    }
}

/// Who had what say at which stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Power {
    pub who: String,
    pub stage: Stage,
    pub depth: Depth,
}

/// One dated step of a consultation, with the document that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationStep {
    pub kind: StepKind,
    pub on: Date,
    /// Title of the document, or where it can be found.
    pub document: String,
    /// Of what was set out: whether it gives the reasons.
    #[serde(default)]
    pub gives_reasons: bool,
    /// Of what was set out: how many realistic alternatives it has.
    #[serde(default)]
    pub alternatives: u32,
    /// Of somebody who had to be asked: code of the duty (`config/consultation.toml`).
    #[serde(default)]
    pub duty: String,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Somebody answerable says in writing that nothing is decided yet.
    NothingDecided,
    /// What people were given to go by.
    SetOut,
    /// Those whom a duty names were asked.
    Asked,
    /// What people said was reported to whoever decides.
    Reported,
    /// Whoever decides had it before them, and says how it was weighed.
    Considered,
}

impl StepKind {
    pub const ALL: [StepKind; 5] = [StepKind::NothingDecided, StepKind::SetOut, StepKind::Asked, StepKind::Reported, StepKind::Considered];

    pub fn code(self) -> &'static str {
        match self {
            StepKind::NothingDecided => "nothing_decided",
            StepKind::SetOut => "set_out",
            StepKind::Asked => "asked",
            StepKind::Reported => "reported",
            StepKind::Considered => "considered",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            StepKind::NothingDecided => "Said in writing that nothing is decided yet",
            StepKind::SetOut => "Reasons and alternatives set out",
            StepKind::Asked => "Somebody whom a duty names was asked",
            StepKind::Reported => "What people said was reported to whoever decides",
            StepKind::Considered => "Whoever decides weighed what people said",
        }
    }

    pub fn parse(code: &str) -> Option<StepKind> {
        StepKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub on: Date,
    /// Why before its last day; empty where it ran its course.
    pub early_because: String,
}

/// What is different because people took part, or why it is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatChanged {
    /// What people said, in a sentence.
    pub said: String,
    /// What was done about it, or why not.
    pub done: String,
    /// Whether anything is different because of it.
    pub changed: bool,
    pub on: Date,
}

impl Involvement {
    /// Whether somebody can take part on a day: opened, not past its last day, not closed before it.
    pub fn is_open(&self, on: Date) -> bool {
        self.closed.is_none() && self.opens <= on && on <= self.closes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_as_it_is_written() {
        assert!(Stage::ALL.into_iter().all(|it| Stage::parse(it.code()) == Some(it)));
        assert!(Depth::ALL.into_iter().all(|it| Depth::parse(it.code()) == Some(it)));
        assert!(Channel::ALL.into_iter().all(|it| Channel::parse(it.code()) == Some(it)));
        assert!(StepKind::ALL.into_iter().all(|it| StepKind::parse(it.code()) == Some(it)));
        assert!(SupportKind::ALL.into_iter().all(|it| SupportKind::parse(&it.words().to_uppercase()) == Some(it)));
    }
}
