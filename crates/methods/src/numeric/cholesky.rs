//! Symmetric positive definite systems, by Cholesky.

/// The lower factor of a matrix whose lower half is given row by row; `None` where it is not positive definite.
pub struct Factor {
    size: usize,
    lower: Vec<f64>,
}

impl Factor {
    pub fn of(matrix: &[f64], size: usize) -> Option<Factor> {
        if size == 0 || matrix.len() != size * size {
            return None;
        }
        let mut lower = vec![0.0; size * size];
        for row in 0..size {
            for column in 0..=row {
                let known: f64 = (lower.get(row * size..row * size + column)?.iter())
                    .zip(lower.get(column * size..column * size + column)?)
                    .map(|(a, b)| a * b)
                    .sum();
                let left = matrix.get(row * size + column)? - known;
                let value = if row == column {
                    if left.is_nan() || left <= 0.0 {
                        return None;
                    }
                    left.sqrt()
                } else {
                    left / lower.get(column * size + column)?
                };
                *lower.get_mut(row * size + column)? = value;
            }
        }
        Some(Factor { size, lower })
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.lower.get(row * self.size + column).copied().unwrap_or(0.0)
    }

    /// x of A x = b; `None` where b has another length.
    pub fn solve(&self, b: &[f64]) -> Option<Vec<f64>> {
        if b.len() != self.size {
            return None;
        }
        let mut x = b.to_vec();
        for row in 0..self.size {
            let known: f64 = (0..row).map(|at| self.at(row, at) * x.get(at).copied().unwrap_or(0.0)).sum();
            let value = x.get_mut(row)?;
            *value = (*value - known) / self.at(row, row);
        }
        for row in (0..self.size).rev() {
            let known: f64 = (row + 1..self.size).map(|at| self.at(at, row) * x.get(at).copied().unwrap_or(0.0)).sum();
            let value = x.get_mut(row)?;
            *value = (*value - known) / self.at(row, row);
        }
        Some(x)
    }

    /// The diagonal of the inverse.
    pub fn inverse_diagonal(&self) -> Option<Vec<f64>> {
        let column = |at: usize| {
            let mut unit = vec![0.0; self.size];
            *unit.get_mut(at)? = 1.0;
            self.solve(&unit)?.get(at).copied()
        };
        (0..self.size).map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved_and_its_inverse_has_the_diagonal_worked_by_hand() {
        let factor = Factor::of(&[4.0, 2.0, 2.0, 3.0], 2).expect("positive definite");
        let x = factor.solve(&[2.0, 5.0]).expect("a solution");
        assert!((x[0] + 0.5).abs() < 1e-12 && (x[1] - 2.0).abs() < 1e-12, "{x:?}");
        let diagonal = factor.inverse_diagonal().expect("a diagonal");
        assert!((diagonal[0] - 0.375).abs() < 1e-12 && (diagonal[1] - 0.5).abs() < 1e-12, "{diagonal:?}");
        assert!(Factor::of(&[1.0, 2.0, 2.0, 1.0], 2).is_none());
        assert!(Factor::of(&[], 0).is_none() && factor.solve(&[1.0]).is_none());
    }
}
