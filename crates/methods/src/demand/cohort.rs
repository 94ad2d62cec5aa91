//! Demand built from people: population by age × rate × eligibility × take-up × intensity × unit cost, each as low, central and high.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Range, RangeFault};
use crate::Method;
use crate::working::{Column, Table, Working};

pub const METHOD: Method = Method {
    code: "demand-cohort",
    edition: 1,
    title: "Demand from people, rates and intensity",
    sources: &[
        "Care Policy and Evaluation Centre, Projections of demand for and expenditure on social care, method of cell-based projection",
        "HM Treasury, The Green Book, 2022, annex on uncertainty: one driver at a time between its low and its high",
    ],
};

/// The years a projection may span.
pub const MOST_YEARS: usize = 30;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Of the populations given.
    pub first_year: i16,
    pub years: usize,
    pub groups: Vec<Group>,
}

/// People who are alike in what they will need, by age for the most part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub name: String,
    /// People in the first year.
    pub population: Range,
    /// Share by which they become more each year; below nought where they become fewer.
    pub growth: Range,
    /// Share of them in need.
    pub rate: Range,
    /// Share of those who may have the service.
    pub eligible: Range,
    /// Share of those who take it.
    pub take_up: Range,
    /// Units a year for each.
    pub intensity: Range,
    /// Pounds a unit.
    pub unit_cost: Range,
}

/// What demand is made of, in the order of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Driver {
    Population,
    Growth,
    Rate,
    Eligible,
    TakeUp,
    Intensity,
    UnitCost,
}

impl Driver {
    pub const ALL: [Driver; 7] =
        [Driver::Population, Driver::Growth, Driver::Rate, Driver::Eligible, Driver::TakeUp, Driver::Intensity, Driver::UnitCost];

    pub fn code(self) -> &'static str {
        match self {
            Driver::Population => "population",
            Driver::Growth => "growth",
            Driver::Rate => "rate",
            Driver::Eligible => "eligible",
            Driver::TakeUp => "take_up",
            Driver::Intensity => "intensity",
            Driver::UnitCost => "unit_cost",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Driver::Population => "population",
            Driver::Growth => "growth a year",
            Driver::Rate => "rate of need",
            Driver::Eligible => "share eligible",
            Driver::TakeUp => "take-up",
            Driver::Intensity => "intensity",
            Driver::UnitCost => "unit cost",
        }
    }

    pub fn of(self, group: &Group) -> Range {
        match self {
            Driver::Population => group.population,
            Driver::Growth => group.growth,
            Driver::Rate => group.rate,
            Driver::Eligible => group.eligible,
            Driver::TakeUp => group.take_up,
            Driver::Intensity => group.intensity,
            Driver::UnitCost => group.unit_cost,
        }
    }

    /// Whether it is a share of people, from none to all.
    pub fn is_share(self) -> bool {
        matches!(self, Driver::Rate | Driver::Eligible | Driver::TakeUp)
    }
}

/// One year, all groups together. People are those served, volume the units a year, cost in pounds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Year {
    pub year: i16,
    pub people: Range,
    pub volume: Range,
    pub cost: Range,
}

/// The last year's cost in pounds with one driver at its low and at its high in every group, all others central.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mover {
    pub driver: Driver,
    pub low: f64,
    pub high: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub years: Vec<Year>,
    /// The one that moves the last year's cost most, first.
    pub movers: Vec<Mover>,
    pub working: Working,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There is no group of people yet.")]
    NoGroups,
    #[error("Ask for 1 to {MOST_YEARS} years.")]
    Years,
    #[error("{group}: {} {fault}.", .driver.words())]
    Driver { group: String, driver: Driver, fault: RangeFault },
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoGroups => "no_groups",
            Refusal::Years => "years",
            Refusal::Driver { .. } => "driver",
        }
    }
}

/// Can these three figures be this driver?
///
/// # Errors
/// What is wrong with them.
pub fn check(driver: Driver, range: &Range) -> Result<(), RangeFault> {
    match driver {
        // People cannot become fewer than none.
        Driver::Growth => Range { low: range.low + 1.0, central: range.central + 1.0, high: range.high + 1.0 }.quantity(),
        _ if driver.is_share() => range.share(),
        _ => range.quantity(),
    }
}

/// # Errors
/// A [`Refusal`] that names group and driver.
pub fn project(ask: &Ask) -> Result<Reading, Refusal> {
    if ask.groups.is_empty() {
        return Err(Refusal::NoGroups);
    }
    if !(1..=MOST_YEARS).contains(&ask.years) {
        return Err(Refusal::Years);
    }
    for group in &ask.groups {
        for driver in Driver::ALL {
            check(driver, &driver.of(group)).map_err(|fault| Refusal::Driver { group: group.name.clone(), driver, fault })?;
        }
    }
    let years: Vec<Year> = (0..ask.years).map(|after| year(ask, after)).collect();
    let last = ask.years - 1;
    let mut movers: Vec<Mover> = Driver::ALL
        .into_iter()
        .map(|driver| {
            let with = |end: fn(&Range) -> f64| {
                let level = |of: Driver, range: Range| if of == driver { end(&range) } else { range.central };
                ask.groups.iter().map(|group| product(group, last, &level).2).sum()
            };
            Mover { driver, low: with(|range| range.low), high: with(|range| range.high) }
        })
        .collect();
    movers.sort_by(|a, b| (b.high - b.low).abs().total_cmp(&(a.high - a.low).abs()));
    Ok(Reading { working: working(ask, &years, &movers), years, movers })
}

