//! The medium-term financial plan: the gaps and savings it counts on, what decisions promise towards them, and what came of it.
//!
//! `write_plan_line` keeps a line; `decided` keeps what a decision promises, and says it in sentences; `record_saved` keeps what came of it;
//! `answered` holds the one against the other, and `read_financial_plan` gathers both.

pub mod answered;
pub(crate) mod decided;
pub mod read_financial_plan;
pub mod record_saved;
#[cfg(test)]
mod story;
pub mod words;
pub mod write_plan_line;
pub mod year_lines;

pub use decided::said_of_option;
