//! The text of a Word file: blocks as paragraphs, tables and pictures.

use std::fmt::Write as _;

use report::chart::ink::escape;
use report::page::{Answer, Block, Document, Figure, Level, Span, Text};
use report::table::Table;

use crate::appendix::{BEHIND, figures};
use crate::error::PapersError;
use crate::picture::{drawing, picture};

/// The text column of an A4 sheet with our margins, in twentieths of a point, and in EMU (914,400 to the inch).
const COLUMN: usize = 9_354;
const COLUMN_EMU: f64 = 5_939_790.0;
/// One CSS pixel in EMU.
const PIXEL: f64 = 9_525.0;

/// What is written so far, and what it refers to.
#[derive(Default)]
pub struct Body {
    xml: String,
    /// Addresses that lead out, in the order of their relation.
    pub links: Vec<String>,
    pub pictures: Vec<Vec<u8>>,
    /// Numbered lists so far: each begins again at 1.
    pub numbered: usize,
}

impl Body {
    pub fn document(&mut self, document: &Document) -> Result<(), PapersError> {
        self.styled("Heading1", &document.title);
        if !document.lead.is_empty() {
            self.styled("Lead", &document.lead);
        }
        for block in &document.blocks {
            self.block(block)?;
        }
        for line in &document.foot {
            self.styled("Small", line);
        }
        let figures = figures(&document.blocks);
        if !figures.is_empty() {
            self.styled("Heading2", BEHIND);
            for figure in figures {
                self.styled("Heading3", &figure.chart.words.headline);
                self.table(&figure.chart.table);
                self.styled("Small", &figure.foot());
            }
        }
        Ok(())
    }

    /// The part `word/document.xml`.
    pub fn whole(&self) -> String {
        format!(
            concat!(
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#,
                r#" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
                r#" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main""#,
                r#" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>{}<w:sectPr><w:footerReference w:type="default" r:id="footer"/>"#,
                r#"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1276" w:bottom="1134" w:left="1276" w:header="567" w:footer="567" w:gutter="0"/>"#,
                "</w:sectPr></w:body></w:document>"
            ),
            self.xml
        )
    }

    fn block(&mut self, block: &Block) -> Result<(), PapersError> {
        match block {
            Block::Heading { level, text } => self.styled(heading(*level), text),
            Block::Paragraph(text) => self.paragraph("BodyText", "", text),
            Block::Figure(figure) => self.figure(figure)?,
            Block::Table(table) => self.table(table),
            Block::Answer(answer) => self.answer(answer),
            Block::List { numbered, items } => self.list(*numbered, items),
            Block::Facts(facts) => {
                for (name, said) in facts {
                    let mut spans = vec![Span::Strong(format!("{name}: "))];
                    spans.extend(said.0.iter().cloned());
                    self.paragraph("Facts", "", &Text(spans));
                }
            }
            Block::Note(text) => self.paragraph("Note", "", text),
            Block::Folded { title, blocks } => {
                self.styled("Heading3", title);
                for block in blocks {
                    self.block(block)?;
                }
            }
        }
        Ok(())
    }

    fn answer(&mut self, answer: &Answer) {
        let said = Text::default().strong(format!("{}. ", answer.word.trim_end_matches('.'))).and(answer.say.clone());
        self.paragraph("Answer", "", &said);
        for (name, fact) in &answer.facts {
            self.paragraph("Answer", "", &Text::default().strong(format!("{name}: ")).and(fact.clone()));
        }
    }

