//! A table that becomes labelled cards on a phone. Roles are written out, because `display: block` drops them.

use askama::Template;
use serde::Deserialize;

use super::attributes::Words;
use super::component;

#[derive(Clone, Debug, Deserialize)]
pub struct Column {
    /// Plain text: on a phone it stands beside each cell.
    pub words: String,
    /// Figures stand to the right.
    #[serde(default)]
    pub numeric: bool,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/card-table/card-table.html")]
pub struct CardTable {
    pub caption: String,
    /// The caption is for ears only: a heading above says it.
    pub caption_hidden: bool,
    pub columns: Vec<Column>,
    /// The first cell of a row is its heading.
    pub rows: Vec<Vec<Words>>,
    /// Sums, below a double line.
    pub sums: Vec<Vec<Words>>,
    pub tight: bool,
    /// Stays a table on a phone: for many columns of figures, inside a `ww-scroll` of its own.
    pub scrolls: bool,
}

struct Part<'a> {
    name: &'static str,
    rows: &'a [Vec<Words>],
}

struct CellOf<'a> {
    words: &'a Words,
    column: &'a str,
    numeric: bool,
    /// It is not broken at the end of a line.
    whole: bool,
}

impl CardTable {
    pub fn new(caption: impl Into<String>) -> CardTable {
        CardTable { caption: caption.into(), ..CardTable::default() }
    }

    /// Adds a column; the first is that of the rows' headings.
    pub fn column(mut self, words: impl Into<String>) -> CardTable {
        self.columns.push(Column { words: words.into(), numeric: false });
        self
    }

    /// Adds a column of figures.
    pub fn figures(mut self, words: impl Into<String>) -> CardTable {
        self.columns.push(Column { words: words.into(), numeric: true });
        self
    }

    pub fn row<W: Into<Words>>(mut self, cells: impl IntoIterator<Item = W>) -> CardTable {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    pub fn sum<W: Into<Words>>(mut self, cells: impl IntoIterator<Item = W>) -> CardTable {
        self.sums.push(cells.into_iter().map(Into::into).collect());
        self
    }

    pub fn caption_hidden(mut self) -> CardTable {
        self.caption_hidden = true;
        self
    }

    pub fn tight(mut self) -> CardTable {
        self.tight = true;
        self
    }

    fn parts(&self) -> Vec<Part<'_>> {
        let all = [Part { name: "body", rows: &self.rows }, Part { name: "foot", rows: &self.sums }];
        all.into_iter().filter(|part| part.name == "body" || !part.rows.is_empty()).collect()
    }

    fn cells<'a>(&'a self, row: &'a [Words]) -> Vec<CellOf<'a>> {
        row.iter()
            .enumerate()
            .map(|(index, words)| {
                let column = self.columns.get(index);
                let numeric = column.is_some_and(|column| column.numeric);
                let whole = numeric && words.is_below_nothing();
                CellOf { words, column: column.map_or("", |column| &column.words), numeric, whole }
            })
            .collect()
    }
}

component!(CardTable);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_carries_the_heading_of_its_column() {
        let table =
            CardTable::new("Promises").column("We said").column("Due").figures("Days").row(["A <b>", "October", "5"]).sum(["All", "", "5"]);
        let html = table.to_string();
        assert!(html.contains(r#"<th scope="row" role="rowheader">A &#60;b&#62;</th>"#), "{html}");
        assert!(html.contains(r#"<td role="cell" data-th="Days" class="ww-num"><span>5</span></td>"#), "{html}");
        assert!(html.contains(r#"<tfoot role="rowgroup">"#), "{html}");
        let below = CardTable::new("Worth").column("Option").figures("Worth").row(["C", "−£9,000,000"]).to_string();
        assert!(below.contains(r#"<span class="ww-nowrap">−£9,000,000</span>"#), "a minus sign stays with its figure: {below}");
    }
}
