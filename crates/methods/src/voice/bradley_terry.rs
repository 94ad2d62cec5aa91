//! How strong items are from choices between two (Bradley and Terry): the likeliest strengths, each with its standard error, for all and for
//! each group alone.

use std::borrow::Cow;

use super::Refusal;
use super::comparisons::{Comparisons, GroupRefused, OfGroup, Prior, Strengths};
use super::connected::check_connected;
use crate::numeric::cholesky::Factor;
use crate::working::{Column, Table};
use crate::{Method, Working};

pub const METHOD: Method = Method {
    code: "bradley-terry",
    edition: 1,
    title: "What comes first, from choices between two (Bradley–Terry)",
    sources: &[
        "Bradley and Terry, Rank analysis of incomplete block designs, Biometrika 39, 1952",
        "Ford, Solution of a ranking problem from binary comparisons, American Mathematical Monthly 64(8), 1957 (when strengths exist)",
        "Hunter, MM algorithms for generalized Bradley–Terry models, Annals of Statistics 32(1), 2004",
    ],
};

/// Items compared at most.
pub const MOST_ITEMS: usize = 500;
const MOST_STEPS: usize = 100;
/// The largest last step, in log-strength.
const SETTLED: f64 = 1e-12;
/// Up to so many items every pair stands in the working.
const PAIRS_SHOWN: usize = 40;

/// The strengths that make the choices likeliest. The order of choices changes nothing.
///
/// # Errors
/// A `Refusal` that names what is wrong: parts that were never compared, items that nobody preferred to the others.
pub fn bradley_terry(asked: &Comparisons) -> Result<Strengths, Refusal> {
    check(asked)?;
    let mut all = fit(asked, None)?;
    all.by_group = (0..asked.groups.len())
        .map(|group| OfGroup { group, answer: fit(asked, Some(group)).map(Box::new).map_err(GroupRefused::from) })
        .collect();
    Ok(all)
}

fn check(asked: &Comparisons) -> Result<(), Refusal> {
    let there = asked.items.len();
    if !(2..=MOST_ITEMS).contains(&there) {
        return Err(Refusal::ItemsOutOfRange(there));
    }
    let mut names: Vec<&String> = asked.items.iter().collect();
    names.sort_unstable();
    if let Some([twice, _]) = names.windows(2).find(|pair| matches!(pair, [one, other] if one == other)) {
        return Err(Refusal::SameItem((*twice).clone()));
    }
    for (at, choice) in asked.choices.iter().enumerate() {
        let number = at + 1;
        for item in [choice.winner, choice.loser] {
            if item >= there {
                return Err(Refusal::UnknownItem { choice: number, item: item.saturating_add(1), there });
            }
        }
        if choice.winner == choice.loser || choice.count == 0 {
            let item = asked.items.get(choice.winner).cloned().unwrap_or_default();
            return Err(Refusal::NoChoice { choice: number, item });
        }
        if let Some(group) = choice.group.filter(|group| *group >= asked.groups.len()) {
            return Err(Refusal::UnknownGroup { ballot: number, group: group.saturating_add(1), there: asked.groups.len() });
        }
    }
    Ok(())
}

/// Wins of the row over the column.
struct Wins {
    items: usize,
    counts: Vec<u64>,
    /// What is supposed of every pair, each way.
    supposed: f64,
}

impl Wins {
    fn of(asked: &Comparisons, group: Option<usize>) -> Wins {
        let items = asked.items.len();
        let mut counts = vec![0u64; items * items];
        for choice in asked.choices.iter().filter(|choice| group.is_none() || choice.group == group) {
            if let Some(count) = counts.get_mut(choice.winner * items + choice.loser) {
                *count = count.saturating_add(choice.count);
            }
        }
        let supposed = match asked.prior {
            Prior::None => 0.0,
            Prior::HalfAWin => 0.5,
        };
        Wins { items, counts, supposed }
    }

    fn count(&self, one: usize, other: usize) -> u64 {
        self.counts.get(one * self.items + other).copied().unwrap_or(0)
    }

