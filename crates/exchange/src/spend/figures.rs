//! One authority's lines: for each service what was spent through whom, and the total the file gives, in pence with their cells.

use std::collections::HashMap;

use model::spend::{ProvidedBy, SpendUnit};
use quantity::{Money, Period, rounding};

use super::classes::{Class, class, parted, year};
use super::columns::{Columns, Shape};
use super::{NotSpending, Part};
use crate::note::{NoteKind, Notes, Odd};
use crate::number::{Figure, of_cell};
use crate::table::{Place, Row, Sheet};

/// A service before its total is held against its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// One name for each column that names the service.
    pub names: Vec<String>,
    pub parts: Vec<(ProvidedBy, i64, Place)>,
    pub total: Option<(i64, Place)>,
    pub at: Place,
}

impl Line {
    pub fn service(&self) -> String {
        self.names.iter().filter(|name| !name.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
    }

    /// In pence: the total the file gives, else what the parts come to.
    pub fn all(&self) -> i64 {
        self.total.as_ref().map_or_else(|| self.parts.iter().map(|(_, pence, _)| *pence).fold(0, i64::saturating_add), |(total, _)| *total)
    }

    fn put(&mut self, class: Class, pence: i64, at: Place) {
        match class {
            Class::By(kind) => self.parts.push((kind, pence, at)),
            Class::All => self.total = Some((pence, at)),
        }
    }
}

/// Reads cells of one sheet in one unit.
struct Cells<'a> {
    sheet: &'a Sheet,
    unit: SpendUnit,
    notes: &'a mut Notes,
}

impl Cells<'_> {
    /// Pence; none where nothing is known, which is noted unless the cell is empty.
    fn pence(&mut self, row: &Row, column: u32) -> Option<(i64, Place)> {
        let (cell, at) = (row.cell(column), Place::new(&self.sheet.name, row.number, column));
        let scale = if self.unit == SpendUnit::Thousands { 100_000.0 } else { 100.0 };
        let (kind, about, read_as) = match of_cell(cell).0 {
            Figure::Blank => return None,
            Figure::Number(number) if !number.percent => match rounding::half_away_from_zero(number.value * scale) {
                Some(pence) if pence.unsigned_abs() < 1 << 60 => return Some((pence, at)),
                _ => (NoteKind::Unreadable, "large", "More than any budget: not read, and not known."),
            },
            Figure::Missing(_) => (NoteKind::NotThere, "missing", "Not known. It is in no line, nor taken for nought."),
            _ => (NoteKind::Unreadable, "text", "Not an amount: not read, and not known. Write a number there, or leave it empty."),
        };
        self.notes.add(&Odd { kind, about, seen: &cell.shown(), read_as }, at);
        None
    }
}

/// The lines of an authority in the order of the file. `year` is asked for where the file has years.
pub fn of(
    sheet: &Sheet,
    columns: &Columns,
    authority: &str,
    wanted: Option<i16>,
    unit: SpendUnit,
    notes: &mut Notes,
) -> Result<Vec<Line>, NotSpending> {
    let rows = rows_of(sheet, columns, authority, wanted, notes)?;
    let mut cells = Cells { sheet, unit, notes };
    match &columns.shape {
        Shape::ByService { services, .. } => {
            let Some(row) = rows.first() else { return Ok(Vec::new()) };
            let line = |column: &u32| {
                let total = cells.pence(row, *column)?;
                Some(Line { names: vec![columns.name(sheet, *column)], parts: Vec::new(), at: total.1.clone(), total: Some(total) })
            };
            Ok(services.iter().filter_map(line).collect())
        }
        Shape::ByProvider { parts, total, .. } => gathered(columns, &rows, &mut cells, |cells, row| {
            let by = parts.iter().map(|(column, kind)| (*column, Class::By(*kind)));
            by.chain(total.map(|column| (column, Class::All)))
                .filter_map(|(c, class)| cells.pence(row, c).map(|(p, at)| (class, p, at)))
                .collect()
        }),
        Shape::Long { amount, .. } => of_kinds(columns, &rows, &mut cells, *amount),
        Shape::Across { authorities } => {
            let here: Vec<u32> = authorities.iter().copied().filter(|column| columns.name(sheet, *column) == authority).collect();
            if let [first, second, ..] = here.as_slice() {
                let letter = crate::table::column_letter;
                return Err(NotSpending::Twice(format!(
                    "“{authority}” stands over two columns, {} and {}. Take one of them out, and load the file again.",
                    letter(*first),
                    letter(*second)
                )));
            }
            here.first().map_or(Ok(Vec::new()), |column| of_kinds(columns, &rows, &mut cells, *column))
        }
    }
}

fn of_kinds(columns: &Columns, rows: &[&Row], cells: &mut Cells<'_>, amount: u32) -> Result<Vec<Line>, NotSpending> {
    gathered(columns, rows, cells, |cells, row| {
        let Some((column, group)) = &columns.kind else { return Vec::new() };
        let text = row.cell(*column).shown();
        let (of, rest) = parted(&text);
        let class = class(rest).filter(|_| of == group);
        class.and_then(|class| cells.pence(row, amount).map(|(pence, at)| (class, pence, at))).into_iter().collect()
    })
}

