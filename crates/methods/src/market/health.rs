//! The health of a market by sector: each indicator against thresholds that people see and may change. Nothing is added up to one score,
//! and what rests on too little is not known.

use quantity::{Direction, Share};
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::each_once;
use crate::Method;

pub const METHOD: Method = Method {
    code: "market-health",
    edition: 1,
    title: "How a market fares, sector by sector",
    sources: &["Own rule: each indicator stands by itself against its own two thresholds"],
};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub sectors: Vec<Sector>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sector {
    pub name: String,
    pub indicators: Vec<Indicator>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Which threshold it is held against.
    pub code: String,
    /// None where there is no evidence.
    #[serde(default)]
    pub value: Option<f64>,
    /// The share of the sector it rests on; none where nobody can say, which is not enough.
    #[serde(default)]
    pub rests_on: Option<Share>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub code: String,
    pub title: String,
    pub unit: String,
    /// Which way is good. Neither is shown and not judged.
    pub good: Direction,
    /// Beyond this it is to be watched; beyond `red` it is weak.
    pub amber: f64,
    pub red: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub thresholds: Vec<Threshold>,
    /// An indicator that rests on less than this is not known.
    pub least_evidence: Share,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub sectors: Vec<SectorRead>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SectorRead {
    pub name: String,
    /// In the order of the thresholds, each once.
    pub indicators: Vec<IndicatorRead>,
    pub well: usize,
    pub watch: usize,
    pub weak: usize,
    pub not_known: usize,
    pub state: State,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorRead {
    pub code: String,
    pub title: String,
    pub unit: String,
    pub value: Option<f64>,
    pub rests_on: Option<Share>,
    pub amber: f64,
    pub red: f64,
    pub standing: Standing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Well,
    Watch,
    Weak,
    NotKnown,
    /// Neither way is good.
    NotJudged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Every indicator is known, and well.
    Thriving,
    /// None is weak, and one or more is to be watched.
    Watch,
    /// One or more is weak.
    Strained,
    /// None that is known is weak, and not all are known.
    NotKnown,
}

/// Reads sectors.
///
/// # Errors
/// Where there is no sector or threshold, a name stands twice, an indicator has no threshold, or a threshold is the wrong way round.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    if ask.sectors.is_empty() {
        return Err(Refusal::Nothing("sector"));
    }
    if settings.thresholds.is_empty() {
        return Err(Refusal::Nothing("threshold"));
    }
    each_once(ask.sectors.iter().map(|sector| sector.name.as_str()))?;
    each_once(settings.thresholds.iter().map(|threshold| threshold.code.as_str()))?;
    for threshold in &settings.thresholds {
        let (amber, red) = (threshold.amber, threshold.red);
        let is_ordered = match threshold.good {
            Direction::High => red <= amber,
            Direction::Low => amber <= red,
            Direction::Neither => true,
        };
        if !is_ordered || !amber.is_finite() || !red.is_finite() {
            let what = "its red threshold is on the good side of its amber one";
            return Err(Refusal::CannotBe { whose: threshold.title.clone(), what });
        }
    }
    let sectors = ask.sectors.iter().map(|sector| of_sector(sector, settings)).collect::<Result<Vec<SectorRead>, Refusal>>()?;
    Ok(Reading { sectors })
}

