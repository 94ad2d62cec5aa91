//! The figures of one data point from its cells, each oddity noted at its cell.

use model::observation::Missing;
use quantity::Period;

use super::SheetReader;
use crate::marks::Marks;
use crate::note::{NoteKind, Notes, Odd};
use crate::number::{self, Figure};
use crate::performance::gather::Raw;
use crate::performance::plan::Group;
use crate::performance::row::{joined, worse};
use crate::reading::At;
use crate::table::{Cell, Row};

impl SheetReader<'_> {
    /// The figures of one data point; none where every cell of it is blank.
    pub(super) fn cells(&self, row: &Row, group: &Group, notes: &mut Notes) -> Option<(Raw, Marks)> {
        let mut marks = Marks::default();
        let mut missing = None;
        let mut figure = |column: Option<u32>, notes: &mut Notes| -> Option<number::Number> {
            let column = column?;
            let cell = row.cell(column);
            let (figure, said) = number::of_cell(cell);
            marks = joined(marks, said);
            match figure {
                Figure::Number(number) => {
                    if number.scaled || number.brackets {
                        self.dressed_note(cell, &number, row.number, column, notes);
                    }
                    Some(number)
                }
                Figure::Blank => None,
                Figure::Missing(kind) => {
                    missing = Some(worse(missing, kind));
                    self.missing_note(cell, kind, row.number, column, notes);
                    None
                }
                Figure::NotANumber => {
                    missing = Some(worse(missing, Missing::Unreadable));
                    self.unreadable_note(cell, row.number, column, notes);
                    None
                }
            }
        };
        let value = figure(group.value, notes);
        let numerator = figure(group.numerator, notes);
        let denominator = figure(group.denominator, notes);
        if value.is_none() && numerator.is_none() && denominator.is_none() && missing.is_none() {
            return None;
        }
        let raw = Raw {
            measure: 0,
            part: 0,
            period: Period::CalendarYear(1),
            value: value.map(|n| n.value),
            percent: value.is_some_and(|n| n.percent),
            numerator: numerator.map(|n| n.value),
            denominator: denominator.map(|n| n.value),
            missing: if value.is_some() { None } else { missing },
            marks,
            at: At { sheet: self.number, row: row.number, column: group.column() },
            numerator_column: group.numerator.unwrap_or(0),
        };
        Some((raw, marks))
    }

    fn dressed_note(&self, cell: &Cell, number: &number::Number, row: u32, column: u32, notes: &mut Notes) {
        let place = self.place(row, column);
        if number.scaled {
            let read_as = format!("Thousands or millions written short. Read as {}.", crate::table::plain(number.value));
            notes.add(&Odd { kind: NoteKind::ScaledFigure, about: "", seen: &cell.shown(), read_as: &read_as }, place);
        } else {
            let read_as = format!("A figure in brackets. Read as less than nothing: {}.", crate::table::plain(number.value));
            notes.add(&Odd { kind: NoteKind::Brackets, about: "", seen: &cell.shown(), read_as: &read_as }, place);
        }
    }

    fn missing_note(&self, cell: &Cell, kind: Missing, row: u32, column: u32, notes: &mut Notes) {
        let shown = cell.shown();
        let (kind, read_as) = match kind {
            Missing::Suppressed => (NoteKind::Suppressed, "Read as hidden to protect people. It does not become a number."),
            Missing::NotApplicable => (NoteKind::NotThere, "Read as not applicable. It does not become a number."),
            _ => (NoteKind::NotThere, "Read as missing. It does not become a number."),
        };
        notes.add(&Odd { kind, about: &shown, seen: &shown, read_as }, self.place(row, column));
    }

    fn unreadable_note(&self, cell: &Cell, row: u32, column: u32, notes: &mut Notes) {
        let shown = cell.shown();
        let fault = matches!(cell, Cell::Fault(_)) || (shown.starts_with('#') && shown.ends_with(['!', '?', 'A']) && shown.len() <= 8);
        let (kind, read_as) = match fault {
            true => (NoteKind::FormulaFault, "A formula that failed. Read as missing: mend it in the file and load it again."),
            false => (NoteKind::Unreadable, "This is no number in any form I know. Read as missing."),
        };
        notes.add(&Odd { kind, about: &shown, seen: &shown, read_as }, self.place(row, column));
    }
}
