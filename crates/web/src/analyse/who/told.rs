//! A table as it is told twice: on the page, with links, and as CSV.

use axum::response::Response;
use quantity::{Date, Money, Share};
use report::table::{Cell, Column, Table};
use report::words::count;

use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::download;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::ww;

/// More rows are in the CSV.
const MOST: usize = 100;

pub(super) struct Told {
    pub table: Table,
    /// Where the first cell of each row leads; none for rows that lead nowhere.
    pub links: Vec<Option<String>>,
}

impl Told {
    pub fn new(caption: &str, columns: Vec<Column>) -> Told {
        Told { table: Table::new(caption, columns, Vec::new()), links: Vec::new() }
    }

    pub fn row(&mut self, link: Option<String>, cells: Vec<Cell>) {
        self.table.rows.push(cells);
        self.links.push(link);
    }

    pub fn is_empty(&self) -> bool {
        self.table.rows.is_empty()
    }

    /// The first hundred rows, and where all of them are.
    pub fn page(&self, csv_at: &str, none: &str) -> Markup {
        if self.is_empty() {
            return paragraph(none);
        }
        let said = match self.table.rows.len().saturating_sub(MOST) {
            0 => Markup::default(),
            more => paragraph(&format!("{} more in the CSV.", count::sentence(&count::of_things(more as u64, "row is", "rows are")))),
        };
        self.plain().and(said).and(paragraph_of(ww::link(&format!("{} as CSV", self.table.caption), csv_at)))
    }

    /// The first hundred rows alone.
    pub fn plain(&self) -> Markup {
        let mut card = CardTable::new(&self.table.caption).caption_hidden();
        for column in &self.table.columns {
            card = if column.is_number { card.figures(column.heading()) } else { card.column(column.heading()) };
        }
        for (cells, link) in self.table.rows.iter().zip(&self.links).take(MOST) {
            card = card.row(cells.iter().enumerate().map(|(at, cell)| match (at, link) {
                (0, Some(link)) => Words::from(ww::link(&cell.shown(), link)),
                _ => Words::from(cell.shown()),
            }));
        }
        card.into()
    }

    pub fn csv(&self, stem: &str) -> Response {
        download::csv(&self.table.to_csv(), stem)
    }
}

pub(super) fn words(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Missing("Not said".into()) } else { Cell::Words(text) }
}

pub(super) fn money(amount: Option<Money>) -> Cell {
    match amount {
        Some(amount) => Cell::number(amount.pounds(), amount.in_full()),
        None => Cell::Missing("Not told".into()),
    }
}

pub(super) fn share(share: Option<Share>) -> Cell {
    match share {
        Some(share) => Cell::number(share.value(), share.shown(1)),
        None => Cell::Missing("Not told".into()),
    }
}

pub(super) fn date(date: Option<Date>) -> Cell {
    date.map_or_else(|| Cell::Missing("Not said".into()), |day| Cell::Words(count::plain_date(day)))
}
