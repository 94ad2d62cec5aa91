//! One drawing of a control chart, for one width.

use quantity::Period;

use super::frame::{self, Sheet};
use super::ink::{AMBER_INK, AMBER_WASH, Anchor, BLUE, DARK, EDGE, INK, Lettering, PLUM, Pen};
use super::letters;
use super::mark::Mark;
use super::place::{self, Box4, Crowd, Spot};
use super::spc_chart::Facts;
use crate::words;

/// A level line with its label.
struct Level {
    value: f64,
    label: String,
    colour: &'static str,
    bold: bool,
}

/// Where things stand on the sheet.
struct Ground<'a> {
    facts: &'a Facts<'a>,
    sheet: &'a Sheet,
    /// The first column drawn, and how many.
    first: usize,
    count: usize,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    spacing: f64,
    scale: frame::Scale,
}

impl Ground<'_> {
    fn x(&self, column: usize) -> f64 {
        self.left + (column as f64 - self.first as f64 + 0.5) * self.spacing
    }

    /// The left edge of a column.
    fn edge(&self, column: usize) -> f64 {
        (self.left + (column as f64 - self.first as f64) * self.spacing).clamp(self.left, self.right)
    }

    fn drawn(&self, column: usize) -> bool {
        column >= self.first && column < self.first + self.count
    }

    fn y(&self, value: f64) -> f64 {
        self.scale.y(self.facts.clipped(value))
    }

    fn radius(&self) -> f64 {
        (self.spacing * 0.36).clamp(1.8, 4.6)
    }

    /// Where limits were set again: the rows that begin the second and later segments.
    fn breaks(&self) -> Vec<(usize, Period)> {
        self.facts
            .reading
            .segments
            .iter()
            .skip(1)
            .map(|s| (s.first, s.from))
            .filter(|(row, _)| *row > self.first && self.drawn(*row))
            .collect()
    }
}

/// The drawing, and how many data points are in it.
pub(super) fn draw(facts: &Facts<'_>, sheet: &Sheet) -> (Pen, usize) {
    let levels = levels(facts);
    let beside = if sheet.narrow { 8.0 } else { widest(&levels, sheet.letters) + 14.0 };
    // A test period is drawn whole, with a little of what came before.
    let of_test = facts.of.test.map_or(0, |_| facts.columns.len().saturating_sub(facts.test_rows().start) + 3);
    let most = sheet.most.max(of_test.min(30));
    let count = facts.columns.len().min(most);
    let left = frame::gutter(&facts.scale, &facts.unit, sheet.letters);
    let right = sheet.width - beside;
    let bottom = sheet.height - sheet.letters * 2.4 - 12.0;
    let top = if facts.of.test.is_some() { 42.0 } else { 14.0 };
    let ground = Ground {
        first: facts.columns.len() - count,
        count,
        left,
        right,
        top,
        bottom,
        spacing: (right - left) / count.max(1) as f64,
        scale: facts.scale.drawn(bottom, top),
        facts,
        sheet,
    };
    let mut pen = Pen::new();
    let mut crowd = Crowd::default();
    frame::draw_scale(&mut pen, &ground.scale, &facts.unit, left, right, sheet.letters);
    test_tab(&mut pen, &ground);
    bands_and_limits(&mut pen, &mut crowd, &ground);
    set_lines(&mut pen, &mut crowd, &ground);
    uprights(&mut pen, &mut crowd, &ground);
    series(&mut pen, &mut crowd, &ground);
    waiting(&mut pen, &mut crowd, &ground);
    marks(&mut pen, &mut crowd, &ground);
    callouts(&mut pen, &mut crowd, &ground);
    level_labels(&mut pen, &mut crowd, &ground, &levels);
    break_labels(&mut pen, &mut crowd, &ground);
    let anchor = ground.breaks().last().map_or(0, |(row, _)| row - ground.first);
    let shown = facts.columns.get(ground.first..).unwrap_or_default();
    let ticks = frame::ticks(shown, ground.spacing, anchor, sheet.letters);
    frame::draw_months(&mut pen, &ticks, |at| ground.x(at + ground.first), left, right, bottom, sheet);
    (pen, facts.reading.points.len().saturating_sub(ground.first))
}

fn levels(facts: &Facts<'_>) -> Vec<Level> {
    let last = facts.in_force();
    let plain = |value: f64, words: &str, colour, bold| Level { label: format!("{words} {}", facts.line(value)), value, colour, bold };
    let stat = |value: f64, words: &str| Level { label: format!("{words} {}", facts.stat(value)), value, colour: INK, bold: false };
    let mut levels = Vec::new();
    if let Some(aim) = facts.reading.target {
        levels.push(plain(aim, "Aim", PLUM, true));
    }
    if let Some(floor) = facts.floor {
        levels.push(plain(floor, "Floor", PLUM, false));
    }
    if let Some(average) = last.and_then(|p| p.mean) {
        levels.push(stat(average, "Average"));
    }
    if let Some(upper) = last.and_then(|p| p.upper) {
        levels.push(stat(upper, "Upper limit"));
    }
    if let Some(lower) = last.and_then(|p| p.lower) {
        levels.push(stat(lower, "Lower limit"));
    }
    levels
}

