//! Public figures, registers of areas, lists of neighbours and records of the market: read and shown first, in use when a person accepts them.

pub mod accept_data_set;
mod from_file;
pub mod ground;
pub mod list_data_sets;
pub mod load_records;
pub mod read_data_set;
pub mod set_data_set_aside;

#[cfg(test)]
mod story;
#[cfg(test)]
mod story_of_records;
