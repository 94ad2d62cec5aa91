//! Peers on a strip, the place among them, and its range: where it lies, and nobody's rank.

use methods::benchmark::{Figure, Reading};
use quantity::Unit;

use super::frame::{Room, Scale, Sheet};
use super::ink::{Anchor, BLUE, DARK, EDGE, GRID, INK, Lettering, Pen, QUIET, WHITE, at};
use super::{Chart, Headline, KeyMark, letters};
use crate::table::{Cell, Column, Table};
use crate::words::{count, places};

/// What the strip is of.
#[derive(Debug, Clone, PartialEq)]
pub struct StripOf {
    pub id: String,
    /// The measure, its group and its period, as a title.
    pub name: String,
    pub unit: Unit,
    /// Decimals shown.
    pub places: usize,
    /// Who the peers are: `ten neighbours by the children’s model`.
    pub peers: String,
    /// Places of the list without a figure, each with why.
    pub without: Vec<(String, String)>,
}

/// One strip at two widths. Peers stand in the table in the order of their list.
pub fn strip_chart(reading: &Reading, peers: &[Figure], of: &StripOf) -> Chart {
    let words = Headline {
        headline: places::headline(reading, &of.unit, of.places),
        subtitle: places::strip_subtitle(reading, of),
        title: of.name.clone(),
        description: places::strip_description(reading, of),
        notes: Vec::new(),
        settings: String::new(),
        said: Vec::new(),
    };
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in Room::Column.sheets() {
        let sheet = Sheet { height: 150.0, ..sheet };
        svg.push_str(&sheet.svg(&of.id, &words.title, &words.description, draw(reading, peers, of, &sheet)));
    }
    svg.push_str("</div>");
    let table = table(reading, peers, of);
    Chart { svg, csv: table.to_csv(), words, table, key: key(reading) }
}

/// A strip for a row of a table: no letters, and no title of its own, because the row says it all.
pub fn small_strip(reading: &Reading, peers: &[Figure]) -> String {
    let (width, height) = (220.0, 34.0);
    let scale = scale_of(reading, peers).drawn(8.0, width - 8.0);
    let mut pen = Pen::new();
    marks(&mut pen, reading, peers, &scale, height / 2.0, 4.0);
    format!(
        r#"<svg class="ww-strip" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" focusable="false">{}</svg>"#,
        pen.into_text()
    )
}

fn scale_of(reading: &Reading, peers: &[Figure]) -> Scale {
    let ends = peers.iter().map(|p| p.value).chain([reading.own.value]).chain(reading.own.range.into_iter().flat_map(|(l, h)| [l, h]));
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
    Scale::nice(low, high, 5.0, None, None)
}

fn marks(pen: &mut Pen, reading: &Reading, peers: &[Figure], scale: &Scale, y: f64, r: f64) {
    let spread = &reading.spread;
    let half = r * 2.4;
    pen.line((scale.bottom, y), (scale.top, y), EDGE, 1.0);
    let (from, to) = (scale.y(spread.lower_quarter), scale.y(spread.upper_quarter));
    pen.rect(from, y - half, (to - from).max(1.0), half * 2.0, GRID);
    let middle = scale.y(spread.median);
    pen.line((middle, y - half), (middle, y + half), DARK, 2.4);
    for peer in peers {
        pen.shape(&ring(scale.y(peer.value), y, r));
    }
    if let Some((low, high)) = reading.own.range {
        pen.line((scale.y(low), y), (scale.y(high), y), INK, 2.4);
        for end in [low, high] {
            pen.line((scale.y(end), y - r * 1.5), (scale.y(end), y + r * 1.5), INK, 2.0);
        }
    }
    pen.shape(&own(scale.y(reading.own.value), y, r * 1.9));
}

