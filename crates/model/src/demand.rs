//! How much of a service people will need: groups of people, what drives each, and ways of managing what comes.

use quantity::{Date, Money, Share};
use serde::{Deserialize, Serialize};

use crate::id::ServiceId;

/// Demand for one thing, built from people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DemandModel {
    pub title: String,
    pub service: Option<ServiceId>,
    /// What is counted, in the plural: “hours of home care”.
    pub unit: String,
    /// The financial year its populations are of: 2026 is 2026/27.
    pub first_year: i16,
    pub years: u8,
    pub groups: Vec<DemandGroup>,
    /// Ways of managing it that somebody thought through.
    #[serde(default)]
    pub ways: Vec<ManagingWay>,
}

/// People alike in what they will need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DemandGroup {
    pub name: String,
    /// At most one of each kind.
    pub drivers: Vec<DemandDriver>,
}

/// One figure that drives demand, with where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DemandDriver {
    pub kind: DriverKind,
    pub value: DriverValue,
    pub source: String,
    pub on: Date,
    pub by_role: String,
}

/// What demand is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriverKind {
    Population,
    Growth,
    Rate,
    Eligible,
    TakeUp,
    Intensity,
    UnitCost,
}

impl DriverKind {
    pub const ALL: [DriverKind; 7] = [
        DriverKind::Population,
        DriverKind::Growth,
        DriverKind::Rate,
        DriverKind::Eligible,
        DriverKind::TakeUp,
        DriverKind::Intensity,
        DriverKind::UnitCost,
    ];

    pub fn code(self) -> &'static str {
        match self {
            DriverKind::Population => "population",
            DriverKind::Growth => "growth",
            DriverKind::Rate => "rate",
            DriverKind::Eligible => "eligible",
            DriverKind::TakeUp => "take_up",
            DriverKind::Intensity => "intensity",
            DriverKind::UnitCost => "unit_cost",
        }
    }

    pub fn parse(code: &str) -> Option<DriverKind> {
        DriverKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            DriverKind::Population => "People in the first year",
            DriverKind::Growth => "Growth of the group in a year",
            DriverKind::Rate => "Rate of need",
            DriverKind::Eligible => "Share who may have it",
            DriverKind::TakeUp => "Share who take it",
            DriverKind::Intensity => "Units a year for each",
            DriverKind::UnitCost => "Cost of a unit",
        }
    }
}

/// Low, central and high, each in its own kind of figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriverValue {
    /// People, units, or per cent of growth a year.
    Number {
        low: f64,
        central: f64,
        high: f64,
    },
    Share {
        low: Share,
        central: Share,
        high: Share,
    },
    Cost {
        low: Money,
        central: Money,
        high: Money,
    },
}

/// A way of managing demand, with what it does; shares are of what comes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ManagingWay {
    pub title: String,
    pub kind: WayKind,
    /// Share of the service’s cost that stays, however many come.
    pub fixed: Share,
    /// Fewer who come; of self-service, those who use it among those who can; of a charge, those who stay away.
    pub low: Share,
    pub central: Share,
    pub high: Share,
    /// A year, of the way itself.
    pub cost: Money,
    /// Of self-service: those who cannot use it.
    #[serde(default)]
    pub cannot: Option<Share>,
    /// Of self-service: those who tried and come back all the same.
    #[serde(default)]
    pub fails: Option<Share>,
    /// Of self-service: each time it is used.
    #[serde(default)]
    pub each: Option<Money>,
    /// Of self-service: help for each who cannot use it.
    #[serde(default)]
    pub help: Option<Money>,
    /// Of a charge: what a unit is charged.
    #[serde(default)]
    pub charge: Option<Money>,
    /// Of a charge: those who do not pay it.
    #[serde(default)]
    pub exempt: Option<Share>,
    /// Of a charge: the law that allows it.
    #[serde(default)]
    pub power: String,
    pub source: String,
    pub noted_on: Date,
    pub by_role: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayKind {
    Prevention,
    Deflection,
    SelfService,
    Charging,
}

impl WayKind {
    pub const ALL: [WayKind; 4] = [WayKind::Prevention, WayKind::Deflection, WayKind::SelfService, WayKind::Charging];

    pub fn code(self) -> &'static str {
        match self {
            WayKind::Prevention => "prevention",
            WayKind::Deflection => "deflection",
            WayKind::SelfService => "self_service",
            WayKind::Charging => "charging",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            WayKind::Prevention => "Prevention: fewer come to need it",
            WayKind::Deflection => "Deflection: some are helped elsewhere, or at the door",
            WayKind::SelfService => "Self-service: people do it themselves",
            WayKind::Charging => "Charging: people pay something",
        }
    }
}
