//! Social return on investment: what a pound put in brings to the people it is for, with nothing claimed twice.
//!
//! `ask.rs` is the question, `guards.rs` what is refused or kept out of the headline, `value.rs` the sums, `turning.rs` what
//! brings the ratio to 1:1.

pub mod ask;
pub mod guards;
pub mod reading;
pub mod refusal;
mod show;
pub mod turning;
pub mod value;

pub use ask::{Ask, Claim, Input, Outcome, Settings};
pub use reading::{OutcomeReading, Reading, read};
pub use refusal::Refusal;

use crate::Method;

pub const METHOD: Method = Method {
    code: "sroi",
    edition: 1,
    title: "Social return on investment",
    sources: &[
        "Cabinet Office and the SROI Network, A guide to social return on investment, 2009, updated January 2012",
        "Social Value International, The principles of social value",
    ],
};
