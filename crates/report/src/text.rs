//! A document as plain text, for a terminal.

use crate::page::{Block, Document, Level, Look, Span, Text};
use crate::table::Table;

/// The document at `width` columns (40 at the least), without control characters of the sort a terminal obeys.
pub fn document(document: &Document, width: usize) -> String {
    let width = width.max(40);
    let mut out = format!("{}\n{}\n", clean(&document.title), "=".repeat(clean(&document.title).chars().count().min(width)));
    if !document.lead.is_empty() {
        out.push_str(&format!("\n{}\n", wrapped(&document.lead, width, "")));
    }
    for block in &document.blocks {
        out.push('\n');
        out.push_str(&self::block(block, width));
    }
    if !document.foot.is_empty() {
        out.push('\n');
        for line in &document.foot {
            out.push_str(&format!("{}\n", wrapped(line, width, "")));
        }
    }
    out
}

fn block(block: &Block, width: usize) -> String {
    match block {
        Block::Heading { level, text } => {
            let rule = if *level == Level::Two { "-" } else { "" };
            let title = clean(text);
            let under = rule.repeat(title.chars().count().min(width));
            if under.is_empty() { format!("{title}\n") } else { format!("{title}\n{under}\n") }
        }
        Block::Paragraph(text) => format!("{}\n", wrapped(&words(text), width, "")),
        Block::Figure(figure) => {
            let said = &figure.chart.words;
            let mut out = format!("{}\n{}\n", wrapped(&said.headline, width, ""), wrapped(&said.subtitle, width, ""));
            for note in &said.notes {
                out.push_str(&format!("{}\n", wrapped(note, width, "")));
            }
            out.push('\n');
            out.push_str(&table(&figure.chart.table, width));
            out.push_str(&format!("{}\n", wrapped(&figure.foot(), width, "")));
            out
        }
        Block::Table(table) => self::table(table, width),
        Block::Answer(answer) => {
            let mark = match answer.look {
                Look::Shown => "[x]",
                Look::NotYet => "[/]",
                Look::Away => "[!]",
                Look::Unknown => "[?]",
            };
            let mut out = format!("{mark} {}\n{}\n", clean(&answer.word).to_uppercase(), wrapped(&answer.say, width, "    "));
            for (name, fact) in &answer.facts {
                out.push_str(&format!("{}\n", wrapped(&format!("{name}: {fact}"), width, "    ")));
            }
            out
        }
        Block::List { numbered, items } => items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let mark = if *numbered { format!("{}. ", at + 1) } else { "- ".to_owned() };
                hanging(&mark, &words(item), width)
            })
            .collect(),
        Block::Facts(facts) => facts.iter().map(|(name, said)| hanging("", &format!("{name}: {}", words(said)), width)).collect(),
        Block::Note(text) => format!("{}\n", wrapped(&words(text), width, "  | ")),
        Block::Folded { title, blocks } => {
            let inside: String = blocks.iter().map(|b| self::block(b, width)).collect();
            format!("{}\n{inside}", clean(title))
        }
    }
}

/// Words, with the address after a link that leads out.
fn words(text: &Text) -> String {
    text.0
        .iter()
        .map(|span| match span {
            Span::Link { text, at } if at.starts_with("http") => format!("{text} <{at}>"),
            Span::Plain(text) | Span::Strong(text) | Span::Cell(text) | Span::Link { text, .. } => text.clone(),
        })
        .collect()
}

/// Columns in line; the last takes what is left and wraps.
pub fn table(table: &Table, width: usize) -> String {
    let head: Vec<String> = table.columns.iter().map(|c| clean(&c.heading())).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(|cell| clean(&cell.shown())).collect()).collect();
    let mut widths: Vec<usize> = head.iter().map(|h| h.chars().count()).collect();
    for row in &rows {
        for (most, cell) in widths.iter_mut().zip(row) {
            *most = (*most).max(cell.chars().count());
        }
    }
    let numbers: Vec<bool> = table.columns.iter().map(|c| c.is_number).collect();
    narrow(&mut widths, &numbers, width);
    let mut out = format!("{}\n", wrapped(&table.caption, width, ""));
    for row in std::iter::once(&head).chain(&rows) {
        let wrapped: Vec<Vec<String>> = row.iter().zip(&widths).map(|(cell, width)| lines(cell, *width)).collect();
        let deep = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..deep {
            let mut text = String::new();
            for ((cell, width), is_number) in wrapped.iter().zip(&widths).zip(&numbers) {
                let part = cell.get(line).map_or("", String::as_str);
                let gap = " ".repeat(width.saturating_sub(part.chars().count()));
                if *is_number { text.push_str(&format!("{gap}{part}  ")) } else { text.push_str(&format!("{part}{gap}  ")) }
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
    }
    out
}

/// Takes from the widest column of words until the table fits, or until none can be read any more. Figures are never broken.
fn narrow(widths: &mut [usize], numbers: &[bool], width: usize) {
    const READABLE: usize = 12;
    let gaps = 2 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let words = widths.iter_mut().zip(numbers).filter(|(wide, is_number)| !**is_number && **wide > READABLE);
        match words.map(|(wide, _)| wide).max_by_key(|wide| **wide) {
            Some(widest) => *widest -= 1,
            None => break,
        }
    }
}