/// People served, units and pounds of a group in a year, each driver at the level given.
fn product(group: &Group, after: usize, level: &dyn Fn(Driver, Range) -> f64) -> (f64, f64, f64) {
    let at = |driver: Driver| level(driver, driver.of(group));
    let grown = (1.0 + at(Driver::Growth)).powi(i32::try_from(after).unwrap_or(i32::MAX));
    let people = at(Driver::Population) * grown * at(Driver::Rate) * at(Driver::Eligible) * at(Driver::TakeUp);
    let volume = people * at(Driver::Intensity);
    (people, volume, volume * at(Driver::UnitCost))
}

fn year(ask: &Ask, after: usize) -> Year {
    let all = |end: fn(&Range) -> f64| {
        let each = ask.groups.iter().map(|group| product(group, after, &|_, range| end(&range)));
        each.fold((0.0, 0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2))
    };
    let (low, central, high) = (all(|r| r.low), all(|r| r.central), all(|r| r.high));
    Year {
        year: ask.first_year.saturating_add(i16::try_from(after).unwrap_or(i16::MAX)),
        people: Range::of(low.0, central.0, high.0),
        volume: Range::of(low.1, central.1, high.1),
        cost: Range::of(low.2, central.2, high.2),
    }
}

fn working(ask: &Ask, years: &[Year], movers: &[Mover]) -> Working {
    let name = |text: &str| Cow::Owned(text.to_owned());
    let central = |symbol, caption, driver: Driver| {
        Column::numbers(symbol, caption, ask.groups.iter().map(|group| Some(driver.of(group).central)).collect())
    };
    let drivers = Table::new(
        "Central drivers, in the first year",
        vec![
            Column::words("", "group", ask.groups.iter().map(|group| name(&group.name)).collect()),
            central("p", "people", Driver::Population),
            central("g", "growth a year", Driver::Growth),
            central("r", "rate of need", Driver::Rate),
            central("e", "share eligible", Driver::Eligible),
            central("t", "take-up", Driver::TakeUp),
            central("i", "units a year for each", Driver::Intensity),
            central("c", "pounds a unit", Driver::UnitCost),
        ],
    );
    let of = |symbol, caption, get: fn(&Year) -> f64| Column::numbers(symbol, caption, years.iter().map(|y| Some(get(y))).collect());
    let by_year = Table::new(
        "p (1 + g)ⁿ r e t i c, year by year",
        vec![
            Column::words("", "year", years.iter().map(|y| Cow::Owned(y.year.to_string())).collect()),
            of("", "people served, central", |y| y.people.central),
            of("", "units, central", |y| y.volume.central),
            of("", "pounds, low", |y| y.cost.low),
            of("", "pounds, central", |y| y.cost.central),
            of("", "pounds, high", |y| y.cost.high),
        ],
    );
    let moved = Table::new(
        "The last year’s cost with one driver at its low and at its high",
        vec![
            Column::words("", "driver", movers.iter().map(|m| Cow::Borrowed(m.driver.words())).collect()),
            Column::numbers("", "pounds at its low", movers.iter().map(|m| Some(m.low)).collect()),
            Column::numbers("", "pounds at its high", movers.iter().map(|m| Some(m.high)).collect()),
        ],
    );
    Working { tables: vec![drivers, by_year, moved] }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn group() -> Group {
        Group {
            name: "85 and over".into(),
            population: Range::exactly(10_000.0),
            growth: Range::of(0.0, 0.02, 0.03),
            rate: Range::of(0.18, 0.20, 0.22),
            eligible: Range::exactly(0.5),
            take_up: Range::of(0.7, 0.8, 0.9),
            intensity: Range::exactly(500.0),
            unit_cost: Range::exactly(27.10),
        }
    }

    #[test]
    fn a_projection_is_what_a_hand_makes_of_it() {
        let reading = project(&Ask { first_year: 2026, years: 3, groups: vec![group()] }).expect("is projected");
        // 10,000 × 0.20 × 0.5 × 0.8 = 800 people; × 500 hours = 400,000; × £27.10 = £10,840,000.
        let first = reading.years[0];
        assert!((first.people.central - 800.0).abs() < 1e-9 && (first.volume.central - 400_000.0).abs() < 1e-6);
        assert!((first.cost.central - 10_840_000.0).abs() < 1e-3);
        assert!((first.cost.low - 10_000.0 * 0.18 * 0.5 * 0.7 * 500.0 * 27.10).abs() < 1e-3);
        assert!((reading.years[2].people.central - 800.0 * 1.02 * 1.02).abs() < 1e-9);
        assert_eq!((reading.years[2].year, reading.movers[0].driver), (2028, Driver::TakeUp));
    }

    #[test]
    fn what_cannot_be_is_refused_by_group_and_driver() {
        let refused = |change: fn(&mut Group)| {
            let mut group = group();
            change(&mut group);
            project(&Ask { first_year: 2026, years: 3, groups: vec![group] }).expect_err("is refused").to_string()
        };
        assert_eq!(refused(|g| g.take_up.high = 1.2), "85 and over: take-up is over 100%.");
        assert_eq!(refused(|g| g.intensity.low = -1.0), "85 and over: intensity is below nought.");
        assert_eq!(refused(|g| g.rate.low = 0.3), "85 and over: rate of need is out of order: low, then central, then high.");
        assert_eq!(refused(|g| g.unit_cost.central = f64::NAN), "85 and over: unit cost is not a number.");
        assert!(project(&Ask { first_year: 2026, years: 0, groups: vec![group()] }).is_err());
    }
}
