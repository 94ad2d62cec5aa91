//! Where ranks are counted: the table of ranks, the weights of the draws each option won, and wins of one option over another.
//!
//! Ranks are kept for a batch of draws, option by option, and then counted: a row of the table is touched once a batch and not once a draw.

use super::RankTable;

/// Draws in a batch: the ranks of 2,000 options stay in a processor's second cache.
const BATCH: usize = 128;

/// Everything counted.
pub(super) struct Counted {
    pub ranks: RankTable,
    /// Mean weights over the draws in which an option was first; `None` where it never was.
    pub central_weights: Vec<Option<Vec<f64>>>,
    pub pairwise_winning: Option<Vec<Vec<f64>>>,
}

pub(super) struct Tally {
    options: usize,
    criteria: usize,
    held: usize,
    /// An option a row, a draw a column. At most 2,000 options: a rank fits.
    ranks: Vec<i16>,
    counts: Vec<u32>,
    weights_when_first: Vec<f64>,
    wins: Option<Vec<u32>>,
}

impl Tally {
    pub fn of(options: usize, criteria: usize, pairwise: bool) -> Tally {
        Tally {
            options,
            criteria,
            held: 0,
            ranks: vec![0; options * BATCH],
            counts: vec![0; options * options],
            weights_when_first: vec![0.0; options * criteria],
            wins: pairwise.then(|| vec![0; options * options]),
        }
    }

    /// The rank of one option in the draw at hand.
    pub fn take(&mut self, option: usize, rank: usize, weight: &[f64]) {
        if let Some(cell) = self.ranks.get_mut(option * BATCH + self.held) {
            *cell = rank as i16;
        }
        if rank == 0
            && let Some(sums) = self.weights_when_first.get_mut(option * self.criteria..(option + 1) * self.criteria)
        {
            sums.iter_mut().zip(weight).for_each(|(sum, w)| *sum += w);
        }
    }

    /// The draw at hand is done.
    pub fn next(&mut self) {
        self.held += 1;
        if self.held == BATCH {
            self.count();
        }
    }

    fn count(&mut self) {
        let rows: Vec<&[i16]> = self.ranks.chunks_exact(BATCH).filter_map(|row| row.get(..self.held)).collect();
        for (counts, ranks) in self.counts.chunks_exact_mut(self.options).zip(&rows) {
            for rank in *ranks {
                if let Some(count) = counts.get_mut(*rank as usize) {
                    *count += 1;
                }
            }
        }
        if let Some(wins) = &mut self.wins {
            for (wins, one) in wins.chunks_exact_mut(self.options).zip(&rows) {
                for (count, other) in wins.iter_mut().zip(&rows) {
                    // A batch is 128 draws: its wins fit in sixteen bits, of which a processor adds eight at once.
                    let ahead = one.iter().zip(*other).fold(0u16, |sum, (a, b)| sum.wrapping_add(u16::from(a < b)));
                    *count += u32::from(ahead);
                }
            }
        }
        self.held = 0;
    }

    pub fn finish(mut self, draws: u32) -> Counted {
        self.count();
        let share = |row: &[u32]| row.iter().map(|wins| f64::from(*wins) / f64::from(draws)).collect();
        let pairwise_winning = self.wins.take().map(|wins| wins.chunks_exact(self.options).map(share).collect());
        let central_weights = self.central_weights();
        Counted { ranks: RankTable { options: self.options, draws, counts: self.counts }, central_weights, pairwise_winning }
    }

    fn central_weights(&self) -> Vec<Option<Vec<f64>>> {
        let firsts = self.counts.chunks_exact(self.options).map(|row| row.first().copied().unwrap_or(0));
        self.weights_when_first
            .chunks_exact(self.criteria)
            .zip(firsts)
            .map(|(sums, first)| (first > 0).then(|| sums.iter().map(|sum| sum / f64::from(first)).collect()))
            .collect()
    }
}
