//! Options weighed on several criteria.
//!
//! `case.rs` is the question, `criterion.rs` what a score is worth, `weights.rs` what a criterion counts for, `voices.rs` where groups of
//! people differ, `additive.rs` the value of each option. `topsis.rs` and `promethee.rs` are asked beside it (`beside.rs`), and `flip.rs` says
//! what would have to be true for another option to win. `neutral.rs` keeps the delivery model from being scored unsaid.

pub mod additive;
pub mod appraise;
pub mod beside;
pub mod case;
pub mod criterion;
pub mod flip;
pub mod neutral;
pub mod normalise;
pub mod promethee;
pub mod refusal;
mod show;
pub mod topsis;
pub mod voices;
pub mod weights;

pub use crate::numeric::rank;

pub use appraise::{Reading, appraise};
pub use case::{Case, Voice};
pub use criterion::{Criterion, Range, Shape};
pub use normalise::Normalisation;
pub use promethee::{Flows, Preference};
pub use refusal::Refusal;
pub use weights::{Answer, SwingCheck};

use crate::Method;

pub const METHOD: Method = Method {
    code: "mcda-weighted-sum",
    edition: 1,
    title: "Options weighed on several criteria (additive value)",
    sources: &[
        "Department for Communities and Local Government, Multi-criteria analysis: a manual, 2009, chapters 5 and 6",
        "Keeney and Raiffa, Decisions with Multiple Objectives, 1976, chapter 3",
        "von Winterfeldt and Edwards, Decision Analysis and Behavioral Research, 1986, chapter 8 (swing weights)",
    ],
};

/// Under so many options there is nothing to choose between.
pub const FEWEST_OPTIONS: usize = 2;
/// More are weighed in two steps: leave out what others beat on every criterion first.
pub const MOST_OPTIONS: usize = 2_000;
