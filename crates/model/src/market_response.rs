//! Would anybody bid? What is known of those who could, what was predicted before award, and what came.

use quantity::{Date, Money, Share};
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, SupplyLineId};

/// One test of a planned procurement. Sealed until it is awarded, and never changed: another question is another test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarketResponse {
    pub case: CaseId,
    /// What would be offered: “Lot C as it was let before”.
    pub title: String,
    /// The line of supply it would fill.
    pub supply: Option<SupplyLineId>,
    pub providers: Vec<ProviderAsked>,
    pub past: Vec<PastTender>,
    /// Lowest, expected and highest price of a year; none where nobody said.
    pub prices: Option<PricesExpected>,
    /// Roles of those who would bid in-house: kept from them too.
    pub in_house_roles: Vec<String>,
    pub predicted: PredictedBids,
    /// What came; absent until somebody wrote it down.
    #[serde(default)]
    pub came: Option<WhatCame>,
}

/// A provider that might bid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProviderAsked {
    pub name: String,
    /// Could do it, and meets what would be asked. The others are listed and not counted.
    pub is_able: bool,
    /// How likely it is to bid if it has room; none where nobody knows.
    pub interest: Option<Share>,
    /// How much of what it could do is free; none where nobody knows.
    pub free: Option<Share>,
    /// Who said so, and when.
    pub source: String,
}

/// A tender of the kind that was held before, for calibration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PastTender {
    pub what: String,
    /// Interest times free capacity over those able at the time, added up: above 0.
    pub reckoned: f64,
    pub bids: u32,
}

/// Prices of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricesExpected {
    pub low: Money,
    pub central: Money,
    pub high: Money,
}

/// What the method said, as it was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PredictedBids {
    /// Bids expected.
    pub expected: f64,
    /// The same if all that nobody knows turned out against it, and for it.
    pub at_least: f64,
    pub at_most: f64,
    /// The number of bids that lies within these, nine times of ten.
    pub low: u32,
    pub high: u32,
    /// Chance of two bids or more.
    pub two_or_more: Share,
    /// Chance of none.
    pub none: Share,
    /// Interest times free capacity over those able, added up, before the past was held against it.
    pub reckoned: f64,
    /// Of those able, how many of which something was assumed.
    pub assumed: u32,
    pub advice: BidAdvice,
    /// Method and edition.
    pub method: String,
    pub on: Date,
    pub by_role: String,
}

/// Whether a competition is advised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BidAdvice {
    Advised,
    /// It turns on what nobody knows.
    NotKnown,
    NotAdvised,
}

/// What came, to be held against what was predicted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatCame {
    pub bids: u32,
    /// Prices of a year, lowest first; empty where nobody wrote them down.
    pub prices: Vec<Money>,
    /// None where nothing was awarded: then it stays sealed.
    pub awarded_on: Option<Date>,
    /// The notice or paper it stands in.
    pub source: String,
    pub on: Date,
    pub by_role: String,
}
