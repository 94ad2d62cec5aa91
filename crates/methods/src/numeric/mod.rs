//! Arithmetic the methods share. Sums are compensated, so that a point on the mean is on the mean.

pub mod draw;
pub mod order;
pub mod regress;
pub mod special;
