//! How a market is judged, from `config/market.toml`: settings of each method with their reason, and dated law of procurement.

use std::sync::OnceLock;

use methods::market::{
    call_off, commitment, competition, concentration, dependency, durability, flags, flows, health, lead_time, lots, maturity,
    pipeline_stability, predicted_bids,
};
use quantity::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::ConfigError;
use super::checked::Checked;
use super::law::speaks_of;

const FILE: &str = "config/market.toml";
const DEFAULTS: &str = include_str!("../../../../config/market.toml");

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
    least: Vec<Least>,
    threshold: Vec<Threshold>,
    regime: Vec<Regime>,
    light_touch: LightTouch,
}

/// The settings of one method, and why they are so.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Code of the method.
    pub method: String,
    pub title: String,
    pub because: String,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
    pub settings: toml::Table,
}

/// The least the law leaves for a step of a procurement.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Least {
    pub step: String,
    pub regime: String,
    pub days: u32,
    pub says: String,
    pub jurisdiction: String,
    #[serde(deserialize_with = "super::date")]
    pub in_force: Date,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

/// A value from which the rules ask more.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub code: String,
    pub title: String,
    /// With VAT.
    pub pence: i64,
    pub jurisdiction: String,
    #[serde(deserialize_with = "super::date")]
    pub in_force: Date,
    /// The last day it was in force.
    #[serde(default, deserialize_with = "super::some_date")]
    pub ends: Option<Date>,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

/// Rules a procurement began under.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    pub code: String,
    pub title: String,
    /// First notices from this day on.
    #[serde(deserialize_with = "super::date")]
    pub from: Date,
    #[serde(default, deserialize_with = "super::some_date")]
    pub ends: Option<Date>,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

/// Codes of light touch services.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LightTouch {
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
    pub cpv: Vec<Beginning>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beginning {
    /// First digits of a CPV code.
    pub begins: String,
    pub title: String,
}

/// Every setting of the market's methods, as each takes it.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketRules {
    pub concentration: concentration::Settings,
    pub competition: competition::Settings,
    pub flows: flows::Settings,
    pub dependency: dependency::Settings,
    pub call_off: call_off::Settings,
    /// Without thresholds of value: `flag_settings` puts in those of a country and a day.
    pub flags: flags::Settings,
    pub predicted_bids: predicted_bids::Settings,
    pub maturity: maturity::Settings,
    pub lots: lots::Settings,
    pub commitment: commitment::Settings,
    pub durability: durability::Settings,
    pub pipeline_stability: pipeline_stability::Settings,
    pub health: health::Settings,
    pub lead_time: lead_time::Settings,
    /// The same as they stand in the file, for the page that shows them.
    pub rules: Vec<Rule>,
    pub least: Vec<Least>,
    pub thresholds: Vec<Threshold>,
    pub regimes: Vec<Regime>,
    pub light_touch: LightTouch,
}

impl MarketRules {
    /// Thresholds in force in this country on a day.
    pub fn thresholds_on(&self, country: &str, on: Date) -> Vec<&Threshold> {
        let runs = |one: &&Threshold| one.in_force <= on && one.ends.is_none_or(|ends| on <= ends) && speaks_of(&one.jurisdiction, country);
        self.thresholds.iter().filter(runs).collect()
    }

    /// Settings of the red flags, with the thresholds in force in this country on a day.
    pub fn flag_settings(&self, country: &str, on: Date) -> flags::Settings {
        let thresholds_pence = self.thresholds_on(country, on).iter().map(|one| one.pence).collect();
        flags::Settings { thresholds_pence, ..self.flags.clone() }
    }

    /// The least the law leaves for each step under a regime, in this country on a day.
    pub fn least_days(&self, regime: &str, country: &str, on: Date) -> Vec<lead_time::Planned> {
        let runs = |one: &&Least| one.regime == regime && one.in_force <= on && speaks_of(&one.jurisdiction, country);
        self.least.iter().filter(runs).map(|one| lead_time::Planned { step: one.step.clone(), days: one.days }).collect()
    }

    /// Whether a CPV code begins as a light touch service does.
    pub fn is_light_touch(&self, cpv: &str) -> bool {
        self.light_touch.cpv.iter().any(|one| cpv.starts_with(&one.begins))
    }
}

