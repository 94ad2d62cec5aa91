//! Control of people, budget and environment: what solving an issue needs, and what a delivery model keeps.

use serde::{Deserialize, Serialize};

/// How much control is kept, or needed. Environment is buildings, systems and rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    #[default]
    None,
    Part,
    Full,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Control {
    pub people: Hold,
    pub budget: Hold,
    pub environment: Hold,
}

/// One of the three things control is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlOf {
    People,
    Budget,
    Environment,
}

impl ControlOf {
    pub fn words(self) -> &'static str {
        match self {
            ControlOf::People => "people",
            ControlOf::Budget => "budget",
            ControlOf::Environment => "buildings, systems and rules",
        }
    }
}

impl Control {
    pub const FULL: Control = Control { people: Hold::Full, budget: Hold::Full, environment: Hold::Full };
    pub const NONE: Control = Control { people: Hold::None, budget: Hold::None, environment: Hold::None };

    pub fn of(&self, what: ControlOf) -> Hold {
        match what {
            ControlOf::People => self.people,
            ControlOf::Budget => self.budget,
            ControlOf::Environment => self.environment,
        }
    }

    /// What `self` (needed) asks for beyond what `kept` leaves: the conflicts, in a fixed order.
    pub fn exceeding(&self, kept: &Control) -> Vec<ControlOf> {
        [ControlOf::People, ControlOf::Budget, ControlOf::Environment].into_iter().filter(|what| self.of(*what) > kept.of(*what)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fix_that_needs_a_budget_given_away_is_a_conflict() {
        let needs = Control { budget: Hold::Full, ..Control::NONE };
        assert_eq!(needs.exceeding(&Control::NONE), vec![ControlOf::Budget]);
        assert_eq!(needs.exceeding(&Control { budget: Hold::Part, ..Control::FULL }), vec![ControlOf::Budget]);
        assert!(needs.exceeding(&Control::FULL).is_empty());
    }
}
