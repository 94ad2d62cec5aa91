//! Delivery models, from `config/delivery_models.toml`. A user adds one in the product, without code.

use std::sync::OnceLock;

use model::control::Control;
use model::delivery_model::{DeliveryModel, OperatedBy};
use serde::Deserialize;

use super::ConfigError;

const FILE: &str = "config/delivery_models.toml";
const DEFAULTS: &str = include_str!("../../../../config/delivery_models.toml");

/// The delivery model of staying as we are: always among the choices.
pub use model::delivery_model::AS_NOW;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    delivery_model: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    code: String,
    title: String,
    describes: String,
    operated_by: OperatedBy,
    reversible: bool,
    keeps: Keeps,
    artefacts: Vec<String>,
    checks: Vec<String>,
    never_held: Option<String>,
    source: String,
    #[serde(default)]
    family: Option<model::option_sheet::Family>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keeps {
    people: model::control::Hold,
    budget: model::control::Hold,
    environment: model::control::Hold,
}

/// # Errors
/// None but for a fault in the built-in file.
pub fn defaults() -> Result<Vec<DeliveryModel>, ConfigError> {
    // Read once: every use case asks for it.
    static ONCE: OnceLock<Result<Vec<DeliveryModel>, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// By line: an unknown key or word; a code used twice; `as_now` missing.
pub fn read(text: &str) -> Result<Vec<DeliveryModel>, ConfigError> {
    let file: File = super::read(FILE, text)?;
    let codes = || file.delivery_model.iter().map(|model| model.code.as_str());
    if let Some(code) = super::used_twice(codes()) {
        return Err(ConfigError::new(FILE, None, format!("the delivery model {code} is there twice: keep one")));
    }
    if !codes().any(|code| code == AS_NOW) {
        return Err(ConfigError::new(FILE, None, "staying as we are (as_now) is missing: it is always among the choices"));
    }
    let model = |raw: Raw| DeliveryModel {
        code: raw.code,
        title: raw.title,
        describes: raw.describes,
        operated_by: raw.operated_by,
        reversible: raw.reversible,
        never_held: raw.never_held,
        keeps: Control { people: raw.keeps.people, budget: raw.keeps.budget, environment: raw.keeps.environment },
        artefacts: raw.artefacts,
        checks: raw.checks,
        source: raw.source,
        family: raw.family,
        added: None,
        retired: false,
    };
    Ok(file.delivery_model.into_iter().map(model).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_delivery_model_of_the_source_is_preloaded_with_what_it_needs_and_asks() {
        let models = defaults().expect("models");
        for number in 31..=42 {
            let source = format!("S4.{number}");
            assert!(models.iter().any(|model| model.source == source), "none for {source}");
        }
        for model in &models {
            assert!(!model.artefacts.is_empty() && !model.checks.is_empty(), "{}", model.code);
            assert!(model.checks.iter().all(|check| check.contains('?')), "{}", model.code);
        }
    }

    #[test]
    fn a_grant_and_a_persons_own_payment_are_never_held() {
        let never: Vec<String> = defaults().expect("models").into_iter().filter(|m| m.never_held.is_some()).map(|m| m.code).collect();
        assert_eq!(never, ["grant", "direct_payments"]);
    }

    #[test]
    fn staying_as_we_are_cannot_be_left_out() {
        let without = DEFAULTS.replacen("code = \"as_now\"", "code = \"other\"", 1);
        assert!(read(&without).expect_err("refused").text.contains("always among the choices"));
        let wrong = DEFAULTS.replacen("operated_by = \"authority\"", "operated_by = \"martians\"", 1);
        let line = wrong.lines().position(|line| line.contains("martians")).map(|at| at + 1);
        assert_eq!(read(&wrong).expect_err("refused").line, line);
    }
}
