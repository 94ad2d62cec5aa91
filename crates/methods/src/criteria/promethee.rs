//! PROMETHEE II: how far each option is preferred to the others, criterion by criterion, in the figures' own units.
//!
//! The net flow is linear in the weights: flows of single criteria are worked once, by sorting, and then only weighed.

use quantity::Direction;
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::Method;

pub const METHOD: Method = Method {
    code: "mcda-promethee",
    edition: 1,
    title: "Options compared two by two (PROMETHEE II)",
    sources: &[
        "Brans and Vincke, A preference ranking organisation method, Management Science 31(6), 1985",
        "Brans, Vincke and Mareschal, How to select and how to rank projects, European Journal of Operational Research 24, 1986",
    ],
};

/// Preference for a difference d in an option's favour, 0 to 1. q and p in the criterion's unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preference {
    /// 1 from any difference on.
    Usual,
    /// 1 beyond q.
    Ushape { q: f64 },
    /// d/p, up to 1.
    Vshape { p: f64 },
    /// 0 up to q, ½ up to p, then 1.
    Level { q: f64, p: f64 },
    /// 0 up to q, (d − q)/(p − q) up to p, then 1.
    #[serde(rename = "vshape_2")]
    Vshape2 { q: f64, p: f64 },
}

impl Preference {
    pub const NAMES: [&'static str; 5] = ["usual", "ushape", "vshape", "level", "vshape_2"];

    /// # Errors
    /// Thresholds negative, not numbers, or the wrong way round.
    pub fn check(self, name: &str) -> Result<(), Refusal> {
        let (q, p) = self.thresholds();
        let why = if !q.is_finite() || !p.is_finite() || q < 0.0 || p < 0.0 {
            "its thresholds have to be numbers of 0 or more."
        } else if matches!(self, Preference::Vshape { p } if p <= 0.0) {
            "its difference of outright preference has to be above 0."
        } else if matches!(self, Preference::Vshape2 { q, p } | Preference::Level { q, p } if p <= q) {
            "the difference of outright preference has to be above that of indifference."
        } else {
            return Ok(());
        };
        Err(Refusal::BadPreference { criterion: name.to_owned(), why })
    }

    /// Nothing up to the first, everything beyond the second.
    fn thresholds(self) -> (f64, f64) {
        match self {
            Preference::Usual => (0.0, 0.0),
            Preference::Ushape { q } => (q, q),
            Preference::Vshape { p } => (0.0, p),
            Preference::Level { q, p } | Preference::Vshape2 { q, p } => (q, p),
        }
    }

    fn is_straight(self) -> bool {
        matches!(self, Preference::Vshape { .. } | Preference::Vshape2 { .. })
    }
}

/// Leaving, entering and net flow of every option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flows {
    /// How far it is preferred to the others, 0 to 1.
    pub plus: Vec<f64>,
    /// How far the others are preferred to it, 0 to 1.
    pub minus: Vec<f64>,
    /// plus − minus, −1 to 1: what options are ranked by.
    pub net: Vec<f64>,
}

/// Flows of one criterion alone: an option's plus and minus.
fn of_column(column: &[f64], preference: Preference) -> Vec<(f64, f64)> {
    let others = (column.len().max(2) - 1) as f64;
    let turned: Vec<f64> = column.iter().map(|x| -x).collect();
    let (plus, minus) = (preferred(column, preference), preferred(&turned, preference));
    plus.into_iter().zip(minus).map(|(plus, minus)| (plus / others, minus / others)).collect()
}

/// Σ over b of P(x_a − x_b), for every a. In order of x the options below each threshold are the first so many, and the
/// straight part is a sum of neighbours: running totals give it.
fn preferred(column: &[f64], preference: Preference) -> Vec<f64> {
    let (q, p) = preference.thresholds();
    let mut order: Vec<usize> = (0..column.len()).collect();
    order.sort_by(|a, b| at(column, *a).total_cmp(&at(column, *b)));
    // About their mean, so that running totals keep their digits.
    let centre = crate::numeric::order::mean(column).unwrap_or(0.0);
    let mut totals = Vec::with_capacity(column.len() + 1);
    let mut sum = 0.0;
    totals.push(sum);
    for option in &order {
        sum += at(column, *option) - centre;
        totals.push(sum);
    }
    let (mut some, mut outright) = (0, 0);
    let mut answer = vec![0.0; column.len()];
    for option in &order {
        let x = at(column, *option);
        let beyond = |count: usize, threshold: f64| order.get(count).is_some_and(|other| x - at(column, *other) > threshold);
        while beyond(some, q) {
            some += 1;
        }
        while beyond(outright, p) {
            outright += 1;
        }
        let between = (some - outright.min(some)) as f64;
        let part = if between == 0.0 {
            0.0
        } else if preference.is_straight() {
            (between * (x - centre - q) - (at(&totals, some) - at(&totals, outright))) / (p - q)
        } else {
            0.5 * between
        };
        if let Some(cell) = answer.get_mut(*option) {
            *cell = outright as f64 + part;
        }
    }
    answer
}

