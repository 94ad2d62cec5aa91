//! What groups of people say the criteria count for, side by side, and how far they differ. Never averaged in silence.

use serde::{Deserialize, Serialize};

use super::rank::ranks;
use super::{Refusal, Voice, additive, weights};

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
    /// Mean over its people of the share of weight one would have to move to weigh as the group does. 0: all alike.
    pub spread: f64,
    /// Totals and ranks of the options under its weights.
    pub totals: Vec<f64>,
    pub ranks: Vec<u32>,
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
    /// The mean of the groups, each group counting alike however many speak for it.
    pub mean: Vec<f64>,
}

/// Voices gathered by group, in the order in which groups first speak. `None` where nobody spoke.
///
/// # Errors
/// Swings missing, negative or all 0.
pub fn gather(voices: &[Voice], values: &[Vec<f64>], names: &[&str]) -> Result<Option<Voices>, Refusal> {
    if voices.is_empty() {
        return Ok(None);
    }
    let mut by_group: Vec<(&str, Vec<Vec<f64>>)> = Vec::new();
    for voice in voices {
        let name = voice.group.trim();
        if name.is_empty() {
            return Err(Refusal::NoName("group"));
        }
        if voice.swings.len() != names.len() {
            return Err(Refusal::OneForEach { what: "swings of a person", have: voice.swings.len(), need: names.len(), of: "criteria" });
        }
        let weights = weights::of_swings(&voice.swings, |at| names.get(at).copied().unwrap_or_default().to_owned())?;
        match by_group.iter_mut().find(|(group, _)| *group == name) {
            Some((_, people)) => people.push(weights),
            None => by_group.push((name, vec![weights])),
        }
    }
    let groups: Vec<Group> = by_group.iter().map(|(name, people)| group(name, people, values)).collect();
    let distances = distances(&groups);
    let all: Vec<Vec<f64>> = groups.iter().map(|g| g.weights.clone()).collect();
    let first = |g: &Group| g.ranks.iter().enumerate().filter(|(_, rank)| **rank == 1).map(|(at, _)| at).collect::<Vec<usize>>();
    let firsts: Vec<Vec<usize>> = groups.iter().map(first).collect();
    let people: Vec<&Vec<f64>> = by_group.iter().flat_map(|(_, people)| people).collect();
    Ok(Some(Voices {
        distances,
        most_disputed: most_disputed(&all),
        agreement: kendalls_w(&people),
        same_first: firsts.windows(2).all(|w| w.first() == w.last()),
        mean: mean(&all),
        groups,
    }))
}

fn group(name: &str, people: &[Vec<f64>], values: &[Vec<f64>]) -> Group {
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

/// W = 12 S / (m² (n³ − n) − m Σ T): ties take the mean of their places, T = Σ (t³ − t) for each person.
pub fn kendalls_w(people: &[&Vec<f64>]) -> Option<f64> {
    let (m, n) = (people.len(), people.first().map_or(0, |w| w.len()));
    if m < 2 || n < 2 {
        return None;
    }
    let mut sums = vec![0.0; n];
    let mut ties = 0.0;
    for person in people {
        for (sum, weight) in sums.iter_mut().zip(person.iter()) {
            let above = person.iter().filter(|other| *other > weight).count() as f64;
            let alike = person.iter().filter(|other| *other == weight).count() as f64;
            *sum += above + (alike + 1.0) / 2.0;
            // Each of t tied places adds t² − 1: together t³ − t.
            ties += alike * alike - 1.0;
        }
    }
    let centre = sums.iter().sum::<f64>() / n as f64;
    let squares: f64 = sums.iter().map(|s| (s - centre) * (s - centre)).sum();
    let (m, n) = (m as f64, n as f64);
    let scale = m * m * (n * n * n - n) - m * ties;
    (scale > 0.0).then(|| (12.0 * squares / scale).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(voices: &[(&str, [f64; 3])]) -> Voices {
        let voices: Vec<Voice> =
            voices.iter().map(|(group, swings)| Voice { group: (*group).to_owned(), swings: swings.to_vec() }).collect();
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
    fn one_order_is_full_agreement_and_opposite_orders_none() {
        let w = |voices: &[(&str, [f64; 3])]| ask(voices).agreement.expect("an agreement");
        assert!((w(&[("a", [100.0, 60.0, 40.0]), ("b", [90.0, 20.0, 10.0])]) - 1.0).abs() < 1e-12);
        assert!(w(&[("a", [100.0, 60.0, 40.0]), ("b", [40.0, 60.0, 100.0])]) < 1e-12);
        // With ties, by hand: ranks 1, 2.5, 2.5 and 1, 2, 3: S = 6.5, W = 12 × 6.5 / (4 × 24 − 2 × 6) = 0.9286.
        assert!((w(&[("a", [100.0, 50.0, 50.0]), ("b", [100.0, 60.0, 40.0])]) - 0.928_571_43).abs() < 1e-8);
    }
}
