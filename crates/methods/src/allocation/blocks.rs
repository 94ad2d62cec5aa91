//! Budget rows that share no service, as blocks: inside one, the best choice is found exactly by dynamic programming over its
//! amount; all other rows link the blocks.

use super::mask::Mask;
use super::program::{Program, RowName};

#[derive(Debug, Clone)]
pub struct Blocks {
    pub list: Vec<Block>,
    /// Rows outside the blocks that can bind at all.
    pub linking: Vec<usize>,
    /// By option: what it takes of its block's row, in the block's own steps, rounded down so that the bound stays valid.
    pub weight: Vec<usize>,
}

#[derive(Debug, Clone)]
pub struct Block {
    pub groups: Vec<usize>,
    /// The amount of the row in the block's steps; 0 where the block has no row.
    pub capacity: usize,
}

/// Room for the tables of one block: cells of all its services together.
const MOST_CELLS: usize = 4_000_000;
/// Services without a row are priced in lots of so many.
const LOT: usize = 10;

impl Blocks {
    pub fn of(program: &Program) -> Blocks {
        let reach = Reach::of(program);
        let orders = [reach.by_conflicts(), reach.by_size()];
        let chosen = orders.map(|order| reach.apart(&order));
        let [first, second] = chosen;
        let score = |rows: &[usize]| rows.len() * rows.iter().map(|r| reach.groups_of[*r].len()).sum::<usize>();
        let rows = if score(&second) > score(&first) { second } else { first };
        let mut made = Blocks { list: Vec::new(), linking: Vec::new(), weight: vec![0; program.options.len()] };
        let mut placed = vec![false; program.groups.len()];
        for row in &rows {
            let groups = reach.groups_of[*row].clone();
            groups.iter().for_each(|g| placed[*g] = true);
            made.block(program, *row, groups);
        }
        let rest: Vec<usize> = (0..program.groups.len()).filter(|g| !placed[*g]).collect();
        if made.list.len() >= 8 {
            let blocks = made.list.len();
            for (at, group) in rest.into_iter().enumerate() {
                made.list[at % blocks].groups.push(group);
            }
        } else {
            made.list.extend(rest.chunks(LOT).map(|lot| Block { groups: lot.to_vec(), capacity: 0 }));
        }
        made.linking = (0..program.rows.len()).filter(|r| reach.binds[*r] && !rows.contains(r)).collect();
        made
    }

    fn block(&mut self, program: &Program, row: usize, groups: Vec<usize>) {
        let at_most = program.rows[row].at_most;
        let most = (MOST_CELLS / groups.len().max(1)).clamp(200, 20_000) as i64;
        let amounts: Vec<(usize, i64)> = groups
            .iter()
            .flat_map(|g| &program.groups[*g].options)
            .filter_map(|o| program.options[*o].cells.iter().find(|(r, _)| *r == row).map(|(_, amount)| (*o, *amount)))
            .collect();
        // Whole thousands need no finer steps than thousands.
        let shared = amounts.iter().fold(0, |d, (_, amount)| divisor(d, *amount)).max(1);
        let capacity = at_most / shared;
        let step = shared * (capacity / most + 1);
        for (option, amount) in amounts {
            self.weight[option] = (amount / step) as usize;
        }
        self.list.push(Block { groups, capacity: (at_most / step) as usize });
    }
}

fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// Which groups a row touches, and whether it could ever bind.
struct Reach {
    groups_of: Vec<Vec<usize>>,
    binds: Vec<bool>,
    fits: Vec<bool>,
}

impl Reach {
    fn of(program: &Program) -> Reach {
        let rows = program.rows.len();
        let (mut groups_of, mut most) = (vec![Vec::new(); rows], vec![0i64; rows]);
        let mut fits: Vec<bool> =
            program.rows.iter().map(|row| row.at_most >= 0 && !matches!(row.name, RowName::Exclusion { .. })).collect();
        let mut peak = vec![i64::MIN; rows];
        let mut seen = vec![0usize; rows];
        for (at, group) in program.groups.iter().enumerate() {
            let mut touched = Vec::new();
            for option in &group.options {
                for (row, amount) in &program.options[*option].cells {
                    if seen[*row] == 0 {
                        touched.push(*row);
                    }
                    seen[*row] += 1;
                    peak[*row] = peak[*row].max(*amount);
                    fits[*row] &= *amount >= 0;
                }
            }
            for row in touched {
                groups_of[row].push(at);
                // An option that leaves the row alone counts as 0, and so does leaving the service out.
                let least = if group.must && seen[row] == group.options.len() { i64::MIN } else { 0 };
                most[row] += peak[row].max(least);
                (peak[row], seen[row]) = (i64::MIN, 0);
            }
        }
        let binds: Vec<bool> = program.rows.iter().zip(&most).map(|(row, most)| *most > row.at_most).collect();
        for row in 0..rows {
            fits[row] &= binds[row] && groups_of[row].len() >= 3;
        }
        Reach { groups_of, binds, fits }
    }

    fn meet(&self, a: usize, b: usize) -> bool {
        let (mut a, mut b) = (self.groups_of[a].iter().peekable(), self.groups_of[b].iter().peekable());
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => a.next(),
                std::cmp::Ordering::Greater => b.next(),
            };
        }
        false
    }

    fn candidates(&self) -> Vec<usize> {
        (0..self.fits.len()).filter(|r| self.fits[*r]).collect()
    }

    fn by_conflicts(&self) -> Vec<usize> {
        let rows = self.candidates();
        let mut counted: Vec<(usize, usize)> =
            rows.iter().map(|r| (rows.iter().filter(|other| *other != r && self.meet(*r, **other)).count(), *r)).collect();
        counted.sort_unstable();
        counted.into_iter().map(|(_, row)| row).collect()
    }

    fn by_size(&self) -> Vec<usize> {
        let mut rows = self.candidates();
        rows.sort_by_key(|r| (std::cmp::Reverse(self.groups_of[*r].len()), *r));
        rows
    }

    fn apart(&self, order: &[usize]) -> Vec<usize> {
        let mut chosen: Vec<usize> = Vec::new();
        for row in order {
            if chosen.iter().all(|other| !self.meet(*row, *other)) {
                chosen.push(*row);
            }
        }
        chosen
    }
}