/// The rules as shipped, read once.
///
/// # Errors
/// Where the file cannot be read, a method has no rule, or a setting is not one of its method's.
pub fn defaults() -> Result<MarketRules, ConfigError> {
    static ONCE: OnceLock<Result<MarketRules, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

fn read(text: &str) -> Result<MarketRules, ConfigError> {
    let file: File = super::read(FILE, text)?;
    if let Some(twice) = super::used_twice(file.rule.iter().map(|rule| rule.method.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("“{twice}” has two rules. Give it one.")));
    }
    let rules = &file.rule;
    Ok(MarketRules {
        concentration: settings(rules, concentration::METHOD.code)?,
        competition: settings(rules, competition::METHOD.code)?,
        flows: settings(rules, flows::METHOD.code)?,
        dependency: settings(rules, dependency::METHOD.code)?,
        call_off: settings(rules, call_off::METHOD.code)?,
        flags: settings(rules, flags::METHOD.code)?,
        predicted_bids: settings(rules, predicted_bids::METHOD.code)?,
        maturity: settings(rules, maturity::METHOD.code)?,
        lots: settings(rules, lots::METHOD.code)?,
        commitment: settings(rules, commitment::METHOD.code)?,
        durability: settings(rules, durability::METHOD.code)?,
        pipeline_stability: settings(rules, pipeline_stability::METHOD.code)?,
        health: settings(rules, health::METHOD.code)?,
        lead_time: settings(rules, lead_time::METHOD.code)?,
        least: file.least,
        thresholds: file.threshold,
        regimes: file.regime,
        light_touch: file.light_touch,
        rules: file.rule,
    })
}

fn settings<T: DeserializeOwned>(rules: &[Rule], method: &str) -> Result<T, ConfigError> {
    let fault = |text: String| ConfigError::new(FILE, None, text);
    let rule = rules.iter().find(|rule| rule.method == method).ok_or_else(|| fault(format!("“{method}” has no rule. Add one.")))?;
    rule.settings.clone().try_into().map_err(|error: toml::de::Error| fault(format!("The settings of “{method}”: {}", error.message())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_is_what_the_pages_of_the_methods_say() {
        let rules = defaults().expect("rules");
        assert_eq!(rules.concentration, concentration::Settings::default());
        assert_eq!(rules.competition, competition::Settings::default());
        assert_eq!(rules.flows, flows::Settings::default());
        assert_eq!(rules.dependency, dependency::Settings::default());
        assert_eq!(rules.call_off, call_off::Settings::default());
        assert_eq!(rules.flags, flags::Settings::default());
        assert_eq!(rules.predicted_bids, predicted_bids::Settings::default());
        assert_eq!(rules.maturity, maturity::Settings::default());
        assert_eq!(rules.lots, lots::Settings::default());
        assert_eq!(rules.commitment, commitment::Settings::default());
        assert_eq!(rules.durability, durability::Settings::default());
        assert_eq!(rules.pipeline_stability, pipeline_stability::Settings::default());
        assert!(rules.rules.iter().all(|rule| rule.because.ends_with('.') && !rule.source.is_empty()));
    }

    #[test]
    fn a_threshold_is_of_its_days_and_its_country() {
        let rules = defaults().expect("rules");
        let on = |day: &str| rules.flag_settings("England", day.parse().expect("a date")).thresholds_pence;
        assert_eq!(on("2025-06-01"), [21_490_400, 66_354_000]);
        assert_eq!(on("2026-06-01"), [20_772_000, 66_354_000, 519_300_000]);
        assert!(rules.thresholds_on("Scotland", "2026-06-01".parse().expect("a date")).is_empty());
        let least = rules.least_days("act_2023", "England", "2026-06-01".parse().expect("a date"));
        assert_eq!(least.iter().map(|one| one.days).collect::<Vec<_>>(), [25, 8]);
        assert!(rules.is_light_touch("85312000") && !rules.is_light_touch("45000000"));
    }

    #[test]
    fn steps_and_indicators_are_those_their_methods_can_read() {
        let rules = defaults().expect("rules");
        let ask = lead_time::Ask {
            complexity: vec![],
            starts: "2027-04-01".parse().expect("a date"),
            plan: vec![],
            law: rules.least_days("act_2023", "England", "2026-06-01".parse().expect("a date")),
            holidays: vec![],
        };
        assert!(lead_time::read(&ask, &rules.lead_time).is_ok());
        let sector = health::Sector { name: "home care".into(), indicators: vec![] };
        assert!(health::read(&health::Ask { sectors: vec![sector] }, &rules.health).is_ok());
    }

    #[test]
    fn a_setting_nobody_knows_is_refused_by_its_method() {
        let wrong = DEFAULTS.replace("far_miles", "near_miles");
        let said = read(&wrong).expect_err("refused").to_string();
        assert!(said.contains("market-call-off") && said.contains("near_miles"), "{said}");
    }
}
