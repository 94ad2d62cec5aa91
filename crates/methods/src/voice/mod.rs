//! Voice: what people put first, by ballots with a real budget, choices between two, rankings and points; and how far lists agree.
//!
//! `election.rs` is a budget vote, `equal_shares.rs` and `greedy.rs` answer it, `outcome.rs` is the answer and `minority.rs` says whose
//! money it was. `comparisons.rs` is choices between two, answered by `bradley_terry.rs`. `ranking.rs` and `points.rs` count ordered lists
//! and points. `agreement.rs` sets lists beside each other; `reach.rs` holds who took part against the people it is about.

pub mod agreement;
pub mod bradley_terry;
pub mod comparisons;
mod connected;
mod count;
pub mod election;
pub mod equal_shares;
pub mod greedy;
pub mod minority;
pub mod outcome;
pub mod points;
mod purse;
pub mod ranking;
pub mod reach;
pub mod refusal;

pub use bradley_terry::bradley_terry;
pub use comparisons::{Choice, Comparisons, Prior, Strengths};
pub use election::{Ballot, Completion, Election, Project, Rule, Ties, Utility};
pub use equal_shares::equal_shares;
pub use greedy::greedy;
pub use outcome::{Funded, GroupShare, How, Outcome, Paid};
pub use refusal::Refusal;
