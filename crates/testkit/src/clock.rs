//! A clock that stands still until it is told to move.

use std::sync::{Mutex, PoisonError};

use jiff::{Timestamp, ToSpan};
use quantity::Date;

/// Saturday 21 November 2026, half past nine in the morning: the day of the sample county.
pub const NOW: &str = "2026-11-21T09:30:00Z";

#[derive(Debug)]
pub struct Clock(Mutex<Timestamp>);

impl Default for Clock {
    fn default() -> Clock {
        Clock(Mutex::new(NOW.parse().expect("a moment")))
    }
}

impl Clock {
    pub fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The day in Coordinated Universal Time.
    pub fn today(&self) -> Date {
        self.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// One second passes; what time is it now?
    pub fn tick(&self) -> Timestamp {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now += 1.second();
        *now
    }
}
