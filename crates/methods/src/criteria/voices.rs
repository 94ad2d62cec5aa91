//! What groups of people say the criteria count for, side by side, and how far they differ. Never averaged in silence.

use serde::{Deserialize, Serialize};

use super::rank::ranks;
use super::{Refusal, Voice, additive, weights};
use crate::numeric::agreement::concordance;

/// One group: the mean of its people's weights, each person counting alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub name: String,
    pub people: usize,
    /// Each 0 to 1, together 1.
    pub weights: Vec<f64>,
    /// Lowest and highest of its people, for each criterion.
    pub lowest: Vec<f64>,
    pub highest: Vec<f64>,
    /// How many of its people said between which shares of the weight each criterion may lie, and the widest of what they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ranges: Option<Ranges>,
    /// Mean over its people of the share of weight one would have to move to weigh as the group does. 0: all alike.
    pub spread: f64,
    /// Totals and ranks of the options under its weights.
    pub totals: Vec<f64>,
    pub ranks: Vec<u32>,
}

/// Between which shares of the whole weight each criterion may lie, as so many people say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranges {
    pub people: usize,
    /// One a criterion: lowest and highest, 0 to 1.
    pub bounds: Vec<(f64, f64)>,
}

/// What everybody who gave ranges would accept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Common {
    pub people: usize,
    /// The highest of the lower ends and the lowest of the upper ends; they cross where people are apart.
    pub bounds: Vec<(f64, f64)>,
    /// Criteria on which they cross, the farthest apart first, with by how much of the weight.
    pub apart: Vec<(usize, f64)>,
}

impl Common {
    /// Whether any weights at all lie within everybody's ranges.
    pub fn holds(&self) -> bool {
        let sum = |end: fn(&(f64, f64)) -> f64| self.bounds.iter().map(end).sum::<f64>();
        self.apart.is_empty() && sum(|b| b.0) <= 1.0 + weights::SUM_WITHIN && sum(|b| b.1) >= 1.0 - weights::SUM_WITHIN
    }
}

/// Two groups and the share of weight one would have to move to weigh as the other, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Distance {
    pub one: usize,
    pub other: usize,
    pub share: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voices {
    pub groups: Vec<Group>,
    /// Between every two groups, the farthest apart first.
    pub distances: Vec<Distance>,
    /// The criterion on which groups are farthest apart, and by how much weight.
    pub most_disputed: Option<(usize, f64)>,
    /// Kendall's W of all people's orders of the criteria: 0 no agreement, 1 one order. `None` of fewer than two people or criteria,
    /// or where nobody orders them.
    pub agreement: Option<f64>,
    /// Every group puts the same option first.
    pub same_first: bool,
    /// `None` where nobody gave ranges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common: Option<Common>,
    /// The mean of the groups, each group counting alike however many speak for it.
    pub mean: Vec<f64>,
}

/// Voices gathered by group, in the order in which groups first speak. `None` where nobody spoke.
///
/// # Errors
/// Swings missing, negative or all 0; ranges that cross, cannot make a whole, or leave out the weights beside them.
pub fn gather(voices: &[Voice], values: &[Vec<f64>], names: &[&str]) -> Result<Option<Voices>, Refusal> {
    if voices.is_empty() {
        return Ok(None);
    }
    let mut by_group: Vec<(&str, Vec<Vec<f64>>, Vec<&[(f64, f64)]>)> = Vec::new();
    for voice in voices {
        let name = voice.group.trim();
        if name.is_empty() {
            return Err(Refusal::NoName("group"));
        }
        if voice.swings.len() != names.len() {
            return Err(Refusal::OneForEach { what: "swings of a person", have: voice.swings.len(), need: names.len(), of: "criteria" });
        }
        let weights = weights::of_swings(&voice.swings, |at| names.get(at).copied().unwrap_or_default().to_owned())?;
        let ranges = voice.ranges.as_slice();
        if !ranges.is_empty() {
            if ranges.len() != names.len() {
                return Err(Refusal::OneForEach { what: "ranges of a person", have: ranges.len(), need: names.len(), of: "criteria" });
            }
            weights::within(&weights, ranges, |at| names.get(at).copied().unwrap_or_default().to_owned())?;
        }
        let said = Some(ranges).filter(|ranges| !ranges.is_empty());
        match by_group.iter_mut().find(|(group, ..)| *group == name) {
            Some((_, people, all)) => {
                people.push(weights);
                all.extend(said);
            }
            None => by_group.push((name, vec![weights], said.into_iter().collect())),
        }
    }
    let groups: Vec<Group> = by_group.iter().map(|(name, people, ranges)| group(name, people, ranges, values)).collect();
    let ranges: Vec<&[(f64, f64)]> = by_group.iter().flat_map(|(.., ranges)| ranges.iter().copied()).collect();
    let distances = distances(&groups);
    let all: Vec<Vec<f64>> = groups.iter().map(|g| g.weights.clone()).collect();
    let first = |g: &Group| g.ranks.iter().enumerate().filter(|(_, rank)| **rank == 1).map(|(at, _)| at).collect::<Vec<usize>>();
    let firsts: Vec<Vec<usize>> = groups.iter().map(first).collect();
    let people: Vec<&[f64]> = by_group.iter().flat_map(|(_, people, _)| people).map(Vec::as_slice).collect();
    Ok(Some(Voices {
        common: common(&ranges),
        distances,
        most_disputed: most_disputed(&all),
        agreement: concordance(&people),
        same_first: firsts.windows(2).all(|w| w.first() == w.last()),
        mean: mean(&all),
        groups,
    }))
}

