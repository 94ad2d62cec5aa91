//! How many would bid: every provider able to deliver, by how likely it is to be interested and how much of its capacity is free; held
//! against tenders of the past, and against what comes.

use quantity::{Interval, Share};
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::{above_nothing, each_once};
use crate::Method;
use crate::numeric::special::{beta_at_most, gamma_at_most};

pub const METHOD: Method = Method {
    code: "predicted-bids",
    edition: 1,
    title: "How many would bid",
    sources: &[
        "Own rule: bids as a Poisson count whose mean is the sum of interest times free capacity over the providers able to deliver",
        "Gelman and others, Bayesian Data Analysis, 2013, section 2.6 (a Gamma factor on a Poisson mean makes a negative binomial count)",
        "Brier, Verification of forecasts expressed in terms of probability, 1950 (the score)",
    ],
};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Those able to deliver it: nobody else is counted.
    pub providers: Vec<Provider>,
    /// Tenders like it whose bids are known.
    #[serde(default)]
    pub past: Vec<Past>,
}

/// A provider able to deliver what is sought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    pub name: String,
    /// How likely it is to bid if it has room: 0 to 1. None where nobody has asked: the usual interest stands in, and is said.
    #[serde(default)]
    pub interest: Option<Share>,
    /// How much of what it could deliver is free: 0 to 1. None where nobody knows: all of it may be, or none.
    #[serde(default)]
    pub free: Option<Share>,
}

/// A tender of the past: the sum reckoned for it the same way, and what came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    pub name: String,
    /// Sum of interest times free capacity, as it was reckoned before: above 0.
    pub reckoned: f64,
    pub came: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Stands in where a provider's interest is not known.
    pub usual_interest: Share,
    /// Stands in where nobody knows how much is free.
    pub usual_free: Share,
    /// How many bids of past tenders weigh as much as the reckoning itself.
    pub weight_of_reckoning: f64,
    /// How often the interval is to hold what comes.
    pub level: Share,
    /// Under this many bids expected, or where it is not known, competition is not advised.
    pub advised_from: f64,
}

