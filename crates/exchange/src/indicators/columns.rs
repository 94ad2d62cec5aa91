//! A table column by column, each distinct text once: a file of half a million rows says few different things, and each is read once.

use std::collections::HashMap;

use crate::heading::bare;
use crate::table::{Book, Cell, Sheet};
use crate::tables::Text;

/// One table of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns {
    /// Empty in a text file.
    pub sheet: String,
    /// Row of the headings, from 1.
    pub heading_row: u32,
    /// Number of each row below them, as a spreadsheet counts.
    pub rows: Vec<u32>,
    pub columns: Vec<Column>,
}

/// What stands under one heading.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    pub heading: String,
    /// Each distinct text once, trimmed.
    pub words: Vec<Text>,
    /// For each row, the place of its text among the words.
    pub at: Vec<u32>,
}

impl Column {
    /// The place of a row's text among the words.
    pub fn word(&self, row: usize) -> usize {
        self.at.get(row).map_or(0, |at| *at as usize)
    }

    /// A row's text; empty beyond the end.
    pub fn text(&self, row: usize) -> &str {
        self.words.get(self.word(row)).map_or("", |word| word)
    }
}

/// Joins texts as they come, each distinct one once.
#[derive(Debug, Default)]
pub struct Coder {
    words: Vec<Text>,
    places: HashMap<Text, u32>,
    at: Vec<u32>,
}

impl Coder {
    pub fn push(&mut self, text: &str) {
        let text = text.trim();
        let place = match self.places.get(text) {
            Some(place) => *place,
            None => {
                let word: Text = text.into();
                let place = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                self.words.push(word.clone());
                self.places.insert(word, place);
                place
            }
        };
        self.at.push(place);
    }

    pub fn finish(self, heading: &str) -> Column {
        Column { heading: heading.trim().to_owned(), words: self.words, at: self.at }
    }
}

/// Rows looked through for headings: titles and notes may stand above them.
const ABOVE: usize = 40;

/// The table of a book whose headings are best known; none where no sheet holds rows below headings.
pub fn of_book(book: &Book, known: impl Fn(&str) -> bool) -> Option<Columns> {
    let mut best: Option<(usize, &Sheet, usize)> = None;
    for sheet in book.sheets.iter().filter(|sheet| !sheet.hidden) {
        for (at, row) in sheet.rows.iter().enumerate().take(ABOVE) {
            let texts: Vec<_> = row.cells.iter().map(Cell::shown).filter(|text| !text.is_empty()).collect();
            let score = texts.iter().filter(|text| known(text)).count() * 1000 + texts.len().min(999);
            let has_known = texts.iter().any(|text| known(text));
            if has_known && best.is_none_or(|(before, ..)| score > before) && at + 1 < sheet.rows.len() {
                best = Some((score, sheet, at));
            }
        }
    }
    let (_, sheet, at) = best?;
    Some(of_sheet(sheet, at))
}

fn of_sheet(sheet: &Sheet, heading: usize) -> Columns {
    let Some(headings) = sheet.rows.get(heading) else { return Columns::default() };
    let body = sheet.rows.get(heading + 1..).unwrap_or_default();
    let width = headings.cells.len().max(body.iter().take(1000).map(|row| row.cells.len()).max().unwrap_or(0));
    let column = |at: usize| {
        let mut coder = Coder::default();
        for row in body {
            match row.cells.get(at) {
                // Text is by far the most of it, and needs no copy to be looked at.
                Some(Cell::Text(text)) => coder.push(text),
                Some(cell) => coder.push(&cell.shown()),
                None => coder.push(""),
            }
        }
        coder.finish(&headings.cells.get(at).unwrap_or(&Cell::Empty).shown())
    };
    Columns {
        sheet: sheet.name.clone(),
        heading_row: headings.number,
        rows: body.iter().map(|row| row.number).collect(),
        columns: (0..width).map(column).collect(),
    }
}

impl Columns {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The column whose heading, letters and digits only, is one of these; the first named wins.
    pub fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.columns.iter().position(|column| bare(&column.heading) == *name))
    }

    pub fn get(&self, column: usize) -> Option<&Column> {
        self.columns.get(column)
    }

    /// A cell's text; empty where there is none.
    pub fn text(&self, column: Option<usize>, row: usize) -> &str {
        column.and_then(|column| self.columns.get(column)).map_or("", |column| column.text(row))
    }

    /// Where a cell stands in the file.
    pub fn place(&self, column: usize, row: usize) -> crate::table::Place {
        let number = self.rows.get(row).copied().unwrap_or(0);
        crate::table::Place::new(&self.sheet, number, u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1))
    }

    /// Where a heading stands.
    pub fn heading_place(&self, column: usize) -> crate::table::Place {
        crate::table::Place::new(&self.sheet, self.heading_row, u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Notes;
    use crate::open;
    use crate::unreadable::Limits;

    #[test]
    fn each_text_is_kept_once_and_rows_keep_their_numbers() {
        let text = "Children in need\n\nArea code,Value\nE1,5\nE2,5\n\nE1,6\n";
        let book = open::book(text.as_bytes(), &Limits::default(), &mut Notes::default(), &mut |_, _| {}).expect("a book");
        let columns = of_book(&book, |heading| heading == "Area code").expect("a table");
        assert_eq!((columns.heading_row, columns.rows.as_slice()), (3, [4, 5, 7].as_slice()));
        let areas = columns.get(0).expect("a column");
        assert_eq!((areas.words.len(), areas.text(2), areas.text(9)), (2, "E1", "E1"));
        assert_eq!(columns.place(1, 2), crate::table::Place::new("", 7, 2));
        assert_eq!(columns.find(&["nothing", "areacode"]), Some(0));
    }
}
