//! Dated law and bank holidays, from `config/law.toml`.

use std::sync::OnceLock;

use model::law::Law;
use principles::BankHolidays;
use quantity::Date;
use serde::Deserialize;

use super::ConfigError;
use super::checked::Origin;
use crate::error::DeskError;

const FILE: &str = "config/law.toml";
const DEFAULTS: &str = include_str!("../../../../config/law.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    law: Vec<RawLaw>,
    bank_holidays: Origin,
    bank_holiday: Vec<BankHoliday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLaw {
    code: String,
    title: String,
    says: String,
    jurisdiction: String,
    #[serde(default, deserialize_with = "super::some_date")]
    in_force: Option<Date>,
    #[serde(default, deserialize_with = "super::some_date")]
    ends: Option<Date>,
    source: String,
    #[serde(default, deserialize_with = "super::some_date")]
    verified_on: Option<Date>,
    #[serde(default)]
    seen_at: Option<String>,
    #[serde(default)]
    remark: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankHoliday {
    #[serde(deserialize_with = "super::date")]
    pub on: Date,
    pub title: String,
    pub jurisdiction: String,
}

/// Law of every jurisdiction, each with its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedLaw {
    pub laws: Vec<Law>,
    pub bank_holidays: Vec<BankHoliday>,
    /// Where the bank holidays come from.
    pub holidays_from: Origin,
}

impl DatedLaw {
    /// Law that speaks of a country (`England`), whenever it begins or ends.
    pub fn of(&self, country: &str) -> Vec<&Law> {
        self.laws.iter().filter(|law| speaks_of(&law.jurisdiction, country)).collect()
    }

    /// Law that speaks of a country and is in force on a day: begun and not ended. One whose day of beginning nobody knows is not.
    pub fn in_force(&self, country: &str, on: Date) -> Vec<&Law> {
        let runs = |law: &&Law| law.in_force.is_some_and(|from| from <= on) && law.ends.is_none_or(|ends| on <= ends);
        self.of(country).into_iter().filter(runs).collect()
    }

    /// Bank holidays of a country, for working days.
    pub fn holidays(&self, country: &str) -> BankHolidays {
        BankHolidays::new(self.bank_holidays.iter().filter(|day| speaks_of(&day.jurisdiction, country)).map(|day| day.on))
    }
}

pub(super) fn speaks_of(jurisdiction: &str, country: &str) -> bool {
    jurisdiction.split(',').flat_map(|part| part.split(" and ")).any(|place| place.trim() == country)
}

/// Bank holidays of a country, from the built-in data, read once; a country nobody wrote down has none.
///
/// # Errors
/// None but for a fault in the built-in file.
pub fn holidays(country: &str) -> Result<BankHolidays, DeskError> {
    static ONCE: OnceLock<Result<DatedLaw, ConfigError>> = OnceLock::new();
    match ONCE.get_or_init(defaults) {
        Ok(law) => Ok(law.holidays(country)),
        Err(error) => Err(DeskError::refused("configuration_unreadable", error.to_string())),
    }
}

/// # Errors
/// None but for a fault in the built-in file.
pub fn defaults() -> Result<DatedLaw, ConfigError> {
    // Read once: every use case asks for it.
    static ONCE: OnceLock<Result<DatedLaw, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// By line: an unknown key, something that is not a date, a code used twice.
pub fn read(text: &str) -> Result<DatedLaw, ConfigError> {
    let file: File = super::read(FILE, text)?;
    if let Some(code) = super::used_twice(file.law.iter().map(|law| law.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("the law {code} is there twice: keep one")));
    }
    let law = |raw: RawLaw| Law {
        code: raw.code,
        title: raw.title,
        says: raw.says,
        jurisdiction: raw.jurisdiction,
        in_force: raw.in_force,
        ends: raw.ends,
        source: raw.source,
        verified_on: raw.verified_on,
        seen_at: raw.seen_at,
        remark: raw.remark,
    };
    Ok(DatedLaw { laws: file.law.into_iter().map(law).collect(), bank_holidays: file.bank_holiday, holidays_from: file.bank_holidays })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn law_is_filtered_by_country_and_day() {
        let law = defaults().expect("law");
        let codes = |country, on| law.in_force(country, on).iter().map(|law| law.code.as_str()).collect::<Vec<_>>();
        assert!(codes("England", date(2026, 11, 21)).contains(&"pa2023_s70"));
        assert!(!codes("England", date(2026, 3, 31)).contains(&"pa2023_s70"));
        assert!(!codes("Scotland", date(2026, 11, 21)).contains(&"pa2023_s70"));
        assert!(
            codes("Wales", date(2029, 2, 23)).contains(&"dps_2015_end") && !codes("Wales", date(2029, 2, 24)).contains(&"dps_2015_end")
        );
        assert!(!codes("England", date(2027, 3, 31)).contains(&"ppn_024_mandatory"));
        assert!(!codes("Wales", date(2026, 3, 31)).contains(&"pa2023_s69_wales") && codes("Wales", date(2026, 4, 1)).len() > 3);
        let known = |country: &str| law.of(country).iter().any(|law| law.code == "two_tier_workforce");
        assert!(known("Scotland") && !known("Wales"));
        assert!(!codes("England", date(2026, 11, 22)).contains(&"two_tier_workforce"), "its day of beginning is not known");
    }

    #[test]
    fn what_was_checked_says_where_it_was_read_and_what_was_not_says_what_was_looked_for() {
        let law = defaults().expect("law");
        for law in &law.laws {
            assert!(law.remark.as_ref().is_some_and(|remark| remark.ends_with('.')), "{} has no remark", law.code);
            assert!(law.seen_at.as_ref().is_some_and(|at| at.starts_with("http")), "{} names no address", law.code);
            assert!(law.verified_on.is_none() || law.in_force.is_some(), "{} is checked and has no day", law.code);
        }
        let open: Vec<&str> = law.laws.iter().filter(|law| law.verified_on.is_none()).map(|law| law.code.as_str()).collect();
        assert_eq!(open, ["two_tier_workforce", "healthwatch"], "neither may be taken as checked before its day is known");
        assert_eq!(law.holidays_from.checked.verified_on, Some(date(2026, 11, 22)));
    }

    #[test]
    fn every_nation_has_its_own_working_days() {
        let next = |country: &str, day| holidays(country).expect("law").after(day, 1);
        for country in ["England", "Wales", "Scotland", "Northern Ireland"] {
            assert_eq!(next(country, date(2026, 12, 24)), date(2026, 12, 29), "Christmas in {country}");
        }
        assert_eq!((next("Scotland", date(2026, 1, 1)), next("England", date(2026, 1, 1))), (date(2026, 1, 5), date(2026, 1, 2)));
        assert_eq!((next("Scotland", date(2026, 4, 3)), next("Wales", date(2026, 4, 3))), (date(2026, 4, 6), date(2026, 4, 7)));
        assert_eq!(next("Scotland", date(2026, 11, 27)), date(2026, 12, 1), "St Andrew’s Day");
        assert_eq!(next("Northern Ireland", date(2026, 7, 10)), date(2026, 7, 14), "the twelfth of July falls on a Sunday");
        assert_eq!((next("Scotland", date(2026, 6, 12)), next("England", date(2026, 6, 12))), (date(2026, 6, 16), date(2026, 6, 15)));
        assert_eq!(next("Elsewhere", date(2026, 12, 24)), date(2026, 12, 25), "unknown: none");
    }

    #[test]
    fn what_is_not_a_date_is_refused_by_its_line() {
        let error = read(&DEFAULTS.replacen("in_force = 2026-01-01", "in_force = 7", 1)).expect_err("refused");
        assert!(error.line.is_some() && error.text.contains("2026-11-21"), "{error}");
    }
}
