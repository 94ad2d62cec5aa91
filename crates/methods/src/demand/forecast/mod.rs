//! A series carried on: the season before as it was, exponential smoothing chosen by AICc, and a decomposition where the series is long;
//! the one that did best on months kept back.

pub mod ets;
pub mod fit;
mod intervals;
pub mod loess;
pub mod mstl;
mod refusal;
mod simplex;

pub use ets::Form;
pub use fit::{Fitted, choose};
pub use refusal::Refusal;

use std::borrow::Cow;

use quantity::Period;
use serde::{Deserialize, Serialize};

use crate::Method;
use crate::working::{Column, Table, Working};

pub const METHOD: Method = Method {
    code: "demand-forecast",
    edition: 1,
    title: "A series carried on, with its range",
    sources: &[
        "Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing: The State Space Approach, 2008, chapters 2, 5, 6 and 7",
        "Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, 2021, chapters 5 and 8",
        "Cleveland, Cleveland, McRae and Terpenning, STL: a seasonal-trend decomposition procedure based on loess, Journal of Official Statistics 6, 1990",
        "Bandara, Hyndman and Bergmeir, MSTL: a seasonal-trend decomposition algorithm for time series with multiple seasonal patterns, 2021",
    ],
};

/// Seasons a series must have before it is decomposed.
const LONG: usize = 4;
/// Values under which nothing is said.
const FEWEST: usize = 10;
/// The longest series and horizon taken.
const MOST: usize = 20_000;
const FURTHEST: usize = 1_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// Values a season: 12 of months, 4 of quarters, 1 where there is no season. Several where seasons run within one another.
    pub season_lengths: Vec<usize>,
    /// Values to say ahead.
    pub horizon: usize,
    /// Of the paths drawn where an interval has no formula.
    pub seed: u64,
}

impl Default for Ask {
    fn default() -> Ask {
        Ask { season_lengths: vec![12], horizon: 12, seed: 1 }
    }
}

/// What is said ahead, value by value, in the unit of the series. Ends are of intervals that hold 80 and 95 of 100 such values, if the past goes on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Ahead {
    pub mean: Vec<f64>,
    pub low_80: Vec<f64>,
    pub high_80: Vec<f64>,
    pub low_95: Vec<f64>,
    pub high_95: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Candidate {
    SeasonalNaive,
    Ets,
    Mstl,
}

impl Candidate {
    pub fn code(self) -> &'static str {
        match self {
            Candidate::SeasonalNaive => "seasonal_naive",
            Candidate::Ets => "ets",
            Candidate::Mstl => "mstl",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Candidate::SeasonalNaive => "the same months of the year before",
            Candidate::Ets => "exponential smoothing",
            Candidate::Mstl => "season and trend taken apart",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    pub candidate: Candidate,
    /// Mean distance from what came, over the values kept back, in the unit of the series; none where it could not be tried so.
    pub held_out_error: Option<f64>,
    pub ahead: Ahead,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// In the order of `Candidate`: the simplest first.
    pub tried: Vec<Tried>,
    /// Of these, the one nearest on what was kept back; between equals the simpler.
    pub better: Candidate,
    /// How many of the last values were kept back.
    pub held_out: usize,
    /// The exponential smoothing of the whole series that AICc chose.
    pub ets: Fitted,
    /// Each form of exponential smoothing tried, with its AICc.
    pub forms: Vec<(Form, f64)>,
    pub working: Working,
}

impl Reading {
    pub fn of(&self, candidate: Candidate) -> Option<&Tried> {
        self.tried.iter().find(|tried| tried.candidate == candidate)
    }

