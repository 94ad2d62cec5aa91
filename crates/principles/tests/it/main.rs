//! The principles, asked from outside.

mod build;
mod laws;
mod readiness;
mod solve_first;