/// The best choice of a block at given worths, and its worth.
#[derive(Debug, Clone)]
pub struct Priced {
    pub worth: f64,
    /// By group of the block.
    pub chosen: Vec<Option<usize>>,
}

/// Tables kept between calls.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    forward: Vec<f64>,
    backward: Vec<f64>,
}

impl Blocks {
    /// The best open choice of a block. `worth` is by option. None where a service has no open choice that fits.
    pub fn price(&self, program: &Program, block: &Block, mask: &Mask, worth: &[f64], tables: &mut Tables) -> Option<Priced> {
        let (width, depth) = (block.capacity + 1, block.groups.len());
        tables.forward.clear();
        tables.forward.resize(width * (depth + 1), 0.0);
        for (at, group) in block.groups.iter().enumerate() {
            let (before, after) = tables.forward.split_at_mut(width * (at + 1));
            self.layer(program, *group, mask, worth, &before[width * at..], &mut after[..width]);
        }
        let worth_of_all = tables.forward.last().copied().filter(|w| w.is_finite())?;
        let mut chosen = vec![None; depth];
        let mut left = block.capacity;
        for (at, group) in block.groups.iter().enumerate().rev() {
            let before = &tables.forward[width * at..width * (at + 1)];
            let mut best = (if mask.none[*group] { before[left] } else { f64::NEG_INFINITY }, None);
            for option in &program.groups[*group].options {
                let weight = self.weight[*option];
                if mask.open[*option] && weight <= left && before[left - weight] + worth[*option] > best.0 {
                    best = (before[left - weight] + worth[*option], Some(*option));
                }
            }
            chosen[at] = best.1;
            left -= best.1.map_or(0, |option| self.weight[option]);
        }
        Some(Priced { worth: worth_of_all, chosen })
    }

    /// What a step of the block's amount earns, over its last twentieth.
    pub fn last_part(&self, program: &Program, block: &Block, mask: &Mask, worth: &[f64], tables: &mut Tables) -> f64 {
        let part = (block.capacity / 20).max(1);
        if block.capacity == 0 || self.price(program, block, mask, worth, tables).is_none() {
            return 0.0;
        }
        let last = &tables.forward[tables.forward.len() - block.capacity - 1..];
        let earned = last[block.capacity] - last[block.capacity - part];
        if earned.is_finite() { earned / part as f64 } else { 0.0 }
    }

    fn layer(&self, program: &Program, group: usize, mask: &Mask, worth: &[f64], before: &[f64], after: &mut [f64]) {
        let options = program.groups[group].options.iter().filter(|o| mask.open[**o]);
        let free = options.clone().filter(|o| self.weight[**o] == 0).map(|o| worth[*o]);
        let free = free.fold(if mask.none[group] { 0.0 } else { f64::NEG_INFINITY }, f64::max);
        for (new, old) in after.iter_mut().zip(before) {
            *new = old + free;
        }
        for option in options.filter(|o| self.weight[**o] > 0 && worth[**o] > free) {
            let (weight, worth) = (self.weight[*option], worth[*option]);
            for (new, old) in after.iter_mut().skip(weight).zip(before) {
                *new = new.max(old + worth);
            }
        }
    }

    /// What is lost, at these worths, if an option is forced in or a service left out: exact within the block.
    pub fn regrets(&self, program: &Program, block: &Block, mask: &Mask, worth: &[f64], tables: &mut Tables, regrets: &mut Regrets) {
        let Some(best) = self.price(program, block, mask, worth, tables) else { return };
        let (width, depth) = (block.capacity + 1, block.groups.len());
        tables.backward.clear();
        tables.backward.resize(width * (depth + 1), 0.0);
        for (at, group) in block.groups.iter().enumerate().rev() {
            let (before, after) = tables.backward.split_at_mut(width * (at + 1));
            self.layer(program, *group, mask, worth, &after[..width], &mut before[width * at..]);
        }
        for (at, group) in block.groups.iter().enumerate() {
            let ahead = &tables.forward[width * at..width * (at + 1)];
            let behind = &tables.backward[width * (at + 1)..width * (at + 2)];
            let rest = |weight: usize| {
                let left = &behind[..width.saturating_sub(weight)];
                ahead.iter().zip(left.iter().rev()).map(|(a, b)| a + b).fold(f64::NEG_INFINITY, f64::max)
            };
            regrets.none[*group] = if mask.none[*group] { best.worth - rest(0) } else { f64::INFINITY };
            for option in &program.groups[*group].options {
                let open = mask.open[*option] && self.weight[*option] < width;
                regrets.option[*option] = if open { best.worth - rest(self.weight[*option]) - worth[*option] } else { f64::INFINITY };
            }
        }
    }
}

/// By option and by group left out.
#[derive(Debug, Clone)]
pub struct Regrets {
    pub option: Vec<f64>,
    pub none: Vec<f64>,
}

impl Regrets {
    pub fn none_known(program: &Program) -> Regrets {
        Regrets { option: vec![0.0; program.options.len()], none: vec![0.0; program.groups.len()] }
    }

    pub fn of(&self, group: usize, option: Option<usize>) -> f64 {
        option.map_or(self.none[group], |option| self.option[option])
    }
}
