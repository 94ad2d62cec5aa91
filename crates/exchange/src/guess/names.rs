//! Which columns name the measure and the part, which remark, and which tell rows apart.

use std::collections::HashMap;

use super::{Board, Ground};
use crate::heading::{Hint, words};
use crate::mapping::{Confidence, Role};
use crate::marks;
use crate::survey::Surveyed;
use crate::table::column_letter;

pub(super) fn measures(board: &mut Board<'_>, ground: &Ground<'_>) {
    let rank = |c: &Surveyed| {
        let words = words(&c.text);
        let says = |word: &str| words.iter().any(|w| w == word);
        match () {
            () if c.is_numeric() || c.hint != Some(Hint::Role(Role::Measure)) => None,
            () if says("code") || says("id") => Some(2),
            () if says("indicator") || says("kpi") || says("kpis") => Some(0),
            () => Some(1),
        }
    };
    let best = board.open().iter().filter_map(|c| rank(c).map(|rank| (rank, c.column()))).min();
    if let Some((_, column)) = best {
        let Some(found) = board.columns.iter().find(|c| c.column() == column) else { return };
        let (known, all) = (found.distinct.iter().filter(|text| ground.measures.find(text).is_some()).count(), found.distinct.len());
        match known {
            0 => board.set(column, Role::Measure, Confidence::Likely, "by its heading"),
            _ => board.set(column, Role::Measure, Confidence::Sure, format!("{known} of {all} names known")),
        }
        return;
    }
    let by_names = board.open().iter().filter(|c| !c.is_numeric()).find_map(|c| {
        let known = c.distinct.iter().filter(|text| ground.measures.find(text).is_some()).count();
        (known > 0 && known * 2 >= c.distinct.len()).then(|| (c.column(), known, c.distinct.len()))
    });
    if let Some((column, known, all)) = by_names {
        board.set(column, Role::Measure, Confidence::Sure, format!("{known} of {all} names known"));
    }
}

pub(super) fn words_columns(board: &mut Board<'_>, ground: &Ground<'_>) {
    for column in board.open().into_iter().cloned().collect::<Vec<_>>() {
        let number = column.column();
        let says = column
            .distinct
            .iter()
            .filter(|text| text.len() <= 20)
            .filter(|text| marks::said(text) != marks::Marks::default() || matches!(text.to_lowercase().as_str(), "final" | "f" | "actual"))
            .count();
        match column.hint {
            Some(Hint::Role(Role::Status)) if says * 2 >= column.distinct.len() => {
                board.set(number, Role::Status, Confidence::Sure, "says which figures are provisional")
            }
            Some(Hint::Role(Role::Comment)) => board.set(number, Role::Comment, Confidence::Sure, "by its heading"),
            Some(Hint::Unit) => board.set(number, Role::Ignore, Confidence::Likely, "the unit"),
            Some(Hint::Comparator) => board.set(number, Role::Ignore, Confidence::Likely, "a comparison, by its heading"),
            Some(Hint::Role(
                Role::Target | Role::Floor | Role::LowerLimit | Role::UpperLimit | Role::Numerator | Role::Denominator | Role::Value,
            )) if !column.is_grouping() => {
                board.set(number, Role::Ignore, Confidence::Guess, "words where figures were expected");
            }
            _ if column.mean_length() > 28 && column.distinct.len() * 3 > column.filled && column.hint.is_none() => {
                board.set(number, Role::Comment, Confidence::Guess, "long texts, nearly all different")
            }
            _ => {}
        }
    }
    let left: Vec<Surveyed> = board.open().into_iter().cloned().collect();
    let known = |c: &Surveyed| c.distinct.iter().filter(|text| ground.parts.find(text).is_some()).count();
    let score = |c: &Surveyed| {
        let names = known(c);
        let hinted = match c.hint {
            Some(Hint::Role(Role::Part)) => 3,
            Some(Hint::Code) => 2,
            None if !c.text.is_empty() => 1,
            _ => 0,
        };
        (usize::from(names > 0 && names * 2 >= c.distinct.len()), hinted, c.distinct.len().min(2), std::cmp::Reverse(c.column()))
    };
    let main = left
        .iter()
        .filter(|c| c.distinct.len() > 1 || matches!(c.hint, Some(Hint::Role(Role::Part))))
        .filter(|c| score(c).1 > 0 || score(c).0 > 0)
        .max_by_key(|c| score(c))
        .cloned();
    if let Some(main) = &main {
        let (names, all) = (known(main), main.distinct.len());
        match names {
            0 if matches!(main.hint, Some(Hint::Role(Role::Part) | Hint::Code)) => {
                board.set(main.column(), Role::Part, Confidence::Likely, "by its heading")
            }
            0 => board.set(main.column(), Role::Part, Confidence::Guess, "names that repeat"),
            _ => board.set(main.column(), Role::Part, Confidence::Sure, format!("{names} of {all} names known")),
        }
    }
    let rest: Vec<Surveyed> = board.open().into_iter().cloned().collect();
    for column in &rest {
        let by = |role: Role| board.of(role).into_iter().find(|c| c.decides(column)).map(|c| (role, c.column()));
        if column.distinct.len() == 1 {
            board.set(column.column(), Role::Ignore, Confidence::Likely, "the same on every row");
        } else if let Some((role, other)) = [Role::Part, Role::Measure].into_iter().find_map(by) {
            let what = if role == Role::Part { "name" } else { "measure" };
            board.set(
                column.column(),
                Role::Ignore,
                Confidence::Likely,
                format!("it goes with the {what} in column {}", column_letter(other)),
            );
        }
    }
    tell_apart(board);
}

