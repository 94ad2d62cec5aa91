//! How far a place is from the middle, in a measure that one strange place does not stretch.

use serde::{Deserialize, Serialize};

use crate::numeric::order::median;

/// The median, and the median of the distances from it (MAD), unscaled, as the Office for Local Government printed them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Robust {
    pub median: f64,
    pub mad: f64,
}

/// `None` of nothing.
pub fn robust(values: &[f64]) -> Option<Robust> {
    about(values, median(values)?)
}

/// With the median already known.
pub(super) fn about(values: &[f64], middle: f64) -> Option<Robust> {
    let distances: Vec<f64> = values.iter().map(|v| (v - middle).abs()).collect();
    Some(Robust { median: middle, mad: median(&distances)? })
}

impl Robust {
    /// In MADs, above nought where the value is above the median. `None` where at least half of the places stand on the median.
    pub fn distance(&self, value: f64) -> Option<f64> {
        (self.mad > 0.0).then(|| (value - self.median) / self.mad)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_strange_place_does_not_stretch_the_measure() {
        let plain = robust(&[1.0, 2.0, 3.0, 4.0, 5.0]).expect("five");
        let strange = robust(&[1.0, 2.0, 3.0, 4.0, 5_000.0]).expect("five");
        assert_eq!((plain, plain.distance(5.0)), (Robust { median: 3.0, mad: 1.0 }, Some(2.0)));
        assert_eq!(strange, plain);
    }

    #[test]
    fn where_most_places_are_alike_no_distance_is_told() {
        assert_eq!(robust(&[2.0, 2.0, 2.0, 9.0]).and_then(|r| r.distance(9.0)), None);
    }
}
