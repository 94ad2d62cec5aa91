//! A share of a whole: the only way to say a percentage.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::rounding;

/// Between 0 and 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Share(f64);

/// What was given is not between 0 and 1 (or 0% and 100%).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{0} is not between 0% and 100%")]
pub struct NotAShare(pub String);

impl Share {
    pub const NONE: Share = Share(0.0);
    pub const ALL: Share = Share(1.0);

    pub fn new(value: f64) -> Result<Share, NotAShare> {
        if (0.0..=1.0).contains(&value) { Ok(Share(value)) } else { Err(NotAShare(value.to_string())) }
    }

    /// From per cent: 84 → 0.84.
    pub fn from_percent(percent: f64) -> Result<Share, NotAShare> {
        Share::new(percent / 100.0).map_err(|_| NotAShare(format!("{percent}%")))
    }

    /// `part` of `whole`; `None` where the whole is nothing or the part exceeds it.
    pub fn of(part: u64, whole: u64) -> Option<Share> {
        (whole > 0 && part <= whole).then(|| Share(part as f64 / whole as f64))
    }

    pub fn value(self) -> f64 {
        self.0
    }

    pub fn percent(self) -> f64 {
        self.0 * 100.0
    }

    pub fn complement(self) -> Share {
        Share(1.0 - self.0)
    }

    /// `84%`, `84.2%`.
    pub fn shown(self, places: usize) -> String {
        format!("{}%", rounding::shown(self.percent(), places))
    }
}

impl TryFrom<f64> for Share {
    type Error = NotAShare;
    fn try_from(value: f64) -> Result<Share, NotAShare> {
        Share::new(value)
    }
}

impl From<Share> for f64 {
    fn from(share: Share) -> f64 {
        share.0
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_outside_the_whole_is_refused() {
        assert!(Share::new(1.01).is_err());
        assert!(Share::new(f64::NAN).is_err());
        assert_eq!(Share::of(310, 300), None);
        assert_eq!(Share::of(0, 0), None);
        assert_eq!(Share::of(284, 412).map(|s| s.shown(0)), Some("69%".to_owned()));
    }
}
