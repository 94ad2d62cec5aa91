//! A small linear programme whose columns come one after another: revised simplex with the inverse kept whole.
//!
//! Maximises `cost · x` with `rows ≤ limit` (or `=`), `x ≥ 0`. Rows that start broken are carried by artificial columns.

#[derive(Debug, Clone)]
pub struct Master {
    limits: Vec<f64>,
    columns: Vec<Column>,
    /// By row: which column is basic there.
    basis: Vec<usize>,
    basic: Vec<bool>,
    inverse: Vec<f64>,
    values: Vec<f64>,
    pivots: u32,
    artificial: f64,
}

#[derive(Debug, Clone)]
struct Column {
    cost: f64,
    cells: Vec<(usize, f64)>,
    artificial: bool,
}

const SMALL: f64 = 1e-9;
const REFRESH: u32 = 80;

impl Master {
    /// `equal` says of each row whether it is an equation. `artificial` is what breaking a row by one costs.
    pub fn new(limits: &[f64], equal: &[bool], artificial: f64) -> Master {
        let rows = limits.len();
        let mut made = Master {
            limits: limits.to_vec(),
            columns: Vec::new(),
            basis: vec![0; rows],
            basic: Vec::new(),
            inverse: vec![0.0; rows * rows],
            values: vec![0.0; rows],
            pivots: 0,
            artificial,
        };
        for row in 0..rows {
            // Different tiny amounts on every row keep the simplex from circling; the bound never comes from this programme.
            made.limits[row] += 1e-9 * (1.0 + limits[row].abs()) * ((row * 7919 + 13) % 101) as f64 / 101.0;
            let slack = if equal[row] { None } else { Some(made.push(0.0, vec![(row, 1.0)], false)) };
            let start = match slack {
                Some(slack) if made.limits[row] >= 0.0 => slack,
                _ => {
                    let sign = if made.limits[row] >= 0.0 { 1.0 } else { -1.0 };
                    made.push(-artificial, vec![(row, sign)], true)
                }
            };
            let sign = if made.limits[row] >= 0.0 { 1.0 } else { -1.0 };
            made.basis[row] = start;
            made.basic[start] = true;
            made.inverse[row * rows + row] = sign;
            made.values[row] = made.limits[row] * sign;
        }
        made
    }

    fn push(&mut self, cost: f64, cells: Vec<(usize, f64)>, artificial: bool) -> usize {
        self.columns.push(Column { cost, cells, artificial });
        self.basic.push(false);
        self.columns.len() - 1
    }

    pub fn add(&mut self, cost: f64, cells: Vec<(usize, f64)>) -> usize {
        self.push(cost, cells, false)
    }

    /// What the limit of each row is worth.
    pub fn duals(&self) -> Vec<f64> {
        let rows = self.limits.len();
        let mut duals = vec![0.0; rows];
        for (at, column) in self.basis.iter().enumerate() {
            let cost = self.columns[*column].cost;
            if cost != 0.0 {
                for (dual, inverse) in duals.iter_mut().zip(&self.inverse[at * rows..(at + 1) * rows]) {
                    *dual += cost * inverse;
                }
            }
        }
        duals
    }

    /// Columns in use with how much.
    pub fn weights(&self) -> impl Iterator<Item = (usize, f64)> {
        self.basis.iter().zip(&self.values).filter(|(_, value)| **value > 1e-9).map(|(column, value)| (*column, *value))
    }

    /// How much rows are still broken, in their own scale.
    pub fn broken(&self) -> f64 {
        self.weights().filter(|(column, _)| self.columns[*column].artificial).map(|(_, value)| value).sum()
    }

    pub fn objective(&self) -> f64 {
        self.weights().map(|(column, value)| self.columns[column].cost * value).sum()
    }

    /// Pivots until no column improves, or the count is used up.
    pub fn solve(&mut self, most: u32) {
        let rows = self.limits.len();
        let tolerance = 1e-9 * self.artificial.max(1.0);
        let mut duals = self.duals();
        for _ in 0..most {
            let mut enter = (tolerance, None);
            for (at, column) in self.columns.iter().enumerate() {
                if self.basic[at] || column.artificial {
                    continue;
                }
                let gain = column.cost - column.cells.iter().map(|(row, cell)| duals[*row] * cell).sum::<f64>();
                if gain > enter.0 {
                    enter = (gain, Some(at));
                }
            }
            let (gain, Some(column)) = enter else { return };
            let mut direction = vec![0.0; rows];
            for (row, cell) in &self.columns[column].cells {
                for (at, towards) in direction.iter_mut().enumerate() {
                    *towards += cell * self.inverse[at * rows + row];
                }
            }
            let mut leave: Option<(f64, usize)> = None;
            for (at, towards) in direction.iter().enumerate() {
                if *towards > SMALL {
                    let ratio = self.values[at].max(0.0) / towards;
                    let better = match leave {
                        None => true,
                        Some((least, row)) => ratio < least - 1e-12 || (ratio <= least + 1e-12 && *towards > direction[row]),
                    };
                    if better {
                        leave = Some((ratio, at));
                    }
                }
            }
            let Some((ratio, row)) = leave else { return };
            self.pivot(row, column, ratio, &direction);
            let scale = gain;
            for (dual, inverse) in duals.iter_mut().zip(&self.inverse[row * rows..(row + 1) * rows]) {
                *dual += scale * inverse;
            }
            if self.pivots.is_multiple_of(REFRESH) {
                if !self.refresh() {
                    return;
                }
                duals = self.duals();
            }
        }
    }

