//! A funnel: how large each place is along, its figure up, and the lines within which chance alone may put it.

use methods::funnel::{GroupReading, Reading};
use quantity::Unit;
use quantity::money::group_thousands;

use super::frame::{self, Room, Scale, Sheet};
use super::ink::{Anchor, BLUE, DARK, GRID, INK, Lettering, ORANGE, PLUM, Pen, QUIET, WHITE, at};
use super::{Chart, Headline, KeyMark, letters};
use crate::table::{Cell, Column, Table};
use crate::words::{count, places};

/// What the funnel is of.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelOf {
    pub id: String,
    pub name: String,
    /// Of the figure, with the reading's own multiplier.
    pub unit: Unit,
    pub places: usize,
    /// The place asked about, as it is named in the reading.
    pub own: String,
}

const STEPS: usize = 60;

pub fn funnel_chart(reading: &Reading, of: &FunnelOf) -> Chart {
    let words = Headline {
        headline: places::funnel_headline(reading, of),
        subtitle: places::funnel_subtitle(reading),
        title: of.name.clone(),
        description: places::funnel_description(reading, of),
        notes: Vec::new(),
        settings: String::new(),
        said: Vec::new(),
    };
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in Room::Page.sheets() {
        svg.push_str(&sheet.svg(&of.id, &words.title, &words.description, draw(reading, of, &sheet)));
    }
    svg.push_str("</div>");
    let table = table(reading, of);
    Chart { svg, csv: table.to_csv(), words, table, key: key(of) }
}

