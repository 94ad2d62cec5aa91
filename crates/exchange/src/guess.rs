//! Guessing what each column of a sheet means, with the reason of each guess.

mod figures;
mod names;
mod periods;
mod recall;

use std::collections::BTreeMap;

use figures::{figures, ratio_roles};
use names::{measures, words_columns};
use periods::{across, across_wins, periods_down};
use recall::recall;

use crate::heading::Hint;
use crate::known::{Answers, Known};
use crate::layout::Layout;
use crate::mapping::{ColumnMeaning, Confidence, Mapping, Role, signature};
use crate::period::YearTold;
use crate::personal::leave_out::LEFT_OUT;
use crate::reading::Shape;
use crate::spelling::Register;
use crate::survey::{Surveyed, survey};
use crate::table::Sheet;

/// What was made of a sheet's columns.
#[derive(Debug, Clone)]
pub struct Guessed {
    pub mapping: Mapping,
    pub shape: Shape,
    /// Columns that are of one period by their heading: its text, and the rest of the heading.
    pub across: BTreeMap<u32, (String, String)>,
    pub columns: Vec<Surveyed>,
}

/// What the guess leans on besides the sheet.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub known: &'a Known,
    pub measures: &'a Register,
    pub parts: &'a Register,
    pub answers: &'a Answers,
    pub told: YearTold,
}

struct Board<'a> {
    columns: &'a [Surveyed],
    roles: BTreeMap<u32, (Role, Confidence, String)>,
}

impl Board<'_> {
    fn set(&mut self, column: u32, role: Role, confidence: Confidence, reason: impl Into<String>) {
        self.roles.entry(column).or_insert((role, confidence, reason.into()));
    }

    fn open(&self) -> Vec<&Surveyed> {
        self.columns.iter().filter(|c| !self.roles.contains_key(&c.column())).collect()
    }

    fn has(&self, role: Role) -> bool {
        self.roles.values().any(|(held, ..)| *held == role)
    }

    fn of(&self, role: Role) -> Vec<&Surveyed> {
        self.columns.iter().filter(|c| self.roles.get(&c.column()).is_some_and(|(held, ..)| *held == role)).collect()
    }
}

pub fn guess(sheet: &Sheet, layout: &Layout, ground: &Ground<'_>) -> Guessed {
    let mut columns = survey(sheet, layout);
    // What is held here by this very name is a figure, whatever its words may hint at.
    for column in columns.iter_mut().filter(|c| matches!(c.hint, Some(Hint::Comparator | Hint::Code | Hint::Group | Hint::Unit))) {
        if ground.measures.find(&column.heading.text()).is_some() {
            column.hint = None;
        }
    }
    let across = across(&columns, ground.told);
    let signature = signature(
        columns.iter().filter(|c| c.filled > 0 || !c.text.is_empty()).map(|c| (c.text.as_str(), across.contains_key(&c.column()))),
    );
    let remembered = ground.answers.remembered.iter().find(|m| m.signature == signature);
    let mut board = Board { columns: &columns, roles: BTreeMap::new() };
    for column in &columns {
        if column.text == LEFT_OUT {
            board.set(column.column(), Role::Ignore, Confidence::Sure, "people’s details, not kept");
        } else if column.filled == 0 {
            board.set(column.column(), Role::Ignore, Confidence::Sure, "nothing in it");
        }
    }
    let across = if across_wins(&columns, &across) { across } else { BTreeMap::new() };
    for (column, (period, rest)) in &across {
        let role = match crate::heading::hint(rest) {
            Some(Hint::Role(role @ (Role::Numerator | Role::Denominator | Role::Target | Role::LowerLimit | Role::UpperLimit))) => role,
            Some(Hint::Comparator) => Role::Ignore,
            _ => Role::Value,
        };
        board.set(*column, role, Confidence::Sure, format!("figures for {period}, by its heading"));
    }
    if across.is_empty() {
        periods_down(&mut board, ground);
        ratio_roles(&mut board, ground);
    } else {
        for column in board.open().iter().filter(|c| c.hint == Some(Hint::Role(Role::Period))).map(|c| c.column()).collect::<Vec<_>>() {
            board.set(column, Role::Ignore, Confidence::Guess, "the headings say the periods");
        }
    }
    measures(&mut board, ground);
    figures(&mut board, !across.is_empty());
    words_columns(&mut board, ground);
    let roles = board.roles;
    let mut meanings: Vec<ColumnMeaning> = columns
        .iter()
        .filter(|c| c.filled > 0 || !c.text.is_empty())
        .map(|c| {
            let (role, confidence, reason) =
                roles.get(&c.column()).cloned().unwrap_or((Role::Ignore, Confidence::Guess, "not needed to tell figures apart".into()));
            ColumnMeaning {
                column: c.column(),
                heading: c.text.clone(),
                example: c.example.clone(),
                role,
                confidence,
                reason,
                answered: false,
                held: c.filled > 0,
            }
        })
        .collect();
    if let Some(remembered) = remembered {
        recall(&mut meanings, remembered, &across);
    }
    for answer in ground.answers.columns.iter().filter(|answer| answer.sheet == sheet.name) {
        if let Some(meaning) = meanings.iter_mut().find(|meaning| meaning.column == answer.column) {
            (meaning.role, meaning.confidence, meaning.reason, meaning.answered) =
                (answer.role, Confidence::Sure, "as you said".into(), true);
        }
    }
    let shape = shape(&meanings, !across.is_empty(), layout);
    let mapping = Mapping {
        sheet: sheet.name.clone(),
        signature,
        columns: meanings,
        spellings: remembered.map(|m| m.spellings.clone()).unwrap_or_default(),
        remembered: remembered.is_some(),
    };
    Guessed { mapping, shape, across, columns }
}

/// How the sheet is laid out, once it is settled what each column means: a person's answer may make a table of one that was none.
fn shape(meanings: &[ColumnMeaning], is_across: bool, layout: &Layout) -> Shape {
    let has = |role: Role| meanings.iter().any(|meaning| meaning.role == role);
    let any_figures = has(Role::Value) || (has(Role::Numerator) && has(Role::Denominator));
    match (any_figures, is_across) {
        (false, _) => Shape::NotATable,
        (true, true) => Shape::PeriodsAcross,
        (true, false) if has(Role::Period) => Shape::PeriodsDown,
        // A form without headings is no table: figures stand beside words there, not under them.
        (true, false) if layout.heading_rows.is_empty() => Shape::NotATable,
        (true, false) => Shape::OnePeriod,
    }
}