fn widest(levels: &[Level], size: f64) -> f64 {
    levels.iter().map(|l| letters::width(&l.label, size, l.bold)).fold(0.0, f64::max)
}

fn test_tab(pen: &mut Pen, ground: &Ground<'_>) {
    let facts = ground.facts;
    let Some(test) = facts.of.test else { return };
    let rows = facts.test_rows();
    let end = facts.columns.iter().position(|p| *p >= test.starts.plus(test.fewest)).unwrap_or(facts.columns.len());
    if rows.start >= facts.columns.len() && facts.columns.iter().all(|p| *p < test.starts) {
        return;
    }
    let start = facts.columns.iter().position(|p| *p >= test.starts).unwrap_or(0).max(ground.first);
    let (from, to) = (ground.edge(start) + 3.0, ground.edge(end.max(rows.end)));
    pen.rect(from, 8.0, to - from, 26.0, AMBER_WASH);
    let size = ground.sheet.letters;
    let judged = rows.filter(|row| facts.reading.points.get(*row).is_some_and(|p| p.judged().is_some())).count();
    let texts = words::spc::test_tab(judged as u64, u64::from(test.fewest), facts.cadence);
    let room = to - from - 10.0;
    let text = texts.iter().find(|t| letters::width(t, size, true) <= room).or(texts.last());
    if let Some(text) = text {
        let fits = letters::width(text, size, true) <= room;
        let (x, anchor) = if fits { (from + 6.0, Anchor::Start) } else { (to, Anchor::End) };
        pen.text(&Lettering { text, x, y: 26.0, anchor, size, bold: true, colour: AMBER_INK, halo: !fits });
    }
}

/// Steps of a limit over the rows of one segment; broken where there is none.
fn steps(ground: &Ground<'_>, rows: std::ops::Range<usize>, to_edge: bool, of: impl Fn(usize) -> Option<f64>) -> Vec<Vec<(f64, f64)>> {
    let mut out: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut open = false;
    let last = rows.end;
    for row in rows {
        match of(row).filter(|v| v.is_finite()) {
            Some(value) if ground.drawn(row) => {
                let y = ground.y(value);
                let until = if to_edge && row + 1 == last { ground.right } else { ground.edge(row + 1) };
                let ends = [(ground.edge(row), y), (until, y)];
                match out.last_mut() {
                    Some(path) if open => {
                        // A level stretch is one line, not many.
                        if path.last().is_some_and(|end| (end.1 - y).abs() < 0.05) {
                            path.pop();
                            path.push(ends[1]);
                        } else {
                            path.extend(ends);
                        }
                    }
                    _ => out.push(ends.to_vec()),
                }
                open = true;
            }
            _ => open = false,
        }
    }
    out
}

fn bands_and_limits(pen: &mut Pen, crowd: &mut Crowd, ground: &Ground<'_>) {
    let points = &ground.facts.reading.points;
    let segments = &ground.facts.reading.segments;
    for (number, segment) in segments.iter().enumerate() {
        let rows = segment.first..segment.first + segment.rows;
        let last = number + 1 == segments.len();
        let path =
            |of: fn(&methods::spc::PointReading) -> Option<f64>| steps(ground, rows.clone(), last, |row| points.get(row).and_then(of));
        let (upper, lower, mean) = (path(|p| p.upper), path(|p| p.lower), path(|p| p.mean));
        for (above, below) in upper.iter().zip(&lower) {
            let mut round = above.clone();
            round.extend(below.iter().rev());
            pen.area(&round, BLUE, 0.07);
        }
        for limit in upper.iter().chain(&lower) {
            pen.path(limit, DARK, 1.6, "5 4", false);
            crowd.add_path(limit, 9.0);
        }
        for average in &mean {
            pen.path(average, DARK, 2.0, "", false);
            crowd.add_path(average, 9.0);
        }
    }
}

fn set_lines(pen: &mut Pen, crowd: &mut Crowd, ground: &Ground<'_>) {
    let line = |value: f64| [(ground.left, ground.y(value)), (ground.right, ground.y(value))];
    if let Some(floor) = ground.facts.floor {
        pen.path(&line(floor), PLUM, 2.0, "2 5", true);
        crowd.add_path(&line(floor), 9.0);
    }
    if let Some(aim) = ground.facts.reading.target {
        pen.path(&line(aim), PLUM, 2.4, "14 5", false);
        crowd.add_path(&line(aim), 9.0);
    }
}

