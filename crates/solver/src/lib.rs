//! The solver: our own search with the caller's clock, and HiGHS beside it where this was built with the feature `highs`.
//!
//! Nothing outside this crate knows which solver it is.

#[cfg(feature = "highs")]
mod program;
pub mod together;
#[cfg(feature = "highs")]
mod watch;

pub use together::Together;
