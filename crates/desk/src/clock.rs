//! Time is an argument. The desk is given a clock; nothing below it reads one.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The system's clock, or one that stands still (the sample county, tests).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    System,
    Still(Timestamp),
}

impl Clock {
    /// Stands still at 9:14 in the morning of `day`, in the authority's zone.
    pub fn still_on(day: Date, zone: &TimeZone) -> Clock {
        let moment = day.at(9, 14, 0, 0).to_zoned(zone.clone());
        Clock::Still(moment.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp()))
    }

    pub fn now(self) -> Timestamp {
        match self {
            Clock::System => Timestamp::now(),
            Clock::Still(moment) => moment,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_still_clock_reads_the_morning_of_its_day() {
        let zone = TimeZone::UTC;
        let clock = Clock::still_on(jiff::civil::date(2026, 11, 21), &zone);
        assert_eq!(clock.now().to_zoned(zone).to_string(), "2026-11-21T09:14:00+00:00[UTC]");
    }
}
