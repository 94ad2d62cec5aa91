//! How mature a market is: five items from 0 to 4. It cannot be mature without providers and capacity, whatever else is well.

use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::above_nothing;
use crate::Method;

pub const METHOD: Method = Method {
    code: "market-maturity",
    edition: 1,
    title: "How mature a market is",
    sources: &["Own rule: the lower of providers and capacity, and never above the mean of the five items"],
};

/// 0 (none) to 4 (as good as it gets); none where nobody has looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ask {
    /// Number and mix of providers able to deliver.
    pub providers: Option<u8>,
    /// Usable capacity against need.
    pub capacity: Option<u8>,
    /// What is known of costs, quality, needs and intentions, on both sides.
    pub information: Option<u8>,
    /// How steady demand and policy are.
    pub stability: Option<u8>,
    /// Who comes in, and whether new ways of doing it are tried.
    pub entry: Option<u8>,
}

pub const HIGHEST: u8 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Weights of the five items in the mean, in their order: 0 or more.
    pub weights: [f64; 5],
    /// A rating under this is of a market still to be made.
    pub growing_from: f64,
    /// From here on it is mature.
    pub mature_from: f64,
    /// Capacity over need from which the item is 1, 2, 3 and 4.
    pub capacity_steps: [f64; 4],
    /// Providers able to deliver from which the item is 1, 2, 3 and 4.
    pub provider_steps: [u32; 4],
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            weights: [1.0; 5],
            growing_from: 1.5,
            mature_from: 2.5,
            capacity_steps: [0.5, 0.8, 1.0, 1.1],
            provider_steps: [1, 2, 4, 8],
        }
    }
}

impl Settings {
    /// The item of capacity, from usable capacity over need.
    pub fn of_capacity(&self, ratio: f64) -> u8 {
        self.capacity_steps.iter().filter(|step| ratio >= **step).count() as u8
    }

    /// The item of providers, from how many are able to deliver. A person may lower it where all are of one kind.
    pub fn of_providers(&self, able: u32) -> u8 {
        self.provider_steps.iter().filter(|step| able >= **step).count() as u8
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// 0 to 4, with what is not known at 0.
    pub rating: f64,
    /// The same with what is not known at 4.
    pub at_most: f64,
    /// Items somebody has looked at, of five.
    pub known: u8,
    /// Weighted mean of the five, with what is not known at 0.
    pub mean: f64,
    pub level: Level,
    /// What holds it down: the lower of providers and capacity, or the mean.
    pub held_by: HeldBy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Too few providers or too little capacity to choose between: develop it first.
    ToBeMade,
    Growing,
    Mature,
    /// What nobody has looked at could make it one or the other. It is not treated as mature.
    NotKnown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldBy {
    Providers,
    Capacity,
    /// The five together.
    Mean,
}

/// Rates a market.
///
/// # Errors
/// Where nobody has looked at any item, an item is above 4, or a setting is out of range.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    let items = [ask.providers, ask.capacity, ask.information, ask.stability, ask.entry];
    let names = ["providers", "capacity", "information", "stability", "entry"];
    if let Some((name, item)) = names.into_iter().zip(items).find_map(|(name, item)| item.filter(|i| *i > HIGHEST).map(|i| (name, i))) {
        let (field, value) = ("the rating", f64::from(item));
        return Err(Refusal::OutOfRange { whose: name.to_owned(), field, value, range: "a whole number from 0 to 4" });
    }
    let known = items.iter().flatten().count() as u8;
    if known == 0 {
        return Err(Refusal::Nothing("item that anybody has looked at"));
    }
    if let Some(weight) = settings.weights.into_iter().find(|weight| !(0.0..1e6).contains(weight)) {
        return Err(Refusal::Setting { setting: "weights", value: weight, range: "0 or more" });
    }
    above_nothing("weights", settings.weights.iter().sum())?;
    if settings.growing_from > settings.mature_from {
        return Err(Refusal::Setting { setting: "growing_from", value: settings.growing_from, range: "at most “mature_from”" });
    }
    let (rating, mean, held_by) = rate(items.map(|item| f64::from(item.unwrap_or(0))), settings);
    let (at_most, _, _) = rate(items.map(|item| f64::from(item.unwrap_or(HIGHEST))), settings);
    let (low, high) = (level(rating, settings), level(at_most, settings));
    Ok(Reading { rating, at_most, known, mean, level: if low == high { low } else { Level::NotKnown }, held_by })
}

fn rate(items: [f64; 5], settings: &Settings) -> (f64, f64, HeldBy) {
    let [providers, capacity, ..] = items;
    let weight: f64 = settings.weights.iter().sum();
    let mean = items.iter().zip(settings.weights).map(|(item, weight)| item * weight).sum::<f64>() / weight;
    let lower = providers.min(capacity);
    let held_by = match () {
        () if mean < lower => HeldBy::Mean,
        () if capacity <= providers => HeldBy::Capacity,
        () => HeldBy::Providers,
    };
    (lower.min(mean), mean, held_by)
}

fn level(rating: f64, settings: &Settings) -> Level {
    match rating {
        r if r < settings.growing_from => Level::ToBeMade,
        r if r < settings.mature_from => Level::Growing,
        _ => Level::Mature,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(items: [u8; 5]) -> Ask {
        let [providers, capacity, information, stability, entry] = items.map(Some);
        Ask { providers, capacity, information, stability, entry }
    }

    fn of(ask: &Ask) -> Reading {
        read(ask, &Settings::default()).expect("read")
    }

    #[test]
    fn a_market_without_capacity_is_not_mature_however_well_all_else_is() {
        let reading = of(&ask([4, 0, 4, 4, 4]));
        assert_eq!((reading.rating, reading.level, reading.held_by), (0.0, Level::ToBeMade, HeldBy::Capacity));
        for rest in 0..=4 {
            assert!(of(&ask([4, 1, rest, rest, rest])).rating <= 1.0);
        }
    }

    #[test]
    fn the_mean_caps_the_lower_of_the_first_two() {
        let reading = of(&ask([4, 4, 0, 0, 2]));
        assert!((reading.rating - 2.0).abs() < 1e-12 && reading.held_by == HeldBy::Mean);
        assert_eq!(of(&ask([3, 3, 3, 3, 3])).level, Level::Mature);
    }

    #[test]
    fn what_nobody_has_looked_at_never_makes_it_mature() {
        let unknown = Ask { capacity: None, ..ask([4, 0, 4, 4, 4]) };
        let reading = of(&unknown);
        assert_eq!((reading.rating, reading.at_most, reading.known, reading.level), (0.0, 4.0, 4, Level::NotKnown));
        assert_eq!(read(&Ask::default(), &Settings::default()).expect_err("refused").code(), "nothing_to_read");
        assert_eq!(read(&ask([5, 0, 0, 0, 0]), &Settings::default()).expect_err("refused").code(), "out_of_range");
    }

    #[test]
    fn items_of_providers_and_capacity_follow_from_counts() {
        let settings = Settings::default();
        assert_eq!([0.4, 0.5, 0.99, 1.0, 1.1].map(|ratio| settings.of_capacity(ratio)), [0, 1, 2, 3, 4]);
        assert_eq!([0, 1, 3, 4, 41].map(|able| settings.of_providers(able)), [0, 1, 2, 3, 4]);
    }
}
