//! Demand: built from people, carried on from a series, and managed.

pub mod add_way;
pub mod carry_on;
pub mod read_model;
pub mod start_model;
pub mod state_driver;
