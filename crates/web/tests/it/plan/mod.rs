//! Pages of the plan stage, from request to records.

mod changes;
mod pages;
mod papers;
mod scenarios;
pub mod support;