fn share(value: f64) -> Share {
    Share::new(value).unwrap_or(Share::NONE)
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { usual_interest: share(0.5), usual_free: share(0.5), weight_of_reckoning: 5.0, level: share(0.9), advised_from: 2.0 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Providers able to deliver.
    pub able: usize,
    /// Of them, those whose interest or free capacity nobody knows.
    pub assumed: usize,
    /// Sum of interest times free capacity, before the past is held against it: what a later tender gives as `reckoned`.
    pub reckoned: f64,
    /// Bids that came for each reckoned, in the past given, drawn towards 1; 1 without a past.
    pub factor: f64,
    /// Tenders of the past that were held against it.
    pub past: usize,
    /// Number of bids expected.
    pub expected: f64,
    /// Least and most expected, as what is not known turns out for or against.
    pub expected_at_least: f64,
    pub expected_at_most: f64,
    /// Whole numbers of bids.
    pub interval: Interval,
    pub chance_of_none: Share,
    pub chance_of_two: Share,
    /// Chance of two or more if all that is not known turns out against, and for.
    pub chance_of_two_at_least: Share,
    pub chance_of_two_at_most: Share,
    /// Chance of each number of bids, from none on, until what is left is under one in a thousand.
    pub chances: Vec<f64>,
    pub advice: Advice,
    pub providers: Vec<ProviderRead>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// As many bids are expected as the setting asks for, or more, and would be even if what is not known turned out against.
    Advised,
    /// It turns on what nobody knows.
    NotKnown,
    /// Fewer are expected than the setting asks for.
    NotAdvised,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProviderRead {
    pub name: String,
    pub interest: Share,
    pub free: Share,
    /// Interest times free capacity.
    pub part: f64,
    /// Interest, free capacity or both are the usual, not its own.
    pub assumed: bool,
}

/// Reckons how many would bid.
///
/// # Errors
/// Where a provider stands twice, a past tender was reckoned at nothing, or a setting is out of range. No provider at all is an answer:
/// nobody would bid.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    above_nothing("weight_of_reckoning", settings.weight_of_reckoning)?;
    above_nothing("advised_from", settings.advised_from)?;
    if !(settings.level.value() > 0.0 && settings.level.value() < 1.0) {
        return Err(Refusal::Setting { setting: "level", value: settings.level.value(), range: "above 0 and below 1" });
    }
    each_once(ask.providers.iter().map(|one| one.name.as_str()))?;
    for past in &ask.past {
        if !(past.reckoned > 0.0 && past.reckoned < 1e6) {
            let (whose, value) = (past.name.clone(), past.reckoned);
            return Err(Refusal::OutOfRange { whose, field: "what was reckoned", value, range: "above 0" });
        }
    }
    let providers: Vec<ProviderRead> = ask.providers.iter().map(|one| reckon(one, settings)).collect();
    let reckoned: f64 = providers.iter().map(|one| one.part).sum();
    let (mut least, mut most) = (0.0, 0.0);
    for one in &ask.providers {
        least += one.interest.map_or(0.0, Share::value) * one.free.map_or(0.0, Share::value);
        most += one.interest.map_or(1.0, Share::value) * one.free.map_or(1.0, Share::value);
    }
    let counted = Counted::of(&ask.past, settings.weight_of_reckoning);
    let count = |mean: f64| Count { mean: mean * counted.factor, shape: counted.shape };
    let told = count(reckoned);
    let tail = (1.0 - settings.level.value()) / 2.0;
    let (low, high) = (told.quantile(tail), told.quantile(1.0 - tail));
    let (expected_at_least, expected_at_most) = (count(least).mean, count(most).mean);
    let advice = if expected_at_least >= settings.advised_from {
        Advice::Advised
    } else if told.mean < settings.advised_from {
        Advice::NotAdvised
    } else {
        Advice::NotKnown
    };
    Ok(Reading {
        able: providers.len(),
        assumed: providers.iter().filter(|one| one.assumed).count(),
        reckoned,
        factor: counted.factor,
        past: ask.past.len(),
        expected: told.mean,
        expected_at_least,
        expected_at_most,
        interval: Interval { low: f64::from(low), high: f64::from(high), level: settings.level },
        chance_of_none: share(told.at_most(0)),
        chance_of_two: told.two_or_more(),
        chance_of_two_at_least: count(least).two_or_more(),
        chance_of_two_at_most: count(most).two_or_more(),
        chances: told.chances(),
        advice,
        providers,
    })
}

fn reckon(provider: &Provider, settings: &Settings) -> ProviderRead {
    let interest = provider.interest.unwrap_or(settings.usual_interest);
    let free = provider.free.unwrap_or(settings.usual_free);
    let assumed = provider.interest.is_none() || provider.free.is_none();
    ProviderRead { name: provider.name.clone(), interest, free, part: interest.value() * free.value(), assumed }
}

/// What the past says of the reckoning.
struct Counted {
    factor: f64,
    /// Shape of the Gamma that the factor is drawn from; none without a past: the reckoning stands alone, and the count is Poisson.
    shape: Option<f64>,
}

impl Counted {
    fn of(past: &[Past], weight: f64) -> Counted {
        if past.is_empty() {
            return Counted { factor: 1.0, shape: None };
        }
        let came: f64 = past.iter().map(|one| f64::from(one.came)).sum();
        let reckoned: f64 = past.iter().map(|one| one.reckoned).sum();
        let shape = came + weight;
        Counted { factor: shape / (reckoned + weight), shape: Some(shape) }
    }
}

/// A number of bids: Poisson, or negative binomial where the mean itself is not known.
struct Count {
    mean: f64,
    shape: Option<f64>,
}

/// More bids than any tender draws.
const MOST_BIDS: u32 = 10_000;

impl Count {
    /// P(X ≤ k).
    fn at_most(&self, k: u32) -> f64 {
        if self.mean <= 0.0 {
            return 1.0;
        }
        let next = f64::from(k) + 1.0;
        let chance = match self.shape {
            None => gamma_at_most(self.mean, next, 1.0).map(|above| 1.0 - above),
            Some(shape) => beta_at_most(shape / (shape + self.mean), shape, next),
        };
        chance.unwrap_or(1.0).clamp(0.0, 1.0)
    }

    fn two_or_more(&self) -> Share {
        share((1.0 - self.at_most(1)).clamp(0.0, 1.0))
    }

    /// The least number that as large a share of chances, or a larger, does not go beyond.
    fn quantile(&self, part: f64) -> u32 {
        (0..MOST_BIDS).find(|k| self.at_most(*k) >= part).unwrap_or(MOST_BIDS)
    }

    fn chances(&self) -> Vec<f64> {
        let (mut chances, mut before) = (Vec::new(), 0.0);
        for k in 0..MOST_BIDS {
            let upto = self.at_most(k);
            chances.push((upto - before).max(0.0));
            before = upto;
            if 1.0 - upto < 0.001 {
                break;
            }
        }
        chances
    }
}

/// A prediction, with what came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub name: String,
    pub expected: f64,
    /// Whole numbers of bids, both included.
    pub low: f64,
    pub high: f64,
    pub chance_of_two: Share,
    pub came: u32,
}

/// How the predictions of the past stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    pub predictions: usize,
    /// Mean square of chance of two or more less what came (1 or 0): 0 is perfect, 0.25 is what saying one half each time earns.
    pub brier: f64,
    /// The same of saying each time how often two or more came over all of them: what a prediction has to beat.
    pub brier_of_the_usual: f64,
    /// Share of intervals that held what came.
    pub held: Share,
    /// Mean of bids that came less bids expected: above 0, more came.
    pub mean_error: f64,
}