/// Each criterion's bounds over all people, the one end by `low` and the other by `high`; none of nobody.
fn bounds(ranges: &[&[(f64, f64)]], low: fn(f64, f64) -> f64, high: fn(f64, f64) -> f64) -> Option<Vec<(f64, f64)>> {
    let (first, rest) = ranges.split_first()?;
    let both = |all: Vec<(f64, f64)>, person: &&[(f64, f64)]| {
        all.iter().zip(person.iter()).map(|(a, b)| (low(a.0, b.0), high(a.1, b.1))).collect()
    };
    Some(rest.iter().fold(first.to_vec(), both))
}

fn common(ranges: &[&[(f64, f64)]]) -> Option<Common> {
    let bounds = bounds(ranges, f64::max, f64::min)?;
    let mut apart: Vec<(usize, f64)> = bounds.iter().map(|(low, high)| low - high).enumerate().filter(|(_, gap)| *gap > 1e-12).collect();
    apart.sort_by(|a, b| b.1.total_cmp(&a.1));
    Some(Common { people: ranges.len(), bounds, apart })
}

fn group(name: &str, people: &[Vec<f64>], ranges: &[&[(f64, f64)]], values: &[Vec<f64>]) -> Group {
    let weights = mean(people);
    let end = |pick: fn(f64, f64) -> f64| {
        let fold = |ends: Vec<f64>, person: &Vec<f64>| ends.iter().zip(person).map(|(e, w)| pick(*e, *w)).collect();
        people.iter().skip(1).fold(people.first().cloned().unwrap_or_default(), fold)
    };
    let totals = additive::totals(values, &weights);
    Group {
        name: name.to_owned(),
        people: people.len(),
        lowest: end(f64::min),
        highest: end(f64::max),
        ranges: bounds(ranges, f64::min, f64::max).map(|bounds| Ranges { people: ranges.len(), bounds }),
        spread: people.iter().map(|person| moved(person, &weights)).sum::<f64>() / people.len().max(1) as f64,
        ranks: ranks(&totals),
        totals,
        weights,
    }
}

fn mean(all: &[Vec<f64>]) -> Vec<f64> {
    let width = all.first().map_or(0, Vec::len);
    let sum = |at: usize| all.iter().filter_map(|w| w.get(at)).sum::<f64>();
    (0..width).map(|at| sum(at) / all.len().max(1) as f64).collect()
}

/// The share of weight to be moved from one set to have the other: half the sum of differences.
pub fn moved(one: &[f64], other: &[f64]) -> f64 {
    0.5 * one.iter().zip(other).map(|(a, b)| (a - b).abs()).sum::<f64>()
}

fn distances(groups: &[Group]) -> Vec<Distance> {
    let mut found: Vec<Distance> = groups
        .iter()
        .enumerate()
        .flat_map(|(one, a)| {
            groups.iter().enumerate().skip(one + 1).map(move |(other, b)| Distance { one, other, share: moved(&a.weights, &b.weights) })
        })
        .collect();
    found.sort_by(|a, b| b.share.total_cmp(&a.share));
    found
}

