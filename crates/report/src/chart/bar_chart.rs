//! Level bars, one row a thing: what a tornado, a ledger, a spread and a table of ranks are drawn with.

use quantity::{Money, Unit};

use super::frame::{Room, Scale, Sheet};
use super::ink::{self, Anchor, INK, Lettering, Pen, WHITE, at};
use super::{Chart, Headline, KeyMark, letters};
use crate::table::Table;

/// One row: a label above, its parts, and a mark on them.
#[derive(Debug, Clone, PartialEq)]
pub struct BarRow {
    pub label: String,
    pub parts: Vec<BarPart>,
    /// A line across the bar: a median, a value as it is.
    pub mark: Option<f64>,
}

/// From where to where, in the unit of the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct BarPart {
    pub from: f64,
    pub to: f64,
    /// Of the palette.
    pub fill: &'static str,
    /// Written on the bar where it fits; the table has it in any case.
    pub label: String,
}

/// What the bars are of.
#[derive(Debug, Clone, PartialEq)]
pub struct BarsOf {
    pub id: String,
    pub unit: Unit,
    pub words: Headline,
    pub table: Table,
    pub key: Vec<KeyMark>,
    /// Rows after these are in the table and not drawn.
    pub most: usize,
}

const ROW: f64 = 54.0;
const BAR: f64 = 20.0;

pub fn bar_chart(rows: &[BarRow], of: BarsOf) -> Chart {
    let drawn = rows.get(..rows.len().min(of.most)).unwrap_or_default();
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in Room::Column.sheets() {
        let sheet = Sheet { height: 44.0 + drawn.len().max(1) as f64 * ROW, ..sheet };
        svg.push_str(&sheet.svg(&of.id, &of.words.title, &of.words.description, draw(drawn, &of.unit, &sheet)));
    }
    svg.push_str("</div>");
    Chart { svg, csv: of.table.to_csv(), words: of.words, table: of.table, key: of.key }
}

