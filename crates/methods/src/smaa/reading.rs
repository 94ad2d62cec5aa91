//! What SMAA says of options.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::working::{Column, Table, Working};

/// How often each option had each rank, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankTable {
    pub options: usize,
    pub draws: u32,
    /// Row by row, an option a row, a rank a column.
    pub counts: Vec<u32>,
}

impl RankTable {
    /// Share of the draws in which the option had the rank, both from 0. 0 to 1; 0 of what is not there.
    pub fn share(&self, option: usize, rank: usize) -> f64 {
        let count = if rank < self.options { self.counts.get(option * self.options + rank) } else { None };
        count.map_or(0.0, |count| f64::from(*count) / f64::from(self.draws.max(1)))
    }

    /// A row an option, a column a rank, shares of the draws. A row sums to 1.
    pub fn shares(&self) -> Vec<Vec<f64>> {
        let draws = f64::from(self.draws.max(1));
        self.counts.chunks_exact(self.options.max(1)).map(|row| row.iter().map(|count| f64::from(*count) / draws).collect()).collect()
    }

    /// How often each option was first, ties shared by all of them.
    pub fn first(&self) -> Vec<f64> {
        (0..self.options).map(|option| self.share(option, 0)).collect()
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub draws: u32,
    pub seed: u64,
    /// Rank acceptability: the full table.
    pub ranks: RankTable,
    /// For each option the mean of the weights that made it first; `None` where none did.
    pub central_weights: Vec<Option<Vec<f64>>>,
    /// For each option the chance to be first at its central weights; `None` where it has none.
    pub confidence: Vec<Option<f64>>,
    /// Row over column: share of the draws in which it is worth strictly more. `None` where it was not asked.
    pub pairwise_winning: Option<Vec<Vec<f64>>>,
}

impl Reading {
    /// The option first most often; the earlier of two alike. `None` of no options.
    pub fn most_often_first(&self) -> Option<usize> {
        let first = self.ranks.first();
        (0..first.len()).reduce(|best, at| if first.get(at) > first.get(best) { at } else { best })
    }

    /// Each option's expected rank, from 1.
    pub fn mean_ranks(&self) -> Vec<f64> {
        let mean = |row: Vec<f64>| row.iter().enumerate().map(|(rank, share)| (rank + 1) as f64 * share).sum();
        self.ranks.shares().into_iter().map(mean).collect()
    }

    /// The standard error of a share `p` at so many draws: how far another seed may differ.
    pub fn standard_error(&self, share: f64) -> f64 {
        (share * (1.0 - share) / f64::from(self.draws.max(1))).max(0.0).sqrt()
    }

    /// The figures of each option side by side; `names` as they are to be shown.
    pub fn working(&self, names: &[String], criteria: &[String]) -> Working {
        let first = self.ranks.first();
        let named = |prefix: &str, name: &String| Cow::Owned(format!("{prefix} {name}"));
        let mut columns = vec![
            Column::words("", "option", names.iter().map(|name| Cow::Owned(name.clone())).collect()),
            Column::numbers("b¹", "share of draws in which it is first", first.iter().copied().map(Some).collect()),
            Column::numbers("se", "standard error of that share", first.iter().map(|p| Some(self.standard_error(*p))).collect()),
            Column::numbers("", "mean rank", self.mean_ranks().into_iter().map(Some).collect()),
            Column::numbers("pᶜ", "chance to be first at its central weights", self.confidence.clone()),
        ];
        for (at, name) in criteria.iter().enumerate() {
            let weight = self.central_weights.iter().map(|w| w.as_ref().and_then(|w| w.get(at).copied())).collect();
            columns.push(Column { caption: named("central weight of", name), ..Column::numbers("wᶜ", "", weight) });
        }
        Working { tables: vec![Table::new("Options under weights drawn at random", columns)] }
    }
}
