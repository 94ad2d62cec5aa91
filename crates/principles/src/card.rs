//! The card every principle carries: what it asks, who says so, and how far to believe it.

use serde::Serialize;

/// How well a rule is founded. None of ours is more than its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// A practitioner's opinion, without data or cases.
    Opinion,
    /// A custom of the field: reasonable, and not derived from anything.
    Convention,
    /// It is the law of a named place.
    Law,
}

impl Grade {
    pub fn words(self) -> &'static str {
        match self {
            Grade::Opinion => "practitioner opinion",
            Grade::Convention => "convention",
            Grade::Law => "law",
        }
    }
}

/// What a principle is, said before it is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Lasting, lower case: `solving-or-moving`.
    pub code: &'static str,
    pub title: &'static str,
    /// The question it puts to a case.
    pub asks: &'static str,
    /// Numbers of the source documents' statements it answers.
    pub source: &'static str,
    pub grade: Grade,
    /// What the author of the source stands to gain.
    pub interest: &'static str,
    /// Keys of the settings that say what its terms mean here; the authority sets them in public.
    pub thresholds: &'static [&'static str],
}

/// The author of the source of most principles, and what he sells.
pub const WATTON: &str =
    "The author's firm sells help with such contracts; the article gives no data, no cases and no definition of its terms.";
/// A statement of a membership body about councils' own practice.
pub const ADVICE: &str = "Published as advice to councils by an association that speaks for them; no data are given.";

/// Every principle of this crate, in the order a case meets them.
pub const CARDS: &[Card] = &[
    crate::p_outsourcing_a_problem::CARD,
    crate::p_outsourcing_a_problem::context::LOOKS_CARD,
    crate::p_outsourcing_a_problem::context::MANNER_CARD,
    crate::p_outsourcing_a_problem::context::CONTROL_CARD,
    crate::p_displacement::CARD,
    crate::p_solve_first::CARD,
    crate::p_delineation::CARD,
    crate::p_level_field::CARD,
    crate::p_robust_process::CARD,
    crate::p_four_tests::CARD,
    crate::base_rate::CARD,
    crate::delegation::CARD,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_principle_says_its_source_its_grade_and_its_authors_interest() {
        let codes: BTreeSet<_> = CARDS.iter().map(|card| card.code).collect();
        assert_eq!(codes.len(), CARDS.len(), "a code is used twice");
        for card in CARDS {
            assert!(card.source.starts_with('S'), "{}", card.code);
            assert!(card.interest.ends_with('.') && card.asks.ends_with('?'), "{}", card.code);
            let rests_on_law = card.source.contains("UKSC");
            assert_eq!(card.grade == Grade::Law, rests_on_law, "{}: opinion and custom are not law", card.code);
        }
    }
}
