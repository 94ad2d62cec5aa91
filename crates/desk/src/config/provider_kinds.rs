//! Kinds of provider, from `config/provider_kinds.toml`: what each means, since when, by whose word, and by which signs it is told.

use std::sync::OnceLock;

use quantity::Date;
use serde::Deserialize;

use super::ConfigError;
use super::checked::Checked;

const FILE: &str = "config/provider_kinds.toml";
const DEFAULTS: &str = include_str!("../../../../config/provider_kinds.toml");

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderKinds {
    #[serde(rename = "kind")]
    pub kinds: Vec<ProviderKind>,
    pub local: Vec<Local>,
    pub authority_company: Vec<AuthorityCompany>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderKind {
    pub code: String,
    pub title: String,
    /// The definition.
    pub says: String,
    #[serde(deserialize_with = "super::date")]
    pub since: Date,
    pub source: String,
    /// Code of an item of `config/law.toml` that asks for more.
    #[serde(default)]
    pub law: Option<String>,
    #[serde(default)]
    pub checked: Checked,
    #[serde(default)]
    pub scale: Option<String>,
    #[serde(default)]
    pub vcse: bool,
    #[serde(default)]
    pub numbers: Vec<Number>,
    #[serde(default)]
    pub company_prefixes: Vec<String>,
    #[serde(default)]
    pub forms: Vec<FormSaid>,
    /// In capitals; all words of one of the lists stand in the name.
    #[serde(default)]
    pub names: Vec<Vec<String>>,
    /// In small letters.
    #[serde(default)]
    pub sectors: Vec<String>,
    #[serde(default)]
    pub listed: Option<List>,
    #[serde(default)]
    pub local: bool,
}

/// A register whose number is a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Number {
    Charity,
    Mutual,
}

/// A legal form that a name ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormSaid {
    Cic,
    Cio,
    Llp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    AuthorityCompany,
}

/// Postcodes that are local to a place.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Local {
    pub place: String,
    /// Areas or districts: what a postcode begins with, before the space.
    pub postcodes: Vec<String>,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityCompany {
    pub name: String,
    pub owner: String,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

impl ProviderKinds {
    pub fn kind(&self, code: &str) -> Option<&ProviderKind> {
        self.kinds.iter().find(|kind| kind.code == code)
    }

    /// None where nobody said which postcodes are local.
    pub fn local_to(&self, place: &str) -> Option<&Local> {
        self.local.iter().find(|local| local.place.eq_ignore_ascii_case(place))
    }
}

/// The kinds as shipped, read once.
///
/// # Errors
/// By line: an unknown key; a code used twice; a kind that nothing tells.
pub fn defaults() -> Result<ProviderKinds, ConfigError> {
    static ONCE: OnceLock<Result<ProviderKinds, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// As of [`defaults`].
pub fn read(text: &str) -> Result<ProviderKinds, ConfigError> {
    let read: ProviderKinds = super::read(FILE, text)?;
    if let Some(code) = super::used_twice(read.kinds.iter().map(|kind| kind.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("the kind {code} is there twice: keep one")));
    }
    let told = |kind: &ProviderKind| {
        kind.scale.is_some()
            || kind.vcse
            || kind.local
            || kind.listed.is_some()
            || !(kind.numbers.is_empty()
                && kind.company_prefixes.is_empty()
                && kind.forms.is_empty()
                && kind.names.is_empty()
                && kind.sectors.is_empty())
    };
    match read.kinds.iter().find(|kind| !told(kind) || kind.names.iter().any(Vec::is_empty)) {
        Some(kind) => Err(ConfigError::new(FILE, None, format!("nothing tells who is of the kind {}: give it a sign", kind.code))),
        None => Ok(read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_definition_a_source_and_a_sign() {
        let kinds = defaults().expect("kinds");
        assert!(kinds.kinds.len() >= 9 && kinds.local_to("northvale").is_some() && kinds.local_to("Atlantis").is_none());
        assert!(kinds.kinds.iter().all(|kind| kind.says.len() > 20 && !kind.source.is_empty()));
        let law = crate::config::law::defaults().expect("law");
        for code in kinds.kinds.iter().filter_map(|kind| kind.law.as_deref()) {
            assert!(law.laws.iter().any(|item| item.code == code), "{code}");
        }
        let bare = "local = []\nauthority_company = []\n[[kind]]\ncode = \"a\"\ntitle = \"A\"\nsays = \"A\"\nsince = 2026-01-01\nsource = \"us\"\n";
        assert!(read(bare).expect_err("nothing tells it").to_string().contains("give it a sign"));
    }
}
