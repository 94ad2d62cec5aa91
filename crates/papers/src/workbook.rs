//! Sheets to the bytes of an `.xlsx` file.

use quantity::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use crate::error::PapersError;
use crate::sheet::{Cell, Merge, Sheet, cell_name};

const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;

/// Writes `sheets` in their order as one workbook, dated `made`.
///
/// The same sheets and date give the same bytes. Text is always text: what begins with “=” is never a formula.
/// Refused: no visible sheet, a name Excel will not have, a sheet too large, a number that is not finite, ranges that
/// cross, a date before 1900.
pub fn workbook(sheets: &[Sheet], made: Date) -> Result<Vec<u8>, PapersError> {
    let Some(first_seen) = sheets.iter().position(|sheet| !sheet.hidden) else { return Err(PapersError::NoSheet) };
    let mut book = Workbook::new();
    if let Ok(date) = excel_date(made) {
        book.set_properties(&DocProperties::new().set_creation_datetime(&date));
    }
    let mut names: Vec<String> = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let lower = sheet.name.to_lowercase();
        if names.contains(&lower) {
            return Err(PapersError::SheetName(sheet.name.clone()));
        }
        names.push(lower);
        let page = book.add_worksheet();
        write_sheet(page, sheet)?;
        if sheet.hidden {
            page.set_hidden(true);
        } else if at == first_seen {
            page.set_active(true);
            page.set_first_tab(true);
        }
    }
    book.save_to_buffer().map_err(|error| PapersError::Cell {
        sheet: sheets.first().map(|sheet| sheet.name.clone()).unwrap_or_default(),
        cell: "A1".into(),
        why: error.to_string(),
    })
}

fn write_sheet(page: &mut Worksheet, sheet: &Sheet) -> Result<(), PapersError> {
    page.set_name(&sheet.name).map_err(|_| PapersError::SheetName(sheet.name.clone()))?;
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0).max(sheet.widths.len());
    if sheet.rows.len() > MOST_ROWS || columns > MOST_COLUMNS {
        return Err(PapersError::TooLarge { sheet: sheet.name.clone(), rows: sheet.rows.len(), columns });
    }
    for (column, width) in sheet.widths.iter().enumerate() {
        page.set_column_width(column as u16, *width).map_err(|error| fault(sheet, 0, column as u16, &error))?;
    }
    for merge in &sheet.merges {
        write_merge(page, sheet, *merge)?;
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        let bold = (row as u32) < sheet.bold_rows;
        for (column, cell) in cells.iter().enumerate() {
            write_cell(page, row as u32, column as u16, cell, bold).map_err(|error| fault(sheet, row as u32, column as u16, &error))?;
        }
    }
    Ok(())
}

/// The range only: its first cell is written with the others, over the blank put here.
fn write_merge(page: &mut Worksheet, sheet: &Sheet, merge: Merge) -> Result<(), PapersError> {
    let refuse = |why: &str| PapersError::Cell {
        sheet: sheet.name.clone(),
        cell: cell_name(merge.first_row, merge.first_column),
        why: why.to_owned(),
    };
    let (Some(top), Some(left)) = (merge.first_row.checked_sub(1), merge.first_column.checked_sub(1)) else {
        return Err(refuse("rows and columns of a merged range count from 1"));
    };
    let (Some(bottom), Some(right)) = (merge.last_row.checked_sub(1), merge.last_column.checked_sub(1)) else {
        return Err(refuse("rows and columns of a merged range count from 1"));
    };
    page.merge_range(top, left, bottom, right, "", &Format::new().set_bold()).map(|_| ()).map_err(|error| refuse(&error.to_string()))
}

fn write_cell(page: &mut Worksheet, row: u32, column: u16, cell: &Cell, bold: bool) -> Result<(), XlsxError> {
    let plain = if bold { Format::new().set_bold() } else { Format::new() };
    match cell {
        Cell::Blank => return Ok(()),
        Cell::Text(text) => page.write_string_with_format(row, column, text, &plain)?,
        Cell::Number { value, places } => {
            if !value.is_finite() {
                return Err(XlsxError::ParameterError("it is not a number".to_owned()));
            }
            page.write_number_with_format(row, column, *value, &plain.set_num_format(number_format(*places, "")))?
        }
        Cell::Percent { value, places } => {
            page.write_number_with_format(row, column, value.value(), &plain.set_num_format(number_format(*places, "%")))?
        }
        Cell::Date(date) => page.write_datetime_with_format(row, column, &excel_date(*date)?, &plain.set_num_format("dd/mm/yyyy"))?,
        Cell::Month(month) => {
            page.write_datetime_with_format(row, column, &excel_date(month.first_day())?, &plain.set_num_format("mmm yyyy"))?
        }
        Cell::Formula { formula, comes_to, places } => {
            if !comes_to.is_finite() {
                return Err(XlsxError::ParameterError("what its formula comes to is not a number".to_owned()));
            }
            let formula = Formula::new(formula).set_result(comes_to.to_string());
            page.write_formula_with_format(row, column, formula, &plain.set_num_format(number_format(*places, "")))?
        }
        Cell::Error(error) => {
            let formula = Formula::new(format!("={}", error.shown())).set_result(error.shown());
            page.write_formula_with_format(row, column, formula, &plain)?
        }
    };
    Ok(())
}