/// Adds columns to the name of the part as long as the same period comes twice without them.
fn tell_apart(board: &mut Board<'_>) {
    let key: Vec<Surveyed> = [Role::Period, Role::Measure, Role::Part].into_iter().flat_map(|role| board.of(role)).cloned().collect();
    let rows: Vec<usize> = {
        let figures = board.of(Role::Value).into_iter().chain(board.of(Role::Denominator)).cloned().collect::<Vec<_>>();
        let count = board.columns.iter().map(|c| c.ids.len()).max().unwrap_or(0);
        (0..count).filter(|row| figures.iter().any(|c| c.ids.get(*row).is_some_and(|id| *id > 0))).collect()
    };
    let repeats = |key: &[Surveyed]| -> usize {
        let mut seen: HashMap<Vec<u32>, ()> = HashMap::new();
        rows.iter().filter(|row| seen.insert(key.iter().map(|c| c.ids.get(**row).copied().unwrap_or(0)).collect(), ()).is_some()).count()
    };
    let before = repeats(&key);
    if before * 50 <= rows.len() {
        return;
    }
    let mut candidates: Vec<Surveyed> = board.open().into_iter().filter(|c| c.distinct.len() > 1).cloned().collect();
    candidates.sort_by_key(|c| (c.hint != Some(Hint::Group), c.hint != Some(Hint::Role(Role::Measure)), c.column()));
    let with = |some: &[Surveyed]| repeats(&key.iter().chain(some).cloned().collect::<Vec<_>>());
    let all = with(&candidates);
    if candidates.is_empty() || all * 10 > before * 5 {
        return;
    }
    // Those that are not needed go again, the least likely first.
    let mut at = candidates.len();
    while at > 0 {
        at -= 1;
        let mut fewer = candidates.clone();
        fewer.remove(at);
        if with(&fewer) <= all + rows.len() / 100 {
            candidates = fewer;
        }
    }
    for column in candidates {
        let role = if column.hint == Some(Hint::Role(Role::Measure)) { Role::Measure } else { Role::Part };
        board.set(column.column(), role, Confidence::Likely, "the same period comes more than once without it");
    }
}
