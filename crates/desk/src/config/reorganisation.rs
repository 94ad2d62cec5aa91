//! What may become of contracts of councils that are dissolved, and whose consent it needs, from `config/reorganisation.toml`.

use std::sync::OnceLock;

use quantity::{Money, Share};
use serde::{Deserialize, Serialize};

use super::ConfigError;
use super::checked::Checked;

const FILE: &str = "config/reorganisation.toml";
const DEFAULTS: &str = include_str!("../../../../config/reorganisation.toml");

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reorganisation {
    /// Words of a title that tell nothing of its scope, in small letters.
    pub plain_words: Vec<String>,
    /// Of the words of the shorter title.
    pub share_of_words: Share,
    /// Digits of a category code that have to agree.
    pub digits_alike: usize,
    pub because: String,
    /// An end so near the day leaves no time to buy again.
    pub months_near: u8,
    pub near_because: String,
    #[serde(rename = "proposal")]
    pub proposals: Vec<Proposal>,
    #[serde(rename = "consent")]
    pub consents: Vec<Consent>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Transfer,
    Host,
    Novate,
    BuyAgain,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    pub code: What,
    pub title: String,
    pub says: String,
    /// Code of an item of `config/law.toml`.
    #[serde(default)]
    pub law: Option<String>,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    pub of: String,
    pub when: Vec<What>,
    /// Only above so many pounds of whole value.
    #[serde(default, deserialize_with = "pounds")]
    pub over: Option<Money>,
    #[serde(default)]
    pub law: Option<String>,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

fn pounds<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Money>, D::Error> {
    let text = String::deserialize(from)?;
    Money::parse(&text).map(Some).map_err(|_| serde::de::Error::custom(format!("{text} is not an amount of pounds")))
}

impl Reorganisation {
    pub fn proposal(&self, what: What) -> Option<&Proposal> {
        self.proposals.iter().find(|proposal| proposal.code == what)
    }

    /// Consents a proposal needs, of contracts whose values are known or not: where a value is not known, it may be over.
    pub fn consents(&self, what: What, values: &[Option<Money>]) -> Vec<&Consent> {
        let over = |least: Money| values.iter().any(|value| value.is_none_or(|value| value > least));
        self.consents.iter().filter(|consent| consent.when.contains(&what) && consent.over.is_none_or(over)).collect()
    }
}

/// As shipped, read once.
///
/// # Errors
/// By line: an unknown key or word; a proposal that is missing.
pub fn defaults() -> Result<Reorganisation, ConfigError> {
    static ONCE: OnceLock<Result<Reorganisation, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// As of [`defaults`].
pub fn read(text: &str) -> Result<Reorganisation, ConfigError> {
    let read: Reorganisation = super::read(FILE, text)?;
    for what in [What::Transfer, What::Host, What::Novate, What::BuyAgain] {
        if read.proposal(what).is_none() {
            return Err(ConfigError::new(FILE, None, format!("the proposal {what:?} is missing")));
        }
    }
    if read.digits_alike == 0 || read.months_near == 0 {
        return Err(ConfigError::new(FILE, None, "digits_alike and months_near have to be above nought"));
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_proposal_names_its_consents_and_law_that_is_held() {
        let read = defaults().expect("is read");
        let law = crate::config::law::defaults().expect("law");
        let named = read.proposals.iter().filter_map(|p| p.law.as_deref()).chain(read.consents.iter().filter_map(|c| c.law.as_deref()));
        for code in named {
            assert!(law.laws.iter().any(|item| item.code == code), "{code}");
        }
        let small = [Some(Money::from_pence(5_000_000))];
        let of = |what, values: &[Option<Money>]| read.consents(what, values).iter().map(|consent| consent.of.clone()).collect::<Vec<_>>();
        assert_eq!(of(What::Novate, &small), ["The supplier"]);
        assert_eq!(of(What::Novate, &[None]).len(), 2, "a value that is not known may be over");
        assert_eq!(of(What::Transfer, &small).len(), 1);
    }
}
