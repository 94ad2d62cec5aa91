//! How contested lots are: bids of each, one alone, none; awards without competition; how far prices lie apart. Each only where it is
//! told, with the share of value it covers.

use quantity::Share;
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::above_nothing;
use crate::Method;
use crate::numeric::order::quantile;
use crate::numeric::special::{Z95, wilson};
use quantity::Interval;

pub const METHOD: Method = Method {
    code: "market-competition",
    edition: 1,
    title: "How contested lots are",
    sources: &[
        "Open Contracting Partnership, Indicators to diagnose the performance of a procurement market (single bids, bids per tender, direct awards)",
        "European Commission, Single Market Scoreboard: public procurement (one bidder, no calls for bids)",
    ],
};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Lots that were let or tried; a procurement without lots is one.
    pub lots: Vec<Lot>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lot {
    pub name: String,
    /// In pence; none where it is not told.
    pub value_pence: Option<i64>,
    /// Whether bids were called for; none where it is not told.
    pub is_competed: Option<bool>,
    /// Bids received; none where it is not told.
    pub bids: Option<u32>,
    /// Lowest and highest valid bid, in pence.
    pub lowest_pence: Option<i64>,
    pub highest_pence: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Share of lots with one bid beyond which it is amber, and red.
    pub single_amber: f64,
    pub single_red: f64,
    /// Fewer bids for each lot than this is amber.
    pub bids_amber: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { single_amber: 0.2, single_red: 0.3, bids_amber: 3.0 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub lots: usize,
    /// Lots for which bids were called, as far as it is told.
    pub competed: usize,
    /// Of those, lots whose number of bids is told.
    pub told: usize,
    /// Of the value of competed lots, the share whose number of bids is told: what all of this rests on. None where no value is told.
    pub covered: Option<Share>,
    /// Competed lots told of whose value is not: they count as lots and are in no share of value.
    pub without_value: usize,
    pub one_bid: usize,
    pub no_bid: usize,
    /// Of lots told of; none where there is none.
    pub one_bid_share: Option<Share>,
    /// 95%, Wilson.
    pub one_bid_interval: Option<Interval>,
    /// Of the value of lots told of.
    pub one_bid_value_share: Option<Share>,
    pub no_bid_share: Option<Share>,
    pub mean_bids: Option<f64>,
    pub standing: Standing,
    /// Lots of which it is told whether they were competed.
    pub way_told: usize,
    /// Lots let without a call for bids, of those.
    pub direct: usize,
    pub direct_share: Option<Share>,
    pub direct_value_share: Option<Share>,
    /// Highest over lowest valid bid, less one: the middle of the lots with both. None where no lot has both.
    pub spread: Option<f64>,
    /// Lots with both.
    pub spread_of: usize,
    /// Lots with no bid, one bid, two and so on; the last is ten or more.
    pub by_bids: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Green,
    Amber,
    Red,
    /// No lot tells how many bid.
    NotKnown,
}

/// Reads lots.
///
/// # Errors
/// Where there is no lot, a value is below nothing, or a setting is out of range.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    above_nothing("single_amber", settings.single_amber)?;
    above_nothing("bids_amber", settings.bids_amber)?;
    if settings.single_red < settings.single_amber {
        return Err(Refusal::Setting { setting: "single_red", value: settings.single_red, range: "at least “single_amber”" });
    }
    if ask.lots.is_empty() {
        return Err(Refusal::Nothing("lot"));
    }
    for lot in &ask.lots {
        for value in [lot.value_pence, lot.lowest_pence, lot.highest_pence].into_iter().flatten() {
            super::refusal::not_negative(&lot.name, "its value", value as f64)?;
        }
    }
    let competed: Vec<&Lot> = ask.lots.iter().filter(|lot| lot.is_competed == Some(true)).collect();
    let told: Vec<(&Lot, u32)> = competed.iter().filter_map(|lot| lot.bids.map(|bids| (*lot, bids))).collect();
    let way_told: Vec<&Lot> = ask.lots.iter().filter(|lot| lot.is_competed.is_some()).collect();
    let direct: Vec<&Lot> = way_told.iter().copied().filter(|lot| lot.is_competed == Some(false)).collect();
    let told_lots: Vec<&Lot> = told.iter().map(|(lot, _)| *lot).collect();
    let with_one: Vec<&Lot> = told.iter().filter(|(_, bids)| *bids == 1).map(|(lot, _)| *lot).collect();
    let no_bid = told.iter().filter(|(_, bids)| *bids == 0).count();
    let of_told = |part: usize| Share::of(part as u64, told.len() as u64);
    let mean_bids = (!told.is_empty()).then(|| told.iter().map(|(_, bids)| f64::from(*bids)).sum::<f64>() / told.len() as f64);
    let one_bid_share = of_told(with_one.len());
    let spreads: Vec<f64> = ask
        .lots
        .iter()
        .filter_map(|lot| lot.lowest_pence.zip(lot.highest_pence))
        .filter(|(low, high)| *low > 0 && high >= low)
        .map(|(low, high)| high as f64 / low as f64 - 1.0)
        .collect();
    let mut by_bids = vec![0; 11];
    for (_, bids) in &told {
        if let Some(count) = by_bids.get_mut(*bids.min(&10) as usize) {
            *count += 1;
        }
    }
    Ok(Reading {
        lots: ask.lots.len(),
        competed: competed.len(),
        told: told.len(),
        covered: of_value(&told_lots, &competed),
        without_value: told_lots.iter().filter(|lot| lot.value_pence.is_none()).count(),
        one_bid: with_one.len(),
        no_bid,
        one_bid_share,
        one_bid_interval: wilson(with_one.len() as u64, told.len() as u64, Z95)
            .and_then(|(low, high)| Interval::new(low, high, Share::new(0.95).ok()?)),
        one_bid_value_share: of_value(&with_one, &told_lots),
        no_bid_share: of_told(no_bid),
        mean_bids,
        standing: match one_bid_share.map(Share::value).zip(mean_bids) {
            None => Standing::NotKnown,
            Some((single, _)) if single > settings.single_red => Standing::Red,
            Some((single, mean)) if single > settings.single_amber || mean < settings.bids_amber => Standing::Amber,
            Some(_) => Standing::Green,
        },
        way_told: way_told.len(),
        direct: direct.len(),
        direct_share: Share::of(direct.len() as u64, way_told.len() as u64),
        direct_value_share: of_value(&direct, &way_told),
        spread: quantile(&spreads, 0.5),
        spread_of: spreads.len(),
        by_bids,
    })
}

