//! A document as the bytes of a tagged PDF (PDF/UA-1), set by typst: the export fails where a picture has no description.
//!
//! Built only with the feature `pdf`: it takes longer to build than the rest of the product.

use std::collections::HashMap;
use std::sync::LazyLock;

use quantity::Date;
use report::page::{Block, Document, Figure, Level, Span, Text};
use report::table::{Cell, Table};
use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::appendix::{BEHIND, figures};
use crate::error::PapersError;
use crate::picture::{BOLD, ITALIC, REGULAR, drawing};

const TEMPLATE: &str = include_str!("paper.typ");
const ALL: &str = "/paper.typ";

/// Writes `document` as one tagged PDF, dated `made`. The same document and date give the same bytes.
///
/// Refused: a chart whose drawing cannot be read, and whatever PDF/UA-1 does not allow.
pub fn pdf(document: &Document, made: Date) -> Result<Vec<u8>, PapersError> {
    let mut pictures = Vec::new();
    let told = told(document, made, &mut pictures);
    let mut files: HashMap<String, Bytes> = HashMap::from([("/paper.json".to_owned(), Bytes::new(told.to_string().into_bytes()))]);
    files.extend(pictures.into_iter().enumerate().map(|(at, svg)| (format!("/{}", name(at)), Bytes::new(svg.into_bytes()))));
    let desk = Setting { main: at(ALL)?, files };
    let refused = |faults: &[SourceDiagnostic]| PapersError::Written {
        why: faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>().join("; "),
    };
    let set = typst::compile::<PagedDocument>(&desk).output.map_err(|faults| refused(&faults))?;
    let stamp = Datetime::from_ymd_hms(i32::from(made.year()), made.month().unsigned_abs(), made.day().unsigned_abs(), 0, 0, 0);
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| PapersError::Written { why: error.message().to_string() })?;
    let options = PdfOptions {
        ident: Smart::Custom(document.title.clone()),
        creator: Smart::Custom(Some("Wherewithal".to_owned())),
        timestamp: stamp.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&set, &options).map_err(|faults| refused(&faults));
    // What typst remembers between runs would grow with every paper.
    typst::comemo::evict(4);
    bytes
}

fn name(picture: usize) -> String {
    format!("chart{}.svg", picture + 1)
}

