//! What the figures are worked with: years, schedules, prices, corrections. All dated data, all arguments.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ask::{Shape, Unit};
use super::bias::BiasEvidence;
use super::discount::Schedule;
use super::distribution::Distribution;
use super::prices::Deflators;

/// Every setting of an appraisal; printed with every answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Number of years, year 0 among them.
    pub years: u32,
    pub discount_schedule: Schedule,
    /// Schedules a flow may ask for by name.
    #[serde(default)]
    pub other_schedules: BTreeMap<String, Schedule>,
    /// The edition of the Green Book that was followed.
    #[serde(default)]
    pub green_book_edition: Option<String>,
    /// The calendar or financial year that is year 0 and gives the prices.
    #[serde(default)]
    pub base_year: Option<i32>,
    #[serde(default)]
    pub deflators: Option<Deflators>,
    #[serde(default)]
    pub unit: Option<Unit>,
    #[serde(default)]
    pub optimism_bias: Vec<BiasEvidence>,
    /// Same-named flows must carry the same correction in every option; else it is only pointed out.
    #[serde(default)]
    pub bias_must_be_alike: bool,
    /// Correction for each grade of confidence 1 to 6, as a share. Empty: grades are shown and change nothing.
    #[serde(default)]
    pub confidence_corrections: BTreeMap<u8, f64>,
    #[serde(default)]
    pub distribution: Option<Distribution>,
    /// Shorter horizons to show beside the whole: the last year counted, from 0.
    #[serde(default)]
    pub horizons: Vec<u32>,
    #[serde(default)]
    pub drivers: Vec<Driver>,
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
    #[serde(default)]
    pub simulation: Option<Simulation>,
    /// Who gains but cannot be asked to pay: residents.
    #[serde(default)]
    pub not_payers: Vec<String>,
    /// Refuse unless every option states every part of its full cost.
    #[serde(default)]
    pub full_cost_required: bool,
}

/// One figure that several flows hang on, in every option alike: take-up, completion, pay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Driver {
    pub name: String,
    /// As used in the flows. They move in proportion to it.
    pub value: f64,
    #[serde(default)]
    pub low: Option<f64>,
    #[serde(default)]
    pub high: Option<f64>,
    #[serde(default)]
    pub shape: Shape,
    /// Names of the flows.
    pub flows: Vec<String>,
}

/// A named state of the world: drivers at other values, flows at multiples of theirs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub name: String,
    #[serde(default)]
    pub drivers: BTreeMap<String, f64>,
    #[serde(default)]
    pub times: BTreeMap<String, f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simulation {
    #[serde(default = "ten_thousand")]
    pub draws: u32,
    pub seed: u64,
    /// One draw from each equal slice of chance: the same answer from fewer draws.
    #[serde(default)]
    pub latin_hypercube: bool,
}

fn ten_thousand() -> u32 {
    10_000
}
