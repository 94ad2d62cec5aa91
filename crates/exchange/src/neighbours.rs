//! The row of a cell with the rows around it, as the page of a cell shows them.

use serde::{Deserialize, Serialize};

use crate::layout;
use crate::note::Notes;
use crate::open;
use crate::unreadable::{Limits, Unreadable};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// Empty in a text file.
    pub sheet: String,
    /// The cell asked for, counted from 1.
    pub row: u32,
    pub column: u32,
    /// What the cell's column is headed, where it is.
    pub heading: String,
    /// Column of the first cell of every row below.
    pub first_column: u32,
    /// Headings first, then the rows around the cell.
    pub rows: Vec<NeighbourRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeighbourRow {
    pub number: u32,
    pub is_heading: bool,
    /// Of equal length in every row; empty cells are empty texts.
    pub cells: Vec<String>,
}

/// Columns shown to either side of the cell, where there are many.
const ASIDE: u32 = 12;

/// Finds the cell of a kept file. `around` rows above and below it; `None` where the file has no such row.
pub fn neighbours(
    bytes: &[u8],
    sheet: &str,
    row: u32,
    column: u32,
    around: u32,
    limits: &Limits,
) -> Result<Option<Neighbours>, Unreadable> {
    let book = open::book(bytes, limits, &mut Notes::default(), &mut |_, _| {})?;
    let Some(found) = book.sheet(sheet).filter(|sheet| sheet.row(row).is_some()) else { return Ok(None) };
    let layout = layout::find(found);
    let headings = layout.as_ref().map(|l| l.heading_rows.clone()).unwrap_or_default();
    let near = |number: u32| number.abs_diff(row) <= around;
    let shown = || found.rows.iter().filter(|r| headings.contains(&r.number) || near(r.number));
    let width = shown().map(|r| r.cells.len()).max().unwrap_or(0) as u32;
    let first_column = if width > 2 * ASIDE + 1 { column.saturating_sub(ASIDE).max(1) } else { 1 };
    let last_column = width.min(first_column.saturating_add(2 * ASIDE)).max(column.min(first_column.saturating_add(2 * ASIDE)));
    let rows = shown()
        .map(|r| NeighbourRow {
            number: r.number,
            is_heading: headings.contains(&r.number),
            cells: (first_column..=last_column).map(|c| r.cell(c).shown().into_owned()).collect(),
        })
        .collect();
    let heading =
        layout.as_ref().and_then(|l| l.headings.iter().find(|h| h.column == column)).map(layout::Heading::text).unwrap_or_default();
    Ok(Some(Neighbours { sheet: sheet.to_owned(), row, column, heading, first_column, rows }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stands_among_its_neighbours() {
        let file = b"Return for April\n\nAgency,Month,Visits\nOak,Apr-26,320\nElm,Apr-26,210\nAsh,Apr-26,180\nBay,Apr-26,90\n";
        let found = neighbours(file, "", 5, 3, 1, &Limits::default()).expect("readable").expect("a row");
        assert_eq!(found.heading, "Visits");
        assert_eq!(
            found.rows.iter().map(|r| (r.number, r.is_heading)).collect::<Vec<_>>(),
            [(3, true), (4, false), (5, false), (6, false)]
        );
        assert_eq!(found.rows[2].cells, ["Elm", "Apr-26", "210"]);
        assert_eq!(neighbours(file, "", 2, 1, 1, &Limits::default()), Ok(None));
        assert_eq!(neighbours(file, "Sheet9", 5, 1, 1, &Limits::default()), Ok(None));
    }
}
