//! What good commissioning asks of a case, and why: one principle, one file, one code.
//!
//! Pure: a principle takes a plain assembly of nouns that the desk gathers, with today's date and the bank holidays as
//! arguments, and answers with reasons first. Evidence arrives as plain data ([`evidence::IssueEvidence`]); how a figure
//! is worked is not known here.

pub mod base_rate;
pub mod card;
pub mod delegation;
pub mod evidence;
pub mod p_delineation;
pub mod p_displacement;
pub mod p_four_tests;
pub mod p_level_field;
pub mod p_outsourcing_a_problem;
pub mod p_robust_process;
pub mod p_solve_first;
pub mod predicted;
pub mod readiness_case;
pub mod settings;
pub mod working_days;

pub use card::{CARDS, Card};
pub use delegation::{Delegation, DelegationRule, ExceptionAsked};
pub use evidence::{EvidenceGrade, FailingCriterion, IssueEvidence, Moved};
pub use p_outsourcing_a_problem::{Readiness, readiness};
pub use readiness_case::{Change, IssueOnRecord, Proposal, ReadinessCase};
pub use settings::ReadinessSettings;
pub use working_days::BankHolidays;
