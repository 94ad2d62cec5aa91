//! What a commissioner can do: one verb, one file, by stage.
//!
//! Always the same four movements: *may this actor?* → *gather* → *work it out* → *record*. The faces (web, command
//! line) ask here and nowhere else; nothing is stored, changed or decided without an actor and a line in the audit trail.

pub mod actor;
pub mod analyse;
pub mod calc;
pub mod clock;
pub mod config;
pub mod deliver;
pub mod desk;
pub mod error;
pub mod house;
pub mod plan;
pub mod record;
mod remembered;
pub mod review;
pub mod typed;

#[cfg(test)]
mod testing;

pub use actor::Actor;
pub use clock::Clock;
pub use desk::Desk;
pub use error::{DeskError, Fault};
pub use record::Write;
