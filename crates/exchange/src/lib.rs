//! Formats in and out, cell by cell: what a foreign file means. Readers take bytes, never a path, and no clock: today is an argument.
//!
//! Nothing is guessed in silence: whatever was changed, skipped or could be read in two ways is a [`note::Note`] with its place.

pub mod csv;
pub mod encoding;
pub mod known;
pub mod mapping;
pub mod marks;
pub mod note;
pub mod number;
pub mod period;
pub mod personal;
pub mod reading;
pub mod table;
pub mod unreadable;

pub use known::{Answers, Known, KnownMeasure, KnownPart};
pub use reading::Reading;
pub use unreadable::{Limits, Unreadable};
