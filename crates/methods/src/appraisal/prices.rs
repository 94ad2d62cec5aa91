//! Real and nominal: real = nominal ÷ (index of the year ÷ index of the base year).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Refusal;

/// A price index by year, with where it comes from: the GDP deflator of a named release.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deflators {
    pub index: BTreeMap<i32, f64>,
    #[serde(default)]
    pub source: Option<String>,
    #[serde(default)]
    pub dated: Option<String>,
}

impl Deflators {
    /// Prices of each year against those of the base year: 1 in year 0.
    ///
    /// # Errors
    /// `DeflatorMissing` or `Deflator`, with the year.
    pub fn against(&self, base_year: i32, years: u32) -> Result<Vec<f64>, Refusal> {
        let base = self.of(base_year)?;
        (0..years).map(|year| self.of(base_year.saturating_add(year as i32)).map(|index| index / base)).collect()
    }

    /// By how much an amount in prices of one year grows when it is told in those of another.
    ///
    /// # Errors
    /// As `against`.
    pub fn between(&self, from: i32, to: i32) -> Result<f64, Refusal> {
        Ok(self.of(to)? / self.of(from)?)
    }

    fn of(&self, year: i32) -> Result<f64, Refusal> {
        let found = *self.index.get(&year).ok_or(Refusal::DeflatorMissing(year))?;
        if found.is_finite() && found > 0.0 { Ok(found) } else { Err(Refusal::Deflator(year)) }
    }
}

/// A value of a past price year brought to another: × (deflator ratio) × (real income per head ratio) ^ elasticity. The usual
/// elasticity for life satisfaction and health is 1.3.
pub fn uprated(value: f64, deflator_ratio: f64, real_income_ratio: f64, elasticity: f64) -> f64 {
    value * deflator_ratio * real_income_ratio.powf(elasticity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_thousand_in_three_years_of_two_percent_is_94_232() {
        let index = (2026..=2029).zip([100.0, 102.0, 104.04, 106.1208]).collect();
        let deflators = Deflators { index, ..Deflators::default() };
        let against = deflators.against(2026, 4).expect("an index");
        assert!((100_000.0 / against[3] - 94_232.23).abs() < 0.005);
        assert!((deflators.between(2026, 2028).expect("an index") - 1.0404).abs() < 1e-12);
        assert!((deflators.between(2029, 2026).expect("an index") - 0.942_322_3).abs() < 1e-7);
        assert_eq!(deflators.between(2024, 2026), Err(Refusal::DeflatorMissing(2024)));
        assert_eq!(deflators.against(2026, 5), Err(Refusal::DeflatorMissing(2030)));
        assert_eq!(deflators.against(2025, 2), Err(Refusal::DeflatorMissing(2025)));
    }

    #[test]
    fn a_value_of_wellbeing_is_uprated_by_prices_and_income() {
        assert!((uprated(13_000.0, 1.2, 1.02, 1.3) - 16_006.81).abs() < 0.005);
    }
}
