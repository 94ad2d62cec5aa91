//! Values with units: what a unit is, and how it rounds.
//!
//! The ground floor. Nothing here knows a file, a clock, a network or our nouns; everything above may lean on it.

pub mod code;
pub mod direction;
pub mod interval;
pub mod kind;
pub mod money;
pub mod month;
pub mod period;
pub mod rounding;
pub mod share;
pub mod unit;

pub use direction::Direction;
pub use interval::Interval;
pub use jiff::civil::Date;
pub use kind::MeasureKind;
pub use money::Money;
pub use month::Month;
pub use period::Period;
pub use share::Share;
pub use unit::Unit;
