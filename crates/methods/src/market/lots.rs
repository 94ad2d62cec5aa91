//! The lotting assistant: how many providers are large enough for each lot, whom smaller lots would let in, and what that costs.

use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::{above_nothing, each_once, not_negative};
use crate::Method;

pub const METHOD: Method = Method {
    code: "lots",
    edition: 1,
    title: "How large a lot should be",
    sources: &["Own rule: a provider is large enough for a lot whose yearly value, times the turnover asked, is within its turnover"],
};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub lots: Vec<Lot>,
    pub providers: Vec<Provider>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    pub name: String,
    /// Value of a year, in pence: above 0.
    pub annual_pence: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    pub name: String,
    /// Of a year, in pence; none where nobody knows.
    #[serde(default)]
    pub turnover_pence: Option<i64>,
    #[serde(default)]
    pub is_small: Option<bool>,
    #[serde(default)]
    pub is_voluntary: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// How many times a lot's yearly value a provider's turnover has to be.
    pub turnover_times: f64,
    /// Into how many equal parts a lot is thought divided, each 2 or more.
    pub splits: Vec<u32>,
    /// What letting and managing one lot more costs in a year, in pence.
    pub lot_costs_pence: i64,
    /// What is lost of a lot's value each time its parts double, as a share: 0.02 is 2%.
    pub lost_when_doubled: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { turnover_times: 2.0, splits: vec![2, 3, 4, 6, 8], lot_costs_pence: 1_200_000, lost_when_doubled: 0.01 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub lots: Vec<LotRead>,
    /// Providers whose turnover nobody knows: they are in no count.
    pub not_known: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LotRead {
    pub name: String,
    /// As it is: one part.
    pub whole: Split,
    /// Names of those too small for it as it is, smallest shortfall first.
    pub too_small: Vec<String>,
    pub splits: Vec<Split>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Split {
    pub parts: u32,
    /// Yearly value of a part, in pence; odd pence go to the first, and are left out here.
    pub annual_pence: i64,
    /// Turnover a provider has to have.
    pub turnover_pence: i64,
    /// Providers large enough for one part.
    pub able: usize,
    pub small_able: usize,
    pub voluntary_able: usize,
    /// Who comes in, beside the whole lot.
    pub come_in: Vec<String>,
    /// Parts that could be held at once if each provider took as many as its turnover allows.
    pub parts_that_fit: u64,
    /// What it costs beyond the whole lot in a year: letting and managing, and what is lost of scale.
    pub costs_more_pence: i64,
}

/// Reads lots against providers.
///
/// # Errors
/// Where there is no lot or no provider, a name stands twice, or a figure or setting is out of range.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    if ask.lots.is_empty() {
        return Err(Refusal::Nothing("lot"));
    }
    if ask.providers.is_empty() {
        return Err(Refusal::Nothing("provider"));
    }
    each_once(ask.lots.iter().map(|lot| lot.name.as_str()))?;
    each_once(ask.providers.iter().map(|provider| provider.name.as_str()))?;
    above_nothing("turnover_times", settings.turnover_times)?;
    if !(0.0..=0.5).contains(&settings.lost_when_doubled) {
        return Err(Refusal::Setting { setting: "lost_when_doubled", value: settings.lost_when_doubled, range: "from 0 to 0.5" });
    }
    if settings.lot_costs_pence < 0 {
        return Err(Refusal::Setting { setting: "lot_costs_pence", value: settings.lot_costs_pence as f64, range: "0 or more" });
    }
    if let Some(split) = settings.splits.iter().find(|split| !(2..=1_000).contains(*split)) {
        return Err(Refusal::Setting { setting: "splits", value: f64::from(*split), range: "from 2 to 1,000" });
    }
    for provider in &ask.providers {
        not_negative(&provider.name, "its turnover", provider.turnover_pence.unwrap_or(0) as f64)?;
    }
    let lots = ask.lots.iter().map(|lot| of_lot(lot, ask, settings)).collect::<Result<Vec<LotRead>, Refusal>>()?;
    Ok(Reading { lots, not_known: ask.providers.iter().filter(|provider| provider.turnover_pence.is_none()).count() })
}