fn uprights(pen: &mut Pen, crowd: &mut Crowd, ground: &Ground<'_>) {
    for (row, _) in ground.breaks() {
        let x = ground.edge(row);
        for side in [-3.0, 3.0] {
            pen.line((x + side, ground.top - 8.0), (x + side, ground.bottom), INK, 1.6);
        }
        crowd.add_box(Box4 { left: x - 5.0, top: 0.0, right: x + 5.0, bottom: ground.bottom }, 400.0);
    }
}

/// Points joined, but not across a missing one nor where limits were set again.
fn series(pen: &mut Pen, crowd: &mut Crowd, ground: &Ground<'_>) {
    let mut path: Vec<(f64, f64)> = Vec::new();
    let mut segment = None;
    let points = &ground.facts.reading.points;
    for (row, point) in points.iter().enumerate().skip(ground.first) {
        if point.value.is_none() || segment != Some(point.segment) {
            pen.path(&path, EDGE, 1.8, "", false);
            crowd.add_path(&path, 8.0);
            path.clear();
        }
        segment = Some(point.segment);
        path.extend(point.value.map(|value| (ground.x(row), ground.y(value))));
    }
    pen.path(&path, EDGE, 1.8, "", false);
    crowd.add_path(&path, 8.0);
}

/// Dashed rings for what is missing or still to come; where columns are close, one for a whole stretch.
fn waiting(pen: &mut Pen, crowd: &mut Crowd, ground: &Ground<'_>) {
    let points = &ground.facts.reading.points;
    let is_waiting = |column: usize| points.get(column).is_none_or(|p| p.value.is_none());
    let y = ground.bottom - 16.0;
    let mut column = ground.first;
    while column < ground.first + ground.count {
        if !is_waiting(column) {
            column += 1;
            continue;
        }
        let from = column;
        let missing = column < points.len();
        while column < ground.first + ground.count && is_waiting(column) && (column < points.len()) == missing {
            column += 1;
        }
        if ground.spacing >= 20.0 {
            for each in from..column {
                ring(pen, ground, ground.x(each), ground.x(each), y);
            }
        } else {
            ring(pen, ground, ground.x(from), ground.x(column - 1), y);
        }
        crowd.add_box(Box4 { left: ground.x(from) - 10.0, top: y - 11.0, right: ground.x(column - 1) + 10.0, bottom: y + 11.0 }, 300.0);
    }
}

/// A dashed ring with a question mark, drawn out from one column to another.
fn ring(pen: &mut Pen, ground: &Ground<'_>, from: f64, to: f64, y: f64) {
    let width = to - from + 18.0;
    pen.shape(&format!(
        r##"<rect x="{}" y="{}" width="{}" height="18" rx="9" fill="#fff" stroke="{AMBER_INK}" stroke-width="1.8" stroke-dasharray="3 2.4"/>"##,
        super::ink::at(from - 9.0),
        super::ink::at(y - 9.0),
        super::ink::at(width)
    ));
    pen.text(&Lettering {
        text: "?",
        x: (from + to) / 2.0,
        y: y + 5.0,
        anchor: Anchor::Middle,
        size: ground.sheet.letters.min(14.0),
        bold: true,
        colour: AMBER_INK,
        halo: false,
    });
}

fn marks(pen: &mut Pen, crowd: &mut Crowd, ground: &Ground<'_>) {
    let r = ground.radius();
    for (row, (point, mark)) in ground.facts.reading.points.iter().zip(&ground.facts.marks).enumerate().skip(ground.first) {
        if let Some(value) = point.value {
            let (x, y) = (ground.x(row), ground.y(value));
            pen.shape(&mark.drawing(x, y, r));
            crowd.add_box(Box4::around(x, y, r * 1.9), 60.0);
        }
    }
}

