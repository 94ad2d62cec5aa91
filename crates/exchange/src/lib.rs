//! Formats in and out, cell by cell: what a foreign file means. Readers take bytes, never a path, and no clock: today is an argument.
//!
//! Nothing is guessed in silence: whatever was changed, skipped or could be read in two ways is a [`note::Note`] with its place.

pub mod archive;
pub mod areas;
pub mod biff;
pub mod calendar;
pub mod csv;
pub mod encoding;
pub mod guess;
pub mod heading;
pub mod indicators;
pub mod kept;
pub mod known;
pub mod layout;
pub mod mapping;
pub mod market;
pub mod marks;
pub mod neighbours;
pub mod note;
pub mod number;
pub mod ocds;
pub mod open;
pub mod open_data;
pub mod open_referral;
pub mod pabulib;
pub mod performance;
pub mod period;
pub mod personal;
pub mod population;
pub mod reading;
pub mod series;
pub mod spelling;
pub mod spend;
pub mod survey;
pub mod table;
pub mod tables;
pub mod unreadable;
pub mod workbook;

pub use known::{Answers, Known, KnownMeasure, KnownPart};
pub use reading::Reading;
pub use unreadable::{Limits, Unreadable};
