//! A part and its whole: 2 of 60 names two people, and so does 58 of 60.

use serde::{Deserialize, Serialize};

use super::Settings;

/// What may be shown of a part and its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairShown {
    /// Both numbers and the percentage.
    All { part: u64, whole: u64 },
    /// The whole only: the part, or what is left of the whole, is small.
    WholeOnly { whole: u64 },
    /// Neither: the whole itself is small.
    Nothing,
}

/// Withholds the part where it, or its complement, is small, and both where the whole is. A part above its whole: nothing.
pub fn pair(part: u64, whole: u64, settings: &Settings) -> PairShown {
    let Some(left) = whole.checked_sub(part) else { return PairShown::Nothing };
    if settings.is_small(whole) {
        PairShown::Nothing
    } else if settings.is_small(part) || settings.is_small(left) {
        PairShown::WholeOnly { whole }
    } else {
        PairShown::All { part, whole }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_its_complement_and_the_whole_are_all_looked_at() {
        let show = |part, whole| pair(part, whole, &Settings::default());
        assert_eq!(show(30, 60), PairShown::All { part: 30, whole: 60 });
        assert_eq!(show(2, 60), PairShown::WholeOnly { whole: 60 });
        assert_eq!(show(58, 60), PairShown::WholeOnly { whole: 60 });
        assert_eq!(show(0, 60), PairShown::All { part: 0, whole: 60 });
        assert_eq!(show(14, 14), PairShown::All { part: 14, whole: 14 });
        assert_eq!(show(1, 3), PairShown::Nothing);
        assert_eq!(show(61, 60), PairShown::Nothing);
        let strict = Settings { zero_is_small: true, ..Settings::default() };
        assert_eq!(pair(14, 14, &strict), PairShown::WholeOnly { whole: 14 }, "everyone is also nobody left");
    }
}
