//! A document of blocks: made once, then written as a page, in a terminal or on paper.

use crate::chart::Chart;
use crate::table::Table;

/// A document: its title, the answer in a sentence or three, and its blocks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    pub title: String,
    /// If a reader stops here, they know the answer. Empty where there is none to give.
    pub lead: String,
    pub blocks: Vec<Block>,
    /// Source, date, method and edition, one line each.
    pub foot: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Heading {
        level: Level,
        text: String,
    },
    Paragraph(Text),
    Figure(Box<Figure>),
    Table(Table),
    Answer(Answer),
    List {
        numbered: bool,
        items: Vec<Text>,
    },
    /// Pairs of a name and what stands against it.
    Facts(Vec<(String, Text)>),
    /// Something a reader should not miss, in the text's own size.
    Note(Text),
    /// Folded on a page, open in print and in a terminal.
    Folded {
        title: String,
        blocks: Vec<Block>,
    },
}

/// Headings under the document's own title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Two,
    Three,
}

/// A chart with where its figures come from. No figure stands without unit, source and edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub chart: Chart,
    pub unit: String,
    /// `housing-support-october.xlsx, loaded on 20 November 2026`.
    pub source: String,
    /// `spc-xmr, edition 1`.
    pub edition: String,
    /// Where the data can be had, as a link's address; none in a document that stands alone.
    pub csv_at: Option<String>,
    /// Closed tables take less room; open for print-outs of their own.
    pub level: Level,
}

impl Figure {
    /// Under every figure: unit, source, and method with its edition, said once.
    pub fn foot(&self) -> String {
        let settings = &self.chart.words.settings;
        let method = if settings.contains(&self.edition) || settings.contains(", edition ") {
            String::new()
        } else {
            format!(" Method: {}.", self.edition)
        };
        format!("Unit: {}. Source: {}.{method} {settings}", self.unit, self.source).trim_end().to_owned()
    }
}

/// The four answers of the readiness check, and the standings of an issue, share four looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    Shown,
    NotYet,
    Away,
    Unknown,
}

impl Look {
    pub const ALL: [Look; 4] = [Look::Shown, Look::NotYet, Look::Away, Look::Unknown];

    /// As the style sheet and the icons name it: `ww-state--shown`, `#i-shown`.
    pub fn code(self) -> &'static str {
        match self {
            Look::Shown => "shown",
            Look::NotYet => "notyet",
            Look::Away => "away",
            Look::Unknown => "unknown",
        }
    }
}

/// A large word with its shape, one or two sentences, at most three facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub look: Look,
    pub word: String,
    pub say: String,
    pub facts: Vec<(String, String)>,
}

/// A run of text: plain words, strong ones, links, and names of cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Span>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    Plain(String),
    Strong(String),
    Link {
        text: String,
        at: String,
    },
    /// `M41`, a digest: set so that I, l and 1 are told apart.
    Cell(String),
}

impl Text {
    pub fn plain(text: impl Into<String>) -> Text {
        Text(vec![Span::Plain(text.into())])
    }

    pub fn and(mut self, text: impl Into<String>) -> Text {
        self.0.push(Span::Plain(text.into()));
        self
    }

    pub fn strong(mut self, text: impl Into<String>) -> Text {
        self.0.push(Span::Strong(text.into()));
        self
    }

    pub fn link(mut self, text: impl Into<String>, at: impl Into<String>) -> Text {
        self.0.push(Span::Link { text: text.into(), at: at.into() });
        self
    }

    pub fn cell(mut self, text: impl Into<String>) -> Text {
        self.0.push(Span::Cell(text.into()));
        self
    }

    /// The words alone.
    pub fn words(&self) -> String {
        self.0
            .iter()
            .map(|span| match span {
                Span::Plain(text) | Span::Strong(text) | Span::Cell(text) | Span::Link { text, .. } => text.as_str(),
            })
            .collect()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::plain(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::plain(text)
    }
}

impl Document {
    pub fn new(title: impl Into<String>, lead: impl Into<String>) -> Document {
        Document { title: title.into(), lead: lead.into(), ..Document::default() }
    }

    pub fn heading(&mut self, text: impl Into<String>) -> &mut Document {
        self.push(Block::Heading { level: Level::Two, text: text.into() })
    }

    pub fn paragraph(&mut self, text: impl Into<Text>) -> &mut Document {
        self.push(Block::Paragraph(text.into()))
    }

    pub fn push(&mut self, block: Block) -> &mut Document {
        self.blocks.push(block);
        self
    }
}
