//! The tables beside charts, as a workbook: what “Excel” under a chart gives.

use quantity::{Date, Period, Share};
use report::table::{self, Table};

use crate::error::PapersError;
use crate::sheet::{Cell, Sheet};
use crate::workbook::workbook;

/// One sheet a table, named as given: its caption, its headings with units, then its rows with figures in full.
///
/// What is missing stands in words in its cell, never as nought. Refused as [`workbook`] refuses.
pub fn table_workbook(tables: &[(&str, &Table)], made: Date) -> Result<Vec<u8>, PapersError> {
    let sheets: Vec<Sheet> = tables.iter().map(|(name, table)| sheet(name, table)).collect();
    workbook(&sheets, made)
}

pub(crate) fn sheet(name: &str, table: &Table) -> Sheet {
    let mut rows = vec![vec![Cell::text(table.caption.clone())], table.columns.iter().map(|column| Cell::text(column.heading())).collect()];
    rows.extend(table.rows.iter().map(|row| row.iter().map(cell).collect()));
    let widths = table.columns.iter().map(|column| (column.heading().chars().count() as f64 + 2.0).clamp(12.0, 40.0)).collect();
    Sheet { name: name.to_owned(), rows, bold_rows: 2, widths, ..Sheet::default() }
}

fn cell(cell: &table::Cell) -> Cell {
    match cell {
        table::Cell::Words(text) | table::Cell::Missing(text) => Cell::text(text.clone()),
        table::Cell::Period(Period::Month(month)) => Cell::Month(*month),
        table::Cell::Period(Period::Day(date)) => Cell::Date(*date),
        table::Cell::Period(period) => Cell::text(period.in_words()),
        table::Cell::Number { value, shown } => number(*value, shown),
        table::Cell::Whole(count) => Cell::number(*count as f64, 0),
    }
}

/// As many decimals as on the page; a share shown as per cent stays a share. What is no number stays its words.
fn number(value: f64, shown: &str) -> Cell {
    let digits = shown.trim_end_matches(|c: char| !c.is_ascii_digit());
    let places = digits.rsplit_once('.').map_or(0, |(_, decimals)| decimals.chars().take_while(char::is_ascii_digit).count()).min(9) as u8;
    match Share::new(value) {
        Ok(share) if shown.trim_end().ends_with('%') => Cell::Percent { value: share, places },
        _ if value.is_finite() => Cell::Number { value, places },
        _ => Cell::text(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use jiff::civil::date;
    use report::table::Column;
    use std::io::Cursor;

    #[test]
    fn a_table_is_one_sheet_with_its_caption_headings_and_whole_figures() {
        let october = Period::parse("2026-10").expect("a month");
        let table = Table::new(
            "Still at home after 91 days",
            vec![Column::words("Month"), Column::number("People", "people"), Column::number("Still at home", "%")],
            vec![
                vec![table::Cell::Period(october), table::Cell::Whole(250), table::Cell::number(0.84, "84%")],
                vec![table::Cell::Period(october.next()), table::Cell::Missing("not sent".into()), table::Cell::Missing("not sent".into())],
            ],
        );
        let bytes = table_workbook(&[("Reablement", &table)], date(2026, 11, 21)).expect("a workbook");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("opens");
        let range = book.worksheet_range("Reablement").expect("a sheet");
        assert_eq!(range.get_value((0, 0)), Some(&Data::String("Still at home after 91 days".into())));
        assert_eq!(range.get_value((1, 1)), Some(&Data::String("People".into())));
        assert!(matches!(range.get_value((2, 0)), Some(Data::DateTime(_))));
        assert_eq!(range.get_value((2, 2)), Some(&Data::Float(0.84)));
        assert_eq!(range.get_value((3, 1)), Some(&Data::String("not sent".into())));
    }

    #[test]
    fn decimals_are_those_of_the_page() {
        assert_eq!(number(32.0, "32.0 weeks"), Cell::number(32.0, 1));
        assert_eq!(number(3.64, "£3.64"), Cell::number(3.64, 2));
        assert_eq!(number(-1234.0, "−1,234"), Cell::number(-1234.0, 0));
        assert_eq!(number(f64::NAN, "not a number"), Cell::text("not a number"));
        assert_eq!(number(0.121, "12.1%"), Cell::Percent { value: Share::new(0.121).expect("a share"), places: 1 });
    }
}
