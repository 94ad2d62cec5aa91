//! One figure of Northvale that came wrong: September's first visits of reablement. It was corrected from the wards' own record, and
//! somebody outside the service looked, so the test stands and both answers are shown.

use jiff::civil::date;
use quantity::Date;

/// Key of the measure and of the known issue whose test rests on it.
pub const MEASURE: &str = "days_to_first_visit";
pub const ISSUE: &str = "first_visit_late";
pub const PERIOD: &str = "2026-09";

/// As the return of September had it, in days.
pub const AS_SENT: f64 = 9.6;

pub const CORRECTED: Date = date(2026, 10, 22);
pub const CHECKED: Date = date(2026, 10, 28);

pub const REASON: &str =
    "Visits in the last week were dated by the second visit, not the first. Found when the team’s rota was read beside the return.";
pub const DOCUMENT: &str = "Wards’ record of first visits, September 2026";
pub const NOTE: &str = "I read 40 of the 254 visits in the wards’ record: all 40 bear the day of the first visit, and the mean is 5.6.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::county::measures::measures;
    use crate::county::series::points;

    #[test]
    fn what_was_sent_is_past_the_floor_and_what_stands_is_the_county_s_own_figure() {
        let fact = measures().into_iter().find(|fact| fact.key == MEASURE).expect("the measure");
        let month = quantity::Period::parse(PERIOD).expect("a month");
        let told = points(&fact).into_iter().find(|point| point.period == month).expect("September").value;
        assert!((told - 5.6).abs() < 0.05 && fact.floor.is_some_and(|floor| AS_SENT > floor), "{told}");
    }
}
