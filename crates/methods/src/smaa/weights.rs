//! Weights drawn evenly from all there are, or from all in a given order.
//!
//! Exponentials over their sum lie evenly on the simplex. Sorted, they lie evenly on the part of it where weights are in order.

use super::Weights;
use crate::numeric::draw::Draw;

pub(super) struct Drawer {
    /// Criteria in groups, the most important first; `None` where there is no order.
    groups: Option<Vec<Vec<usize>>>,
    given: Option<Vec<f64>>,
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
        Drawer { groups, given, sorted: Vec::with_capacity(criteria), members: Vec::with_capacity(criteria) }
    }

    /// The next weights: each 0 or more, summing to 1.
    pub fn next(&mut self, draw: &mut Draw, weight: &mut [f64]) {
        if let Some(given) = &self.given {
            weight.copy_from_slice(given);
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

fn at(weight: &[f64], index: usize) -> f64 {
    weight.get(index).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
