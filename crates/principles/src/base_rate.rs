//! How often the honest answer was that a change would move an issue (S0.24), with its denominator.

use model::readiness::Answer;
use quantity::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::card::{Card, Grade, WATTON};

pub const CARD: Card = Card {
    code: "base-rate",
    title: "The honest answer is often that an issue would be moved",
    asks: "How often was the answer other than ready, and who never gives it?",
    source: "S0.24",
    grade: Grade::Opinion,
    interest: WATTON,
    thresholds: &["readiness.base_rate_fewest", "readiness.looked_back_days"],
};

/// A check that was affirmed: who asked, when, and the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The service or unit it is counted under.
    pub unit: String,
    pub on: Date,
    pub answer: Answer,
}

/// One unit in one financial year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseRate {
    pub unit: String,
    /// The year it begins: 2026 is 2026/27.
    pub financial_year: i16,
    /// Checks with a known answer: the denominator.
    pub asked: u32,
    /// Of those, how many said that an issue would be moved (not ready, or points the other way).
    pub would_move: u32,
    /// Checks answered *not known*, counted apart.
    pub not_known: u32,
    /// Asked often enough, and never once: worth a question.
    pub to_question: bool,
    pub says: String,
}

/// By unit and financial year (from April), in that order. A unit asked at least `fewest` times that never once answered
/// other than ready is marked to be questioned.
pub fn base_rate(checks: &[Asked], fewest: u32) -> Vec<BaseRate> {
    let mut counts: BTreeMap<(String, i16), (u32, u32, u32)> = BTreeMap::new();
    for check in checks {
        let year = if check.on.month() >= 4 { check.on.year() } else { check.on.year() - 1 };
        let (asked, would_move, not_known) = counts.entry((check.unit.clone(), year)).or_default();
        match check.answer {
            Answer::NotKnown => *not_known += 1,
            Answer::Ready => *asked += 1,
            Answer::NotReady | Answer::PointsTheOtherWay => {
                *asked += 1;
                *would_move += 1;
            }
        }
    }
    counts
        .into_iter()
        .map(|((unit, financial_year), (asked, would_move, not_known))| BaseRate {
            says: format!("{unit}: {would_move} of {asked} checks said that an issue would be moved; {not_known} more were not known."),
            to_question: asked >= fewest.max(1) && would_move == 0,
            unit,
            financial_year,
            asked,
            would_move,
            not_known,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_rate_has_its_denominator_and_who_never_says_it_is_questioned() {
        let asked = |unit: &str, month, answer| Asked { unit: unit.into(), on: date(2026, month, 10), answer };
        let mut checks = vec![
            asked("Adults", 5, Answer::NotReady),
            asked("Adults", 6, Answer::Ready),
            asked("Adults", 7, Answer::NotKnown),
            asked("Adults", 2, Answer::Ready),
        ];
        checks.extend((4..=8).map(|month| asked("Places", month, Answer::Ready)));
        let rates = base_rate(&checks, 5);
        let adults = rates.iter().find(|r| r.unit == "Adults" && r.financial_year == 2026).expect("a row");
        assert_eq!((adults.asked, adults.would_move, adults.not_known, adults.to_question), (2, 1, 1, false));
        assert_eq!(rates.iter().filter(|r| r.financial_year == 2025).count(), 1);
        assert!(rates.iter().any(|r| r.unit == "Places" && r.asked == 5 && r.to_question));
    }
}