    fn weighed(&self, one: usize, other: usize) -> f64 {
        self.count(one, other) as f64 + self.supposed
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.items).flat_map(move |one| (one + 1..self.items).map(move |other| (one, other)))
    }
}

/// The chance that log-strengths so far apart give the first.
fn chance(apart: f64) -> f64 {
    1.0 / (1.0 + (-apart).exp())
}

/// Logarithm of the likelihood, without overflow.
fn likelihood(wins: &Wins, theta: &[f64]) -> f64 {
    let soft = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
    let apart = |one: usize, other: usize| theta.get(one).copied().unwrap_or(0.0) - theta.get(other).copied().unwrap_or(0.0);
    wins.pairs()
        .map(|(one, other)| -wins.weighed(one, other) * soft(-apart(one, other)) - wins.weighed(other, one) * soft(apart(one, other)))
        .sum()
}

/// Slope of the likelihood, and the information, made regular along the direction that no choice speaks of.
fn slope_and_information(wins: &Wins, theta: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let n = wins.items;
    let (mut slope, mut information) = (vec![0.0; n], vec![0.0; n * n]);
    let put = |list: &mut Vec<f64>, at: usize, add: f64| {
        if let Some(value) = list.get_mut(at) {
            *value += add;
        }
    };
    for (one, other) in wins.pairs() {
        let (won, lost) = (wins.weighed(one, other), wins.weighed(other, one));
        let asked = won + lost;
        if asked == 0.0 {
            continue;
        }
        let p = chance(theta.get(one).copied().unwrap_or(0.0) - theta.get(other).copied().unwrap_or(0.0));
        let (steep, curved) = (won - asked * p, asked * p * (1.0 - p));
        put(&mut slope, one, steep);
        put(&mut slope, other, -steep);
        put(&mut information, one * n + one, curved);
        put(&mut information, other * n + other, curved);
        put(&mut information, one * n + other, -curved);
        put(&mut information, other * n + one, -curved);
    }
    let level = level(&information, n);
    information.iter_mut().for_each(|value| *value += level / n as f64);
    (slope, information)
}

/// The mean of the diagonal: what the direction along which all rise together is given, so that the matrix can be inverted.
fn level(information: &[f64], n: usize) -> f64 {
    let sum: f64 = information.iter().step_by(n + 1).sum();
    if sum > 0.0 { sum / n as f64 } else { 1.0 }
}

fn fit(asked: &Comparisons, group: Option<usize>) -> Result<Strengths, Refusal> {
    let wins = Wins::of(asked, group);
    let choices = wins.counts.iter().sum::<u64>();
    if choices == 0 {
        return Err(Refusal::NoChoices);
    }
    let n = wins.items;
    check_connected(&asked.items, |one, other| wins.count(one, other) > 0, asked.prior == Prior::None)?;
    let mut theta = vec![0.0; n];
    let mut at = likelihood(&wins, &theta);
    let mut settled = false;
    for _ in 0..MOST_STEPS {
        let (slope, information) = slope_and_information(&wins, &theta);
        let step = Factor::of(&information, n).and_then(|factor| factor.solve(&slope)).ok_or(Refusal::DidNotSettle)?;
        // Newton on a concave likelihood; half the step as long as it leads downhill.
        let mut share = 1.0;
        loop {
            let next: Vec<f64> = theta.iter().zip(&step).map(|(now, step)| now + share * step).collect();
            let there = likelihood(&wins, &next);
            if there >= at - 1e-12 * at.abs() || share < 1e-9 {
                (theta, at) = (next, there);
                break;
            }
            share /= 2.0;
        }
        if step.iter().all(|step| (share * step).abs() < SETTLED) {
            settled = true;
            break;
        }
    }
    let (slope, information) = slope_and_information(&wins, &theta);
    // The last digits may never settle: what counts is that no choice is left unexplained.
    if !settled && slope.iter().any(|slope| slope.abs() > 1e-8 * choices as f64) {
        return Err(Refusal::DidNotSettle);
    }
    let centre = theta.iter().sum::<f64>() / n as f64;
    let log_strength: Vec<f64> = theta.iter().map(|one| one - centre).collect();
    let top = log_strength.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised: Vec<f64> = log_strength.iter().map(|one| (one - top).exp()).collect();
    let whole: f64 = raised.iter().sum();
    let strength: Vec<f64> = raised.iter().map(|one| one / whole).collect();
    let standard_error = standard_errors(&information, n).ok_or(Refusal::DidNotSettle)?;
    let mut ranking: Vec<usize> = (0..n).collect();
    ranking.sort_by(|one, other| {
        let of = |at: &usize| log_strength.get(*at).copied().map_or(0.0, crate::numeric::rank::held);
        of(other).total_cmp(&of(one)).then_with(|| asked.items.get(*one).cmp(&asked.items.get(*other)))
    });
    let working = working(&asked.items, &wins, &strength, &log_strength, &standard_error);
    Ok(Strengths { strength, log_strength, standard_error, ranking, choices, by_group: Vec::new(), working })
}

