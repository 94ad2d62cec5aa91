//! Slowing guesses down: per e-mail address and per network address, with the wait said plainly.

use jiff::{SignedDuration, Timestamp};

/// Failures are forgotten after this long without one, in minutes.
pub const FORGOTTEN_AFTER_MINUTES: i64 = 60;
/// How many seconds to wait after the `failed`-th failure in a row: nothing while tries are free, then 30 and
/// doubling, up to `longest`.
pub fn wait_after(failed: i64, free: i64, longest: i64) -> i64 {
    let beyond = failed.saturating_sub(free);
    if beyond < 0 { 0 } else { 30_i64.saturating_mul(1 << beyond.min(20)).min(longest) }
}

/// Until when no try is taken after the `failed`-th failure.
pub fn locked_until(failed: i64, free: i64, longest: i64, now: Timestamp) -> Option<Timestamp> {
    match wait_after(failed, free, longest) {
        0 => None,
        seconds => now.checked_add(SignedDuration::from_secs(seconds)).ok(),
    }
}

/// Seconds still to wait, rounded up; 0 where a try is taken.
pub fn still_to_wait(locked_until: Option<Timestamp>, now: Timestamp) -> i64 {
    locked_until.map_or(0, |until| {
        let left = until.duration_since(now);
        if left.is_positive() { left.as_secs() + i64::from(left.subsec_nanos() > 0) } else { 0 }
    })
}

/// "Too many tries. Wait 2 minutes, then try again."
pub fn wait_in_words(seconds: i64) -> String {
    let wait = if seconds > 90 {
        format!("{} minutes", (seconds + 59) / 60)
    } else if seconds == 1 {
        "1 second".to_owned()
    } else {
        format!("{seconds} seconds")
    };
    format!("Too many tries. Wait {wait}, then try again. If you have lost your password, ask your administrator for a new link.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_tries_are_free_and_then_the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (1..=12).map(|failed| wait_after(failed, 5, 900)).collect();
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(wait_after(i64::MAX, 5, 900), 900);
    }

    #[test]
    fn a_wait_ends_and_is_said_in_words() {
        let now = Timestamp::UNIX_EPOCH;
        let until = locked_until(6, 5, 900, now);
        assert_eq!(still_to_wait(until, now), 60);
        assert_eq!(still_to_wait(until, now + SignedDuration::from_secs(60)), 0);
        assert_eq!(still_to_wait(None, now), 0);
        assert!(wait_in_words(60).contains("Wait 60 seconds"));
        assert!(wait_in_words(119).contains("Wait 2 minutes"));
    }
}
