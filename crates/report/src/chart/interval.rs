//! Shares of people asked, each with its range: for surveys and for who agrees, where a control chart does not fit.

use quantity::{Interval, Share, Unit};

use super::frame::{Room, Scale, Sheet};
use super::ink::{Anchor, BLUE, DARK, INK, Lettering, PLUM, Pen, at};
use super::{Chart, Headline, KeyMark};
use crate::table::{Cell, Column, Table};
use crate::words;

/// One group: how many of how many, and between what the true share is likely to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// `People who use the service`, `March 2026`.
    pub label: String,
    pub part: u64,
    pub whole: u64,
    /// Ends are shares, 0 to 1.
    pub range: Interval,
}

/// What the shares are of.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalOf {
    pub id: String,
    /// `Feels safe because of services`.
    pub name: String,
    /// A share asked for, with the words beside its line: `Needed 60%`.
    pub line: Option<(Share, String)>,
    /// How the range was worked: `Wilson's range`.
    pub method: String,
}

/// One line a group, on a scale from none to all. Rows of nobody are in the table and not drawn.
pub fn interval_chart(rows: &[Row], of: &IntervalOf) -> Chart {
    let (headline, description) = (words::interval::headline(rows), words::interval::description(rows, of));
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in Room::Column.sheets() {
        let sheet = Sheet { height: 58.0 + rows.len().max(1) as f64 * 52.0, ..sheet };
        svg.push_str(&sheet.svg(&of.id, &of.name, &description, draw(rows, of, &sheet)));
    }
    svg.push_str("</div>");
    let table = table(rows, of);
    let mut key = vec![KeyMark {
        drawing: format!(r#"<path d="M1 9h20M1 4v10M21 4v10" fill="none" stroke="{DARK}" stroke-width="2"/>{}"#, dot(11.0, 9.0)),
        words: words::interval::KEY.to_owned(),
    }];
    if let Some((_, words)) = &of.line {
        key.push(KeyMark {
            drawing: format!(r#"<path d="M11 0v18" fill="none" stroke="{PLUM}" stroke-width="2.4" stroke-dasharray="6 3"/>"#),
            words: words.clone(),
        });
    }
    Chart {
        svg,
        words: Headline {
            headline,
            subtitle: words::interval::subtitle(of),
            title: of.name.clone(),
            description,
            notes: words::interval::notes(rows),
            settings: words::interval::settings(of),
            said: Vec::new(),
        },
        csv: table.to_csv(),
        table,
        key,
    }
}

fn dot(x: f64, y: f64) -> String {
    format!(r##"<circle cx="{}" cy="{}" r="5.5" fill="{BLUE}" stroke="#fff"/>"##, at(x), at(y))
}

fn draw(rows: &[Row], of: &IntervalOf, sheet: &Sheet) -> Pen {
    let mut pen = Pen::new();
    let size = sheet.letters;
    let (left, right, bottom) = (22.0, sheet.width - 26.0, sheet.height - 34.0);
    let scale = Scale { low: 0.0, high: 1.0, step: if sheet.narrow { 0.25 } else { 0.1 }, bottom: left, top: right };
    for tick in scale.ticks() {
        let x = scale.y(tick);
        pen.line((x, 8.0), (x, bottom), super::ink::GRID, 1.0);
        let label = scale.label(&Unit::Percent, tick);
        pen.text(&Lettering {
            text: &label,
            x,
            y: bottom + 8.0 + size,
            anchor: Anchor::Middle,
            size,
            bold: false,
            colour: super::ink::QUIET,
            halo: false,
        });
    }
    pen.line((left, bottom), (right, bottom), INK, 1.4);
    if let Some((share, _)) = &of.line {
        let x = scale.y(share.value());
        pen.path(&[(x, 8.0), (x, bottom)], PLUM, 2.4, "14 5", false);
    }
    for (rank, row) in rows.iter().enumerate() {
        let y = 8.0 + rank as f64 * 52.0 + 36.0;
        let label = words::interval::row_label(row, sheet.narrow);
        // A label is cut to its drawing; the table has it whole.
        let label = super::letters::fitted(&label, sheet.width - left - 4.0, size);
        pen.text(&Lettering { text: &label, x: left, y: y - 16.0, anchor: Anchor::Start, size, bold: true, colour: INK, halo: true });
        let Some(share) = Share::of(row.part, row.whole) else { continue };
        let (from, to) = (scale.y(row.range.low), scale.y(row.range.high));
        pen.line((from, y), (to, y), DARK, 2.0);
        for end in [from, to] {
            pen.line((end, y - 6.0), (end, y + 6.0), DARK, 2.0);
        }
        pen.shape(&dot(scale.y(share.value()), y));
    }
    pen
}

fn table(rows: &[Row], of: &IntervalOf) -> Table {
    let columns = vec![
        Column::words("Who was asked"),
        Column::number("Agree", "people"),
        Column::number("Answered", "people"),
        Column::number("Share", "0 to 1"),
        Column::number("Low end", "0 to 1"),
        Column::number("High end", "0 to 1"),
    ];
    let rows = rows
        .iter()
        .map(|row| {
            let share = |value: f64| Cell::number(value, quantity::rounding::shown(value, 2));
            let none = || Cell::Missing(words::interval::NOBODY.to_owned());
            let known = Share::of(row.part, row.whole);
            vec![
                Cell::words(row.label.clone()),
                Cell::Whole(row.part),
                Cell::Whole(row.whole),
                known.map_or_else(none, |s| share(s.value())),
                known.map_or_else(none, |_| share(row.range.low)),
                known.map_or_else(none, |_| share(row.range.high)),
            ]
        })
        .collect();
    Table::new(of.name.clone(), columns, rows)
}