    /// The one that did better.
    pub fn best(&self) -> Option<&Tried> {
        self.of(self.better)
    }
}

/// A series by its periods, one after the other; a value that is not there is `None`.
///
/// # Errors
/// A [`Refusal`] that says what is missing or wrong, and where.
pub fn read(periods: &[Period], values: &[Option<f64>], ask: &Ask) -> Result<Reading, Refusal> {
    let gaps = gaps(periods, values);
    if !gaps.is_empty() {
        return Err(Refusal::Missing(gaps));
    }
    let values: Vec<f64> = values.iter().copied().flatten().collect();
    read_values(&values, ask)
}

/// Periods that should be there between the first and the last, and are not or hold no value.
fn gaps(periods: &[Period], values: &[Option<f64>]) -> Vec<String> {
    let mut gaps = Vec::new();
    let mut due: Option<Period> = None;
    for (at, value) in values.iter().enumerate() {
        match periods.get(at) {
            None => {
                if value.is_none() {
                    gaps.push(format!("value {}", at + 1));
                }
            }
            Some(period) => {
                while let Some(missing) = due.filter(|due| due.first_day() < period.first_day() && gaps.len() < 100) {
                    gaps.push(missing.in_words());
                    due = Some(missing.next());
                }
                if value.is_none() {
                    gaps.push(period.in_words());
                }
                due = Some(period.next());
            }
        }
    }
    gaps
}

/// The same, of values with no gap.
///
/// # Errors
/// As [`read`].
pub fn read_values(values: &[f64], ask: &Ask) -> Result<Reading, Refusal> {
    let longest = ask.season_lengths.iter().copied().max().unwrap_or(1);
    check(values, ask, longest)?;
    let shortest = ask.season_lengths.iter().copied().min().unwrap_or(1);
    let all = choose(values, shortest).ok_or(Refusal::NotFitted)?;
    let held_out = ask.horizon.min(longest.max(2)).min(values.len() / 3).max(1);
    let (known, kept_back) = values.split_at(values.len() - held_out);
    let mut tried = vec![
        Tried {
            candidate: Candidate::SeasonalNaive,
            held_out_error: Some(distance(&seasonal_naive(known, longest, held_out).mean, kept_back)),
            ahead: seasonal_naive(values, longest, ask.horizon),
        },
        Tried {
            candidate: Candidate::Ets,
            held_out_error: choose(known, shortest)
                .map(|fitted| distance(&intervals::ahead(&fitted.0, held_out, ask.seed).mean, kept_back)),
            ahead: intervals::ahead(&all.0, ask.horizon, ask.seed),
        },
    ];
    let is_long = ask.season_lengths.len() > 1 || (longest > 1 && values.len() >= LONG * longest);
    if is_long && let Some(ahead) = mstl::ahead(values, &ask.season_lengths, ask.horizon, ask.seed) {
        let back = mstl::ahead(known, &ask.season_lengths, held_out, ask.seed);
        tried.push(Tried { candidate: Candidate::Mstl, held_out_error: back.map(|back| distance(&back.mean, kept_back)), ahead });
    }
    let error = |tried: &Tried| tried.held_out_error.filter(|error| error.is_finite()).unwrap_or(f64::INFINITY);
    let better = tried.iter().fold(Candidate::SeasonalNaive, |best, one| {
        let of_best = tried.iter().find(|tried| tried.candidate == best).map_or(f64::INFINITY, error);
        if error(one) < of_best { one.candidate } else { best }
    });
    let (ets, forms) = all;
    let working = working(&tried, &forms, &ets);
    Ok(Reading { tried, better, held_out, ets, forms, working })
}

fn check(values: &[f64], ask: &Ask, longest: usize) -> Result<(), Refusal> {
    if ask.season_lengths.is_empty() || ask.season_lengths.contains(&0) || longest > values.len().max(400) {
        return Err(Refusal::Season);
    }
    if ask.horizon == 0 || ask.horizon > FURTHEST {
        return Err(Refusal::Horizon(FURTHEST));
    }
    if let Some(at) = values.iter().position(|value| !value.is_finite()) {
        return Err(Refusal::NotANumber(at + 1));
    }
    let need = FEWEST.max(2 * longest);
    if values.len() < need {
        return Err(Refusal::TooShort { have: values.len(), need });
    }
    if values.len() > MOST {
        return Err(Refusal::TooLong(MOST));
    }
    match values.first() {
        Some(first) if values.iter().all(|value| value == first) => Err(Refusal::Constant(*first)),
        _ => Ok(()),
    }
}

/// Each value is that of the season before; its spread grows by a season's step at a time.
fn seasonal_naive(values: &[f64], season: usize, horizon: usize) -> Ahead {
    let season = season.clamp(1, values.len().max(1));
    let last = values.get(values.len() - season..).unwrap_or_default();
    let mean: Vec<f64> = last.iter().copied().cycle().take(horizon).collect();
    let steps: Vec<f64> = values.iter().zip(values.get(season..).unwrap_or_default()).map(|(before, now)| now - before).collect();
    let variance = steps.iter().map(|step| step * step).sum::<f64>() / steps.len().max(1) as f64;
    let variances: Vec<f64> = (0..horizon).map(|h| variance * ((h / season) as f64 + 1.0)).collect();
    intervals::around(mean, &variances)
}

fn distance(said: &[f64], came: &[f64]) -> f64 {
    said.iter().zip(came).map(|(said, came)| (said - came).abs()).sum::<f64>() / came.len().max(1) as f64
}

fn working(tried: &[Tried], forms: &[(Form, f64)], ets: &Fitted) -> Working {
    let word = |text: &'static str| Cow::Borrowed(text);
    let candidates = Table::new(
        "How near each came on the values kept back",
        vec![
            Column::words("", "candidate", tried.iter().map(|t| word(t.candidate.words())).collect()),
            Column::numbers("MAE", "mean distance from what came", tried.iter().map(|t| t.held_out_error).collect()),
        ],
    );
    let codes = forms.iter().map(|(form, _)| Cow::Owned(form.code())).collect();
    let forms = Table::new(
        "Forms of exponential smoothing",
        vec![
            Column::words("", "error, trend, season, damped", codes),
            Column::numbers("AICc", "lower is better", forms.iter().map(|(_, aicc)| Some(*aicc)).collect()),
        ],
    );
    let of = &ets.smoothing;
    let chosen = Table::of_figures(
        "The form chosen",
        vec![
            ("α", "weight of the newest value in the level", Some(of.alpha)),
            ("β", "weight of the newest step in the slope", ets.form.has_trend().then_some(of.beta)),
            ("γ", "weight of the newest value in its season", ets.form.has_season().then_some(of.gamma)),
            ("φ", "what is left of the slope a step later", ets.form.is_damped().then_some(of.phi)),
            ("σ²", "variance of the errors", Some(ets.variance)),
        ],
    );
    Working { tables: vec![candidates, forms, chosen] }
}
