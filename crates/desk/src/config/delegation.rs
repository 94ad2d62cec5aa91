//! The scheme of delegation, from `config/delegation.toml`.

use std::sync::OnceLock;

use model::issue::Severity;
use model::readiness::Answer;
use principles::readiness_case::Change;
use principles::{Delegation, DelegationRule};
use quantity::Date;
use serde::Deserialize;

use super::ConfigError;

const FILE: &str = "config/delegation.toml";
const DEFAULTS: &str = include_str!("../../../../config/delegation.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    source: String,
    #[serde(default, deserialize_with = "super::some_date")]
    adopted_on: Option<Date>,
    rule: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    answer: Answer,
    severity: Severity,
    changes: Vec<Change>,
    holds: bool,
    may_proceed: Vec<String>,
    review_within_days: u32,
    reason: String,
}

/// # Errors
/// None but for a fault in the built-in file.
pub fn defaults() -> Result<Delegation, ConfigError> {
    // Read once: every use case asks for it.
    static ONCE: OnceLock<Result<Delegation, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// By line: an unknown key or word. A rule that holds a case and names nobody who may proceed is refused: no dead ends.
pub fn read(text: &str) -> Result<Delegation, ConfigError> {
    let file: File = super::read(FILE, text)?;
    if file.rule.iter().any(|rule| rule.holds && rule.may_proceed.is_empty()) {
        return Err(ConfigError::new(FILE, None, "a rule holds a case and names no role that may proceed: name one in may_proceed"));
    }
    let rule = |raw: Raw| DelegationRule {
        answer: raw.answer,
        severity: raw.severity,
        changes: raw.changes,
        holds: raw.holds,
        may_proceed: raw.may_proceed,
        review_within_days: raw.review_within_days,
        reason: raw.reason,
    };
    Ok(Delegation { title: file.title, adopted_on: file.adopted_on, source: file.source, rules: file.rule.into_iter().map(rule).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_holds_a_case_for_ever_is_refused() {
        let dead_end = DEFAULTS.replacen("may_proceed = [\"cabinet\"]", "may_proceed = []", 1);
        assert!(read(&dead_end).expect_err("refused").text.contains("may_proceed"));
    }
}
