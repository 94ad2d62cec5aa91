//! Problem-solving and commissioning are kept apart: one spend line, one document, one side (S0.33).

use model::readiness::{Mend, Reason};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::card::{Card, Grade, WATTON};

pub const CARD: Card = Card {
    code: "delineation",
    title: "Problem-solving and commissioning are two pieces of work",
    asks: "Is every spend line and document on one side only?",
    source: "S0.33",
    grade: Grade::Opinion,
    interest: WATTON,
    thresholds: &[],
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    ProblemSolving,
    Commissioning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaggedKind {
    SpendLine,
    Document,
}

/// A spend line or document with the side it was tagged to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tagged {
    pub kind: TaggedKind,
    /// A budget code or a document's title; letter case and outer spaces do not tell two apart.
    pub name: String,
    pub side: Side,
}

/// Each side complete on its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TwoSides {
    pub problem_solving: Vec<Tagged>,
    pub commissioning: Vec<Tagged>,
}

pub fn sides(tagged: &[Tagged]) -> TwoSides {
    let of = |side| tagged.iter().filter(|t| t.side == side).cloned().collect();
    TwoSides { problem_solving: of(Side::ProblemSolving), commissioning: of(Side::Commissioning) }
}

/// One reason for each line or document tagged to both sides, in order of name.
pub fn delineation(tagged: &[Tagged]) -> Vec<Reason> {
    let mut seen: BTreeMap<(TaggedKind, String), (Vec<Side>, &str)> = BTreeMap::new();
    for item in tagged {
        let entry = seen.entry((item.kind, item.name.trim().to_lowercase())).or_insert_with(|| (Vec::new(), item.name.trim()));
        if !entry.0.contains(&item.side) {
            entry.0.push(item.side);
        }
    }
    let both = seen.into_iter().filter(|((_, name), (sides, _))| sides.len() > 1 && !name.is_empty());
    both.map(|((kind, _), (_, name))| {
        let what = match kind {
            TaggedKind::SpendLine => "spend line",
            TaggedKind::Document => "document",
        };
        Reason {
            code: "on_both_sides".into(),
            issue: None,
            text: format!("The {what} “{name}” is tagged both to solving the issue and to commissioning: it can be on one side only."),
            mend: Some(Mend {
                what: "Choose the side it belongs to, or split it in two".into(),
                who: "Those who tagged it".into(),
                earliest: None,
            }),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(kind: TaggedKind, name: &str, side: Side) -> Tagged {
        Tagged { kind, name: name.into(), side }
    }

    #[test]
    fn one_spend_line_is_on_one_side_only() {
        use Side::*;
        use TaggedKind::*;
        let mixed = [
            tagged(SpendLine, "AX 41", ProblemSolving),
            tagged(SpendLine, " ax 41 ", Commissioning),
            tagged(Document, "AX 41", Commissioning),
        ];
        let reasons = delineation(&mixed);
        assert_eq!(reasons.len(), 1);
        assert!(reasons[0].text.contains("spend line “AX 41”"), "{}", reasons[0].text);
        assert!(delineation(&mixed[1..]).is_empty());
        assert_eq!(sides(&mixed).commissioning.len(), 2);
    }
}