fn ring(x: f64, y: f64, r: f64) -> String {
    format!(r#"<circle cx="{}" cy="{}" r="{}" fill="{WHITE}" stroke="{DARK}" stroke-width="1.6"/>"#, at(x), at(y), at(r))
}

fn own(x: f64, y: f64, r: f64) -> String {
    let (x0, y0, left, right, top, base) = (at(x), at(y), at(x - r), at(x + r), at(y - r), at(y + r));
    format!(r#"<path d="M{x0} {top}L{right} {y0}L{x0} {base}L{left} {y0}Z" fill="{BLUE}" stroke="{WHITE}" stroke-width="1.2"/>"#)
}

fn draw(reading: &Reading, peers: &[Figure], of: &StripOf, sheet: &Sheet) -> Pen {
    let mut pen = Pen::new();
    let size = sheet.letters;
    let (left, right, bottom) = (24.0, sheet.width - 24.0, sheet.height - 34.0);
    let mut scale = scale_of(reading, peers).drawn(left, right);
    if sheet.narrow {
        scale = Scale::nice(scale.low, scale.high, 2.0, None, None).drawn(left, right);
    }
    for tick in scale.ticks() {
        let x = scale.y(tick);
        pen.line((x, 34.0), (x, bottom), GRID, 1.0);
        let label = scale.label(&of.unit, tick);
        let half = letters::width(&label, size, false) / 2.0;
        let x = x.clamp(half + 1.0, (sheet.width - half - 1.0).max(half + 1.0));
        let y = bottom + 8.0 + size;
        pen.text(&Lettering { text: &label, x, y, anchor: Anchor::Middle, size, bold: false, colour: QUIET, halo: false });
    }
    marks(&mut pen, reading, peers, &scale, 34.0 + (bottom - 34.0) / 2.0, 6.0);
    let label = format!("{} {}", reading.own.place, count::label(&of.unit, reading.own.value, of.places));
    let label =
        if letters::width(&label, size, true) > sheet.width - 8.0 { count::label(&of.unit, reading.own.value, of.places) } else { label };
    let half = letters::width(&label, size, true) / 2.0;
    let x = scale.y(reading.own.value).clamp(half + 1.0, (sheet.width - half - 1.0).max(half + 1.0));
    pen.text(&Lettering { text: &label, x, y: 24.0, anchor: Anchor::Middle, size, bold: true, colour: INK, halo: true });
    pen
}

fn key(reading: &Reading) -> Vec<KeyMark> {
    let mut key = vec![
        KeyMark { drawing: own(11.0, 9.0, 8.0), words: reading.own.place.clone() },
        KeyMark { drawing: ring(11.0, 9.0, 5.0), words: places::KEY_PEER.to_owned() },
        KeyMark { drawing: format!(r#"<path d="M1 2h20v14H1z" fill="{GRID}" stroke="{EDGE}"/>"#), words: places::KEY_HALF.to_owned() },
        KeyMark {
            drawing: format!(r#"<path d="M11 0v18" fill="none" stroke="{DARK}" stroke-width="2.4"/>"#),
            words: places::KEY_MEDIAN.to_owned(),
        },
    ];
    if reading.own.range.is_some() {
        key.push(KeyMark {
            drawing: format!(r#"<path d="M1 9h20M1 4v10M21 4v10" fill="none" stroke="{INK}" stroke-width="2"/>"#),
            words: places::KEY_RANGE.to_owned(),
        });
    }
    key
}

fn table(reading: &Reading, peers: &[Figure], of: &StripOf) -> Table {
    let unit = of.unit.words();
    let columns = vec![
        Column::words("Place"),
        Column::number("Figure", unit.clone()),
        Column::number("Low end", unit.clone()),
        Column::number("High end", unit),
    ];
    let shown = |value: f64| Cell::number(value, count::label(&of.unit, value, of.places));
    let end = |value: Option<f64>| value.map_or_else(|| Cell::Missing(places::NO_RANGE.to_owned()), shown);
    let mut rows: Vec<Vec<Cell>> = std::iter::once(&reading.own)
        .chain(peers)
        .map(|f| vec![Cell::words(f.place.clone()), shown(f.value), end(f.range.map(|r| r.0)), end(f.range.map(|r| r.1))])
        .collect();
    rows.extend(of.without.iter().map(|(place, why)| {
        let missing = || Cell::Missing(why.clone());
        vec![Cell::words(place.clone()), missing(), missing(), missing()]
    }));
    Table::new(of.name.clone(), columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::benchmark::{Ask, read};
    use quantity::Direction;

    pub(crate) fn reading() -> (Reading, Vec<Figure>) {
        let figure = |place: &str, value: f64, half: Option<f64>| Figure {
            place: place.into(),
            value,
            range: half.map(|half| (value - half, value + half)),
        };
        let own = figure("Northvale <b>", 14.6, Some(0.9));
        let peers: Vec<Figure> = [8.1, 9.4, 7.2, 10.3, 8.8, 9.9, 7.7, 11.2]
            .into_iter()
            .enumerate()
            .map(|(at, value)| figure(&format!("Peer {at}"), value, (at % 2 == 0).then_some(0.5)))
            .collect();
        (read(&own, &peers, &Ask::of(Direction::Low)).expect("a reading"), peers)
    }

    #[test]
    fn the_strip_has_every_place_in_its_table_and_nobodys_rank() {
        let (reading, peers) = reading();
        let of = StripOf {
            id: "strip".into(),
            name: "Delayed days <i>".into(),
            unit: Unit::Days,
            places: 1,
            peers: "eight neighbours".into(),
            without: vec![("Larkhampton".into(), "Withheld".into())],
        };
        let chart = strip_chart(&reading, &peers, &of);
        assert_eq!((chart.svg.matches("<svg").count(), chart.svg.matches("<circle").count()), (2, 16));
        assert!(!chart.svg.contains("<b>") && !chart.svg.contains("<i>") && !chart.svg.contains("NaN"), "{}", chart.svg);
        assert_eq!((chart.table.rows.len(), chart.csv.lines().count()), (10, 11));
        assert!(chart.table.rows.iter().all(|row| row.iter().all(|cell| !cell.shown().is_empty())));
        assert!(chart.words.headline.contains("14.6") && chart.words.headline.contains("9.1"), "{}", chart.words.headline);
        assert!(!chart.words.description.to_lowercase().contains("rank") && chart.key.len() == 5);
        assert_eq!(small_strip(&reading, &peers).matches("<circle").count(), 8);
    }
}
