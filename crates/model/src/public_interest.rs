//! What was answered to a Public Interest Test: could the authority run it itself?

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::readiness::Affirmed;

/// The answers to the questions of the test, kept with the readiness check they belong to. A question without an answer is
/// said to be unanswered wherever the record is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicInterest {
    /// Of the whole life of the contract, VAT included.
    pub estimated_value: Option<Money>,
    /// Why the test does not apply; empty where it does.
    pub excluded: String,
    pub answers: Vec<InterestAnswer>,
    pub indication: Indication,
    pub reasons: String,
    pub by_role: String,
    pub on: Date,
    /// From 1. Answers changed after an approval are the next version; a draft that is changed stays the same one.
    #[serde(default = "first")]
    pub version: u32,
    /// Who stands behind this version; absent while it is a draft.
    #[serde(default)]
    pub approved: Option<Affirmed>,
    /// Versions approved before this one, oldest first, as they were.
    #[serde(default)]
    pub earlier: Vec<PublicInterest>,
}

fn first() -> u32 {
    1
}

impl PublicInterest {
    /// Do both say the same, whoever said it and whenever?
    pub fn says_what(&self, other: &PublicInterest) -> bool {
        (self.estimated_value, &self.excluded, &self.answers, self.indication, &self.reasons)
            == (other.estimated_value, &other.excluded, &other.answers, other.indication, &other.reasons)
    }
}

/// One question answered, by its code in the dated data of the test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestAnswer {
    pub code: String,
    /// Absent: not answered yet, whatever is already known.
    pub points: Option<Leaning>,
    pub because: String,
    pub evidence: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leaning {
    TowardsInHouse,
    Neither,
    AwayFromInHouse,
}

/// Where the test points: an indication to be tested further, not the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Indication {
    InHouse,
    /// Some of it in-house, some not.
    Mixed,
    /// In-house later, once capability is there.
    InHouseLater,
    NotInHouse,
    NotYetSaid,
}

impl Leaning {
    pub const ALL: [Leaning; 3] = [Leaning::TowardsInHouse, Leaning::Neither, Leaning::AwayFromInHouse];

    pub fn code(self) -> &'static str {
        match self {
            Leaning::TowardsInHouse => "towards_in_house",
            Leaning::Neither => "neither",
            Leaning::AwayFromInHouse => "away_from_in_house",
        }
    }

    pub fn parse(code: &str) -> Option<Leaning> {
        Leaning::ALL.into_iter().find(|leaning| leaning.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            Leaning::TowardsInHouse => "Towards in-house",
            Leaning::Neither => "Neither way",
            Leaning::AwayFromInHouse => "Away from in-house",
        }
    }
}

impl Indication {
    pub const ALL: [Indication; 5] =
        [Indication::InHouse, Indication::Mixed, Indication::InHouseLater, Indication::NotInHouse, Indication::NotYetSaid];

    pub fn code(self) -> &'static str {
        match self {
            Indication::InHouse => "in_house",
            Indication::Mixed => "mixed",
            Indication::InHouseLater => "in_house_later",
            Indication::NotInHouse => "not_in_house",
            Indication::NotYetSaid => "not_yet_said",
        }
    }

    pub fn parse(code: &str) -> Option<Indication> {
        Indication::ALL.into_iter().find(|indication| indication.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            Indication::InHouse => "In-house delivery is to be appraised as a serious option",
            Indication::Mixed => "A mix is to be appraised: some of it in-house",
            Indication::InHouseLater => "In-house delivery is to be prepared for later",
            Indication::NotInHouse => "In-house delivery is not indicated now",
            Indication::NotYetSaid => "Nothing is indicated yet",
        }
    }
}
