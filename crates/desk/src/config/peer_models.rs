//! Which published list of neighbours suits which measures, from `config/peer_models.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::ConfigError;

const FILE: &str = "config/peer_models.toml";
const DEFAULTS: &str = include_str!("../../../../config/peer_models.toml");

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeerModel {
    /// A part of the code of the lists meant.
    pub list: String,
    /// In small letters; one of them in a measure's source, theme or title makes it fit.
    pub words: Vec<String>,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeerModels {
    /// For what no word fits.
    pub otherwise: String,
    model: Vec<PeerModel>,
}

impl PeerModels {
    /// Whether a list is by a model that is made for some measures alone.
    pub fn is_of_a_service(&self, list: &str) -> bool {
        self.model.iter().any(|model| list.contains(&model.list))
    }

    /// Models that fit words about a measure, the first first.
    pub fn fitting<'m>(&'m self, about: &str) -> impl Iterator<Item = &'m PeerModel> {
        let about = about.to_lowercase();
        self.model.iter().filter(move |model| model.words.iter().any(|word| about.contains(word.as_str())))
    }
}

/// The models as shipped, read once.
///
/// # Errors
/// Where the file cannot be read, or a model names no word or no reason.
pub fn defaults() -> Result<PeerModels, ConfigError> {
    static ONCE: OnceLock<Result<PeerModels, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(read_defaults).clone()
}

fn read_defaults() -> Result<PeerModels, ConfigError> {
    let models: PeerModels = super::read(FILE, DEFAULTS)?;
    if let Some(bad) = models.model.iter().find(|m| m.words.is_empty() || m.reason.trim().is_empty() || m.list.is_empty()) {
        return Err(ConfigError::new(FILE, None, format!("The model “{}” needs words it fits and a reason.", bad.list)));
    }
    Ok(models)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn childrens_measures_take_the_childrens_list_and_adult_social_care_its_own() {
        let models = defaults().expect("models");
        let first = |about: &str| models.fitting(about).next().map(|m| m.list.as_str());
        assert_eq!(first("Children in need per 10,000 children"), Some("children"));
        assert_eq!(first("ASCOF: Permanent admissions to care homes"), Some("adult"));
        assert_eq!(first("Net cost of waste collection"), None);
    }
}
