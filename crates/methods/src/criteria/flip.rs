//! What would have to be true for another option to win: in the weight of one criterion, in one figure, in the least weight moved.

use quantity::rounding::shown;
use serde::{Deserialize, Serialize};

use super::additive::total;
use super::criterion::ValueFunction;
use super::{Criterion, rank};

/// A criterion's weight at which the rival draws level, the others kept in proportion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WeightFlip {
    pub criterion: usize,
    /// Shares of the whole weight, 0 to 1.
    pub now: f64,
    pub needed: f64,
    /// The rival is ahead above it; otherwise below it.
    pub above: bool,
    /// There the rival is level with the best of all; otherwise a third option is ahead of both.
    pub leads: bool,
}

/// A figure at which the rival draws level, everything else as it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FigureFlip {
    pub criterion: usize,
    /// Whose figure: the rival's, or the winner's.
    pub option: usize,
    /// In the criterion's unit.
    pub now: f64,
    pub needed: f64,
}

/// The least share of weight that would have to move for the rival to draw level, and from where to where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightMove {
    /// 0 to 1.
    pub share: f64,
    pub from: Vec<(usize, f64)>,
    pub to: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flip {
    pub first: usize,
    pub rival: usize,
    /// How much more the first is worth, 0 to 1.
    pub lead: f64,
    pub weights: Vec<WeightFlip>,
    pub figures: Vec<FigureFlip>,
    /// `None` where the first is at least as good on everything.
    pub least_move: Option<WeightMove>,
}

/// A lead under this is none: the twelfth decimal.
pub const LEVEL: f64 = 1e-12;

/// The parts of an appraisal that a flip is worked from.
pub(super) struct Ground<'a> {
    pub functions: &'a [ValueFunction],
    pub figures: &'a [Vec<f64>],
    pub values: &'a [Vec<f64>],
    pub weights: &'a [f64],
}

impl Ground<'_> {
    /// `None` where either option is not there.
    pub fn flip(&self, first: usize, rival: usize) -> Option<Flip> {
        let (ahead, behind) = (self.values.get(first)?, self.values.get(rival)?);
        let lead = total(ahead, self.weights) - total(behind, self.weights);
        let apart: Vec<f64> = ahead.iter().zip(behind).map(|(a, b)| a - b).collect();
        let weights = (0..apart.len()).filter_map(|at| self.weight_flip(at, &apart, lead, rival)).collect();
        let figures = (0..apart.len()).flat_map(|at| self.figure_flips(at, first, rival, lead)).collect();
        Some(Flip { first, rival, lead, weights, figures, least_move: least_move(&apart, self.weights, lead) })
    }

    /// Lead at weight w: w·dⱼ + (1 − w)·rest, where rest is the lead on the other criteria in their proportion.
    fn weight_flip(&self, criterion: usize, apart: &[f64], lead: f64, rival: usize) -> Option<WeightFlip> {
        let (now, d) = (*self.weights.get(criterion)?, *apart.get(criterion)?);
        // Where one criterion is the whole weight, nothing says how the others would share what it gives up.
        if now >= 1.0 - 1e-12 {
            return None;
        }
        let rest = (lead - now * d) / (1.0 - now);
        let needed = rest / (rest - d);
        if !needed.is_finite() || !(0.0..=1.0).contains(&needed) {
            return None;
        }
        let scale = (1.0 - needed) / (1.0 - now);
        let there: Vec<f64> = self.weights.iter().enumerate().map(|(at, w)| if at == criterion { needed } else { w * scale }).collect();
        let worth = |row: &Vec<f64>| rank::held(total(row, &there));
        let own = self.values.get(rival).map(worth)?;
        let leads = self.values.iter().all(|row| worth(row) <= own + 1e-11);
        Some(WeightFlip { criterion, now, needed, above: d < rest, leads })
    }

    /// The rival's figure raised, and the winner's lowered, as far as the range goes.
    fn figure_flips(&self, criterion: usize, first: usize, rival: usize, lead: f64) -> Vec<FigureFlip> {
        let worked = |option: usize, sign: f64| {
            let weight = *self.weights.get(criterion).filter(|w| **w > 0.0)?;
            let now = *self.figures.get(option)?.get(criterion)?;
            let value = *self.values.get(option)?.get(criterion)?;
            let needed = self.functions.get(criterion)?.figure(value + sign * lead / weight)?;
            Some(FigureFlip { criterion, option, now, needed })
        };
        [worked(rival, 1.0), worked(first, -1.0)].into_iter().flatten().collect()
    }
}

