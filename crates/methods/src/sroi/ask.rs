//! What is asked: outcomes with what each is worth, and what is put in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The question beside its settings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub outcomes: Vec<Outcome>,
    pub inputs: Vec<Input>,
}

/// One change for one group of people. Shares are from 0 to 1; money in one unit throughout.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub id: String,
    /// How many people, or units of change.
    pub quantity: f64,
    /// What one is worth a year.
    pub proxy: f64,
    /// Share that would have happened anyway.
    #[serde(default)]
    pub deadweight: f64,
    /// Share that only moved from somebody else.
    #[serde(default)]
    pub displacement: f64,
    /// Share that is the doing of others.
    #[serde(default)]
    pub attribution: f64,
    /// Share of the effect lost each year after the first.
    #[serde(default)]
    pub drop_off: f64,
    /// Years it lasts, at least 1.
    pub duration_years: u32,
    /// A harm: taken off.
    #[serde(default)]
    pub negative: bool,
    #[serde(default)]
    pub who: Option<String>,
    #[serde(default)]
    pub what_changes: Option<String>,
    #[serde(default)]
    pub measured_by: Option<String>,
    #[serde(default)]
    pub proxy_source: Option<String>,
    /// Whether the people it is for were asked, and how many; absent where nobody says.
    #[serde(default)]
    pub people_asked: Option<u32>,
    /// Too small to matter: shown and not counted.
    #[serde(default = "yes")]
    pub material: bool,
    /// What the outcome is, or what a supplier does on the way: the two are never added.
    #[serde(default)]
    pub claim: Claim,
    /// The chain of causes it stands in, where one outcome leads to another.
    #[serde(default)]
    pub chain: Option<String>,
    /// Share of the chain's value counted here; the shares of a chain sum to 1 at most.
    #[serde(default = "whole")]
    pub chain_share: f64,
    /// The people and outcome it is about, where several services work for the same.
    #[serde(default)]
    pub cohort: Option<String>,
    /// How far each share and number may be out: `{"deadweight": [0.1, 0.3]}`.
    #[serde(default)]
    pub ranges: BTreeMap<String, (f64, f64)>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    #[default]
    Outcome,
    /// A measure of a supplier's own doing, as in tables of themes, outcomes and measures.
    SupplierAction,
}

fn yes() -> bool {
    true
}

fn whole() -> f64 {
    1.0
}

/// Money, volunteers' time, or something given in kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    pub id: String,
    #[serde(default)]
    pub value: Option<f64>,
    /// Volunteers' hours and what an hour is worth, in place of `value`.
    #[serde(default)]
    pub hours: Option<f64>,
    #[serde(default)]
    pub value_of_hour: Option<f64>,
    /// Year in which it is put in, from 0; year 0 is not discounted.
    #[serde(default)]
    pub year: u32,
    #[serde(default)]
    pub from: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Discount rate a year: 0.035 is 3.5%.
    pub rate: f64,
    /// Count the first year's effect whole, and discount from the second.
    #[serde(default)]
    pub first_year_undiscounted: bool,
    /// Range tried, as a share either way, where an outcome gives none of its own.
    #[serde(default = "quarter")]
    pub usual_range: f64,
}

fn quarter() -> f64 {
    0.25
}
