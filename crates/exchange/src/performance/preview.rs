//! How it will look: the newest three periods of the first few measures, and what the reading holds in all.

use std::collections::{BTreeSet, HashMap, HashSet};

use model::observation::Missing;
use quantity::{Period, Unit};

use crate::reading::{PreviewCell, PreviewRow, PreviewTable, ReadMeasure, ReadPart, ReadPoint, Summary};
use crate::table::plain;

const TABLES: usize = 3;
const ROWS: usize = 6;

pub fn tables(points: &[ReadPoint], measures: &[ReadMeasure], parts: &[ReadPart]) -> Vec<PreviewTable> {
    let mut order: Vec<u32> = (0..measures.len() as u32).collect();
    order.sort_by_key(|at| measures.get(*at as usize).is_none_or(|m| m.matched.is_none()));
    order.into_iter().take(TABLES).filter_map(|at| measures.get(at as usize).map(|m| table(at, m, points, parts))).collect()
}

fn table(measure: u32, of: &ReadMeasure, points: &[ReadPoint], parts: &[ReadPart]) -> PreviewTable {
    let mut periods = sorted(points.iter().filter(|p| p.measure == measure).map(|p| p.period));
    periods.drain(..periods.len().saturating_sub(3));
    let mut cells: HashMap<(u32, Period), &ReadPoint> = HashMap::new();
    let mut shown_parts: BTreeSet<(&str, u32)> = BTreeSet::new();
    for point in points.iter().filter(|p| p.measure == measure && periods.contains(&p.period)) {
        cells.insert((point.part, point.period), point);
        shown_parts.insert((parts.get(point.part as usize).map_or("", |p| p.name.as_str()), point.part));
    }
    let mut rows: Vec<PreviewRow> = Vec::new();
    let has_whole = shown_parts.iter().any(|(name, _)| name.is_empty());
    if !has_whole && of.is_share && shown_parts.len() > 1 {
        rows.extend(together(&periods, &shown_parts, &cells, of));
    }
    for (name, part) in shown_parts.iter().take(ROWS) {
        let row = periods.iter().map(|period| cell(cells.get(&(*part, *period)).copied(), of)).collect();
        rows.push(PreviewRow { part: (*name).to_owned(), cells: row });
    }
    PreviewTable { measure: of.name.clone(), periods, rows, further: shown_parts.len().saturating_sub(ROWS) as u64 }
}

/// All parts together, from their counts, where every one of them has counts.
fn together(
    periods: &[Period],
    parts: &BTreeSet<(&str, u32)>,
    cells: &HashMap<(u32, Period), &ReadPoint>,
    of: &ReadMeasure,
) -> Option<PreviewRow> {
    let sums: Option<Vec<PreviewCell>> = periods
        .iter()
        .map(|period| {
            let here: Vec<&&ReadPoint> = parts.iter().filter_map(|(_, part)| cells.get(&(*part, *period))).collect();
            let counts: Option<Vec<(i64, i64)>> = here.iter().map(|p| p.numerator.zip(p.denominator)).collect();
            let (n, d) = counts?.into_iter().try_fold((0i64, 0i64), |sum, (n, d)| Some((sum.0.checked_add(n)?, sum.1.checked_add(d)?)))?;
            (d > 0).then(|| PreviewCell { shown: shown(n as f64 / d as f64, of), provisional: here.iter().any(|p| p.provisional) })
        })
        .collect();
    Some(PreviewRow { part: format!("All {}", parts.len()), cells: sums? })
}

fn cell(point: Option<&ReadPoint>, of: &ReadMeasure) -> PreviewCell {
    let Some(point) = point else { return PreviewCell { shown: "none".into(), provisional: false } };
    let text = match (point.value, point.missing) {
        (Some(value), _) => shown(value, of),
        (None, Some(Missing::Suppressed)) => "hidden".into(),
        (None, Some(Missing::NotApplicable)) => "not applicable".into(),
        (None, Some(Missing::Unreadable)) => "left blank".into(),
        (None, _) => "missing".into(),
    };
    PreviewCell { shown: text, provisional: point.provisional }
}

fn shown(value: f64, of: &ReadMeasure) -> String {
    match &of.unit {
        Some(Unit::Percent) => Unit::Percent.shown(value, 0),
        Some(unit) => unit.shown(value, if value.fract() == 0.0 { 0 } else { 1 }),
        None => plain(value),
    }
}

/// Each period once, in order.
fn sorted(periods: impl Iterator<Item = Period>) -> Vec<Period> {
    let mut distinct: Vec<Period> = periods.collect::<HashSet<_>>().into_iter().collect();
    distinct.sort_unstable();
    distinct
}

pub fn summary(rows: u64, points: &[ReadPoint], parts: &[ReadPart]) -> Summary {
    let periods = sorted(points.iter().map(|p| p.period));
    let used_parts: HashSet<u32> = points.iter().map(|p| p.part).collect();
    let organisations: HashSet<&str> = used_parts
        .iter()
        .filter_map(|at| parts.get(*at as usize))
        .filter_map(|part| part.name.split(" · ").next())
        .filter(|name| !name.is_empty())
        .collect();
    Summary {
        rows,
        points: points.len() as u64,
        measures: points.iter().map(|p| p.measure).collect::<HashSet<_>>().len() as u64,
        parts: used_parts.len() as u64,
        organisations: organisations.len() as u64,
        periods: periods.len() as u64,
        first: periods.first().copied(),
        last: periods.last().copied(),
        missing: points.iter().filter(|p| p.value.is_none()).count() as u64,
        suppressed: points.iter().filter(|p| p.missing == Some(Missing::Suppressed)).count() as u64,
        provisional: points.iter().filter(|p| p.provisional).count() as u64,
    }
}
