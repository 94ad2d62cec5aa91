//! Every sentence shown to a person, built whole and in one place, so that it can be checked and said in another language.

pub mod allocation;
mod allocation_choices;
mod allocation_limits;
pub mod beside;
pub mod best_value_line;
pub mod bias;
pub mod budget_change;
mod changing;
pub mod count;
pub mod demand;
pub mod differences;
pub mod eligibility;
pub mod evidence;
pub mod full_cost;
pub mod fund;
mod headline;
pub(crate) mod interval;
pub mod market_response;
pub mod members_priorities;
pub mod needs;
pub mod options;
pub mod payment;
pub mod places;
pub mod predicted;
pub mod prices;
pub mod priorities;
pub mod reach;
pub mod readiness;
pub mod saving;
pub mod say;
pub mod spc;
pub mod spend;
pub mod supply;
pub mod weights;

pub(crate) use changing::{changing, meeting};
pub(crate) use headline::headline;
