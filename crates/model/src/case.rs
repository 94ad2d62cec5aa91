//! A case: one question about a group of people, on one living page.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::buy_in::BuyIn;
use crate::delivery_model::AS_NOW;
use crate::id::{OrganisationId, ServiceId, SourceId};
use crate::option_sheet::{EqualityRow, NotConsidered, OptionSheet, Preferred};
use crate::skill::SkillNeeded;
use crate::terms::{Circumstance, Ground, KnownWay, TransferToFix};

/// A question about a group of people, from what we want to what we learned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// A name or question people ask, at most 120 characters.
    pub question: String,
    /// What should be different, in one sentence.
    pub difference: String,
    /// For whom.
    pub people: String,
    /// With whom, in words; and those partners we hold as organisations.
    pub with_whom: String,
    pub partners: Vec<OrganisationId>,
    /// The role that leads, never a name alone: "Head of commissioning".
    pub lead_role: String,
    pub size: Size,
    /// Code of a stage (stages are data: `settings`), for example `plan`.
    pub stage: String,
    pub next: Option<NextStep>,
    pub services: Vec<ServiceId>,
    /// What is good here: strengths of the people and the place.
    pub strengths: String,
    /// What the whole question costs in a year, where known.
    pub annual_cost: Option<Money>,
    /// A saving already promised on the strength of a change nobody has decided yet.
    pub saving_counted: Option<Money>,
    pub looks: Vec<Look>,
    pub rooms: Vec<InRoom>,
    pub choices: Vec<Choice>,
    pub lessons: Vec<Lesson>,
    /// Whether the context fits a change of operator, as somebody in a named role says.
    #[serde(default)]
    pub circumstances: Vec<Circumstance>,
    /// What is known of the five lawful things to do meanwhile.
    #[serde(default)]
    pub ways: Vec<KnownWay>,
    /// What people hope for, in their words.
    #[serde(default)]
    pub aspirations: String,
    /// Kinds of option left out of the long list, each with its published reason.
    #[serde(default)]
    pub not_considered: Vec<NotConsidered>,
    #[serde(default)]
    pub preferred: Option<Preferred>,
    /// What the change as a whole does to people who share a characteristic.
    #[serde(default)]
    pub equality: Vec<EqualityRow>,
    /// What staff, partners and political groups said when they were asked, each apart.
    #[serde(default)]
    pub buy_in: Vec<BuyIn>,
    /// Skills the plan needs, and who lends them.
    #[serde(default)]
    pub skills: Vec<SkillNeeded>,
}

/// Code of staying as we are among the options of a case.
pub const NOW: &str = "now";

impl Case {
    /// The code of the choice at a position: a letter, given in the order in which choices were added and never moved. The first
    /// that stays as we are is `now`.
    pub fn code(&self, at: usize) -> String {
        let first_staying = self.choices.iter().position(|choice| choice.delivery_model == AS_NOW);
        if first_staying == Some(at) { NOW.to_owned() } else { letters(at) }
    }

    /// The choice of a code, with its position.
    pub fn choice_of(&self, code: &str) -> Option<(usize, &Choice)> {
        self.choices.iter().enumerate().find(|(at, _)| self.code(*at) == code)
    }
}

/// 0 is A, 25 is Z, 26 is AA.
fn letters(at: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    match (at / 26).checked_sub(1) {
        Some(before) => format!("{}{letter}", letters(before)),
        None => letter.to_string(),
    }
}

/// How much work a case deserves. A light one has five required answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// Under the light limit of the settings (£100,000).
    Light,
    Standard,
    Major,
}

impl Size {
    pub const ALL: [Size; 3] = [Size::Light, Size::Standard, Size::Major];

    pub fn code(self) -> &'static str {
        match self {
            Size::Light => "light",
            Size::Standard => "standard",
            Size::Major => "major",
        }
    }

    pub fn parse(code: &str) -> Option<Size> {
        Size::ALL.into_iter().find(|size| size.code() == code)
    }
}

/// What comes next, by when, and what lapses if nobody does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    pub what: String,
    pub by: Date,
    pub if_not: String,
    /// One sentence for My cases: why this needs you.
    pub because: String,
}

/// The six headings of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Want,
    Know,
    Could,
    Chose,
    Happened,
    Learned,
}

impl Part {
    pub const ALL: [Part; 6] = [Part::Want, Part::Know, Part::Could, Part::Chose, Part::Happened, Part::Learned];

    pub fn code(self) -> &'static str {
        match self {
            Part::Want => "want",
            Part::Know => "know",
            Part::Could => "could",
            Part::Chose => "chose",
            Part::Happened => "happened",
            Part::Learned => "learned",
        }
    }

    pub fn parse(code: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// Who was in the room when a part was worked on. Residents are named by role, never by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InRoom {
    pub part: Part,
    pub who: String,
    pub on: Date,
    /// Elected members among them; none: nobody wrote it down.
    #[serde(default)]
    pub elected_members: Option<u32>,
}

/// A look taken before leaping: the least anyone should have looked at before a change of operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub at: LookAt,
    pub on: Date,
    pub by_role: String,
    pub note: String,
    pub source: Option<SourceId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookAt {
    Need,
    Performance,
    Options,
    Market,
    Skills,
    Relationships,
}

impl LookAt {
    pub const ALL: [LookAt; 6] =
        [LookAt::Need, LookAt::Performance, LookAt::Options, LookAt::Market, LookAt::Skills, LookAt::Relationships];

    pub fn code(self) -> &'static str {
        match self {
            LookAt::Need => "need",
            LookAt::Performance => "performance",
            LookAt::Options => "options",
            LookAt::Market => "market",
            LookAt::Skills => "skills",
            LookAt::Relationships => "relationships",
        }
    }

    pub fn parse(code: &str) -> Option<LookAt> {
        LookAt::ALL.into_iter().find(|look| look.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            LookAt::Need => "what people need",
            LookAt::Performance => "how the service does now",
            LookAt::Options => "other ways of doing it",
            LookAt::Market => "who could provide it",
            LookAt::Skills => "whether we have the skills",
            LookAt::Relationships => "how well partners work together",
        }
    }
}

/// One of the ways the case could go: a delivery model, for the whole service or a part, with what is known of it.
/// Staying as we are is always among them and cannot be removed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    pub title: String,
    /// Code of a delivery model.
    pub delivery_model: String,
    pub service: ServiceId,
    /// Known issues this choice does not touch (transfer of a part), by id; empty means it touches the whole service.
    pub leaves_issues: Vec<crate::id::IssueId>,
    pub outcome: String,
    pub cost: Option<Money>,
    pub affects: String,
    pub how_sure: String,
    pub proposed_on: Date,
    pub proposed_by: String,
    /// Ruled out, with the reason.
    pub ruled_out: Option<String>,
    /// What goes, where only a part does: "Outreach". Empty: the whole service.
    #[serde(default)]
    pub part: String,
    #[serde(default)]
    pub ground: Option<Ground>,
    #[serde(default)]
    pub transfer_to_fix: Option<TransferToFix>,
    #[serde(default)]
    pub sheet: OptionSheet,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    pub text: String,
    pub on: Date,
    pub by_role: String,
    pub shared_with: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_lettered_in_order_and_go_on_after_z() {
        assert_eq!([0, 1, 25, 26, 51, 52].map(letters), ["A", "B", "Z", "AA", "AZ", "BA"]);
    }
}
