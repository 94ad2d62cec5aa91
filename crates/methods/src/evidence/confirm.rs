//! Do the people who use and run the service agree (C11)?

use serde::{Deserialize, Serialize};

use super::{Outcome, Rule};
use crate::numeric::special::{Z95, wilson};

/// One group of people asked whether the issue is fixed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Users, front-line staff, partners' staff.
    pub who: String,
    pub could_be_asked: u32,
    pub asked: u32,
    pub answered: u32,
    pub agree: u32,
    /// Those who do not agree were answered in writing.
    pub dissent_answered: bool,
}

impl Group {
    pub fn adds_up(&self) -> bool {
        self.agree <= self.answered && self.answered <= self.asked && self.asked <= self.could_be_asked
    }

    /// The lower end of the 95% range of the share who agree.
    pub fn lower(&self) -> Option<f64> {
        wilson(u64::from(self.agree), u64::from(self.answered), Z95).map(|range| range.0)
    }

    /// From 30 answers: 70% agree, and the range's lower end is 60% or dissent was answered. Below: everyone who could be
    /// asked was, more than half agree, and dissent was answered.
    pub fn outcome(&self, rule: &Rule) -> Outcome {
        if self.answered == 0 {
            return Outcome::Unknown;
        }
        let share = f64::from(self.agree) / f64::from(self.answered);
        let answered_dissent = self.dissent_answered || self.agree == self.answered;
        let met = if self.answered >= rule.everyone_below {
            share >= rule.agree && (answered_dissent || self.lower().is_some_and(|lower| lower >= rule.agree_lower))
        } else {
            self.asked == self.could_be_asked && share > 0.5 && answered_dissent
        };
        if met { Outcome::Met } else { Outcome::NotMet }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_must_agree_as_a_table() {
        let ask = |could, answered, agree, dissent_answered| {
            Group { who: "users".into(), could_be_asked: could, asked: could, answered, agree, dissent_answered }.outcome(&Rule::default())
        };
        for (answer, outcome) in [
            (ask(38, 38, 33, false), Outcome::Met),
            (ask(80, 80, 57, false), Outcome::Met),
            (ask(80, 80, 56, false), Outcome::NotMet),
            (ask(80, 80, 56, true), Outcome::Met),
            (ask(80, 80, 40, true), Outcome::NotMet),
            (ask(14, 14, 11, false), Outcome::NotMet),
            (ask(14, 14, 11, true), Outcome::Met),
            (ask(14, 14, 14, false), Outcome::Met),
            (ask(14, 0, 0, true), Outcome::Unknown),
        ] {
            assert_eq!(answer, outcome);
        }
        let some = Group { who: "staff".into(), could_be_asked: 20, asked: 14, answered: 14, agree: 14, dissent_answered: true };
        assert_eq!(some.outcome(&Rule::default()), Outcome::NotMet, "below 30 everyone is asked");
    }
}
