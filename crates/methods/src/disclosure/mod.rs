//! Small-number disclosure control: which counts are withheld so that nobody can be picked out.
//!
//! `table.rs` withholds small cells of a table with totals and then as many more as it takes that none can be worked back;
//! `pair.rs` looks after a part and its whole; `differs_by_small` after two totals of different filters.

pub mod pair;
pub mod table;

pub use pair::{PairShown, pair};
pub use table::{Cell, Refusal, Table, Withheld, withhold};

use serde::{Deserialize, Serialize};

use crate::Method;

pub const METHOD: Method = Method {
    code: "disclosure-small-counts",
    edition: 1,
    title: "Withholding small counts, and whatever would give them away",
    sources: &[
        "NHS England, Disclosure control methodology for health statistics",
        "Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001, chapters 3 to 5",
        "Office for National Statistics, Policy on protecting confidentiality in tables",
    ],
};

/// Counts from 1 to `below − 1` are small. 0 is no one, and is shown unless `zero_is_small`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// At least 2; the usual value is 5.
    pub below: u64,
    pub zero_is_small: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { below: 5, zero_is_small: false }
    }
}

impl Settings {
    pub fn is_small(&self, count: u64) -> bool {
        count < self.below && (count > 0 || self.zero_is_small)
    }

    /// What stands in place of a small count: "fewer than 5".
    pub fn in_words(&self) -> String {
        format!("fewer than {}", self.below)
    }
}

/// Would two totals shown side by side (two filters, two versions of a page) give a small count away by their difference?
pub fn differs_by_small(one: u64, other: u64, settings: &Settings) -> bool {
    one != other && settings.is_small(one.abs_diff(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_filters_that_differ_by_one_person_give_that_person_away() {
        let settings = Settings::default();
        for (one, other, gives_away) in [(120, 119, true), (119, 120, true), (120, 116, true), (120, 115, false), (120, 120, false)] {
            assert_eq!(differs_by_small(one, other, &settings), gives_away, "{one} and {other}");
        }
    }
}
