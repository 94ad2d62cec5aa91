//! Records of the market (notices, payments, registers of contracts, grants, providers, placements) as rows of a few tables, whatever
//! format they came in. A reader of a format fills a [`RecordWriter`](crate::tables::RecordWriter) row by row and never holds a file whole.

pub mod cell;
pub mod party;
pub mod shape;

pub use cell::{Cell, OwnedCell};
pub use party::Party;
pub use shape::{Column, ColumnKind, MarketTable};
