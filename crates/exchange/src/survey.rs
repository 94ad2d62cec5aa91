//! A column looked over: how much of it is figures, words or periods, and what repeats.

use std::collections::{BTreeSet, HashMap};

use crate::heading::{Hint, hint};
use crate::layout::{Heading, Layout};
use crate::number::{self, Figure};
use crate::table::{Row, Sheet};

/// Rows looked at. Enough to tell a column's meaning; every row is read later.
const SAMPLE: usize = 3_000;
/// Rows looked at further down for a column that is empty in those.
const FURTHER_DOWN: usize = 60;

#[derive(Debug, Clone)]
pub struct Surveyed {
    pub heading: Heading,
    /// The whole heading, joined.
    pub text: String,
    pub hint: Option<Hint>,
    pub filled: usize,
    /// Cells that are numbers, or say that there is none.
    pub figures: usize,
    pub numbers: usize,
    pub whole_numbers: usize,
    pub percents: usize,
    pub letters: usize,
    pub example: String,
    /// Of each sampled row, which distinct text stood there; 0 for an empty cell.
    pub ids: Vec<u32>,
    pub values: Vec<Option<f64>>,
    pub distinct: Vec<String>,
}

impl Surveyed {
    pub fn column(&self) -> u32 {
        self.heading.column
    }

    /// Mostly numbers, or ways of saying there is none.
    pub fn is_numeric(&self) -> bool {
        self.numbers > 0 && self.figures * 10 >= self.filled * 6
    }

    /// Few different texts, or a heading that says a kind of thing.
    pub fn is_grouping(&self) -> bool {
        self.distinct.len() <= 40 && self.distinct.len() * 5 <= self.filled.max(5)
    }

    pub fn mean_length(&self) -> usize {
        self.letters / self.filled.max(1)
    }

    /// Whether each of this column's texts always stands with the same text of the other.
    pub fn decides(&self, other: &Surveyed) -> bool {
        let mut pairs: HashMap<u32, u32> = HashMap::new();
        let clashes = self
            .ids
            .iter()
            .zip(&other.ids)
            .filter(|(mine, theirs)| **mine > 0 && **theirs > 0 && *pairs.entry(**mine).or_insert(**theirs) != **theirs)
            .count();
        clashes == 0 && !pairs.is_empty()
    }
}

pub fn survey(sheet: &Sheet, layout: &Layout) -> Vec<Surveyed> {
    let body = sheet.rows.get(layout.body.0..layout.body.1).unwrap_or_default();
    let sample = sample(body, layout);
    layout.headings.iter().map(|heading| one(heading, &sample)).collect()
}

/// The first rows, and for each column that is empty in all of them the first rows in which it is not: a service that began
/// to report late has its figures far down.
fn sample<'a>(body: &'a [Row], layout: &Layout) -> Vec<&'a Row> {
    let (first, rest) = body.split_at(body.len().min(SAMPLE));
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    if !rest.is_empty() {
        for column in layout.headings.iter().map(|heading| heading.column) {
            if first.iter().all(|row| row.cell(column).is_empty()) {
                let filled = rest.iter().enumerate().filter(|(_, row)| !row.cell(column).is_empty());
                taken.extend(filled.map(|(at, _)| at).take(FURTHER_DOWN));
            }
        }
    }
    first.iter().chain(taken.into_iter().filter_map(|at| rest.get(at))).collect()
}

