//! Papers people can take away: the one crate that knows what Word, PDF and Excel files are.
//!
//! Bytes out, and nothing else: no path, no clock. The date a paper was made is an argument, so the same input gives the
//! same bytes.

mod appendix;
pub mod error;
pub mod paper_workbook;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod picture;
pub mod sheet;
pub mod table_workbook;
pub mod word;
pub mod workbook;

pub use error::PapersError;
pub use paper_workbook::paper_workbook;
#[cfg(feature = "pdf")]
pub use pdf::pdf;
pub use sheet::{Cell, CellError, Merge, Sheet};
pub use table_workbook::table_workbook;
pub use word::word;
pub use workbook::workbook;