fn number_format(places: u8, end: &str) -> String {
    match places {
        0 => format!("0{end}"),
        places => format!("0.{}{end}", "0".repeat(usize::from(places.min(15)))),
    }
}

fn excel_date(date: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())
}

fn fault(sheet: &Sheet, row: u32, column: u16, error: &XlsxError) -> PapersError {
    PapersError::Cell { sheet: sheet.name.clone(), cell: cell_name(row + 1, column + 1), why: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::CellError;
    use calamine::{Data, Reader, SheetVisible, Xlsx};
    use jiff::civil::date;
    use quantity::Share;
    use std::io::Cursor;

    fn sheet(name: &str, rows: Vec<Vec<Cell>>) -> Sheet {
        Sheet { name: name.into(), rows, bold_rows: 1, ..Sheet::default() }
    }

    fn october() -> Vec<Sheet> {
        let mut moves = sheet(
            "Moves",
            vec![
                vec![Cell::text("Month"), Cell::text("Planned moves on"), Cell::Blank],
                vec![Cell::Date(date(2026, 10, 1)), Cell::count(25), Cell::number(32.0, 1)],
                vec![
                    Cell::text("=1+1"),
                    Cell::Percent { value: Share::of(284, 412).expect("a share"), places: 0 },
                    Cell::Error(CellError::DividedByZero),
                ],
            ],
        );
        moves.merges.push(Merge { first_row: 1, first_column: 2, last_row: 1, last_column: 3 });
        moves.widths = vec![14.0, 10.0];
        let hidden = Sheet { hidden: true, ..sheet("Sheet3", vec![vec![Cell::text("seen by nobody")]]) };
        vec![hidden, moves]
    }

    #[test]
    fn what_is_written_is_read_back() {
        let bytes = workbook(&october(), date(2026, 11, 20)).expect("a workbook");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("opens");
        let seen: Vec<_> = book.sheets_metadata().iter().map(|s| (s.name.clone(), s.visible)).collect();
        assert_eq!(seen, vec![("Sheet3".to_owned(), SheetVisible::Hidden), ("Moves".to_owned(), SheetVisible::Visible)]);
        let range = book.worksheet_range("Moves").expect("a sheet");
        assert_eq!(range.get_value((0, 1)), Some(&Data::String("Planned moves on".into())));
        assert_eq!(range.get_value((1, 2)), Some(&Data::Float(32.0)));
        assert!(matches!(range.get_value((1, 0)), Some(Data::DateTime(_))));
        assert_eq!(range.get_value((2, 0)), Some(&Data::String("=1+1".into())), "text that begins with = stays text");
        assert_eq!(range.get_value((2, 1)), Some(&Data::Float(284.0 / 412.0)));
        assert!(matches!(range.get_value((2, 2)), Some(Data::Error(_))));
        assert_eq!(book.merge_cells_by_sheet_name("Moves").expect("regions").len(), 1);
    }

    #[test]
    fn the_same_sheets_and_date_give_the_same_bytes() {
        let once = workbook(&october(), date(2026, 11, 20)).expect("a workbook");
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(once, workbook(&october(), date(2026, 11, 20)).expect("a workbook"));
    }

    #[test]
    fn what_excel_cannot_hold_is_refused_by_sheet_and_cell() {
        let made = date(2026, 11, 20);
        assert_eq!(workbook(&[], made), Err(PapersError::NoSheet));
        assert_eq!(workbook(&[Sheet { hidden: true, ..sheet("a", vec![]) }], made), Err(PapersError::NoSheet));
        for name in ["", "a/b", "a name of more than thirty-one letters"] {
            assert_eq!(workbook(&[sheet(name, vec![])], made), Err(PapersError::SheetName(name.into())));
        }
        assert_eq!(workbook(&[sheet("A", vec![]), sheet("a", vec![])], made), Err(PapersError::SheetName("a".into())));
        let told = workbook(&[sheet("A", vec![vec![Cell::Blank, Cell::number(f64::NAN, 0)]])], made).expect_err("refused").to_string();
        assert!(told.starts_with("sheet “A”, cell B1:"), "{told}");
        let mut crossing = sheet("A", vec![]);
        crossing.merges.push(Merge { first_row: 0, first_column: 1, last_row: 1, last_column: 2 });
        assert!(workbook(&[crossing], made).is_err());
    }
}