fn at(list: &[f64], index: usize) -> f64 {
    list.get(index).copied().unwrap_or(0.0)
}

/// Figures turned so that higher is better.
fn advantage(rows: &[Vec<f64>], column: usize, better: Direction) -> Vec<f64> {
    let sign = f64::from(better.sign());
    rows.iter().map(|row| sign * at(row, column)).collect()
}

fn checked(better: &[Direction], preferences: &[Preference], names: &[&str]) -> Result<(), Refusal> {
    for ((better, preference), name) in better.iter().zip(preferences).zip(names) {
        if *better == Direction::Neither {
            return Err(Refusal::NoDirection((*name).to_owned()));
        }
        preference.check(name)?;
    }
    Ok(())
}

/// Flows under weights. `rows` in the figures' own units; one direction, preference, weight and name a criterion.
///
/// # Errors
/// A criterion without a direction of good, or with thresholds that cannot be.
pub fn flows(
    rows: &[Vec<f64>],
    better: &[Direction],
    preferences: &[Preference],
    weights: &[f64],
    names: &[&str],
) -> Result<Flows, Refusal> {
    checked(better, preferences, names)?;
    let mut flows = Flows { plus: vec![0.0; rows.len()], minus: vec![0.0; rows.len()], net: Vec::new() };
    for (column, ((better, preference), weight)) in better.iter().zip(preferences).zip(weights).enumerate() {
        let of_column = of_column(&advantage(rows, column, *better), *preference);
        for ((plus, minus), flow) in flows.plus.iter_mut().zip(&mut flows.minus).zip(of_column) {
            *plus += weight * flow.0;
            *minus += weight * flow.1;
        }
    }
    flows.net = flows.plus.iter().zip(&flows.minus).map(|(plus, minus)| plus - minus).collect();
    Ok(flows)
}

/// Net flows of single criteria, a row an option: weighed they are the net flow, so whatever draws weights can be put to them.
///
/// # Errors
/// As `flows`.
pub fn net_by_criterion(
    rows: &[Vec<f64>],
    better: &[Direction],
    preferences: &[Preference],
    names: &[&str],
) -> Result<Vec<Vec<f64>>, Refusal> {
    checked(better, preferences, names)?;
    let mut net = vec![Vec::with_capacity(better.len()); rows.len()];
    for (column, (better, preference)) in better.iter().zip(preferences).enumerate() {
        for (row, (plus, minus)) in net.iter_mut().zip(of_column(&advantage(rows, column, *better), *preference)) {
            row.push(plus - minus);
        }
    }
    Ok(net)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::draw::Draw;

    fn by_definition(d: f64, preference: Preference) -> f64 {
        match preference {
            Preference::Usual => f64::from(u8::from(d > 0.0)),
            Preference::Ushape { q } => f64::from(u8::from(d > q)),
            Preference::Vshape { p } => (d / p).clamp(0.0, 1.0),
            Preference::Level { q, p } => {
                if d > p {
                    1.0
                } else if d > q {
                    0.5
                } else {
                    0.0
                }
            }
            Preference::Vshape2 { q, p } => ((d - q) / (p - q)).clamp(0.0, 1.0),
        }
    }

    #[test]
    fn sorting_gives_what_comparing_every_pair_gives() {
        let mut draw = Draw::of(11, 0);
        let preferences = [
            Preference::Usual,
            Preference::Ushape { q: 1.0 },
            Preference::Vshape { p: 2.0 },
            Preference::Level { q: 0.5, p: 2.0 },
            Preference::Vshape2 { q: 0.5, p: 2.5 },
        ];
        for options in [2, 3, 40, 300] {
            // Steps of a quarter, so that differences lie on the thresholds too.
            let column: Vec<f64> = (0..options).map(|_| 1_000.0 + (draw.uniform() * 40.0).floor() / 4.0).collect();
            for preference in preferences {
                for (a, (plus, minus)) in of_column(&column, preference).into_iter().enumerate() {
                    let sum = |sign: f64| column.iter().map(|b| by_definition(sign * (column[a] - b), preference)).sum::<f64>();
                    let others = (options - 1) as f64;
                    assert!((plus - sum(1.0) / others).abs() < 1e-12 && (minus - sum(-1.0) / others).abs() < 1e-12, "{preference:?}");
                }
            }
        }
    }
}
