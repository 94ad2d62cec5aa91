//! What is asked of partners, from `config/relationships.toml`: the statements of the check, and the thresholds with their reasons.

use std::sync::OnceLock;

use methods::relationships::{collaboration, partnership_check};
use serde::Deserialize;

use super::ConfigError;
use super::checked::Checked;

const FILE: &str = "config/relationships.toml";
const DEFAULTS: &str = include_str!("../../../../config/relationships.toml");

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relationships {
    pub check: CheckRule,
    pub principle: Vec<Principle>,
    pub joint: JointRule,
    pub skills: SkillsRule,
    pub collaboration: CollaborationRule,
}

/// From where a principle is to be talked about, in points of 24.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckRule {
    pub apart_from: f64,
    pub apart_because: String,
    pub low_to: f64,
    pub low_because: String,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Principle {
    pub title: String,
    pub statements: Vec<String>,
}

/// What is looked for when it is asked whether this is truly joint.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JointRule {
    /// Kendall's tau, −1 to 1.
    pub same_order_from: f64,
    pub same_order_because: String,
    /// A share, 0 to 1.
    pub sat_from: f64,
    pub sat_because: String,
    pub months: u8,
    pub months_because: String,
    pub missed_in_a_row: usize,
    pub missed_because: String,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillsRule {
    /// Working days of a full-time post in a year.
    pub days_a_year: f64,
    pub because: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollaborationRule {
    pub without_outcome: u32,
    pub because: String,
}

impl Relationships {
    pub fn check_settings(&self) -> partnership_check::Settings {
        partnership_check::Settings { apart_from: self.check.apart_from, low_to: self.check.low_to }
    }

    pub fn collaboration_settings(&self) -> collaboration::Settings {
        collaboration::Settings { without_outcome: self.collaboration.without_outcome }
    }
}

/// The rules as shipped, read once.
///
/// # Errors
/// Where the file cannot be read, or the check has not six principles of six statements.
pub fn defaults() -> Result<Relationships, ConfigError> {
    static ONCE: OnceLock<Result<Relationships, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(read_defaults).clone()
}

fn read_defaults() -> Result<Relationships, ConfigError> {
    let rules: Relationships = super::read(FILE, DEFAULTS)?;
    let whole = rules.principle.len() == partnership_check::PRINCIPLES
        && rules.principle.iter().all(|principle| principle.statements.len() == partnership_check::STATEMENTS);
    if !whole {
        return Err(ConfigError::new(FILE, None, "The check has six principles of six statements each: mend the list of principles."));
    }
    if !(rules.skills.days_a_year >= 1.0 && rules.skills.days_a_year <= 366.0) || rules.collaboration.without_outcome == 0 {
        return Err(ConfigError::new(FILE, None, "days_a_year is from 1 to 366, and without_outcome is 1 or more."));
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_has_36_statements_each_said_once_and_every_threshold_its_reason() {
        let rules = defaults().expect("rules");
        let mut statements: Vec<&String> = rules.principle.iter().flat_map(|principle| &principle.statements).collect();
        statements.sort();
        statements.dedup();
        assert_eq!(statements.len(), 36);
        assert_eq!(rules.check_settings(), partnership_check::Settings::default(), "the page of the method says what is shipped");
        assert_eq!(rules.collaboration_settings(), collaboration::Settings::default());
        let reasons = [&rules.check.apart_because, &rules.check.low_because, &rules.joint.months_because, &rules.skills.because];
        assert!(reasons.iter().all(|reason| reason.len() > 20));
    }
}
