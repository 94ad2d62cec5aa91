//! Where each of several lists puts each thing: a row a thing, a lettered disc a list, a line from the best place to the worst.

use methods::voice::agreement::{Lists, Map, Spread};
use quantity::rounding::shown;

use super::bar_chart::{described, words};
use super::frame::{Room, Sheet};
use super::ink::{self, Anchor, BLUE, DARK, GRID, INK, Lettering, PLUM, Pen, WHITE, at};
use super::{Chart, KeyMark, letters};
use crate::table::{Cell, Column, Table};
use crate::words::differences;

const LABEL: f64 = 24.0;
const DISC: f64 = 11.0;
/// Rows drawn; all of them are in the table.
const DRAWN: usize = 20;

/// `what` is said of the lists: `Priorities as three partners order them`.
pub fn places_chart(id: &str, what: &str, lists: &Lists, map: &Map) -> Chart {
    let drawn = map.items.get(..map.items.len().min(DRAWN)).unwrap_or_default();
    let name = |one: &Spread| lists.items.get(one.item).map_or("", String::as_str);
    let description = described(drawn.iter().map(|one| (name(one), differences::ends(lists, one))));
    let mut said = words(
        differences::headline(lists, map),
        format!("{what}. Place 1 stands on the left; those farthest apart first."),
        what.to_owned(),
        description,
        differences::settings(),
    );
    if map.items.len() > DRAWN {
        said.notes.push(format!("The {DRAWN} farthest apart of {} are drawn; all of them are in the table.", map.items.len()));
    }
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in Room::Column.sheets() {
        let rows: f64 = drawn.iter().map(|one| height(lists, one)).sum();
        let sheet = Sheet { height: 44.0 + rows.max(LABEL), ..sheet };
        svg.push_str(&sheet.svg(id, &said.title, &said.description, draw(lists, drawn, &sheet)));
    }
    svg.push_str("</div>");
    let table = table(what, lists, map);
    let key = lists
        .names
        .iter()
        .enumerate()
        .map(|(list, name)| KeyMark { drawing: disc(11.0, 9.0, 8.5, fill(list)) + &lettered(list, 11.0, 9.0), words: name.clone() })
        .collect();
    Chart { svg, csv: table.to_csv(), words: said, table, key }
}

/// Colours take turns; the letter tells lists apart.
fn fill(list: usize) -> &'static str {
    [BLUE, PLUM, DARK].get(list % 3).copied().unwrap_or(DARK)
}

fn letter(list: usize) -> String {
    let letter = b'A' + (list % 26) as u8;
    char::from(letter).to_string()
}

fn disc(x: f64, y: f64, r: f64, fill: &str) -> String {
    format!(r#"<circle cx="{}" cy="{}" r="{}" fill="{fill}" stroke="{WHITE}" stroke-width="1.4"/>"#, at(x), at(y), at(r))
}

fn lettered(list: usize, x: f64, y: f64) -> String {
    let mut pen = Pen::new();
    pen.text(&Lettering { text: &letter(list), x, y: y + 5.0, anchor: Anchor::Middle, size: 14.0, bold: true, colour: WHITE, halo: false });
    pen.into_text()
}

/// Lists by the place they give a thing, so that those alike are drawn one above the other.
fn stacked(lists: &Lists, one: &Spread) -> Vec<(f64, Vec<usize>)> {
    let mut stacks: Vec<(f64, Vec<usize>)> = Vec::new();
    for (list, row) in lists.places.iter().enumerate() {
        let Some(place) = row.get(one.item).copied() else { continue };
        match stacks.iter_mut().find(|(own, _)| *own == place) {
            Some((_, stack)) => stack.push(list),
            None => stacks.push((place, vec![list])),
        }
    }
    stacks
}

fn height(lists: &Lists, one: &Spread) -> f64 {
    let most = stacked(lists, one).iter().map(|(_, stack)| stack.len()).max().unwrap_or(1);
    LABEL + most as f64 * (2.0 * DISC + 2.0) + 8.0
}

fn draw(lists: &Lists, rows: &[Spread], sheet: &Sheet) -> Pen {
    let mut pen = Pen::new();
    let size = sheet.letters;
    let (left, right, bottom) = (20.0, sheet.width - 20.0, sheet.height - 34.0);
    let last = lists.items.len().max(2);
    let x = |place: f64| left + (place - 1.0) / (last - 1) as f64 * (right - left);
    // As many figures as fit, the first and the last among them.
    let every =
        (1..last).find(|step| (last - 1) % step == 0 && *step as f64 * (right - left) / (last - 1) as f64 > 26.0).unwrap_or(last - 1);
    for place in (1..=last).step_by(every) {
        let here = x(place as f64);
        pen.line((here, 4.0), (here, bottom), GRID, 1.0);
        let label = place.to_string();
        pen.text(&Lettering {
            text: &label,
            x: here,
            y: bottom + 8.0 + size,
            anchor: Anchor::Middle,
            size,
            bold: false,
            colour: ink::QUIET,
            halo: false,
        });
    }
    pen.line((left, bottom), (right, bottom), INK, 1.4);
    let mut top = 4.0;
    for one in rows {
        let name = lists.items.get(one.item).map_or("", String::as_str);
        let label = letters::fitted(name, right - left, size);
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
        let y = top + LABEL + DISC;
        pen.line((x(one.best), y), (x(one.worst), y), ink::EDGE, 3.0);
        for (place, stack) in stacked(lists, one) {
            for (rank, list) in stack.iter().enumerate() {
                let y = y + rank as f64 * (2.0 * DISC + 2.0);
                pen.shape(&disc(x(place), y, DISC, fill(*list)));
                pen.shape(&lettered(*list, x(place), y));
            }
        }
        top += height(lists, one);
    }
    pen
}

fn table(what: &str, lists: &Lists, map: &Map) -> Table {
    let mut columns = vec![Column::words("What")];
    columns.extend(lists.names.iter().map(|name| Column::number(name.clone(), "place")));
    columns.push(Column::number("Places between best and worst", ""));
    let figure = |value: f64| Cell::number(value, shown(value, if value.fract() == 0.0 { 0 } else { 1 }));
    let row = |one: &Spread| {
        let mut cells = vec![Cell::words(lists.items.get(one.item).cloned().unwrap_or_default())];
        cells.extend(lists.places.iter().filter_map(|row| row.get(one.item)).map(|place| figure(*place)));
        cells.push(figure(one.apart()));
        cells
    };
    Table::new(what, columns, map.items.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::voice::agreement::map;

    #[test]
    fn every_list_has_its_disc_on_every_row_and_the_table_its_places() {
        let lists = Lists {
            items: ["A <b>bed", "A home", "Work"].map(str::to_owned).to_vec(),
            names: ["The council", "The police"].map(str::to_owned).to_vec(),
            places: vec![vec![1.0, 2.5, 2.5], vec![3.0, 2.0, 1.0]],
        };
        let chart = places_chart("map", "Three priorities of two partners", &lists, &map(&lists).expect("a map"));
        assert_eq!((chart.svg.matches("<svg").count(), chart.svg.matches("<circle").count()), (2, 12));
        assert!(!chart.svg.contains("<b>") && chart.key.len() == 2);
        assert_eq!(
            chart.csv,
            "What,The council (place),The police (place),Places between best and worst\r\nA <b>bed,1,3,2\r\nWork,2.5,1,1.5\r\nA home,2.5,2,0.5\r\n"
        );
        assert!(
            chart.words.description.contains("A home: place 2 for The police, place 2.5 for The council."),
            "{}",
            chart.words.description
        );
    }
}
