//! Prices on every row, by subgradient: quick, rough, and at any prices of 0 or more the relaxed outcome is a valid bound.

use super::mask::Mask;
use super::program::Program;

/// Prices by row, and the bound they give.
#[derive(Debug, Clone, PartialEq)]
pub struct Prices {
    pub by_row: Vec<f64>,
    pub bound: f64,
    /// The best choice of each group at these prices; it may break rows.
    pub chosen: Vec<Option<usize>>,
}

/// What every option is worth once its rows are paid for.
pub fn worths(program: &Program, value: &[f64], prices: &[f64]) -> Vec<f64> {
    let paid = |cells: &[(usize, i64)]| cells.iter().map(|(row, amount)| prices[*row] * *amount as f64).sum::<f64>();
    program.options.iter().zip(value).map(|(option, value)| value - paid(&option.cells)).collect()
}

/// The most that any plan can be worth at these prices, with the choice that is. None where a service has no open choice.
pub fn relaxed(program: &Program, mask: &Mask, worth: &[f64], prices: &[f64]) -> Option<(f64, Vec<Option<usize>>)> {
    let mut bound: f64 = program.rows.iter().zip(prices).map(|(row, price)| row.at_most as f64 * price).sum();
    let mut chosen = Vec::with_capacity(program.groups.len());
    for (at, group) in program.groups.iter().enumerate() {
        let mut best = (if mask.none[at] { 0.0 } else { f64::NEG_INFINITY }, None);
        for option in group.options.iter().filter(|o| mask.open[**o]) {
            if worth[*option] > best.0 {
                best = (worth[*option], Some(*option));
            }
        }
        if best.0 == f64::NEG_INFINITY {
            return None;
        }
        bound += best.0;
        chosen.push(best.1);
    }
    Some((bound, chosen))
}

/// `passes` steps towards the least bound, from prices of 0.
pub fn search(program: &Program, mask: &Mask, value: &[f64], scales: &[f64], passes: u32) -> Option<Prices> {
    let rows = program.rows.len();
    let mut prices = vec![0.0; rows];
    let mut towards = vec![0.0; rows];
    let mut best: Option<Prices> = None;
    let (mut reach, mut idle) = (1.0, 0);
    for _ in 0..passes {
        let worth = worths(program, value, &prices);
        let (bound, chosen) = relaxed(program, mask, &worth, &prices)?;
        let mut slack: Vec<f64> = program.rows.iter().map(|row| row.at_most as f64).collect();
        for option in chosen.iter().flatten() {
            for (row, amount) in &program.options[*option].cells {
                slack[*row] -= *amount as f64;
            }
        }
        let (least, improved) = match &best {
            Some(best) => (best.bound.min(bound), bound < best.bound),
            None => (bound, true),
        };
        if improved {
            best = Some(Prices { by_row: prices.clone(), bound, chosen });
            idle = 0;
        } else {
            idle += 1;
            if idle >= 12 {
                (reach, idle) = (reach / 2.0, 0);
                if let Some(best) = &best {
                    prices.clone_from(&best.by_row);
                }
            }
        }
        let mut length = 0.0;
        for row in 0..rows {
            let free = prices[row] > 0.0 || slack[row] < 0.0;
            towards[row] = if free { -slack[row] / scales[row] + 0.6 * towards[row] } else { 0.0 };
            length += towards[row] * towards[row];
        }
        if length < 1e-12 || reach < 1e-5 {
            break;
        }
        // As if a plan with a little less than the best bound were known.
        let step = (bound - least + 0.05 * reach * least.abs().max(1.0)) / length;
        for row in 0..rows {
            prices[row] = (prices[row] + step * towards[row] / scales[row]).max(0.0);
        }
    }
    best
}
