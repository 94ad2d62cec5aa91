//! Records of the market as columns: written while they are read, and kept only where they are new.

mod builders;
pub mod columns;
pub mod new;
mod part;
pub mod write;
