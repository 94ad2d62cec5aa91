//! Monte Carlo: thousands of draws of everything uncertain at once, alike for every option.
//!
//! Flows of the same name share their chance in every option, since they are estimates of the same thing; so options with
//! equal flows have equal draws, and a difference between options is not drowned by what they share.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ask::{Range, Shape};
use super::draw::{Curve, Stream};
use super::flow::Line;
use super::settings::{Driver, Simulation};
use super::{Refusal, Settings};
use crate::numeric::order::Sum;

/// Draws on which the rank correlations are worked: enough for two figures.
const RANKED: usize = 2_000;

/// What the draws say of one option, in the question's unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Simulated {
    pub mean: f64,
    pub standard_deviation: f64,
    pub percentile_5: f64,
    pub percentile_50: f64,
    pub percentile_95: f64,
    /// Share of draws with a net present value below 0.
    pub chance_of_loss: f64,
    /// How far chance alone may put that share out: √(p (1 − p) / draws).
    pub chance_of_loss_standard_error: f64,
    /// Share of draws worse than business as usual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance_worse_than_business_as_usual: Option<f64>,
    /// Share of draws in which it has the highest net present value; ties are shared.
    pub chance_highest: f64,
    /// What its net present value goes with, strongest first.
    pub goes_with: Vec<GoesWith>,
}

/// Rank correlation of the net present value with one uncertain thing, −1 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoesWith {
    pub what: String,
    pub is_driver: bool,
    pub rank_correlation: f64,
}

/// What the draws say of all options together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Together {
    pub draws: u32,
    pub seed: u64,
    pub latin_hypercube: bool,
    /// What it would be worth to know everything before choosing: mean of the highest less the highest mean.
    pub value_of_perfect_information: f64,
    /// Chance put out by the draws by less than 0.01, for every option.
    pub is_settled: bool,
}

/// One uncertain thing of an option: everything its lines of this name are multiplied by.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
struct Key<'a> {
    flow: Option<(&'a str, Shape, f64, f64)>,
    drivers: Vec<usize>,
}

/// Draws for every option at once.
///
/// # Errors
/// `Draws`, `NothingUncertain`.
pub(super) fn simulate(
    options: &[Vec<Line>],
    business_as_usual: Option<usize>,
    settings: &Settings,
    ask: &Simulation,
) -> Result<(Vec<Simulated>, Together), Refusal> {
    if !(100..=200_000).contains(&ask.draws) {
        return Err(Refusal::Draws);
    }
    let (draws, last) = (ask.draws as usize, settings.years.saturating_sub(1) as usize);
    let drivers = driver_columns(&settings.drivers, draws, ask);
    let mut certain = vec![0.0; options.len()];
    let mut uncertain: Vec<(Key, Vec<(usize, f64)>)> = Vec::new();
    for (at, lines) in options.iter().enumerate() {
        for line in lines.iter().filter(|line| line.signed(last) != 0.0) {
            let driven =
                |(index, driver): (usize, &Driver)| (drivers[index].is_some() && driver.flows.contains(&line.flow.name)).then_some(index);
            let key = Key {
                flow: line.flow.range.map(|Range { low, high, shape }| (line.flow.name.as_str(), shape, low, high)),
                drivers: settings.drivers.iter().enumerate().filter_map(driven).collect(),
            };
            match key {
                Key { flow: None, ref drivers } if drivers.is_empty() => certain[at] += line.signed(last),
                key => uncertain.push((key, vec![(at, line.signed(last))])),
            }
        }
    }
    if uncertain.is_empty() {
        return Err(Refusal::NothingUncertain);
    }
    // Lines that move together are summed before they are multiplied.
    uncertain.sort_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(std::cmp::Ordering::Equal));
    uncertain.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1.append(&mut next.1);
        }
        same
    });
    let mut nets: Vec<Vec<f64>> = certain.iter().map(|sum| vec![*sum; draws]).collect();
    let (mut chances, mut column) = (vec![0.0; draws], vec![1.0; draws]);
    let ranked = draws.min(RANKED);
    let mut kept = Kept::new();
    for (key, parts) in &uncertain {
        match key.flow {
            Some((name, shape, low, high)) => {
                Stream::of(ask.seed, name).fill(&mut chances, ask.latin_hypercube);
                Curve::of(shape, low, high).fill(&chances, &mut column);
                let held = kept.entry((false, name)).or_insert_with(|| (chances[..ranked].to_vec(), Vec::new()));
                held.1.extend(parts.iter().map(|(at, _)| *at));
            }
            None => column.fill(1.0),
        }
        for index in &key.drivers {
            if let (Some((chances, multiples)), Some(driver)) = (&drivers[*index], settings.drivers.get(*index)) {
                column.iter_mut().zip(multiples).for_each(|(value, times)| *value *= times);
                let held = kept.entry((true, driver.name.as_str())).or_insert_with(|| (chances[..ranked].to_vec(), Vec::new()));
                held.1.extend(parts.iter().map(|(at, _)| *at));
            }
        }
        for (at, value) in parts {
            nets[*at].iter_mut().zip(&column).for_each(|(net, times)| *net += value * times);
        }
    }
    Ok(read(&nets, business_as_usual, ask, &kept, ranked))
}

/// The first chances of each uncertain thing (whether a driver, and its name), and the options it moves.
type Kept<'a> = BTreeMap<(bool, &'a str), (Vec<f64>, Vec<usize>)>;

type Columns = Option<(Vec<f64>, Vec<f64>)>;

