//! Workbooks to sheets of cells: Excel new, old and binary, and OpenDocument.

use std::collections::HashMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Ods, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use crate::period::of_serial;
use crate::table::{Cell, Format, Merge, Row, Sheet};
use crate::unreadable::{Limits, Unreadable};

type Bytes<'a> = Cursor<&'a [u8]>;

/// Reads every sheet. The bytes were measured before (`archive::examine`, `biff::extent`).
///
/// The reader of these formats is not ours: should it fail on a file made to break it, that file is refused and nothing else stops.
pub fn open(bytes: &[u8], format: Format, limits: &Limits, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<Sheet>, Unreadable> {
    let read = AssertUnwindSafe(|| match format {
        Format::Excel => excel(bytes, limits, progress),
        Format::BinaryExcel => binary_excel(bytes, limits, progress),
        Format::OldExcel => {
            let mut book: Xls<Bytes<'_>> = Xls::new(Cursor::new(bytes)).map_err(failed)?;
            whole(&mut book, limits, progress)
        }
        _ => {
            let mut book: Ods<Bytes<'_>> = Ods::new(Cursor::new(bytes)).map_err(failed)?;
            whole(&mut book, limits, progress)
        }
    });
    catch_unwind(read).unwrap_or_else(|_| Err(Unreadable::Damaged("its parts do not fit together".to_owned())))
}

fn failed(error: impl std::fmt::Debug) -> Unreadable {
    let said = format!("{error:?}");
    if said.to_lowercase().contains("password") {
        return Unreadable::Password;
    }
    let short: String = said.chars().filter(|c| !c.is_control()).take(80).collect();
    Unreadable::Damaged(short)
}

fn excel(bytes: &[u8], limits: &Limits, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<Sheet>, Unreadable> {
    let mut book: Xlsx<Bytes<'_>> = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    let listed = listed(book.sheets_metadata(), limits)?;
    let mut merges: HashMap<String, Vec<Merge>> = HashMap::new();
    for (name, _) in &listed {
        // A sheet whose merges cannot be told is read without them.
        let found = book.merge_cells_by_sheet_name(name).unwrap_or_default();
        merges.insert(
            name.clone(),
            found
                .iter()
                .take(10_000)
                .map(|d| Merge {
                    top: d.start.0.saturating_add(1),
                    left: d.start.1.saturating_add(1),
                    bottom: d.end.0.saturating_add(1),
                    right: d.end.1.saturating_add(1),
                })
                .collect(),
        );
    }
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (done, (name, hidden)) in listed.iter().enumerate() {
        let mut builder = Builder::new(name, *hidden, limits, cells);
        let mut reader = match book.worksheet_cells_reader(name) {
            Ok(reader) => reader,
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(failed(error)),
        };
        let percent: Vec<bool> = reader
            .styles()
            .iter()
            .map(|style| style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%')))
            .collect();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(failed)? {
            let (row, column) = cell.get_position();
            let mut value = of_data(cell.get_value());
            if let Cell::Number(number) = value
                && percent.get(style).copied().unwrap_or(false)
            {
                value = Cell::Share(number);
            }
            builder.put(row, column, value)?;
        }
        let (mut sheet, count) = builder.finish();
        sheet.merges = merges.remove(name).unwrap_or_default();
        cells = count;
        sheets.push(sheet);
        progress(done as u64 + 1, listed.len() as u64);
    }
    Ok(sheets)
}

fn binary_excel(bytes: &[u8], limits: &Limits, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<Sheet>, Unreadable> {
    let mut book: Xlsb<Bytes<'_>> = Xlsb::new(Cursor::new(bytes)).map_err(failed)?;
    let listed = listed(book.sheets_metadata(), limits)?;
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (done, (name, hidden)) in listed.iter().enumerate() {
        let mut builder = Builder::new(name, *hidden, limits, cells);
        let mut reader = book.worksheet_cells_reader(name).map_err(failed)?;
        while let Some(cell) = reader.next_cell().map_err(failed)? {
            let (row, column) = cell.get_position();
            builder.put(row, column, of_data(cell.get_value()))?;
        }
        let (sheet, count) = builder.finish();
        cells = count;
        sheets.push(sheet);
        progress(done as u64 + 1, listed.len() as u64);
    }
    Ok(sheets)
}

/// Formats whose reader lays out whole sheets.
fn whole<'b, R: Reader<Bytes<'b>>>(book: &mut R, limits: &Limits, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<Sheet>, Unreadable> {
    let listed = listed(book.sheets_metadata(), limits)?;
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (done, (name, hidden)) in listed.iter().enumerate() {
        let mut builder = Builder::new(name, *hidden, limits, cells);
        let range = book.worksheet_range(name).map_err(failed)?;
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, value) in range.used_cells() {
            builder.put(top.saturating_add(row as u32), left.saturating_add(column as u32), of_data(&borrowed(value)))?;
        }
        let (sheet, count) = builder.finish();
        cells = count;
        sheets.push(sheet);
        progress(done as u64 + 1, listed.len() as u64);
    }
    Ok(sheets)
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn listed(sheets: &[calamine::Sheet], limits: &Limits) -> Result<Vec<(String, bool)>, Unreadable> {
    if sheets.len() > limits.sheets {
        return Err(Unreadable::TooManySheets { sheets: sheets.len(), limit: limits.sheets });
    }
    let tables = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    Ok(tables.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect())
}

fn of_data(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) if number.is_finite() => Cell::Number(*number),
        DataRef::Float(_) => Cell::Fault("#NUM!".into()),
        DataRef::String(text) => Cell::of_text(text),
        DataRef::SharedString(text) => Cell::of_text(text),
        DataRef::Bool(truth) => Cell::Truth(*truth),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let date = quantity::Date::new(year.try_into().unwrap_or(0), month.try_into().unwrap_or(0), day.try_into().unwrap_or(0)).ok();
            date.or_else(|| of_serial(moment.as_f64())).map_or(Cell::Number(moment.as_f64()), Cell::Date)
        }
        DataRef::DateTime(length) => Cell::Number(length.as_f64()),
        DataRef::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or_else(|| Cell::of_text(text), Cell::Date)
        }
        DataRef::DurationIso(text) => Cell::of_text(text),
        DataRef::Error(error) => Cell::Fault(error.to_string().into()),
    }
}

/// Gathers cells into rows, counting as it goes.
struct Builder<'a> {
    sheet: Sheet,
    limits: &'a Limits,
    cells: u64,
}