/// Moving weight from a criterion on which the first leads by dⱼ to the one on which it leads least, d, takes dⱼ − d off the lead for each
/// share moved: so from the largest dⱼ first.
fn least_move(apart: &[f64], weights: &[f64], lead: f64) -> Option<WeightMove> {
    let (to, least) = apart.iter().copied().enumerate().reduce(|a, b| if b.1 < a.1 { b } else { a })?;
    if least >= 0.0 {
        return None;
    }
    let mut order: Vec<(usize, f64, f64)> = apart.iter().zip(weights).enumerate().map(|(at, (d, w))| (at, *d, *w)).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (mut left, mut from, mut share) = (lead, Vec::new(), 0.0);
    for (at, d, weight) in order {
        if left <= LEVEL || d <= least {
            break;
        }
        let moved = weight.min(left / (d - least));
        if moved > 0.0 {
            from.push((at, moved));
            share += moved;
            left -= moved * (d - least);
        }
    }
    Some(WeightMove { share, from, to })
}

impl Flip {
    /// Sentences for a page: what would have to be true for the rival to win.
    pub fn in_words(&self, options: &[String], criteria: &[Criterion]) -> Vec<String> {
        let option = |at: usize| options.get(at).map_or("an option", String::as_str);
        let name = |at: usize| criteria.get(at).map_or("a criterion", |c| c.name.as_str());
        let percent = |share: f64| format!("{}%", shown(100.0 * share, 1));
        let (first, rival) = (option(self.first), option(self.rival));
        if self.lead.abs() <= LEVEL {
            return vec![format!("“{first}” and “{rival}” are level.")];
        }
        let mut said = Vec::new();
        // Level only at the very end of the scale, it is never overtaken: no weight lies beyond.
        let is_passed = |flip: &&WeightFlip| if flip.above { flip.needed < 1.0 - LEVEL } else { flip.needed > LEVEL };
        for flip in self.weights.iter().filter(is_passed) {
            let side = if flip.above { "more" } else { "less" };
            let third = if flip.leads { "" } else { "; a third option would then be ahead of both" };
            said.push(format!(
                "“{rival}” overtakes “{first}” where “{}” counts for {side} than {} of the weight (now {}), the others kept in proportion{third}.",
                name(flip.criterion),
                percent(flip.needed),
                percent(flip.now),
            ));
        }
        if !self.weights.iter().any(|flip| is_passed(&flip)) {
            said.push(format!("No weight of a single criterion, the others kept in proportion, puts “{rival}” ahead of “{first}”."));
        }
        if let Some(least) = &self.least_move {
            let from: Vec<String> = least.from.iter().map(|(at, share)| format!("{} from “{}”", percent(*share), name(*at))).collect();
            said.push(format!(
                "The least that would do it by weights: {} of the weight moved to “{}” ({}).",
                percent(least.share),
                name(least.to),
                from.join(", ")
            ));
        } else {
            said.push(format!("No weights at all put “{rival}” ahead: “{first}” is at least as good on every criterion."));
        }
        for flip in &self.figures {
            let unit = criteria.get(flip.criterion).map_or("", |c| c.unit.as_str());
            let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
            let places = places(flip.now, flip.needed);
            said.push(format!(
                "Level if “{}” of “{}” were {}{unit} instead of {}.",
                name(flip.criterion),
                option(flip.option),
                shown(flip.needed, places),
                shown(flip.now, places),
            ));
        }
        said
    }
}

/// Decimals at which two figures can be told apart, one at the least.
fn places(one: f64, other: f64) -> usize {
    let apart = (one - other).abs();
    if apart > 0.0 && apart < 1.0 { ((1.0 - apart.log10()).ceil().clamp(1.0, 9.0)) as usize } else { 1 }
}
