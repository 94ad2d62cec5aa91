//! Incomes of groups of people, by which gains and burdens are weighed beside the plain figures, from `config/distribution.toml`.

use std::sync::OnceLock;

use methods::appraisal::distribution::Distribution;
use quantity::Date;
use serde::Deserialize;

use super::ConfigError;
use super::checked::Checked;

const FILE: &str = "config/distribution.toml";
const DEFAULTS: &str = include_str!("../../../../config/distribution.toml");

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub code: String,
    pub title: String,
    /// Pounds a year.
    pub income: f64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incomes {
    pub source: String,
    #[serde(deserialize_with = "super::date")]
    pub published: Date,
    /// Pounds a year.
    pub median_income: f64,
    pub eta: f64,
    pub eta_source: String,
    #[serde(default)]
    pub checked: Checked,
    pub group: Vec<Group>,
}

impl Incomes {
    /// As an appraisal takes them, groups by their codes.
    pub fn weights(&self) -> Distribution {
        Distribution {
            eta: self.eta,
            median_income: self.median_income,
            incomes: self.group.iter().map(|group| (group.code.clone(), group.income)).collect(),
            source: Some(self.source.clone()),
        }
    }
}

/// The incomes as shipped, read once.
///
/// # Errors
/// None but for a fault in the built-in file.
pub fn defaults() -> Result<Incomes, ConfigError> {
    static ONCE: OnceLock<Result<Incomes, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// By line: an unknown key. A group there twice, an income of nothing or less, an elasticity outside 0 to 3.
pub fn read(text: &str) -> Result<Incomes, ConfigError> {
    let incomes: Incomes = super::read(FILE, text)?;
    if let Some(code) = super::used_twice(incomes.group.iter().map(|group| group.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("the group {code} is there twice: keep one")));
    }
    match incomes.weights().check() {
        Ok(()) => Ok(incomes),
        Err(refusal) => Err(ConfigError::new(FILE, None, refusal.message())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pound_to_the_poorest_fifth_weighs_more_than_two_and_to_the_richest_less_than_half() {
        let weights = defaults().expect("incomes").weights();
        let of = |group| weights.of(Some(group), weights.eta).expect("a weight");
        assert!((of("poorest_fifth") - 2.793_8).abs() < 0.000_1, "{}", of("poorest_fifth"));
        assert!((of("richest_fifth") - 0.396_6).abs() < 0.000_1, "{}", of("richest_fifth"));
        assert_eq!(weights.of(None, 1.3), Ok(1.0));
    }

    #[test]
    fn an_income_of_nothing_is_refused() {
        assert!(read(&DEFAULTS.replacen("income = 14700", "income = 0", 1)).is_err());
        assert!(read(&DEFAULTS.replacen("richest_fifth", "poorest_fifth", 1)).is_err());
    }
}
