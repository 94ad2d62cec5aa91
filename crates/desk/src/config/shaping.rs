//! How long a statement to the market is good for, and lawful ways that let more providers in, from `config/shaping.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::ConfigError;
use super::checked::Checked;
use super::law::speaks_of;

const FILE: &str = "config/shaping.toml";
const DEFAULTS: &str = include_str!("../../../../config/shaping.toml");

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shaping {
    pub statement: StatementRule,
    pub way: Vec<WayIn>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementRule {
    /// Most months from the day it speaks of to the last day it may be relied on.
    pub good_for_months: u32,
    pub because: String,
    pub source: String,
}

/// A lawful way that lets more providers in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WayIn {
    pub code: String,
    pub title: String,
    pub says: String,
    /// What has to be so.
    pub ground: String,
    pub jurisdiction: String,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

impl Shaping {
    /// Ways in this country.
    pub fn ways(&self, country: &str) -> Vec<WayIn> {
        self.way.iter().filter(|way| speaks_of(&way.jurisdiction, country)).cloned().collect()
    }
}

/// As shipped, read once.
///
/// # Errors
/// Where the file cannot be read, names a code twice, or lets no statement stand for a month.
pub fn defaults() -> Result<Shaping, ConfigError> {
    static ONCE: OnceLock<Result<Shaping, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

fn read(text: &str) -> Result<Shaping, ConfigError> {
    let file: Shaping = super::read(FILE, text)?;
    if let Some(twice) = super::used_twice(file.way.iter().map(|way| way.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("“{twice}” is a code twice. Give each its own.")));
    }
    if !(1..=120).contains(&file.statement.good_for_months) {
        return Err(ConfigError::new(FILE, None, "good_for_months is from 1 to 120."));
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_says_its_ground_and_whether_it_was_checked() {
        let all = defaults().expect("ways");
        assert!(all.ways("England").iter().any(|way| way.code == "mutuals" && way.ground.contains("five years")));
        assert!(all.ways("Scotland").is_empty(), "Scotland has law of its own");
        assert!(all.way.iter().all(|way| way.ground.ends_with('.') && way.checked.remark.is_some()));
        assert!(read(&DEFAULTS.replace("\"grant\"", "\"divide\"")).expect_err("refused").to_string().contains("divide"));
        assert!(read(&DEFAULTS.replace("good_for_months = 24", "good_for_months = 0")).is_err());
    }
}
