//! A range with its level of confidence.

use serde::{Deserialize, Serialize};

use crate::Share;

/// Both ends included, low first, in the unit of the figure it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
    /// How often an interval made this way holds the true value, for example 0.95.
    pub level: Share,
}

impl Interval {
    /// Refused (`None`) where an end is not a number or the ends are the wrong way round.
    pub fn new(low: f64, high: f64, level: Share) -> Option<Interval> {
        (low.is_finite() && high.is_finite() && low <= high).then_some(Interval { low, high, level })
    }

    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_the_wrong_way_round_are_refused() {
        let level = Share::new(0.95).expect("a share");
        assert!(Interval::new(2.0, 1.0, level).is_none());
        assert!(Interval::new(f64::NAN, 1.0, level).is_none());
        assert!(Interval::new(1.0, 2.0, level).is_some_and(|i| i.holds(2.0) && !i.holds(2.1)));
    }
}
