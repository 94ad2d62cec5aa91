//! How a case would go to the market: which way, how much time, how mature the market is, and where what is known of it came from.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::CaseId;

/// One a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WayToMarket {
    pub case: CaseId,
    pub plan: Option<MarketPlan>,
    /// One for each thing asked; empty until somebody rated the market.
    #[serde(default)]
    pub maturity: Vec<MaturityAnswer>,
    #[serde(default)]
    pub learned_from: Vec<LearnedFrom>,
    /// Reasons for going on where something here advises against it, oldest first.
    #[serde(default)]
    pub going_on: Vec<GoingOn>,
}

/// Which way it would be procured, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarketPlan {
    /// Code of a way (config/ways.toml).
    pub way: String,
    /// Code of how complex the service is (config/ways.toml).
    pub complexity: String,
    /// First day of the service.
    pub starts_on: Date,
    /// Days of talking with the market before anything is asked for.
    pub engagement_days: u16,
    /// Days of dialogue, pilots or co-design before a price is asked for.
    pub development_days: u16,
    /// Days in which bids can be made.
    pub bid_days: u16,
    /// Days from the last bid to the award.
    pub assessment_days: u16,
    /// Days from the award to the first day of the service.
    pub mobilisation_days: u16,
    pub on: Date,
    pub by_role: String,
}

/// How mature the market is in one respect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaturityAnswer {
    pub item: MaturityItem,
    /// 0 (none of it) to 4 (all of it).
    pub points: u8,
    /// What shows it.
    pub because: String,
    pub on: Date,
    pub by_role: String,
}

/// What a market’s maturity is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaturityItem {
    Providers,
    Capacity,
    Information,
    Stability,
    Entry,
}

impl MaturityItem {
    pub const ALL: [MaturityItem; 5] =
        [MaturityItem::Providers, MaturityItem::Capacity, MaturityItem::Information, MaturityItem::Stability, MaturityItem::Entry];

    pub fn code(self) -> &'static str {
        match self {
            MaturityItem::Providers => "providers",
            MaturityItem::Capacity => "capacity",
            MaturityItem::Information => "information",
            MaturityItem::Stability => "stability",
            MaturityItem::Entry => "entry",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            MaturityItem::Providers => "How many can do it, and of how many kinds",
            MaturityItem::Capacity => "Room for what is needed",
            MaturityItem::Information => "What both sides know of each other",
            MaturityItem::Stability => "How steady what is asked for is",
            MaturityItem::Entry => "New ways and new providers coming in",
        }
    }
}

/// Something that what is known of the market came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearnedFrom {
    pub kind: LearnedKind,
    /// What was learned, in a sentence.
    pub what: String,
    /// The publication, the provider, the peer; or our own record.
    pub from: String,
    pub on: Date,
    pub by_role: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LearnedKind {
    Own,
    Outside,
    Provider,
    Peer,
    People,
}

impl LearnedKind {
    pub const ALL: [LearnedKind; 5] =
        [LearnedKind::Outside, LearnedKind::Provider, LearnedKind::Peer, LearnedKind::People, LearnedKind::Own];

    pub fn code(self) -> &'static str {
        match self {
            LearnedKind::Own => "own",
            LearnedKind::Outside => "outside",
            LearnedKind::Provider => "provider",
            LearnedKind::Peer => "peer",
            LearnedKind::People => "people",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            LearnedKind::Own => "our own records, or our own view",
            LearnedKind::Outside => "a source outside the authority",
            LearnedKind::Provider => "a provider we met",
            LearnedKind::Peer => "another authority",
            LearnedKind::People => "people who use such a service, or their families",
        }
    }

    /// From beyond the authority’s own walls.
    pub fn is_outward(self) -> bool {
        self != LearnedKind::Own
    }
}

/// A named person’s reason for going on where something here advises against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoingOn {
    pub although: Although,
    pub reason: String,
    /// Name and role of who answers for it.
    pub who: String,
    pub on: Date,
    pub by_role: String,
}

/// What advised against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Although {
    /// Competition is not advised.
    FewBids,
    /// The market is not mature and the way does not develop it first.
    Immature,
    /// No dialogue, pilot or co-design before the price.
    NoDevelopment,
    /// Less time to bid than so complex a service takes.
    ShortTime,
}

impl Although {
    pub const ALL: [Although; 4] = [Although::FewBids, Although::Immature, Although::NoDevelopment, Although::ShortTime];

    pub fn code(self) -> &'static str {
        match self {
            Although::FewBids => "few_bids",
            Although::Immature => "immature",
            Although::NoDevelopment => "no_development",
            Although::ShortTime => "short_time",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Although::FewBids => "a competition is not advised",
            Although::Immature => "the market is not mature, and this way does not develop it first",
            Although::NoDevelopment => "nothing is worked out with the market before a price is asked for",
            Although::ShortTime => "there is less time to bid than so complex a service takes",
        }
    }
}

impl WayToMarket {
    /// Nothing written down yet.
    pub fn blank(case: CaseId) -> WayToMarket {
        WayToMarket { case, plan: None, maturity: Vec::new(), learned_from: Vec::new(), going_on: Vec::new() }
    }

    /// The newest reason for going on although this advises against it.
    pub fn goes_on(&self, although: Although) -> Option<&GoingOn> {
        self.going_on.iter().rfind(|one| one.although == although)
    }
}
