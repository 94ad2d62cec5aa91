//! Who could provide what, where and when, beside what is needed: a quantity, never yes or no.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::{DemandModelId, OutcomeId, ServiceId};

/// A line of supply: something that outcomes need somebody to provide, counted in one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SupplyLine {
    pub title: String,
    pub service: Option<ServiceId>,
    /// Outcomes that cannot come about without it.
    pub outcomes: Vec<OutcomeId>,
    /// What is counted, in the plural: “places”.
    pub unit: String,
    /// At most one for each place, lot and year.
    pub needs: Vec<StatedNeed>,
    /// At most one for each provider, place, lot and year.
    pub capacity: Vec<StatedCapacity>,
}

/// Which part of a line: where, in which lot, in which financial year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SupplyCell {
    /// The calendar year in which the financial year begins: 2026 is 2026/27.
    pub year: i16,
    /// Empty: the whole place.
    pub place: String,
    /// Empty: not divided into lots.
    pub lot: String,
}

/// How much is needed, in the unit of the line. Low, central, high; 0 or more, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatedNeed {
    pub of: SupplyCell,
    pub low: f64,
    pub central: f64,
    pub high: f64,
    /// The model of demand it was taken from; none where it was typed.
    pub model: Option<DemandModelId>,
    pub source: String,
    pub on: Date,
    pub by_role: String,
}

/// What one provider can do, and how much of it could be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatedCapacity {
    pub of: SupplyCell,
    /// As people name it.
    pub provider: String,
    /// Its key in the market’s records; empty where nobody has matched it.
    pub supplier: String,
    /// What it can do, in words.
    pub can: String,
    /// Able to do what this line asks. What the others have is listed and not counted.
    pub is_able: bool,
    /// Free for this authority in the year, in the unit of the line: 0 or more.
    pub usable: f64,
    pub source: String,
    /// The day the figure is of.
    pub on: Date,
    pub confidence: Confidence,
    pub by_role: String,
}

/// How far to believe a figure of capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    High,
    Medium,
    Low,
}

impl Confidence {
    pub const ALL: [Confidence; 3] = [Confidence::High, Confidence::Medium, Confidence::Low];

    pub fn code(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Confidence::High => "the provider committed to it in writing",
            Confidence::Medium => "the provider said so, or a register shows it",
            Confidence::Low => "our own estimate",
        }
    }
}

impl SupplyCell {
    /// `2028/29, Harrowdene, lot C`; parts that are not divided are left out.
    pub fn words(&self) -> String {
        let year = quantity::Period::FinancialYear(self.year).in_words();
        let parts = [self.place.clone(), if self.lot.is_empty() { String::new() } else { format!("lot {}", self.lot) }];
        parts.into_iter().filter(|part| !part.is_empty()).fold(year, |said, part| format!("{said}, {part}"))
    }
}
