//! Whom the law or guidance says to ask, and when fewer people can answer, from `config/consultation.toml`.

use std::sync::OnceLock;

use principles::p_four_tests::QuietTime;
use quantity::Date;
use serde::Deserialize;

use super::ConfigError;
use super::checked::Checked;
use super::law::speaks_of;

const FILE: &str = "config/consultation.toml";
const DEFAULTS: &str = include_str!("../../../../config/consultation.toml");

/// Somebody has to be asked.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub code: String,
    pub title: String,
    /// What brings it about.
    pub when: String,
    /// Who is asked.
    pub ask: String,
    pub says: String,
    pub jurisdiction: String,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

/// A dated stretch, such as the weeks before an election; both ends included.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedQuiet {
    pub title: String,
    #[serde(deserialize_with = "super::date")]
    pub from: Date,
    #[serde(deserialize_with = "super::date")]
    pub until: Date,
    pub jurisdiction: String,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

/// A month of every year.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietMonth {
    pub title: String,
    /// 1 to 12.
    pub month: i8,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consultation {
    pub duty: Vec<Duty>,
    #[serde(default)]
    pub quiet_time: Vec<DatedQuiet>,
    #[serde(default)]
    pub quiet_month: Vec<QuietMonth>,
}

impl Consultation {
    /// Duties that hold in a country.
    pub fn duties<'a>(&'a self, country: &'a str) -> impl Iterator<Item = &'a Duty> {
        self.duty.iter().filter(move |duty| speaks_of(&duty.jurisdiction, country))
    }

    /// Times of a country, in the years from one day to another, when fewer people can answer.
    pub fn quiet_times(&self, country: &str, from: Date, until: Date) -> Vec<QuietTime> {
        let dated = self.quiet_time.iter().filter(|time| speaks_of(&time.jurisdiction, country));
        let mut all: Vec<QuietTime> =
            dated.map(|time| QuietTime { title: time.title.clone(), from: time.from, until: time.until }).collect();
        for month in &self.quiet_month {
            for year in from.year()..=until.year().min(from.year().saturating_add(50)) {
                if let Ok(first) = Date::new(year, month.month, 1) {
                    all.push(QuietTime { title: month.title.clone(), from: first, until: first.last_of_month() });
                }
            }
        }
        all
    }
}

/// As shipped, read once.
///
/// # Errors
/// Where the file cannot be read, or names a code twice.
pub fn defaults() -> Result<Consultation, ConfigError> {
    static ONCE: OnceLock<Result<Consultation, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

fn read(text: &str) -> Result<Consultation, ConfigError> {
    let all: Consultation = super::read(FILE, text)?;
    if let Some(twice) = super::used_twice(all.duty.iter().map(|duty| duty.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("“{twice}” is the code of two duties. Give each its own.")));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_duty_has_its_source_and_says_whether_it_was_checked() {
        let all = defaults().expect("reads");
        assert!(
            all.duty.iter().all(|duty| !duty.source.is_empty() && (duty.checked.verified_on.is_some() || duty.checked.remark.is_some()))
        );
        assert!(all.duties("England").count() > all.duties("Wales").count());
    }

    #[test]
    fn august_comes_every_year_and_the_weeks_before_an_election_once() {
        let all = defaults().expect("reads");
        let times = all.quiet_times("England", date(2026, 7, 1), date(2027, 9, 1));
        let augusts: Vec<_> = times.iter().filter(|time| time.title == "August").map(|time| (time.from, time.until)).collect();
        assert_eq!(augusts, [(date(2026, 8, 1), date(2026, 8, 31)), (date(2027, 8, 1), date(2027, 8, 31))]);
        assert!(times.iter().any(|time| time.until == date(2027, 5, 6)));
        assert!(all.quiet_times("Scotland", date(2027, 1, 1), date(2027, 1, 2)).len() == 1);
    }

    #[test]
    fn a_code_used_twice_is_refused() {
        let duty =
            "[[duty]]\ncode = \"a\"\ntitle = \"A\"\nwhen = \"w\"\nask = \"a\"\nsays = \"s\"\njurisdiction = \"England\"\nsource = \"s\"\n";
        assert!(read(&format!("{duty}{duty}")).is_err());
    }
}
