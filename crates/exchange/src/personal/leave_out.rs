//! Taking people's details out of a book: leaving a column or sheet out, or counting people instead.

use std::collections::{BTreeMap, HashMap};

use super::Found;
use crate::known::PersonalChoice;
use crate::layout;
use crate::number::{self, Figure};
use crate::table::{Book, Cell, Row, Sheet};

/// What stands in the heading of a column that was left out.
pub const LEFT_OUT: &str = "(left out: people’s details)";

/// The book without what was found, each part of it left out or counted as chosen. Every cell that stays keeps its place.
pub fn leave_out(book: &mut Book, found: &[Found], choices: &BTreeMap<String, PersonalChoice>) {
    let choice = |one: &Found| choices.get(&one.key).copied().unwrap_or_default();
    for sheet in &mut book.sheets {
        let here: Vec<&Found> = found.iter().filter(|one| one.sheet == sheet.name && choice(one) != PersonalChoice::NotPeople).collect();
        if here.is_empty() {
            continue;
        }
        let columns: Vec<u32> = here.iter().filter(|one| !one.outside_table).filter_map(|one| one.column).collect();
        let aside: Vec<u32> = here.iter().filter(|one| one.outside_table).filter_map(|one| one.column).collect();
        blank_remarks(sheet, &aside);
        let whole = here.iter().find(|one| one.column.is_none());
        let counted = here.iter().any(|one| choice(one) == PersonalChoice::CountPeople);
        match whole {
            Some(one) => {
                sheet.merges.clear();
                sheet.rows = if counted { count_rows(one.count) } else { Vec::new() };
            }
            None if columns.is_empty() => {}
            None if counted => count_people(sheet, &columns),
            None => blank(sheet, &columns),
        }
    }
}

/// A number of people, hidden where it is under 5.
fn people(count: u32) -> Cell {
    if count < 5 { Cell::of_text("<5") } else { Cell::Number(f64::from(count)) }
}

fn count_rows(count: u32) -> Vec<Row> {
    vec![Row { number: 1, cells: vec![Cell::of_text("People on this sheet")] }, Row { number: 2, cells: vec![people(count)] }]
}

/// Titles and footnotes that speak of somebody; the table between them stays whole.
fn blank_remarks(sheet: &mut Sheet, columns: &[u32]) {
    for row in &mut sheet.rows {
        for column in columns {
            if let Some(cell) = row.cells.get_mut(*column as usize - 1)
                && speaks_of_somebody(&cell.shown())
            {
                *cell = Cell::Empty;
            }
        }
    }
    sheet.rows.retain(|row| row.filled() > 0);
}

fn speaks_of_somebody(text: &str) -> bool {
    use super::pattern;
    pattern::person_in_text(text).is_some()
        || pattern::nhs_in_text(text)
        || pattern::email(text)
        || pattern::national_insurance_in_text(text)
}

fn blank(sheet: &mut Sheet, columns: &[u32]) {
    let laid = layout::find(sheet);
    let last_heading = laid.as_ref().and_then(|l| l.heading_rows.last().copied()).or_else(|| sheet.rows.first().map(|row| row.number));
    let width = sheet.width();
    for row in &mut sheet.rows {
        for column in columns {
            let Some(cell) = row.cells.get_mut(*column as usize - 1) else { continue };
            // Titles above the table stand in the first column too: words there stay unless they are of people themselves.
            let above = last_heading.is_some_and(|heading| row.number < heading);
            if Some(row.number) == last_heading {
                *cell = Cell::of_text(LEFT_OUT);
            } else if !above || speaks_of_somebody(&cell.shown()) {
                *cell = Cell::Empty;
            }
        }
        while row.cells.last().is_some_and(Cell::is_empty) {
            row.cells.pop();
        }
    }
    sheet.rows.retain(|row| !row.cells.is_empty());
    sheet.merges.retain(|merge| merge.right <= width);
}

