//! Home's one small chart: the average before, and each period since, against the aim.

use methods::spc::Reading;

use super::frame::{self, Scale, Sheet};
use super::ink::{Anchor, DARK, EDGE, INK, Lettering, PLUM, Pen};
use super::spc_chart::{ChartOf, Facts, spc_chart};
use super::{Chart, place};
use crate::words;

const SHEETS: [Sheet; 2] = [
    Sheet { class: "ww-wide", letter: 'w', width: 520.0, height: 150.0, letters: 15.0, narrow: false, most: 36 },
    Sheet { class: "ww-narrow", letter: 'n', width: 290.0, height: 150.0, letters: 14.0, narrow: true, most: 18 },
];

/// The last stretch of a reading, small: with the same words, table and data as the whole chart.
pub fn sparkline(reading: &Reading, of: &ChartOf) -> Chart {
    let facts = Facts::of(reading, of);
    let whole = spc_chart(reading, of);
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in SHEETS {
        svg.push_str(&sheet.svg(&of.id, &whole.words.title, &whole.words.description, draw(&facts, &sheet)));
    }
    svg.push_str("</div>");
    Chart { svg, key: Vec::new(), ..whole }
}

fn draw(facts: &Facts<'_>, sheet: &Sheet) -> Pen {
    let reading = facts.reading;
    let last = reading.segments.last();
    let rows = last.map_or(0..0, |s| s.first..s.first + s.rows);
    let first = rows.start.max(rows.end.saturating_sub(sheet.most));
    let before = reading.segments.len().checked_sub(2).and_then(|at| reading.segments.get(at)).and_then(|s| s.mean);
    let values = (first..rows.end).filter_map(|row| reading.points.get(row)).filter_map(|p| p.value);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.chain(before).chain(reading.target).filter(|v| v.is_finite()) {
        (low, high) = (low.min(value), high.max(value));
    }
    // Small charts are read at a glance: their scale starts at nought where there is nothing under it.
    if facts.possible == (Some(0.0), None) {
        low = low.min(0.0);
    }
    let size = sheet.letters;
    let scale = Scale::nice(low, high, 3.0, facts.possible.0, facts.possible.1).drawn(sheet.height - 30.0, 14.0);
    let left = frame::gutter(&scale, &facts.unit, size);
    let aim = reading.target.map(|t| words::spc::aim_label(facts, t));
    let now = reading.points.iter().rev().find_map(|p| p.value).map(|v| words::spc::now_label(facts, v));
    let beside = [aim.as_deref(), now.as_deref()].into_iter().flatten().map(|t| super::letters::width(t, size, true)).fold(0.0, f64::max);
    let right = sheet.width - beside - 10.0;
    let mut pen = Pen::new();
    frame::draw_scale(&mut pen, &scale, &facts.unit, left, right, size);
    pen.line((left, scale.bottom), (right, scale.bottom), INK, 1.0);
    // The average before is a short line of its own, not joined to what came after.
    let begin = if let Some(mean) = before {
        let width = ((right - left) * 0.16).max(super::letters::width("Before", size, false) + 4.0);
        let y = scale.y(facts.clipped(mean));
        pen.line((left, y), (left + width, y), DARK, 3.0);
        let label = facts.stat(mean);
        let under = y + size + 4.0;
        let base = if under < scale.bottom - 2.0 { under } else { y - 6.0 };
        let word = Lettering { text: &label, x: left + 4.0, y: base, anchor: Anchor::Start, size, bold: true, colour: INK, halo: true };
        pen.text(&word);
        pen.text(&Lettering { text: "Before", x: left, y: sheet.height - 8.0, bold: false, halo: false, ..word });
        left + width + 4.0
    } else {
        left
    };
    let count = (rows.end - first).max(1);
    let spacing = (right - begin) / count as f64;
    let x = |row: usize| begin + (row as f64 - first as f64 + 0.5) * spacing;
    let mut labels: Vec<(f64, &str, &'static str)> = Vec::new();
    if let (Some(target), Some(text)) = (reading.target, aim.as_deref()) {
        let y = scale.y(target);
        pen.path(&[(left, y), (right, y)], PLUM, 2.4, "14 5", false);
        labels.push((y + size * 0.35, text, PLUM));
    }
    let mut path = Vec::new();
    for row in first..rows.end {
        match reading.points.get(row).and_then(|p| p.value) {
            Some(value) => path.push((x(row), scale.y(value))),
            None => {
                pen.path(&path, EDGE, 1.8, "", false);
                path.clear();
            }
        }
    }
    pen.path(&path, EDGE, 1.8, "", false);
    let r = (spacing * 0.3).clamp(1.8, 4.0);
    for row in first..rows.end {
        if let (Some(value), Some(mark)) = (reading.points.get(row).and_then(|p| p.value), facts.marks.get(row)) {
            pen.shape(&mark.drawing(x(row), scale.y(value), r));
        }
    }
    if let (Some(text), Some(end)) = (now.as_deref(), path.last()) {
        labels.push((end.1 + size * 0.35, text, INK));
    }
    let wanted: Vec<f64> = labels.iter().map(|l| l.0).collect();
    for ((_, text, colour), y) in labels.iter().zip(place::spread(&wanted, size + 4.0, size, scale.bottom)) {
        pen.text(&Lettering { text, x: right + 8.0, y, anchor: Anchor::Start, size, bold: true, colour, halo: false });
    }
    let ends = [(first, Anchor::Start), (rows.end.saturating_sub(1), Anchor::End)];
    let texts: Vec<String> =
        ends.iter().filter_map(|(row, _)| reading.points.get(*row)).map(|p| words::spc::short_period(p.period)).collect();
    let wide: f64 = texts.iter().map(|t| super::letters::width(t, size, false)).sum();
    for ((row, anchor), text) in ends.iter().zip(&texts) {
        // Where both do not fit, the latest is said.
        if *anchor == Anchor::Start && (wide + 10.0 > right - begin || count == 1) {
            continue;
        }
        let at = if *anchor == Anchor::Start { x(*row) - r * 1.6 } else { x(*row) + r * 1.6 };
        pen.text(&Lettering { text, x: at, y: sheet.height - 8.0, anchor: *anchor, size, bold: false, colour: INK, halo: false });
    }
    pen
}
