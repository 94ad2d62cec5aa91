//! Dated discount schedules, from `config/discount.toml`.

use std::sync::OnceLock;

use methods::appraisal::{Schedule, Step};
use quantity::Date;
use serde::Deserialize;

use super::ConfigError;
use super::checked::Checked;

const FILE: &str = "config/discount.toml";
const DEFAULTS: &str = include_str!("../../../../config/discount.toml");

/// What a schedule discounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effects {
    Money,
    /// Life and health in terms of utility.
    Health,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schedule: Vec<Dated>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    #[serde(default)]
    until: Option<u32>,
    rate: f64,
}

/// One schedule as its source has it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dated {
    pub code: String,
    pub title: String,
    pub effects: Effects,
    #[serde(deserialize_with = "super::date")]
    pub in_force: Date,
    pub source: String,
    steps: Vec<RawStep>,
    /// The schedule that later years are taken from.
    #[serde(default)]
    later_years_from: Option<String>,
    #[serde(default)]
    pub checked: Checked,
}

impl Dated {
    /// Its rates, in a sentence: `3.50% to year 30, 3.00% to year 75, then 2.50%.`
    pub fn in_words(&self) -> String {
        let percent = |rate: f64| format!("{}%", quantity::rounding::shown(rate * 100.0, 2));
        let step = |step: &RawStep| match step.until {
            Some(until) => format!("{} to year {until}", percent(step.rate)),
            None => format!("then {}", percent(step.rate)),
        };
        let later = self.later_years_from.as_ref().map_or("", |_| "; later years from the schedule before");
        format!("{}{later}.", self.steps.iter().map(step).collect::<Vec<_>>().join(", "))
    }
}

/// The schedule of a day, for so many years.
#[derive(Debug, Clone, PartialEq)]
pub struct InForce {
    pub schedule: Schedule,
    /// The first year whose rate is of an older schedule, where there is one: to be marked so.
    pub older_from_year: Option<u32>,
}

/// Every schedule known, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscountRates {
    pub schedules: Vec<Dated>,
}

impl DiscountRates {
    /// The schedule in force on a day for the years 0 to `years` − 1. Years it does not reach are taken from the older one it names,
    /// and said so in its source. None before the first.
    pub fn in_force(&self, effects: Effects, on: Date, years: u32) -> Option<InForce> {
        let dated = self.schedules.iter().filter(|s| s.effects == effects && s.in_force <= on).max_by_key(|s| s.in_force)?;
        let mut schedule = plain(dated);
        let ends = dated.steps.last().and_then(|step| step.until);
        let older = ends.filter(|ends| *ends + 1 < years).and_then(|ends| Some((ends, self.find(dated.later_years_from.as_deref()?)?)));
        let Some((ends, older)) = older else { return Some(InForce { schedule, older_from_year: None }) };
        schedule.steps.extend(plain(older).steps.into_iter().filter(|step| step.until.is_none_or(|until| until > ends)));
        schedule.source = Some(format!("{}; from year {} {}", dated.source, ends + 1, older.source));
        Some(InForce { schedule, older_from_year: Some(ends + 1) })
    }

    fn find(&self, code: &str) -> Option<&Dated> {
        self.schedules.iter().find(|s| s.code == code)
    }
}

fn plain(dated: &Dated) -> Schedule {
    Schedule {
        steps: dated.steps.iter().map(|step| Step { from: None, until: step.until, rate: step.rate }).collect(),
        source: Some(dated.source.clone()),
        dated: Some(dated.in_force.to_string()),
    }
}

