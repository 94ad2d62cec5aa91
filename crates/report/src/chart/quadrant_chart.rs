//! Spend along, outcome up, both in usual distances from the middle of the places compared: four corners, each a reason to look.

use methods::benchmark::quadrant::{Pair, Placed};
use quantity::Unit;
use quantity::rounding::shown;

use super::bar_chart::words;
use super::frame::{Room, Scale, Sheet};
use super::ink::{Anchor, BLUE, DARK, GRID, INK, Lettering, Pen, QUIET, WHITE, at};
use super::{Chart, KeyMark, letters};
use crate::table::{Cell, Column, Table};
use crate::words::{beside, count};

/// What is set beside what.
#[derive(Debug, Clone, PartialEq)]
pub struct QuadrantOf {
    pub id: String,
    pub spend: String,
    pub spend_unit: Unit,
    pub spend_places: usize,
    pub outcome: String,
    pub outcome_unit: Unit,
    pub outcome_places: usize,
    /// Who the others are, and of when each figure is.
    pub among: String,
}

/// `pairs` and `placed` are of the same places in the same order, the place asked about first.
pub fn quadrant_chart(pairs: &[Pair], placed: &[Placed], of: &QuadrantOf) -> Chart {
    let said = words(
        beside::headline(placed, of),
        beside::subtitle(of),
        format!("{} beside {}", of.spend, of.outcome),
        beside::description(placed),
        String::new(),
    );
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in Room::Page.sheets() {
        svg.push_str(&sheet.svg(&of.id, &said.title, &said.description, draw(placed, &sheet)));
    }
    svg.push_str("</div>");
    let table = table(pairs, placed, of);
    let own = placed.first().map(|own| own.place.clone()).unwrap_or_default();
    let key = vec![
        KeyMark { drawing: diamond(11.0, 9.0, 8.0), words: own },
        KeyMark { drawing: disc(11.0, 9.0, 5.0), words: beside::KEY_PEER.to_owned() },
        KeyMark { drawing: format!(r#"<path d="M1 9h20" stroke="{DARK}" stroke-width="1.6"/>"#), words: beside::KEY_MIDDLE.to_owned() },
    ];
    Chart { svg, csv: table.to_csv(), words: said, table, key }
}

fn disc(x: f64, y: f64, r: f64) -> String {
    format!(r#"<circle cx="{}" cy="{}" r="{}" fill="{WHITE}" stroke="{DARK}" stroke-width="1.6"/>"#, at(x), at(y), at(r))
}

fn diamond(x: f64, y: f64, r: f64) -> String {
    let (x0, y0, left, right, top, base) = (at(x), at(y), at(x - r), at(x + r), at(y - r), at(y + r));
    format!(r#"<path d="M{x0} {top}L{right} {y0}L{x0} {base}L{left} {y0}Z" fill="{BLUE}" stroke="{WHITE}" stroke-width="1.2"/>"#)
}

fn draw(placed: &[Placed], sheet: &Sheet) -> Pen {
    let mut pen = Pen::new();
    let size = sheet.letters;
    let reach = placed.iter().flat_map(|one| [one.spend.abs(), one.outcome.abs()]).fold(2.0, f64::max) * 1.1;
    let (left, right, top, bottom) = (14.0, sheet.width - 14.0, 14.0 + size * 1.6, sheet.height - 14.0 - size * 1.6);
    let along = Scale::nice(-reach, reach, 6.0, None, None).drawn(left, right);
    let up = Scale::nice(-reach, reach, 6.0, None, None).drawn(bottom, top);
    for tick in along.ticks() {
        pen.line((along.y(tick), top), (along.y(tick), bottom), GRID, 1.0);
    }
    for tick in up.ticks() {
        pen.line((left, up.y(tick)), (right, up.y(tick)), GRID, 1.0);
    }
    pen.line((along.y(0.0), top), (along.y(0.0), bottom), DARK, 1.6);
    pen.line((left, up.y(0.0)), (right, up.y(0.0)), DARK, 1.6);
    let mut corner = |(whole, short): (&str, &str), x: f64, y: f64, anchor: Anchor| {
        let room = (right - left) / 2.0 - 8.0;
        let text = if letters::width(whole, size, false) <= room { whole } else { short };
        pen.text(&Lettering { text, x, y, anchor, size, bold: false, colour: QUIET, halo: true });
    };
    corner(beside::CORNER_LESS_BETTER, left, top - 6.0, Anchor::Start);
    corner(beside::CORNER_MORE_BETTER, right, top - 6.0, Anchor::End);
    corner(beside::CORNER_LESS_WORSE, left, bottom + 4.0 + size, Anchor::Start);
    corner(beside::CORNER_MORE_WORSE, right, bottom + 4.0 + size, Anchor::End);
    for one in placed.iter().skip(1) {
        pen.shape(&disc(along.y(one.spend), up.y(one.outcome), 6.0));
    }
    if let Some(own) = placed.first() {
        let (x, y) = (along.y(own.spend), up.y(own.outcome));
        pen.shape(&diamond(x, y, 10.0));
        let half = letters::width(&own.place, size, true) / 2.0;
        let x = x.clamp(half + 1.0, (sheet.width - half - 1.0).max(half + 1.0));
        let y = if y > top + 40.0 { y - 14.0 } else { y + 12.0 + size };
        pen.text(&Lettering { text: &own.place, x, y, anchor: Anchor::Middle, size, bold: true, colour: INK, halo: true });
    }
    pen
}

fn table(pairs: &[Pair], placed: &[Placed], of: &QuadrantOf) -> Table {
    let columns = vec![
        Column::words("Place"),
        Column::number(of.spend.clone(), of.spend_unit.words()),
        Column::number("Spend, from the middle", "usual distances"),
        Column::number(of.outcome.clone(), of.outcome_unit.words()),
        Column::number("Outcome, from the middle, better is more", "usual distances"),
        Column::words("A reason to look"),
    ];
    let row = |(pair, one): (&Pair, &Placed)| {
        vec![
            Cell::words(pair.place.clone()),
            Cell::number(pair.spend, count::label(&of.spend_unit, pair.spend, of.spend_places)),
            Cell::number(one.spend, shown(one.spend, 1)),
            Cell::number(pair.outcome, count::label(&of.outcome_unit, pair.outcome, of.outcome_places)),
            Cell::number(one.outcome, shown(one.outcome, 1)),
            Cell::words(one.quadrant.words()),
        ]
    };
    Table::new(format!("{} beside {}", of.spend, of.outcome), columns, pairs.iter().zip(placed).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::benchmark::quadrant::read;
    use quantity::Direction;

    #[test]
    fn every_place_is_drawn_and_the_one_asked_about_is_named() {
        let figures = [(548.0, 0.47), (500.0, 0.55), (520.0, 0.52), (480.0, 0.58), (512.0, 0.5), (530.0, 0.61)];
        let name = |at: usize| if at == 0 { "Northvale <own>".to_owned() } else { format!("Peer {at}") };
        let pairs: Vec<Pair> =
            figures.iter().enumerate().map(|(at, (spend, outcome))| Pair { place: name(at), spend: *spend, outcome: *outcome }).collect();
        let placed = read(&pairs, Direction::High).expect("placed");
        let of = QuadrantOf {
            id: "quadrant".into(),
            spend: "Spending on adults".into(),
            spend_unit: Unit::Pounds,
            spend_places: 0,
            outcome: "Still at home".into(),
            outcome_unit: Unit::Percent,
            outcome_places: 1,
            among: "five others".into(),
        };
        let chart = quadrant_chart(&pairs, &placed, &of);
        assert_eq!(chart.svg.matches("<svg").count(), 3);
        assert!(chart.svg.contains("Northvale &lt;own&gt;") && !chart.svg.contains("NaN"), "{}", chart.svg);
        assert_eq!((chart.table.rows.len(), chart.csv.lines().count()), (6, 7));
        assert!(chart.words.headline.contains("Investigate"), "{}", chart.words.headline);
        assert!(!chart.words.headline.to_lowercase().contains("value for money"));
    }
}
