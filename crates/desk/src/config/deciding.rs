//! Who decides what, and the days before and after, from `config/deciding.toml`.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::ConfigError;
use super::checked::Checked;
use crate::error::DeskError;

const FILE: &str = "config/deciding.toml";
const DEFAULTS: &str = include_str!("../../../../config/deciding.toml");

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deciding {
    pub forward_plan: ForwardPlan,
    pub agenda: Agenda,
    pub call_in: CallIn,
    #[serde(rename = "body")]
    pub bodies: Vec<Body>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForwardPlan {
    pub clear_days: u32,
    pub source: String,
    pub reason: String,
    #[serde(default)]
    pub checked: Checked,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    pub clear_working_days: u32,
    pub source: String,
    pub reason: String,
    #[serde(default)]
    pub checked: Checked,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallIn {
    pub published_within_working_days: u32,
    pub working_days: u32,
    pub source: String,
    pub reason: String,
    #[serde(default)]
    pub checked: Checked,
}

/// Somebody who decides: a body of members, one member, or an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    pub code: String,
    pub title: String,
    pub of_members: bool,
    pub takes_key_decisions: bool,
    pub called_in: bool,
    /// What is theirs to decide, as one sentence.
    pub decides: String,
}

impl Deciding {
    pub fn body(&self, code: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.code == code)
    }
}

/// The built-in data, read once.
///
/// # Errors
/// None but for a fault in the built-in file.
pub fn deciding() -> Result<&'static Deciding, DeskError> {
    static ONCE: OnceLock<Result<Deciding, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).as_ref().map_err(|error| DeskError::refused("configuration_unreadable", error.to_string()))
}

/// # Errors
/// By line: an unknown key; a code used twice.
pub fn read(text: &str) -> Result<Deciding, ConfigError> {
    let file: Deciding = super::read(FILE, text)?;
    match super::used_twice(file.bodies.iter().map(|body| body.code.as_str())) {
        Some(code) => Err(ConfigError::new(FILE, None, format!("the code {code} is used twice: give each body its own"))),
        None => Ok(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_decisions_are_for_members_and_every_rule_names_its_source() {
        let read = deciding().expect("read");
        assert!(read.bodies.iter().all(|body| body.of_members || !body.takes_key_decisions));
        assert!(read.bodies.iter().any(|body| !body.of_members));
        for source in [&read.forward_plan.source, &read.agenda.source, &read.call_in.source] {
            assert!(!source.is_empty());
        }
    }

    #[test]
    fn a_code_used_twice_is_refused() {
        let twice = DEFAULTS.replace("code = \"council\"", "code = \"cabinet\"");
        assert!(read(&twice).expect_err("refused").text.contains("cabinet"));
    }
}