/// # Errors
/// None but for a fault in the built-in file.
pub fn defaults() -> Result<DiscountRates, ConfigError> {
    // Read once: every use case asks for it.
    static ONCE: OnceLock<Result<DiscountRates, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// By line: an unknown key. A code used twice, steps with a hole, rates written as percentages, later years from a schedule not there.
pub fn read(text: &str) -> Result<DiscountRates, ConfigError> {
    let File { schedule: mut schedules } = super::read(FILE, text)?;
    if let Some(code) = super::used_twice(schedules.iter().map(|s| s.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("the schedule {code} is there twice: keep one")));
    }
    schedules.sort_by_key(|s| s.in_force);
    let rates = DiscountRates { schedules };
    for dated in &rates.schedules {
        let reaches = dated.steps.last().map_or(1, |step| step.until.unwrap_or(500));
        if let Err(refusal) = plain(dated).rates(reaches) {
            return Err(ConfigError::new(FILE, None, format!("{}: {}", dated.code, refusal.message())));
        }
        let later = dated.later_years_from.as_deref();
        if later.is_some_and(|code| rates.find(code).is_none_or(|older| older.later_years_from.is_some())) {
            return Err(ConfigError::new(
                FILE,
                None,
                format!("{} takes later years from a schedule that is not there, or takes its own from another", dated.code),
            ));
        }
    }
    Ok(rates)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn factors(effects: Effects, on: Date, years: u32) -> (Vec<f64>, Option<u32>) {
        let found = defaults().expect("rates").in_force(effects, on, years).expect("a schedule");
        (found.schedule.factors(years).expect("factors"), found.older_from_year)
    }

    #[test]
    fn the_guidance_of_2026_reaches_year_30_and_later_years_are_marked_as_older() {
        let (short, older) = factors(Effects::Money, date(2026, 11, 21), 31);
        assert_eq!((short.len(), older), (31, None));
        let (long, older) = factors(Effects::Money, date(2026, 11, 21), 201);
        assert_eq!(older, Some(31));
        assert!((long[31] - 0.345901).abs() < 5e-7 && (long[200] - 0.006207).abs() < 5e-7);
        assert_eq!(factors(Effects::Money, date(2020, 1, 1), 201), (long, None), "the older schedule reaches by itself");
        let rates = defaults().expect("rates");
        let source = rates.in_force(Effects::Money, date(2026, 11, 21), 60).and_then(|f| f.schedule.source).expect("a source");
        assert!(source.contains("February 2026") && source.contains("from year 31"), "{source}");
        assert_eq!(rates.in_force(Effects::Money, date(2000, 1, 1), 10), None);
    }

    #[test]
    fn effects_on_health_fall_by_the_published_steps_to_the_end() {
        let (long, older) = factors(Effects::Health, date(2026, 11, 21), 401);
        assert_eq!(older, Some(31));
        let rate = |year: usize| ((long[year - 1] / long[year] - 1.0) * 1e4).round() / 1e4;
        assert_eq!(
            [30, 31, 75, 76, 125, 126, 200, 201, 300, 301, 400].map(rate),
            [0.015, 0.0129, 0.0129, 0.0107, 0.0107, 0.0086, 0.0086, 0.0064, 0.0064, 0.0043, 0.0043]
        );
        let rates = defaults().expect("rates");
        let said = |code| rates.find(code).expect("a schedule").in_words();
        assert!(said("health_2022").starts_with("1.50% to year 30, 1.29% to year 75, 1.07% to year 125"), "{}", said("health_2022"));
        assert_eq!(said("stpr_2026"), "3.50% to year 30; later years from the schedule before.");
        assert!(rates.schedules.iter().all(|s| s.checked.verified_on.is_some() && s.checked.seen_at.is_some()));
    }

    #[test]
    fn factors_to_year_30_are_those_published_in_2026() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared/data/green_book_discount/derived/green_book_discount_factors.csv");
        let Ok(text) = std::fs::read_to_string(file) else { return println!("skipped: ../shared is not here") };
        let (money, _) = factors(Effects::Money, date(2026, 11, 21), 31);
        let (health, _) = factors(Effects::Health, date(2026, 11, 21), 31);
        let mut years = 0;
        for (row, (money, health)) in text.lines().skip(1).zip(money.iter().zip(&health)) {
            let cells: Vec<f64> = row.split(',').map(|cell| cell.parse().expect("a number")).collect();
            assert_eq!(((money * 1e4).round(), (health * 1e4).round()), ((cells[1] * 1e4).round(), (cells[2] * 1e4).round()), "{row}");
            years += 1;
        }
        assert_eq!(years, 31);
    }

    #[test]
    fn a_fault_in_the_file_is_named() {
        assert!(read(&DEFAULTS.replacen("rate = 0.030", "rate = 3.0", 1)).expect_err("refused").text.contains("3.5% as 0.035"));
        assert!(read(&DEFAULTS.replacen("until = 75", "until = 25", 1)).expect_err("refused").text.contains("stpr_2003"));
        assert!(read(&DEFAULTS.replace("later_years_from = \"stpr_2003\"", "later_years_from = \"gone\"")).is_err());
        assert!(read(&DEFAULTS.replacen("title", "titel", 1)).expect_err("refused").line.is_some());
    }
}