    fn list(&mut self, numbered: bool, items: &[Text]) {
        let list = if numbered {
            self.numbered += 1;
            self.numbered + 1
        } else {
            1
        };
        let place = format!(r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr>"#);
        for item in items {
            self.paragraph("ListParagraph", &place, item);
        }
    }

    /// Headline, subtitle, picture and where it comes from; the table stands at the end of the paper.
    fn figure(&mut self, figure: &Figure) -> Result<(), PapersError> {
        let words = &figure.chart.words;
        self.styled(heading(figure.level), &words.headline);
        self.styled("Small", &words.subtitle);
        if let Some(drawing) = drawing(&figure.chart.svg) {
            let picture = picture(&drawing)?;
            let wide = (picture.width * PIXEL).min(COLUMN_EMU);
            let high = wide * picture.height / picture.width.max(1.0);
            self.pictures.push(picture.png);
            self.picture(wide.round() as u64, high.round() as u64, &words.title, &words.description);
        }
        for note in &words.notes {
            self.styled("Small", note);
        }
        self.styled("Small", &figure.foot());
        Ok(())
    }

    fn picture(&mut self, wide: u64, high: u64, title: &str, description: &str) {
        let at = self.pictures.len();
        let (title, description) = (escape(title), escape(description));
        let _ = write!(
            self.xml,
            concat!(
                r#"<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>"#,
                r#"<wp:docPr id="{at}" name="Chart {at}" descr="{description}" title="{title}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>"#,
                r#"<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{at}" name="chart{at}.png" descr="{description}"/>"#,
                r#"<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="picture{at}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>"#,
                r#"<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
            ),
            wide = wide,
            high = high,
            at = at,
            title = title,
            description = description
        );
    }

    /// Its caption above it; the heading row is said again on every sheet it runs over.
    fn table(&mut self, table: &Table) {
        if table.columns.is_empty() {
            return;
        }
        self.styled("Caption", &table.caption);
        let width = COLUMN / table.columns.len();
        let caption = escape(&table.caption);
        let _ = write!(
            self.xml,
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="{COLUMN}" w:type="dxa"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid>"#
        );
        for _ in &table.columns {
            let _ = write!(self.xml, r#"<w:gridCol w:w="{width}"/>"#);
        }
        self.xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for column in &table.columns {
            self.cell(width, &column.heading(), column.is_number, true);
        }
        self.xml.push_str("</w:tr>");
        for row in &table.rows {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (at, column) in table.columns.iter().enumerate() {
                let shown = row.get(at).map(report::table::Cell::shown).unwrap_or_default();
                self.cell(width, &shown, column.is_number, false);
            }
            self.xml.push_str("</w:tr>");
        }
        // Two tables in a row would become one.
        self.xml.push_str(r#"</w:tbl><w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr></w:p>"#);
    }

    fn cell(&mut self, width: usize, text: &str, is_number: bool, is_heading: bool) {
        let _ = write!(self.xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#);
        let side = if is_number { r#"<w:jc w:val="right"/>"# } else { "" };
        let text = if is_heading { Text::default().strong(text) } else { Text::plain(text) };
        self.paragraph("Cell", side, &text);
        self.xml.push_str("</w:tc>");
    }

    fn styled(&mut self, style: &str, text: &str) {
        self.paragraph(style, "", &Text::plain(text));
    }

    /// `more` goes into the paragraph's own properties.
    fn paragraph(&mut self, style: &str, more: &str, text: &Text) {
        let _ = write!(self.xml, r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>"#);
        for span in &text.0 {
            match span {
                Span::Plain(words) => self.run("", words),
                Span::Strong(words) => self.run("<w:rPr><w:b/></w:rPr>", words),
                Span::Cell(words) => self.run(r#"<w:rPr><w:rStyle w:val="CellName"/></w:rPr>"#, words),
                Span::Link { text, at } if at.starts_with("https://") || at.starts_with("http://") => {
                    self.links.push(at.clone());
                    let _ = write!(self.xml, r#"<w:hyperlink r:id="link{}">"#, self.links.len());
                    self.run(r#"<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>"#, text);
                    self.xml.push_str("</w:hyperlink>");
                }
                // Our own pages are not there on paper.
                Span::Link { text, .. } => self.run("", text),
            }
        }
        self.xml.push_str("</w:p>");
    }

    /// What was typed on several lines stays on several lines.
    fn run(&mut self, properties: &str, words: &str) {
        if words.is_empty() {
            return;
        }
        let _ = write!(self.xml, "<w:r>{properties}");
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                self.xml.push_str("<w:br/>");
            }
            let _ = write!(self.xml, r#"<w:t xml:space="preserve">{}</w:t>"#, escape(line.trim_end_matches('\r')));
        }
        self.xml.push_str("</w:r>");
    }
}

fn heading(level: Level) -> &'static str {
    match level {
        Level::Two => "Heading2",
        Level::Three => "Heading3",
    }
}
