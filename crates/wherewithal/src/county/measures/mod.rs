//! The measures of Northvale: what each counts, which way is good, and how its figures came about.
//!
//! Sixty, five a service, with two of leaving hospital and one of a charity. Targets, floors and told values are written as people say them
//! (84 for 84%); [`Fact::in_unit`] turns them into the unit a data point is kept in.

mod adults;
mod children;
mod places;
mod prevention;

use quantity::{Direction, MeasureKind};

/// A measure, and the recipe of its series.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub service: u8,
    /// Lasting, lower case with underscores.
    pub key: &'static str,
    pub name: &'static str,
    pub also_called: &'static [&'static str],
    pub kind: MeasureKind,
    /// Code of the unit (`quantity::Unit::parse`).
    pub unit: &'static str,
    pub good: Direction,
    pub definition: &'static str,
    /// As said: 26 weeks, 90 for 90%.
    pub target: Option<f64>,
    pub floor: Option<f64>,
    pub places: u8,
    pub times: Times,
    pub draw: Draw,
    /// The level by months since November 2023, straight between the points, as said.
    pub level: &'static [(f64, f64)],
    /// The last values of the series, exactly as published; all that is not told is drawn.
    pub told: &'static [f64],
    /// What the drawn values average, as said, to one decimal.
    pub mean_before: Option<f64>,
    /// A new way of working from November 2025, with its reason: limits are set again there.
    pub rebased: Option<&'static str>,
}

/// When the measure is taken. Months and quarters end with the last whole one by October 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    Months(u32),
    Quarters(u32),
    /// Weeks from Monday, the last that of 26 October 2026.
    Weeks(u32),
    /// Frosty nights of three winters and the first of a fourth.
    Nights,
    /// Calendar years, the last 2026.
    Years(u32),
    /// Financial years, the last 2025/26, `apart` years apart.
    FinancialYears {
        count: u32,
        apart: u32,
    },
    /// Asked once, in this month of 2026.
    Once(i8),
}

/// How chance made the figures. Percentages always come from people counted: first how many there were, then how many of
/// them; so no series is smoother than its numbers allow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Draw {
    /// A mean or median of about `people` (0: not said), normal about the level.
    Value { spread: f64, people: u64 },
    /// So many of about `people`, binomial; `spread` is what the level itself moves by, in points of a hundred.
    Share { people: u64, spread: f64 },
    /// The same, of exactly `people`.
    ShareOf { people: u64 },
    /// So many posts or routes of exactly `of`: what stands, moving slowly.
    Standing { of: u64, spread: f64 },
    /// A number on a day, moving slowly.
    OnTheDay { spread: f64 },
    /// Events by chance (Poisson), with `spread` a share by which the rate itself moves.
    Events { spread: f64 },
    /// Events over an exposure: `per` of them (1,000 pupils), about `exposure` each time.
    Rate { exposure: u64, per: u64, steady: bool },
    /// A running total from April, of monthly events by chance.
    RunningTotal { spread: f64 },
    /// So many of twelve months of so many (both summed).
    RollingShare { people: u64 },
    /// A number counted over twelve months: moves very slowly.
    RollingNumber { spread: f64 },
    /// All told, with how many people each time where it is a share.
    Told { people: &'static [u64] },
    /// The agencies' returns, summed (`series::home_care`).
    Agencies,
    /// Deductions of the waste contract (`series::deductions`).
    Deductions,
}

impl Fact {
    /// A figure as said, in the unit data points are kept in: shares for per cent.
    pub fn in_unit(&self, said: f64) -> f64 {
        if self.unit == "percent" { said / 100.0 } else { said }
    }

    fn aim(mut self, target: f64) -> Fact {
        self.target = Some(target);
        self
    }

    fn floor(mut self, floor: f64) -> Fact {
        self.floor = Some(floor);
        self
    }

    fn places(mut self, places: u8) -> Fact {
        self.places = places;
        self
    }

    fn every(mut self, times: Times) -> Fact {
        self.times = times;
        self
    }

    fn level(mut self, level: &'static [(f64, f64)]) -> Fact {
        self.level = level;
        self
    }

    fn told(mut self, told: &'static [f64]) -> Fact {
        self.told = told;
        self
    }

    fn mean_before(mut self, mean: f64) -> Fact {
        self.mean_before = Some(mean);
        self
    }

    fn rebased(mut self, reason: &'static str) -> Fact {
        self.rebased = Some(reason);
        self
    }

    fn also(mut self, names: &'static [&'static str]) -> Fact {
        self.also_called = names;
        self
    }
}

/// A measure taken monthly for 36 months, whole numbers shown, until said otherwise.
#[allow(clippy::too_many_arguments)] // a row of a table, read as one
fn fact(
    service: u8,
    key: &'static str,
    name: &'static str,
    kind: MeasureKind,
    unit: &'static str,
    good: Direction,
    draw: Draw,
    definition: &'static str,
) -> Fact {
    Fact {
        service,
        key,
        name,
        also_called: &[],
        kind,
        unit,
        good,
        definition,
        target: None,
        floor: None,
        places: 0,
        times: Times::Months(36),
        draw,
        level: &[],
        told: &[],
        mean_before: None,
        rebased: None,
    }
}

/// Every measure, by service, in the order of the county file.
pub fn measures() -> Vec<Fact> {
    let mut all = [adults::facts(), prevention::facts(), children::facts(), places::facts()].concat();
    all.sort_by_key(|fact| fact.service);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use quantity::Unit;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_sixty_five_a_service_and_three_beside() {
        let all = measures();
        for number in 1..=12 {
            assert_eq!(all.iter().filter(|fact| fact.service == number).count(), 5, "service {number}");
        }
        assert_eq!(all.len(), 63);
        assert_eq!(all.iter().map(|fact| fact.key).collect::<BTreeSet<_>>().len(), 63);
        assert_eq!(all.iter().map(|fact| fact.name.to_lowercase()).collect::<BTreeSet<_>>().len(), 63);
    }

    #[test]
    fn every_measure_has_a_unit_and_its_lines_on_the_right_side() {
        for fact in measures() {
            assert!(Unit::parse(fact.unit).is_some(), "{}: {}", fact.key, fact.unit);
            assert!(fact.definition.len() > 40, "{}", fact.key);
            if let (Some(target), Some(floor)) = (fact.target, fact.floor) {
                assert_eq!(fact.good.is_as_good(target, floor), Some(true), "{}", fact.key);
                assert!(target != floor, "{}", fact.key);
            }
            assert!(
                !fact.told.is_empty() || matches!(fact.draw, Draw::Deductions | Draw::RunningTotal { .. } | Draw::Value { .. }),
                "{}",
                fact.key
            );
        }
    }
}
