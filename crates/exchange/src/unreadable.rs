//! Why a file cannot be read at all, and what to do about it; and the limits that guard against files made to harm.

use quantity::money::group_thousands as many;
use serde::{Deserialize, Serialize};

/// How much is read of one file. Beyond it the file is refused before it is expanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Of the file as it came.
    pub bytes: u64,
    /// Of a workbook once expanded; a workbook is a zip folder.
    pub expanded_bytes: u64,
    /// Expanded over packed, asked of parts beyond a mebibyte. Real workbooks stay under about 40.
    pub ratio: u64,
    /// Parts inside a workbook.
    pub entries: usize,
    pub sheets: usize,
    pub columns: u32,
    /// Cells of all sheets together.
    pub cells: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 50 << 20, expanded_bytes: 400 << 20, ratio: 200, entries: 5_000, sheets: 200, columns: 2_000, cells: 6_000_000 }
    }
}

/// The file cannot be read. Each text says what is wrong and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("The file is empty. Check that it was saved, then load it again.")]
    Empty,
    #[error("The file is {} and at most {} is read. Save only the sheet with the figures, or split the file by year.", over(*bytes, *limit), size(*limit))]
    TooLarge { bytes: u64, limit: u64 },
    #[error(
        "The workbook needs a password. Open it in Excel, remove the password under File, Info, Protect Workbook, save it, and load it again."
    )]
    Password,
    #[error("This is a PDF, whatever its name says. Ask the sender for the spreadsheet it was made from.")]
    Pdf,
    #[error("This is a picture, not a spreadsheet. Ask the sender for the figures as a spreadsheet or a CSV file.")]
    Picture,
    #[error("This is a Word or PowerPoint document, not a spreadsheet. Copy its table into a spreadsheet and load that.")]
    Document,
    #[error("This is a web page, whatever its name says. Open it in Excel, save it as an Excel workbook (.xlsx), and load that.")]
    WebPage,
    #[error("This is {0}, not a table of rows and columns. Save it as an Excel workbook (.xlsx) or a CSV file and load that.")]
    NotATable(&'static str),
    #[error("This is a zip folder, not a workbook. Unpack it and load the spreadsheets in it one at a time.")]
    ZipFolder,
    #[error("The workbook would grow to {} when opened, and at most {} is read. It was not opened. Ask the sender where it came from, or save its figures as CSV.", over(*expanded, *limit), size(*limit))]
    ExpandsTooFar { expanded: u64, limit: u64 },
    #[error(
        "A part of the workbook would grow to more than {limit} times its size when opened, as files made to harm do. It was not opened. Save its figures as CSV and load that."
    )]
    PackedTooTightly { limit: u64 },
    #[error(
        "The workbook holds {entries} parts, and at most {limit} are read. Save the sheet with the figures in a new workbook and load that."
    )]
    TooManyParts { entries: usize, limit: usize },
    #[error(
        "The workbook holds {sheets} sheets, and at most {limit} are read. Save the sheets with the figures in a new workbook and load that."
    )]
    TooManySheets { sheets: usize, limit: usize },
    #[error(
        "{}row {row} reaches column {}, and at most {} columns are read. Delete the columns beyond the table, or check that the file was saved with one row to a line.",
        on(sheet), many(u64::from(*columns)), many(u64::from(*limit))
    )]
    TooManyColumns { sheet: String, row: u32, columns: u32, limit: u32 },
    #[error("The file holds more than {} cells, the most that are read. Save only the rows needed, or split the file by year.", many(*limit))]
    TooManyCells { limit: u64 },
    #[error(
        "This is not a spreadsheet: it is neither text nor a workbook. Save it as an Excel workbook (.xlsx) or a CSV file and load that."
    )]
    NotASpreadsheet,
    #[error("The workbook is damaged ({0}). Open it in Excel, let it repair the file, save it under a new name, and load that.")]
    Damaged(String),
    #[error(
        "The columns of this Parquet file cannot be read ({0}). Write it again with Snappy, gzip or no compression, or save it as CSV, and load that."
    )]
    DamagedColumns(String),
    #[error(
        "No figures were found: the file has {rows} rows and none of them holds a number under a heading. Check that it is the file you meant."
    )]
    NoFigures { rows: u64 },
}

fn on(sheet: &str) -> String {
    if sheet.is_empty() { "In the file, ".to_owned() } else { format!("On sheet ‘{sheet}’, ") }
}

/// `61 KB`, `50 MB`, `2.0 GB`, as the settings say it: a megabyte is 1,024 kilobytes.
pub fn size(bytes: u64) -> String {
    let (bytes, kilo) = (bytes as f64, 1024.0f64);
    match bytes {
        b if b < kilo => format!("{b} bytes"),
        b if b < kilo.powi(2) => format!("{:.0} KB", b / kilo),
        b if b < kilo.powi(3) => format!("{:.0} MB", b / kilo.powi(2)),
        b => format!("{:.1} GB", b / kilo.powi(3)),
    }
}

/// The size of what is over a limit: never said in the same words as the limit itself.
fn over(bytes: u64, limit: u64) -> String {
    let said = size(bytes);
    if said == size(limit) { format!("just over {said}") } else { said }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_to_do_next() {
        assert_eq!(
            Unreadable::TooLarge { bytes: 2 << 30, limit: 50 << 20 }.to_string(),
            "The file is 2.0 GB and at most 50 MB is read. Save only the sheet with the figures, or split the file by year."
        );
        let hardly = Unreadable::TooLarge { bytes: (50 << 20) + 1, limit: 50 << 20 };
        assert!(hardly.to_string().starts_with("The file is just over 50 MB and at most 50 MB is read."), "{hardly}");
        let wide = Unreadable::TooManyColumns { sheet: String::new(), row: 1, columns: 10_000, limit: 2_000 };
        assert!(wide.to_string().starts_with("In the file, row 1 reaches column 10,000, and at most 2,000 columns are read."));
    }
}
