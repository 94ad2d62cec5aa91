//! Papers people can take away: the one crate that knows what an Excel file is.
//!
//! Bytes out, and nothing else: no path, no clock. The date a paper was made is an argument, so the same input gives the
//! same bytes.

pub mod error;
pub mod sheet;
pub mod table_workbook;
pub mod workbook;

pub use error::PapersError;
pub use sheet::{Cell, CellError, Merge, Sheet};
pub use table_workbook::table_workbook;
pub use workbook::workbook;
