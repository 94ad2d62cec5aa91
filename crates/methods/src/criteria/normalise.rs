//! Figures brought to one scale over the options, higher better.

use quantity::Direction;
use serde::{Deserialize, Serialize};

use super::Refusal;

/// How a column is scaled; the second of each pair where good is low.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Normalisation {
    /// (x − min) / (max − min); (max − x) / (max − min).
    Minmax,
    /// x / ‖x‖; 1 − x / ‖x‖.
    Vector,
    /// x / Σ x; (1/x) / Σ (1/x).
    Sum,
    /// x / max; 1 − x / max.
    Max,
}

impl Normalisation {
    pub const ALL: [Normalisation; 4] = [Normalisation::Minmax, Normalisation::Vector, Normalisation::Sum, Normalisation::Max];

    pub fn code(self) -> &'static str {
        match self {
            Normalisation::Minmax => "minmax",
            Normalisation::Vector => "vector",
            Normalisation::Sum => "sum",
            Normalisation::Max => "max",
        }
    }

    pub fn parse(code: &str) -> Option<Normalisation> {
        Normalisation::ALL.into_iter().find(|n| n.code() == code)
    }
}

/// The table scaled column by column. `rows` are of equal length (`check_table`); `names` are the criteria's.
///
/// # Errors
/// A column the scaling cannot take, by the criterion's name.
pub fn normalise(rows: &[Vec<f64>], better: &[Direction], how: Normalisation, names: &[&str]) -> Result<Vec<Vec<f64>>, Refusal> {
    let mut scaled = vec![Vec::with_capacity(better.len()); rows.len()];
    for (at, (better, name)) in better.iter().zip(names).enumerate() {
        let column: Vec<f64> = rows.iter().filter_map(|row| row.get(at).copied()).collect();
        let is_cost = match better {
            Direction::High => false,
            Direction::Low => true,
            Direction::Neither => return Err(Refusal::NoDirection((*name).to_owned())),
        };
        for (row, value) in scaled.iter_mut().zip(of_column(&column, is_cost, how, name)?) {
            row.push(value);
        }
    }
    Ok(scaled)
}

fn of_column(column: &[f64], is_cost: bool, how: Normalisation, name: &str) -> Result<Vec<f64>, Refusal> {
    let cannot = |why| Refusal::CannotScale { criterion: name.to_owned(), how: how.code(), why };
    let low = column.iter().copied().fold(f64::INFINITY, f64::min);
    let high = column.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let each = |value: &dyn Fn(f64) -> f64| column.iter().map(|x| value(*x)).collect::<Vec<f64>>();
    match how {
        Normalisation::Minmax if high <= low => Err(Refusal::EmptyRange(name.to_owned())),
        Normalisation::Minmax if is_cost => Ok(each(&|x| (high - x) / (high - low))),
        Normalisation::Minmax => Ok(each(&|x| (x - low) / (high - low))),
        Normalisation::Vector => {
            let norm = column.iter().map(|x| x * x).sum::<f64>().sqrt();
            if norm <= 0.0 {
                return Err(cannot("every figure is 0. Scale by “minmax” over a range, or leave the criterion out."));
            }
            Ok(if is_cost { each(&|x| 1.0 - x / norm) } else { each(&|x| x / norm) })
        }
        Normalisation::Sum | Normalisation::Max if low < 0.0 => Err(cannot("a figure is negative. Scale by “minmax” instead.")),
        Normalisation::Sum if is_cost && low <= 0.0 => Err(cannot("a cost is 0. Scale by “minmax” instead.")),
        Normalisation::Sum | Normalisation::Max if high <= 0.0 => Err(cannot("every figure is 0. Leave the criterion out.")),
        Normalisation::Sum if is_cost => {
            let sum: f64 = column.iter().map(|x| 1.0 / x).sum();
            Ok(each(&|x| 1.0 / x / sum))
        }
        Normalisation::Sum => {
            let sum: f64 = column.iter().sum();
            Ok(each(&|x| x / sum))
        }
        Normalisation::Max if is_cost => Ok(each(&|x| 1.0 - x / high)),
        Normalisation::Max => Ok(each(&|x| x / high)),
    }
}
