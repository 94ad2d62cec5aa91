//! One place beside its peers.

use std::collections::HashSet;

use quantity::Direction;
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::robust::{Robust, about};
use super::spread::{Quarters, Spread, spread};

/// A place's figure, and the two ends of its range where they are known, in one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub place: String,
    pub value: f64,
    pub range: Option<(f64, f64)>,
}

impl Figure {
    fn check(&self) -> Result<(), Refusal> {
        let named = || self.place.clone();
        if !self.value.is_finite() {
            return Err(Refusal::NotANumber(named()));
        }
        match self.range {
            Some((low, high)) if !(low <= self.value && self.value <= high && low.is_finite() && high.is_finite()) => {
                Err(Refusal::RangeCrossed(named()))
            }
            _ => Ok(()),
        }
    }

    fn ends(&self) -> (f64, f64) {
        self.range.unwrap_or((self.value, self.value))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// At least 2.
    pub fewest_peers: usize,
    /// With fewer peers a quarter of them would be one place. At least 4.
    pub fewest_for_quarters: usize,
    /// From so many MADs on a place is far from its peers. For a normal spread three are two standard deviations.
    pub far: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { fewest_peers: 3, fewest_for_quarters: 8, far: 3.0 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    pub better: Direction,
    pub settings: Settings,
}

impl Ask {
    pub fn of(better: Direction) -> Ask {
        Ask { better, settings: Settings::default() }
    }
}

/// How the place stands against the middle of its peers, chance allowed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Better,
    Worse,
    /// Where neither direction is good.
    Higher,
    Lower,
    /// The range holds the peers' median: no difference is told.
    Alike,
    /// No range is known, so chance cannot be told from difference.
    NoRange,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub own: Figure,
    pub ask: Ask,
    pub spread: Spread,
    pub robust: Robust,
    /// In MADs from the peers' median. `None` where at least half of the peers are alike.
    pub distance: Option<f64>,
    /// `None` with too few peers.
    pub quarters: Option<Quarters>,
    pub standing: Standing,
    /// So far from the peers that somebody should look.
    pub is_far: bool,
}

/// Sets `own` beside `peers` (of whom it is none). The order of peers and the unit of figures change nothing.
///
/// # Errors
/// A `Refusal` that names the place or says how many are missing.
pub fn read(own: &Figure, peers: &[Figure], ask: &Ask) -> Result<Reading, Refusal> {
    let settings = ask.settings;
    if settings.fewest_peers < 2 || settings.fewest_for_quarters < 4 || !(settings.far > 0.0 && settings.far.is_finite()) {
        return Err(Refusal::SettingOutOfRange("fewest_peers, fewest_for_quarters or far"));
    }
    let mut names = HashSet::with_capacity(peers.len() + 1);
    if let Some(twice) = peers.iter().chain([own]).find(|f| !names.insert(f.place.as_str())) {
        return Err(Refusal::NamedTwice(twice.place.clone()));
    }
    peers.iter().chain([own]).try_for_each(Figure::check)?;
    let values: Vec<f64> = peers.iter().map(|p| p.value).collect();
    let too_few = Refusal::TooFewPeers { have: peers.len(), need: settings.fewest_peers };
    if peers.len() < settings.fewest_peers {
        return Err(too_few);
    }
    let Some((spread, robust)) = spread(&values).and_then(|s| Some((s, about(&values, s.median)?))) else { return Err(too_few) };
    let (low, high) = own.ends();
    let distance = robust.distance(own.value);
    let standing = match own.range {
        None => Standing::NoRange,
        Some(_) if low <= spread.median && spread.median <= high => Standing::Alike,
        Some(_) => match (ask.better, low > spread.median) {
            (Direction::Neither, true) => Standing::Higher,
            (Direction::Neither, false) => Standing::Lower,
            (Direction::High, true) | (Direction::Low, false) => Standing::Better,
            (Direction::High, false) | (Direction::Low, true) => Standing::Worse,
        },
    };
    Ok(Reading {
        own: own.clone(),
        ask: *ask,
        spread,
        robust,
        distance,
        quarters: (peers.len() >= settings.fewest_for_quarters).then(|| spread.quarters(low, high)),
        standing,
        // Far by the figure, and not by chance where chance is known.
        is_far: distance.is_some_and(|d| d.abs() >= settings.far) && standing != Standing::Alike,
    })
}
