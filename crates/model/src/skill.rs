//! A skill that a plan needs, and who lends it.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SkillNeeded {
    /// “Law of section 75 agreements”.
    pub skill: String,
    /// Code of the option that needs it; empty: whichever is chosen.
    #[serde(default)]
    pub option: String,
    /// Above 0.
    pub amount: f64,
    pub unit: SkillUnit,
    pub by: Date,
    /// None: nobody yet.
    #[serde(default)]
    pub lender: Option<Lender>,
    pub noted_on: Date,
    pub by_role: String,
}

impl SkillNeeded {
    /// Needed by this option, or whichever is chosen.
    pub fn is_for(&self, option: &str) -> bool {
        self.option.is_empty() || self.option == option
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkillUnit {
    /// Days of work, all together.
    Days,
    /// Full-time equivalent, for as long as the plan runs.
    FullTime,
}

impl SkillUnit {
    pub const ALL: [SkillUnit; 2] = [SkillUnit::Days, SkillUnit::FullTime];

    pub fn code(self) -> &'static str {
        match self {
            SkillUnit::Days => "days",
            SkillUnit::FullTime => "full_time",
        }
    }

    pub fn parse(code: &str) -> Option<SkillUnit> {
        SkillUnit::ALL.into_iter().find(|unit| unit.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            SkillUnit::Days => "days",
            SkillUnit::FullTime => "full-time equivalent",
        }
    }
}

/// Who lends a skill: a role, never a name alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lender {
    pub organisation: OrganisationId,
    pub role: String,
}
