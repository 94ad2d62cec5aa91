//! Weights drawn evenly from all there are, from all in a given order, or from all within given ranges.
//!
//! Exponentials over their sum lie evenly on the simplex. Sorted, they lie evenly on the part of it where weights are in order. Within
//! ranges two weights at a time are drawn anew, evenly over what their ranges leave them of their sum: where that is done long
//! enough, all of the part that the ranges cut out is covered evenly (Gibbs sampling; Gelfand, Smith and Lee 1992).

use super::Weights;
use crate::numeric::draw::Draw;

pub(super) struct Drawer {
    /// Criteria in groups, the most important first; `None` where there is no order.
    groups: Option<Vec<Vec<usize>>>,
    given: Option<Vec<f64>>,
    within: Option<Within>,
    sorted: Vec<f64>,
    members: Vec<usize>,
}

impl Drawer {
    pub fn of(weights: &Weights, criteria: usize) -> Drawer {
        let groups = match weights {
            Weights::Ordinal(ranks) => {
                let mut levels: Vec<u32> = ranks.clone();
                levels.sort_unstable();
                levels.dedup();
                let group = |level: &u32| ranks.iter().enumerate().filter(|(_, r)| *r == level).map(|(at, _)| at).collect();
                Some(levels.iter().map(group).collect())
            }
            _ => None,
        };
        let given = match weights {
            Weights::Given(weights) => Some(weights.clone()),
            _ => None,
        };
        let within = match weights {
            Weights::Within(ranges) => Some(Within::of(ranges)),
            _ => None,
        };
        Drawer { groups, given, within, sorted: Vec::with_capacity(criteria), members: Vec::with_capacity(criteria) }
    }

    /// The next weights: each 0 or more, summing to 1.
    pub fn next(&mut self, draw: &mut Draw, weight: &mut [f64]) {
        if let Some(given) = &self.given {
            weight.copy_from_slice(given);
            return;
        }
        if let Some(within) = &mut self.within {
            within.next(draw);
            weight.copy_from_slice(&within.at);
            return;
        }
        let mut sum = 0.0;
        for w in weight.iter_mut() {
            *w = draw.exponential();
            sum += *w;
        }
        // Every draw exactly 0 has a chance of 2⁻⁵³ for each criterion: equal weights then.
        if sum <= 0.0 {
            weight.fill(1.0);
            sum = weight.len() as f64;
        }
        for w in weight.iter_mut() {
            *w /= sum;
        }
        if let Some(groups) = &self.groups {
            self.sorted.clear();
            self.sorted.extend_from_slice(weight);
            self.sorted.sort_unstable_by(|a, b| b.total_cmp(a));
            let mut left = self.sorted.iter();
            for group in groups {
                if let [only] = group.as_slice() {
                    if let (Some(w), Some(share)) = (weight.get_mut(*only), left.next()) {
                        *w = *share;
                    }
                    continue;
                }
                // Within a group the order is as it was drawn, which does not depend on the sizes drawn.
                self.members.clear();
                self.members.extend_from_slice(group);
                self.members.sort_unstable_by(|a, b| at(weight, *b).total_cmp(&at(weight, *a)));
                let shares: Vec<(usize, f64)> = self.members.iter().copied().zip(left.by_ref().copied()).collect();
                for (member, share) in shares {
                    if let Some(w) = weight.get_mut(member) {
                        *w = share;
                    }
                }
            }
        }
    }
}

/// Where a draw within ranges stands.
struct Within {
    ranges: Vec<(f64, f64)>,
    at: Vec<f64>,
    /// How many pairs are drawn anew before the next weights are taken.
    pairs: usize,
}

/// For each criterion, so many pairs are drawn anew between two sets of weights; before the first set ten times as many.
const PAIRS_A_CRITERION: usize = 5;

impl Within {
    /// Begins at the same share of every range: a set of weights that lies within them all.
    fn of(ranges: &[(f64, f64)]) -> Within {
        let (least, most) = ranges.iter().fold((0.0, 0.0), |(least, most), (low, high)| (least + low, most + high));
        let share = if most > least { ((1.0 - least) / (most - least)).clamp(0.0, 1.0) } else { 0.0 };
        let at = ranges.iter().map(|(low, high)| low + share * (high - low)).collect();
        Within { ranges: ranges.to_vec(), at, pairs: 10 * PAIRS_A_CRITERION * ranges.len() }
    }

