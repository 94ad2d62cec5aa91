//! Which way is good.

use serde::{Deserialize, Serialize};

/// The direction of good of a measure: good is high, good is low, or neither.
///
/// `Neither` is a real answer (the mix of delivery models, say): no colour, no improvement, no concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    High,
    Low,
    Neither,
}

impl Direction {
    /// +1 where high is good, −1 where low is good, 0 where neither is.
    pub fn sign(self) -> i8 {
        match self {
            Direction::High => 1,
            Direction::Low => -1,
            Direction::Neither => 0,
        }
    }

    /// The opposite direction of good; neither stays neither.
    pub fn reversed(self) -> Direction {
        match self {
            Direction::High => Direction::Low,
            Direction::Low => Direction::High,
            Direction::Neither => Direction::Neither,
        }
    }

    /// Is `value` at least as good as `line`? `None` where there is no good direction.
    pub fn is_as_good(self, value: f64, line: f64) -> Option<bool> {
        match self {
            Direction::High => Some(value >= line),
            Direction::Low => Some(value <= line),
            Direction::Neither => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_the_line_is_as_good_in_both_directions() {
        assert_eq!(Direction::High.is_as_good(26.0, 26.0), Some(true));
        assert_eq!(Direction::Low.is_as_good(26.0, 26.0), Some(true));
        assert_eq!(Direction::Low.is_as_good(26.1, 26.0), Some(false));
        assert_eq!(Direction::Neither.is_as_good(1.0, 0.0), None);
    }
}
