//! Many series in one text file: the columns series, date and value, in any order. What the calculator reads in bulk.
//!
//! The R package NHSRplotthedots writes the same three as f, x and y; they are taken too, so that its tables can be read as they are.

use quantity::Date;

use crate::csv;
use crate::encoding;
use crate::table::{Cell, Row as Line};
use crate::unreadable::{Limits, Unreadable};

/// One value of one series.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub series: String,
    pub date: Date,
    /// `None` where the file says it is missing: an empty cell, `NA`, `NaN`, `null`, `.` or `-`.
    pub value: Option<f64>,
}

/// Rows of the file in its own order.
///
/// # Errors
/// A sentence that names the row and column, and what to write there. Unlike a performance file, nothing here is guessed: the file is
/// made by a program for a program.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, String> {
    let limits = Limits { bytes: 512 << 20, columns: 200, cells: 60_000_000, ..Limits::default() };
    let text = encoding::decode(bytes).map_err(in_words)?;
    if text.text.trim().is_empty() {
        return Err(Unreadable::Empty.to_string());
    }
    let split = csv::split(&text.text, &limits, &mut |_, _| {}).map_err(in_words)?;
    if let Some(row) = split.unclosed_quote {
        return Err(format!("A quotation mark opened in row {row} never closes. Close it, or take it out."));
    }
    let (heading, lines) = split.rows.split_first().ok_or_else(|| Unreadable::Empty.to_string())?;
    let columns = Columns::of(heading)?;
    lines.iter().map(|line| columns.row(line)).collect()
}

fn in_words(unreadable: Unreadable) -> String {
    unreadable.to_string()
}

/// Our name of each column, and the R package's.
const NAMES: [(&str, &str); 3] = [("series", "f"), ("date", "x"), ("value", "y")];

struct Columns {
    series: u32,
    date: u32,
    value: u32,
}

impl Columns {
    fn of(heading: &Line) -> Result<Columns, String> {
        let place = |name: &str, in_r: &str| {
            let named = |cell: &Cell, name: &str| cell.shown().eq_ignore_ascii_case(name);
            let name = if heading.cells.iter().any(|cell| named(cell, name)) { name } else { in_r };
            let mut found = (1u32..).zip(&heading.cells).filter(|(_, cell)| named(cell, name));
            match (found.next(), found.next()) {
                (Some((column, _)), None) => Ok(column),
                (Some(_), Some(_)) => Err(format!("There are two columns named {name} in row {}. Keep one.", heading.number)),
                (None, _) => {
                    let name = NAMES.iter().find(|(_, r)| *r == name).map_or(name, |(name, _)| name);
                    let there: Vec<String> = heading.cells.iter().take(12).map(|cell| cell.shown().into_owned()).collect();
                    Err(format!(
                        "There is no column named {name} in row {}: it has {}. The columns are series, date and value.",
                        heading.number,
                        there.join(", ")
                    ))
                }
            }
        };
        let [series, date, value] = NAMES;
        Ok(Columns { series: place(series.0, series.1)?, date: place(date.0, date.1)?, value: place(value.0, value.1)? })
    }

    fn row(&self, line: &Line) -> Result<Row, String> {
        let series = line.cell(self.series).shown().into_owned();
        if series.is_empty() {
            return Err(format!("Row {} has no series. Give each row the name of the series it belongs to.", line.number));
        }
        let typed = line.cell(self.date).shown();
        let date =
            day(&typed).ok_or_else(|| format!("The date “{typed}” in row {} cannot be read. Write it as 2026-04-01.", line.number))?;
        Ok(Row { series, date, value: value(line.cell(self.value), line.number)? })
    }
}

/// `2026-04-01`, a month `2026-04`, or either with a time of day after it, as data frames write them.
fn day(typed: &str) -> Option<Date> {
    let day = typed.split(['T', ' ']).next()?;
    day.parse().ok().or_else(|| format!("{day}-01").parse().ok())
}

fn value(cell: &Cell, row: u32) -> Result<Option<f64>, String> {
    let typed = cell.shown();
    if matches!(typed.to_ascii_lowercase().as_str(), "" | "na" | "nan" | "null" | "." | "-") {
        return Ok(None);
    }
    match typed.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(Some(number)),
        _ => Err(format!("The value “{typed}” in row {row} is not a number. Write it as 1234.5, or leave it empty where it is missing.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quantity::Month;

    fn first(year: i16, month: i8) -> Date {
        Month::new(year, month).expect("a month").first_day()
    }

    #[test]
    fn columns_stand_in_any_order_and_missing_values_have_many_names() {
        let rows = read(b"\xef\xbb\xbfValue,series,Date,note\r\n1.5,a,2026-04-01,x\r\n,a,2026-05-01,\r\nNA,\"b, c\",2026-04,\r\n-2e3,b,2026-06-01 00:00:00,\r\n").expect("reads");
        let row = |series: &str, date, value| Row { series: series.into(), date, value };
        assert_eq!(
            rows,
            [
                row("a", first(2026, 4), Some(1.5)),
                row("a", first(2026, 5), None),
                row("b, c", first(2026, 4), None),
                row("b", first(2026, 6), Some(-2000.0)),
            ]
        );
    }

    #[test]
    fn a_table_of_the_r_package_is_read_as_it_is() {
        let rows = read(b"\"f\",\"x\",\"y\",\"mean\"\n\"R1H\",\"2017-02-01\",\"   0.5\",NA\n").expect("reads");
        assert_eq!(rows, [Row { series: "R1H".into(), date: first(2017, 2), value: Some(0.5) }]);
    }

    #[test]
    fn what_cannot_be_read_is_named_by_row_with_the_mend() {
        let fault = |text: &str| read(text.as_bytes()).expect_err("refused");
        assert_eq!(fault(""), "The file is empty. Check that it was saved, then load it again.");
        assert!(fault("name,date,value\n").starts_with("There is no column named series in row 1: it has name, date, value."));
        assert!(fault("series,date,value,Value\n").starts_with("There are two columns named value"));
        assert_eq!(fault("series,date,value\na,yesterday,1\n"), "The date “yesterday” in row 2 cannot be read. Write it as 2026-04-01.");
        assert!(
            fault("series,date,value\na,2026-04-01,1\n\na,2026-05-01,about 5\n")
                .starts_with("The value “about 5” in row 4 is not a number.")
        );
        assert!(fault("series,date,value\n,2026-04-01,1\n").starts_with("Row 2 has no series."));
        assert!(fault("series,date,value\na,2026-04-01,inf\n").starts_with("The value “inf” in row 2"));
    }
}