    fn next(&mut self, draw: &mut Draw) {
        let count = self.at.len();
        if count < 2 {
            return;
        }
        for _ in 0..std::mem::replace(&mut self.pairs, PAIRS_A_CRITERION * count) {
            let one = ((draw.uniform() * count as f64) as usize).min(count - 1);
            let step = 1 + ((draw.uniform() * (count - 1) as f64) as usize).min(count - 2);
            let other = (one + step) % count;
            let sum = at(&self.at, one) + at(&self.at, other);
            let range = |of: usize| self.ranges.get(of).copied().unwrap_or((0.0, 0.0));
            let ((low, high), (other_low, other_high)) = (range(one), range(other));
            let (from, to) = (low.max(sum - other_high), high.min(sum - other_low));
            let drawn = from + draw.uniform() * (to - from).max(0.0);
            for (of, value) in [(one, drawn), (other, sum - drawn)] {
                if let Some(weight) = self.at.get_mut(of) {
                    *weight = value.max(0.0);
                }
            }
        }
    }
}

fn at(weight: &[f64], index: usize) -> f64 {
    weight.get(index).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_within_ranges_cover_them_evenly_and_never_leave_them() {
        let ranges = [(0.2, 0.6), (0.1, 0.5), (0.1, 0.3)];
        let mut draw = Draw::of(5, 0);
        let mut drawer = Drawer::of(&Weights::Within(ranges.to_vec()), 3);
        let mut weight = [0.0; 3];
        const DRAWS: usize = 40_000;
        let (mut means, mut above) = ([0.0; 3], 0usize);
        for _ in 0..DRAWS {
            drawer.next(&mut draw, &mut weight);
            assert!((weight.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{weight:?}");
            assert!(weight.iter().zip(ranges).all(|(w, (low, high))| (low - 1e-9..=high + 1e-9).contains(w)), "{weight:?}");
            means.iter_mut().zip(weight).for_each(|(mean, w)| *mean += w / DRAWS as f64);
            above += usize::from(weight[0] > weight[1]);
        }
        // The same part of the simplex, cut out of it by throwing away whatever leaves the ranges.
        let (mut plain, mut all) = (Drawer::of(&Weights::Uniform, 3), Draw::of(6, 0));
        let (mut kept, mut sums, mut kept_above) = (0usize, [0.0; 3], 0usize);
        while kept < DRAWS {
            plain.next(&mut all, &mut weight);
            if weight.iter().zip(ranges).all(|(w, (low, high))| (low..=high).contains(w)) {
                kept += 1;
                sums.iter_mut().zip(weight).for_each(|(sum, w)| *sum += w / DRAWS as f64);
                kept_above += usize::from(weight[0] > weight[1]);
            }
        }
        for (got, want) in means.into_iter().zip(sums) {
            assert!((got - want).abs() < 0.003, "{means:?} against {sums:?}");
        }
        let share = |count: usize| count as f64 / DRAWS as f64;
        assert!((share(above) - share(kept_above)).abs() < 0.015, "{} against {}", share(above), share(kept_above));
    }

    #[test]
    fn ranges_without_room_give_the_one_set_of_weights_there_is() {
        let mut drawer = Drawer::of(&Weights::Within(vec![(0.5, 0.5), (0.3, 0.3), (0.2, 0.2)]), 3);
        let (mut draw, mut weight) = (Draw::of(1, 0), [0.0; 3]);
        drawer.next(&mut draw, &mut weight);
        assert!(weight.iter().zip([0.5, 0.3, 0.2]).all(|(got, want)| (got - want).abs() < 1e-12), "{weight:?}");
    }

    #[test]
    fn weights_in_order_are_in_order_and_sum_to_one() {
        let mut draw = Draw::of(3, 0);
        let mut drawer = Drawer::of(&Weights::Ordinal(vec![2, 0, 1, 1]), 4);
        let mut weight = [0.0; 4];
        let (mut third_first, mut sums) = (0, [0.0; 4]);
        for _ in 0..20_000 {
            drawer.next(&mut draw, &mut weight);
            assert!(weight[1] >= weight[2].max(weight[3]) && weight[0] <= weight[2].min(weight[3]), "{weight:?}");
            assert!((weight.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            third_first += u32::from(weight[2] > weight[3]);
            sums.iter_mut().zip(weight).for_each(|(sum, w)| *sum += w / 20_000.0);
        }
        assert!((f64::from(third_first) / 20_000.0 - 0.5).abs() < 4.0 * 0.5 / 20_000f64.sqrt());
        // Rank-order centroids of four: 25/48, 13/48, 7/48, 3/48; the two in the middle share theirs.
        for (got, want) in sums.into_iter().zip([3.0 / 48.0, 25.0 / 48.0, 10.0 / 48.0, 10.0 / 48.0]) {
            assert!((got - want).abs() < 0.005, "{sums:?}");
        }
    }
}
