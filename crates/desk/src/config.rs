//! Configuration as data: settings, delivery models, dated law, roles, the scheme of delegation, the Public Interest Test, discount
//! schedules, optimism bias, legal bases of shared money, what is asked of a full cost, incomes, what is asked of partners, which list
//! of neighbours suits which measures, how far a contract may be changed, how a market is judged, lawful ways to it.
//!
//! The files of `config/` are built in as defaults. A place's own file is read by the same code: an unknown key, or a value
//! out of range, is refused with the file's name and line. Nothing here reads a file or the environment.

pub mod areas;
pub mod checked;
pub mod colour;
pub mod consultation;
pub mod deciding;
pub mod delegation;
pub mod delivery_models;
pub mod discount;
pub mod distribution;
pub mod full_cost;
pub mod fund_bases;
pub mod law;
pub mod market;
pub mod modification;
pub mod open_data;
pub mod optimism_bias;
pub mod peer_models;
pub mod provider_kinds;
pub mod public_interest_test;
pub mod relationships;
pub mod reorganisation;
pub mod roles;
pub mod settings;
pub mod shaping;
pub mod thresholds;
pub mod ways;

pub use settings::Settings;

use serde::de::DeserializeOwned;

/// A file of configuration that cannot be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {text}", line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub struct ConfigError {
    /// As people know it: `config/roles.toml`.
    pub file: String,
    /// From 1, where one line is at fault.
    pub line: Option<usize>,
    /// What is wrong, and the mend.
    pub text: String,
}

impl ConfigError {
    fn new(file: &str, line: Option<usize>, text: impl Into<String>) -> ConfigError {
        ConfigError { file: file.to_owned(), line, text: text.into() }
    }
}

/// Reads a file of configuration into its shape; what the shape does not know is refused by line.
fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| line_of(text, span.start));
        ConfigError::new(file, line, error.message().trim().replace('\n', "; "))
    })
}

/// The line, from 1, of a byte position.
fn line_of(text: &str, position: usize) -> usize {
    text.as_bytes().iter().take(position).filter(|byte| **byte == b'\n').count() + 1
}

/// The first code that is used twice.
fn used_twice<'a>(codes: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    codes.into_iter().find(|code| !seen.insert(*code))
}

/// A date as TOML writes it (`2026-11-21`), or as text.
fn date<'de, D: serde::Deserializer<'de>>(from: D) -> Result<quantity::Date, D::Error> {
    let written: toml::Value = serde::Deserialize::deserialize(from)?;
    let text = match &written {
        toml::Value::Datetime(date) => date.to_string(),
        toml::Value::String(text) => text.clone(),
        other => return Err(serde::de::Error::custom(format!("{other} is not a date: write it as 2026-11-21"))),
    };
    text.parse().map_err(|_| serde::de::Error::custom(format!("{text} is not a date: write it as 2026-11-21")))
}

fn some_date<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<quantity::Date>, D::Error> {
    date(from).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use principles::readiness_case::Change;

    #[test]
    fn every_file_of_configuration_is_read_whole() {
        let models = delivery_models::defaults().expect("delivery models");
        let roles = roles::defaults().expect("roles");
        let scheme = delegation::defaults().expect("delegation");
        let law = law::defaults().expect("law");
        let test = public_interest_test::defaults().expect("public interest test");
        let settings = Settings::defaults().expect("settings");
        assert!(models.len() >= 25 && law.laws.len() >= 15 && law.bank_holidays.len() == 66 && !test.fields.is_empty());
        let (rates, bias) = (discount::defaults().expect("discount rates"), optimism_bias::defaults().expect("optimism bias"));
        assert!(rates.schedules.len() >= 4 && bias.kind.len() >= 6);
        assert_eq!(settings.delegation, scheme);
        for rule in &scheme.rules {
            for code in &rule.may_proceed {
                let role = roles.iter().find(|role| role.code == *code).unwrap_or_else(|| panic!("no role {code}"));
                assert!(role.accountable, "{code} may proceed by exception and is not accountable");
            }
        }
    }

    #[test]
    fn the_scheme_of_delegation_speaks_of_every_answer_but_ready_and_never_of_staying() {
        use model::readiness::Answer;
        let scheme = delegation::defaults().expect("delegation");
        for answer in [Answer::NotReady, Answer::NotKnown, Answer::PointsTheOtherWay] {
            for severity in model::issue::Severity::ALL {
                for change in Change::ALL {
                    assert_eq!(
                        scheme.rule(answer, severity, change).is_some(),
                        change != Change::StayAsWeAre,
                        "{answer:?} {severity:?} {change:?}"
                    );
                }
            }
        }
        assert!(scheme.rule(Answer::Ready, model::issue::Severity::Critical, Change::Out).is_none());
    }

    #[test]
    fn an_unknown_key_is_refused_by_its_line() {
        let error = roles::read("[[role]]\ncode = \"a\"\ntitle = \"A\"\npermissions = []\nboss = true\n").expect_err("refused");
        assert_eq!((error.file.as_str(), error.line), ("config/roles.toml", Some(5)));
        assert!(error.to_string().contains("boss"), "{error}");
    }
}