/// Scores predictions against what came.
///
/// # Errors
/// Where there is none, or an expected number is out of range.
pub fn score(outcomes: &[Outcome]) -> Result<Score, Refusal> {
    if outcomes.is_empty() {
        return Err(Refusal::Nothing("prediction with what came"));
    }
    for one in outcomes {
        super::refusal::not_negative(&one.name, "the number expected", one.expected)?;
    }
    let n = outcomes.len() as f64;
    let two = |one: &Outcome| f64::from(u8::from(one.came >= 2));
    let usual = outcomes.iter().map(two).sum::<f64>() / n;
    let mean = |each: &dyn Fn(&Outcome) -> f64| outcomes.iter().map(each).sum::<f64>() / n;
    let held = outcomes.iter().filter(|one| one.low <= f64::from(one.came) && f64::from(one.came) <= one.high).count();
    Ok(Score {
        predictions: outcomes.len(),
        brier: mean(&|one| (one.chance_of_two.value() - two(one)).powi(2)),
        brier_of_the_usual: mean(&|one| (usual - two(one)).powi(2)),
        held: Share::of(held as u64, outcomes.len() as u64).unwrap_or(Share::NONE),
        mean_error: mean(&|one| f64::from(one.came) - one.expected),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider(name: &str, interest: f64, free: f64) -> Provider {
        Provider { name: name.into(), interest: Some(share(interest)), free: Some(share(free)) }
    }

    fn of(providers: Vec<Provider>, past: Vec<Past>) -> Reading {
        read(&Ask { providers, past }, &Settings::default()).expect("read")
    }

    #[test]
    fn nine_tenths_of_a_bid_leave_two_or_more_at_less_than_one_in_four() {
        let one = of(vec![provider("able", 0.9, 1.0)], vec![]);
        assert!((one.expected - 0.9).abs() < 1e-12);
        // 1 − e^−0.9 × 1.9
        assert!((one.chance_of_two.value() - 0.227_517_6).abs() < 1e-6, "{:?}", one.chance_of_two);
        assert_eq!((one.interval.low, one.interval.high, one.advice), (0.0, 3.0, Advice::NotAdvised));
        let more = of((0..4).map(|n| provider(&n.to_string(), 0.65, 1.0)).collect(), vec![]);
        // 1 − e^−2.6 × 3.6
        assert!((more.chance_of_two.value() - 0.732_615_1).abs() < 1e-6);
        assert_eq!(more.advice, Advice::Advised);
    }

    #[test]
    fn the_past_draws_the_reckoning_towards_what_came_and_widens_it() {
        let past = vec![Past { name: "one".into(), reckoned: 4.0, came: 2 }, Past { name: "two".into(), reckoned: 6.0, came: 3 }];
        let plain = of(vec![provider("a", 1.0, 1.0), provider("b", 1.0, 1.0), provider("c", 1.0, 1.0)], vec![]);
        let held = of(vec![provider("a", 1.0, 1.0), provider("b", 1.0, 1.0), provider("c", 1.0, 1.0)], past);
        // (5 + 5) over (10 + 5)
        assert!((held.factor - 2.0 / 3.0).abs() < 1e-12 && (held.expected - 2.0).abs() < 1e-12);
        // Negative binomial of shape 10 and mean 2: P(0) is (10/12)^10.
        assert!((held.chance_of_none.value() - (10.0_f64 / 12.0).powi(10)).abs() < 1e-12);
        assert!(plain.factor == 1.0 && plain.past == 0);
    }

    #[test]
    fn what_nobody_knows_is_never_taken_for_a_bid() {
        let unknown = Provider { name: "x".into(), interest: None, free: None };
        let many: Vec<Provider> = (0..10).map(|n| Provider { name: n.to_string(), ..unknown.clone() }).collect();
        let reading = of(many, vec![]);
        assert_eq!((reading.assumed, reading.expected_at_least, reading.expected_at_most), (10, 0.0, 10.0));
        assert_eq!(reading.advice, Advice::NotKnown);
        assert_eq!(reading.chance_of_two_at_least, Share::NONE);
        let nobody = of(vec![], vec![]);
        assert_eq!((nobody.expected, nobody.chance_of_none, nobody.advice), (0.0, Share::ALL, Advice::NotAdvised));
    }

    #[test]
    fn chances_sum_to_nearly_all_and_more_interest_never_makes_fewer_bids() {
        let mut before = 0.0;
        for step in 1..=20 {
            let reading = of((0..5).map(|n| provider(&n.to_string(), f64::from(step) / 20.0, 1.0)).collect(), vec![]);
            assert!(reading.chances.iter().sum::<f64>() > 0.999);
            assert!(reading.chance_of_two.value() >= before);
            before = reading.chance_of_two.value();
        }
    }

    #[test]
    fn predictions_are_scored_against_what_came() {
        let outcome =
            |chance: f64, came: u32| Outcome { name: "t".into(), expected: 2.0, low: 0.0, high: 4.0, chance_of_two: share(chance), came };
        let told = score(&[outcome(0.8, 3), outcome(0.2, 1), outcome(0.6, 5), outcome(0.4, 0)]).expect("scored");
        assert!((told.brier - (0.04 + 0.04 + 0.16 + 0.16) / 4.0).abs() < 1e-12);
        assert!((told.brier_of_the_usual - 0.25).abs() < 1e-12);
        assert_eq!(told.held, share(0.75));
        assert!((told.mean_error - 0.25).abs() < 1e-12);
        assert_eq!(score(&[]).expect_err("refused").code(), "nothing_to_read");
    }
}
