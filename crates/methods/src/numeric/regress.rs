//! Least squares, with errors that allow for neighbours being alike (Newey and West, 1987).

/// Coefficients, their standard errors, and the Durbin-Watson statistic of what is left over.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    pub coefficients: Vec<f64>,
    pub standard_errors: Vec<f64>,
    /// About 2 where neighbours are unrelated. `None` where the fit is exact.
    pub durbin_watson: Option<f64>,
    /// Observations less coefficients.
    pub freedom: usize,
}

/// Solves `matrix · x = right` by elimination with pivoting, for a small square matrix. `None` where it is singular.
fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    let mut rows: Vec<Vec<f64>> = matrix
        .iter()
        .enumerate()
        .map(|(i, row)| row.iter().copied().chain((0..size).map(|j| if i == j { 1.0 } else { 0.0 })).collect())
        .collect();
    let largest = matrix.iter().flatten().fold(0.0f64, |m, v| m.max(v.abs()));
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        let scale = rows[column][column];
        if scale.abs() <= largest * 1e-13 {
            return None;
        }
        rows[column].iter_mut().for_each(|v| *v /= scale);
        let lead = rows[column].clone();
        for (other, row) in rows.iter_mut().enumerate() {
            let times = row[column];
            if other != column && times != 0.0 {
                row.iter_mut().zip(&lead).for_each(|(v, l)| *v -= times * l);
            }
        }
    }
    Some(rows.into_iter().map(|row| row[size..].to_vec()).collect())
}

fn product(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let width = b.first().map_or(0, Vec::len);
    a.iter().map(|row| (0..width).map(|j| row.iter().zip(b).map(|(v, r)| v * r[j]).sum()).collect()).collect()
}

/// Ordinary least squares of `y` on the columns of `x` (one row an observation, the constant included by the caller).
/// With `lag`, the errors are Newey and West's with that many lags and no small-sample factor.
///
/// `None` where rows differ in length, there is nothing left over, or the columns depend on each other.
pub fn least_squares(x: &[Vec<f64>], y: &[f64], lag: Option<usize>) -> Option<Fit> {
    let terms = x.first()?.len();
    if x.len() != y.len() || x.iter().any(|row| row.len() != terms) || y.len() <= terms {
        return None;
    }
    let squares: Vec<Vec<f64>> = (0..terms).map(|i| (0..terms).map(|j| x.iter().map(|row| row[i] * row[j]).sum()).collect()).collect();
    let inverse = inverse(&squares)?;
    let right: Vec<f64> = (0..terms).map(|i| x.iter().zip(y).map(|(row, v)| row[i] * v).sum()).collect();
    let coefficients: Vec<f64> = inverse.iter().map(|row| row.iter().zip(&right).map(|(a, b)| a * b).sum()).collect();
    let left: Vec<f64> = x.iter().zip(y).map(|(row, v)| v - row.iter().zip(&coefficients).map(|(a, b)| a * b).sum::<f64>()).collect();
    let residual: f64 = left.iter().map(|e| e * e).sum();
    let freedom = y.len() - terms;
    let variance: Vec<f64> = match lag {
        None => (0..terms).map(|i| inverse[i][i] * residual / freedom as f64).collect(),
        Some(lag) => {
            let mut meat = vec![vec![0.0; terms]; terms];
            for apart in 0..=lag.min(y.len() - 1) {
                let weight = if apart == 0 { 1.0 } else { 1.0 - apart as f64 / (lag as f64 + 1.0) };
                for t in apart..y.len() {
                    let shared = weight * left[t] * left[t - apart];
                    for i in 0..terms {
                        for j in 0..terms {
                            let cross = if apart == 0 { x[t][i] * x[t][j] } else { x[t][i] * x[t - apart][j] + x[t - apart][i] * x[t][j] };
                            meat[i][j] += shared * cross;
                        }
                    }
                }
            }
            let sandwich = product(&product(&inverse, &meat), &inverse);
            (0..terms).map(|i| sandwich[i][i].max(0.0)).collect()
        }
    };
    let steps: f64 = left.windows(2).map(|w| (w[1] - w[0]) * (w[1] - w[0])).sum();
    let scale = y.iter().map(|v| v * v).sum::<f64>();
    let durbin_watson = (residual > scale * 1e-24).then(|| steps / residual);
    Some(Fit { coefficients, standard_errors: variance.into_iter().map(f64::sqrt).collect(), durbin_watson, freedom })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_and_columns_that_depend_on_each_other_are_refused() {
        let x: Vec<Vec<f64>> = (0..6).map(|t| vec![1.0, f64::from(t)]).collect();
        let y = [1.0, 3.1, 4.9, 7.0, 9.1, 10.9];
        let fit = least_squares(&x, &y, None).expect("a fit");
        assert!((fit.coefficients[1] - 34.8 / 17.5).abs() < 1e-12, "{fit:?}");
        let twice: Vec<Vec<f64>> = (0..6).map(|t| vec![1.0, f64::from(t), 2.0 * f64::from(t)]).collect();
        assert_eq!(least_squares(&twice, &y, None), None);
    }
}
