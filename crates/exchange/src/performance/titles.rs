//! What stands above the table and in names: the measure that no heading names, and targets beside titles.

use super::gather::{Gathered, RawTarget, Task};
use crate::heading::words;
use crate::layout::Layout;
use crate::number::{self, Figure};
use crate::reading::At;
use crate::table::{Cell, Sheet};

/// The measure of a sheet whose headings and rows name none: a known name found in a title, the sheet's or the file's name;
/// else the first title, the sheet's name, or the file's.
pub fn measure(layout: &Layout, sheet_name: &str, task: &Task<'_>) -> Option<String> {
    let stem = task.file_name.rsplit_once('.').map_or(task.file_name, |(stem, _)| stem).replace(['-', '_'], " ");
    let texts: Vec<&str> = layout.titles.iter().map(|(_, text)| text.as_str()).chain([sheet_name, stem.as_str()]).collect();
    let known = texts.iter().find_map(|text| task.measures.within(text));
    if let Some(at) = known {
        return Some(task.measures.name(at).to_owned());
    }
    let words_only = |text: &&&str| text.chars().any(char::is_alphabetic) && crate::period::read(text, Default::default()).is_none();
    texts.iter().find(words_only).map(|text| text.chars().take(120).collect())
}

/// `Target 85`, or `Target` with 85 in the next cell, above the table.
pub fn targets(sheet: &Sheet, layout: &Layout, number_of_sheet: u16, out: &mut Gathered) {
    let first_heading = layout.heading_rows.first().copied().unwrap_or(0);
    for row in sheet.rows.iter().take_while(|row| row.number < first_heading) {
        for (at, cell) in row.cells.iter().enumerate() {
            let Cell::Text(text) = cell else { continue };
            let said = words(text);
            let mut asks = said.iter().enumerate().filter_map(|(nth, word)| match word.as_str() {
                "target" | "aim" => Some((nth, false)),
                "floor" => Some((nth, true)),
                _ => None,
            });
            let Some(first) = asks.next() else { continue };
            let rest = asks.next();
            let pieces: Vec<(bool, Option<&str>)> = match rest {
                // `Target 85, floor 90` in one cell.
                Some((_, second)) => {
                    let lower = text.to_lowercase();
                    let cut = lower.rfind(if second { "floor" } else { "target" }).filter(|at| text.is_char_boundary(*at)).unwrap_or(0);
                    vec![(first.1, text.get(..cut)), (second, text.get(cut..))]
                }
                None => vec![(first.1, Some(text.as_ref()))],
            };
            for (is_floor, piece) in pieces {
                let within = piece.and_then(|piece| {
                    piece.split(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | ',' | ';' | '(' | ')')).find_map(|word| {
                        match number::of_text(word).0 {
                            Figure::Number(number) => Some(number),
                            _ => None,
                        }
                    })
                });
                let beside = || match row.cells.get(at + 1).map(|next| number::of_cell(next).0) {
                    Some(Figure::Number(number)) => Some(number),
                    _ => None,
                };
                let column = at as u32 + 1;
                let (figure, column) = match (within, rest) {
                    (Some(figure), _) => (Some(figure), column),
                    (None, None) => (beside(), column + 1),
                    (None, Some(_)) => (None, column),
                };
                if let Some(figure) = figure {
                    out.targets.push(RawTarget {
                        measure: None,
                        value: figure.value,
                        percent: figure.percent,
                        is_floor,
                        at: At { sheet: number_of_sheet, row: row.number, column },
                    });
                }
            }
        }
    }
}
