//! The golden thread: vision, priority, outcome, option, decision; and what hangs on nothing.

pub mod add_priority;
pub mod answer_needs;
pub mod keep_list;
pub mod link_outcome;
pub mod read_thread;
#[cfg(test)]
mod story;
