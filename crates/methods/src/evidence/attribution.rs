//! Did the fix cause it (C7)? An interrupted series, a comparator, or a reasoned note, in that order.

use quantity::{Direction, Interval, Share};
use serde::{Deserialize, Serialize};

use crate::numeric::order::{mean, standard_deviation};
use crate::numeric::regress::least_squares;
use crate::numeric::special::student_t_two_sided;
use crate::spc::Point;

/// A place or group without the fix, over the same two stretches of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparator {
    pub name: String,
    pub before: Vec<Point>,
    pub after: Vec<Point>,
}

/// Why the fix would have caused it, in writing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mechanism {
    pub note: String,
    pub by_role: String,
}

/// A change, how sure it is, and whether it is clearly in the good direction.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub estimate: f64,
    pub standard_error: f64,
    /// 95%.
    pub interval: Option<Interval>,
}

impl Change {
    fn of(estimate: f64, standard_error: f64, freedom: f64) -> Option<Change> {
        let half = student_t_two_sided(0.95, freedom)? * standard_error;
        let interval = Interval::new(estimate - half, estimate + half, Share::new(0.95).ok()?);
        Some(Change { estimate, standard_error, interval })
    }

    /// The whole interval lies beyond 0 on the good side.
    pub fn is_good(&self, better: Direction) -> bool {
        self.interval.is_some_and(|i| match better {
            Direction::High => i.low > 0.0,
            Direction::Low => i.high < 0.0,
            Direction::Neither => false,
        })
    }
}

/// y = b0 + b1·t + b2·D + b3·(t − t0)·D over both stretches, t counted from 1, D = 1 from the first point after.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interrupted {
    pub level_before: f64,
    pub slope_before: f64,
    pub level: Change,
    pub slope: Change,
    pub durbin_watson: Option<f64>,
    /// Errors that allow for neighbours being alike were used, with so many lags.
    pub newey_west_lag: Option<u32>,
}

/// The interrupted series. `None` with fewer than four values on either side.
pub fn interrupted(before: &[f64], after: &[f64]) -> Option<Interrupted> {
    if before.len() < 4 || after.len() < 4 {
        return None;
    }
    let start = before.len() as f64 + 1.0;
    let rows: Vec<Vec<f64>> = (1..=before.len() + after.len())
        .map(|t| {
            let (t, d) = (t as f64, f64::from(u8::from(t > before.len())));
            vec![1.0, t, d, (t - start) * d]
        })
        .collect();
    let y: Vec<f64> = before.iter().chain(after).copied().collect();
    let plain = least_squares(&rows, &y, None)?;
    let alike = plain.durbin_watson.is_some_and(|dw| !(1.5..=2.5).contains(&dw));
    let lag = alike.then(|| ((4.0 * (y.len() as f64 / 100.0).powf(2.0 / 9.0)).floor() as usize).clamp(1, 2));
    let fit = match lag {
        Some(lag) => least_squares(&rows, &y, Some(lag))?,
        None => plain.clone(),
    };
    let change = |at: usize| Change::of(*fit.coefficients.get(at)?, *fit.standard_errors.get(at)?, fit.freedom as f64);
    Some(Interrupted {
        level_before: *fit.coefficients.first()?,
        slope_before: *fit.coefficients.get(1)?,
        level: change(2)?,
        slope: change(3)?,
        durbin_watson: plain.durbin_watson,
        newey_west_lag: lag.map(|l| l as u32),
    })
}

/// (after − before) here, less (after − before) there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub change: Change,
    /// The same sum at dates before the fix, when nothing had changed.
    pub placebos: Vec<f64>,
    /// No placebo date shows as much.
    pub beyond_placebos: bool,
}

/// Difference in differences, with every date in the baseline that leaves four points on both sides as a placebo.
pub fn difference(here: (&[f64], &[f64]), there: (&[f64], &[f64]), better: Direction) -> Option<Difference> {
    let parts = [here.1, here.0, there.1, there.0];
    if parts.iter().any(|p| p.len() < 4) {
        return None;
    }
    let estimate = (mean(here.1)? - mean(here.0)?) - (mean(there.1)? - mean(there.0)?);
    let (mut variance, mut freedom) = (0.0, 0.0);
    for part in parts {
        let of_mean = standard_deviation(part)?.powi(2) / part.len() as f64;
        variance += of_mean;
        freedom += of_mean * of_mean / (part.len() - 1) as f64;
    }
    let freedom = if freedom > 0.0 { variance * variance / freedom } else { (parts.iter().map(|p| p.len()).sum::<usize>() - 4) as f64 };
    let length = here.0.len().min(there.0.len());
    let placebos: Vec<f64> = (4..length.saturating_sub(3))
        .filter_map(|at| {
            let (b1, w1) = (here.0.get(..at)?, here.0.get(at..)?);
            let (b0, w0) = (there.0.get(..at)?, there.0.get(at..)?);
            Some((mean(w1)? - mean(b1)?) - (mean(w0)? - mean(b0)?))
        })
        .collect();
    let sign = f64::from(better.sign());
    let beyond_placebos = placebos.iter().all(|p| sign * p < sign * estimate);
    Some(Difference { change: Change::of(estimate, variance.sqrt(), freedom)?, placebos, beyond_placebos })
}