fn most_disputed(all: &[Vec<f64>]) -> Option<(usize, f64)> {
    if all.len() < 2 {
        return None;
    }
    let width = all.first().map_or(0, Vec::len);
    let gap = |at: usize| {
        let of = || all.iter().filter_map(|w| w.get(at).copied());
        (at, of().fold(f64::NEG_INFINITY, f64::max) - of().fold(f64::INFINITY, f64::min))
    };
    (0..width).map(gap).reduce(|most, next| if next.1 > most.1 { next } else { most })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(voices: &[(&str, [f64; 3])]) -> Voices {
        let voices: Vec<Voice> = voices
            .iter()
            .map(|(group, swings)| Voice { group: (*group).to_owned(), swings: swings.to_vec(), ranges: Vec::new() })
            .collect();
        let values = vec![vec![0.55, 0.9, 0.8], vec![0.8, 0.4, 0.6]];
        gather(&voices, &values, &["outcome", "equity", "cost"]).expect("voices").expect("somebody spoke")
    }

    #[test]
    fn groups_count_alike_and_how_far_apart_they_are_is_a_share_of_the_weight() {
        let voices = ask(&[("residents", [100.0, 60.0, 40.0]), ("residents", [100.0, 60.0, 40.0]), ("members", [100.0, 0.0, 0.0])]);
        assert_eq!(voices.groups.iter().map(|g| g.people).collect::<Vec<_>>(), [2, 1]);
        assert!((voices.distances[0].share - 0.5).abs() < 1e-12, "half of the weight moves");
        assert!((voices.mean[0] - 0.75).abs() < 1e-12);
        assert_eq!(voices.most_disputed.map(|(at, gap)| (at, (gap * 10.0).round())), Some((0, 5.0)));
        assert!(!voices.same_first, "residents put the first option first, members the second");
    }

    #[test]
    fn what_everybody_would_accept_is_where_all_ranges_meet_and_where_they_do_not_is_named() {
        let voice =
            |group: &str, ranges: &[(f64, f64)]| Voice { group: group.into(), swings: vec![50.0, 30.0, 20.0], ranges: ranges.to_vec() };
        let ask = |voices: &[Voice]| {
            gather(voices, &[vec![0.5; 3], vec![0.4; 3]], &["outcome", "equity", "cost"]).map(|found| found.expect("voices"))
        };
        let wide = [(0.3, 0.6), (0.2, 0.5), (0.1, 0.4)];
        let found = ask(&[voice("a", &wide), voice("a", &[(0.45, 0.7), (0.1, 0.3), (0.1, 0.4)]), voice("b", &[]), voice("b", &wide)])
            .expect("voices");
        let a = found.groups[0].ranges.as_ref().expect("ranges");
        assert_eq!((a.people, a.bounds[0], a.bounds[1]), (2, (0.3, 0.7), (0.1, 0.5)), "the widest of what they said");
        assert_eq!(found.groups[1].ranges.as_ref().expect("ranges").people, 1, "whoever gave none is not counted");
        let common = found.common.as_ref().expect("ranges were given");
        assert_eq!((common.people, common.bounds[0], common.holds()), (3, (0.45, 0.6), true));
        let apart =
            ask(&[voice("a", &[(0.5, 0.6), (0.2, 0.3), (0.1, 0.2)]), voice("b", &[(0.3, 0.5), (0.3, 0.5), (0.2, 0.4)])]).expect("voices");
        let common = apart.common.expect("ranges");
        assert!(common.holds(), "they touch: {common:?}");
        let mut narrow = voice("b", &[(0.3, 0.5), (0.35, 0.5), (0.2, 0.35)]);
        narrow.swings = vec![40.0, 40.0, 20.0];
        let common = ask(&[voice("a", &[(0.5, 0.6), (0.2, 0.3), (0.1, 0.2)]), narrow]).expect("voices").common.expect("ranges");
        assert_eq!((common.holds(), common.apart.len(), common.apart[0].0), (false, 1, 1));
        assert!((common.apart[0].1 - 0.05).abs() < 1e-12);
        // Nobody is apart on any one criterion, and still no weights suit both: at the most they make 0.9.
        let mut low = voice("b", &[(0.2, 0.3), (0.3, 0.6), (0.2, 0.6)]);
        low.swings = vec![30.0, 40.0, 30.0];
        let common = ask(&[voice("a", &[(0.3, 0.6), (0.2, 0.35), (0.1, 0.25)]), low]).expect("voices").common.expect("ranges");
        assert!(common.apart.is_empty() && !common.holds(), "{common:?}");
        assert_eq!(ask(&[voice("a", &[(0.9, 1.0), (0.0, 1.0), (0.0, 1.0)])]).expect_err("refused").code(), "weight_outside_range");
        assert!(ask(&[voice("a", &[])]).expect("voices").common.is_none());
    }

    #[test]
    fn one_order_is_full_agreement_and_opposite_orders_none() {
        let w = |voices: &[(&str, [f64; 3])]| ask(voices).agreement.expect("an agreement");
        assert!((w(&[("a", [100.0, 60.0, 40.0]), ("b", [90.0, 20.0, 10.0])]) - 1.0).abs() < 1e-12);
        assert!(w(&[("a", [100.0, 60.0, 40.0]), ("b", [40.0, 60.0, 100.0])]) < 1e-12);
        // With ties, by hand: ranks 1, 2.5, 2.5 and 1, 2, 3: S = 6.5, W = 12 × 6.5 / (4 × 24 − 2 × 6) = 0.9286.
        assert!((w(&[("a", [100.0, 50.0, 50.0]), ("b", [100.0, 60.0, 40.0])]) - 0.928_571_43).abs() < 1e-8);
    }
}