fn hanging(mark: &str, text: &str, width: usize) -> String {
    let indent = " ".repeat(mark.chars().count().max(2));
    let body = lines(&clean(text), width.saturating_sub(indent.len()).max(20));
    body.iter().enumerate().map(|(at, line)| format!("{}{line}\n", if at == 0 { mark } else { &indent })).collect()
}

fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let body = lines(&clean(text), width.saturating_sub(indent.chars().count()).max(20));
    body.iter().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
}

/// Broken between words, and inside one only where it is wider than the line.
fn lines(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut out = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        while let Some(line) = out.last_mut() {
            let used = line.chars().count();
            let room = if used == 0 { width } else { width.saturating_sub(used + 1) };
            if word.len() <= room {
                if used > 0 {
                    line.push(' ');
                }
                line.extend(word.iter());
                break;
            }
            if used == 0 {
                line.extend(word.drain(..width));
            }
            out.push(String::new());
        }
    }
    out
}

/// A terminal obeys escape characters: none gets through.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Answer;
    use crate::table::{Cell, Column};

    #[test]
    fn a_table_is_made_to_fit_by_its_widest_words_and_figures_stay_whole() {
        let mut widths = [60, 10, 18, 9];
        narrow(&mut widths, &[false, false, false, true], 80);
        assert_eq!((widths, widths.iter().sum::<usize>() + 6), ([37, 10, 18, 9], 80));
        let mut figures = [50, 60];
        narrow(&mut figures, &[true, true], 80);
        assert_eq!(figures, [50, 60]);
    }

    #[test]
    fn a_document_reads_in_a_terminal() {
        let mut page = Document::new("Are we solving it, or moving it?", "");
        page.push(Block::Answer(Answer {
            look: Look::NotYet,
            word: "Not ready".into(),
            say: "October has to be explained before anything is concluded.".into(),
            facts: vec![("If October is explained and accepted".into(), "March 2027 at the earliest".into())],
        }));
        page.heading("Why");
        page.push(Block::List {
            numbered: false,
            items: vec!["October is above its limit of 30.9, and the limit is just past the floor of 30.".into()],
        });
        page.push(Block::Table(Table::new(
            "Months",
            vec![Column::words("Month"), Column::number("Weeks", ""), Column::words("Reading")],
            vec![vec![Cell::words("October 2026"), Cell::number(32.0, "32.0"), Cell::words("Above the upper limit of 30.9: explain it")]],
        )));
        page.foot.push("Method: readiness, edition 1".into());
        assert_eq!(
            document(&page, 50),
            "Are we solving it, or moving it?\n================================\n\n[/] NOT READY\n    October has to be explained before anything is\n    concluded.\n    If October is explained and accepted: March\n    2027 at the earliest\n\nWhy\n---\n\n- October is above its limit of 30.9, and the\n  limit is just past the floor of 30.\n\nMonths\nMonth         Weeks  Reading\nOctober 2026   32.0  Above the upper limit of\n                     30.9: explain it\n\nMethod: readiness, edition 1\n"
        );
    }

    #[test]
    fn a_terminal_is_given_nothing_to_obey() {
        let page = Document::new("a\u{1b}[31mb", "c\u{7}\u{9b}d");
        assert!(!document(&page, 60).chars().any(|c| c.is_control() && c != '\n'));
    }

    #[test]
    fn long_words_are_broken_rather_than_lost() {
        assert_eq!(lines("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
    }
}
