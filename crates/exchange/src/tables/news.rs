//! What a later file adds to what is held: new values, corrections, and what is the same.

use std::collections::HashMap;

use quantity::Date;
use quantity::code::AreaCode;

use super::{Breakdown, IndicatorValue, Text};

/// What makes two values the same figure told twice: measure, group, area and the days it is of. The period's wording is not part of it.
pub(super) fn key(value: &IndicatorValue) -> Key<'_> {
    Key { measure: &value.measure, of: &value.of, area: &value.area, start: value.period.start, end: value.period.end }
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Hash, Clone, Copy)]
pub(super) struct Key<'a> {
    measure: &'a Text,
    of: &'a Breakdown,
    area: &'a AreaCode,
    start: Date,
    end: Date,
}

/// Each figure once: of several, the last told. Sorted by measure, group, area and period.
pub(super) fn in_force(mut found: Vec<Vec<IndicatorValue>>) -> Vec<IndicatorValue> {
    if found.len() < 2 {
        return found.pop().unwrap_or_default();
    }
    let mut all: Vec<IndicatorValue> = found.into_iter().rev().flatten().collect();
    // Stable, and the later told stand first: of equals the first stays.
    all.sort_by(|a, b| key(a).cmp(&key(b)));
    all.dedup_by(|later, first| key(later) == key(first));
    all
}

/// What a file adds to what is held.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct News {
    /// To be kept: new figures and corrected ones.
    pub values: Vec<IndicatorValue>,
    /// How many of them were held with another value.
    pub corrected: usize,
    /// How many were held just so, and are not kept again.
    pub same: usize,
}

/// Compares what was read with what is in force.
pub fn news(held: &[IndicatorValue], read: Vec<IndicatorValue>) -> News {
    let held: HashMap<Key<'_>, &IndicatorValue> = held.iter().map(|value| (key(value), value)).collect();
    let mut news = News::default();
    for value in read {
        match held.get(&key(&value)) {
            Some(before) if is_same(before, &value) => news.same += 1,
            Some(_) => {
                news.corrected += 1;
                news.values.push(value);
            }
            None => news.values.push(value),
        }
    }
    news
}

/// Whether two tellings of a figure say the same.
fn is_same(a: &IndicatorValue, b: &IndicatorValue) -> bool {
    let said = |v: &IndicatorValue| (v.value, v.lower, v.upper, v.count, v.denominator, v.missing, v.provisional);
    said(a) == said(b)
}
