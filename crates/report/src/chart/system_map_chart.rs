//! A map of services: boxes in a column, arrows between them at the side, each with the share that goes along it.

use model::system_map::SystemMap;
use quantity::rounding::shown;

use super::frame::{Room, Sheet};
use super::ink::{Anchor, BLUE, INK, Lettering, Pen, QUIET, WHITE, at};
use super::{Chart, Headline, KeyMark, letters};
use crate::table::{Cell, Column, Table};

const ROW: f64 = 78.0;
const BOX: f64 = 46.0;

pub fn system_map_chart(map: &SystemMap, id: &str) -> Chart {
    let said = map.arrows.iter().map(|arrow| {
        format!("Of those {} cannot take, {} come to {}{}.", arrow.from, arrow.share.shown(0), arrow.to, later(arrow.delay_months))
    });
    let words = Headline {
        headline: format!("{} services, and who goes where when one cannot take them", map.nodes.len()),
        subtitle:
            "Each box is a service with the people who come in a month; each arrow the share of those turned away that comes to another."
                .to_owned(),
        title: map.title.clone(),
        description: said.collect::<Vec<_>>().join(" "),
        ..Headline::default()
    };
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in Room::Column.sheets() {
        let sheet = Sheet { height: 20.0 + map.nodes.len().max(1) as f64 * ROW, ..sheet };
        svg.push_str(&sheet.svg(id, &words.title, &words.description, draw(map, &sheet)));
    }
    svg.push_str("</div>");
    let table = table(map);
    let key = vec![KeyMark {
        drawing: format!(r#"<path d="M2 9h16m-5-4 5 4-5 4" fill="none" stroke="{INK}" stroke-width="2"/>"#),
        words: "Those turned away who come here".to_owned(),
    }];
    Chart { svg, csv: table.to_csv(), words, table, key }
}

fn later(months: u32) -> String {
    match months {
        0 => " at once".to_owned(),
        1 => " a month later".to_owned(),
        some => format!(" {some} months later"),
    }
}

fn draw(map: &SystemMap, sheet: &Sheet) -> Pen {
    let mut pen = Pen::new();
    let size = sheet.letters;
    let wide = (sheet.width * if sheet.narrow { 0.62 } else { 0.5 }).floor();
    let middle = |place: usize| 10.0 + place as f64 * ROW + BOX / 2.0;
    let place = |name: &str| map.nodes.iter().position(|node| node.name == name);
    for (lane, arrow) in map.arrows.iter().enumerate() {
        let (Some(from), Some(to)) = (place(&arrow.from), place(&arrow.to)) else { continue };
        // Each arrow keeps a lane of its own, further out, so that none covers another.
        let room = sheet.width - wide - 16.0;
        let x = wide + 14.0 + room * 0.72 * (lane as f64 + 1.0) / (map.arrows.len() as f64 + 1.0);
        let shift = (lane % 3) as f64 * 8.0 - 8.0;
        let (out, back) = (middle(from) + shift, middle(to) + shift);
        pen.path(&[(wide + 10.0, out), (x, out), (x, back), (wide + 14.0, back)], INK, 1.6, "", false);
        pen.path(&[(wide + 20.0, back - 5.0), (wide + 12.0, back), (wide + 20.0, back + 5.0)], INK, 1.6, "", false);
        let label = arrow.share.shown(0);
        pen.text(&Lettering {
            text: &label,
            x: x + 4.0,
            y: (out + back) / 2.0 + size / 3.0,
            anchor: Anchor::Start,
            size,
            bold: true,
            colour: INK,
            halo: true,
        });
    }
    for (row, node) in map.nodes.iter().enumerate() {
        let top = 10.0 + row as f64 * ROW;
        pen.shape(&format!(
            r#"<rect x="10" y="{}" width="{}" height="{BOX}" fill="{WHITE}" stroke="{BLUE}" stroke-width="2"/>"#,
            at(top),
            at(wide)
        ));
        let mut name = node.name.clone();
        while letters::width(&name, size, true) > wide - 16.0 && name.chars().count() > 2 {
            name = name.chars().take(name.chars().count() - 2).chain(['…']).collect();
        }
        pen.text(&Lettering {
            text: &name,
            x: 18.0,
            y: top + size + 4.0,
            anchor: Anchor::Start,
            size,
            bold: true,
            colour: INK,
            halo: false,
        });
        let load = format!("{} a month", shown(node.load, 0));
        pen.text(&Lettering {
            text: &load,
            x: 18.0,
            y: top + size * 2.0 + 8.0,
            anchor: Anchor::Start,
            size,
            bold: false,
            colour: QUIET,
            halo: false,
        });
    }
    pen
}

fn table(map: &SystemMap) -> Table {
    let columns = vec![
        Column::words("From"),
        Column::words("To"),
        Column::number("Share of those turned away", "%"),
        Column::number("Months until they come", "months"),
        Column::words("Where it is from"),
    ];
    let rows = map.arrows.iter().map(|arrow| {
        vec![
            Cell::words(arrow.from.clone()),
            Cell::words(arrow.to.clone()),
            Cell::number(arrow.share.percent(), arrow.share.shown(0)),
            Cell::Whole(u64::from(arrow.delay_months)),
            Cell::words(arrow.source.clone()),
        ]
    });
    Table::new(map.title.clone(), columns, rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_map_has_a_drawing_for_each_width_its_words_and_its_table() {
        let map: SystemMap = serde_json::from_value(json!({ "title": "After <b>", "nodes": [
            { "name": "Reablement <i>", "load": 254.0, "capacity": 260.0, "source": "Return" }, { "name": "Hospital", "load": 900.0, "capacity": null, "source": "Return" }],
            "arrows": [{ "from": "Reablement <i>", "to": "Hospital", "share": 0.25, "delay_months": 1, "source": "Sample" }] }))
        .expect("a map");
        let chart = system_map_chart(&map, "map");
        assert_eq!((chart.svg.matches("<svg").count(), chart.table.rows.len()), (2, 1));
        assert!(!chart.svg.contains("<b>") && !chart.svg.contains("<i>") && !chart.svg.contains("NaN"), "{}", chart.svg);
        assert!(chart.words.description.contains("25% come to Hospital a month later"), "{}", chart.words.description);
    }
}
