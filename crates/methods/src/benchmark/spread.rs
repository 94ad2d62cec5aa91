//! How the peers lie, and in which quarter of them a place falls: as a stretch of quarters where its range reaches over more than one.

use serde::{Deserialize, Serialize};

use crate::numeric::order::{mean, quantile_of_sorted};

/// The peers' figures, the place itself not among them. Quarters are of type 7 (R's default).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    pub count: usize,
    pub least: f64,
    pub lower_quarter: f64,
    pub median: f64,
    pub upper_quarter: f64,
    pub most: f64,
    pub mean: f64,
}

/// `None` of nothing.
pub fn spread(values: &[f64]) -> Option<Spread> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = |share| quantile_of_sorted(&sorted, share);
    Some(Spread {
        count: values.len(),
        least: at(0.0)?,
        lower_quarter: at(0.25)?,
        median: at(0.5)?,
        upper_quarter: at(0.75)?,
        most: at(1.0)?,
        // Summed in the order of size, so that the order of places does not show in the last digit.
        mean: mean(&sorted)?,
    })
}

/// A quarter of the peers by their figures, low first. It says nothing of good or bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quarter {
    Lowest,
    LowerMiddle,
    UpperMiddle,
    Highest,
}

impl Quarter {
    pub fn words(self) -> &'static str {
        match self {
            Quarter::Lowest => "lowest quarter",
            Quarter::LowerMiddle => "lower middle quarter",
            Quarter::UpperMiddle => "upper middle quarter",
            Quarter::Highest => "highest quarter",
        }
    }

    /// The same counted from the other end.
    pub fn mirrored(self) -> Quarter {
        match self {
            Quarter::Lowest => Quarter::Highest,
            Quarter::LowerMiddle => Quarter::UpperMiddle,
            Quarter::UpperMiddle => Quarter::LowerMiddle,
            Quarter::Highest => Quarter::Lowest,
        }
    }
}

/// From the lowest quarter a place may be in to the highest. The two are one where its range lies within one quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarters {
    pub from: Quarter,
    pub to: Quarter,
}

impl Quarters {
    pub fn one(self) -> Option<Quarter> {
        (self.from == self.to).then_some(self.from)
    }
}

impl Spread {
    /// Where a stretch from `low` to `high` falls. Exactly on a cut is in both quarters beside it.
    pub fn quarters(&self, low: f64, high: f64) -> Quarters {
        let cuts = [self.lower_quarter, self.median, self.upper_quarter];
        let quarter = |passed: usize| match passed {
            0 => Quarter::Lowest,
            1 => Quarter::LowerMiddle,
            2 => Quarter::UpperMiddle,
            _ => Quarter::Highest,
        };
        Quarters {
            from: quarter(cuts.iter().filter(|cut| low > **cut).count()),
            to: quarter(cuts.iter().filter(|cut| high >= **cut).count()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_reaches_over_a_cut_is_in_both_quarters() {
        let peers = spread(&[1.0, 2.0, 3.0, 4.0, 5.0]).expect("five");
        assert_eq!(peers.quarters(4.5, 4.9).one(), Some(Quarter::Highest));
        assert_eq!(peers.quarters(2.5, 4.5), Quarters { from: Quarter::LowerMiddle, to: Quarter::Highest });
        assert_eq!(peers.quarters(2.0, 2.0), Quarters { from: Quarter::Lowest, to: Quarter::LowerMiddle });
        assert_eq!(peers.quarters(0.0, 0.0).one(), Some(Quarter::Lowest));
    }
}
