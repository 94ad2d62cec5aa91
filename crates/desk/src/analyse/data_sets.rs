//! Public figures, registers of areas and lists of neighbours: read and shown first, in use when a person accepts them.

pub mod accept_data_set;
mod from_file;
pub mod ground;
pub mod list_data_sets;
pub mod read_data_set;
pub mod set_data_set_aside;

#[cfg(test)]
mod story;
