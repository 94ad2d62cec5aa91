//! Methods against the world: published vectors, other programs' figures, and laws.

mod allocation;
mod allocation_laws;
mod allocation_parity;
mod appraisal;
mod appraisal_laws;
mod benchmark;
mod benchmark_laws;
mod choice_laws;
mod criteria;
mod demand_laws;
mod disclosure;
mod earliest;
mod forecast;
mod funnel;
mod golden;
mod laws;
mod market_laws;
mod matching;
mod pages;
mod parity;
mod questions;
mod relationships;
mod simulation;
mod smaa;
mod standing;
mod voice;
mod voice_laws;

use quantity::Period;

use methods::spc::Point;

/// Months from `first` on, one a value.
pub fn months(first: &str, values: &[f64]) -> Vec<Point> {
    let first = Period::parse(first).expect("a month");
    values.iter().enumerate().map(|(i, v)| Point::new(first.plus(i as u32), *v)).collect()
}

pub fn close(got: f64, want: f64, tolerance: f64) -> bool {
    (got - want).abs() <= tolerance
}
