//! The golden thread: vision, priority, outcome, option, decision; and what hangs on nothing.

pub mod add_priority;
pub mod answer_needs;
pub mod differences;
pub mod keep_list;
pub mod keep_pass;
pub mod link_outcome;
pub mod note_evidence;
pub mod note_voice;
pub mod one_list;
pub mod read_thread;
pub mod set_by_members;
#[cfg(test)]
mod story;
pub mod take_voice;
