//! Pages of the plan stage, from request to records.

mod changes;
mod options;
mod pages;
mod scenarios;
pub mod support;
