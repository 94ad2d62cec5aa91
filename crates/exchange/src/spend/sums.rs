//! Which lines are sums of others: those that say so, and those that come to what stands before them in file after file of figures.

use std::collections::{BTreeMap, BTreeSet};

use model::spend::SpendUnit;
use quantity::Money;

use super::classes::says_sum;
use super::columns::Columns;
use super::figures::{self, Line};
use crate::note::{NoteKind, Notes, Odd};
use crate::table::{Place, Sheet};

/// Authorities looked at to tell a sum from a chance.
const LOOKED_AT: usize = 40;
/// Fewer that agree could be chance: what stands after the sum is then kept.
const AGREE: usize = 3;

/// Services that come to everything before them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    of_everything: BTreeSet<Vec<String>>,
    by_many: bool,
}

/// Asks it of the authority and of others of the file beside it.
pub fn of(sheet: &Sheet, columns: &Columns, all: &[String], authority: &str, year: i16, unit: SpendUnit) -> Sums {
    let mut said: BTreeMap<Vec<String>, (usize, usize)> = BTreeMap::new();
    let others = all.iter().map(String::as_str).filter(|name| *name != authority).take(LOOKED_AT);
    for name in std::iter::once(authority).chain(others) {
        let Ok(lines) = figures::of(sheet, columns, name, Some(year), unit, &mut Notes::default()) else { continue };
        let (mut sum, mut parts) = (0i64, 0usize);
        let labelled = labelled(&lines);
        for (line, is_sum) in lines.iter().zip(labelled) {
            let here = line.all();
            if is_sum || here == 0 {
                continue;
            }
            let counts = said.entry(line.names.clone()).or_default();
            counts.1 += 1;
            if parts >= 3 && is_close(here, sum) {
                counts.0 += 1;
                continue;
            }
            (sum, parts) = (sum.saturating_add(here), parts + 1);
        }
    }
    let of_everything: Vec<(Vec<String>, usize)> =
        said.into_iter().filter(|(_, (agree, there))| agree * 2 > *there).map(|(names, (agree, _))| (names, agree)).collect();
    Sums {
        by_many: of_everything.iter().any(|(_, agree)| *agree >= AGREE),
        of_everything: of_everything.into_iter().map(|(n, _)| n).collect(),
    }
}

/// Within a thousandth, for figures that were rounded one by one.
fn is_close(one: i64, other: i64) -> bool {
    (i128::from(one) - i128::from(other)).unsigned_abs() * 1_000 <= i128::from(other).unsigned_abs()
}

/// For each line whether it says that it is a sum, and lines it is a sum of stand in the table.
fn labelled(lines: &[Line]) -> Vec<bool> {
    let marks: Vec<Vec<bool>> = lines.iter().map(|line| line.names.iter().map(|name| says_sum(name)).collect()).collect();
    let is_of = |at: usize, other: usize| {
        let (sum, part) = (&marks[at], &marks[other]);
        let fewer = sum.iter().zip(part).all(|(sum, part)| *sum || !part) && sum != part;
        fewer && lines[at].names.iter().zip(&lines[other].names).zip(sum).all(|((a, b), is_sum)| *is_sum || a == b)
    };
    (0..lines.len()).map(|at| marks[at].contains(&true) && (0..lines.len()).any(|other| other != at && is_of(at, other))).collect()
}

/// Which line is the sum of everything, of those that may be: the last that comes to all lines above it, so that one of a part ends
/// nothing; where none does, the first.
fn whole(lines: &[Line], labelled: &[bool], sums: &Sums) -> Option<usize> {
    let (mut sum, mut first, mut last) = (0i64, None, None);
    for (index, line) in lines.iter().enumerate() {
        if sums.of_everything.contains(&line.names) {
            first = first.or(Some(index));
            if is_close(line.all(), sum) {
                last = Some(index);
            }
        } else if labelled.get(index) != Some(&true) {
            sum = sum.saturating_add(line.all());
        }
    }
    last.or(first)
}

/// The lines without sums, and the sum of everything that the file itself gives, with its cell.
pub fn without(lines: Vec<Line>, sums: &Sums, sheet: &Sheet, notes: &mut Notes) -> (Vec<Line>, Option<(Money, Place)>) {
    let labelled = labelled(&lines);
    let (mut kept, mut own): (Vec<Line>, Option<(Money, Place)>) = (Vec::new(), None);
    let mut said: Vec<(Money, Place, bool)> = Vec::new();
    let mut leave = |line: &Line, about: &str, read_as: &str| {
        let at = Place::new(&sheet.name, line.at.row, line.total.as_ref().map_or(line.at.column, |(_, at)| at.column));
        notes.add(&Odd { kind: NoteKind::TotalsRow, about, seen: &line.service(), read_as }, at);
    };
    let whole = whole(&lines, &labelled, sums);
    for (index, (line, is_sum)) in lines.into_iter().zip(labelled).enumerate() {
        let at = line.total.as_ref().map_or_else(|| line.at.clone(), |(_, at)| at.clone());
        if is_sum {
            leave(&line, "sum", "Left out: it is a sum of lines that are read themselves.");
            said.push((Money::from_pence(line.all()), at, line.names.iter().all(|name| is_plain(name))));
        } else if sums.of_everything.contains(&line.names) {
            if Some(index) == whole {
                leave(&line, "everything", "Left out: it is the file’s own sum of everything above.");
                own = Some((Money::from_pence(line.all()), at));
            } else {
                leave(&line, "sum", "Left out: it is a sum of lines above.");
            }
        } else if whole.is_some_and(|whole| index > whole) && sums.by_many {
            let read_as = "Left out: it stands after the file’s own sum of everything and is not in it, so it may be part of a line above.";
            if line.all() != 0 {
                leave(&line, "after", read_as);
            }
        } else {
            kept.push(line);
        }
    }
    // A sum that is called no more than that is of everything; so is one that comes to it.
    let all = Money::from_pence(kept.iter().map(Line::all).fold(0, i64::saturating_add));
    let of_all = said.into_iter().rev().find(|(sum, _, is_plain)| *is_plain || (*sum == all && all != Money::ZERO));
    (kept, own.or(of_all.map(|(sum, at, _)| (sum, at))))
}

/// `Total`, `Grand total`: a sum of nothing in particular.
fn is_plain(name: &str) -> bool {
    let words = crate::heading::words(name);
    !words.is_empty() && words.iter().all(|word| matches!(word.as_str(), "total" | "totals" | "grand" | "all" | "overall"))
}
