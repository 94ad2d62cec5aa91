//! One value of a measure for a period (a data point, on pages), with where it came from.

use jiff::Timestamp;
use quantity::Period;
use serde::{Deserialize, Serialize};

use crate::id::{MeasureId, ObservationId, SourceId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    pub id: ObservationId,
    pub measure: MeasureId,
    /// The part it speaks of (an agency, a district, a lot), or empty for the whole.
    pub part: String,
    pub period: Period,
    /// In the measure's unit; shares for per cent. None where suppressed or not available.
    pub value: Option<f64>,
    pub numerator: Option<i64>,
    pub denominator: Option<i64>,
    pub missing: Option<Missing>,
    pub provisional: bool,
    /// 1 when first loaded, one more at each correction; the old value stays behind it.
    pub revision: i64,
    /// Replaced by a later revision, or withdrawn.
    pub current: bool,
    pub withdrawn: Option<String>,
    pub at: Option<CellRef>,
    pub loaded_at: Timestamp,
}

/// Why there is no value. Missing is never zero and never fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// A small number held back at source: "<5", "c".
    Suppressed,
    NotApplicable,
    NotAvailable,
    /// What stood there could not be read.
    Unreadable,
}

/// A cell of an accepted file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CellRef {
    pub source: SourceId,
    /// Empty for CSV.
    pub sheet: String,
    /// From 1, as a spreadsheet counts.
    pub row: u32,
    /// From 1: 1 is A.
    pub column: u32,
}

/// `13, 41` as `M41`.
pub fn cell_name(row: u32, column: u32) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        for (row, column, name) in [(41, 13, "M41"), (1, 1, "A1"), (2, 26, "Z2"), (3, 27, "AA3"), (4, 703, "AAA4")] {
            assert_eq!(cell_name(row, column), name);
        }
    }
}
