//! The tables of a working, as they are shown: between the question and the answer nothing is left out.

use methods::working::{Cells, Table as Worked};
use quantity::rounding::shown;

use crate::table::{Cell, Column, Table};

/// A table of working with its symbols beside its headings; figures are whole from a thousand on, with four places below.
pub fn table(worked: &Worked) -> Table {
    let columns = worked.columns.iter().map(|column| {
        let title = if column.symbol.is_empty() { column.caption.to_string() } else { format!("{} {}", column.caption, column.symbol) };
        if matches!(column.cells, Cells::Numbers(_)) { Column::number(title, "") } else { Column::words(title) }
    });
    let rows = worked.columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    let cell = |cells: &Cells, at: usize| match cells {
        Cells::Words(words) => words.get(at).map(|word| Cell::words(word.to_string())),
        Cells::Periods(periods) => periods.get(at).map(|period| Cell::Period(*period)),
        Cells::Numbers(numbers) => numbers.get(at).copied().flatten().map(|number| Cell::number(number, figure(number))),
    };
    let row =
        |at: usize| worked.columns.iter().map(|column| cell(&column.cells, at).unwrap_or_else(|| Cell::Missing("none".into()))).collect();
    Table::new(worked.caption.to_string(), columns.collect(), (0..rows).map(row).collect())
}

fn figure(number: f64) -> String {
    let text = if number.abs() >= 1_000.0 { shown(number, 0) } else { shown(number, 4) };
    match text.split_once('.') {
        Some((_, places)) if places.bytes().all(|place| place == b'0') => text.split('.').next().unwrap_or_default().to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_shown_without_idle_noughts() {
        assert_eq!([0.966_183_6, 2.0, 1_234.56, 0.0].map(figure), ["0.9662", "2", "1,235", "0"]);
    }
}
