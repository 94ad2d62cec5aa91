//! The solver: HiGHS behind the trait of `methods::allocation`, beside our own search.
//!
//! Nothing outside this crate knows which solver it is.

mod program;
pub mod together;
mod watch;

pub use together::Together;
