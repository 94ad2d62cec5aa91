//! Dantzig and Wolfe's decomposition over the blocks: a bound far better than the plain relaxation, and the point it rests on.

use super::blocks::{Blocks, Priced, Tables};
use super::mask::Mask;
use super::master::Master;
use super::prices::worths;
use super::program::Program;

/// What stays the same over every decomposition of one programme.
#[derive(Debug, Clone)]
pub struct Ground<'a> {
    pub program: &'a Program,
    pub value: Vec<f64>,
    pub blocks: Blocks,
    /// By linking row.
    scales: Vec<f64>,
    /// By row: its place among the linking rows.
    place: Vec<Option<usize>>,
    artificial: f64,
}

impl<'a> Ground<'a> {
    pub fn of(program: &'a Program, value: Vec<f64>) -> Ground<'a> {
        let blocks = Blocks::of(program);
        let largest = program.scales();
        let scales = blocks.linking.iter().map(|row| largest[*row].max(program.rows[*row].at_most.abs() as f64)).collect();
        let mut place = vec![None; program.rows.len()];
        blocks.linking.iter().enumerate().for_each(|(at, row)| place[*row] = Some(at));
        let best = value.iter().fold(1.0f64, |most, v| most.max(v.abs()));
        Ground { program, artificial: 20.0 * best * (program.groups.len() as f64).sqrt(), value, blocks, scales, place }
    }

    /// Prices of all rows from those of the linking rows; rows of blocks are held exactly and have none.
    pub fn by_row(&self, linking: &[f64]) -> Vec<f64> {
        let mut prices = vec![0.0; self.program.rows.len()];
        self.blocks.linking.iter().zip(linking).for_each(|(row, price)| prices[*row] = *price);
        prices
    }

    /// The bound at prices of the linking rows, with the best choice of every block. None where a block has no choice.
    pub fn evaluate(&self, mask: &Mask, linking: &[f64], tables: &mut Tables) -> Option<(f64, Vec<Priced>)> {
        let worth = worths(self.program, &self.value, &self.by_row(linking));
        let rows = self.blocks.linking.iter().zip(linking);
        let mut bound: f64 = rows.map(|(row, price)| self.program.rows[*row].at_most as f64 * price).sum();
        let mut priced = Vec::with_capacity(self.blocks.list.len());
        for block in &self.blocks.list {
            let best = self.blocks.price(self.program, block, mask, &worth, tables)?;
            bound += best.worth;
            priced.push(best);
        }
        Some((bound, priced))
    }

    /// What options are worth once every row is paid for: linking rows at their prices, a block's row at what the last part of
    /// its amount earns.
    pub fn worths(&self, mask: &Mask, linking: &[f64], tables: &mut Tables) -> Vec<f64> {
        let mut worth = worths(self.program, &self.value, &self.by_row(linking));
        for block in &self.blocks.list {
            let price = self.blocks.last_part(self.program, block, mask, &worth, tables);
            for option in block.groups.iter().flat_map(|g| &self.program.groups[*g].options) {
                worth[*option] -= price * self.blocks.weight[*option] as f64;
            }
        }
        worth
    }

    fn pattern(&self, block: usize, priced: &Priced) -> Pattern {
        let mut used = std::collections::BTreeMap::new();
        let mut value = 0.0;
        for option in priced.chosen.iter().flatten() {
            value += self.value[*option];
            for (row, amount) in &self.program.options[*option].cells {
                if let Some(at) = self.place[*row] {
                    *used.entry(at).or_insert(0.0) += *amount as f64;
                }
            }
        }
        Pattern { block, chosen: priced.chosen.clone(), value, used: used.into_iter().collect() }
    }
}

/// One whole choice of a block.
#[derive(Debug, Clone)]
pub struct Pattern {
    block: usize,
    chosen: Vec<Option<usize>>,
    value: f64,
    used: Vec<(usize, f64)>,
}

#[derive(Debug, Clone)]
pub struct Decomposition {
    pub mask: Mask,
    /// The least bound so far, and the prices of the linking rows that gave it.
    pub bound: f64,
    pub prices: Vec<f64>,
    /// No column is left that could improve it.
    pub done: bool,
    master: Master,
    /// Pattern of each column from `first` on.
    patterns: Vec<usize>,
    first: usize,
    smooth: bool,
}

/// Patterns of earlier steps that a new step begins with, for each block.
const KEPT: usize = 40;

impl Decomposition {
    pub fn new(ground: &Ground, mask: Mask, prices: Vec<f64>, pool: &[Pattern]) -> Decomposition {
        let linking = ground.blocks.linking.len();
        let limits = ground.blocks.linking.iter().zip(&ground.scales).map(|(row, scale)| ground.program.rows[*row].at_most as f64 / scale);
        let limits: Vec<f64> = limits.chain(ground.blocks.list.iter().map(|_| 1.0)).collect();
        let equal: Vec<bool> = (0..limits.len()).map(|at| at >= linking).collect();
        let master = Master::new(&limits, &equal, ground.artificial);
        let mut made = Decomposition {
            mask,
            bound: f64::INFINITY,
            prices,
            done: false,
            first: limits.len() + limits.iter().zip(&equal).filter(|(limit, equal)| !**equal && **limit < 0.0).count(),
            master,
            patterns: Vec::new(),
            smooth: true,
        };
        let mut taken = vec![0; ground.blocks.list.len()];
        for (at, pattern) in pool.iter().enumerate().rev() {
            let groups = &ground.blocks.list[pattern.block].groups;
            if taken[pattern.block] < KEPT && groups.iter().zip(&pattern.chosen).all(|(g, o)| made.mask.allows(*g, *o)) {
                taken[pattern.block] += 1;
                made.take(ground, pattern, at);
            }
        }
        made
    }

