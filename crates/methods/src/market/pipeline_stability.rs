//! How far a published pipeline can be relied on: lines cancelled, slipped or changed in value, of all that were published.

use quantity::{Date, Share};
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::{above_nothing, each_once, not_negative};
use crate::Method;

pub const METHOD: Method = Method {
    code: "pipeline-stability",
    edition: 1,
    title: "How far a published pipeline can be relied on",
    sources: &["Own rule: 1 less the share of published lines that were cancelled, slipped over 90 days or changed over 25% in value"],
};

/// One line of a published pipeline, as first published and as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub name: String,
    /// The day it was first published.
    pub published: Date,
    #[serde(default)]
    pub is_cancelled: bool,
    /// The day it was to start when first published, and the day it is to start (or did) now.
    #[serde(default)]
    pub first_day: Option<Date>,
    #[serde(default)]
    pub day_now: Option<Date>,
    /// What it was worth when first published, and what it is worth now, in pence.
    #[serde(default)]
    pub first_value_pence: Option<i64>,
    #[serde(default)]
    pub value_now_pence: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub lines: Vec<Line>,
    /// The day it is asked on: lines published in the months before count.
    pub on: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Months back from the day asked.
    pub months: u32,
    /// A start later than first published by more days than this has slipped.
    pub slipped_over_days: u32,
    /// A value further from the first than this share of it has changed.
    pub changed_over: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { months: 24, slipped_over_days: 90, changed_over: 0.25 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// 1 less the share of lines upset. Lines without days or values count as steady only if nothing else is known against them.
    pub stability: Share,
    /// Lines published within the months.
    pub lines: usize,
    pub cancelled: usize,
    pub slipped: usize,
    pub changed: usize,
    /// Lines upset in one way or more: each counts once.
    pub upset: usize,
    /// Lines whose day or value is not given twice, so that a slip or a change could not be seen.
    pub not_told: usize,
    /// Of them, those not known to be upset: were all of these upset, stability would be `at_least`.
    pub at_least: Share,
    pub read: Vec<LineRead>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineRead {
    pub name: String,
    pub is_cancelled: bool,
    /// Days later than first published; below 0 is earlier.
    pub slipped_days: Option<i32>,
    pub has_slipped: bool,
    /// Value now less the first, as a share of the first.
    pub change: Option<f64>,
    pub has_changed: bool,
}

/// Reads a pipeline.
///
/// # Errors
/// Where no line was published within the months, a line stands twice, or a value or setting is out of range.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    above_nothing("months", f64::from(settings.months))?;
    above_nothing("changed_over", settings.changed_over)?;
    each_once(ask.lines.iter().map(|line| line.name.as_str()))?;
    let span = jiff::Span::new().try_months(i64::from(settings.months));
    let from = span.ok().and_then(|span| ask.on.checked_sub(span).ok()).unwrap_or(Date::MIN);
    let within = ask.lines.iter().filter(|line| line.published > from && line.published <= ask.on);
    let read = within.map(|line| of_line(line, settings)).collect::<Result<Vec<LineRead>, Refusal>>()?;
    if read.is_empty() {
        return Err(Refusal::Nothing("line published in these months"));
    }
    let count = |test: &dyn Fn(&LineRead) -> bool| read.iter().filter(|line| test(line)).count();
    let is_upset = |line: &LineRead| line.is_cancelled || line.has_slipped || line.has_changed;
    let is_not_told = |line: &LineRead| line.slipped_days.is_none() || line.change.is_none();
    let upset = count(&is_upset);
    let doubtful = count(&|line| !is_upset(line) && is_not_told(line));
    let steady = |upset: usize| Share::of((read.len() - upset) as u64, read.len() as u64).unwrap_or(Share::NONE);
    Ok(Reading {
        stability: steady(upset),
        lines: read.len(),
        cancelled: count(&|line| line.is_cancelled),
        slipped: count(&|line| line.has_slipped),
        changed: count(&|line| line.has_changed),
        upset,
        not_told: count(&|line| !line.is_cancelled && is_not_told(line)),
        at_least: steady(upset + doubtful),
        read,
    })
}

fn of_line(line: &Line, settings: &Settings) -> Result<LineRead, Refusal> {
    let days = |first: Date, now: Date| first.until(now).map(|span| span.get_days()).unwrap_or(i32::MAX);
    let slipped_days = line.first_day.zip(line.day_now).map(|(first, now)| days(first, now));
    let pounds = |value: Option<i64>| value.map(|pence| not_negative(&line.name, "its value", pence as f64)).transpose();
    let (first, now) = (pounds(line.first_value_pence)?, pounds(line.value_now_pence)?);
    let change = first.zip(now).filter(|(first, _)| *first > 0.0).map(|(first, now)| (now - first) / first);
    Ok(LineRead {
        name: line.name.clone(),
        is_cancelled: line.is_cancelled,
        slipped_days,
        has_slipped: slipped_days.is_some_and(|days| i64::from(days) > i64::from(settings.slipped_over_days)),
        change,
        has_changed: change.is_some_and(|change| change.abs() > settings.changed_over),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn line(name: &str, day_now: &str, value_now: i64) -> Line {
        Line {
            name: name.into(),
            published: date("2026-01-05"),
            is_cancelled: false,
            first_day: Some(date("2026-04-01")),
            day_now: Some(date(day_now)),
            first_value_pence: Some(1_000_000),
            value_now_pence: Some(value_now),
        }
    }

    fn of(lines: Vec<Line>) -> Reading {
        read(&Ask { lines, on: date("2026-11-21") }, &Settings::default()).expect("read")
    }

    #[test]
    fn a_line_is_upset_when_cancelled_over_ninety_days_late_or_over_a_quarter_changed() {
        let steady = line("steady", "2026-06-30", 1_250_000);
        let late = line("late", "2026-07-01", 1_000_000);
        let changed = line("changed", "2026-04-01", 749_999);
        let cancelled = Line { is_cancelled: true, ..line("cancelled", "2026-04-01", 1_000_000) };
        let reading = of(vec![steady, late, changed, cancelled]);
        assert_eq!((reading.cancelled, reading.slipped, reading.changed, reading.upset), (1, 1, 1, 3));
        assert_eq!(reading.stability, Share::new(0.25).expect("a share"));
    }

    #[test]
    fn a_line_upset_in_two_ways_counts_once_and_an_older_line_not_at_all() {
        let both = line("both", "2027-04-01", 5_000_000);
        let old = Line { published: date("2024-11-20"), is_cancelled: true, ..line("old", "2026-04-01", 1_000_000) };
        let reading = of(vec![both, line("fine", "2026-04-01", 1_000_000), old]);
        assert_eq!((reading.lines, reading.upset), (2, 1));
        assert_eq!(reading.stability, Share::new(0.5).expect("a share"));
    }

    #[test]
    fn what_is_not_told_lowers_the_least_it_can_be() {
        let silent = Line { day_now: None, value_now_pence: None, ..line("silent", "2026-04-01", 0) };
        let reading = of(vec![silent, line("fine", "2026-04-01", 1_000_000)]);
        assert_eq!((reading.stability, reading.at_least, reading.not_told), (Share::ALL, Share::new(0.5).expect("a share"), 1));
        let none = read(&Ask { lines: vec![], on: date("2026-11-21") }, &Settings::default());
        assert_eq!(none.expect_err("refused").code(), "nothing_to_read");
    }
}
