//! A move to a new way of working: who does what by when, and how anybody will know that it happened.

use quantity::Date;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePlan {
    pub title: String,
    /// What is different when it has worked.
    pub because: String,
    /// The role that answers for it.
    pub sponsor_role: String,
    /// Who has to work otherwise, and what that asks of them.
    #[serde(default)]
    pub who_is_touched: String,
    /// Who is told what, and how they answer.
    #[serde(default)]
    pub told_how: String,
    /// What people learn, and where.
    #[serde(default)]
    pub learning: String,
    /// What those who doubt it say, and what is made of that.
    #[serde(default)]
    pub doubts: String,
    /// What keeps it from slipping back.
    #[serde(default)]
    pub kept_up_by: String,
    pub steps: Vec<ChangeStep>,
}

impl ChangePlan {
    /// What a plan of this kind speaks of, with whether this one does.
    pub fn parts(&self) -> [(&'static str, bool); 7] {
        let said = |text: &str| !text.trim().is_empty();
        [
            ("who is touched, and what it asks of them", said(&self.who_is_touched)),
            ("who is told, and how they answer", said(&self.told_how)),
            ("what people learn", said(&self.learning)),
            ("what those who doubt it say", said(&self.doubts)),
            ("what keeps it from slipping back", said(&self.kept_up_by)),
            ("steps, each with a role and a day", !self.steps.is_empty()),
            ("how we will know, for every step", !self.steps.is_empty() && self.steps.iter().all(|step| said(&step.how_we_know))),
        ]
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeStep {
    pub what: String,
    pub owner_role: String,
    pub by: Date,
    pub how_we_know: String,
    /// When it was seen to have happened.
    #[serde(default)]
    pub done_on: Option<Date>,
    /// What was seen.
    #[serde(default)]
    pub seen: String,
}
