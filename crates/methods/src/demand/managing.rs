//! Ways of managing demand: what each does to volume, and to cost when fixed costs stay.
//!
//! What a case less saves is its own cost, not its share of the building: the average cost of what is left goes up.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Range, RangeFault};
use crate::Method;
use crate::working::{Column, Table, Working};

pub const METHOD: Method = Method {
    code: "demand-management",
    edition: 1,
    title: "What a way of managing demand saves when fixed costs stay",
    sources: &[
        "HM Treasury, The Green Book, 2022, chapter 6: marginal, not average, costs are what a change saves",
        "Seddon, Systems Thinking in the Public Sector, 2008: failure demand",
    ],
};

/// A year of the service as it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// Units a year.
    pub volume: f64,
    /// Pounds a year that stay, whatever the volume.
    pub fixed_cost: f64,
    /// Pounds that one unit more or less makes.
    pub marginal_cost: f64,
}

/// What is done. Shares are of the volume unless said otherwise; costs are pounds a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Way {
    /// Fewer come to need it.
    Prevention { fewer: Range, cost: f64 },
    /// Some are helped elsewhere, or told what they need at the door.
    Deflection { away: Range, cost: f64 },
    SelfService {
        /// Share of those who can that do it themselves.
        uptake: Range,
        /// Share that cannot use it: no device, no confidence, no English.
        cannot: f64,
        /// Share of those who tried that come back all the same.
        fails: f64,
        /// Pounds each time somebody uses it.
        each: f64,
        /// Pounds to help each of those who cannot.
        help: f64,
        cost: f64,
    },
    Charging {
        /// Pounds a unit.
        charge: f64,
        /// Share that no longer comes.
        lost: Range,
        /// Share that is not charged.
        exempt: f64,
        /// The law that lets the authority charge.
        power: String,
        cost: f64,
    },
}

/// With the effect at one of its three levels; pounds and units a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    pub volume: f64,
    /// Of the service, fixed costs in it, without what the way itself costs.
    pub cost: f64,
    /// Cost over volume; none where nothing is left.
    pub unit_cost: Option<f64>,
    /// What the way itself costs.
    pub own_cost: f64,
    pub income: f64,
    /// What is really saved: cost before less cost after and own cost, plus income.
    pub saves: f64,
    /// Units that cannot use it and stay with staff.
    pub cannot: f64,
    /// Units that came back after trying.
    pub came_back: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub cost_before: f64,
    pub unit_cost_before: f64,
    /// With the effect low, central and high.
    pub low: Effect,
    pub central: Effect,
    pub high: Effect,
    /// What the central effect would seem to save at the average cost: the fixed costs in it do not vanish.
    pub at_average: f64,
    /// Income would be more than the service then costs: where the power allows no more than cost, the charge is too high.
    pub income_over_cost: bool,
    pub working: Working,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("The volume has to be above nought.")]
    NoVolume,
    #[error("“{field}” {fault}.")]
    Field { field: &'static str, fault: RangeFault },
    #[error("Name the law that lets the authority charge.")]
    NoPower,
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoVolume => "no_volume",
            Refusal::Field { .. } => "field",
            Refusal::NoPower => "no_power",
        }
    }

    /// The field of the question.
    pub fn field(&self) -> &'static str {
        match self {
            Refusal::NoVolume => "volume",
            Refusal::Field { field, .. } => field,
            Refusal::NoPower => "power",
        }
    }
}

/// # Errors
/// A [`Refusal`] that names the field.
pub fn manage(base: &Base, way: &Way) -> Result<Reading, Refusal> {
    check(base, way)?;
    let before = base.fixed_cost + base.marginal_cost * base.volume;
    let average = before / base.volume;
    let with = |level: fn(&Range) -> f64| effect(base, way, level, before);
    let (low, central, high) = (with(|r| r.low), with(|r| r.central), with(|r| r.high));
    let working = working(base, before, &[low, central, high]);
    Ok(Reading {
        cost_before: before,
        unit_cost_before: average,
        low,
        central,
        high,
        at_average: (base.volume - central.volume) * average,
        income_over_cost: [low, central, high].iter().any(|effect| effect.income > effect.cost + effect.own_cost),
        working,
    })
}

fn effect(base: &Base, way: &Way, level: fn(&Range) -> f64, before: f64) -> Effect {
    let all = base.volume;
    let (volume, own_cost, income, cannot, came_back) = match way {
        Way::Prevention { fewer, cost } => (all * (1.0 - level(fewer)), *cost, 0.0, 0.0, 0.0),
        Way::Deflection { away, cost } => (all * (1.0 - level(away)), *cost, 0.0, 0.0, 0.0),
        Way::SelfService { uptake, cannot, fails, each, help, cost } => {
            let unable = all * cannot;
            let tried = (all - unable) * level(uptake);
            let back = tried * fails;
            (all - tried + back, cost + tried * each + unable * help, 0.0, unable, back)
        }
        Way::Charging { charge, lost, exempt, cost, .. } => {
            let left = all * (1.0 - level(lost));
            (left, *cost, left * (1.0 - exempt) * charge, 0.0, 0.0)
        }
    };
    let cost = base.fixed_cost + base.marginal_cost * volume;
    let unit_cost = (volume > 0.0).then(|| cost / volume);
    Effect { volume, cost, unit_cost, own_cost, income, saves: before - cost - own_cost + income, cannot, came_back }
}

