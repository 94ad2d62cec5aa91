//! The question of a funnel.

use serde::{Deserialize, Serialize};

use super::{DataType, Lines, Refusal};

/// Fewer make no funnel: with one or two places the average is mostly themselves.
pub const FEWEST_GROUPS: usize = 3;
/// Beyond this a count is a mistake of scale.
const LARGEST: f64 = 1e12;

/// One place: what was counted, and of how many (or, for a ratio, how many were expected).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub name: String,
    pub numerator: f64,
    pub denominator: f64,
}

/// Beyond which pair of lines a place is different by more than chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// Two standard errors: one place in twenty is outside by chance alone.
    #[serde(rename = "95")]
    P95,
    /// Three: one in five hundred.
    #[serde(rename = "99.8")]
    P998,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    pub data: DataType,
    pub level: Level,
    /// Share of places pulled in (or left out) at each end before overdispersion is measured, 0 to 0.45.
    pub trim: f64,
    /// Everything is shown times this: 100 for per cent, 100,000 for a rate.
    pub multiplier: f64,
    /// Widen the limits where places differ by more than chance anyway.
    pub adjust: bool,
    /// How the unwidened lines are drawn.
    pub lines: Lines,
}

impl Ask {
    pub fn of(data: DataType) -> Ask {
        Ask { data, level: Level::P998, trim: 0.1, multiplier: 1.0, adjust: true, lines: Lines::Transformed }
    }

    pub(super) fn check(&self, groups: &[Group]) -> Result<(), Refusal> {
        if !(0.0..=0.45).contains(&self.trim) {
            return Err(Refusal::TrimOutOfRange(self.trim));
        }
        if !(self.multiplier > 0.0 && self.multiplier <= LARGEST) {
            return Err(Refusal::MultiplierOutOfRange(self.multiplier));
        }
        if groups.len() < FEWEST_GROUPS {
            return Err(Refusal::TooFewGroups { have: groups.len(), need: FEWEST_GROUPS });
        }
        if self.lines == Lines::Wilson && self.data != DataType::Proportion {
            return Err(Refusal::WilsonOfProportionsOnly);
        }
        let mut names: Vec<&str> = groups.iter().map(|g| g.name.as_str()).collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair.first() == pair.last()).and_then(|pair| pair.first()) {
            return Err(Refusal::NamedTwice((*twice).to_owned()));
        }
        groups.iter().try_for_each(|group| self.check_one(group))?;
        if groups.iter().all(|g| g.numerator <= 0.0) {
            return Err(Refusal::NothingCounted);
        }
        Ok(())
    }

    fn check_one(&self, group: &Group) -> Result<(), Refusal> {
        let named = || group.name.clone();
        let is_number = |value: f64| value.is_finite() && value <= LARGEST;
        if !is_number(group.numerator) || !is_number(group.denominator) {
            return Err(Refusal::NotANumber(named()));
        }
        if group.numerator < 0.0 || group.denominator < 0.0 {
            return Err(Refusal::Negative(named()));
        }
        if group.denominator <= 0.0 {
            return Err(Refusal::NoDenominator(named()));
        }
        if self.data == DataType::Proportion && group.numerator > group.denominator {
            return Err(Refusal::MoreThanAll(named()));
        }
        if self.data.needs_something_counted() && (group.numerator <= 0.0 || self.data.denominator(group.denominator) <= 0.0) {
            return Err(Refusal::NoLogarithm(named()));
        }
        Ok(())
    }
}
