//! Deliver: what is in force between those who commission and those who provide.

pub mod add_service;
