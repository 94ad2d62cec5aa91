//! Which row holds the headings, and which column is taken for what: by the words of the heading, and by what stands under it.

use std::collections::VecDeque;

use super::amounts::amount;
use super::days::{self, Order};
use super::rows::Line;
use crate::table::column_letter;

/// What stands in a column that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Anything.
    Text,
    /// Mostly words, not numbers: names.
    Name,
    Day,
    Money,
    Number,
}

/// A column that is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// In a sentence: `the day of payment`.
    pub words: &'static str,
    /// Words of a heading that say it, all of them needed; the surest first.
    pub like: &'static [&'static str],
    /// Words with which a heading says something else.
    pub never: &'static [&'static str],
    pub holds: Holds,
    /// Without it there is no such table.
    pub needed: bool,
}

/// A table that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Rows of headings; none where the table has none and its columns were told by what stands in them.
    pub heading_rows: Vec<u32>,
    /// The column of each that was looked for, counted from nought.
    pub at: Vec<Option<usize>>,
    pub headings: Vec<String>,
    /// What stands first in its days, by column looked for.
    pub orders: Vec<Order>,
    /// Columns of days in which nothing tells day from month.
    pub undecided: Vec<usize>,
}

/// How far down headings are looked for.
const TITLE_ROWS: usize = 60;

/// The table whose headings name the most of what is looked for; none where something needed is nowhere.
pub fn find(head: &VecDeque<Line>, wanted: &[Wanted]) -> Option<Found> {
    let mut best: Option<(usize, Found)> = None;
    for (at, line) in head.iter().enumerate().take(TITLE_ROWS) {
        let is_data = |cell: &str| amount(cell).is_some() || days::day(cell, Order::DayFirst).is_some();
        if line.filled() < 2 || line.cells().any(is_data) {
            continue;
        }
        let upper =
            at.checked_sub(1).and_then(|above| head.get(above)).filter(|above| above.number + 1 == line.number && above.filled() > 1);
        let alone: Vec<String> = line.cells().map(squeezed).collect();
        let below: Vec<&Line> = head.iter().skip(at + 1).collect();
        let mut tried = vec![(alone, vec![line.number])];
        if let Some(upper) = upper {
            tried.push((joined(upper, line), vec![upper.number, line.number]));
        }
        for (headings, rows) in tried {
            let Some(columns) = matched(&headings, &below, wanted) else { continue };
            let score = columns.iter().flatten().count();
            // Two rows of headings only where they say more than one.
            if best.as_ref().is_none_or(|(before, _)| score > *before) {
                best = Some((score, Found { heading_rows: rows, at: columns, headings, orders: Vec::new(), undecided: Vec::new() }));
            }
        }
    }
    let mut found = best.map(|(_, found)| found).or_else(|| by_contents(head, wanted))?;
    let last = found.heading_rows.last().copied().unwrap_or(0);
    for (role, column) in found.at.iter().enumerate() {
        let Some(column) = column.filter(|_| wanted.get(role).is_some_and(|one| one.holds == Holds::Day)) else {
            found.orders.push(Order::default());
            continue;
        };
        let (order, undecided) = days::order(head.iter().filter(|line| line.number > last).map(|line| line.cell(column)));
        found.orders.push(order);
        if undecided {
            found.undecided.push(role);
        }
    }
    Some(found)
}

impl Found {
    /// The cell of what is looked for; empty where there is no such column.
    pub fn cell<'l>(&self, line: &'l Line, role: usize) -> &'l str {
        self.at.get(role).copied().flatten().map_or("", |column| line.cell(column))
    }

    pub fn column(&self, role: usize) -> u32 {
        self.at.get(role).copied().flatten().map_or(0, |column| column as u32 + 1)
    }

    pub fn order(&self, role: usize) -> Order {
        self.orders.get(role).copied().unwrap_or_default()
    }

    pub fn is_heading(&self, line: &Line) -> bool {
        let same = |(column, heading): (usize, &String)| squeezed(line.cell(column)) == *heading;
        !self.heading_rows.is_empty() && line.filled() > 1 && self.headings.iter().enumerate().all(same)
    }

    /// Which column was taken for what, and which were not read, in sentences.
    pub fn in_words(&self, wanted: &[Wanted]) -> String {
        let name = |column: usize| {
            let letter = column_letter(column as u32 + 1);
            match self.headings.get(column).filter(|heading| !heading.is_empty()) {
                Some(heading) => format!("column {letter} ‘{heading}’"),
                None => format!("column {letter}"),
            }
        };
        let taken: Vec<String> =
            wanted.iter().zip(&self.at).filter_map(|(one, at)| Some(format!("{} from {}", one.words, name((*at)?)))).collect();
        let missing: Vec<&str> = wanted.iter().zip(&self.at).filter(|(_, at)| at.is_none()).map(|(one, _)| one.words).collect();
        let unread: Vec<String> = self
            .headings
            .iter()
            .enumerate()
            .filter(|(column, heading)| !heading.is_empty() && !self.at.contains(&Some(*column)))
            .map(|(column, _)| name(column))
            .collect();
        let mut said = format!("Taken: {}.", taken.join("; "));
        if !missing.is_empty() {
            said.push_str(&format!(" Not in the file: {}.", missing.join(", ")));
        }
        if !unread.is_empty() {
            said.push_str(&format!(" Not read: {}.", unread.join(", ")));
        }
        said
    }
}

