//! Legal bases for money put to a shared purpose, from `config/fund_bases.toml`: who may join on each.

use std::sync::OnceLock;

use model::organisation::OrganisationKind;
use serde::Deserialize;

use super::ConfigError;
use super::checked::Checked;

const FILE: &str = "config/fund_bases.toml";
const DEFAULTS: &str = include_str!("../../../../config/fund_bases.toml");

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FundBasis {
    pub code: String,
    pub title: String,
    /// What it allows, in a sentence or two.
    pub says: String,
    pub who: Vec<OrganisationKind>,
    /// One fund with shared over- and underspend; else every partner keeps its own money.
    pub pooled: bool,
    pub jurisdiction: String,
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    basis: Vec<FundBasis>,
}

/// The bases as shipped, read once.
///
/// # Errors
/// Where the file cannot be read, or names a code twice.
pub fn defaults() -> Result<Vec<FundBasis>, ConfigError> {
    static ONCE: OnceLock<Result<Vec<FundBasis>, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(read_defaults).clone()
}

fn read_defaults() -> Result<Vec<FundBasis>, ConfigError> {
    let File { basis } = super::read(FILE, DEFAULTS)?;
    if let Some(twice) = super::used_twice(basis.iter().map(|b| b.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("“{twice}” is the code of two bases. Give each its own.")));
    }
    Ok(basis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn police_may_not_join_a_section_75_fund_and_may_give_a_grant_or_align_its_budget() {
        let bases = defaults().expect("bases");
        let joins = |code: &str| bases.iter().find(|b| b.code == code).expect("a basis").who.contains(&OrganisationKind::Police);
        assert!(!joins("section_75") && joins("grant") && joins("aligned"));
        assert!(bases.iter().all(|b| !b.source.is_empty() && !b.who.is_empty()));
    }
}