fn of_sector(sector: &Sector, settings: &Settings) -> Result<SectorRead, Refusal> {
    each_once(sector.indicators.iter().map(|one| one.code.as_str()))?;
    for one in &sector.indicators {
        if !settings.thresholds.iter().any(|threshold| threshold.code == one.code) {
            return Err(Refusal::CannotBe { whose: one.code.clone(), what: "there is no threshold for it" });
        }
    }
    let indicators: Vec<IndicatorRead> = settings
        .thresholds
        .iter()
        .map(|threshold| {
            let told = sector.indicators.iter().find(|one| one.code == threshold.code);
            let value = told.and_then(|one| one.value).filter(|value| value.is_finite());
            let rests_on = told.and_then(|one| one.rests_on);
            IndicatorRead {
                code: threshold.code.clone(),
                title: threshold.title.clone(),
                unit: threshold.unit.clone(),
                value,
                rests_on,
                amber: threshold.amber,
                red: threshold.red,
                standing: stands(value.filter(|_| rests_on.is_some_and(|share| share >= settings.least_evidence)), threshold),
            }
        })
        .collect();
    let count = |standing: Standing| indicators.iter().filter(|one| one.standing == standing).count();
    let (well, watch, weak) = (count(Standing::Well), count(Standing::Watch), count(Standing::Weak));
    let not_known = count(Standing::NotKnown);
    let state = match () {
        () if weak > 0 => State::Strained,
        () if not_known > 0 => State::NotKnown,
        () if watch > 0 => State::Watch,
        () => State::Thriving,
    };
    Ok(SectorRead { name: sector.name.clone(), well, watch, weak, not_known, state, indicators })
}

fn stands(value: Option<f64>, threshold: &Threshold) -> Standing {
    let Some(value) = value else {
        return if threshold.good == Direction::Neither { Standing::NotJudged } else { Standing::NotKnown };
    };
    let beyond = |limit: f64| match threshold.good {
        Direction::High => value < limit,
        Direction::Low => value > limit,
        Direction::Neither => false,
    };
    match threshold.good {
        Direction::Neither => Standing::NotJudged,
        _ if beyond(threshold.red) => Standing::Weak,
        _ if beyond(threshold.amber) => Standing::Watch,
        _ => Standing::Well,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let threshold = |code: &str, good: Direction, amber: f64, red: f64| Threshold {
            code: code.into(),
            title: code.into(),
            unit: "%".into(),
            good,
            amber,
            red,
        };
        Settings {
            thresholds: vec![threshold("single_bid", Direction::Low, 20.0, 30.0), threshold("suppliers", Direction::High, 5.0, 3.0)],
            least_evidence: Share::new(0.5).expect("a share"),
        }
    }

    fn sector(values: &[(&str, Option<f64>, f64)]) -> Ask {
        let indicators = values.iter().map(|(code, value, rests_on)| Indicator {
            code: (*code).into(),
            value: *value,
            rests_on: Share::new(*rests_on).ok(),
        });
        Ask { sectors: vec![Sector { name: "home care".into(), indicators: indicators.collect() }] }
    }

    fn state(values: &[(&str, Option<f64>, f64)]) -> State {
        read(&sector(values), &settings()).expect("read").sectors[0].state
    }

    #[test]
    fn a_market_thrives_only_where_every_indicator_is_known_and_well() {
        assert_eq!(state(&[("single_bid", Some(20.0), 0.9), ("suppliers", Some(5.0), 1.0)]), State::Thriving);
        assert_eq!(state(&[("single_bid", Some(20.1), 0.9), ("suppliers", Some(5.0), 1.0)]), State::Watch);
        assert_eq!(state(&[("single_bid", Some(0.0), 0.9), ("suppliers", Some(2.0), 1.0)]), State::Strained);
    }

    #[test]
    fn what_rests_on_too_little_or_is_not_told_is_not_known() {
        assert_eq!(state(&[("single_bid", Some(0.0), 0.38), ("suppliers", Some(9.0), 1.0)]), State::NotKnown);
        assert_eq!(state(&[("suppliers", Some(9.0), 1.0)]), State::NotKnown);
        assert_eq!(state(&[("single_bid", None, 1.0), ("suppliers", Some(1.0), 1.0)]), State::Strained);
    }

    #[test]
    fn a_threshold_the_wrong_way_round_is_refused() {
        let mut wrong = settings();
        wrong.thresholds[0].red = 10.0;
        assert_eq!(read(&sector(&[]), &wrong).expect_err("refused").code(), "cannot_be");
        assert_eq!(read(&Ask::default(), &settings()).expect_err("refused").code(), "nothing_to_read");
        assert_eq!(read(&sector(&[("other", None, 1.0)]), &settings()).expect_err("refused").code(), "cannot_be");
    }
}
