//! Arithmetic the methods share. Sums are compensated, so that a point on the mean is on the mean.

pub mod agreement;
pub mod cholesky;
pub mod draw;
pub mod natural;
pub mod order;
pub mod rank;
pub mod regress;
pub mod special;
