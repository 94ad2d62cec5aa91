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

/// A skill that some role holds, or will.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SkillSupply {
    /// Named as those who need it name it.
    pub skill: String,
    pub organisation: OrganisationId,
    /// A role, never a name.
    pub role: String,
    /// Full-time equivalents free for shared work: above 0.
    pub full_time: f64,
    pub comes_from: ComesFrom,
    /// From when it is there.
    pub from: Date,
    pub until: Option<Date>,
    /// Of a provider: where its interest lies, and how that is kept apart. Empty: not said, and then it does not count.
    pub interest: String,
    pub noted_on: Date,
    pub by_role: String,
}

impl SkillSupply {
    /// Whether it has not begun yet, or has ended.
    pub fn is_coming(&self, today: Date) -> bool {
        self.from > today
    }

    pub fn has_ended(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

/// Where a skill comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComesFrom {
    InPost,
    Training,
    Recruiting,
    Lent,
    Bought,
}

impl ComesFrom {
    pub const ALL: [ComesFrom; 5] = [ComesFrom::InPost, ComesFrom::Training, ComesFrom::Recruiting, ComesFrom::Lent, ComesFrom::Bought];

    pub fn code(self) -> &'static str {
        match self {
            ComesFrom::InPost => "in_post",
            ComesFrom::Training => "training",
            ComesFrom::Recruiting => "recruiting",
            ComesFrom::Lent => "lent",
            ComesFrom::Bought => "bought",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            ComesFrom::InPost => "somebody in post",
            ComesFrom::Training => "training somebody",
            ComesFrom::Recruiting => "recruiting",
            ComesFrom::Lent => "lent by another body",
            ComesFrom::Bought => "bought in for a while",
        }
    }
}
