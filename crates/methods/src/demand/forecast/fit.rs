//! Fitting each form and choosing one by AICc. Smoothing parameters are found by the simplex; starting states by Gauss and Newton, which is
//! exact where what is said is linear in them, and turn by turn until neither helps.

use serde::{Deserialize, Serialize};

use super::ets::{Form, Kind, Smoothing, State, pass};
use super::simplex;

/// Forms whose first fit is further than this from the best, in AICc, are not looked at again.
const WITHIN_REACH: f64 = 12.0;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    pub form: Form,
    pub season_length: usize,
    pub smoothing: Smoothing,
    /// Of the likelihood without constants, as other programs print it.
    pub aicc: f64,
    /// Of the errors, relative ones where the form's are.
    pub variance: f64,
    /// After the last value.
    pub end: State,
    /// Values it was fitted to.
    pub count: usize,
}

/// A form on its way to its best.
#[derive(Clone)]
struct Trial {
    form: Form,
    /// Each from 0 to 1: see `smoothing`.
    unit: Vec<f64>,
    free: Vec<f64>,
    likelihood: f64,
}

/// The form of least AICc, and the AICc of every form tried, the best first. None where no form fits.
pub fn choose(values: &[f64], season_length: usize) -> Option<(Fitted, Vec<(Form, f64)>)> {
    choose_among(values, season_length, &Form::family(season_length, values.iter().all(|value| *value > 0.0)))
}

/// The same, among some forms.
pub fn choose_among(values: &[f64], season_length: usize, forms: &[Form]) -> Option<(Fitted, Vec<(Form, f64)>)> {
    let count = values.len();
    let mut trials: Vec<(Trial, f64)> = Vec::new();
    for form in forms {
        let parameters = form.parameters() + form.states(season_length) + 1;
        if count < parameters + 2 || (form.has_season() && count < 2 * season_length) {
            continue;
        }
        let mut trial = Trial::begun(*form, values, season_length);
        trial.turn(values, season_length);
        let aicc = aicc(trial.likelihood, parameters, count);
        if aicc.is_finite() {
            trials.push((trial, aicc));
        }
    }
    let least = |trials: &[(Trial, f64)]| trials.iter().map(|(_, aicc)| *aicc).fold(f64::INFINITY, f64::min);
    for _ in 0..3 {
        let best = least(&trials);
        for (trial, aicc_now) in trials.iter_mut().filter(|(_, aicc)| *aicc <= best + WITHIN_REACH) {
            trial.turn(values, season_length);
            if !trial.form.has_season() {
                trial.polish(values, season_length);
            }
            *aicc_now = aicc(trial.likelihood, trial.form.parameters() + trial.form.states(season_length) + 1, count);
        }
    }
    trials.sort_by(|a, b| a.1.total_cmp(&b.1));
    let (best, aicc) = trials.first()?;
    let smoothing = smoothing(best.form, &best.unit);
    let start = State::of(best.form, season_length, &best.free);
    let (_, squares, end) = pass(best.form, &smoothing, season_length, start, values, |_| {});
    let parameters = best.form.parameters() + best.form.states(season_length) + 1;
    let variance = squares / count.saturating_sub(parameters + 1).max(1) as f64;
    let fitted = Fitted { form: best.form, season_length, smoothing, aicc: *aicc, variance, end, count };
    Some((fitted, trials.iter().map(|(trial, aicc)| (trial.form, *aicc)).collect()))
}

/// Corrected for few values; the variance counts among the parameters.
fn aicc(likelihood: f64, parameters: usize, count: usize) -> f64 {
    let (k, n) = (parameters as f64, count as f64);
    likelihood + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0)
}

/// From a box of 0 to 1 into the usual region of parameters.
fn smoothing(form: Form, unit: &[f64]) -> Smoothing {
    let mut unit = unit.iter().map(|u| u.clamp(0.0, 1.0));
    let mut next = || 1e-4 + 0.9998 * unit.next().unwrap_or(0.0);
    let alpha = next();
    let beta = if form.has_trend() { alpha * next() } else { 0.0 };
    let gamma = if form.has_season() { (1.0 - alpha) * next() } else { 0.0 };
    let phi = if form.is_damped() { 0.8 + 0.18 * next() } else { 1.0 };
    Smoothing { alpha, beta, gamma, phi }
}