impl<'a> Builder<'a> {
    fn new(name: &str, hidden: bool, limits: &'a Limits, cells: u64) -> Builder<'a> {
        Builder { sheet: Sheet { name: name.to_owned(), hidden, ..Sheet::default() }, limits, cells }
    }

    /// Row and column from 0, as the formats count.
    fn put(&mut self, row: u32, column: u32, value: Cell) -> Result<(), Unreadable> {
        if value.is_empty() {
            return Ok(());
        }
        let number = row.saturating_add(1);
        if column >= self.limits.columns {
            return Err(Unreadable::TooManyColumns {
                sheet: self.sheet.name.clone(),
                row: number,
                columns: column.saturating_add(1),
                limit: self.limits.columns,
            });
        }
        let rows = &mut self.sheet.rows;
        let at = match rows.last() {
            Some(last) if last.number == number => rows.len() - 1,
            Some(last) if last.number > number => match rows.binary_search_by_key(&number, |row| row.number) {
                Ok(at) => at,
                Err(at) => {
                    rows.insert(at, Row { number, cells: Vec::new() });
                    at
                }
            },
            _ => {
                rows.push(Row { number, cells: Vec::new() });
                rows.len() - 1
            }
        };
        let Some(row) = rows.get_mut(at) else { return Ok(()) };
        let width = column as usize + 1;
        if row.cells.len() < width {
            self.cells += (width - row.cells.len()) as u64;
            if self.cells > self.limits.cells {
                return Err(Unreadable::TooManyCells { limit: self.limits.cells });
            }
            row.cells.resize(width, Cell::Empty);
        }
        if let Some(cell) = row.cells.get_mut(column as usize) {
            *cell = value;
        }
        Ok(())
    }

    fn finish(self) -> (Sheet, u64) {
        (self.sheet, self.cells)
    }
}
