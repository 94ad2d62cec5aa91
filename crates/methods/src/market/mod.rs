//! How a market is judged: who is who, who supplies, who competes, who comes and goes, who depends on whom, who would bid, and what keeps
//! others out.
//! How a market is judged: who supplies, who competes, who comes and goes, who depends on whom, who would bid, and what keeps others out.
//!
//! Columns reduce, methods judge: each file takes plain figures, says what share of the whole they rest on, and takes what is not known
//! for neither good nor bad.

pub mod barriers;
pub mod call_off;
pub mod commitment;
pub mod competition;
pub mod concentration;
pub mod dependency;
pub mod durability;
pub mod flags;
pub mod flows;
pub mod health;
pub mod lead_time;
pub mod lots;
pub mod matching;
pub mod maturity;
pub mod pipeline_stability;
pub mod predicted_bids;
mod refusal;

pub use refusal::Refusal;
