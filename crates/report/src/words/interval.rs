//! What a share of people asked says, and what it cannot.

use quantity::Share;

use super::count::{people, sentence};
use crate::chart::interval::{IntervalOf, Row};

pub(crate) const KEY: &str = "Share who agree, and what the true share is likely to be";
pub(crate) const NOBODY: &str = "Nobody answered";

/// Under so many people, everyone has to be asked, and the share alone confirms nothing.
const FEW: u64 = 30;

fn share(row: &Row) -> Option<String> {
    Share::of(row.part, row.whole).map(|share| share.shown(0))
}

fn ends(row: &Row) -> String {
    let end = |value: f64| quantity::rounding::shown(value * 100.0, 0);
    format!("{}% to {}%", end(row.range.low), end(row.range.high))
}

/// `People who use the service: 33 of 38 (87%). The true share is likely to be 73% to 94%.`
pub(crate) fn headline(rows: &[Row]) -> String {
    let said = |row: &Row| match share(row) {
        Some(share) => format!("{}: {} ({share})", sentence(&row.label), people(row.part, row.whole)),
        None => format!("{}: nobody answered", sentence(&row.label)),
    };
    match rows {
        [] => "Nobody has been asked yet.".to_owned(),
        [row] if row.whole > 0 => format!("{}. The true share is likely to be {}.", said(row), ends(row)),
        rows => format!("{}.", rows.iter().map(said).collect::<Vec<_>>().join("; ")),
    }
}

pub(crate) fn subtitle(of: &IntervalOf) -> String {
    let line = of.line.as_ref().map_or_else(String::new, |(_, words)| format!(" {words}."));
    format!("{}. Share of those who answered, with its range.{line} The scale runs from none to all.", of.name)
}

pub(crate) fn description(rows: &[Row], of: &IntervalOf) -> String {
    let mut out: Vec<String> = rows
        .iter()
        .map(|row| match share(row) {
            Some(share) => format!("{}: {}, {share}, range {}.", sentence(&row.label), people(row.part, row.whole), ends(row)),
            None => format!("{}: nobody answered.", sentence(&row.label)),
        })
        .collect();
    if rows.is_empty() {
        out.push("Nobody has been asked yet.".to_owned());
    }
    out.extend(of.line.as_ref().map(|(_, words)| format!("{words}.")));
    out.join(" ")
}

/// What so few people can and cannot say.
pub(crate) fn notes(rows: &[Row]) -> Vec<String> {
    rows.iter()
        .filter(|row| row.whole > 0 && row.whole < FEW)
        .map(|row| format!("{}: {} is too few to confirm anything alone.", sentence(&row.label), people(row.part, row.whole)))
        .collect()
}

pub(crate) fn settings(of: &IntervalOf) -> String {
    format!("Range: {}.", of.method)
}

/// Over each line; shorter on a phone.
pub(crate) fn row_label(row: &Row, narrow: bool) -> String {
    match share(row) {
        None => format!("{}: nobody answered", sentence(&row.label)),
        Some(_) if narrow => format!("{}: {}", sentence(&row.label), people(row.part, row.whole)),
        Some(share) => format!("{}: {}, {share} ({})", sentence(&row.label), people(row.part, row.whole), ends(row)),
    }
}
