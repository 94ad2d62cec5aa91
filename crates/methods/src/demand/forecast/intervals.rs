//! What a fitted form says ahead, with its range (Hyndman and others 2008, chapter 6).

use statrs::function::erf::erf_inv;

use super::Ahead;
use super::ets::{Kind, State, Trend};
use super::fit::Fitted;
use crate::numeric::draw::Draw;
use crate::numeric::order::quantile;

/// Drawn where a season multiplies: there is no exact formula.
const PATHS: usize = 2_000;

/// Standard deviations to either side of a normal middle that hold this share.
fn normal_two_sided(share: f64) -> f64 {
    std::f64::consts::SQRT_2 * erf_inv(share)
}

/// Normal intervals around means.
pub(super) fn around(mean: Vec<f64>, variances: &[f64]) -> Ahead {
    let (z80, z95) = (normal_two_sided(0.80), normal_two_sided(0.95));
    let ends = |z: f64| -> Vec<f64> { mean.iter().zip(variances).map(|(mean, v)| mean + z * v.max(0.0).sqrt()).collect() };
    Ahead { low_80: ends(-z80), high_80: ends(z80), low_95: ends(-z95), high_95: ends(z95), mean }
}

pub(super) fn ahead(fitted: &Fitted, horizon: usize, seed: u64) -> Ahead {
    let mean = means(fitted, horizon);
    if fitted.form.season == Kind::Multiplicative {
        return drawn(fitted, mean, horizon, seed);
    }
    let steps = steps(fitted, horizon);
    let variances =
        if fitted.form.is_error_relative { relative(fitted.variance, &mean, &steps) } else { additive(fitted.variance, &steps) };
    around(mean, &variances)
}

fn means(fitted: &Fitted, horizon: usize) -> Vec<f64> {
    let mut state = fitted.end;
    (0..horizon)
        .map(|h| {
            let place = fitted.count + h;
            let said = state.says(fitted.form, &fitted.smoothing, fitted.season_length, place);
            state.take(fitted.form, &fitted.smoothing, fitted.season_length, place, said);
            said
        })
        .collect()
}

/// c₁ … : how much of an error is still in what is said j values later (table 6.2).
fn steps(fitted: &Fitted, horizon: usize) -> Vec<f64> {
    let of = &fitted.smoothing;
    let mut damped = 0.0;
    (1..horizon.max(1))
        .map(|j| {
            damped += of.phi.powi(i32::try_from(j).unwrap_or(i32::MAX));
            let slope = match fitted.form.trend {
                Trend::None => 0.0,
                Trend::Additive => of.beta * j as f64,
                Trend::Damped => of.beta * damped,
            };
            let season = if fitted.form.has_season() && j % fitted.season_length.max(1) == 0 { of.gamma } else { 0.0 };
            of.alpha + slope + season
        })
        .collect()
}

fn additive(variance: f64, steps: &[f64]) -> Vec<f64> {
    let mut sum = 1.0;
    let mut all = vec![variance];
    for step in steps {
        sum += step * step;
        all.push(variance * sum);
    }
    all
}

/// Of relative errors: θₕ = μₕ² + σ² Σ cⱼ² θₕ₋ⱼ, vₕ = (1 + σ²) θₕ − μₕ².
fn relative(variance: f64, mean: &[f64], steps: &[f64]) -> Vec<f64> {
    let mut thetas: Vec<f64> = Vec::with_capacity(mean.len());
    for one in mean {
        let carried: f64 = steps.iter().zip(thetas.iter().rev()).map(|(step, theta)| step * step * theta).sum();
        thetas.push(one * one + variance * carried);
    }
    thetas.iter().zip(mean).map(|(theta, mean)| (1.0 + variance) * theta - mean * mean).collect()
}

fn drawn(fitted: &Fitted, mean: Vec<f64>, horizon: usize, seed: u64) -> Ahead {
    let mut draw = Draw::of(seed, 0);
    let mut by_step: Vec<Vec<f64>> = vec![Vec::with_capacity(PATHS); horizon];
    let spread = fitted.variance.max(0.0).sqrt();
    for _ in 0..PATHS {
        let mut state: State = fitted.end;
        for (h, found) in by_step.iter_mut().enumerate() {
            let place = fitted.count + h;
            let said = state.says(fitted.form, &fitted.smoothing, fitted.season_length, place);
            let error = spread * draw.normal();
            let value = if fitted.form.is_error_relative { said * (1.0 + error) } else { said + error };
            state.take(fitted.form, &fitted.smoothing, fitted.season_length, place, value);
            found.push(value);
        }
    }
    let ends = |share: f64| -> Vec<f64> { by_step.iter().map(|found| quantile(found, share).unwrap_or(f64::NAN)).collect() };
    Ahead { low_80: ends(0.10), high_80: ends(0.90), low_95: ends(0.025), high_95: ends(0.975), mean }
}
