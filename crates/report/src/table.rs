//! A table: what every figure has beside it, on a page, in a terminal and as CSV.

use quantity::Period;

/// Columns with their units, and rows of as many cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    /// Said beside the title; empty where the cells are words.
    pub unit: String,
    /// Set to the right, in figures of equal width.
    pub is_number: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Words(String),
    Period(Period),
    /// The figure in full, as kept, and as it is shown.
    Number {
        value: f64,
        shown: String,
    },
    /// Whole people or things.
    Whole(u64),
    /// Why nothing stands here: never blank, never nought.
    Missing(String),
}

impl Column {
    pub fn words(title: impl Into<String>) -> Column {
        Column { title: title.into(), unit: String::new(), is_number: false }
    }

    pub fn number(title: impl Into<String>, unit: impl Into<String>) -> Column {
        Column { title: title.into(), unit: unit.into(), is_number: true }
    }

    /// `Median weeks (weeks)`; the unit once only.
    pub fn heading(&self) -> String {
        if self.unit.is_empty() || self.title.to_lowercase().contains(&self.unit.to_lowercase()) {
            self.title.clone()
        } else {
            format!("{} ({})", self.title, self.unit)
        }
    }
}

impl Cell {
    pub fn words(text: impl Into<String>) -> Cell {
        Cell::Words(text.into())
    }

    pub fn number(value: f64, shown: impl Into<String>) -> Cell {
        Cell::Number { value, shown: shown.into() }
    }

    /// As a person reads it.
    pub fn shown(&self) -> String {
        match self {
            Cell::Words(text) | Cell::Missing(text) => text.clone(),
            Cell::Period(period) => period.in_words(),
            Cell::Number { shown, .. } => shown.clone(),
            Cell::Whole(count) => quantity::money::group_thousands(*count),
        }
    }

    /// As a program reads it: periods as `2026-10`, figures unrounded, an empty field for what is missing.
    fn field(&self) -> String {
        match self {
            Cell::Words(text) => guarded(text),
            Cell::Period(period) => period.to_string(),
            Cell::Number { value, .. } if value.is_finite() => value.to_string(),
            Cell::Number { .. } | Cell::Missing(_) => String::new(),
            Cell::Whole(count) => count.to_string(),
        }
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe before it, so that it stays a text.
fn guarded(text: &str) -> String {
    if text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

impl Table {
    pub fn new(caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
        Table { caption: caption.into(), columns, rows }
    }

    /// The same with its rows the other way round.
    pub fn reversed(mut self) -> Table {
        self.rows.reverse();
        self
    }

    /// Comma-separated, UTF-8, lines ended as RFC 4180 has it.
    pub fn to_csv(&self) -> String {
        let mut out = String::new();
        let mut line = |fields: Vec<String>| {
            out.push_str(&fields.iter().map(|f| quoted(f)).collect::<Vec<_>>().join(","));
            out.push_str("\r\n");
        };
        line(self.columns.iter().map(|c| guarded(&c.heading())).collect());
        for row in &self.rows {
            line(row.iter().map(Cell::field).collect());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_stays_a_text() {
        let rows = ["=HYPERLINK(\"http://x\")", "+44", "-1+2", "@SUM(A1)", "\t=1", " =1", "plain"];
        let table = Table::new("", vec![Column::words("=cmd")], rows.iter().map(|r| vec![Cell::words(*r)]).collect());
        let csv = table.to_csv();
        let lines: Vec<&str> = csv.split("\r\n").collect();
        assert_eq!(lines[0], "'=cmd");
        assert_eq!(lines[1], "\"'=HYPERLINK(\"\"http://x\"\")\"");
        for line in &lines[2..7] {
            assert!(line.starts_with('\''), "{line}");
        }
        assert_eq!(lines[7], "plain");
    }

    #[test]
    fn figures_are_written_in_full_and_what_is_missing_stays_empty() {
        let month = Period::parse("2026-10").expect("a month");
        let table = Table::new(
            "Weeks",
            vec![Column::words("Month"), Column::number("Median", "weeks"), Column::number("People", "people")],
            vec![
                vec![Cell::Period(month), Cell::number(-32.04, "−32.0"), Cell::Whole(1240)],
                vec![Cell::Period(month.next()), Cell::Missing("not sent".into()), Cell::Missing("not sent".into())],
            ],
        );
        assert_eq!(table.to_csv(), "Month,Median (weeks),People\r\n2026-10,-32.04,1240\r\n2026-11,,\r\n");
        assert_eq!(table.rows[0][2].shown(), "1,240");
        assert_eq!(table.reversed().rows[0][1].shown(), "not sent");
    }
}