fn check(base: &Base, way: &Way) -> Result<(), Refusal> {
    let quantity = |field: &'static str, value: f64| Range::exactly(value).quantity().map_err(|fault| Refusal::Field { field, fault });
    let share = |field: &'static str, range: &Range| range.share().map_err(|fault| Refusal::Field { field, fault });
    quantity("volume", base.volume)?;
    quantity("fixed_cost", base.fixed_cost)?;
    quantity("marginal_cost", base.marginal_cost)?;
    if base.volume == 0.0 {
        return Err(Refusal::NoVolume);
    }
    match way {
        Way::Prevention { fewer, cost } => share("effect", fewer).and(quantity("cost", *cost)),
        Way::Deflection { away, cost } => share("effect", away).and(quantity("cost", *cost)),
        Way::SelfService { uptake, cannot, fails, each, help, cost } => {
            share("effect", uptake)?;
            share("cannot", &Range::exactly(*cannot))?;
            share("fails", &Range::exactly(*fails))?;
            quantity("each", *each).and(quantity("help", *help)).and(quantity("cost", *cost))
        }
        Way::Charging { charge, lost, exempt, power, cost } => {
            share("effect", lost)?;
            share("exempt", &Range::exactly(*exempt))?;
            quantity("charge", *charge).and(quantity("cost", *cost))?;
            if power.trim().is_empty() { Err(Refusal::NoPower) } else { Ok(()) }
        }
    }
}

fn working(base: &Base, before: f64, effects: &[Effect; 3]) -> Working {
    let start = Table::of_figures(
        "The service as it is",
        vec![
            ("V", "units a year", Some(base.volume)),
            ("F", "pounds that stay", Some(base.fixed_cost)),
            ("m", "pounds a unit makes", Some(base.marginal_cost)),
            ("F + mV", "pounds a year", Some(before)),
        ],
    );
    let of = |caption, get: fn(&Effect) -> Option<f64>| Column::numbers("", caption, effects.iter().map(get).collect());
    let after = Table::new(
        "With the effect low, central and high",
        vec![
            Column::words("", "effect", ["low", "central", "high"].map(Cow::Borrowed).to_vec()),
            of("units", |e| Some(e.volume)),
            of("pounds of the service", |e| Some(e.cost)),
            of("pounds a unit", |e| e.unit_cost),
            of("pounds of the way itself", |e| Some(e.own_cost)),
            of("pounds of income", |e| Some(e.income)),
            of("pounds saved", |e| Some(e.saves)),
        ],
    );
    Working { tables: vec![start, after] }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Base = Base { volume: 1_000.0, fixed_cost: 6_000.0, marginal_cost: 4.0 };

    #[test]
    fn ten_in_a_hundred_deflected_leave_900_and_the_fixed_costs_do_not_vanish() {
        let way = Way::Deflection { away: Range::exactly(0.10), cost: 0.0 };
        let reading = manage(&BASE, &way).expect("is worked out");
        assert!((reading.central.volume - 900.0).abs() < 1e-9 && (reading.unit_cost_before - 10.0).abs() < 1e-12);
        // £6,000 + 900 × £4 = £9,600: £400 saved and not the £1,000 that the average cost promises; £10.67 each, up from £10.
        assert!((reading.central.saves - 400.0).abs() < 1e-9 && (reading.at_average - 1_000.0).abs() < 1e-9);
        assert!((reading.central.unit_cost.expect("a cost") - 9_600.0 / 900.0).abs() < 1e-12);
    }

    #[test]
    fn those_who_cannot_use_self_service_and_those_who_come_back_add_cost_again() {
        let way = |cannot, fails| Way::SelfService { uptake: Range::exactly(0.5), cannot, fails, each: 0.2, help: 3.0, cost: 100.0 };
        let saves = |cannot, fails| manage(&BASE, &way(cannot, fails)).expect("is worked out").central;
        let all = saves(0.0, 0.0);
        let some = saves(0.3, 0.2);
        // 700 can, 350 try, 70 come back: 720 are left; 350 × £0.20 + 300 × £3 + £100 is what it costs.
        assert!((some.volume - 720.0).abs() < 1e-9 && (some.own_cost - 1_070.0).abs() < 1e-9 && some.saves < all.saves);
        assert!((some.cannot - 300.0).abs() < 1e-9 && (some.came_back - 70.0).abs() < 1e-9);
    }

    #[test]
    fn a_charge_loses_volume_names_its_power_and_may_not_bring_in_more_than_cost() {
        let way =
            |charge, power: &str| Way::Charging { charge, lost: Range::of(0.1, 0.2, 0.3), exempt: 0.25, power: power.into(), cost: 50.0 };
        let reading = manage(&BASE, &way(5.0, "Local Government Act 2003, section 93")).expect("is worked out");
        assert!((reading.central.income - 800.0 * 0.75 * 5.0).abs() < 1e-9 && !reading.income_over_cost);
        assert!(manage(&BASE, &way(50.0, "x")).expect("is worked out").income_over_cost);
        assert_eq!(manage(&BASE, &way(5.0, " ")), Err(Refusal::NoPower));
        let over = Way::Prevention { fewer: Range::exactly(1.2), cost: 0.0 };
        assert_eq!(manage(&BASE, &over).expect_err("is refused").to_string(), "“effect” is over 100%.");
    }
}
