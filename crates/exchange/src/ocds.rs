//! Procurement notices in the Open Contracting Data Standard.

pub mod shape;
