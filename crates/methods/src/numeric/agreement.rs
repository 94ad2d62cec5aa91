//! How far orders agree: two by two, and all together.

use super::rank::held;

/// Kendall's τ-b between two sets of scores, −1 to 1. `None` where one of them tells no two apart.
pub fn tau(one: &[f64], other: &[f64]) -> Option<f64> {
    let (mut agree, mut disagree, mut tied_one, mut tied_other) = (0u64, 0u64, 0u64, 0u64);
    let pairs: Vec<(f64, f64)> = one.iter().zip(other).map(|(a, b)| (held(*a), held(*b))).collect();
    for (at, a) in pairs.iter().enumerate() {
        for b in pairs.iter().skip(at + 1) {
            let (first, second) = (a.0.total_cmp(&b.0), a.1.total_cmp(&b.1));
            match (first.is_eq(), second.is_eq()) {
                (true, true) => {}
                (true, false) => tied_one += 1,
                (false, true) => tied_other += 1,
                (false, false) if first == second => agree += 1,
                (false, false) => disagree += 1,
            }
        }
    }
    let (apart_one, apart_other) = (agree + disagree + tied_other, agree + disagree + tied_one);
    let scale = (apart_one as f64 * apart_other as f64).sqrt();
    (scale > 0.0).then(|| (agree as f64 - disagree as f64) / scale)
}

/// Kendall's W, 0 none to 1 one order: W = 12 S / (m² (n³ − n) − m Σ T); ties take the mean of their places, T = Σ (t³ − t) for each
/// list. `None` of fewer than two lists or two things, or where no list tells two apart.
pub fn concordance(lists: &[&[f64]]) -> Option<f64> {
    let (m, n) = (lists.len(), lists.first().map_or(0, |list| list.len()));
    if m < 2 || n < 2 {
        return None;
    }
    let mut sums = vec![0.0; n];
    let mut ties = 0.0;
    for list in lists {
        for (sum, score) in sums.iter_mut().zip(list.iter()) {
            let above = list.iter().filter(|other| *other > score).count() as f64;
            let alike = list.iter().filter(|other| *other == score).count() as f64;
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

    #[test]
    fn rankings_alike_turned_round_and_without_order() {
        assert_eq!(tau(&[1.0, 2.0, 3.0], &[10.0, 20.0, 30.0]), Some(1.0));
        assert_eq!(tau(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(tau(&[1.0, 1.0, 1.0], &[3.0, 2.0, 1.0]), None);
    }

    #[test]
    fn ties_are_allowed_for_as_the_textbooks_do() {
        // τ-b of 3 agreeing, 1 disagreeing and one tie each: (3 − 1) / √(5 · 5).
        let (one, other) = ([1.0, 2.0, 2.0, 3.0], [1.0, 3.0, 2.0, 2.0]);
        assert_eq!(tau(&one, &other), Some(0.4));
        assert_eq!(concordance(&[&one, &one]), Some(1.0));
        assert_eq!(concordance(&[&[1.0, 2.0], &[2.0, 1.0]]), Some(0.0));
        assert_eq!(concordance(&[&[1.0, 1.0], &[2.0, 2.0]]), None);
        assert_eq!(concordance(&[&one]), None);
    }
}
