//! A document, or a part of one, as an HTML fragment in the page's own classes. All text is escaped on its way in.

use crate::chart::ink::escape;
use crate::chart::{Chart, KeyMark};
use crate::page::{Answer, Block, Document, Figure, Level, Look, Span, Text};
use crate::table::Table;

/// The whole document, from its h1 down.
pub fn document(document: &Document) -> String {
    let mut out = format!("<h1 class=\"govuk-heading-l\">{}</h1>\n", escape(&document.title));
    if !document.lead.is_empty() {
        out.push_str(&format!("<p class=\"ww-lead\">{}</p>\n", escape(&document.lead)));
    }
    for block in &document.blocks {
        out.push_str(&self::block(block));
        out.push('\n');
    }
    if !document.foot.is_empty() {
        out.push_str("<div class=\"ww-small ww-quiet\">");
        for line in &document.foot {
            out.push_str(&format!("<p>{}</p>", escape(line)));
        }
        out.push_str("</div>\n");
    }
    out
}

pub fn block(block: &Block) -> String {
    match block {
        Block::Heading { level: Level::Two, text } => format!("<h2 class=\"govuk-heading-m ww-h2\">{}</h2>", escape(text)),
        Block::Heading { level: Level::Three, text } => format!("<h3 class=\"govuk-heading-s\">{}</h3>", escape(text)),
        Block::Paragraph(text) => format!("<p class=\"govuk-body\">{}</p>", self::text(text)),
        Block::Figure(figure) => self::figure(figure),
        Block::Table(table) => self::table(table),
        Block::Answer(answer) => self::answer(answer, "answer"),
        Block::List { numbered, items } => {
            let (tag, kind) = if *numbered { ("ol", "number") } else { ("ul", "bullet") };
            let items: String = items.iter().map(|item| format!("<li>{}</li>", self::text(item))).collect();
            format!("<{tag} class=\"govuk-list govuk-list--{kind}\">{items}</{tag}>")
        }
        Block::Facts(facts) => {
            let rows: String = facts
                .iter()
                .map(|(name, said)| {
                    format!(
                        "<div class=\"govuk-summary-list__row\"><dt class=\"govuk-summary-list__key\">{}</dt><dd class=\"govuk-summary-list__value\">{}</dd></div>",
                        escape(name),
                        self::text(said)
                    )
                })
                .collect();
            format!("<dl class=\"govuk-summary-list\">{rows}</dl>")
        }
        Block::Note(text) => format!("<div class=\"govuk-inset-text\">{}</div>", self::text(text)),
        Block::Folded { title, blocks } => {
            let inside: String = blocks.iter().map(self::block).collect();
            format!(
                "<details class=\"ww-working\"><summary>{}</summary><div class=\"ww-working__body\">{inside}</div></details>",
                escape(title)
            )
        }
    }
}

pub fn text(text: &Text) -> String {
    text.0
        .iter()
        .map(|span| match span {
            Span::Plain(words) => escape(words),
            Span::Strong(words) => format!("<b>{}</b>", escape(words)),
            Span::Link { text, at } if is_safe_address(at) => {
                format!("<a class=\"govuk-link\" href=\"{}\">{}</a>", escape(at), escape(text))
            }
            Span::Link { text, .. } => escape(text),
            Span::Cell(name) => format!("<span class=\"ww-cell\">{}</span>", escape(name)),
        })
        .collect()
}

/// Our own pages, anchors and plain web addresses: nothing that runs.
fn is_safe_address(at: &str) -> bool {
    at.starts_with("https://") || at.starts_with("http://") || at.starts_with('#') || (at.starts_with('/') && !at.starts_with("//"))
}

/// The banner: a heading whose word is the answer.
pub fn answer(answer: &Answer, id: &str) -> String {
    let id = crate::chart::frame::safe_id(id);
    let facts: String =
        answer.facts.iter().take(3).map(|(name, fact)| format!("<div><dt>{}</dt><dd>{}</dd></div>", escape(name), escape(fact))).collect();
    let facts = if facts.is_empty() { facts } else { format!("<dl class=\"ww-answer__facts\">{facts}</dl>") };
    let look = answer.look.code();
    format!(
        concat!(
            "<section class=\"ww-answer ww-answer--{look}\" aria-labelledby=\"{id}\">",
            "<svg class=\"ww-answer__mark\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#i-{look}\"/></svg>",
            "<div><h2 class=\"ww-answer__word\" id=\"{id}\">{word}</h2><p class=\"ww-answer__say\">{say}</p></div>{facts}</section>"
        ),
        look = look,
        id = id,
        word = escape(&answer.word),
        say = escape(&answer.say),
        facts = facts
    )
}

/// A state: its shape and its word. Colour is third.
pub fn state(look: Look, word: &str) -> String {
    let code = look.code();
    format!(
        "<span class=\"ww-state ww-state--{code}\"><svg class=\"ww-i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#i-{code}\"/></svg><span>{}</span></span>",
        escape(word)
    )
}

/// The key above a chart: a list, read as words.
pub fn key(key: &[KeyMark]) -> String {
    if key.is_empty() {
        return String::new();
    }
    let marks: String = key
        .iter()
        .map(|mark| {
            format!(
                "<li><svg viewBox=\"0 0 22 18\" aria-hidden=\"true\" focusable=\"false\">{}</svg>{}</li>",
                mark.drawing,
                escape(&mark.words)
            )
        })
        .collect();
    format!("<ul class=\"ww-key\" aria-label=\"Key\">{marks}</ul>")
}

