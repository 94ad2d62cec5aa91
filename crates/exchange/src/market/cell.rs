//! One value of a market record.

use quantity::Date;

/// A value as a reader found it: text is borrowed from the line it stands in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// The file does not say.
    None,
    Text(&'a str),
    Date(Date),
    /// Pence (hundredths of whatever the row's currency is).
    Money(i64),
    Count(i64),
    /// A number that is neither money nor a count: miles.
    Number(f64),
    Flag(bool),
}

impl<'a> Cell<'a> {
    /// None where the text is empty.
    pub fn text(text: &'a str) -> Cell<'a> {
        if text.is_empty() { Cell::None } else { Cell::Text(text) }
    }

    pub fn maybe_text(text: Option<&'a str>) -> Cell<'a> {
        text.map_or(Cell::None, Cell::text)
    }

    pub fn maybe_date(date: Option<Date>) -> Cell<'a> {
        date.map_or(Cell::None, Cell::Date)
    }

    pub fn maybe_money(pence: Option<i64>) -> Cell<'a> {
        pence.map_or(Cell::None, Cell::Money)
    }

    pub fn maybe_count(count: Option<i64>) -> Cell<'a> {
        count.map_or(Cell::None, Cell::Count)
    }

    pub fn maybe_flag(flag: Option<bool>) -> Cell<'a> {
        flag.map_or(Cell::None, Cell::Flag)
    }
}

/// A value as an answer holds it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum OwnedCell {
    None,
    Text(String),
    #[serde(serialize_with = "as_written")]
    Date(Date),
    /// Pence.
    Money(i64),
    Count(i64),
    Number(f64),
    Flag(bool),
}

impl From<&Cell<'_>> for OwnedCell {
    fn from(cell: &Cell<'_>) -> OwnedCell {
        match cell {
            Cell::None => OwnedCell::None,
            Cell::Text(text) => OwnedCell::Text((*text).to_owned()),
            Cell::Date(date) => OwnedCell::Date(*date),
            Cell::Money(pence) => OwnedCell::Money(*pence),
            Cell::Count(count) => OwnedCell::Count(*count),
            Cell::Number(number) => OwnedCell::Number(*number),
            Cell::Flag(flag) => OwnedCell::Flag(*flag),
        }
    }
}

fn as_written<S: serde::Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}
