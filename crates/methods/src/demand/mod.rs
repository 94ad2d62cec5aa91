//! Demand: how much of a service people will need, what changes that, and who may have it.
//!
//! [`forecast`] carries a series on; [`cohort`] builds demand from people; [`managing`] asks what prevention, deflection, self-service or a
//! charge would change; [`eligibility`] moves a threshold on paper; [`load`] follows people turned away to the next service.

pub mod cohort;
pub mod eligibility;
pub mod forecast;
pub mod load;
pub mod managing;
pub mod range;

pub use range::{Range, RangeFault};
