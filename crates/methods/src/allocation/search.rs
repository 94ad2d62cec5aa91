//! The search, a step at a time: prices, the decomposition's root, then dives (many options) or a tree (few), until the caller
//! stops or nothing better can exist. It knows no clock: whoever calls `step` decides how many.

use super::blocks::{Regrets, Tables};
use super::decompose::{Decomposition, Ground, Pattern};
use super::exchange::improve;
use super::mask::Mask;
use super::plan::Plan;
use super::prices::{search as search_prices, worths};
use super::program::Program;
use super::repair::repair;
use super::solver::{Answer, OwnSearch, Solve, Work};

/// With more open options than this a tree does not end; dives find better plans.
const TREE_UP_TO: usize = 420;
const DIVES_FIRST: u32 = 1;
/// Services that the point is not in doubt about are fixed with this chance at each step of a dive, so that it ends.
const SETTLE: f64 = 0.35;
const POOL: usize = 6_000;
/// Plans of different worth that are kept to be crossed.
const GOOD: usize = 16;
type Choice = Option<usize>;

pub struct Search<'a> {
    ground: Ground<'a>,
    scales: Vec<f64>,
    tables: Tables,
    pool: Vec<Pattern>,
    seed: u64,
    drawn: u64,
    passes: u32,
    dives: u32,
    best: Option<Plan>,
    /// The best plans so far, the best first, no two of one worth.
    good: Vec<Plan>,
    /// Whether there is one among them that was not there when they were crossed last.
    to_cross: bool,
    bound: f64,
    infeasible: bool,
    /// Prices of all rows from the first stage: what repairs are judged by.
    rough: Vec<f64>,
    root: Root,
    /// What is still open at the root: what no better plan can hold is removed for good.
    mask: Mask,
    stage: Stage,
}

/// The bound, prices of the linking rows and regrets of the root.
#[derive(Debug, Clone)]
struct Root {
    bound: f64,
    prices: Vec<f64>,
    regrets: Regrets,
}

#[derive(Debug, Clone)]
struct Node {
    mask: Mask,
    bound: f64,
    prices: Vec<f64>,
    /// Nothing is fixed in it that could be otherwise in a better plan.
    whole: bool,
}

enum Stage {
    Begin,
    Root(Box<Decomposition>, u32),
    Dive(Box<Node>),
    Tree { next: Option<Box<Node>>, open: Vec<Node> },
    Done,
}

/// Whole outcomes: a bound of 12.9 is a bound of 12. The allowance is for the last bits of long sums.
pub(crate) fn whole(bound: f64) -> i64 {
    (bound + 1e-6 + bound.abs() * 1e-11).floor() as i64
}