/// Rows counted by the columns that remain and hold no figures; the first row of each keeps its number.
fn count_people(sheet: &mut Sheet, columns: &[u32]) {
    let Some(layout) = layout::find(sheet) else {
        let count = sheet.rows.len().saturating_sub(1) as u32;
        (sheet.rows, sheet.merges) = (count_rows(count), Vec::new());
        return;
    };
    let body = sheet.rows.get(layout.body.0..layout.body.1).unwrap_or_default();
    let is_figure = |column: u32| {
        let cells: Vec<&Cell> = body.iter().take(200).map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
        let figures = cells.iter().filter(|cell| matches!(number::of_cell(cell).0, Figure::Number(_) | Figure::Missing(_))).count();
        figures * 2 > cells.len()
    };
    let rows_in_body = body.len();
    let keys: Vec<u32> = (1..=sheet.width())
        .filter(|column| !columns.contains(column) && !is_figure(*column))
        // What differs on nearly every row would count people one by one.
        .filter(|column| {
            let mut distinct: Vec<String> = body.iter().map(|row| row.cell(*column).shown().into_owned()).collect();
            distinct.sort_unstable();
            distinct.dedup();
            distinct.len() * 3 <= rows_in_body * 2 || rows_in_body < 6
        })
        .collect();
    let mut order: Vec<(Vec<String>, u32, u32)> = Vec::new();
    let mut by_key: HashMap<Vec<String>, usize> = HashMap::new();
    for row in body {
        let key: Vec<String> = keys.iter().map(|column| row.cell(*column).shown().into_owned()).collect();
        let at = *by_key.entry(key.clone()).or_insert_with(|| {
            order.push((key, row.number, 0));
            order.len() - 1
        });
        if let Some(group) = order.get_mut(at) {
            group.2 += 1;
        }
    }
    let place = keys.iter().copied().max().unwrap_or(0) as usize;
    let mut rows: Vec<Row> = Vec::new();
    let mut heading = vec![Cell::Empty; place + 1];
    for column in &keys {
        if let (Some(cell), Some(text)) = (heading.get_mut(*column as usize - 1), layout.headings.get(*column as usize - 1)) {
            *cell = Cell::of_text(&text.text());
        }
    }
    if let Some(cell) = heading.last_mut() {
        *cell = Cell::of_text("People");
    }
    rows.push(Row { number: layout.heading_rows.last().copied().unwrap_or(1), cells: heading });
    for (key, number, count) in order {
        let mut cells = vec![Cell::Empty; place + 1];
        for (column, text) in keys.iter().zip(key) {
            if let Some(cell) = cells.get_mut(*column as usize - 1) {
                *cell = Cell::of_text(&text);
            }
        }
        if let Some(cell) = cells.last_mut() {
            *cell = people(count);
        }
        rows.push(Row { number: number.max(rows.last().map_or(0, |row| row.number) + 1), cells });
    }
    (sheet.rows, sheet.merges) = (rows, Vec::new());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv;
    use crate::personal::look;
    use crate::table::Format;
    use crate::unreadable::Limits;

    fn book(text: &str) -> Book {
        Book {
            format: Format::Text,
            sheets: vec![Sheet { rows: csv::split(text, &Limits::default(), &mut |_, _| {}).expect("rows").rows, ..Sheet::default() }],
        }
    }

    const FILE: &str = "Agency,Month,Client,Visits\nOak Care,Apr-26,Joan Pritchard,20\nOak Care,Apr-26,Alan Moss,31\nElm Care,Apr-26,Sarah Webb,12\nOak Care,Apr-26,Ian Bell,12\nOak Care,Apr-26,Ruth Hay,9\nOak Care,Apr-26,Tom Rudd,9\n";

    #[test]
    fn a_column_left_out_leaves_the_rest_in_its_place() {
        let mut book = book(FILE);
        let found = look(&book, &|_| false);
        assert_eq!(found.iter().map(|f| f.column).collect::<Vec<_>>(), [Some(3)]);
        leave_out(&mut book, &found, &BTreeMap::new());
        let row = &book.sheets[0].rows[1];
        assert_eq!(row.cells.iter().map(|c| c.shown().into_owned()).collect::<Vec<_>>(), ["Oak Care", "Apr-26", "", "20"]);
        assert!(look(&book, &|_| false).is_empty());
    }

    #[test]
    fn a_name_in_a_title_takes_no_column_with_it() {
        let mut book = book("Return sent by Joan Pritchard on 4 May\nAgency,Month,Visits\nOak Care,Apr-26,20\nElm Care,Apr-26,31\n");
        let found = look(&book, &|_| false);
        assert_eq!(found.iter().map(|f| (f.column, f.outside_table)).collect::<Vec<_>>(), [(Some(1), true)]);
        leave_out(&mut book, &found, &BTreeMap::new());
        let rows: Vec<Vec<String>> = book.sheets[0].rows.iter().map(|r| r.cells.iter().map(|c| c.shown().into_owned()).collect()).collect();
        assert_eq!(rows, [vec!["Agency", "Month", "Visits"], vec!["Oak Care", "Apr-26", "20"], vec!["Elm Care", "Apr-26", "31"]]);
    }

    #[test]
    fn people_are_counted_and_small_counts_hidden() {
        let mut book = book(FILE);
        let found = look(&book, &|_| false);
        let choices = found.iter().map(|f| (f.key.clone(), PersonalChoice::CountPeople)).collect();
        leave_out(&mut book, &found, &choices);
        let rows: Vec<Vec<String>> = book.sheets[0].rows.iter().map(|r| r.cells.iter().map(|c| c.shown().into_owned()).collect()).collect();
        assert_eq!(rows, [vec!["Agency", "Month", "People"], vec!["Oak Care", "Apr-26", "5"], vec!["Elm Care", "Apr-26", "<5"]]);
    }
}
