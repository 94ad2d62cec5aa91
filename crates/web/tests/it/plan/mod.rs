//! Pages of the plan stage, from request to records.

mod changes;
mod pages;
mod public_interest;
mod scenarios;
pub mod support;
