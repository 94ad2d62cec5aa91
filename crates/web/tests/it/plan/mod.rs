//! Pages of the plan stage, from request to records.

mod backing;
mod candidates;
mod changes;
mod costs;
mod demand;
mod financial_plan;
mod limits;
mod money;
mod neighbourhoods;
mod options;
mod pages;
mod papers;
mod priorities;
mod public_interest;
mod scenarios;
mod since;
mod spend;
pub mod support;
