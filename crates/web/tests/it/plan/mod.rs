//! Pages of the plan stage, from request to records.

mod changes;
mod money;
mod pages;
mod scenarios;
pub mod support;
