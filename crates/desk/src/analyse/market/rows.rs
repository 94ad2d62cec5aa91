//! An answer's rows, cell by cell, by the name of the column.

use exchange::market::OwnedCell;
use exchange::tables::Answer;
use quantity::{Date, Money};

use crate::error::DeskError;

/// The columns of an answer that are wanted, by their places: looked up once, read row by row.
pub(crate) struct Columns<const N: usize>([usize; N]);

impl<const N: usize> Columns<N> {
    pub(crate) fn of(answer: &Answer, names: [&str; N]) -> Result<Columns<N>, DeskError> {
        let mut places = [0; N];
        for (place, name) in places.iter_mut().zip(names) {
            *place = answer.place(name).map_err(|error| DeskError::refused("market", error.to_string()))?;
        }
        Ok(Columns(places))
    }

    /// Each row's wanted cells, in the order they were named.
    pub(crate) fn rows<'a>(&'a self, answer: &'a Answer) -> impl Iterator<Item = [&'a OwnedCell; N]> + 'a {
        answer.rows.iter().map(|row| self.0.map(|place| row.get(place).unwrap_or(&OwnedCell::None)))
    }
}

/// Empty where nothing stands there.
pub(crate) fn text(cell: &OwnedCell) -> String {
    match cell {
        OwnedCell::Text(text) => text.clone(),
        _ => String::new(),
    }
}

pub(crate) fn money(cell: &OwnedCell) -> Option<Money> {
    match cell {
        OwnedCell::Money(pence) => Some(Money::from_pence(*pence)),
        _ => None,
    }
}

pub(crate) fn whole(cell: &OwnedCell) -> Option<u64> {
    match cell {
        OwnedCell::Count(count) => u64::try_from(*count).ok(),
        _ => None,
    }
}

/// A year, as a count that may be of any age.
pub(crate) fn year(cell: &OwnedCell) -> Option<i16> {
    match cell {
        OwnedCell::Count(count) => i16::try_from(*count).ok(),
        _ => None,
    }
}

pub(crate) fn date(cell: &OwnedCell) -> Option<Date> {
    match cell {
        OwnedCell::Date(date) => Some(*date),
        _ => None,
    }
}

pub(crate) fn number(cell: &OwnedCell) -> Option<f64> {
    match cell {
        OwnedCell::Number(number) => Some(*number),
        _ => None,
    }
}

pub(crate) fn flag(cell: &OwnedCell) -> Option<bool> {
    match cell {
        OwnedCell::Flag(flag) => Some(*flag),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::market::ColumnKind;
    use exchange::tables::AnswerColumn;

    #[test]
    fn a_cell_is_found_by_the_name_of_its_column_and_a_missing_column_is_said() {
        let columns = ["supplier", "total"].map(|name| AnswerColumn { name: name.into(), kind: ColumnKind::Text }).into();
        let answer = Answer { columns, rows: vec![vec![OwnedCell::Text("a".into()), OwnedCell::Money(1250)], vec![OwnedCell::None]] };
        let found = Columns::of(&answer, ["total", "supplier"]).expect("both are there");
        let read: Vec<_> = found.rows(&answer).map(|[total, supplier]| (money(total), text(supplier))).collect();
        assert_eq!(read, [(Some(Money::from_pence(1250)), "a".to_owned()), (None, String::new())]);
        assert!(Columns::of(&answer, ["bids"]).err().is_some_and(|error| error.to_string().contains("no column bids")));
    }
}