/// A table that becomes labelled cards on a phone; roles are written out, since `display: block` can drop them.
pub fn table(table: &Table) -> String {
    let head: String = table
        .columns
        .iter()
        .map(|column| {
            let class = if column.is_number { " class=\"ww-num\"" } else { "" };
            format!("<th scope=\"col\" role=\"columnheader\"{class}>{}</th>", escape(&column.heading()))
        })
        .collect();
    let rows: String = table
        .rows
        .iter()
        .map(|row| {
            let cells: String = row
                .iter()
                .zip(&table.columns)
                .enumerate()
                .map(|(at, (cell, column))| match at {
                    0 => format!("<th scope=\"row\" role=\"rowheader\">{}</th>", escape(&cell.shown())),
                    _ => {
                        let class = if column.is_number { " class=\"ww-num\"" } else { "" };
                        let shown = cell.shown();
                        // A figure below nothing: its minus sign is never parted from it at the end of a line.
                        let whole =
                            if column.is_number && shown.starts_with('−') && !shown.contains(' ') { " class=\"ww-nowrap\"" } else { "" };
                        format!(
                            "<td role=\"cell\" data-th=\"{}\"{class}><span{whole}>{}</span></td>",
                            escape(&column.heading()),
                            escape(&shown)
                        )
                    }
                })
                .collect();
            format!("<tr role=\"row\">{cells}</tr>\n")
        })
        .collect();
    let many = if table.columns.len() > 6 { " ww-table--many" } else { "" };
    format!(
        "<table class=\"ww-table ww-stack{many}\" role=\"table\"><caption class=\"govuk-visually-hidden\">{}</caption><thead role=\"rowgroup\"><tr role=\"row\">{head}</tr></thead><tbody role=\"rowgroup\">{rows}</tbody></table>",
        escape(&table.caption)
    )
}

/// Headline, subtitle, key and drawings: a chart as it stands in a page, without what goes under it.
pub fn chart(chart: &Chart, level: Level) -> String {
    let words = &chart.words;
    let (tag, class) = match level {
        Level::Two => ("h2", "govuk-heading-m"),
        Level::Three => ("h3", "govuk-heading-s"),
    };
    let notes: String = words.notes.iter().map(|note| format!("<p class=\"ww-sub\">{}</p>", escape(note))).collect();
    format!(
        "<figcaption><{tag} class=\"{class}\">{}</{tag}><p class=\"ww-sub\">{}</p></figcaption>\n{}\n{}\n{notes}",
        escape(&words.headline),
        escape(&words.subtitle),
        key(&chart.key),
        chart.svg
    )
}

/// A whole figure: headline, key, drawings, data, table and where it comes from.
pub fn figure(figure: &Figure) -> String {
    let download = figure
        .csv_at
        .as_deref()
        .filter(|at| is_safe_address(at))
        .map(|at| {
            format!(
                "<p><a class=\"govuk-link\" href=\"{}\" download>Download the data ({})</a></p>",
                escape(at),
                size(figure.chart.csv.len())
            )
        })
        .unwrap_or_default();
    format!(
        concat!(
            "<figure class=\"ww-figure\">{chart}<div class=\"ww-under\">{download}</div>",
            "<details class=\"govuk-details\"><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">{fold}</span></summary>",
            "<div class=\"govuk-details__text\">{table}</div></details>",
            "<p class=\"ww-small ww-quiet\">{foot}</p></figure>"
        ),
        chart = chart(&figure.chart, figure.level),
        download = download,
        fold = escape(&crate::words::spc::show_as_table(&figure.chart.table)),
        table = table(&figure.chart.table),
        foot = escape(&figure.foot())
    )
}

/// `CSV, 2 KB`.
fn size(bytes: usize) -> String {
    format!("CSV, {} KB", bytes.div_ceil(1024).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Column};

    #[test]
    fn nothing_typed_becomes_a_tag() {
        let bad = "<script>alert(1)</script>";
        let mut page = Document::new(bad, bad);
        page.heading(bad).paragraph(Text::plain(bad).strong(bad).cell(bad).link(bad, "javascript:alert(1)"));
        page.push(Block::List { numbered: true, items: vec![bad.into()] });
        page.push(Block::Facts(vec![(bad.into(), bad.into())]));
        page.push(Block::Note(bad.into()));
        page.push(Block::Folded { title: bad.into(), blocks: vec![Block::Paragraph(bad.into())] });
        page.push(Block::Answer(Answer { look: Look::NotYet, word: bad.into(), say: bad.into(), facts: vec![(bad.into(), bad.into())] }));
        page.push(Block::Table(Table::new(
            bad,
            vec![Column::words(bad), Column::words(bad)],
            vec![vec![Cell::words(bad), Cell::words(bad)]],
        )));
        page.foot.push(bad.into());
        let html = document(&page);
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("javascript:"), "{html}");
        assert_eq!(html.matches("&lt;script&gt;").count(), 24);
    }

    #[test]
    fn a_table_keeps_its_roles_when_it_becomes_cards() {
        let html = table(&Table::new(
            "Months",
            vec![Column::words("Month"), Column::number("Weeks", "")],
            vec![vec![Cell::words("October"), Cell::number(32.0, "32.0")]],
        ));
        for role in ["role=\"table\"", "role=\"row\"", "role=\"columnheader\"", "role=\"rowheader\"", "role=\"cell\"", "data-th=\"Weeks\""]
        {
            assert!(html.contains(role), "{role}");
        }
    }
}
