//! A strength of the place: people, groups, places, money or skills that are good here, beside what people need.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::id::{OrganisationId, SourceId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Strength {
    /// As people name it, at most 120 characters.
    pub name: String,
    pub kind: StrengthKind,
    /// What it does, or could.
    pub what: String,
    /// Whom it is for, in words.
    pub for_whom: String,
    /// The part of the place it is in, as people name it; empty: all of it.
    pub place: String,
    /// Degrees north and east, where held.
    pub at: Option<At>,
    /// Who runs it, in words.
    pub run_by: String,
    pub organisation: Option<OrganisationId>,
    /// How many people give or use it, where counted.
    pub people: Option<u32>,
    /// In a year, where it is money or has some.
    pub money: Option<Money>,
    /// Where it can be read about: a page of its own.
    pub address: String,
    pub source: String,
    pub dated: Date,
    /// The entry of a directory it was read from.
    pub listed: Option<Listed>,
    /// The day from which it is no more.
    pub ended: Option<Date>,
}

/// A point on the earth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct At {
    /// Degrees, −90 to 90.
    pub latitude: f64,
    /// Degrees, −180 to 180.
    pub longitude: f64,
}

/// The entry of a directory of services: loaded again, it is told by its own identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub source: SourceId,
    /// The directory's own identifier of the service.
    pub id: String,
    /// When the directory says it last changed; empty where it does not.
    pub last_changed: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StrengthKind {
    People,
    Groups,
    Places,
    Money,
    Skills,
}

impl StrengthKind {
    pub const ALL: [StrengthKind; 5] =
        [StrengthKind::People, StrengthKind::Groups, StrengthKind::Places, StrengthKind::Money, StrengthKind::Skills];

    pub fn code(self) -> &'static str {
        match self {
            StrengthKind::People => "people",
            StrengthKind::Groups => "groups",
            StrengthKind::Places => "places",
            StrengthKind::Money => "money",
            StrengthKind::Skills => "skills",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            StrengthKind::People => "people",
            StrengthKind::Groups => "groups and services",
            StrengthKind::Places => "places to meet",
            StrengthKind::Money => "money",
            StrengthKind::Skills => "skills",
        }
    }
}
