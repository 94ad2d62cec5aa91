//! The market: what records of it say, and what is asked of them.

pub mod ask_records;
