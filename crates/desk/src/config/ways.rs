//! Lawful ways to the market by regime, and what could raise the number of bids: from `config/ways.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::ConfigError;
use super::checked::Checked;
use super::law::speaks_of;

const FILE: &str = "config/ways.toml";
const DEFAULTS: &str = include_str!("../../../../config/ways.toml");

/// The regimes, in the order pages show them.
pub const REGIMES: [(&str, &str); 5] = [
    ("act_2023", "Procurement Act 2023"),
    ("light_touch", "Light touch services under the Act"),
    ("provider_selection", "Provider Selection Regime: health care services"),
    ("below_threshold", "Below the threshold, and no contract at all"),
    ("regulations_2015", "Contracts that stand under the rules of 2015"),
];

/// A lawful way of getting something from the market, or without it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarketWay {
    pub code: String,
    /// One of [`REGIMES`].
    pub regime: String,
    pub title: String,
    pub says: String,
    /// What has to be so before it may be used.
    pub ground: String,
    /// It rests on several bids.
    pub competes: bool,
    /// What is asked for is worked out with the market before a price is.
    pub develops_first: bool,
    pub jurisdiction: String,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

/// What could raise the number of bids.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raise {
    pub code: String,
    pub title: String,
    pub says: String,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ways {
    pub way: Vec<MarketWay>,
    pub raise: Vec<Raise>,
}

impl Ways {
    /// Ways that the law of a country knows.
    pub fn of(&self, country: &str) -> Vec<&MarketWay> {
        self.way.iter().filter(|way| speaks_of(&way.jurisdiction, country)).collect()
    }

    pub fn way(&self, code: &str) -> Option<&MarketWay> {
        self.way.iter().find(|way| way.code == code)
    }
}

/// As shipped, read once.
///
/// # Errors
/// Where the file cannot be read, names a code twice, or a regime nobody knows.
pub fn defaults() -> Result<Ways, ConfigError> {
    static ONCE: OnceLock<Result<Ways, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

fn read(text: &str) -> Result<Ways, ConfigError> {
    let file: Ways = super::read(FILE, text)?;
    if let Some(way) = file.way.iter().find(|way| !REGIMES.iter().any(|(code, _)| *code == way.regime)) {
        let said = format!("“{}” is of no regime that is known: {}", way.code, way.regime);
        return Err(ConfigError::new(FILE, None, said));
    }
    let codes = file.way.iter().map(|one| &one.code).chain(file.raise.iter().map(|one| &one.code));
    match super::used_twice(codes.map(String::as_str)) {
        Some(twice) => Err(ConfigError::new(FILE, None, format!("“{twice}” is a code twice. Give each its own."))),
        None => Ok(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_regime_has_a_way_without_a_competition_and_every_way_its_ground_and_source() {
        let ways = defaults().expect("ways");
        for (regime, _) in REGIMES {
            assert!(ways.of("England").iter().any(|way| way.regime == regime && !way.competes), "{regime}");
        }
        for way in &ways.way {
            assert!(way.ground.ends_with('.') && !way.source.is_empty(), "{}", way.code);
            assert!(way.checked.remark.as_ref().is_some_and(|remark| remark.ends_with('.')), "{}", way.code);
        }
        assert!(ways.of("Wales").iter().all(|way| way.regime != "provider_selection"), "a regime of England alone");
    }

    #[test]
    fn a_code_used_twice_and_a_regime_nobody_knows_are_refused() {
        let twice = DEFAULTS.replace("code = \"open\"", "code = \"quotes\"");
        assert!(read(&twice).expect_err("refused").to_string().contains("quotes"));
        let unknown = DEFAULTS.replacen("regime = \"act_2023\"", "regime = \"act_2030\"", 1);
        assert!(read(&unknown).expect_err("refused").to_string().contains("act_2030"));
    }
}
