//! A figure: headline in words, subtitle, key, drawing, links, then the table and the working, folded.

use askama::Template;
use serde::Deserialize;

use super::attributes::Words;
use super::component;
use super::markup::Markup;
use super::working::Working;

#[derive(Clone, Debug, Deserialize)]
pub struct FigureLink {
    pub words: String,
    pub href: String,
}

#[derive(Clone, Debug, Deserialize, Template)]
#[serde(rename_all = "camelCase")]
#[template(path = "components/figure/figure.html")]
pub struct Figure {
    /// What the figure shows, as a sentence: the heading.
    pub headline: String,
    /// Unit, place, dates, which way is good, where the scale starts.
    #[serde(flatten)]
    pub subtitle: Words,
    /// The key, as HTML above the drawing.
    #[serde(default)]
    pub key: Markup,
    /// The drawing in two or three widths, with classes `ww-wide`, `ww-mid` and `ww-narrow`.
    pub drawing: Markup,
    #[serde(default)]
    pub links: Vec<FigureLink>,
    #[serde(default)]
    pub table_summary: String,
    #[serde(default)]
    pub table: Markup,
    #[serde(default)]
    pub working: Markup,
    #[serde(default = "chart")]
    pub id: String,
    #[serde(default = "two")]
    pub level: u8,
}

fn chart() -> String {
    "chart".into()
}

fn two() -> u8 {
    2
}

impl Figure {
    pub fn new(headline: impl Into<String>, subtitle: impl Into<Words>, drawing: Markup) -> Figure {
        Figure {
            headline: headline.into(),
            subtitle: subtitle.into(),
            key: Markup::default(),
            drawing,
            links: Vec::new(),
            table_summary: String::new(),
            table: Markup::default(),
            working: Markup::default(),
            id: chart(),
            level: 2,
        }
    }

    pub fn key(mut self, key: impl Into<Markup>) -> Figure {
        self.key = key.into();
        self
    }

    /// "Download the data (CSV, 2 KB)".
    pub fn link(mut self, words: impl Into<String>, href: impl Into<String>) -> Figure {
        self.links.push(FigureLink { words: words.into(), href: href.into() });
        self
    }

    /// The figures behind the drawing, folded: "Show the 36 months as a table".
    pub fn table(mut self, summary: impl Into<String>, table: impl Into<Markup>) -> Figure {
        self.table_summary = summary.into();
        self.table = table.into();
        self
    }

    pub fn working(mut self, working: Working) -> Figure {
        self.working = working.into();
        self
    }

    /// The heading's id and level, where the page holds several.
    pub fn heading(mut self, id: impl Into<String>, level: u8) -> Figure {
        self.id = id.into();
        self.level = level;
        self
    }
}

component!(Figure);
