//! Values of all options under one set of weights, and the error of their scores.

use super::Uncertainty;
use crate::numeric::draw::Draw;

/// Options worked side by side.
const LANES: usize = 8;

/// A table of options and criteria laid out in tiles of eight options, so that a processor works them together.
pub(super) struct Tiles {
    tiles: Vec<[f64; LANES]>,
    criteria: usize,
}

impl Tiles {
    pub fn of(rows: &[Vec<f64>], criteria: usize) -> Tiles {
        let mut tiles = Vec::with_capacity(rows.len().div_ceil(LANES) * criteria);
        for block in rows.chunks(LANES) {
            for criterion in 0..criteria {
                let mut tile = [0.0; LANES];
                for (cell, row) in tile.iter_mut().zip(block) {
                    *cell = row.get(criterion).copied().unwrap_or(0.0);
                }
                tiles.push(tile);
            }
        }
        Tiles { tiles, criteria }
    }

    /// `values[i] = Σⱼ weight[j] · row[i][j]`, summed in the order of the criteria, whatever the place of the option.
    pub fn values(&self, weight: &[f64], values: &mut [f64]) {
        for (block, out) in self.tiles.chunks_exact(self.criteria).zip(values.chunks_mut(LANES)) {
            let mut sums = [0.0; LANES];
            for (tile, w) in block.iter().zip(weight) {
                for (sum, cell) in sums.iter_mut().zip(tile) {
                    *sum += w * cell;
                }
            }
            for (out, sum) in out.iter_mut().zip(sums) {
                *out = sum;
            }
        }
    }
}

/// Errors of the scores. Independent normal errors on m criteria, weighted, are one normal error with variance Σ wⱼ² sⱼ²: one draw an
/// option does for m, and has the same distribution.
pub(super) struct Noise {
    variances: Variances,
    squares: Vec<f64>,
    of_option: Vec<f64>,
}

enum Variances {
    Alike(Vec<f64>),
    Own(Tiles),
}

impl Noise {
    pub fn of(uncertainty: &Uncertainty, options: usize, criteria: usize) -> Option<Noise> {
        let square = |row: &Vec<f64>| row.iter().map(|s| s * s).collect::<Vec<f64>>();
        let variances = match uncertainty {
            Uncertainty::None => return None,
            Uncertainty::ByCriterion(row) => Variances::Alike(square(row)),
            Uncertainty::ByScore(rows) => Variances::Own(Tiles::of(&rows.iter().map(square).collect::<Vec<_>>(), criteria)),
        };
        Some(Noise { variances, squares: vec![0.0; criteria], of_option: vec![0.0; options] })
    }

    /// Adds one error to each value.
    pub fn add(&mut self, weight: &[f64], draw: &mut Draw, values: &mut [f64]) {
        for (square, w) in self.squares.iter_mut().zip(weight) {
            *square = w * w;
        }
        match &self.variances {
            Variances::Alike(row) => self.of_option.fill(row.iter().zip(&self.squares).map(|(v, w)| v * w).sum()),
            Variances::Own(tiles) => tiles.values(&self.squares, &mut self.of_option),
        }
        for (value, variance) in values.iter_mut().zip(&self.of_option) {
            *value += variance.sqrt() * draw.normal();
        }
    }
}