fn at(path: &str) -> Result<FileId, PapersError> {
    let path = VirtualPath::new(path).map_err(|error| PapersError::Written { why: format!("{error:?}") })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// All a run may look at: the template, the data and the pictures. No clock, no folder, no network.
struct Setting {
    main: FileId,
    files: HashMap<String, Bytes>,
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| [REGULAR, ITALIC, BOLD].into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect());
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

impl World for Setting {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main { Ok(Source::new(id, TEMPLATE.to_owned())) } else { Err(FileError::Other(None)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(id.get().vpath().get_with_slash()).cloned().ok_or(FileError::Other(None))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The document as the template reads it.
fn told(document: &Document, made: Date, pictures: &mut Vec<String>) -> Value {
    let mut blocks = blocks(&document.blocks, pictures);
    blocks.extend(document.foot.iter().map(|line| small(line)));
    let behind = figures(&document.blocks);
    if !behind.is_empty() {
        blocks.push(json!({ "kind": "heading", "level": 2, "words": clean(BEHIND) }));
        for figure in behind {
            blocks.push(json!({ "kind": "heading", "level": 3, "words": clean(&figure.chart.words.headline) }));
            blocks.extend(table(&figure.chart.table));
            blocks.push(small(&figure.foot()));
        }
    }
    let title = if document.title.trim().is_empty() { "Paper".to_owned() } else { clean(&document.title) };
    json!({ "title": title, "lead": clean(&document.lead), "made": [made.year(), made.month(), made.day()], "blocks": blocks })
}

fn blocks(from: &[Block], pictures: &mut Vec<String>) -> Vec<Value> {
    let mut told = Vec::new();
    for block in from {
        match block {
            Block::Heading { level, text } => told.push(heading(*level, text)),
            Block::Paragraph(text) => told.push(json!({ "kind": "paragraph", "text": spans(text) })),
            Block::Note(text) => told.push(json!({ "kind": "note", "text": spans(text) })),
            Block::Table(of) => told.extend(table(of)),
            Block::Figure(of) => told.extend(figure(of, pictures)),
            Block::Answer(answer) => {
                let mut lines =
                    vec![spans(&Text::default().strong(format!("{}. ", answer.word.trim_end_matches('.'))).and(answer.say.clone()))];
                lines.extend(answer.facts.iter().map(|(name, fact)| spans(&Text::default().strong(format!("{name}: ")).and(fact.clone()))));
                told.push(json!({ "kind": "answer", "lines": lines }));
            }
            Block::List { numbered, items } => {
                let kind = if *numbered { "numbers" } else { "bullets" };
                told.push(json!({ "kind": kind, "items": items.iter().map(spans).collect::<Vec<_>>() }));
            }
            Block::Facts(facts) => {
                let line = |(name, said): &(String, Text)| {
                    let mut whole = vec![Span::Strong(format!("{name}: "))];
                    whole.extend(said.0.iter().cloned());
                    spans(&Text(whole))
                };
                told.push(json!({ "kind": "facts", "lines": facts.iter().map(line).collect::<Vec<_>>() }));
            }
            Block::Folded { title, blocks: inside } => {
                told.push(heading(Level::Three, title));
                told.extend(blocks(inside, pictures));
            }
        }
    }
    told
}

fn heading(level: Level, text: &str) -> Value {
    let level = if level == Level::Two { 2 } else { 3 };
    json!({ "kind": "heading", "level": level, "words": clean(text) })
}

fn small(text: &str) -> Value {
    json!({ "kind": "small", "words": clean(text) })
}

fn figure(figure: &Figure, pictures: &mut Vec<String>) -> Vec<Value> {
    let words = &figure.chart.words;
    let mut told = vec![heading(figure.level, &words.headline), small(&words.subtitle)];
    if let Some(drawing) = drawing(&figure.chart.svg) {
        pictures.push(drawing);
        let alt = clean(&format!("{}. {}", words.title, words.description));
        told.push(json!({ "kind": "picture", "file": name(pictures.len() - 1), "alt": alt }));
    }
    told.extend(words.notes.iter().map(|note| small(note)));
    told.push(small(&figure.foot()));
    told
}

fn table(table: &Table) -> Option<Value> {
    if table.columns.is_empty() {
        return None;
    }
    let columns: Vec<Value> =
        table.columns.iter().map(|column| json!({ "heading": clean(&column.heading()), "number": column.is_number })).collect();
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| (0..table.columns.len()).map(|at| row.get(at).map(Cell::shown).map(|shown| clean(&shown)).unwrap_or_default()).collect())
        .collect();
    Some(json!({ "kind": "table", "table": { "caption": clean(&table.caption), "columns": columns, "rows": rows } }))
}

fn spans(text: &Text) -> Vec<Value> {
    let each = |span: &Span| match span {
        Span::Plain(words) => json!({ "kind": "plain", "words": clean(words) }),
        Span::Strong(words) => json!({ "kind": "strong", "words": clean(words) }),
        Span::Cell(words) => json!({ "kind": "cell", "words": clean(words) }),
        Span::Link { text, at } if at.starts_with("https://") || at.starts_with("http://") => {
            json!({ "kind": "link", "words": clean(text), "at": clean(at) })
        }
        Span::Link { text, .. } => json!({ "kind": "plain", "words": clean(text) }),
    };
    text.0.iter().map(each).collect()
}

/// Without what cannot be printed: PDF/UA allows no letter that has no shape.
fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() && letter != '\n' { ' ' } else { letter }).collect()
}
