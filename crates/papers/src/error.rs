//! What can go wrong when a paper is written: always a fault of what was asked, named by sheet and cell.

/// A workbook or a paper could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PapersError {
    #[error("a workbook needs at least one sheet that is not hidden")]
    NoSheet,
    #[error("“{0}” cannot be the name of a sheet: use 1 to 31 characters, none of [ ] : * ? / \\, and each name once")]
    SheetName(String),
    #[error("sheet “{sheet}” has {rows} rows and {columns} columns: Excel holds at most 1,048,576 and 16,384")]
    TooLarge { sheet: String, rows: usize, columns: usize },
    #[error("sheet “{sheet}”, cell {cell}: {why}")]
    Cell { sheet: String, cell: String, why: String },
    #[error("a chart could not be drawn: {why}")]
    Picture { why: String },
    #[error("the paper could not be written: {why}")]
    Written { why: String },
}
