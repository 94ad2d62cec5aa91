//! Where strengths of the place lie: one mark each, told apart by shape, never shaded by a number. Drawn only for those whose
//! coordinates are held.

use model::strength::{Strength, StrengthKind};

use super::frame::{Room, Sheet};
use super::ink::{self, Anchor, INK, Lettering, Pen, WHITE, at};
use super::{Chart, Headline, KeyMark};
use crate::table::{Cell, Column, Table};
use crate::words::count;

/// A point of the drawing: degrees north and east.
struct Dot<'a> {
    strength: &'a Strength,
    north: f64,
    east: f64,
}

/// None where no strength has coordinates.
pub fn strengths_map(all: &[&Strength], place: &str) -> Option<Chart> {
    let dot = |strength: &&'_ Strength| strength.at.map(|at| (at.latitude, at.longitude));
    let dots: Vec<Dot<'_>> = all.iter().filter_map(|strength| dot(strength).map(|(north, east)| Dot { strength, north, east })).collect();
    if dots.is_empty() {
        return None;
    }
    let words = words(&dots, all.len(), place);
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in Room::Column.sheets() {
        svg.push_str(&sheet.svg("strengths-map", &words.title, &words.description, draw(&dots, &sheet)));
    }
    svg.push_str("</div>");
    let table = table(&dots);
    let kinds = StrengthKind::ALL.into_iter().filter(|kind| dots.iter().any(|dot| dot.strength.kind == *kind));
    let key = kinds.map(|kind| KeyMark { drawing: mark(kind, 11.0, 9.0, 6.0), words: count::sentence(kind.words()) }).collect();
    Some(Chart { svg, csv: table.to_csv(), words, table, key })
}

/// One shape a kind, so that no colour is needed to tell them apart.
fn mark(kind: StrengthKind, x: f64, y: f64, r: f64) -> String {
    let (fill, shape) = match kind {
        StrengthKind::People => (ink::BLUE, format!(r#"<circle cx="{}" cy="{}" r="{}""#, at(x), at(y), at(r))),
        StrengthKind::Groups => {
            (ink::LILAC, format!(r#"<path d="M{} {}h{}v{}h-{}z""#, at(x - r), at(y - r), at(2.0 * r), at(2.0 * r), at(2.0 * r)))
        }
        StrengthKind::Places => (ink::ORANGE, format!(r#"<path d="M{} {}L{} {}H{}z""#, at(x), at(y - r), at(x + r), at(y + r), at(x - r))),
        StrengthKind::Money => (
            WHITE,
            format!(r#"<path d="M{} {}L{} {}L{} {}L{} {}z""#, at(x), at(y - r), at(x + r), at(y), at(x), at(y + r), at(x - r), at(y)),
        ),
        StrengthKind::Skills => (ink::PLUM, format!(r#"<path d="M{} {}L{} {}H{}z""#, at(x), at(y + r), at(x + r), at(y - r), at(x - r))),
    };
    format!(r#"{shape} fill="{fill}" stroke="{INK}" stroke-width="1.4"/>"#)
}

fn draw(dots: &[Dot<'_>], sheet: &Sheet) -> Pen {
    let mut pen = Pen::new();
    let margin = 24.0;
    let ends = |of: fn(&Dot<'_>) -> f64| {
        dots.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    };
    let ((south, north), (west, east)) = (ends(|dot| dot.north), ends(|dot| dot.east));
    // A degree east is shorter the farther north it lies.
    let narrower = ((south + north) / 2.0).to_radians().cos().max(0.05);
    let (wide, high) = (((east - west) * narrower).max(0.01), (north - south).max(0.01));
    let scale = ((sheet.width - 2.0 * margin) / wide).min((sheet.height - 2.0 * margin) / high);
    pen.rect(1.0, 1.0, sheet.width - 2.0, sheet.height - 2.0, WHITE);
    for corner in [((1.0, 1.0), (sheet.width - 1.0, 1.0)), ((1.0, sheet.height - 1.0), (sheet.width - 1.0, sheet.height - 1.0))] {
        pen.line(corner.0, corner.1, ink::GRID, 1.0);
    }
    let (left, top) = ((sheet.width - wide * scale) / 2.0, (sheet.height - high * scale) / 2.0);
    for dot in dots {
        let (x, y) = (left + (dot.east - west) * narrower * scale, top + (north - dot.north) * scale);
        pen.shape(&mark(dot.strength.kind, x, y, 7.0));
    }
    pen.text(&Lettering {
        text: "North",
        x: sheet.width - 8.0,
        y: sheet.letters + 6.0,
        anchor: Anchor::End,
        size: sheet.letters,
        bold: false,
        colour: ink::QUIET,
        halo: true,
    });
    pen
}

fn words(dots: &[Dot<'_>], all: usize, place: &str) -> Headline {
    let drawn = count::of_things(dots.len() as u64, "strength lies", "strengths lie");
    let without = all.saturating_sub(dots.len()) as u64;
    let notes = match without {
        0 => Vec::new(),
        without => vec![format!(
            "{} no coordinates: in the table below, and not drawn.",
            count::sentence(&count::of_things(without, "strength has", "strengths have"))
        )],
    };
    let headline = format!("{} where this map shows", count::sentence(&drawn));
    Headline {
        title: format!("Where strengths of {place} lie"),
        description: format!(
            "A map of {} with one mark each, north at the top. The table names each with its coordinates.",
            count::of_things(dots.len() as u64, "strength", "strengths")
        ),
        subtitle: format!("{place}, north at the top. One mark is one strength, whatever its size."),
        headline,
        notes,
        ..Headline::default()
    }
}

fn table(dots: &[Dot<'_>]) -> Table {
    let rows = dots.iter().map(|dot| {
        vec![
            Cell::words(dot.strength.name.clone()),
            Cell::words(count::sentence(dot.strength.kind.words())),
            Cell::words(if dot.strength.place.is_empty() { "Everywhere".to_owned() } else { dot.strength.place.clone() }),
            Cell::number(dot.north, quantity::rounding::shown(dot.north, 3)),
            Cell::number(dot.east, quantity::rounding::shown(dot.east, 3)),
        ]
    });
    let columns = vec![
        Column::words("What"),
        Column::words("Sort"),
        Column::words("Where"),
        Column::number("North", "degrees"),
        Column::number("East", "degrees"),
    ];
    Table::new("Strengths with their coordinates", columns, rows.collect())
}
