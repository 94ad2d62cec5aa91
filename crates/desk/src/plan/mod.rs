//! Plan: known issues, test periods, the readiness check, decisions and exceptions.

pub mod affirm_readiness;
pub mod answer_public_interest;
pub mod approve_public_interest;
pub mod ask_readiness;
pub mod assign_fix;
pub mod base_rate;
pub mod check_data;
pub mod close_issue;
pub mod confirm_displacement;
pub mod decide;
pub mod engage_helper;
pub mod error_rates;
pub(crate) mod evidence_rule;
pub mod explain_period;
pub mod financial_plan;
pub mod find_service;
pub mod gather;
pub mod judge_explanation;
pub mod list_readiness;
pub mod money;
pub mod neighbourhood;
pub mod note_attribution;
pub mod old_needs;
pub mod options;
pub mod paper;
pub mod proceed_by_exception;
pub mod raise_issue;
pub mod read_check;
pub mod read_issue;
pub mod read_options;
pub mod read_principles;
pub mod read_readiness;
pub mod record_people_asked;
pub mod register_test;
pub(crate) mod reply_due;
pub mod setting_changed;
pub mod standing;
pub mod still_open;
#[cfg(test)]
mod story;
#[cfg(test)]
mod story_of_backing;
#[cfg(test)]
mod story_of_changes;
#[cfg(test)]
mod story_of_members;
#[cfg(test)]
mod story_of_papers;
pub mod thread;
pub mod triage_issue;
pub mod two_sides;
pub mod void_test;
pub mod waive_need;
pub mod word;