fn disc(x: f64, y: f64, r: f64, side: i8) -> String {
    // Beyond a line is a square as well as a colour.
    if side != 0 {
        return format!(
            r#"<path d="M{} {}h{s}v{s}h-{s}Z" fill="{ORANGE}" stroke="{INK}" stroke-width="1.2"/>"#,
            at(x - r),
            at(y - r),
            s = at(r * 2.0)
        );
    }
    format!(r#"<circle cx="{}" cy="{}" r="{}" fill="{WHITE}" stroke="{DARK}" stroke-width="1.6"/>"#, at(x), at(y), at(r))
}

fn own_mark(x: f64, y: f64, r: f64) -> String {
    let (x0, y0, left, right, top, base) = (at(x), at(y), at(x - r), at(x + r), at(y - r), at(y + r));
    format!(r#"<path d="M{x0} {top}L{right} {y0}L{x0} {base}L{left} {y0}Z" fill="{BLUE}" stroke="{WHITE}" stroke-width="1.2"/>"#)
}

fn draw(reading: &Reading, of: &FunnelOf, sheet: &Sheet) -> Pen {
    let mut pen = Pen::new();
    let size = sheet.letters;
    let denominators = reading.groups.iter().map(|g| g.denominator);
    let (least, largest) = denominators.fold((f64::INFINITY, 0.0f64), |(low, high), n| (low.min(n), high.max(n)));
    let steps: Vec<f64> = (0..=STEPS).map(|at| least + (largest * 1.03 - least) * at as f64 / STEPS as f64).collect();
    let lines: Vec<(f64, methods::funnel::Limits)> = steps.iter().filter_map(|n| Some((*n, reading.lines_at(*n)?))).collect();
    let figures = reading.groups.iter().map(|g| g.figure);
    let inner = lines.iter().flat_map(|(_, l)| [l.low_998, l.high_998]);
    let (low, high) =
        figures.chain(inner).filter(|v| v.is_finite()).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let most = matches!(of.unit, Unit::Percent).then_some(1.0);
    let up = Scale::nice(low, high, 5.0, Some(0.0), most).drawn(sheet.height - 62.0, 16.0);
    let left = frame::gutter(&up, &of.unit, size) + 6.0;
    let right = sheet.width - 26.0;
    frame::draw_scale(&mut pen, &up, &of.unit, left, right, size);
    let along = Scale::nice(0.0, largest * 1.03, if sheet.narrow { 2.0 } else { 6.0 }, Some(0.0), None).drawn(left, right);
    for tick in along.ticks() {
        let x = along.y(tick);
        pen.line((x, up.top), (x, up.bottom), GRID, 1.0);
        let label = group_thousands(tick.max(0.0) as u64);
        let half = letters::width(&label, size, false) / 2.0;
        let x = x.clamp(half + 1.0, (sheet.width - half - 1.0).max(half + 1.0));
        let y = up.bottom + 8.0 + size;
        pen.text(&Lettering { text: &label, x, y, anchor: Anchor::Middle, size, bold: false, colour: QUIET, halo: false });
    }
    pen.line((left, up.bottom), (right, up.bottom), INK, 1.4);
    let target = up.y(reading.target);
    pen.line((left, target), (right, target), DARK, 1.6);
    type Line = fn(&methods::funnel::Limits) -> f64;
    let drawn: [(Line, &str, f64); 4] =
        [(|l| l.low_998, "", 2.0), (|l| l.high_998, "", 2.0), (|l| l.low_95, "6 4", 1.8), (|l| l.high_95, "6 4", 1.8)];
    for (line, dash, width) in drawn {
        let points: Vec<(f64, f64)> = lines.iter().map(|(n, l)| (along.y(*n), up.y(line(l)))).collect();
        pen.path(&points, PLUM, width, dash, false);
    }
    for group in reading.groups.iter().filter(|g| g.name != of.own) {
        pen.shape(&disc(along.y(group.denominator), up.y(group.figure), 5.5, group.side));
    }
    if let Some(own) = reading.find(&of.own) {
        let (x, y) = (along.y(own.denominator), up.y(own.figure));
        pen.shape(&own_mark(x, y, 10.0));
        let label = count::label(&of.unit, own.figure, of.places);
        let half = letters::width(&label, size, true) / 2.0;
        let x = x.clamp(half + 1.0, (sheet.width - half - 1.0).max(half + 1.0));
        let y = if y > 40.0 { y - 14.0 } else { y + 12.0 + size };
        pen.text(&Lettering { text: &label, x, y, anchor: Anchor::Middle, size, bold: true, colour: INK, halo: true });
    }
    pen
}

fn key(of: &FunnelOf) -> Vec<KeyMark> {
    let line = |dash: &str| {
        let dash = if dash.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{dash}""#) };
        format!(r#"<path d="M1 9h20" fill="none" stroke="{PLUM}" stroke-width="2"{dash}/>"#)
    };
    vec![
        KeyMark { drawing: own_mark(11.0, 9.0, 8.0), words: of.own.clone() },
        KeyMark { drawing: disc(11.0, 9.0, 5.0, 0), words: places::KEY_WITHIN.to_owned() },
        KeyMark { drawing: disc(11.0, 9.0, 6.0, 1), words: places::KEY_BEYOND.to_owned() },
        KeyMark { drawing: line(""), words: places::KEY_998.to_owned() },
        KeyMark { drawing: line("6 4"), words: places::KEY_95.to_owned() },
        KeyMark { drawing: format!(r#"<path d="M1 9h20" stroke="{DARK}" stroke-width="1.6"/>"#), words: places::KEY_AVERAGE.to_owned() },
    ]
}

fn table(reading: &Reading, of: &FunnelOf) -> Table {
    let unit = of.unit.words();
    let columns = vec![
        Column::words("Place"),
        Column::number("Of so many", ""),
        Column::number("Figure", unit.clone()),
        Column::number("Outer line below", unit.clone()),
        Column::number("Outer line above", unit),
        Column::words("Where it lies"),
    ];
    let shown = |value: f64| Cell::number(value, count::label(&of.unit, value, of.places));
    let row = |g: &GroupReading| {
        let lines = if reading.is_adjusted { g.widened } else { g.plain };
        vec![
            Cell::words(g.name.clone()),
            Cell::number(g.denominator, quantity::rounding::shown(g.denominator, 0)),
            shown(g.figure),
            shown(lines.low_998),
            shown(lines.high_998),
            Cell::words(places::funnel_side(g.side)),
        ]
    };
    Table::new(of.name.clone(), columns, reading.groups.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::funnel::{Ask, DataType, Group, read};

    #[test]
    fn the_funnel_draws_every_place_and_says_which_lie_beyond() {
        let mut groups: Vec<Group> = (0..12)
            .map(|at| Group { name: format!("Peer <{at}>"), numerator: (80 + at * 9) as f64, denominator: (400 + at * 45) as f64 })
            .collect();
        groups.push(Group { name: "Northvale".into(), numerator: 300.0, denominator: 600.0 });
        let reading = read(&groups, &Ask::of(DataType::Proportion)).expect("a funnel");
        let of = FunnelOf { id: "funnel".into(), name: "Still at home".into(), unit: Unit::Percent, places: 1, own: "Northvale".into() };
        let chart = funnel_chart(&reading, &of);
        assert_eq!(chart.svg.matches("<svg").count(), 3);
        assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{}", chart.svg);
        assert_eq!((chart.table.rows.len(), chart.csv.lines().count()), (13, 14));
        assert!(chart.words.headline.contains("above"), "{}", chart.words.headline);
        assert_eq!(chart.key.len(), 6);
    }
}