/// Chances and multiples of each driver that has a low and a high.
fn driver_columns(drivers: &[Driver], draws: usize, ask: &Simulation) -> Vec<Columns> {
    let column = |driver: &Driver| {
        let (low, high) = (driver.low?, driver.high?);
        let (mut chances, mut multiples) = (vec![0.0; draws], vec![0.0; draws]);
        // A driver's stream is apart from that of a flow of the same name.
        Stream::of(ask.seed, &format!("driver: {}", driver.name)).fill(&mut chances, ask.latin_hypercube);
        Curve::of(driver.shape, low / driver.value, high / driver.value).fill(&chances, &mut multiples);
        Some((chances, multiples))
    };
    drivers.iter().map(column).collect()
}

fn read(nets: &[Vec<f64>], business_as_usual: Option<usize>, ask: &Simulation, kept: &Kept, ranked: usize) -> (Vec<Simulated>, Together) {
    let draws = ask.draws as usize;
    let (highest, mean_of_highest) = highest(nets, draws);
    let mean = |values: &[f64]| values.iter().copied().collect::<Sum>().total() / draws as f64;
    let mut simulated = Vec::with_capacity(nets.len());
    for (at, net) in nets.iter().enumerate() {
        let middle = mean(net);
        let square: f64 = net.iter().map(|v| (v - middle) * (v - middle)).sum();
        let loss = net.iter().filter(|v| **v < 0.0).count() as f64 / draws as f64;
        let ranks = ranks(&net[..ranked.min(net.len())]);
        let mut goes_with: Vec<GoesWith> = kept
            .iter()
            .filter(|(_, (_, options))| options.contains(&at))
            .map(|((is_driver, what), (chances, _))| GoesWith {
                what: (*what).to_owned(),
                is_driver: *is_driver,
                rank_correlation: correlation(chances, &ranks),
            })
            .collect();
        goes_with.sort_by(|a, b| b.rank_correlation.abs().total_cmp(&a.rank_correlation.abs()).then_with(|| a.what.cmp(&b.what)));
        let mut ordered = net.clone();
        simulated.push(Simulated {
            mean: middle,
            standard_deviation: (square / (draws - 1) as f64).sqrt(),
            percentile_5: percentile(&mut ordered, 0.05),
            percentile_50: percentile(&mut ordered, 0.5),
            percentile_95: percentile(&mut ordered, 0.95),
            chance_of_loss: loss,
            chance_of_loss_standard_error: (loss * (1.0 - loss) / draws as f64).sqrt(),
            chance_worse_than_business_as_usual: business_as_usual
                .and_then(|usual| nets.get(usual))
                .map(|usual| net.iter().zip(usual).filter(|(own, usual)| own < usual).count() as f64 / draws as f64),
            chance_highest: highest[at],
            goes_with,
        });
    }
    let best = simulated.iter().map(|s| s.mean).fold(f64::NEG_INFINITY, f64::max);
    let together = Together {
        draws: ask.draws,
        seed: ask.seed,
        latin_hypercube: ask.latin_hypercube,
        value_of_perfect_information: (mean_of_highest - best).max(0.0),
        is_settled: simulated.iter().all(|s| s.chance_of_loss_standard_error < 0.01),
    };
    (simulated, together)
}

/// How often each option is highest, ties shared; and the mean of the highest.
fn highest(nets: &[Vec<f64>], draws: usize) -> (Vec<f64>, f64) {
    let mut shares = vec![0.0; nets.len()];
    let mut sum = Sum::default();
    let mut tied = Vec::with_capacity(nets.len());
    for draw in 0..draws {
        let mut most = f64::NEG_INFINITY;
        tied.clear();
        for (at, net) in nets.iter().enumerate() {
            let value = net[draw];
            if value > most {
                most = value;
                tied.clear();
            }
            if value == most {
                tied.push(at);
            }
        }
        tied.iter().for_each(|at| shares[*at] += 1.0 / tied.len() as f64);
        sum.add(most);
    }
    shares.iter_mut().for_each(|share| *share /= draws as f64);
    (shares, sum.total() / draws as f64)
}

/// Type 7 quantile without sorting everything.
fn percentile(values: &mut [f64], share: f64) -> f64 {
    let at = share * (values.len() - 1) as f64;
    let (_, below, rest) = values.select_nth_unstable_by(at.floor() as usize, f64::total_cmp);
    let above = rest.iter().copied().fold(f64::INFINITY, f64::min);
    if at.fract() > 0.0 && above.is_finite() { *below + (above - *below) * at.fract() } else { *below }
}

/// Mid-ranks.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    for group in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let middle = from as f64 + 0.5 * (group.len() - 1) as f64;
        group.iter().for_each(|at| ranks[*at] = middle);
        from += group.len();
    }
    ranks
}

/// Correlation of ranks with chances. A chance is the rank its value has among all there could be, so nothing else need be sorted.
fn correlation(chances: &[f64], ranks: &[f64]) -> f64 {
    let count = chances.len() as f64;
    let (a, b) = (chances.iter().sum::<f64>() / count, ranks.iter().sum::<f64>() / count);
    let (mut both, mut first, mut second) = (0.0, 0.0, 0.0);
    for (x, y) in chances.iter().zip(ranks) {
        both += (x - a) * (y - b);
        first += (x - a) * (x - a);
        second += (y - b) * (y - b);
    }
    if first > 0.0 && second > 0.0 { both / (first * second).sqrt() } else { 0.0 }
}
