//! Relationships between those who commission: the partnership check that every side answers, the skills a plan needs against those
//! that are held, and what working together costs and brings about.
//!
//! Who pays and who gains is `appraisal::ledger`; nothing here works it out again.

pub mod collaboration;
pub mod partnership_check;
pub mod skills;
