//! Every sentence shown to a person, built whole and in one place, so that it can be checked and said in another language.

pub mod count;
pub mod spc;
