//! A paper as a workbook: what it holds, then one sheet for each of its tables and charts, with live formulas where a person would check.

use quantity::Date;
use report::page::{Block, Document};
use report::table::{self, Table};

use crate::error::PapersError;
use crate::sheet::{Cell, Sheet, cell_name};
use crate::table_workbook::sheet;
use crate::workbook::workbook;

/// A row of this name adds up what stands above it.
const TOTAL: &str = "Total";
/// Rows above the first of a table: its caption, its headings.
const ABOVE: u32 = 2;

/// Writes the tables of `document` as one workbook, dated `made`: a list of contents, then a sheet a table, figures in full.
///
/// In a row called “Total” every number is a sum of those above it; under a chart's figures stand their count and average, worked
/// by the spreadsheet itself. The same document and date give the same bytes.
pub fn paper_workbook(document: &Document, made: Date) -> Result<Vec<u8>, PapersError> {
    let mut found = Vec::new();
    tables(&document.blocks, &mut found);
    let mut contents = vec![vec![Cell::text(document.title.clone())], vec![Cell::text("Sheet"), Cell::text("What it holds")]];
    let mut sheets = Vec::new();
    for (at, (title, table, is_chart)) in found.into_iter().enumerate() {
        let name = format!("Working {}", at + 1);
        contents.push(vec![Cell::text(name.clone()), Cell::text(title)]);
        let mut made = sheet(&name, table);
        sums(&mut made, table);
        if is_chart {
            checks(&mut made, table);
        }
        sheets.push(made);
    }
    contents.extend(document.foot.iter().map(|line| vec![Cell::text(line.clone())]));
    let first = Sheet { name: "Contents".into(), rows: contents, bold_rows: ABOVE, widths: vec![14.0, 90.0], ..Sheet::default() };
    sheets.insert(0, first);
    workbook(&sheets, made)
}

/// Every table with its title, in the paper's order, and whether it is of a chart.
fn tables<'a>(blocks: &'a [Block], found: &mut Vec<(String, &'a Table, bool)>) {
    for block in blocks {
        match block {
            Block::Table(table) if !table.columns.is_empty() => found.push((table.caption.clone(), table, false)),
            Block::Figure(figure) => found.push((figure.chart.words.headline.clone(), &figure.chart.table, true)),
            Block::Folded { blocks, .. } => tables(blocks, found),
            _ => {}
        }
    }
}

/// Numbers of a row called “Total” become sums of the rows above.
fn sums(made: &mut Sheet, table: &Table) {
    let total = table.rows.iter().position(|row| matches!(row.first(), Some(table::Cell::Words(name)) if name == TOTAL));
    let Some(total) = total.filter(|at| *at > 0) else { return };
    let (first, last) = (ABOVE + 1, ABOVE + total as u32);
    let Some(cells) = made.rows.get_mut(ABOVE as usize + total) else { return };
    for (column, cell) in cells.iter_mut().enumerate().skip(1) {
        let (comes_to, places) = match cell {
            Cell::Number { value, places } => (*value, *places),
            _ => continue,
        };
        let column = column as u16 + 1;
        let formula = format!("=SUM({}:{})", cell_name(first, column), cell_name(last, column));
        *cell = Cell::Formula { formula, comes_to, places };
    }
}

/// Under the figures of a chart: how many there are, and their average.
fn checks(made: &mut Sheet, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    let (first, last) = (ABOVE + 1, ABOVE + table.rows.len() as u32);
    let mut counts = vec![Cell::text("Figures (worked here)")];
    let mut averages = vec![Cell::text("Average (worked here)")];
    for (at, column) in table.columns.iter().enumerate().skip(1) {
        let rows = made.rows.iter().skip(ABOVE as usize);
        let values: Vec<f64> = rows
            .filter_map(|row| match row.get(at) {
                Some(Cell::Number { value, .. }) => Some(*value),
                Some(Cell::Percent { value, .. }) => Some(value.value()),
                _ => None,
            })
            .collect();
        if !column.is_number || values.is_empty() {
            counts.push(Cell::Blank);
            averages.push(Cell::Blank);
            continue;
        }
        let range = format!("{}:{}", cell_name(first, at as u16 + 1), cell_name(last, at as u16 + 1));
        counts.push(Cell::Formula { formula: format!("=COUNT({range})"), comes_to: values.len() as f64, places: 0 });
        let average = values.iter().sum::<f64>() / values.len() as f64;
        averages.push(Cell::Formula { formula: format!("=AVERAGE({range})"), comes_to: average, places: 3 });
    }
    made.rows.extend([Vec::new(), counts, averages]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use report::table::Column;
    use std::io::Cursor;

    #[test]
    fn a_total_is_a_live_sum_and_each_table_has_a_sheet_of_its_own() {
        let mut page = Document::new("Who pays", "");
        let pounds = |title: &str, value: f64| vec![table::Cell::words(title), table::Cell::number(value, value.to_string())];
        let ledger = Table::new(
            "Who pays, in a year",
            vec![Column::words("Organisation"), Column::number("Pays", "£")],
            vec![pounds("Council", 1000.0), pounds("NHS", 900.0), pounds("Total", 1900.0)],
        );
        page.push(Block::Table(ledger));
        page.push(Block::Table(Table::new("Words", vec![Column::words("Which")], vec![vec![table::Cell::words("=1+1")]])));
        let made = jiff::civil::date(2026, 11, 21);
        let bytes = paper_workbook(&page, made).expect("a workbook");
        assert_eq!(bytes, paper_workbook(&page, made).expect("a workbook"));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("opens");
        assert_eq!(book.sheet_names(), ["Contents", "Working 1", "Working 2"]);
        let formulas = book.worksheet_formula("Working 1").expect("formulas");
        assert_eq!(formulas.get_value((4, 1)).map(String::as_str), Some("SUM(B3:B4)"));
        let range = book.worksheet_range("Working 1").expect("a sheet");
        assert_eq!(range.get_value((4, 1)), Some(&Data::Float(1900.0)));
        let words = book.worksheet_range("Working 2").expect("a sheet");
        assert_eq!(words.get_value((2, 0)), Some(&Data::String("=1+1".into())));
    }
}
