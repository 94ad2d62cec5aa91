//! Will it meet its target?

use quantity::Direction;
use serde::{Deserialize, Serialize};

/// The target against the whole band of the last point's limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// No target, or neither direction is good.
    NoTarget,
    /// The whole band is on the good side: it will meet its target.
    Meets,
    /// The whole band is on the bad side: it will miss it unless something changes.
    Misses,
    HitOrMiss,
}

impl Assurance {
    /// Strict on both sides; without limits nothing can be said, which counts as hit or miss.
    pub fn of(better: Direction, target: Option<f64>, lower: Option<f64>, upper: Option<f64>) -> Assurance {
        let Some(target) = target else { return Assurance::NoTarget };
        if better == Direction::Neither {
            return Assurance::NoTarget;
        }
        let (above, below) = match better {
            Direction::High => (Assurance::Misses, Assurance::Meets),
            _ => (Assurance::Meets, Assurance::Misses),
        };
        if upper.is_some_and(|upper| target > upper) {
            above
        } else if lower.is_some_and(|lower| target < lower) {
            below
        } else {
            Assurance::HitOrMiss
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Assurance::NoTarget => "There is no target.",
            Assurance::Meets => "It will meet its target, unless something changes.",
            Assurance::Misses => "It will miss its target, unless something changes.",
            Assurance::HitOrMiss => "It may hit or miss its target.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_against_the_target_as_a_table() {
        use Assurance::*;
        use Direction::*;
        for (better, target, lower, upper, answer) in [
            (High, Some(90.0), Some(86.17), Some(96.33), HitOrMiss),
            (High, Some(85.0), Some(86.17), Some(96.33), Meets),
            (High, Some(97.0), Some(86.17), Some(96.33), Misses),
            (Low, Some(97.0), Some(86.17), Some(96.33), Meets),
            (Low, Some(85.0), Some(86.17), Some(96.33), Misses),
            (High, Some(86.17), Some(86.17), Some(96.33), HitOrMiss),
            (Neither, Some(90.0), Some(86.17), Some(96.33), NoTarget),
            (High, None, Some(86.17), Some(96.33), NoTarget),
            (High, Some(0.95), None, None, HitOrMiss),
        ] {
            assert_eq!(Assurance::of(better, target, lower, upper), answer, "{better:?} {target:?}");
        }
    }
}
