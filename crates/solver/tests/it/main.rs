//! The solver against other programs' answers, with HiGHS beside our own search.

#[cfg(feature = "highs")]
mod parity;
mod stops;
