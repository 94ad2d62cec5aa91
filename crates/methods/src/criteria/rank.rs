//! Ranks of scores: 1 + the number strictly greater, scores being held to twelve decimals so that equal is equal.

/// Ranks from 1; a tie shares the better one.
pub fn ranks(scores: &[f64]) -> Vec<u32> {
    let held: Vec<f64> = scores.iter().map(|score| held(*score)).collect();
    let mut sorted = held.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    held.iter().map(|score| sorted.partition_point(|other| other > score) as u32 + 1).collect()
}

/// A score at twelve decimals. Larger than a million it stands as it is: a double has no more digits there.
pub fn held(score: f64) -> f64 {
    // Adding 0 turns −0 into 0.
    if score.abs() < 1e6 { (score * 1e12).round_ties_even() / 1e12 + 0.0 } else { score }
}

/// Kendall's τ-b between two sets of scores, −1 to 1. `None` where one of them tells no two options apart.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_shares_the_better_rank() {
        assert_eq!(ranks(&[0.5, 0.617, 0.5, 0.1]), [2, 1, 2, 4]);
        assert_eq!(ranks(&[0.1 + 0.2, 0.3]), [1, 1]);
        assert_eq!(ranks(&[0.0, -0.0]), [1, 1]);
    }

    #[test]
    fn rankings_alike_turned_round_and_without_order() {
        assert_eq!(tau(&[1.0, 2.0, 3.0], &[10.0, 20.0, 30.0]), Some(1.0));
        assert_eq!(tau(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(tau(&[1.0, 1.0, 1.0], &[3.0, 2.0, 1.0]), None);
    }
}