/// The words of a heading; `ProClass` and `SeRCOP` are one word each.
pub fn said(heading: &str) -> Vec<String> {
    crate::heading::words(&heading.replace("ProClass", "Proclass").replace("SeRCOP", "Sercop"))
}

pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading above goes with those to its right that have none, as a joined cell does.
fn joined(upper: &Line, lower: &Line) -> Vec<String> {
    let mut carried = String::new();
    let both = (0..upper.len().max(lower.len())).map(|column| {
        let (above, own) = (squeezed(upper.cell(column)), squeezed(lower.cell(column)));
        if !above.is_empty() {
            carried = above;
        }
        format!("{carried} {own}").trim().to_owned()
    });
    both.collect()
}

/// Every column for what its heading says, the surest first; none where something needed is missing.
fn matched(headings: &[String], below: &[&Line], wanted: &[Wanted]) -> Option<Vec<Option<usize>>> {
    let mut sure: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (column, heading) in headings.iter().enumerate() {
        let said = said(heading);
        // A title, or a cell of data with a sentence in it.
        if said.is_empty() || said.len() > 16 {
            continue;
        }
        for (role, one) in wanted.iter().enumerate() {
            // `Net of VAT` says what `VAT` alone denies.
            let denied = |like: &str| said.iter().any(|word| one.never.contains(&word.as_str()) && !like.split(' ').any(|own| own == word));
            let fits = |like: &str| like.split(' ').all(|needed| said.iter().any(|word| word == needed)) && !denied(like);
            let Some(nth) = one.like.iter().position(|like| fits(like)) else { continue };
            let extra = said.len().saturating_sub(one.like.get(nth).map_or(0, |like| like.split(' ').count()));
            sure.push((nth, extra, column, role));
        }
    }
    sure.sort_unstable();
    let mut at: Vec<Option<usize>> = vec![None; wanted.len()];
    for (_, _, column, role) in sure {
        let free = at.get(role).is_some_and(Option::is_none) && !at.contains(&Some(column));
        let Some(one) = wanted.get(role).filter(|one| free && holds(below, column, one.holds)) else { continue };
        debug_assert!(!one.words.is_empty());
        if let Some(place) = at.get_mut(role) {
            *place = Some(column);
        }
    }
    let whole = wanted.iter().zip(&at).all(|(one, at)| !one.needed || at.is_some());
    whole.then_some(at)
}

/// No headings: only what is needed, and days, are told by what stands in the columns; and only where one column alone could be it.
fn by_contents(head: &VecDeque<Line>, wanted: &[Wanted]) -> Option<Found> {
    let lines: Vec<&Line> = head.iter().collect();
    let width = lines.iter().map(|line| line.len()).max().unwrap_or(0);
    if lines.len() < 2 {
        return None;
    }
    let mut at: Vec<Option<usize>> = vec![None; wanted.len()];
    for kind in [Holds::Day, Holds::Money, Holds::Name] {
        let mut roles = wanted.iter().enumerate().filter(|(_, one)| one.holds == kind && (one.needed || kind == Holds::Day));
        let (Some((role, one)), None) = (roles.next(), roles.next()) else { continue };
        let free = |column: &usize| !at.contains(&Some(*column)) && plainly(&lines, *column, kind);
        let mut columns: Vec<usize> = (0..width).filter(free).collect();
        if kind == Holds::Name {
            // The column with the most different names.
            let different = |column: usize| lines.iter().map(|line| line.cell(column)).collect::<std::collections::HashSet<_>>().len();
            columns.sort_by_key(|column| std::cmp::Reverse(different(*column)));
            columns.truncate(1);
        }
        match columns.as_slice() {
            [only] => {
                if let Some(place) = at.get_mut(role) {
                    *place = Some(*only);
                }
            }
            _ if one.needed => return None,
            _ => {}
        }
    }
    let whole = wanted.iter().zip(&at).all(|(one, at)| !one.needed || at.is_some());
    whole.then(|| Found { heading_rows: Vec::new(), at, headings: Vec::new(), orders: Vec::new(), undecided: Vec::new() })
}