/// The value of some lots, of the value of others.
fn of_value(some: &[&Lot], others: &[&Lot]) -> Option<Share> {
    let sum = |lots: &[&Lot]| lots.iter().filter_map(|lot| lot.value_pence).map(|value| value as f64).sum::<f64>();
    let whole = sum(others);
    (whole > 0.0).then(|| Share::new((sum(some) / whole).min(1.0)).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lot(value: Option<i64>, is_competed: Option<bool>, bids: Option<u32>) -> Lot {
        Lot { name: "lot".into(), value_pence: value.map(|pounds| pounds * 100), is_competed, bids, ..Lot::default() }
    }

    fn of(lots: Vec<Lot>) -> Reading {
        read(&Ask { lots }, &Settings::default()).expect("read")
    }

    fn share(value: f64) -> Option<Share> {
        Share::new(value).ok()
    }

    #[test]
    fn rates_are_of_lots_whose_bids_are_told_and_say_what_value_that_is() {
        let reading = of(vec![
            lot(Some(100), Some(true), Some(1)),
            lot(Some(200), Some(true), Some(4)),
            lot(Some(80), Some(true), Some(0)),
            lot(Some(620), Some(true), None),
            lot(Some(1_000), Some(false), Some(1)),
        ]);
        assert_eq!((reading.lots, reading.competed, reading.told, reading.one_bid, reading.no_bid), (5, 4, 3, 1, 1));
        assert_eq!((reading.covered, reading.one_bid_value_share), (share(0.38), share(100.0 / 380.0)));
        assert_eq!((reading.direct_share, reading.direct_value_share), (share(0.2), share(0.5)));
        assert!((reading.mean_bids.expect("told") - 5.0 / 3.0).abs() < 1e-12 && reading.standing == Standing::Red);
        assert_eq!(&reading.by_bids[..5], &[1, 1, 0, 0, 1]);
    }

    #[test]
    fn where_no_notice_tells_of_bids_nothing_is_said_to_be_well() {
        let reading = of(vec![lot(Some(100), Some(true), None), lot(None, None, None)]);
        assert_eq!((reading.standing, reading.one_bid_share, reading.mean_bids), (Standing::NotKnown, None, None));
        assert_eq!((reading.covered, reading.way_told), (share(0.0), 1));
    }

    #[test]
    fn the_spread_is_of_the_highest_over_the_lowest() {
        let priced = Lot { lowest_pence: Some(10_000), highest_pence: Some(12_500), ..lot(None, None, None) };
        assert_eq!((of(vec![priced.clone()]).spread, of(vec![priced]).spread_of), (Some(0.25), 1));
        assert_eq!(read(&Ask::default(), &Settings::default()).expect_err("refused").code(), "nothing_to_read");
        assert_eq!(read(&Ask { lots: vec![lot(Some(-1), None, None)] }, &Settings::default()).expect_err("refused").code(), "out_of_range");
    }
}
