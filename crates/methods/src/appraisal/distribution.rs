//! Distributional weights: a pound counts for more to those with less. w = (median income ÷ income of the group) ^ eta.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Refusal;

/// Incomes are equivalised and in one price year; eta is 1.3 in Green Book guidance, and 1.0 to 1.5 is worth testing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    #[serde(default = "usual")]
    pub eta: f64,
    pub median_income: f64,
    /// Income of each group, by its name.
    pub incomes: BTreeMap<String, f64>,
    #[serde(default)]
    pub source: Option<String>,
}

fn usual() -> f64 {
    1.3
}

/// The elasticities shown beside the one chosen.
pub const TESTED: [f64; 3] = [1.0, 1.3, 1.5];

/// The weight of a group whose income is the median divided by `ratio`.
pub fn weight(ratio: f64, eta: f64) -> f64 {
    ratio.powf(eta)
}

impl Distribution {
    /// # Errors
    /// `Distribution`, naming what is wrong.
    pub fn check(&self) -> Result<(), Refusal> {
        let is_income = |income: &f64| income.is_finite() && *income > 0.0;
        if !is_income(&self.median_income) || !self.incomes.values().all(is_income) {
            return Err(Refusal::Distribution("every income has to be a number above 0."));
        }
        if !(0.0..=3.0).contains(&self.eta) {
            return Err(Refusal::Distribution("eta has to lie between 0 and 3."));
        }
        Ok(())
    }

    /// The weight of a group, 1 where there is none: the taxpayer's pound.
    ///
    /// # Errors
    /// `UnknownGroup`.
    pub fn of(&self, group: Option<&str>, eta: f64) -> Result<f64, Refusal> {
        let Some(group) = group else { return Ok(1.0) };
        let income = self.incomes.get(group).ok_or_else(|| Refusal::UnknownGroup(group.to_owned()))?;
        Ok(weight(self.median_income / income, eta))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_the_median_weighs_two_and_a_half_times() {
        assert!((weight(2.0, 1.3) - 2.462289).abs() < 5e-7);
        assert!((weight(1.960967, 1.3) - 2.4).abs() < 1e-6);
        let incomes = [("lowest fifth".to_owned(), 13_000.0)].into();
        let d = Distribution { eta: 1.3, median_income: 26_000.0, incomes, source: None };
        assert_eq!(d.of(None, 1.3), Ok(1.0));
        assert!((d.of(Some("lowest fifth"), 1.0).expect("a weight") - 2.0).abs() < 1e-12);
        assert_eq!(d.of(Some("others"), 1.3), Err(Refusal::UnknownGroup("others".into())));
    }
}
