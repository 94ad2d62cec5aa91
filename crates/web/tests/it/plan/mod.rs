//! Pages of the plan stage, from request to records.

mod pages;
mod scenarios;
mod support;
