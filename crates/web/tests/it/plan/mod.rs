//! Pages of the plan stage, from request to records.

mod backing;
mod changes;
mod costs;
mod limits;
mod money;
mod neighbourhoods;
mod options;
mod pages;
mod papers;
mod public_interest;
mod scenarios;
mod since;
mod spend;
pub mod support;