impl<'a> Search<'a> {
    pub fn new(program: &'a Program, seed: u64) -> Search<'a> {
        let value = program.options.iter().map(|o| o.outcome as f64).collect();
        let most = |g: &super::program::Group| g.options.iter().map(|o| program.options[*o].outcome).fold(0, i64::max);
        let ground = Ground::of(program, value);
        let linking = ground.blocks.linking.len();
        Search {
            scales: program.scales(),
            tables: Tables::default(),
            pool: Vec::new(),
            seed,
            drawn: 0,
            passes: 0,
            dives: 0,
            best: None,
            good: Vec::new(),
            to_cross: false,
            bound: program.groups.iter().map(most).sum::<i64>() as f64,
            infeasible: false,
            rough: vec![0.0; program.rows.len()],
            root: Root { bound: f64::INFINITY, prices: vec![0.0; linking], regrets: Regrets::none_known(program) },
            mask: Mask::all(program),
            stage: Stage::Begin,
            ground,
        }
    }

    pub fn passes(&self) -> u32 {
        self.passes
    }

    /// Dives begun.
    pub fn dives(&self) -> u32 {
        self.dives
    }

    pub fn best(&self) -> Option<&Plan> {
        self.best.as_ref()
    }

    pub fn bound(&self) -> i64 {
        whole(self.bound)
    }

    /// Whether the root is worked: from here on its bound and what is removed are known.
    pub fn rooted(&self) -> bool {
        !matches!(self.stage, Stage::Begin | Stage::Root(..))
    }

    pub fn mask(&self) -> &Mask {
        &self.mask
    }

    /// What the best plans hold, each service as one of them has it: a question far smaller than the whole, with answers better than theirs.
    /// None where it was asked for before and no good plan has come since.
    pub fn crossed(&mut self) -> Option<Mask> {
        if !std::mem::take(&mut self.to_cross) {
            return None;
        }
        let program = self.ground.program;
        let mut mask = Mask { open: vec![false; program.options.len()], none: vec![false; program.groups.len()] };
        for (group, choice) in self.good.iter().flat_map(|plan| plan.chosen.iter().enumerate()) {
            match choice {
                Some(option) => mask.open[*option] = true,
                None => mask.none[group] = true,
            }
        }
        Some(mask)
    }

    /// Takes a plan from elsewhere, if it keeps every row and is better.
    pub fn offer(&mut self, plan: &Plan) {
        let program = self.ground.program;
        let plan = Plan::of(program, &plan.chosen);
        if !plan.feasible(program) {
            return;
        }
        let at = self.good.partition_point(|good| good.outcome > plan.outcome);
        if self.good.get(at).is_none_or(|good| good.outcome != plan.outcome) {
            self.good.insert(at, plan.clone());
            self.good.truncate(GOOD);
            self.to_cross |= at < GOOD;
        }
        if self.best.as_ref().is_none_or(|best| plan.outcome > best.outcome) {
            self.best = Some(plan);
            self.remove();
        }
    }

    /// Takes a bound from elsewhere.
    pub fn bounded(&mut self, bound: f64) {
        self.bound = self.bound.min(bound);
    }

    /// Takes it from elsewhere that no plan keeps every row.
    pub fn shown_infeasible(&mut self) {
        self.infeasible = true;
    }

    pub fn answer(&self) -> Answer {
        let work = Work {
            by: OwnSearch.name().to_owned(),
            passes: self.passes,
            nodes: 0,
            seed: self.seed,
            stopped_by_clock: false,
            left_out: OwnSearch.left_out().map(str::to_owned),
        };
        let best = self.best.as_ref().map_or(i64::MIN, |plan| plan.outcome);
        let bound = self.bound().max(best);
        Answer {
            plan: self.best.clone(),
            bound,
            infeasible: self.infeasible && self.best.is_none(),
            prices: self.ground.by_row(&self.root.prices),
            work,
        }
    }

    /// What is lost at least, against the root's bound, if an option is in the plan (or a service left out).
    pub fn regrets(&self) -> Option<(f64, &Regrets)> {
        self.rooted().then_some((self.root.bound, &self.root.regrets))
    }

    fn settled(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.outcome >= whole(self.bound))
    }

