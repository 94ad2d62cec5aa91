//! An area beside its peers, measure by measure.

use quantity::code::AreaCode;

use super::{Breakdown, IndicatorValue, Text};

/// A measure and group of people in one area, with the same of its peers.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileLine {
    pub measure: Text,
    pub of: Breakdown,
    /// The area's own, oldest first; at least one.
    pub own: Vec<IndicatorValue>,
    /// In the period of the area's last value, in the order the peers were named. A peer of which nothing is told is absent.
    pub peers: Vec<IndicatorValue>,
}

impl ProfileLine {
    /// The area's last value; where it has none at all, the last period of which it says why.
    pub fn last(&self) -> Option<&IndicatorValue> {
        self.own.iter().rev().find(|value| value.value.is_some()).or(self.own.last())
    }
}

/// Of values in the order of measure, group, area and period.
pub(super) fn profile(found: Vec<IndicatorValue>, area: &AreaCode, peers: &[AreaCode]) -> Vec<ProfileLine> {
    let mut lines = Vec::new();
    for told in found.chunk_by(|a, b| a.measure == b.measure && a.of == b.of) {
        let own: Vec<IndicatorValue> = told.iter().filter(|value| value.area == *area).cloned().collect();
        let Some(first) = own.first() else { continue };
        let mut line = ProfileLine { measure: first.measure.clone(), of: first.of.clone(), own, peers: Vec::new() };
        let Some(at) = line.last().map(|last| (last.period.start, last.period.end)) else { continue };
        let of_period: Vec<&IndicatorValue> = told.iter().filter(|value| (value.period.start, value.period.end) == at).collect();
        let beside = |peer: &AreaCode| of_period.iter().find(|value| value.area == *peer).map(|value| (*value).clone());
        line.peers = peers.iter().filter(|peer| *peer != area).filter_map(beside).collect();
        lines.push(line);
    }
    lines
}
