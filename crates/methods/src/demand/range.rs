//! Low, central and high: a figure nobody knows exactly, as whoever gave it said.

use serde::{Deserialize, Serialize};

/// In the unit of what it is of; low ≤ central ≤ high.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    pub low: f64,
    pub central: f64,
    pub high: f64,
}

/// Why three figures are no range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RangeFault {
    #[error("is not a number")]
    NotANumber,
    #[error("is below nought")]
    Negative,
    #[error("is over 100%")]
    OverAll,
    #[error("is out of order: low, then central, then high")]
    OutOfOrder,
}

impl Range {
    /// The same figure three times: known exactly.
    pub fn exactly(value: f64) -> Range {
        Range { low: value, central: value, high: value }
    }

    pub fn of(low: f64, central: f64, high: f64) -> Range {
        Range { low, central, high }
    }

    pub fn all(&self) -> [f64; 3] {
        [self.low, self.central, self.high]
    }

    /// # Errors
    /// Where one is no number, is below nought, or they are out of order.
    pub fn quantity(&self) -> Result<(), RangeFault> {
        match () {
            () if self.all().iter().any(|value| !value.is_finite()) => Err(RangeFault::NotANumber),
            () if self.all().iter().any(|value| *value < 0.0) => Err(RangeFault::Negative),
            () if self.low > self.central || self.central > self.high => Err(RangeFault::OutOfOrder),
            () => Ok(()),
        }
    }

    /// # Errors
    /// As [`Range::quantity`], and where one is over 1.
    pub fn share(&self) -> Result<(), RangeFault> {
        self.quantity()?;
        if self.high > 1.0 { Err(RangeFault::OverAll) } else { Ok(()) }
    }
}