/// More than half of a column's cells, an empty one being nothing against it.
fn holds(below: &[&Line], column: usize, kind: Holds) -> bool {
    let cells = || below.iter().map(|line| line.cell(column)).filter(|cell| !cell.is_empty());
    let all = cells().count();
    let fit = match kind {
        Holds::Text => return true,
        Holds::Name => cells().filter(|cell| is_name(cell)).count(),
        Holds::Day => cells().filter(|cell| days::day(cell, Order::DayFirst).is_some()).count(),
        Holds::Money | Holds::Number => cells().filter(|cell| amount(cell).is_some()).count(),
    };
    // A column of days may hold as many words (TBC, ongoing) as days.
    let enough = if kind == Holds::Day { 4 } else { 2 };
    all == 0 || fit * enough >= all
}

/// What can be nothing else.
fn plainly(lines: &[&Line], column: usize, kind: Holds) -> bool {
    let cells = || lines.iter().map(|line| line.cell(column)).filter(|cell| !cell.is_empty());
    let all = cells().count();
    let fit = match kind {
        Holds::Day => cells().filter(|cell| cell.len() > 6 && days::day(cell, Order::DayFirst).is_some()).count(),
        Holds::Money => cells().filter(|cell| cell.contains(['.', '£', ',']) && amount(cell).is_some()).count(),
        _ => cells().filter(|cell| is_name(cell) && cell.contains(' ')).count(),
    };
    all > 0 && all * 10 >= lines.len() * 8 && fit * 10 >= all * 8
}

fn is_name(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    letters >= 2 && letters >= digits && !text.starts_with("http")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: &[Wanted] = &[
        Wanted { words: "the amount", like: &["net amount", "amount"], never: &["vat"], holds: Holds::Money, needed: true },
        Wanted { words: "the supplier", like: &["supplier name", "supplier"], never: &["number"], holds: Holds::Name, needed: true },
        Wanted { words: "the day", like: &["payment date", "date"], never: &[], holds: Holds::Day, needed: false },
    ];

    fn head(rows: &[&[&str]]) -> VecDeque<Line> {
        rows.iter().enumerate().map(|(at, cells)| Line::of_cells(at as u32 + 1, cells)).collect()
    }

    #[test]
    fn headings_are_found_below_titles_and_in_two_rows() {
        let found = find(
            &head(&[
                &["Payments over £500, net amount to each supplier"],
                &["Supplier", "Supplier number", "Amount", "Net amount", "Date"],
                &["Acorn Care", "12", "6.00", "5.00", "25/04/2026"],
            ]),
            WANTED,
        )
        .expect("a table");
        assert_eq!((found.heading_rows, found.at), (vec![2], vec![Some(3), Some(0), Some(4)]));
        let found = find(
            &head(&[
                &["Payment", "", "Supplier", ""],
                &["Date", "Net Amount", "Name", "Number"],
                &["04/25/2026", "5.00", "Acorn Care", "1"],
            ]),
            WANTED,
        )
        .expect("a table");
        assert_eq!((found.heading_rows.clone(), found.at.clone()), (vec![1, 2], vec![Some(1), Some(2), Some(0)]));
        assert_eq!(found.order(2), Order::MonthFirst);
        assert!(found.in_words(WANTED).ends_with("Not read: column D ‘Supplier Number’."), "{}", found.in_words(WANTED));
    }

    #[test]
    fn columns_without_headings_are_told_by_what_stands_in_them() {
        let rows = head(&[&["2026-04-25", "Acorn Care", "5.00", "10"], &["2026-04-26", "Beech Homes", "6.00", "11"]]);
        let found = find(&rows, WANTED).expect("a table");
        assert_eq!((found.heading_rows, found.at), (vec![], vec![Some(2), Some(1), Some(0)]));
        assert_eq!(find(&head(&[&["Month", "Visits"], &["April", "3"]]), WANTED), None);
    }
}
