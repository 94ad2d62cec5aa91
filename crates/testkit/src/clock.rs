//! A clock that stands still until it is told to move.

use std::cell::Cell;

use jiff::{Timestamp, ToSpan};
use quantity::Date;

/// Saturday 21 November 2026, half past nine in the morning: the day of the sample county.
pub const NOW: &str = "2026-11-21T09:30:00Z";

#[derive(Debug)]
pub struct Clock(Cell<Timestamp>);

impl Default for Clock {
    fn default() -> Clock {
        Clock(Cell::new(NOW.parse().expect("a moment")))
    }
}

impl Clock {
    pub fn now(&self) -> Timestamp {
        self.0.get()
    }

    /// The day in Coordinated Universal Time.
    pub fn today(&self) -> Date {
        self.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// One second passes; what time is it now?
    pub fn tick(&self) -> Timestamp {
        self.0.set(self.now() + 1.second());
        self.now()
    }
}