    fn take(&mut self, ground: &Ground, pattern: &Pattern, at: usize) {
        let linking = ground.blocks.linking.len();
        let used = pattern.used.iter().map(|(row, amount)| (*row, amount / ground.scales[*row]));
        let column = self.master.add(pattern.value, used.chain([(linking + pattern.block, 1.0)]).collect());
        debug_assert_eq!(column, self.first + self.patterns.len());
        self.patterns.push(at);
    }

    /// One round: solve the master, price every block, add what improves. False where the mask allows no plan.
    pub fn round(&mut self, ground: &Ground, pool: &mut Vec<Pattern>, tables: &mut Tables) -> bool {
        let linking = ground.blocks.linking.len();
        self.master.solve(3_000);
        let duals = self.master.duals();
        let fresh: Vec<f64> = duals.iter().zip(&ground.scales).take(linking).map(|(dual, scale)| dual.max(0.0) / scale).collect();
        let empty = self.patterns.is_empty();
        let trial: Vec<f64> = if empty {
            self.prices.clone()
        } else if self.smooth {
            fresh.iter().zip(&self.prices).map(|(a, b)| 0.5 * a + 0.5 * b).collect()
        } else {
            fresh
        };
        let Some((bound, priced)) = ground.evaluate(&self.mask, &trial, tables) else {
            self.bound = f64::NEG_INFINITY;
            return false;
        };
        if bound < self.bound {
            (self.bound, self.prices) = (bound, trial);
        }
        let mut added = false;
        for (block, priced) in priced.iter().enumerate() {
            let pattern = ground.pattern(block, priced);
            let paid: f64 = pattern.used.iter().map(|(row, amount)| duals[*row] * amount / ground.scales[*row]).sum();
            if empty || pattern.value - paid - duals[linking + block] > 1e-6 * (1.0 + pattern.value.abs()) {
                pool.push(pattern.clone());
                self.take(ground, &pattern, pool.len() - 1);
                added = true;
            }
        }
        let reached = self.master.broken() < 1e-6 && self.bound - self.master.objective() < 0.2;
        // Prices between two points may name nothing new though the master's own would: ask those before giving up.
        self.done = reached || (!added && !self.smooth);
        self.smooth = added;
        true
    }

    /// Whether the rows cannot hold together at all under this mask.
    pub fn hopeless(&self) -> bool {
        self.bound == f64::NEG_INFINITY || (self.done && self.master.broken() > 1e-5)
    }

    /// The pattern of each block with the largest share: a whole choice that keeps the rows of the blocks.
    pub fn whole_patterns(&self, ground: &Ground, pool: &[Pattern]) -> Vec<Option<usize>> {
        let mut largest = vec![0.0; ground.blocks.list.len()];
        let mut chosen = vec![None; ground.program.groups.len()];
        for (column, weight) in self.master.weights().filter(|(column, _)| *column >= self.first) {
            let pattern = &pool[self.patterns[column - self.first]];
            if weight > largest[pattern.block] {
                largest[pattern.block] = weight;
                for (group, option) in ground.blocks.list[pattern.block].groups.iter().zip(&pattern.chosen) {
                    chosen[*group] = *option;
                }
            }
        }
        chosen
    }

    /// By group: its choices with their shares in the master's point.
    pub fn shares(&mut self, ground: &Ground, pool: &[Pattern]) -> Vec<Vec<(Option<usize>, f64)>> {
        self.master.solve(3_000);
        let mut shares: Vec<Vec<(Option<usize>, f64)>> = vec![Vec::new(); ground.program.groups.len()];
        for (column, weight) in self.master.weights().filter(|(column, _)| *column >= self.first) {
            let pattern = &pool[self.patterns[column - self.first]];
            for (group, option) in ground.blocks.list[pattern.block].groups.iter().zip(&pattern.chosen) {
                match shares[*group].iter_mut().find(|(o, _)| o == option) {
                    Some((_, share)) => *share += weight,
                    None => shares[*group].push((*option, weight)),
                }
            }
        }
        shares
    }
}
