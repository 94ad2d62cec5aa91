//! What is asked: options, each with its flows of cost, benefit and transfer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bias::Thing;
use super::full_cost::CostPart;
use super::saving::Saving;

/// The question beside its settings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub options: Vec<CostedOption>,
    /// The option that projects how things go if nothing is decided. Once named it cannot be left out.
    #[serde(default)]
    pub business_as_usual: Option<String>,
}

/// One option. Its delivery model is carried along and changes no figure.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostedOption {
    pub id: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub delivery_model: Option<String>,
    pub flows: Vec<Flow>,
    /// Parts of the full cost that truly cost nothing here, each with its reason.
    #[serde(default)]
    pub no_cost: BTreeMap<CostPart, String>,
    /// Parts that nobody can put money on yet, each with what it would take.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub not_known: BTreeMap<CostPart, String>,
    /// Effects nobody put money on, in words.
    #[serde(default)]
    pub not_monetised: Vec<String>,
    #[serde(default)]
    pub saving: Option<Saving>,
}

/// What a flow is. Amounts are never negative: a cost that falls is a benefit, a benefit that falls a disbenefit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Cost,
    Benefit,
    /// Harm, or a cost that falls on people: taken off benefits, so that the ratio's lower half stays public cost.
    Disbenefit,
    /// Money that changes hands and uses nothing up: taxes, benefits, recovered VAT, charges between partners.
    Transfer,
}

impl Kind {
    pub fn word(self) -> &'static str {
        match self {
            Kind::Cost => "cost",
            Kind::Benefit => "benefit",
            Kind::Disbenefit => "disbenefit",
            Kind::Transfer => "transfer",
        }
    }

    /// What a pound of it does to the net present value.
    pub fn sign(self) -> f64 {
        match self {
            Kind::Cost | Kind::Disbenefit => -1.0,
            Kind::Benefit => 1.0,
            Kind::Transfer => 0.0,
        }
    }
}

/// Prices of the appraisal's price year, or of each year itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prices {
    #[default]
    Real,
    Nominal,
}

/// What one of the amounts typed is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Pounds,
    Thousands,
}

impl Unit {
    pub fn word(self) -> &'static str {
        match self {
            Unit::Pounds => "pounds",
            Unit::Thousands => "thousands of pounds",
        }
    }
}

/// How much of a benefit becomes money that can be spent elsewhere: yes, no, or a share from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cashable {
    Whole(bool),
    Share(f64),
}

impl Default for Cashable {
    fn default() -> Cashable {
        Cashable::Whole(false)
    }
}

impl Cashable {
    pub fn share(self) -> f64 {
        match self {
            Cashable::Whole(whole) => f64::from(u8::from(whole)),
            Cashable::Share(share) => share,
        }
    }
}

/// A yearly benefit from the people it reaches: people × take-up × retention × impact × (1 − deadweight) × value of one
/// (New Economy 2014). Shares 0 to 1; the value in the question's unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    pub people: f64,
    #[serde(default = "all")]
    pub take_up: f64,
    #[serde(default = "all")]
    pub retention: f64,
    #[serde(default = "all")]
    pub impact: f64,
    #[serde(default)]
    pub deadweight: f64,
    pub value_each: f64,
}

fn all() -> f64 {
    1.0
}

impl Cohort {
    /// In the unit of `value_each`, a year.
    pub fn a_year(&self) -> f64 {
        self.people * self.take_up * self.retention * self.impact * (1.0 - self.deadweight) * self.value_each
    }
}

/// Something that has to be so before a benefit can begin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precondition {
    pub what: String,
    /// The year, from 0, by which it will be so; absent where nobody can say, and then the benefit does not count.
    #[serde(default)]
    pub met_by: Option<u32>,
}

/// The curve of an uncertain amount.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    #[default]
    Triangular,
    Pert,
    Uniform,
    /// `low` and `high` are the 5th and 95th percentile; the spread on the log scale is theirs, the median 1.
    LogNormal,
}

/// How far an amount may be out, as multiples of what was typed: 0.8 to 1.3 is a fifth less to three tenths more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    pub low: f64,
    pub high: f64,
    #[serde(default)]
    pub shape: Shape,
}

/// One line of money over the years. Give `amounts`, or `a_year` or `people` with `start`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    pub name: String,
    pub kind: Kind,
    /// Who pays a cost, gains a benefit, or hands over a transfer.
    pub organisation: String,
    /// Who receives a transfer.
    #[serde(default)]
    pub to: Option<String>,
    /// One for each year from 0, none left out.
    #[serde(default)]
    pub amounts: Option<Vec<Option<f64>>>,
    #[serde(default)]
    pub a_year: Option<f64>,
    #[serde(default)]
    pub people: Option<Cohort>,
    /// First year, from 0.
    #[serde(default)]
    pub start: Option<u32>,
    /// Last year; absent, the last of the appraisal.
    #[serde(default)]
    pub until: Option<u32>,
    /// Share of the full amount in the first year, the second, and so on; 1 from then.
    #[serde(default)]
    pub ramp: Vec<f64>,
    /// Share lost each year after the ramp.
    #[serde(default)]
    pub drop_off: f64,
    /// Growth a year beyond general inflation, from year 0: pay, energy.
    #[serde(default)]
    pub real_growth: f64,
    #[serde(default)]
    pub prices: Prices,
    /// The year in whose prices real amounts are, where that is not the appraisal's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_year: Option<i32>,
    #[serde(default)]
    pub unit: Option<Unit>,
    /// 0.1 is a tenth: a cost grows by it, a benefit shrinks.
    #[serde(default)]
    pub optimism_bias: Option<f64>,
    /// The kind of thing estimated: its correction comes from the settings, alike for every option.
    #[serde(default)]
    pub thing: Option<Thing>,
    /// Grade 1 (best) to 6 of the evidence for a benefit.
    #[serde(default)]
    pub confidence: Option<u8>,
    #[serde(default)]
    pub owner: Option<String>,
    #[serde(default)]
    pub cashable: Cashable,
    #[serde(default)]
    pub preconditions: Vec<Precondition>,
    /// Spent or committed whatever is decided: shown, and left out of every figure.
    #[serde(default)]
    pub sunk: bool,
    /// The income group it falls on, for distributional weights.
    #[serde(default)]
    pub group: Option<String>,
    /// Another discount schedule of the settings, by name: health.
    #[serde(default)]
    pub schedule: Option<String>,
    /// Which part of the full cost it is.
    #[serde(default)]
    pub part: Option<CostPart>,
    #[serde(default)]
    pub range: Option<Range>,
}

impl Flow {
    /// A flow with an amount for each year.
    pub fn of(kind: Kind, name: &str, organisation: &str, amounts: &[f64]) -> Flow {
        Flow {
            name: name.to_owned(),
            kind,
            organisation: organisation.to_owned(),
            amounts: Some(amounts.iter().copied().map(Some).collect()),
            ..Flow::default()
        }
    }
}
