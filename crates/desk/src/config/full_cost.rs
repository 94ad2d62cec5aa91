//! What is asked of the full cost of every option, and the rules to be asked about by who would host it, from `config/full_cost.toml`.

use std::sync::OnceLock;

use model::delivery_model::OperatedBy;
use quantity::Date;
use serde::Deserialize;

use super::checked::Checked;
use super::{ConfigError, law};

const FILE: &str = "config/full_cost.toml";
const DEFAULTS: &str = include_str!("../../../../config/full_cost.toml");

/// What is asked about one part of the full cost, alike of every option.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedPart {
    /// Code of the part.
    pub code: String,
    pub asks: String,
}

/// A rule or a money value that costs something under some hosts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub code: String,
    /// Code of the part of the full cost.
    pub part: String,
    /// Who would host the service where it has to be asked.
    pub hosts: Vec<OperatedBy>,
    pub asks: String,
    /// Code of the dated law that says the rest.
    #[serde(default)]
    pub law: Option<String>,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub says: String,
    #[serde(default)]
    pub jurisdiction: String,
    #[serde(default, deserialize_with = "super::some_date")]
    pub in_force: Option<Date>,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub checked: Checked,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullCostRules {
    pub part: Vec<AskedPart>,
    pub rule: Vec<Rule>,
}

impl FullCostRules {
    /// The rules to be asked about for these hosts in a country, in the order of the file.
    pub fn of(&self, hosts: &[OperatedBy], country: &str) -> Vec<&Rule> {
        let asks = |rule: &&Rule| {
            let everywhere = rule.jurisdiction == "United Kingdom";
            rule.hosts.iter().any(|host| hosts.contains(host)) && (everywhere || law::speaks_of(&rule.jurisdiction, country))
        };
        self.rule.iter().filter(asks).collect()
    }
}

/// The rules as shipped, read once.
///
/// # Errors
/// None but for a fault in the built-in file.
pub fn defaults() -> Result<FullCostRules, ConfigError> {
    static ONCE: OnceLock<Result<FullCostRules, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// By line: an unknown key. A code there twice, a rule that says nothing or names a law or a part that is not there.
pub fn read(text: &str) -> Result<FullCostRules, ConfigError> {
    let mut rules: FullCostRules = super::read(FILE, text)?;
    let fault = |text: String| Err(ConfigError::new(FILE, None, text));
    let codes = rules.rule.iter().map(|rule| &rule.code).chain(rules.part.iter().map(|part| &part.code));
    if let Some(code) = super::used_twice(codes.map(String::as_str)) {
        return fault(format!("“{code}” is there twice: keep one"));
    }
    let laws = law::defaults()?.laws;
    let parts: Vec<String> = rules.part.iter().map(|part| part.code.clone()).collect();
    for rule in &mut rules.rule {
        if let Some(code) = &rule.law {
            let Some(law) = laws.iter().find(|law| law.code == *code) else {
                return fault(format!("{}: there is no law {code} in config/law.toml", rule.code));
            };
            (rule.title, rule.says, rule.source) = (law.title.clone(), law.says.clone(), law.source.clone());
            (rule.jurisdiction, rule.in_force) = (law.jurisdiction.clone(), law.in_force);
            rule.checked = Checked { verified_on: law.verified_on, seen_at: law.seen_at.clone(), remark: law.remark.clone() };
        }
        if rule.title.is_empty() || rule.says.is_empty() || rule.source.is_empty() || rule.jurisdiction.is_empty() {
            return fault(format!("{}: give title, says, jurisdiction and source, or the code of a law", rule.code));
        }
        if !parts.contains(&rule.part) {
            return fault(format!("{}: there is no part {}", rule.code, rule.part));
        }
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::options::money_question::PARTS;

    #[test]
    fn every_part_of_the_full_cost_is_asked_about_in_its_order() {
        let rules = defaults().expect("rules");
        assert_eq!(rules.part.iter().map(|part| part.code.as_str()).collect::<Vec<_>>(), PARTS.map(|(code, _)| code));
        assert!(rules.rule.iter().all(|rule| rule.checked.remark.is_some()), "what was read is said");
    }

    #[test]
    fn who_would_host_it_decides_what_is_asked_and_a_country_without_the_law_is_not_asked() {
        let rules = defaults().expect("rules");
        let codes = |hosts: &[OperatedBy], country| rules.of(hosts, country).iter().map(|rule| rule.code.as_str()).collect::<Vec<_>>();
        assert!(codes(&[OperatedBy::Provider], "England").contains(&"best_value_pensions"));
        assert!(!codes(&[OperatedBy::Provider], "Wales").contains(&"best_value_pensions"));
        assert!(!codes(&[OperatedBy::Authority], "England").contains(&"vat_charity"));
        assert!(codes(&[OperatedBy::Authority], "England").contains(&"vat_council"));
        assert_eq!(codes(&[], "England"), Vec::<&str>::new(), "where nobody new hosts it, no rule is asked");
        let two_tier = rules.rule.iter().find(|rule| rule.code == "two_tier").expect("a rule");
        assert!(two_tier.source.contains("Employment Rights Act 2025") && two_tier.checked.verified_on.is_none());
    }

    #[test]
    fn a_rule_that_names_no_law_there_is_or_says_nothing_is_refused() {
        assert!(read(&DEFAULTS.replacen("two_tier_workforce", "no_such_law", 1)).is_err());
        assert!(read(&DEFAULTS.replacen("part = \"vat\"", "part = \"tax\"", 1)).is_err());
        assert!(read(&DEFAULTS.replacen("asks =", "ask =", 1)).expect_err("refused").line.is_some());
    }
}
