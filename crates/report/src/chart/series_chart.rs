//! A place's figures over the years, with the middle half of its peers behind them.

use quantity::Unit;

use super::frame::{self, Room, Scale, Sheet};
use super::ink::{Anchor, BLUE, DARK, EDGE, GRID, INK, Lettering, Pen, QUIET, WHITE, at};
use super::{Chart, Headline, KeyMark, letters};
use crate::table::{Cell, Column, Table};
use crate::words::{count, places};

/// One period.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesPoint {
    /// As its file writes it: `2021/22`.
    pub label: String,
    /// None, and why.
    pub value: Result<f64, String>,
    pub range: Option<(f64, f64)>,
    /// Lower quarter, median and upper quarter of the peers.
    pub peers: Option<(f64, f64, f64)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SeriesOf {
    pub id: String,
    pub name: String,
    /// Whose.
    pub place: String,
    pub unit: Unit,
    pub places: usize,
    /// What the years say, as a sentence; why nothing is said, where nothing is.
    pub says: String,
    pub subtitle: String,
}

pub fn series_chart(points: &[SeriesPoint], of: &SeriesOf) -> Chart {
    let words = Headline {
        headline: of.says.clone(),
        subtitle: of.subtitle.clone(),
        title: of.name.clone(),
        description: places::series_description(points, of),
        notes: Vec::new(),
        settings: String::new(),
        said: Vec::new(),
    };
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in Room::Column.sheets() {
        svg.push_str(&sheet.svg(&of.id, &words.title, &words.description, draw(points, of, &sheet)));
    }
    svg.push_str("</div>");
    let table = table(points, of);
    let csv = table.to_csv();
    let mut key = vec![KeyMark { drawing: dot(11.0, 9.0), words: of.place.clone() }];
    if points.iter().any(|p| p.peers.is_some()) {
        key.push(KeyMark {
            drawing: format!(r#"<path d="M1 2h20v14H1z" fill="{GRID}" stroke="{EDGE}"/>"#),
            words: places::KEY_HALF.to_owned(),
        });
        key.push(KeyMark {
            drawing: format!(r#"<path d="M1 9h20" fill="none" stroke="{DARK}" stroke-width="2" stroke-dasharray="6 4"/>"#),
            words: places::KEY_MEDIAN.to_owned(),
        });
    }
    if points.iter().any(|p| p.range.is_some()) {
        key.push(KeyMark {
            drawing: format!(r#"<path d="M11 1v16M7 1h8M7 17h8" fill="none" stroke="{BLUE}" stroke-width="2"/>"#),
            words: places::KEY_RANGE.to_owned(),
        });
    }
    Chart { svg, csv, words, table: table.reversed(), key }
}

fn dot(x: f64, y: f64) -> String {
    format!(r#"<circle cx="{}" cy="{}" r="5.5" fill="{BLUE}" stroke="{WHITE}"/>"#, at(x), at(y))
}

fn draw(points: &[SeriesPoint], of: &SeriesOf, sheet: &Sheet) -> Pen {
    let mut pen = Pen::new();
    let size = sheet.letters;
    let first = points.len().saturating_sub(if sheet.narrow { 8 } else { 24 });
    let shown: Vec<&SeriesPoint> = points.iter().skip(first).collect();
    let ends = shown.iter().flat_map(|p| {
        let own = p.value.as_ref().ok().copied().into_iter().chain(p.range.into_iter().flat_map(|(l, h)| [l, h]));
        own.chain(p.peers.into_iter().flat_map(|(l, _, h)| [l, h]))
    });
    let (low, high) = ends.filter(|v| v.is_finite()).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let most = matches!(of.unit, Unit::Percent).then_some(high.max(1.0));
    let up = Scale::nice(low, high, 5.0, None, most).drawn(sheet.height - 44.0, 14.0);
    let left = frame::gutter(&up, &of.unit, size) + 6.0;
    let right = sheet.width - 24.0;
    frame::draw_scale(&mut pen, &up, &of.unit, left, right, size);
    pen.line((left, up.bottom), (right, up.bottom), INK, 1.4);
    let step = (right - left - 30.0) / shown.len().saturating_sub(1).max(1) as f64;
    let x = |at: usize| left + 15.0 + at as f64 * step;
    for run in runs(&shown, |p| p.peers.is_some()) {
        let at = |of: fn((f64, f64, f64)) -> f64| -> Vec<(f64, f64)> {
            run.clone().filter_map(|i| Some((x(i), up.y(of(shown.get(i)?.peers?))))).collect()
        };
        let mut band = at(|p| p.2);
        band.extend(at(|p| p.0).into_iter().rev());
        pen.area(&band, GRID, 0.9);
        pen.path(&at(|p| p.1), DARK, 2.0, "6 4", false);
    }
    for run in runs(&shown, |p| p.value.is_ok()) {
        let line: Vec<(f64, f64)> = run.filter_map(|i| Some((x(i), up.y(*shown.get(i)?.value.as_ref().ok()?)))).collect();
        pen.path(&line, EDGE, 2.0, "", false);
    }
    let widest = shown.iter().map(|p| letters::width(&p.label, size, false)).fold(0.0, f64::max) + 10.0;
    let every = (widest / step.max(1.0)).ceil().max(1.0) as usize;
    for (i, point) in shown.iter().enumerate() {
        if let Some((low, high)) = point.range {
            pen.line((x(i), up.y(low)), (x(i), up.y(high)), BLUE, 2.0);
        }
        if let Ok(value) = point.value {
            pen.shape(&dot(x(i), up.y(value)));
        }
        if (shown.len() - 1 - i).is_multiple_of(every) {
            let half = letters::width(&point.label, size, false) / 2.0;
            let x = x(i).clamp(half + 1.0, (sheet.width - half - 1.0).max(half + 1.0));
            let y = up.bottom + 8.0 + size;
            pen.text(&Lettering { text: &point.label, x, y, anchor: Anchor::Middle, size, bold: false, colour: QUIET, halo: false });
        }
    }
    pen
}

/// Stretches of points that hold, so that no line joins what lies on either side of a gap.
fn runs(points: &[&SeriesPoint], holds: impl Fn(&SeriesPoint) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, _) in points.iter().enumerate().filter(|(_, p)| holds(p)) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

fn table(points: &[SeriesPoint], of: &SeriesOf) -> Table {
    let unit = of.unit.words();
    let columns = vec![
        Column::words("Period"),
        Column::number(of.place.clone(), unit.clone()),
        Column::number("Low end", unit.clone()),
        Column::number("High end", unit.clone()),
        Column::number("Lower quarter of peers", unit.clone()),
        Column::number("Median of peers", unit.clone()),
        Column::number("Upper quarter of peers", unit),
    ];
    let shown = |value: f64| Cell::number(value, count::label(&of.unit, value, of.places));
    let or = |value: Option<f64>, why: &str| value.map_or_else(|| Cell::Missing(why.to_owned()), shown);
    let row = |p: &SeriesPoint| {
        let value = match &p.value {
            Ok(value) => shown(*value),
            Err(why) => Cell::Missing(why.clone()),
        };
        let peer = |of: fn((f64, f64, f64)) -> f64| or(p.peers.map(of), places::TOO_FEW_PEERS);
        vec![
            Cell::words(p.label.clone()),
            value,
            or(p.range.map(|r| r.0), places::NO_RANGE),
            or(p.range.map(|r| r.1), places::NO_RANGE),
            peer(|q| q.0),
            peer(|q| q.1),
            peer(|q| q.2),
        ]
    };
    Table::new(of.name.clone(), columns, points.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_joins_the_years_on_either_side_of_a_gap() {
        let point = |at: usize, value: Option<f64>| SeriesPoint {
            label: format!("20{:02}/{:02}", 15 + at, 16 + at),
            value: value.ok_or_else(|| "Withheld".to_owned()),
            range: value.map(|v| (v - 0.02, v + 0.02)),
            peers: (at > 1).then_some((0.4, 0.5, 0.6)),
        };
        let points: Vec<SeriesPoint> =
            [Some(0.41), Some(0.44), None, Some(0.47), Some(0.5)].into_iter().enumerate().map(|(at, v)| point(at, v)).collect();
        let of = SeriesOf {
            id: "series".into(),
            name: "Persistent absence".into(),
            place: "Northvale".into(),
            unit: Unit::Percent,
            places: 1,
            says: "No trend is told".into(),
            subtitle: "Five years".into(),
        };
        let chart = series_chart(&points, &of);
        assert_eq!((chart.svg.matches("<svg").count(), chart.svg.matches("<circle").count()), (2, 8));
        // Two stretches of its own line in each drawing.
        assert_eq!(chart.svg.matches(&format!("stroke=\"{EDGE}\" stroke-width=\"2\"")).count(), 4, "{}", chart.svg);
        assert!(chart.csv.starts_with("Period,Northvale (%)") && chart.csv.contains("\r\n2017/18,,,"), "{}", chart.csv);
        assert!(!chart.svg.contains("NaN"));
        assert_eq!(chart.table.rows[0][0].shown(), "2019/20", "newest first");
    }
}
