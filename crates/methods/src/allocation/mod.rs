//! Allocation: where a shared budget of several organisations does most for the prioritised outcomes, within every limit.

mod blocks;
pub mod certificate;
pub mod check;
pub mod conflict;
mod decompose;
pub mod even_cut;
mod exchange;
pub mod frontier;
pub mod margin;
mod mask;
mod master;
pub mod moves;
pub mod near;
pub mod plan;
pub mod pooled;
mod prices;
pub mod problem;
pub mod program;
pub mod refusal;
mod repair;
pub mod search;
pub mod second_pass;
pub mod segments;
pub mod solver;

pub use blocks::Regrets;
pub use certificate::{Verification, verify};
pub use conflict::{Conflict, conflict};
pub use mask::Mask;
pub use plan::{Broken, Plan};
pub use problem::Problem;
pub use program::{Program, RowName};
pub use refusal::Refusal;
pub use search::Search;
pub use solver::{Answer, Limit, OwnSearch, Solve, Work};

use crate::Method;

pub const METHOD: Method = Method {
    code: "allocation",
    edition: 1,
    title: "Putting a shared budget where it does most",
    sources: &[
        "Phillips and Bana e Costa, Transparent prioritisation, budgeting and resource allocation, Annals of Operations Research 154, 2007",
        "Salo, Keisler and Morton (eds), Portfolio Decision Analysis, 2011",
        "Dantzig and Wolfe, Decomposition principle for linear programs, Operations Research 8, 1960",
        "Airoldi, Morton, Smith and Bevan, STAR: people-powered prioritization, Medical Decision Making 34, 2014",
    ],
};