/// A box of a colour for the key.
pub fn key(fill: &'static str, words: impl Into<String>) -> KeyMark {
    let edge = if fill == ink::BLUE || fill == ink::DARK || fill == ink::PLUM { fill } else { INK };
    KeyMark { drawing: format!(r#"<path d="M1 3h20v12H1z" fill="{fill}" stroke="{edge}"/>"#), words: words.into() }
}

/// The line of a mark, for the key.
pub fn mark_key(words: impl Into<String>) -> KeyMark {
    KeyMark { drawing: format!(r#"<path d="M11 0v18" fill="none" stroke="{INK}" stroke-width="3"/>"#), words: words.into() }
}

fn draw(rows: &[BarRow], unit: &Unit, sheet: &Sheet) -> Pen {
    let mut pen = Pen::new();
    let size = sheet.letters;
    let ends = rows.iter().flat_map(|row| row.parts.iter().flat_map(|part| [part.from, part.to]).chain(row.mark));
    let are_whole = matches!(unit, Unit::Count(_)) && ends.clone().all(|end| end.fract() == 0.0);
    let (low, high) = ends.filter(|end| end.is_finite()).fold((0.0f64, 0.0f64), |(low, high), end| (low.min(end), high.max(end)));
    let (left, right, bottom) = (14.0, sheet.width - 14.0, sheet.height - 34.0);
    let intervals = if sheet.narrow { 3.0f64 } else { 6.0 };
    // There is no half of a provider: whole things are counted in whole steps.
    let intervals = if are_whole { intervals.min((high - low).max(1.0)) } else { intervals };
    // Shares run from none to all, whatever is among them.
    let scale = if matches!(unit, Unit::Percent) {
        Scale { low: 0.0, high: 1.0, step: if sheet.narrow { 0.5 } else { 0.25 }, bottom: left, top: right }
    } else {
        Scale::nice(low, high, intervals, None, None).drawn(left, right)
    };
    for tick in scale.ticks() {
        let x = scale.y(tick);
        pen.line((x, 4.0), (x, bottom), ink::GRID, 1.0);
        let label = tick_label(&scale, unit, tick);
        let half = letters::width(&label, size, false) / 2.0;
        let held = x.clamp(half + 1.0, (sheet.width - half - 1.0).max(half + 1.0));
        let y = bottom + 8.0 + size;
        pen.text(&Lettering { text: &label, x: held, y, anchor: Anchor::Middle, size, bold: false, colour: ink::QUIET, halo: false });
    }
    let nought = scale.y(0.0);
    pen.line((nought, 4.0), (nought, bottom), INK, 1.4);
    for (rank, row) in rows.iter().enumerate() {
        let top = 4.0 + rank as f64 * ROW;
        let label = letters::fitted(&row.label, sheet.width - 2.0 * left, size);
        pen.text(&Lettering {
            text: &label,
            x: left,
            y: top + size + 2.0,
            anchor: Anchor::Start,
            size,
            bold: true,
            colour: INK,
            halo: true,
        });
        let y = top + size + 9.0;
        for part in &row.parts {
            let (from, to) = (scale.y(part.from.min(part.to)), scale.y(part.from.max(part.to)));
            if to - from < 0.05 {
                continue;
            }
            let dark = [ink::BLUE, ink::DARK, ink::PLUM].contains(&part.fill);
            pen.shape(&format!(
                r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="1"/>"#,
                at(from),
                at(y),
                at(to - from),
                at(BAR),
                part.fill,
                if dark { part.fill } else { INK }
            ));
            if letters::width(&part.label, size, true) + 8.0 <= to - from {
                let colour = if dark { WHITE } else { INK };
                pen.text(&Lettering {
                    text: &part.label,
                    x: (from + to) / 2.0,
                    y: y + BAR - 5.0,
                    anchor: Anchor::Middle,
                    size,
                    bold: true,
                    colour,
                    halo: false,
                });
            }
        }
        if let Some(mark) = row.mark {
            let x = scale.y(mark);
            pen.line((x, y - 4.0), (x, y + BAR + 4.0), WHITE, 5.0);
            pen.line((x, y - 4.0), (x, y + BAR + 4.0), INK, 3.0);
        }
    }
    pen
}

fn tick_label(scale: &Scale, unit: &Unit, tick: f64) -> String {
    match unit {
        Unit::Pounds if scale.step >= 1.0 => Money::nearest_pound(tick).in_short(),
        _ => scale.label(unit, tick),
    }
}

/// Words of a chart without what only control charts have.
pub fn words(headline: String, subtitle: String, title: String, description: String, settings: String) -> Headline {
    Headline { headline, subtitle, title, description, notes: Vec::new(), settings, said: Vec::new() }
}

/// Text for the description of a drawing: rows said one after the other.
pub fn described<'r>(rows: impl Iterator<Item = (&'r str, String)>) -> String {
    rows.map(|(label, said)| format!("{label}: {said}.")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::ink::escape;

    #[test]
    fn a_bar_is_drawn_at_both_widths_from_nought_and_a_strange_label_is_safe() {
        let part = |from, to| BarPart { from, to, fill: ink::BLUE, label: "£1k".into() };
        let rows = [
            BarRow { label: "Completion <b>".into(), parts: vec![part(-200_000.0, 600_000.0)], mark: Some(100_000.0) },
            BarRow { label: "Nothing".into(), parts: vec![part(0.0, 0.0)], mark: None },
        ];
        let of = BarsOf {
            id: "t".into(),
            unit: Unit::Pounds,
            words: words("H".into(), "S".into(), "T".into(), "D".into(), String::new()),
            table: Table::default(),
            key: vec![key(ink::BLUE, "Worth")],
            most: 12,
        };
        let chart = bar_chart(&rows, of);
        assert_eq!((chart.svg.matches("<svg").count(), chart.svg.matches("<rect").count()), (2, 2), "{}", chart.svg);
        assert!(chart.svg.contains(&escape("Completion <b>")) && !chart.svg.contains("<b>"));
        assert!(chart.svg.contains("£600k") && chart.svg.contains("−£200k"), "{}", chart.svg);
    }
}