/// Rows of the same service as one line. A kind that stands twice is the same figure again, or refused.
fn gathered(
    columns: &Columns,
    rows: &[&Row],
    cells: &mut Cells<'_>,
    figures: impl Fn(&mut Cells<'_>, &Row) -> Vec<(Class, i64, Place)>,
) -> Result<Vec<Line>, NotSpending> {
    let (mut lines, mut by_names): (Vec<Line>, HashMap<Vec<String>, usize>) = (Vec::new(), HashMap::new());
    for row in rows {
        let name = |column: &u32| row.cell(*column).shown().split_whitespace().collect::<Vec<_>>().join(" ");
        let names: Vec<String> = columns.services.iter().map(name).collect();
        if names.iter().all(String::is_empty) {
            continue;
        }
        let found = figures(cells, row);
        if found.is_empty() {
            continue;
        }
        let at = *by_names.entry(names.clone()).or_insert_with(|| {
            lines.push(Line { names, parts: Vec::new(), total: None, at: Place::new(&cells.sheet.name, row.number, 0) });
            lines.len() - 1
        });
        let Some(line) = lines.get_mut(at) else { continue };
        // Two columns may be of one kind; two rows may not.
        let before = line.clone();
        for (class, pence, at) in found {
            let there = match class {
                Class::By(kind) => before.parts.iter().find(|(known, ..)| *known == kind).map(|(_, pence, at)| (*pence, at.clone())),
                Class::All => before.total.clone(),
            };
            match there {
                None => line.put(class, pence, at),
                Some((same, first)) if same == pence => {
                    let read_as = format!("The same as row {} says of ‘{}’. Counted once.", first.row, before.service());
                    cells.notes.add(&Odd { kind: NoteKind::RepeatedSame, about: &before.service(), seen: "", read_as: &read_as }, at);
                }
                Some((other, first)) => {
                    return Err(NotSpending::Twice(format!(
                        "‘{}’ stands twice with different figures: {} in row {} and {} in row {}. Take the wrong one out, and load the file again.",
                        before.service(),
                        Money::from_pence(other).in_full(),
                        first.row,
                        Money::from_pence(pence).in_full(),
                        at.row
                    )));
                }
            }
        }
    }
    Ok(lines)
}

/// The rows of an authority and a year.
fn rows_of<'s>(
    sheet: &'s Sheet,
    columns: &Columns,
    authority: &str,
    wanted: Option<i16>,
    notes: &mut Notes,
) -> Result<Vec<&'s Row>, NotSpending> {
    let own = |row: &&Row| columns.authority().is_none_or(|column| row.cell(column).shown() == authority);
    let all: Vec<&Row> = columns.body(sheet).filter(own).collect();
    let mut rows = all.clone();
    if let Some((column, wanted)) = columns.year.zip(wanted) {
        rows.retain(|row| year(&row.cell(column).shown()).is_some_and(|(year, _)| year == wanted));
        let words = |year: i16| Period::FinancialYear(year).in_words();
        let Some(first) = rows.first() else {
            let mut held: Vec<i16> = all.iter().filter_map(|row| year(&row.cell(column).shown())).map(|(year, _)| year).collect();
            held.sort_unstable();
            held.dedup();
            let held = held.into_iter().map(words).collect::<Vec<_>>().join(", ");
            return Err(NotSpending::NoSuchYear { asked: words(wanted), authority: authority.to_owned(), held });
        };
        let seen = first.cell(column).shown();
        if year(&seen).is_some_and(|(_, whole)| !whole) {
            let read_as = format!("Read as the financial year {}.", words(wanted));
            notes.add(
                &Odd { kind: NoteKind::YearFromOtherMonth, about: "", seen: &seen, read_as: &read_as },
                Place::new(&sheet.name, first.number, column),
            );
        }
    }
    if let (Shape::ByService { services, .. }, [first, rest @ ..]) = (&columns.shape, rows.as_slice()) {
        for row in rest {
            if services.iter().any(|column| row.cell(*column) != first.cell(*column)) {
                return Err(NotSpending::Twice(format!(
                    "“{authority}” stands twice with different figures, in row {} and in row {}. Take the wrong one out, and load the file again.",
                    first.number, row.number
                )));
            }
            let read_as = format!("The same as row {}. Counted once.", first.number);
            notes.add(
                &Odd { kind: NoteKind::RepeatedSame, about: authority, seen: authority, read_as: &read_as },
                Place::new(&sheet.name, row.number, 0),
            );
        }
    }
    Ok(rows)
}

/// The parts of a line, and what its total holds beyond them. Noughts are no part.
pub fn parts(line: Line, sheet: &Sheet, notes: &mut Notes) -> Vec<Part> {
    let service = line.service();
    let sum = line.parts.iter().map(|(_, pence, _)| *pence).fold(0, i64::saturating_add);
    let part = |provided_by, pence, at, is_difference| Part {
        service: service.clone(),
        provided_by,
        amount: Money::from_pence(pence),
        is_difference,
        at,
    };
    let has_parts = !line.parts.is_empty();
    let mut parts: Vec<Part> =
        line.parts.into_iter().filter(|(_, pence, _)| *pence != 0).map(|(kind, pence, at)| part(kind, pence, at, false)).collect();
    let at = Place::new(&sheet.name, line.at.row, 0);
    match line.total {
        None => {
            let read_as = format!("‘{service}’ has no total in the file. It is taken to be what its parts come to.");
            notes.add(&Odd { kind: NoteKind::NotThere, about: &service, seen: "", read_as: &read_as }, at);
        }
        Some((total, place)) if total != sum => {
            if has_parts {
                let read_as = format!(
                    "The parts of ‘{service}’ come to {}, and its total is {}. The difference is shown as not classified.",
                    Money::from_pence(sum).in_full(),
                    Money::from_pence(total).in_full()
                );
                notes.add(&Odd { kind: NoteKind::ValueDisagrees, about: &service, seen: "", read_as: &read_as }, place.clone());
            }
            parts.push(part(ProvidedBy::NotClassified, total.saturating_sub(sum), place, has_parts));
        }
        Some(_) => {}
    }
    parts
}
