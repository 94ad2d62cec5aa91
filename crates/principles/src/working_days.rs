//! Working days: Monday to Friday, less the bank holidays given as dated data.

use std::collections::BTreeSet;

use jiff::civil::Weekday;
use quantity::Date;
use serde::{Deserialize, Serialize};

/// The bank holidays of the place, as data. Years not in the list have none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BankHolidays(BTreeSet<Date>);

impl BankHolidays {
    pub fn new(dates: impl IntoIterator<Item = Date>) -> BankHolidays {
        BankHolidays(dates.into_iter().collect())
    }

    pub fn is_working_day(&self, date: Date) -> bool {
        !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.0.contains(&date)
    }

    /// The `count`th working day after `from`, which is itself not counted; `from` for none.
    /// Held within the calendar (year 9999).
    pub fn after(&self, from: Date, count: u32) -> Date {
        let (mut day, mut left) = (from, count);
        while left > 0 {
            let Ok(next) = day.tomorrow() else { return day };
            day = next;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// The `count`th working day before `from`, which is itself not counted; `from` for none.
    pub fn before(&self, from: Date, count: u32) -> Date {
        let (mut day, mut left) = (from, count);
        while left > 0 {
            let Ok(last) = day.yesterday() else { return day };
            day = last;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// Working days after `from` up to and including `to`; none where `to` is not later.
    pub fn between(&self, from: Date, to: Date) -> u32 {
        let (mut day, mut count) = (from, 0);
        while day < to {
            let Ok(next) = day.tomorrow() else { return count };
            day = next;
            count += u32::from(self.is_working_day(day));
        }
        count
    }
}

/// Days from one date to another; negative where `to` is earlier.
pub(crate) fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// `count` days later, held within the calendar.
pub(crate) fn days_after(from: Date, count: u32) -> Date {
    from.checked_add(jiff::Span::new().try_days(i64::from(count)).unwrap_or_default()).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn five_working_days_after_a_thursday_is_the_next_thursday() {
        let none = BankHolidays::default();
        assert_eq!(none.after(date(2026, 11, 19), 5), date(2026, 11, 26));
        assert_eq!(none.after(date(2026, 11, 21), 1), date(2026, 11, 23));
        assert_eq!(none.after(date(2026, 11, 21), 0), date(2026, 11, 21));
    }

    #[test]
    fn a_bank_holiday_is_not_a_working_day() {
        let christmas = BankHolidays::new([date(2026, 12, 25), date(2026, 12, 28)]);
        assert_eq!(christmas.after(date(2026, 12, 23), 2), date(2026, 12, 29));
        assert_eq!(christmas.between(date(2026, 12, 23), date(2026, 12, 29)), 2);
        assert_eq!(christmas.between(date(2026, 12, 29), date(2026, 12, 23)), 0);
    }

    #[test]
    fn the_end_of_the_calendar_does_not_panic() {
        assert_eq!(BankHolidays::default().after(Date::MAX, 5), Date::MAX);
        assert_eq!(days_after(Date::MAX, u32::MAX), Date::MAX);
        assert_eq!(days(date(2026, 1, 1), date(2026, 12, 31)), 364);
    }
}
