//! Would anybody come, and is there enough: capacity against need, how the market would respond, and how a case would go to it.

pub mod change_way;
pub mod go_on;
pub mod learn_from;
pub mod need_from_model;
pub mod past_predictions;
pub mod plan_way;
pub mod rate_market;
pub mod read_response;
pub mod read_supply;
pub mod record_came;
pub(crate) mod sealed;
pub mod start_supply;
pub mod state_capacity;
pub mod state_need;
#[cfg(test)]
mod story;
pub mod test_market;
pub mod told_supply;
pub mod usual_time;
