//! Shared money: funds and their partners, putting a budget where it does most, changes of several lines at once.

pub mod add_candidates;
pub mod candidate_lines;
pub mod contribute;
pub mod describe_candidates;
pub mod forecast_duty;
pub mod keep_plan;
pub mod limit_lines;
pub mod mend_candidate;
pub mod name_case;
pub mod open_allocation;
pub mod pasted;
pub mod propose_budget_change;
pub mod question;
pub mod read_allocation;
pub mod read_budget_change;
pub mod read_fund;
pub mod read_members_priorities;
pub mod say_what_we_can_bear;
pub mod set_limits;
pub mod set_members_priority;
pub mod set_up_fund;
pub mod start_from_options;
pub mod start_from_spend;
#[cfg(test)]
mod story;
#[cfg(test)]
mod story_of_candidates;
#[cfg(test)]
mod story_of_limits;
pub mod take_out_candidate;
pub mod worked;
