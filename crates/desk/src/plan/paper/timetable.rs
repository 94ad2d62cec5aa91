//! The days before and after a meeting: by when the forward plan has to say so, by when the papers are open, until when a decision may
//! be called in.

use jiff::ToSpan;
use principles::BankHolidays;
use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::config::deciding::{Body, Deciding};

/// Worked from the day of the meeting, and from nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    pub meets_on: Date,
    /// The last day on which the forward plan's entry can be published; none where no key decision is asked for.
    pub list_by: Option<Date>,
    /// When it was, where it was.
    pub listed_on: Option<Date>,
    /// The last day on which the papers can be opened to the public.
    pub open_by: Date,
    /// The last day on which the decision can be published.
    pub publish_by: Date,
    /// The last day on which it may be called in; none where this body's decisions are not.
    pub call_in_ends: Option<Date>,
    /// The first day on which it may be acted on.
    pub act_from: Date,
}

impl Timetable {
    pub fn of(meets_on: Date, is_key: bool, listed_on: Option<Date>, body: &Body, rules: &Deciding, holidays: &BankHolidays) -> Timetable {
        let clear = |days: u32| meets_on.checked_sub(i64::from(days.saturating_add(1)).days()).unwrap_or(Date::MIN);
        let publish_by = holidays.after(meets_on, rules.call_in.published_within_working_days);
        let call_in_ends = body.called_in.then(|| holidays.after(publish_by, rules.call_in.working_days));
        Timetable {
            meets_on,
            list_by: is_key.then(|| clear(rules.forward_plan.clear_days)),
            listed_on,
            open_by: holidays.before(meets_on, rules.agenda.clear_working_days.saturating_add(1)),
            publish_by,
            call_in_ends,
            act_from: holidays.after(call_in_ends.unwrap_or(publish_by), 1),
        }
    }

    /// The entry was published too late, or has not been and the day is over.
    pub fn is_listed_late(&self, today: Date) -> bool {
        self.list_by.is_some_and(|by| self.listed_on.unwrap_or(today) > by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{deciding, law};
    use jiff::civil::date;

    fn cabinet_on(meets_on: Date, listed_on: Option<Date>) -> Timetable {
        let rules = deciding::deciding().expect("rules");
        let holidays = law::holidays("England").expect("holidays");
        Timetable::of(meets_on, true, listed_on, rules.body("cabinet").expect("a body"), rules, &holidays)
    }

    /// Cabinet on 15 December 2026: the notice had to be out by 16 November.
    #[test]
    fn twenty_eight_clear_days_count_neither_end() {
        let days = cabinet_on(date(2026, 12, 15), Some(date(2026, 11, 16)));
        assert_eq!(days.list_by, Some(date(2026, 11, 16)));
        assert!(!days.is_listed_late(date(2026, 11, 21)));
        assert!(cabinet_on(date(2026, 12, 15), None).is_listed_late(date(2026, 11, 21)));
        assert!(cabinet_on(date(2026, 12, 15), Some(date(2026, 11, 17))).is_listed_late(date(2026, 11, 21)));
    }

    /// Christmas falls into the call-in of a meeting on 15 December: published on the 17th, called in until the 24th.
    #[test]
    fn papers_open_five_clear_working_days_before_and_call_in_counts_working_days_after() {
        let days = cabinet_on(date(2026, 12, 15), None);
        assert_eq!(days.open_by, date(2026, 12, 7));
        assert_eq!((days.publish_by, days.call_in_ends), (date(2026, 12, 17), Some(date(2026, 12, 24))));
        assert_eq!(days.act_from, date(2026, 12, 29), "neither Christmas, its weekend, nor the day in lieu of Boxing Day");
    }

    #[test]
    fn what_is_no_key_decision_needs_no_entry_and_an_officers_is_not_called_in() {
        let rules = deciding::deciding().expect("rules");
        let officer = rules.body("officer").expect("a body");
        let days = Timetable::of(date(2026, 12, 15), false, None, officer, rules, &BankHolidays::default());
        assert_eq!((days.list_by, days.call_in_ends), (None, None));
        assert!(!days.is_listed_late(date(2026, 12, 1)));
    }
}