fn one(heading: &Heading, body: &[&Row]) -> Surveyed {
    let text = heading.text();
    // The lower heading says the role; where it says nothing, the upper one may.
    let hint = hint(&heading.own).or_else(|| hint(&heading.top).filter(|h| !matches!(h, Hint::Role(_))));
    let mut found = Surveyed {
        heading: heading.clone(),
        text,
        hint,
        filled: 0,
        figures: 0,
        numbers: 0,
        whole_numbers: 0,
        percents: 0,
        letters: 0,
        example: String::new(),
        ids: Vec::with_capacity(body.len()),
        values: Vec::with_capacity(body.len()),
        distinct: Vec::new(),
    };
    let mut ids: HashMap<String, u32> = HashMap::new();
    for row in body {
        let cell = row.cell(heading.column);
        if cell.is_empty() {
            found.ids.push(0);
            found.values.push(None);
            continue;
        }
        let shown = cell.shown();
        found.filled += 1;
        found.letters += shown.len();
        if found.example.is_empty() {
            found.example = shown.chars().take(60).collect();
        }
        let value = match number::of_cell(cell).0 {
            Figure::Number(number) => {
                found.figures += 1;
                found.numbers += 1;
                found.whole_numbers += usize::from(number.value.fract() == 0.0 && !number.percent);
                found.percents += usize::from(number.percent);
                Some(number.value)
            }
            Figure::Missing(_) => {
                found.figures += 1;
                None
            }
            _ if matches!(cell, crate::table::Cell::Fault(_)) || number::is_fault(&shown) => {
                found.figures += 1;
                None
            }
            _ => None,
        };
        found.values.push(value);
        let next = ids.len() as u32 + 1;
        let id = match ids.get(shown.as_ref()) {
            Some(id) => *id,
            None => {
                found.distinct.push(shown.clone().into_owned());
                ids.insert(shown.into_owned(), next);
                next
            }
        };
        found.ids.push(id);
    }
    found
}

/// A numerator, its denominator and the figure that is one over the other, where three columns agree on it in nearly every
/// row: what the headings call them does not matter.
pub fn ratio(columns: &[&Surveyed]) -> Option<(u32, u32, u32)> {
    let figures: Vec<&&Surveyed> = columns.iter().filter(|c| c.is_numeric()).take(12).collect();
    for ratio in &figures {
        for above in figures.iter().filter(|c| c.whole_numbers == c.numbers) {
            for below in figures.iter().filter(|c| c.whole_numbers == c.numbers && c.column() != above.column()) {
                if ratio.column() == above.column() || ratio.column() == below.column() {
                    continue;
                }
                let (mut agree, mut rows, mut telling) = (0usize, 0usize, 0usize);
                for ((value, top), bottom) in ratio.values.iter().zip(&above.values).zip(&below.values) {
                    let (Some(value), Some(top), Some(bottom)) = (value, top, bottom) else { continue };
                    if *bottom <= 0.0 {
                        continue;
                    }
                    rows += 1;
                    let share = top / bottom;
                    let close = (value - share * 100.0).abs() <= 0.51 || ((value - share).abs() <= 0.0051 && *value <= 1.0);
                    agree += usize::from(close);
                    telling += usize::from(close && *top > 1.0 && *bottom > 4.0);
                }
                if rows >= 2 && telling >= 2 && agree * 10 >= rows * 8 {
                    return Some((above.column(), below.column(), ratio.column()));
                }
            }
        }
    }
    None
}

/// A count and the count it is of, where no third column gives their ratio: the first is hardly ever above the second, and
/// `is_part` says that its heading names a share of something.
pub fn pair(columns: &[&Surveyed], is_part: &dyn Fn(&Surveyed) -> bool) -> Option<(u32, u32)> {
    let counts: Vec<&&Surveyed> = columns.iter().filter(|c| c.is_numeric() && c.whole_numbers == c.numbers).take(12).collect();
    for above in counts.iter().filter(|c| is_part(c)) {
        // Not a column of percentages in whole numbers: counts run past a hundred or fall short of the other in every way.
        let fits = |below: &Surveyed| {
            let pairs: Vec<(f64, f64)> = above.values.iter().zip(&below.values).filter_map(|(a, b)| a.zip(*b)).collect();
            let under = pairs.iter().filter(|(a, b)| a <= b).count();
            pairs.len() >= 2 && under * 10 >= pairs.len() * 8 && pairs.iter().any(|(a, b)| a < b)
        };
        let after = counts.iter().find(|c| c.column() > above.column() && !is_part(c) && fits(c));
        let before = || counts.iter().rev().find(|c| c.column() < above.column() && !is_part(c) && fits(c));
        if let Some(below) = after.or_else(before) {
            return Some((above.column(), below.column()));
        }
    }
    None
}
