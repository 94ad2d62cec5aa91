//! Northvale's market: 140 contracts worth £296m a year, 600 suppliers, and who answers when one need is bought at a time. Every name,
//! number and figure is invented, and made by code as the files a council would have.
//!
//! `suppliers.rs` and `contracts.rs` are its facts; `files.rs` writes them as payments, a register, notices and grants, `call_offs.rs` as
//! placements and registered providers.

mod call_offs;
mod contracts;
mod files;
mod notices;
mod suppliers;
#[cfg(test)]
mod tests;

pub use call_offs::{placements, providers};
pub use files::{grants, payments, payments_of_a_neighbour, register};
pub use notices::notices;

/// Names of the files.
pub const PAYMENTS: &str = "northvale-payments-2025-11-to-2026-10.csv";
pub const REGISTER: &str = "northvale-contracts-register.csv";
pub const NOTICES: &str = "northvale-notices.json";
pub const GRANTS: &str = "northvale-grants-360giving.csv";
pub const PROVIDERS: &str = "northvale-registered-providers.csv";
pub const NEIGHBOUR: &str = "birchenshire-payments-2026-07-to-09.csv";
pub const PLACEMENTS: &str = "northvale-placements-2026-05-to-2026-10.csv";

/// Parts of a sum in proportion to weights, to the penny: what is left over goes to the largest remainders, the first of equals.
fn shared_out(pence: i64, weights: &[u64]) -> Vec<i64> {
    let whole: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    if whole == 0 || pence < 0 {
        return vec![0; weights.len()];
    }
    let of = |weight: u64| pence as u128 * u128::from(weight);
    let mut parts: Vec<i64> = weights.iter().map(|weight| (of(*weight) / whole) as i64).collect();
    let left = pence - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(weights.get(*at).map_or(0, |weight| of(*weight) % whole)));
    for at in order.into_iter().take(left as usize) {
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
        }
    }
    parts
}