    /// One piece of work. False when nothing is left to do.
    pub fn step(&mut self) -> bool {
        if matches!(self.stage, Stage::Done) {
            return false;
        }
        if self.settled() {
            self.stage = Stage::Done;
            return false;
        }
        self.passes += 1;
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Begin => self.begin(),
            Stage::Root(decomposition, rounds) => self.at_root(decomposition, rounds),
            Stage::Dive(node) => self.dive(*node),
            Stage::Tree { next, open } => self.tree(next, open),
            Stage::Done => Stage::Done,
        };
        !matches!(self.stage, Stage::Done)
    }

    fn begin(&mut self) -> Stage {
        let program = self.ground.program;
        if let Some(prices) = search_prices(program, &self.mask, &self.ground.value, &self.scales, 250) {
            self.bound = self.bound.min(prices.bound);
            self.rough = prices.by_row;
            let worth = worths(program, &self.ground.value, &self.rough);
            self.plan_from(&prices.chosen, &self.mask.clone(), &worth, 0);
        }
        let linking = self.ground.blocks.linking.iter().map(|row| self.rough[*row]).collect();
        Stage::Root(Box::new(Decomposition::new(&self.ground, self.mask.clone(), linking, &[])), 0)
    }

    fn at_root(&mut self, mut decomposition: Box<Decomposition>, rounds: u32) -> Stage {
        let fits = decomposition.round(&self.ground, &mut self.pool, &mut self.tables);
        self.bound = self.bound.min(decomposition.bound);
        if fits && !decomposition.done && rounds < 80 {
            return Stage::Root(decomposition, rounds + 1);
        }
        if decomposition.hopeless() {
            self.infeasible = self.best.is_none();
            return Stage::Done;
        }
        self.root.bound = decomposition.bound;
        self.root.prices.clone_from(&decomposition.prices);
        self.root.regrets = self.regrets_at(&self.mask.clone(), &decomposition.prices);
        let shares = decomposition.shares(&self.ground, &self.pool);
        let mask = self.mask.clone();
        let worth = self.ground.worths(&mask, &decomposition.prices, &mut self.tables);
        for chosen in [decomposition.whole_patterns(&self.ground, &self.pool), likeliest(&shares)] {
            self.plan_from(&chosen, &mask, &worth, 30);
        }
        self.remove();
        self.begin_dive()
    }

    fn regrets_at(&mut self, mask: &Mask, prices: &[f64]) -> Regrets {
        let program = self.ground.program;
        let worth = worths(program, &self.ground.value, &self.ground.by_row(prices));
        let mut regrets = Regrets::none_known(program);
        for block in &self.ground.blocks.list {
            self.ground.blocks.regrets(program, block, mask, &worth, &mut self.tables, &mut regrets);
        }
        regrets
    }

    /// Removes for good what no plan better than the best known can hold.
    fn remove(&mut self) {
        if let Some(best) = self.best.as_ref().filter(|_| self.root.bound.is_finite()) {
            narrow(self.ground.program, &mut self.mask, self.root.bound, &self.root.regrets, best.outcome);
        }
    }

    /// Repairs and improves a choice and keeps it if it is better.
    fn plan_from(&mut self, chosen: &[Choice], mask: &Mask, worth: &[f64], exchanges: u32) {
        let program = self.ground.program;
        if let Some(mut plan) = repair(program, mask, &self.scales, worth, chosen) {
            // A plan far below the best known is not worth many exchanges.
            let far = self.best.as_ref().is_some_and(|best| (plan.outcome as f64) < 0.97 * best.outcome as f64);
            improve(program, &Mask::all(program), &self.scales, &mut plan, if far { exchanges / 4 } else { exchanges });
            self.offer(&plan);
        }
    }

    fn begin_dive(&mut self) -> Stage {
        if self.settled() {
            return Stage::Done;
        }
        if self.pool.len() > POOL {
            self.pool.drain(..self.pool.len() - POOL / 2);
        }
        let node = Node { mask: self.mask.clone(), bound: self.root.bound, prices: self.root.prices.clone(), whole: true };
        let open = self.mask.open.iter().filter(|open| **open).count();
        if self.dives >= DIVES_FIRST && open <= TREE_UP_TO {
            return Stage::Tree { next: Some(Box::new(node)), open: Vec::new() };
        }
        self.dives += 1;
        Stage::Dive(Box::new(node))
    }

    /// Everything was looked into: the best is the optimum, or there is no plan at all.
    fn exhausted(&mut self) {
        match &self.best {
            Some(best) => self.bound = self.bound.min(best.outcome as f64),
            None => self.infeasible = true,
        }
    }

    /// Prices a node, as far as it matters. None where it cannot hold a better plan.
    fn price(&mut self, node: &mut Node, rounds: u32) -> Option<(Vec<Vec<(Choice, f64)>>, Vec<Choice>)> {
        let mut decomposition = Decomposition::new(&self.ground, node.mask.clone(), node.prices.clone(), &self.pool);
        let best = self.best.as_ref().map_or(i64::MIN, |plan| plan.outcome);
        for _ in 0..rounds {
            if !decomposition.round(&self.ground, &mut self.pool, &mut self.tables) || whole(decomposition.bound) <= best {
                return None;
            }
            if decomposition.done {
                break;
            }
        }
        if decomposition.hopeless() {
            return None;
        }
        node.bound = node.bound.min(decomposition.bound);
        node.prices.clone_from(&decomposition.prices);
        let shares = decomposition.shares(&self.ground, &self.pool);
        let patterns = decomposition.whole_patterns(&self.ground, &self.pool);
        Some((shares, patterns))
    }

    /// Fixes about a quarter of the services that are still open at each step, a little at random.
    fn dive(&mut self, mut node: Node) -> Stage {
        let Some((shares, patterns)) = self.price(&mut node, 12) else {
            if node.whole {
                self.exhausted();
                return Stage::Done;
            }
            return self.begin_dive();
        };
        if node.whole {
            self.bound = self.bound.min(node.bound.max(self.best.as_ref().map_or(f64::NEG_INFINITY, |best| best.outcome as f64)));
        }
        let worth = self.ground.worths(&node.mask, &node.prices, &mut self.tables);
        for chosen in [patterns, likeliest(&shares)] {
            self.plan_from(&chosen, &node.mask, &worth, 12);
        }
        let tilt = 0.1 + 0.1 * f64::from(self.dives.min(5));
        let mut open: Vec<(f64, usize, Choice)> = Vec::new();
        let mut settled = Vec::new();
        for (group, choices) in shares.iter().enumerate() {
            let drawn = self.draw();
            let Some((choice, share)) = most(choices) else { continue };
            if share < 0.999 {
                open.push((share + tilt * drawn, group, choice));
            } else if drawn < SETTLE {
                settled.push((group, choice));
            }
        }
        if open.is_empty() {
            return self.begin_dive();
        }
        open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, group, choice) in open.iter().take(open.len().div_ceil(4)) {
            node.mask.fix(self.ground.program, *group, *choice);
        }
        for (group, choice) in settled {
            node.mask.fix(self.ground.program, group, choice);
        }
        node.whole = false;
        Stage::Dive(Box::new(node))
    }

    /// One node of the tree: the most promising open one, or the one a step further down.
    fn tree(&mut self, next: Option<Box<Node>>, mut open: Vec<Node>) -> Stage {
        let node = match next {
            Some(node) => *node,
            None => match (0..open.len()).max_by(|a, b| open[*a].bound.total_cmp(&open[*b].bound)) {
                Some(at) => open.swap_remove(at),
                None => {
                    self.exhausted();
                    return Stage::Done;
                }
            },
        };
        if self.pool.len() > POOL {
            self.pool.drain(..self.pool.len() - POOL / 2);
        }
        let next = self.branch(node, &mut open);
        let best = self.best.as_ref().map_or(i64::MIN, |plan| plan.outcome);
        open.retain(|node| whole(node.bound) > best);
        let left = open.iter().chain(next.as_deref()).map(|node| node.bound).fold(f64::NEG_INFINITY, f64::max);
        if left.is_finite() {
            self.bound = self.bound.min(left.max(best as f64));
        }
        Stage::Tree { next, open }
    }

    fn branch(&mut self, mut node: Node, open: &mut Vec<Node>) -> Option<Box<Node>> {
        let program = self.ground.program;
        let (shares, patterns) = self.price(&mut node, 30)?;
        let chosen = likeliest(&shares);
        let worth = self.ground.worths(&node.mask, &node.prices, &mut self.tables);
        for chosen in [&patterns, &chosen] {
            self.plan_from(chosen, &node.mask, &worth, 2);
        }
        let best = self.best.as_ref().map_or(i64::MIN, |plan| plan.outcome);
        if whole(node.bound) <= best {
            return None;
        }
        if self.best.is_some() {
            let regrets = self.regrets_at(&node.mask, &node.prices);
            // The regrets are against the relaxed outcome at these very prices.
            let bound = self.ground.evaluate(&node.mask, &node.prices, &mut self.tables).map_or(f64::INFINITY, |(bound, _)| bound);
            if !narrow(program, &mut node.mask, bound, &regrets, best) {
                return None;
            }
        }
        // Where the point is most in doubt; where it is in none, any service with a choice left.
        let doubt = |group: usize| 1.0 - most(&shares[group]).map_or(1.0, |(_, share)| share);
        let choices = |group: usize| {
            program.groups[group].options.iter().filter(|o| node.mask.open[**o]).count() + usize::from(node.mask.none[group])
        };
        let group = (0..program.groups.len())
            .filter(|group| choices(*group) > 1)
            .max_by(|a, b| doubt(*a).total_cmp(&doubt(*b)).then(choices(*a).cmp(&choices(*b))).then(b.cmp(a)));
        let Some(group) = group else {
            self.offer(&Plan::of(program, &only(program, &node.mask)));
            return None;
        };
        let choice = if node.mask.allows(group, chosen[group]) {
            chosen[group]
        } else {
            program.groups[group].options.iter().find(|o| node.mask.open[**o]).copied()
        };
        let mut other = node.clone();
        match choice {
            Some(option) => other.mask.open[option] = false,
            None => other.mask.none[group] = false,
        }
        node.mask.fix(program, group, choice);
        open.push(other);
        Some(Box::new(node))
    }

    /// The next number from 0 to 1 of this seed (splitmix64).
    fn draw(&mut self) -> f64 {
        self.drawn = self.drawn.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.drawn ^ self.seed.wrapping_mul(0xd134_2543_de82_ef95);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Closes what cannot be in a plan worth more than `best`. False where a service then has no choice left.
fn narrow(program: &Program, mask: &mut Mask, bound: f64, regrets: &Regrets, best: i64) -> bool {
    for (option, open) in mask.open.iter_mut().enumerate() {
        *open &= whole(bound - regrets.option[option]) > best;
    }
    let mut all = true;
    for (group, none) in mask.none.iter_mut().enumerate() {
        *none &= whole(bound - regrets.none[group]) > best;
        all &= *none || program.groups[group].options.iter().any(|o| mask.open[*o]);
    }
    all
}

fn most(choices: &[(Choice, f64)]) -> Option<(Choice, f64)> {
    choices.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}

fn likeliest(shares: &[Vec<(Choice, f64)>]) -> Vec<Choice> {
    shares.iter().map(|choices| most(choices).and_then(|(choice, _)| choice)).collect()
}

fn only(program: &Program, mask: &Mask) -> Vec<Choice> {
    program.groups.iter().map(|g| g.options.iter().find(|o| mask.open[**o]).copied()).collect()
}