/// The last figure, and up to three that need explaining, by name.
fn callouts(pen: &mut Pen, crowd: &mut Crowd, ground: &Ground<'_>) {
    let facts = ground.facts;
    let last = facts.reading.points.iter().rposition(|p| p.value.is_some());
    let singles = facts.marks.iter().enumerate().rev().filter(|(_, m)| matches!(m, Mark::Explain | Mark::Explained)).map(|(row, _)| row);
    let mut rows: Vec<usize> = last.into_iter().collect();
    rows.extend(singles.filter(|row| Some(*row) != last).take(3));
    let size = ground.sheet.letters;
    let field = Box4 { left: ground.left + 2.0, top: ground.top - 4.0, right: ground.right + 2.0, bottom: ground.bottom - 2.0 };
    for row in rows.into_iter().filter(|row| ground.drawn(*row)) {
        let Some((point, value)) = facts.reading.points.get(row).and_then(|p| p.value.map(|v| (p, v))) else { continue };
        let text = words::spc::callout(point.period, &facts.label(value));
        let (x, y) = (ground.x(row), ground.y(value));
        let mut spots = Vec::new();
        for lift in [14.0, 20.0, 28.0, 38.0, 50.0] {
            for (up, base) in [(true, y - lift), (false, y + lift + size * 0.6)] {
                for (anchor, dx) in [
                    (Anchor::End, 8.0),
                    (Anchor::Middle, 0.0),
                    (Anchor::End, -8.0),
                    (Anchor::Start, -8.0),
                    (Anchor::Start, 8.0),
                    (Anchor::End, 24.0),
                ] {
                    let far = lift * 0.3 + if up { 0.0 } else { 1.5 };
                    spots.push(Spot { x: x + dx, y: base, anchor, far });
                }
            }
        }
        if let Some(spot) = crowd.settle(&text, size, true, &spots, field, 300.0) {
            pen.text(&Lettering { text: &text, x: spot.x, y: spot.y, anchor: spot.anchor, size, bold: true, colour: INK, halo: true });
        }
    }
}

/// Beside the picture where there is room, else inside it where they cover least.
fn level_labels(pen: &mut Pen, crowd: &mut Crowd, ground: &Ground<'_>, levels: &[Level]) {
    let size = ground.sheet.letters;
    if !ground.sheet.narrow {
        let wanted: Vec<f64> = levels.iter().map(|l| ground.y(l.value) + size * 0.35).collect();
        let settled = place::spread(&wanted, size + 4.0, ground.top + 2.0, ground.bottom);
        for (level, y) in levels.iter().zip(settled) {
            let Level { label, colour, bold, .. } = level;
            pen.text(&Lettering { text: label, x: ground.right + 8.0, y, anchor: Anchor::Start, size, bold: *bold, colour, halo: false });
        }
        return;
    }
    let field = Box4 { left: ground.left + 2.0, top: ground.top, right: ground.right, bottom: ground.bottom - 2.0 };
    let own = ground.breaks().last().map_or(ground.left, |(row, _)| ground.edge(*row) + 8.0);
    for (rank, level) in levels.iter().enumerate() {
        let y = ground.y(level.value);
        // Aim and floor run right across; the last average and limits begin where limits were last set.
        let from = if level.colour == PLUM { ground.left } else { own };
        let width = letters::width(&level.label, size, level.bold);
        let mut spots = Vec::new();
        let mut x = from + 4.0;
        while x + width <= ground.right {
            for base in [y - 5.0, y + size + 2.0] {
                spots.push(Spot { x, y: base, anchor: Anchor::Start, far: ((x - from) * 0.01).min(2.0) });
            }
            x += 8.0;
        }
        // Aim and floor are always said; the rest only where they cover no mark.
        let bearable = if rank < 2 { 400.0 } else { 26.0 };
        if let Some(spot) = crowd.settle(&level.label, size, level.bold, &spots, field, bearable) {
            let Level { label, colour, bold, .. } = level;
            pen.text(&Lettering { text: label, x: spot.x, y: spot.y, anchor: spot.anchor, size, bold: *bold, colour, halo: true });
        }
    }
}

fn break_labels(pen: &mut Pen, crowd: &mut Crowd, ground: &Ground<'_>) {
    let size = ground.sheet.letters;
    let field = Box4 { left: ground.left + 2.0, top: ground.top - 4.0, right: ground.right - 2.0, bottom: ground.bottom - 4.0 };
    for (row, from) in ground.breaks() {
        let x = ground.edge(row);
        let given = ground.facts.of.breaks.iter().find(|b| b.from == from).map_or("", |b| b.label.trim());
        for text in words::spc::break_labels(given, from) {
            let mut spots = Vec::new();
            let mut lift = 10.0;
            while ground.bottom - lift > ground.top + size {
                let y = ground.bottom - lift;
                // Low or high in the picture, beside the upright; before it rather than after.
                let far = lift.min(ground.bottom - ground.top - lift) * 0.1;
                spots.push(Spot { x: x - 10.0, y, anchor: Anchor::End, far });
                spots.push(Spot { x: x + 10.0, y, anchor: Anchor::Start, far: far + 3.0 });
                lift += 6.0;
            }
            if let Some(spot) = crowd.settle(&text, size, false, &spots, field, 30.0) {
                pen.text(&Lettering { text: &text, x: spot.x, y: spot.y, anchor: spot.anchor, size, bold: false, colour: INK, halo: true });
                break;
            }
        }
    }
}