impl Trial {
    fn begun(form: Form, values: &[f64], season_length: usize) -> Trial {
        let mut unit = vec![0.25];
        if form.has_trend() {
            unit.push(0.1);
        }
        if form.has_season() {
            unit.push(0.1);
        }
        if form.is_damped() {
            unit.push(0.9);
        }
        let free = begin(form, values, season_length);
        let mut trial = Trial { form, unit, free, likelihood: f64::INFINITY };
        trial.likelihood = trial.of(&trial.unit, &trial.free, values, season_length);
        trial
    }

    fn of(&self, unit: &[f64], free: &[f64], values: &[f64], season_length: usize) -> f64 {
        let start = State::of(self.form, season_length, free);
        pass(self.form, &smoothing(self.form, unit), season_length, start, values, |_| {}).0
    }

    /// Starting states, then parameters.
    fn turn(&mut self, values: &[f64], season_length: usize) {
        self.better_states(values, season_length);
        let step: Vec<f64> = self.unit.iter().map(|u| if *u < 0.5 { 0.25 } else { -0.25 }).collect();
        let most = 40 * self.unit.len();
        let (unit, found) = simplex::least(&self.unit, &step, most, 1e-7, |unit| self.of(unit, &self.free, values, season_length));
        if found < self.likelihood {
            self.unit = unit.iter().map(|u| u.clamp(0.0, 1.0)).collect();
            self.likelihood = found;
        }
        self.better_states(values, season_length);
    }

    /// All at once, where they are few.
    fn polish(&mut self, values: &[f64], season_length: usize) {
        let size = self.unit.len();
        let scale = (values.iter().map(|value| value.abs()).sum::<f64>() / values.len().max(1) as f64).max(1e-9);
        let start: Vec<f64> = self.unit.iter().copied().chain(self.free.iter().map(|free| free / scale)).collect();
        let step: Vec<f64> = (0..start.len()).map(|at| if at < size { 0.05 } else { 0.01 }).collect();
        let split = |point: &[f64]| -> (Vec<f64>, Vec<f64>) {
            let (unit, free) = point.split_at(size.min(point.len()));
            (unit.to_vec(), free.iter().map(|free| free * scale).collect())
        };
        let (point, found) = simplex::least(&start, &step, 60 * start.len(), 1e-9, |point| {
            let (unit, free) = split(point);
            self.of(&unit, &free, values, season_length)
        });
        if found < self.likelihood {
            let (unit, free) = split(&point);
            self.unit = unit.iter().map(|u| u.clamp(0.0, 1.0)).collect();
            self.free = free;
            self.likelihood = found;
        }
    }

    /// One step of Gauss and Newton on the starting states, halved until it helps, or not taken.
    fn better_states(&mut self, values: &[f64], season_length: usize) {
        let smoothing = smoothing(self.form, &self.unit);
        let said = |free: &[f64]| {
            let mut said = Vec::with_capacity(values.len());
            pass(self.form, &smoothing, season_length, State::of(self.form, season_length, free), values, |one| said.push(one));
            said
        };
        let now = said(&self.free);
        if now.len() < values.len() {
            return;
        }
        let scale = (values.iter().map(|value| value.abs()).sum::<f64>() / values.len().max(1) as f64).max(1e-9);
        let mut columns = Vec::with_capacity(self.free.len());
        for at in 0..self.free.len() {
            let is_factor = self.form.season == Kind::Multiplicative && at > usize::from(self.form.has_trend());
            let by = if is_factor { 1e-4 } else { 1e-4 * scale };
            let mut moved = self.free.clone();
            if let Some(one) = moved.get_mut(at) {
                *one += by;
            }
            let then = said(&moved);
            if then.len() < values.len() {
                return;
            }
            columns.push(then.iter().zip(&now).map(|(then, now)| (then - now) / by).collect::<Vec<f64>>());
        }
        let weights: Vec<f64> = if self.form.is_error_relative {
            now.iter().map(|said| 1.0 / (said * said).max(1e-18)).collect()
        } else {
            vec![1.0; now.len()]
        };
        let left: Vec<f64> = values.iter().zip(&now).map(|(value, said)| value - said).collect();
        let Some(step) = weighted_least_squares(&columns, &left, &weights) else { return };
        let mut share = 1.0;
        for _ in 0..3 {
            let moved: Vec<f64> = self.free.iter().zip(&step).map(|(free, by)| free + share * by).collect();
            let found = self.of(&self.unit, &moved, values, season_length);
            if found < self.likelihood {
                self.free = moved;
                self.likelihood = found;
                return;
            }
            share *= 0.5;
        }
    }
}