fn of_lot(lot: &Lot, ask: &Ask, settings: &Settings) -> Result<LotRead, Refusal> {
    if lot.annual_pence <= 0 || lot.annual_pence as f64 > super::refusal::MOST {
        let (whose, value) = (lot.name.clone(), lot.annual_pence as f64);
        return Err(Refusal::OutOfRange { whose, field: "its yearly value", value, range: "above 0" });
    }
    let needs = |parts: u32| quantity::rounding::half_away_from_zero(lot.annual_pence as f64 / f64::from(parts) * settings.turnover_times);
    let enough = |provider: &Provider, turnover: i64| provider.turnover_pence.is_some_and(|has| has >= turnover);
    let split = |parts: u32| -> Result<Split, Refusal> {
        let (whose, value) = (lot.name.clone(), lot.annual_pence as f64);
        let too_much =
            || Refusal::OutOfRange { whose: whose.clone(), field: "its yearly value", value, range: "an amount that can be held" };
        let (turnover, whole) = (needs(parts).ok_or_else(too_much)?.max(1), needs(1).ok_or_else(too_much)?);
        let able: Vec<&Provider> = ask.providers.iter().filter(|provider| enough(provider, turnover)).collect();
        let come_in = able.iter().filter(|provider| !enough(provider, whole)).map(|provider| provider.name.clone()).collect();
        let fit = able.iter().filter_map(|provider| provider.turnover_pence).map(|has| (has / turnover) as u64);
        let doublings = f64::from(parts).log2();
        let scale = quantity::rounding::half_away_from_zero(lot.annual_pence as f64 * settings.lost_when_doubled * doublings);
        let managing = settings.lot_costs_pence.checked_mul(i64::from(parts) - 1).ok_or_else(too_much)?;
        Ok(Split {
            parts,
            annual_pence: lot.annual_pence / i64::from(parts),
            turnover_pence: turnover,
            able: able.len(),
            small_able: able.iter().filter(|provider| provider.is_small == Some(true)).count(),
            voluntary_able: able.iter().filter(|provider| provider.is_voluntary == Some(true)).count(),
            come_in,
            parts_that_fit: fit.fold(0_u64, u64::saturating_add),
            costs_more_pence: scale.and_then(|scale| scale.checked_add(managing)).ok_or_else(too_much)?,
        })
    };
    let whole = split(1)?;
    let mut too_small: Vec<(i64, String)> = ask
        .providers
        .iter()
        .filter_map(|provider| provider.turnover_pence.map(|has| (has, provider)))
        .filter(|(has, _)| *has < whole.turnover_pence)
        .map(|(has, provider)| (whole.turnover_pence - has, provider.name.clone()))
        .collect();
    too_small.sort();
    let splits = settings.splits.iter().map(|parts| split(*parts)).collect::<Result<Vec<Split>, Refusal>>()?;
    Ok(LotRead { name: lot.name.clone(), whole, too_small: too_small.into_iter().map(|(_, name)| name).collect(), splits })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider(name: &str, pounds: i64, is_small: bool) -> Provider {
        Provider { name: name.into(), turnover_pence: Some(pounds * 100), is_small: Some(is_small), is_voluntary: None }
    }

    fn ask() -> Ask {
        Ask {
            lots: vec![Lot { name: "north".into(), annual_pence: 300_000_000 }],
            providers: vec![
                provider("large", 60_000_000, false),
                provider("middle", 3_000_000, true),
                provider("small", 1_500_000, true),
                Provider { name: "silent".into(), turnover_pence: None, is_small: None, is_voluntary: Some(true) },
            ],
        }
    }

    #[test]
    fn a_lot_of_three_million_wants_a_turnover_of_six_and_its_halves_of_three() {
        let reading = read(&ask(), &Settings { splits: vec![2, 4], ..Settings::default() }).expect("read");
        let lot = &reading.lots[0];
        assert_eq!((lot.whole.able, lot.whole.turnover_pence), (1, 600_000_000));
        assert_eq!(lot.too_small, ["middle", "small"]);
        assert_eq!((lot.splits[0].able, lot.splits[0].come_in.clone()), (2, vec!["middle".to_owned()]));
        assert_eq!((lot.splits[1].able, lot.splits[1].small_able), (3, 2));
        // One part more to let and manage at £12,000, and 1% of £3m.
        assert_eq!(lot.splits[0].costs_more_pence, 1_200_000 + 3_000_000);
        assert_eq!(lot.splits[1].costs_more_pence, 3 * 1_200_000 + 2 * 3_000_000);
        assert_eq!(reading.not_known, 1);
    }

    #[test]
    fn smaller_lots_never_shut_anybody_out_and_always_cost_more() {
        let settings = Settings { splits: (2..40).collect(), ..Settings::default() };
        let reading = read(&ask(), &settings).expect("read");
        let splits = &reading.lots[0].splits;
        assert!(splits.windows(2).all(|two| two[1].able >= two[0].able && two[1].costs_more_pence > two[0].costs_more_pence));
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        let refused = |ask: &Ask| read(ask, &Settings::default()).expect_err("refused").code();
        assert_eq!(refused(&Ask::default()), "nothing_to_read");
        let nothing = Ask { lots: vec![Lot { name: "x".into(), annual_pence: 0 }], ..ask() };
        assert_eq!(refused(&nothing), "out_of_range");
        let settings = Settings { splits: vec![1], ..Settings::default() };
        assert_eq!(read(&ask(), &settings).expect_err("refused").code(), "setting_out_of_range");
    }
}
