//! What a group said of a change when it was asked. Groups stand side by side: nothing is ever summed or averaged across them.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;

/// One asking of one part of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyIn {
    pub group: Group,
    /// Which part of it: “therapists and support workers”, “the Civic group”; empty for all of it.
    pub who: String,
    /// “A survey by e-mail, open for two weeks”.
    pub how: String,
    /// People who were asked: at least 1.
    pub asked: u32,
    /// No more than were asked. Of them: for it, with doubts, against; the rest took no side.
    pub answered: u32,
    pub support: u32,
    pub doubts: u32,
    pub oppose: u32,
    /// In their words, naming nobody.
    pub words: String,
    pub on: Date,
    /// Where the answers are kept.
    pub source: String,
    pub by_role: String,
}

impl BuyIn {
    /// Who answered and took no side.
    pub fn neither(&self) -> u32 {
        self.answered.saturating_sub(self.support.saturating_add(self.doubts).saturating_add(self.oppose))
    }

    /// Of the same part of the same group.
    pub fn is_of_the_same(&self, other: &BuyIn) -> bool {
        (self.group, self.who.to_lowercase()) == (other.group, other.who.to_lowercase())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    Staff,
    Partner {
        organisation: OrganisationId,
        level: Level,
    },
    /// A political group of members: whether it leads the authority, or takes part in leading it.
    Political {
        leads: bool,
    },
}

/// Where in a partner: a leader’s yes is not its front line’s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Leaders,
    Managers,
    FrontLine,
}

impl Level {
    pub const ALL: [Level; 3] = [Level::Leaders, Level::Managers, Level::FrontLine];

    pub fn code(self) -> &'static str {
        match self {
            Level::Leaders => "leaders",
            Level::Managers => "managers",
            Level::FrontLine => "front_line",
        }
    }

    pub fn parse(code: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            Level::Leaders => "leaders",
            Level::Managers => "managers",
            Level::FrontLine => "front line",
        }
    }
}