/// Normal equations by Cholesky, with a breath of a ridge; none where they do not determine an answer.
fn weighted_least_squares(columns: &[Vec<f64>], left: &[f64], weights: &[f64]) -> Option<Vec<f64>> {
    let size = columns.len();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).zip(weights).map(|((a, b), w)| a * b * w).sum::<f64>();
    let mut lower = vec![vec![0.0; size]; size];
    for row in 0..size {
        for column in 0..=row {
            let mut sum = dot(columns.get(row)?, columns.get(column)?);
            if row == column {
                sum *= 1.0 + 1e-10;
            }
            for k in 0..column {
                sum -= lower[row][k] * lower[column][k];
            }
            lower[row][column] = if row == column {
                if sum <= 0.0 {
                    return None;
                }
                sum.sqrt()
            } else {
                sum / lower[column][column]
            };
        }
    }
    let mut answer: Vec<f64> = columns.iter().map(|column| dot(column, left)).collect();
    for row in 0..size {
        let known: f64 = (0..row).map(|k| lower[row][k] * answer[k]).sum();
        answer[row] = (answer[row] - known) / lower[row][row];
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|k| lower[k][row] * answer[k]).sum();
        answer[row] = (answer[row] - known) / lower[row][row];
    }
    answer.iter().all(|one| one.is_finite()).then_some(answer)
}

/// Where to begin: seasons from a centred mean over one season, level and slope from a line through the first values without them.
fn begin(form: Form, values: &[f64], season_length: usize) -> Vec<f64> {
    let seasons = if form.has_season() { seasons(form.season, values, season_length) } else { Vec::new() };
    let without = |(place, value): (usize, &f64)| match (form.season, seasons.get(place % season_length.max(1))) {
        (Kind::Additive, Some(season)) => value - season,
        (Kind::Multiplicative, Some(season)) => value / season,
        _ => *value,
    };
    let first = values.len().min((2 * season_length).max(10));
    let line: Vec<f64> = values.iter().enumerate().take(first).map(without).collect();
    let count = line.len().max(1) as f64;
    let middle = (count + 1.0) / 2.0;
    let mean = line.iter().sum::<f64>() / count;
    let mut free = Vec::new();
    if form.has_trend() {
        let across: f64 = (0..line.len()).map(|at| (at as f64 + 1.0 - middle).powi(2)).sum();
        let up: f64 = line.iter().enumerate().map(|(at, value)| (at as f64 + 1.0 - middle) * (value - mean)).sum();
        let slope = if across > 0.0 { up / across } else { 0.0 };
        free.extend([mean - slope * middle, slope]);
    } else {
        free.push(mean);
    }
    free.extend(seasons.iter().take(season_length.saturating_sub(1)));
    free
}

fn seasons(kind: Kind, values: &[f64], season_length: usize) -> Vec<f64> {
    let half = season_length / 2;
    let mut sums = vec![(0.0, 0usize); season_length];
    for place in half..values.len().saturating_sub(half) {
        let window = values.get(place - half..=place + half).unwrap_or_default();
        let mean = if season_length % 2 == 0 {
            let ends = window.first().zip(window.last()).map_or(0.0, |(a, b)| (a + b) / 2.0);
            (window.iter().sum::<f64>() - ends) / season_length as f64
        } else {
            window.iter().sum::<f64>() / window.len().max(1) as f64
        };
        let Some((value, sum)) = values.get(place).zip(sums.get_mut(place % season_length)) else { continue };
        let apart = if kind == Kind::Multiplicative { value / mean.max(1e-9) } else { value - mean };
        *sum = (sum.0 + apart, sum.1 + 1);
    }
    let neutral = if kind == Kind::Multiplicative { 1.0 } else { 0.0 };
    let raw: Vec<f64> = sums.iter().map(|(sum, count)| if *count > 0 { sum / *count as f64 } else { neutral }).collect();
    let mean = raw.iter().sum::<f64>() / season_length.max(1) as f64;
    match kind {
        Kind::Multiplicative => raw.iter().map(|one| (one / mean).max(0.01)).collect(),
        _ => raw.iter().map(|one| one - mean).collect(),
    }
}
