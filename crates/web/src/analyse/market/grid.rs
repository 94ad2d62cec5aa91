//! A table that sorts by link, filters by words and downloads as CSV, with its state in the address of its page.

use std::cmp::Ordering;

use report::table::{Cell, Column, Table};
use report::words::count;

use crate::analyse::places::Asked;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::router::in_query;
use crate::ww;

/// Rows on a page; the CSV has all.
const MOST: usize = 100;

/// Where a table stands, both without a query: its page, and the folder of its downloads.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) page: &'a str,
    pub(super) data: &'a str,
}

impl<'a> At<'a> {
    /// A page whose downloads lie beneath it.
    pub(super) fn one(page: &'a str) -> At<'a> {
        At { page, data: page }
    }
}

pub(super) struct Grid {
    /// Of the CSV, and of what it keeps in the address: `suppliers`.
    name: &'static str,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<(Vec<Cell>, Option<String>)>,
}

impl Grid {
    pub(super) fn new(name: &'static str, caption: impl Into<String>, columns: Vec<Column>) -> Grid {
        Grid { name, caption: caption.into(), columns, rows: Vec::new() }
    }

    /// One row, and where its first cell leads.
    pub(super) fn push(&mut self, cells: Vec<Cell>, leads_to: Option<String>) {
        self.rows.push((cells, leads_to));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The column sorted by, from nought, and whether the largest comes first.
    fn sorted_by(&self, asked: &Asked) -> Option<(usize, bool)> {
        let said = value(asked, self.name)?;
        let (column, is_down) = said.strip_prefix('-').map_or((said, false), |column| (column, true));
        let column = column.parse::<usize>().ok()?.checked_sub(1).filter(|column| *column < self.columns.len())?;
        Some((column, is_down))
    }

    fn found(&self, asked: &Asked) -> Vec<&(Vec<Cell>, Option<String>)> {
        let words = value(asked, &self.find_name()).unwrap_or_default().trim().to_lowercase();
        let holds = |row: &&(Vec<Cell>, Option<String>)| {
            words.is_empty() || row.0.iter().any(|cell| matches!(cell, Cell::Words(_)) && cell.shown().to_lowercase().contains(&words))
        };
        let mut rows: Vec<_> = self.rows.iter().filter(holds).collect();
        if let Some((column, is_down)) = self.sorted_by(asked) {
            rows.sort_by(|a, b| by_cell(a.0.get(column), b.0.get(column), is_down));
        }
        rows
    }

    fn find_name(&self) -> String {
        format!("{}-find", self.name)
    }

    /// The table with its ways of sorting, finding and downloading.
    pub(super) fn shown(&self, asked: &Asked, at: At<'_>) -> Markup {
        let rows = self.found(asked);
        let mut table = CardTable::new(self.caption.clone()).caption_hidden();
        for column in &self.columns {
            table = if column.is_number { table.figures(column.heading()) } else { table.column(column.heading()) };
        }
        for (cells, leads_to) in rows.iter().take(MOST) {
            let cell = |(nth, cell): (usize, &Cell)| match leads_to {
                Some(href) if nth == 0 => Words::from(ww::link(&cell.shown(), href)),
                _ => Words::from(cell.shown()),
            };
            table = table.row(cells.iter().enumerate().map(cell));
        }
        let (shown, all) = (rows.len().min(MOST), self.rows.len());
        let said = match rows.len() {
            0 => "No row holds these words.".to_owned(),
            found if found == all && found <= MOST => String::new(),
            found if found == all => format!("The first {shown} of {} are shown.", count::number(all as u64)),
            found => format!(
                "{} of {} hold these words; {shown} are shown.",
                count::sentence(&count::number(found as u64)),
                count::number(all as u64)
            ),
        };
        let said = if said.is_empty() { Markup::default() } else { paragraph(&said) };
        let tools = if self.rows.len() > 1 { self.tools(asked, at) } else { self.download(asked, at) };
        tools
            .and(said)
            .and(Markup::trusted("<div class=\"ww-scroll\" tabindex=\"0\" role=\"region\" aria-label=\""))
            .and(Markup::text(&self.caption))
            .and(Markup::trusted("\">"))
            .and(table)
            .and(Markup::trusted("</div>"))
    }

    fn download(&self, asked: &Asked, at: At<'_>) -> Markup {
        let all = query(asked, &[]);
        paragraph_of(ww::link("Download as CSV", &format!("{}/{}.csv{all}", at.data, self.name)))
    }

    fn tools(&self, asked: &Asked, At { page, data }: At<'_>) -> Markup {
        let sorted = self.sorted_by(asked);
        let mut ways = Markup::text("Sort by ");
        for (nth, column) in self.columns.iter().enumerate() {
            let now = sorted.filter(|(column, _)| *column == nth).map(|(_, is_down)| is_down);
            // Figures begin with the largest, words with the first letter; the same link again turns it round.
            let is_down = now.map_or(column.is_number, |is_down| !is_down);
            let to = format!("{}{}", if is_down { "-" } else { "" }, nth + 1);
            let words = match now {
                Some(true) => format!("{} (largest first)", column.title),
                Some(false) => format!("{} (smallest first)", column.title),
                None => column.title.clone(),
            };
            let href = format!("{page}{}#{}-table", query(asked, &[(self.name, &to)]), self.name);
            ways = ways.and(Markup::trusted(if nth == 0 { "" } else { " · " })).and(ww::link(&words, &href));
        }
        let find = self.find_name();
        let typed = value(asked, &find).unwrap_or_default();
        let mut form =
            format!("<form method=\"get\" action=\"{}#{}-table\" novalidate id=\"{}-table\">", Markup::text(page), self.name, self.name);
        for (name, value) in asked.iter().filter(|(name, _)| *name != find) {
            form.push_str(&format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", Markup::text(name), Markup::text(value)));
        }
        form.push_str(&format!(
            "<div class=\"govuk-form-group\"><label class=\"govuk-label\" for=\"{find}\">Find in {}</label><input class=\"govuk-input govuk-input--width-20\" id=\"{find}\" name=\"{find}\" value=\"{}\"> <button type=\"submit\" class=\"govuk-button govuk-button--secondary\" data-module=\"govuk-button\">Find</button></div></form>",
            Markup::text(lower(&self.caption)),
            Markup::text(typed),
        ));
        Markup::trusted(form).and(paragraph_of(ways)).and(self.download(asked, At { page, data }))
    }

    /// Every row that is found, in the order it is sorted by, for programs.
    pub(super) fn csv(&self, asked: &Asked) -> String {
        let rows = self.found(asked).into_iter().map(|(cells, _)| cells.clone()).collect();
        Table::new(self.caption.clone(), self.columns.clone(), rows).to_csv()
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn value<'q>(asked: &'q Asked, name: &str) -> Option<&'q str> {
    asked.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

/// The query of an address with some of it put otherwise: empty, or beginning with `?`.
pub(super) fn query(asked: &Asked, put: &[(&str, &str)]) -> String {
    let kept = asked.iter().filter(|(name, value)| !value.is_empty() && !put.iter().any(|(other, _)| other == name));
    let parts: Vec<String> = kept
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain(put.iter().copied().filter(|(_, value)| !value.is_empty()))
        .map(|(name, value)| format!("{}={}", in_query(name), in_query(value)))
        .collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// What is missing comes last, either way.
fn by_cell(a: Option<&Cell>, b: Option<&Cell>, is_down: bool) -> Ordering {
    let (Some(a), Some(b)) = (a, b) else { return Ordering::Equal };
    let turned = |order: Ordering| if is_down { order.reverse() } else { order };
    match (a, b) {
        (Cell::Missing(_), Cell::Missing(_)) => Ordering::Equal,
        (Cell::Missing(_), _) => Ordering::Greater,
        (_, Cell::Missing(_)) => Ordering::Less,
        (Cell::Words(a), Cell::Words(b)) => turned(a.to_lowercase().cmp(&b.to_lowercase())),
        (Cell::Period(a), Cell::Period(b)) => turned(a.first_day().cmp(&b.first_day())),
        _ => turned(number(a).total_cmp(&number(b))),
    }
}

fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Number { value, .. } => *value,
        Cell::Whole(count) => *count as f64,
        _ => f64::NEG_INFINITY,
    }
}

/// Cells of what the pages of the market tell.
pub(super) mod cells {
    use quantity::{Date, Money, Period, Share};
    use report::table::Cell;
    use report::words::count;

    pub(in crate::analyse::market) fn words(text: &str) -> Cell {
        if text.is_empty() { Cell::Missing("Not told".to_owned()) } else { Cell::words(text) }
    }

    pub(in crate::analyse::market) fn money(amount: Option<Money>) -> Cell {
        amount.map_or_else(|| Cell::Missing("Not told".to_owned()), |amount| Cell::number(amount.pounds(), count::money(amount)))
    }

    /// Nothing stands where there is no money of the sort.
    pub(in crate::analyse::market) fn money_if_any(amount: Option<Money>) -> Cell {
        amount.map_or_else(|| Cell::Missing("None".to_owned()), |amount| Cell::number(amount.pounds(), count::money(amount)))
    }

    pub(in crate::analyse::market) fn share(share: Option<Share>) -> Cell {
        share.map_or_else(|| Cell::Missing("Not told".to_owned()), |share| Cell::number(share.percent(), share.shown(1)))
    }

    pub(in crate::analyse::market) fn day(day: Option<Date>) -> Cell {
        day.map_or_else(|| Cell::Missing("Not told".to_owned()), |day| Cell::Period(Period::Day(day)))
    }

    pub(in crate::analyse::market) fn year(year: i16) -> Cell {
        Cell::Period(Period::FinancialYear(year))
    }

    pub(in crate::analyse::market) fn whole(count: Option<u64>) -> Cell {
        count.map_or_else(|| Cell::Missing("Not told".to_owned()), Cell::Whole)
    }

    pub(in crate::analyse::market) fn figure(value: Option<f64>, places: usize) -> Cell {
        value.map_or_else(|| Cell::Missing("Not told".to_owned()), |value| Cell::number(value, quantity::rounding::shown(value, places)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(of: &[(&str, &str)]) -> Asked {
        of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn grid() -> Grid {
        let mut grid = Grid::new("suppliers", "Suppliers", vec![Column::words("Supplier"), Column::number("Paid", "£")]);
        grid.push(vec![Cell::words("Beech & Co <b>"), Cell::number(5.0, "£5")], Some("/market/suppliers/b?x=1&y=2".into()));
        grid.push(vec![Cell::words("Acorn"), Cell::Missing("Not told".into())], None);
        grid.push(vec![Cell::words("Cedar"), Cell::number(90.0, "£90")], None);
        grid
    }

    #[test]
    fn a_table_sorts_either_way_with_what_is_missing_last_and_finds_by_words() {
        let order = |query: &[(&str, &str)]| {
            grid().csv(&asked(query)).lines().skip(1).map(|line| line.chars().take(1).collect::<String>()).collect::<String>()
        };
        assert_eq!(order(&[]), "BAC");
        assert_eq!(order(&[("suppliers", "1")]), "ABC");
        assert_eq!([order(&[("suppliers", "-2")]), order(&[("suppliers", "2")])], ["CBA", "BCA"]);
        assert_eq!(order(&[("suppliers-find", "CEDAR")]), "C");
        assert_eq!(order(&[("suppliers", "9")]), "BAC", "a column there is not is passed over");
    }

    #[test]
    fn what_else_the_address_holds_is_kept_and_every_text_is_safe() {
        let html = grid()
            .shown(&asked(&[("buyer", "A&B"), ("suppliers", "-2")]), At { page: "/market/suppliers", data: "/market/supplier-tables" })
            .to_string();
        assert!(
            html.contains("/market/suppliers?buyer=A%26B&#38;suppliers=2#suppliers-table")
                || html.contains("buyer=A%26B&amp;suppliers=2#suppliers-table"),
            "{html}"
        );
        assert!(html.contains("/market/supplier-tables/suppliers.csv?buyer=A%26B"), "{html}");
        assert!(!html.contains("<b>") && html.contains("Paid (largest first)"), "{html}");
    }
}