    fn pivot(&mut self, row: usize, column: usize, ratio: f64, direction: &[f64]) {
        let rows = self.limits.len();
        for (value, towards) in self.values.iter_mut().zip(direction) {
            *value -= ratio * towards;
        }
        self.values[row] = ratio;
        let by = 1.0 / direction[row];
        let mut line = vec![0.0; rows];
        for (new, old) in line.iter_mut().zip(&mut self.inverse[row * rows..(row + 1) * rows]) {
            *old *= by;
            *new = *old;
        }
        for (at, towards) in direction.iter().enumerate() {
            if at != row && towards.abs() > 1e-14 {
                for (cell, new) in self.inverse[at * rows..(at + 1) * rows].iter_mut().zip(&line) {
                    *cell -= towards * new;
                }
            }
        }
        self.basic[self.basis[row]] = false;
        self.basic[column] = true;
        self.basis[row] = column;
        self.pivots += 1;
    }

    /// The inverse worked anew from the basis, so that errors do not grow. False where the basis cannot be inverted.
    fn refresh(&mut self) -> bool {
        let rows = self.limits.len();
        let mut left = vec![0.0; rows * rows];
        for (at, column) in self.basis.iter().enumerate() {
            for (row, cell) in &self.columns[*column].cells {
                left[row * rows + at] = *cell;
            }
        }
        let mut right = vec![0.0; rows * rows];
        (0..rows).for_each(|at| right[at * rows + at] = 1.0);
        for at in 0..rows {
            let largest = (at..rows).max_by(|a, b| left[a * rows + at].abs().total_cmp(&left[b * rows + at].abs())).unwrap_or(at);
            if left[largest * rows + at].abs() < 1e-11 {
                return false;
            }
            if largest != at {
                for cell in 0..rows {
                    left.swap(at * rows + cell, largest * rows + cell);
                    right.swap(at * rows + cell, largest * rows + cell);
                }
            }
            let by = 1.0 / left[at * rows + at];
            for cell in 0..rows {
                left[at * rows + cell] *= by;
                right[at * rows + cell] *= by;
            }
            let (line_left, line_right) = (left[at * rows..(at + 1) * rows].to_vec(), right[at * rows..(at + 1) * rows].to_vec());
            for other in (0..rows).filter(|other| *other != at) {
                let factor = left[other * rows + at];
                if factor != 0.0 {
                    for (cell, new) in left[other * rows..(other + 1) * rows].iter_mut().zip(&line_left).skip(at) {
                        *cell -= factor * new;
                    }
                    for (cell, new) in right[other * rows..(other + 1) * rows].iter_mut().zip(&line_right) {
                        *cell -= factor * new;
                    }
                }
            }
        }
        self.inverse = right;
        for at in 0..rows {
            self.values[at] = self.inverse[at * rows..(at + 1) * rows].iter().zip(&self.limits).map(|(i, l)| i * l).sum();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_programme_has_its_known_answer_and_duals() {
        // max 3x + 5y; x <= 4; 2y <= 12; 3x + 2y <= 18 (Hillier and Lieberman's example): x = 2, y = 6, 36; duals 0, 1.5, 1.
        let mut programme = Master::new(&[4.0, 12.0, 18.0], &[false; 3], 1e6);
        programme.add(3.0, vec![(0, 1.0), (2, 3.0)]);
        programme.add(5.0, vec![(1, 2.0), (2, 2.0)]);
        programme.solve(100);
        assert!((programme.objective() - 36.0).abs() < 1e-6);
        for (got, want) in programme.duals().iter().zip([0.0, 1.5, 1.0]) {
            assert!((got - want).abs() < 1e-9, "{got} {want}");
        }
        assert!(programme.broken() < 1e-9);
    }

    #[test]
    fn rows_that_cannot_hold_together_stay_broken() {
        // x >= 3 and x <= 1.
        let mut programme = Master::new(&[-3.0, 1.0], &[false; 2], 1e3);
        programme.add(1.0, vec![(0, -1.0), (1, 1.0)]);
        programme.solve(100);
        assert!((programme.broken() - 2.0).abs() < 1e-6);
        let mut equation = Master::new(&[2.0, 5.0], &[true, false], 1e3);
        equation.add(1.0, vec![(0, 1.0), (1, 1.0)]);
        equation.solve(100);
        assert!(equation.broken() < 1e-9 && (equation.objective() - 2.0).abs() < 1e-6);
    }
}