/// Of log-strengths that sum to 0: what was given to the direction along which all rise is taken away again.
fn standard_errors(information: &[f64], n: usize) -> Option<Vec<f64>> {
    // The regular part adds level / n to every cell, so the diagonal's mean has grown by that.
    let grown: f64 = information.iter().step_by(n + 1).sum::<f64>() / n as f64;
    let level = grown / (1.0 + 1.0 / n as f64);
    let variance = Factor::of(information, n)?.inverse_diagonal()?;
    Some(variance.into_iter().map(|v| (v - 1.0 / (level * n as f64)).max(0.0).sqrt()).collect())
}

fn working(items: &[String], wins: &Wins, strength: &[f64], log_strength: &[f64], standard_error: &[f64]) -> Working {
    let name = |at: usize| Cow::Owned(items.get(at).cloned().unwrap_or_default());
    let numbers = |list: &[f64]| list.iter().copied().map(Some).collect::<Vec<_>>();
    let won = |at: usize| (0..wins.items).map(|other| wins.count(at, other)).sum::<u64>();
    let asked = |at: usize| (0..wins.items).map(|other| wins.count(at, other) + wins.count(other, at)).sum::<u64>();
    let counts = |of: &dyn Fn(usize) -> u64| (0..wins.items).map(|at| Some(of(at) as f64)).collect::<Vec<_>>();
    let by_item = vec![
        Column::words("", "item", (0..wins.items).map(name).collect()),
        Column::numbers("W", "times it was preferred", counts(&won)),
        Column::numbers("n", "times it was asked about", counts(&asked)),
        Column::numbers("p", "strength; they sum to 1", numbers(strength)),
        Column::numbers("ln p", "logarithm of strength; they sum to 0", numbers(log_strength)),
        Column::numbers("se", "standard error of that", numbers(standard_error)),
    ];
    let mut tables = vec![Table::new("Items", by_item)];
    if wins.items <= PAIRS_SHOWN {
        let pairs: Vec<(usize, usize)> = wins.pairs().filter(|(a, b)| wins.count(*a, *b) + wins.count(*b, *a) > 0).collect();
        let of = |pick: &dyn Fn(usize, usize) -> f64| pairs.iter().map(|(a, b)| Some(pick(*a, *b))).collect::<Vec<_>>();
        let expected = |a: usize, b: usize| {
            let apart = log_strength.get(a).copied().unwrap_or(0.0) - log_strength.get(b).copied().unwrap_or(0.0);
            (wins.count(a, b) + wins.count(b, a)) as f64 * chance(apart)
        };
        let columns = vec![
            Column::words("", "one", pairs.iter().map(|(a, _)| name(*a)).collect()),
            Column::words("", "other", pairs.iter().map(|(_, b)| name(*b)).collect()),
            Column::numbers("w", "times the one was preferred", of(&|a, b| wins.count(a, b) as f64)),
            Column::numbers("", "times the other was", of(&|a, b| wins.count(b, a) as f64)),
            Column::numbers("", "times the one would be preferred by these strengths", of(&expected)),
        ];
        tables.push(Table::new("Pairs that were asked about", columns));
    }
    Working { tables }
}
