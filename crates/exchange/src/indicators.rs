//! Indicator files of any publisher: tidy or wide, with codes or names. The shape is guessed and shown; every oddity is a note with its cell.

pub mod about;
pub mod columns;
mod figures;
mod measures;
mod places;
mod plan;
pub mod population;
mod publisher;
mod raw;
pub mod stretch;
mod unit;

use model::data_set::Percentages;
use quantity::Period;

use crate::areas::Gazetteer;
use crate::note::{Note, Notes};
use crate::open;
use crate::tables::IndicatorTable;
use crate::unreadable::{Limits, Unreadable};

use about::About;
use columns::Columns;
use plan::Plan;

/// What a person said of the file.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Told<'a> {
    /// Who publishes it; empty where nobody said. Codes of measures begin with it.
    pub publisher: &'a str,
    /// What the file is called; the name of its measure where no column names one.
    pub title: &'a str,
    pub licence: &'a str,
    pub edition: &'a str,
    /// When its figures are of, where no column says so.
    pub period: Option<Period>,
    pub percentages: Percentages,
}

/// What was read, before it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    pub table: IndicatorTable,
    /// What the reader took the file for, in a sentence.
    pub shape: String,
    /// Who publishes it, as told or as its headings say.
    pub publisher: String,
    pub notes: Vec<Note>,
}

/// Why no indicators could be read, and the mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotIndicators {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error(
        "No table of indicators was found. It has a column of areas (a code such as E08000009, or a name) and either a column of values or a column for each measure or period."
    )]
    NoTable,
    #[error("The file does not say when its figures are of. Say it with the file, for example 2025 or 2024/25.")]
    NoPeriod,
    #[error(
        "None of the {0} areas of this file is known, the first being “{1}”. Load a register of areas first, so that names have codes."
    )]
    NoAreas(usize, String),
    #[error("Nothing could be read of this table: no row has an area, a period and a figure. Look at its headings: {0}.")]
    NoRows(String),
}

/// The table of a file, whatever text or workbook it is. Columnar files come through [`crate::tables::Tables::columns_of`].
pub fn columns_of(bytes: &[u8], limits: &Limits, notes: &mut Notes, progress: &mut dyn FnMut(u64, u64)) -> Result<Columns, NotIndicators> {
    let book = open::book(bytes, limits, notes, progress)?;
    columns::of_book(&book, plan::is_known).ok_or(NotIndicators::NoTable)
}

/// Reads indicators out of a table. `notes` holds what opening the file had to say.
pub fn read(table: &Columns, about: &About, areas: &Gazetteer, told: &Told<'_>, mut notes: Notes) -> Result<Read, NotIndicators> {
    let plan = Plan::of(table, told, &mut notes)?;
    let shape = plan.in_words(table);
    let publisher = if told.publisher.is_empty() { plan.publisher.name().to_owned() } else { told.publisher.to_owned() };
    let table = figures::read(table, &plan, about, areas, told, &mut notes)?;
    Ok(Read { table, shape, publisher, notes: notes.finish() })
}
