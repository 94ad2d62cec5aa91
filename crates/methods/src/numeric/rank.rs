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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_shares_the_better_rank() {
        assert_eq!(ranks(&[0.5, 0.617, 0.5, 0.1]), [2, 1, 2, 4]);
        assert_eq!(ranks(&[0.1 + 0.2, 0.3]), [1, 1]);
        assert_eq!(ranks(&[0.0, -0.0]), [1, 1]);
    }
}
