//! Thresholds set nationally and powers to charge, from `config/thresholds.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::ConfigError;
use super::checked::Checked;
use super::law::speaks_of;

const FILE: &str = "config/thresholds.toml";
const DEFAULTS: &str = include_str!("../../../../config/thresholds.toml");

/// A figure of national law that decides who may have something.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationalThreshold {
    pub code: String,
    pub title: String,
    pub says: String,
    pub unit: String,
    pub value: f64,
    pub jurisdiction: String,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

/// A law that lets an authority charge.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChargingPower {
    pub code: String,
    pub title: String,
    pub says: String,
    /// Charges may not bring in more than the service costs.
    pub only_cost: bool,
    pub jurisdiction: String,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    pub threshold: Vec<NationalThreshold>,
    pub power: Vec<ChargingPower>,
}

impl Thresholds {
    /// The national threshold of a code, where it speaks of this country.
    pub fn national(&self, code: &str, country: &str) -> Option<&NationalThreshold> {
        self.threshold.iter().find(|one| one.code == code && speaks_of(&one.jurisdiction, country))
    }

    /// Powers to charge in this country.
    pub fn powers(&self, country: &str) -> Vec<&ChargingPower> {
        self.power.iter().filter(|one| speaks_of(&one.jurisdiction, country)).collect()
    }
}

/// As shipped, read once.
///
/// # Errors
/// Where the file cannot be read, or names a code twice.
pub fn defaults() -> Result<Thresholds, ConfigError> {
    static ONCE: OnceLock<Result<Thresholds, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

fn read(text: &str) -> Result<Thresholds, ConfigError> {
    let file: Thresholds = super::read(FILE, text)?;
    let codes = file.threshold.iter().map(|one| one.code.as_str()).chain(file.power.iter().map(|one| one.code.as_str()));
    match super::used_twice(codes) {
        Some(twice) => Err(ConfigError::new(FILE, None, format!("“{twice}” is a code twice. Give each its own."))),
        None => Ok(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_national_threshold_speaks_of_its_own_nation_and_says_where_it_was_read() {
        let all = defaults().expect("thresholds");
        assert_eq!(all.national("care_outcomes", "England").map(|one| one.value), Some(2.0));
        assert!(all.national("care_outcomes", "Scotland").is_none());
        assert!(all.powers("Wales").iter().any(|power| power.code == "discretionary_services"));
        let checked = all.threshold.iter().map(|one| &one.checked).chain(all.power.iter().map(|one| &one.checked));
        assert!(checked.into_iter().all(|checked| checked.remark.as_ref().is_some_and(|remark| remark.ends_with('.'))));
    }

    #[test]
    fn a_code_used_twice_is_refused() {
        let twice = DEFAULTS.replace("school_walk_under_8", "care_outcomes");
        assert!(read(&twice).expect_err("refused").to_string().contains("care_outcomes"));
    }
}
