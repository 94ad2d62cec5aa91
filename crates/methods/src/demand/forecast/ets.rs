//! The forms of exponential smoothing, and one pass of one form over a series (Hyndman and others 2008, tables 2.2 and 2.3).

use serde::{Deserialize, Serialize};

/// The longest season with states of its own; a longer one has none here.
pub const LONGEST_SEASON: usize = 24;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    None,
    Additive,
    Multiplicative,
}

impl Kind {
    fn letter(self) -> char {
        match self {
            Kind::None => 'N',
            Kind::Additive => 'A',
            Kind::Multiplicative => 'M',
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    None,
    Additive,
    Damped,
}

/// Error, trend and season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub is_error_relative: bool,
    pub trend: Trend,
    pub season: Kind,
}

impl Form {
    /// `MADA`-like: error, trend, season, then D where the trend is damped, as other programs write it.
    pub fn code(self) -> String {
        let error = if self.is_error_relative { 'M' } else { 'A' };
        let trend = if self.has_trend() { 'A' } else { 'N' };
        let damped = if self.is_damped() { 'D' } else { 'N' };
        [error, trend, self.season.letter(), damped].into_iter().collect()
    }

    pub fn has_trend(self) -> bool {
        self.trend != Trend::None
    }

    pub fn is_damped(self) -> bool {
        self.trend == Trend::Damped
    }

    pub fn has_season(self) -> bool {
        self.season != Kind::None
    }

    /// The admissible family: a season that multiplies goes with a relative error only; what multiplies needs values above nought.
    pub fn family(season_length: usize, all_positive: bool) -> Vec<Form> {
        let mut family = Vec::new();
        for is_error_relative in [false, true] {
            for season in [Kind::None, Kind::Additive, Kind::Multiplicative] {
                for trend in [Trend::None, Trend::Additive, Trend::Damped] {
                    let form = Form { is_error_relative, trend, season };
                    let multiplies = is_error_relative || season == Kind::Multiplicative;
                    let is_stable = season != Kind::Multiplicative || is_error_relative;
                    let has_room = season == Kind::None || (2..=LONGEST_SEASON).contains(&season_length);
                    if is_stable && has_room && (all_positive || !multiplies) {
                        family.push(form);
                    }
                }
            }
        }
        family
    }

    /// Smoothing parameters, in the order α, β, γ, φ.
    pub fn parameters(self) -> usize {
        1 + usize::from(self.has_trend()) + usize::from(self.has_season()) + usize::from(self.is_damped())
    }

    /// Free starting states: level, slope, and all seasons but the last, which the others give.
    pub fn states(self, season_length: usize) -> usize {
        1 + usize::from(self.has_trend()) + if self.has_season() { season_length - 1 } else { 0 }
    }
}

/// γ is held to at most 1 − α, β to at most α, φ to 0.8 to 0.98; what a form has not is not read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Smoothing {
    pub alpha: f64,
    pub beta: f64,
    pub gamma: f64,
    pub phi: f64,
}

/// Level, slope and seasons; `seasons[i]` is of every value whose place leaves i when divided by the length of the season.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct State {
    pub level: f64,
    pub slope: f64,
    pub seasons: [f64; LONGEST_SEASON],
}

impl State {
    /// Level, slope and seasons out of one list of free starting states.
    pub fn of(form: Form, season_length: usize, free: &[f64]) -> State {
        let mut free = free.iter().copied();
        let mut next = || free.next().unwrap_or(0.0);
        let mut state = State { level: next(), slope: 0.0, seasons: [0.0; LONGEST_SEASON] };
        if form.has_trend() {
            state.slope = next();
        }
        if form.has_season() {
            let last = season_length.clamp(1, LONGEST_SEASON) - 1;
            let mut sum = 0.0;
            for season in &mut state.seasons[..last] {
                *season = next();
                sum += *season;
            }
            state.seasons[last] = if form.season == Kind::Multiplicative { season_length as f64 - sum } else { -sum };
        }
        state
    }

    /// Level and slope one step on, without the season.
    fn base(&self, form: Form, smoothing: &Smoothing) -> (f64, f64) {
        let slope = match form.trend {
            Trend::None => 0.0,
            Trend::Additive => self.slope,
            Trend::Damped => smoothing.phi * self.slope,
        };
        (self.level + slope, slope)
    }

    /// What this state says of the value at `place`.
    pub fn says(&self, form: Form, smoothing: &Smoothing, season_length: usize, place: usize) -> f64 {
        let (base, _) = self.base(form, smoothing);
        match form.season {
            Kind::None => base,
            Kind::Additive => base + self.seasons[(place % season_length) % LONGEST_SEASON],
            Kind::Multiplicative => base * self.seasons[(place % season_length) % LONGEST_SEASON],
        }
    }

    /// Takes the value at `place` in, and gives what was said of it before.
    #[inline]
    pub fn take(&mut self, form: Form, smoothing: &Smoothing, season_length: usize, place: usize, value: f64) -> f64 {
        let (base, slope) = self.base(form, smoothing);
        let at = if form.has_season() { (place % season_length) % LONGEST_SEASON } else { 0 };
        let season = self.seasons[at];
        let (said, without_season) = match form.season {
            Kind::None => (base, value),
            Kind::Additive => (base + season, value - season),
            Kind::Multiplicative => (base * season, if season.abs() < 1e-10 { 1e10 } else { value / season }),
        };
        let error = without_season - base;
        self.level = base + smoothing.alpha * error;
        if form.has_trend() {
            self.slope = slope + smoothing.beta * error;
        }
        match form.season {
            Kind::None => {}
            Kind::Additive => self.seasons[at] = season + smoothing.gamma * (value - base - season),
            Kind::Multiplicative => {
                let relative = if base.abs() < 1e-10 { 1e10 } else { value / base };
                self.seasons[at] = season + smoothing.gamma * (relative - season);
            }
        }
        said
    }
}

/// One pass: −2 log likelihood but for constants (equation 5.3 of 2008), the sum of squared errors, and the state after the last value.
pub fn pass(
    form: Form,
    smoothing: &Smoothing,
    season_length: usize,
    start: State,
    values: &[f64],
    mut said: impl FnMut(f64),
) -> (f64, f64, State) {
    let mut state = start;
    let (mut squares, mut logs) = (0.0, 0.0);
    // A product of many is one logarithm; it is taken before it can leave the range.
    let mut product = 1.0f64;
    for (place, value) in values.iter().enumerate() {
        let before = state.take(form, smoothing, season_length, place, *value);
        said(before);
        let mut error = value - before;
        if form.is_error_relative {
            if before <= 1e-10 {
                return (f64::INFINITY, f64::INFINITY, state);
            }
            error /= before;
            product *= before;
            if !(1e-100..1e100).contains(&product) {
                logs += product.ln();
                product = 1.0;
            }
        }
        squares += error * error;
    }
    if form.is_error_relative {
        logs += product.ln();
    }
    let likelihood = values.len() as f64 * squares.max(1e-300).ln() + 2.0 * logs;
    (if likelihood.is_finite() { likelihood } else { f64::INFINITY }, squares, state)
}
