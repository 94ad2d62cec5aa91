//! Records of the market (notices, payments, registers of contracts, grants, providers, placements) as rows of a few tables, whatever
//! format they came in. A reader of a format fills a [`RecordWriter`](crate::tables::RecordWriter) row by row and never holds a file whole.

pub mod amounts;
pub mod cell;
pub mod columns;
pub mod days;
pub mod numbers;
pub mod party;
pub mod payments;
pub mod people;
pub mod placements;
pub mod providers;
pub mod reading;
pub mod register;
pub mod rows;
pub mod shape;
pub mod tabular;
pub mod threesixty;

pub use cell::{Cell, OwnedCell};
pub use party::Party;
pub use reading::{NotRecords, ReadRecords, Source, Tally, Told, UnreadRow};
pub use shape::{Column, ColumnKind, MarketTable};

/// ISO 4217's code for no currency: what is paid in one that is not known is summed with no other.
pub const NO_CURRENCY: &str = concat!("X", "XX");
