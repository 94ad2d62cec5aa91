//! A service that can be bought in parts, each worth less for its money than the one before: as versions, one for each size.

use super::problem::{Cost, Kind, Term, Version};
use super::refusal::Refusal;
use super::second_pass::per_money;

/// The next part of a service: what it costs in one year and what it is worth on top of the parts before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    pub cost: i64,
    pub outcome: i64,
}

/// One version for each size, `id` with the number of its parts. Parts must not rise in value for their money: the best
/// plan would otherwise buy a later part without the ones before it.
///
/// # Errors
/// A part that costs or is worth nothing, or that is worth more for its money than the one before it.
pub fn versions(service: &str, year: usize, kind: Kind, term: Term, segments: &[Segment]) -> Result<Vec<Version>, Refusal> {
    let mut made = Vec::with_capacity(segments.len());
    let (mut cost, mut outcome) = (0i64, 0i64);
    for (at, segment) in segments.iter().enumerate() {
        if segment.cost <= 0 || segment.outcome <= 0 {
            return Err(Refusal::NotConcave("cost and value", at + 1, service.to_owned()));
        }
        let before = at.checked_sub(1).and_then(|before| segments.get(before));
        let slope = |segment: &Segment| (segment.outcome, segment.cost);
        if before.is_some_and(|before| per_money(slope(segment), slope(before)).is_gt()) {
            return Err(Refusal::NotConcave("parts", at + 1, service.to_owned()));
        }
        (cost, outcome) = (cost.saturating_add(segment.cost), outcome.saturating_add(segment.outcome));
        made.push(Version {
            id: format!("{service} in {} of {} parts", at + 1, segments.len()),
            outcome,
            costs: vec![Cost { year, amount: cost, kind, term, fund: None, organisation: None }],
            ..Version::default()
        });
    }
    Ok(made)
}
