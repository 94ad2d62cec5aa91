//! The best value line: for each amount of money, the most that whole plans do, with how much better any plan could be.

use quantity::{Money, Unit};

use super::frame::{self, Room, Scale, Sheet};
use super::ink::{Anchor, BLUE, DARK, EDGE, GRID, INK, Lettering, PLUM, Pen, QUIET, at};
use super::{Chart, Headline, KeyMark, letters};
use crate::table::{Cell, Column, Table};
use crate::words::{best_value_line, count};

/// One amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinePoint {
    pub money: Money,
    /// The best plan known; none where no plan keeps every limit.
    pub points: Option<i64>,
    /// No plan is worth more.
    pub at_most: i64,
}

/// What the line is of.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontierOf {
    pub id: String,
    /// `£1.2m for staying well at home`.
    pub name: String,
    /// What there is to spend.
    pub here: Money,
    /// Points of what is done today, with what it costs.
    pub today: Option<(Money, i64)>,
}

fn in_points() -> Unit {
    Unit::Count("points".to_owned())
}

/// Money along, points up.
pub fn frontier_chart(line: &[LinePoint], of: &FrontierOf) -> Chart {
    let words = Headline {
        headline: best_value_line::headline(line, of),
        subtitle: best_value_line::SUBTITLE.to_owned(),
        title: of.name.clone(),
        description: best_value_line::description(line, of),
        notes: Vec::new(),
        settings: String::new(),
        said: Vec::new(),
    };
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in Room::Page.sheets() {
        svg.push_str(&sheet.svg(&of.id, &words.title, &words.description, draw(line, of, &sheet)));
    }
    svg.push_str("</div>");
    let mut key = vec![
        KeyMark {
            drawing: format!(r#"<path d="M1 9h20" stroke="{EDGE}" stroke-width="2"/>{}"#, dot(11.0, 9.0, 5.0)),
            words: best_value_line::KEY_PLAN.to_owned(),
        },
        KeyMark {
            drawing: format!(r#"<path d="M1 9h20" fill="none" stroke="{DARK}" stroke-width="2" stroke-dasharray="6 4"/>"#),
            words: best_value_line::KEY_BOUND.to_owned(),
        },
        KeyMark {
            drawing: format!(r#"<path d="M11 0v18" fill="none" stroke="{PLUM}" stroke-width="2.4" stroke-dasharray="6 3"/>"#),
            words: best_value_line::KEY_HERE.to_owned(),
        },
    ];
    if of.today.is_some() {
        key.push(KeyMark { drawing: square(11.0, 9.0), words: best_value_line::KEY_TODAY.to_owned() });
    }
    let table = table(line, of);
    Chart { svg, words, csv: table.to_csv(), table, key }
}

fn dot(x: f64, y: f64, r: f64) -> String {
    format!(r##"<circle cx="{}" cy="{}" r="{r}" fill="{BLUE}" stroke="#fff"/>"##, at(x), at(y))
}

fn square(x: f64, y: f64) -> String {
    format!(r##"<path d="M{} {}h11v11h-11Z" fill="#fff" stroke="{INK}" stroke-width="2.4"/>"##, at(x - 5.5), at(y - 5.5))
}

fn draw(line: &[LinePoint], of: &FrontierOf, sheet: &Sheet) -> Pen {
    let mut pen = Pen::new();
    let size = sheet.letters;
    let ups = line.iter().filter(|p| p.points.is_some()).flat_map(|p| [p.points, Some(p.at_most)]).flatten();
    let most = ups.chain(of.today.map(|(_, points)| points)).fold(0, i64::max);
    let up = Scale::nice(0.0, most.max(1) as f64, 5.0, Some(0.0), None).drawn(sheet.height - 58.0, 16.0);
    let left = frame::gutter(&up, &in_points(), size) + 6.0;
    let right = sheet.width - 30.0;
    frame::draw_scale(&mut pen, &up, &in_points(), left, right, size);
    let furthest = line.iter().map(|p| p.money.pounds()).chain([of.here.pounds()]).fold(0.0, f64::max);
    let along = Scale::nice(0.0, furthest.max(1.0), if sheet.narrow { 3.0 } else { 6.0 }, Some(0.0), None).drawn(left, right);
    for tick in along.ticks() {
        let x = along.y(tick);
        pen.line((x, up.top), (x, up.bottom), GRID, 1.0);
        let label = Money::nearest_pound(tick).in_short();
        let half = letters::width(&label, size, false) / 2.0;
        let x = x.clamp(half + 1.0, (sheet.width - half - 1.0).max(half + 1.0));
        let under =
            Lettering { text: &label, x, y: up.bottom + 8.0 + size, anchor: Anchor::Middle, size, bold: false, colour: QUIET, halo: false };
        pen.text(&under);
    }
    pen.line((left, up.bottom), (right, up.bottom), INK, 1.4);
    let x = |money: Money| along.y(money.pounds());
    pen.path(&[(x(of.here), up.top), (x(of.here), up.bottom)], PLUM, 2.4, "14 5", false);
    let known: Vec<&LinePoint> = line.iter().filter(|p| p.points.is_some()).collect();
    let bound: Vec<(f64, f64)> = known.iter().map(|p| (x(p.money), up.y(p.at_most as f64))).collect();
    pen.path(&bound, DARK, 2.0, "6 4", false);
    let best: Vec<(f64, f64)> = known.iter().filter_map(|p| Some((x(p.money), up.y(p.points? as f64)))).collect();
    pen.path(&best, EDGE, 2.0, "", false);
    for (x, y) in &best {
        pen.shape(&dot(*x, *y, 5.5));
    }
    if let Some((money, points)) = of.today {
        pen.shape(&square(x(money), up.y(points as f64)));
    }
    if let Some(here) = known.iter().find(|p| p.money == of.here)
        && let Some(points) = here.points
    {
        let label = count::label(&in_points(), points as f64, 0);
        let (x, y) = (x(here.money), up.y(points as f64));
        pen.text(&Lettering { text: &label, x: x - 9.0, y: y - 9.0, anchor: Anchor::End, size, bold: true, colour: INK, halo: true });
    }
    pen
}

fn table(line: &[LinePoint], of: &FrontierOf) -> Table {
    let columns = vec![
        Column::number("Money", "£"),
        Column::number("Best plan known", "points"),
        Column::number("No plan is worth more than", "points"),
        Column::words("Shown to be the best"),
    ];
    let points = |value: i64| Cell::number(value as f64, count::plain_label(&in_points(), value as f64, 0));
    let rows = line
        .iter()
        .map(|p| {
            let none = || Cell::Missing(best_value_line::NO_PLAN.to_owned());
            vec![
                Cell::number(p.money.pounds(), p.money.in_full()),
                p.points.map_or_else(none, points),
                p.points.map_or_else(none, |_| points(p.at_most)),
                Cell::words(best_value_line::is_best(p)),
            ]
        })
        .collect();
    Table::new(of.name.clone(), columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_has_a_drawing_for_each_width_its_words_and_every_figure_in_its_table() {
        let line: Vec<LinePoint> = [(400, None, 0), (600, Some(120), 125), (1_200, Some(217), 217)]
            .map(|(thousands, points, at_most)| LinePoint { money: Money::from_pounds(thousands * 1_000), points, at_most })
            .into();
        let of = FrontierOf {
            id: "line".into(),
            name: "Staying <well>".into(),
            here: Money::from_pounds(1_200_000),
            today: Some((Money::from_pounds(805_000), 166)),
        };
        let chart = frontier_chart(&line, &of);
        assert_eq!(chart.svg.matches("<svg").count(), 3);
        assert!(chart.svg.contains("Staying &lt;well&gt;") && chart.svg.contains("<desc"));
        assert!(!chart.svg.contains("NaN"), "{}", chart.svg);
        assert_eq!((chart.table.rows.len(), chart.csv.lines().count()), (3, 4));
        assert!(chart.words.headline.contains("217") && chart.words.description.contains("£600,000"), "{:?}", chart.words);
        assert_eq!(chart.key.len(), 4);
    }
}
