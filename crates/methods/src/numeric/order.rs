//! Sums, means, spreads, medians and quantiles.

/// A sum held in two doubles: what the first rounds away, the second keeps. Order of terms does not show in the answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    high: f64,
    low: f64,
    count: u32,
}

impl Sum {
    pub fn add(&mut self, term: f64) {
        let high = self.high + term;
        let shadow = high - self.high;
        self.low += (self.high - (high - shadow)) + (term - shadow);
        self.high = high;
        self.count += 1;
    }

    pub fn count(&self) -> u32 {
        self.count
    }

    pub fn total(&self) -> f64 {
        self.high + self.low
    }

    /// The mean, rounded once: the mean of a constant is that constant. `None` of nothing.
    pub fn mean(&self) -> Option<f64> {
        if self.count == 0 {
            return None;
        }
        let count = f64::from(self.count);
        let quotient = self.total() / count;
        // What the division left over, worked in two parts, corrects the last digit.
        let left = quotient.mul_add(-count, self.high) + self.low;
        Some(quotient + left / count)
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(terms: I) -> Sum {
        let mut sum = Sum::default();
        for term in terms {
            sum.add(term);
        }
        sum
    }
}

pub fn mean(values: &[f64]) -> Option<f64> {
    values.iter().copied().collect::<Sum>().mean()
}

/// Sample standard deviation (n − 1). `None` under two values.
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    let centre = mean(values)?;
    let squares: Sum = values.iter().map(|v| (v - centre) * (v - centre)).collect();
    (values.len() > 1).then(|| (squares.total() / (values.len() - 1) as f64).sqrt())
}

/// Lag-1 autocorrelation about the mean; 0 of a constant series, `None` of nothing.
pub fn lag1(values: &[f64]) -> Option<f64> {
    let centre = mean(values)?;
    let square: Sum = values.iter().map(|v| (v - centre) * (v - centre)).collect();
    let product: Sum = values.windows(2).map(|w| (w[0] - centre) * (w[1] - centre)).collect();
    Some(if square.total() > 0.0 { product.total() / square.total() } else { 0.0 })
}

/// Quantile of type 7 (R's default; linear between order statistics). `share` 0 to 1. `None` of nothing.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    if values.is_empty() || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile_of_sorted(&sorted, share)
}

/// The same of values already in order, lowest first.
pub fn quantile_of_sorted(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1).filter(|_| (0.0..=1.0).contains(&share))?;
    let at = share * last as f64;
    let below = sorted.get(at.floor() as usize)?;
    let above = sorted.get(at.ceil() as usize)?;
    Some(below + (above - below) * at.fract())
}

pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_a_constant_is_that_constant() {
        for value in [0.1, 0.3, 84.7, 1e-9, 12_345.678_9, -0.7] {
            for count in [3, 7, 12, 48, 999] {
                assert_eq!(mean(&vec![value; count]), Some(value), "{value} × {count}");
            }
        }
    }

    #[test]
    fn what_is_small_is_not_lost_beside_what_is_large() {
        assert_eq!([1e16, 1.0, -1e16, 1.0].into_iter().collect::<Sum>().total(), 2.0);
    }

    #[test]
    fn quantiles_are_of_type_seven() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.1), Some(1.3));
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn a_constant_series_has_no_autocorrelation() {
        assert_eq!(lag1(&[4.0; 6]), Some(0.0));
    }
}
