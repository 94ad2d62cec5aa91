//! How far a contract may be changed without letting it anew, from `config/modification.toml`.

use std::sync::OnceLock;

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use super::ConfigError;

const FILE: &str = "config/modification.toml";
const DEFAULTS: &str = include_str!("../../../../config/modification.toml");

/// What one set of rules allows. Shares are 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModificationRule {
    /// As records of the market name it.
    pub regime: String,
    pub title: String,
    /// Contracts begun on or after this day.
    #[serde(deserialize_with = "super::date")]
    pub begins: Date,
    /// Of the value, all changes together.
    #[serde(default)]
    pub value: Option<f64>,
    /// The same for works.
    #[serde(default)]
    pub value_works: Option<f64>,
    /// Of the longest term.
    #[serde(default)]
    pub term: Option<f64>,
    /// It may be changed without a ground.
    #[serde(default)]
    pub freely: bool,
    /// In pounds: below this a change is allowed whatever share it is.
    #[serde(default)]
    pub under: Option<i64>,
    pub says: String,
    pub source: String,
    pub seen_at: String,
    #[serde(deserialize_with = "super::date")]
    pub verified_on: Date,
    pub remark: String,
}

/// What is left to change in one contract, were nothing changed yet.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Headroom {
    pub freely: bool,
    /// By how much the value may move; none where no record tells the value, or the rules set no share.
    pub value: Option<Money>,
    /// By how many whole days the end may move; none where a day is missing, or the rules set no share.
    pub days: Option<i64>,
}

impl ModificationRule {
    /// Of a contract's value and its longest term, both days included.
    pub fn headroom(&self, amount: Option<Money>, is_works: bool, starts: Option<Date>, ends: Option<Date>) -> Headroom {
        let share = if is_works { self.value_works.or(self.value) } else { self.value };
        let by_share = amount.filter(|amount| amount.pence() > 0).zip(share).and_then(|(amount, share)| amount.times(share));
        let least = self.under.map(Money::from_pounds);
        let term = starts.zip(ends).and_then(|(starts, ends)| (ends - starts).get_days().checked_add(1)).filter(|days| *days > 0);
        let days = term.zip(self.term).map(|(days, share)| (f64::from(days) * share).floor() as i64);
        Headroom { freely: self.freely, value: by_share.map(|value| least.map_or(value, |least| value.max(least))), days }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    regime: Vec<ModificationRule>,
}

/// The rules as shipped, read once.
///
/// # Errors
/// Where the file cannot be read, a share is not between 0 and 1, or a rule has no source.
pub fn defaults() -> Result<Vec<ModificationRule>, ConfigError> {
    static ONCE: OnceLock<Result<Vec<ModificationRule>, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(read_defaults).clone()
}

fn read_defaults() -> Result<Vec<ModificationRule>, ConfigError> {
    let rules = super::read::<File>(FILE, DEFAULTS)?.regime;
    for rule in &rules {
        let shares = [rule.value, rule.value_works, rule.term];
        if shares.iter().flatten().any(|share| !(0.0..=1.0).contains(share)) || rule.source.is_empty() || rule.says.is_empty() {
            let text = format!("The rule “{}” needs shares between 0 and 1, a source and a sentence.", rule.regime);
            return Err(ConfigError::new(FILE, None, text));
        }
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn rule(regime: &str) -> ModificationRule {
        defaults().expect("reads").into_iter().find(|rule| rule.regime == regime).expect("a rule")
    }

    #[test]
    fn a_four_year_contract_of_eight_million_has_800_000_and_146_days_to_move() {
        let of = |regime: &str, is_works| {
            let (starts, ends) = (Some(date(2025, 4, 1)), Some(date(2029, 3, 31)));
            rule(regime).headroom(Some(Money::from_pounds(8_000_000)), is_works, starts, ends)
        };
        let act = of("act_2023", false);
        // 8.75% fits; 2.5% more, 11.25% in all, does not; five months of 48 are 10.4% of the term.
        assert_eq!(act, Headroom { freely: false, value: Some(Money::from_pounds(800_000)), days: Some(146) });
        assert!(Money::from_pounds(700_000) <= act.value.expect("told") && Money::from_pounds(900_000) > act.value.expect("told"));
        assert_eq!(of("act_2023", true).value, Some(Money::from_pounds(1_200_000)));
        assert!(of("light_touch", false).freely);
        let small = rule("provider_selection").headroom(Some(Money::from_pounds(1_000_000)), false, None, None);
        assert_eq!((small.value, small.days), (Some(Money::from_pounds(500_000)), None));
    }

    #[test]
    fn what_no_record_tells_has_no_headroom_that_could_be_told() {
        let untold = rule("act_2023").headroom(None, false, Some(date(2025, 4, 1)), None);
        assert_eq!((untold.value, untold.days), (None, None));
    }
}
