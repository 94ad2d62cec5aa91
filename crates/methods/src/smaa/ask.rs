//! The question put to SMAA.

use serde::{Deserialize, Serialize};

use super::Refusal;

/// A full table of ranks of more is larger than anybody reads.
pub const MOST_OPTIONS: usize = 2_000;
pub const MOST_DRAWS: u32 = 10_000_000;
/// Options times draws: half a minute on one core, some minutes with uncertain scores.
pub const MOST_CELLS: u64 = 2_000_000_000;
/// How far weights may sum from 1: what rounding in the fifteenth digit, and no typing, makes.
pub const SUM_WITHIN: f64 = 1e-6;
/// Beyond this a value is a mistake of scale.
const LARGEST: f64 = 1e15;

/// What is known of the weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// Nothing: every set of weights is as likely as any other.
    Uniform,
    /// Their order only. One number a criterion, 0 the most important; criteria with the same number are in no order.
    Ordinal(Vec<u32>),
    /// The weights themselves, summing to 1; only scores are uncertain.
    Given(Vec<f64>),
    /// Between which shares of the whole each may lie, as people said: every set within them is as likely as any other.
    Within(Vec<(f64, f64)>),
}

/// What is known of the scores: standard deviations of normal errors, in the scale of the values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Uncertainty {
    None,
    /// One a criterion, alike for every option.
    ByCriterion(Vec<f64>),
    /// A row an option, a column a criterion: where evidence is thinner for one option than for another.
    ByScore(Vec<Vec<f64>>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    pub weights: Weights,
    pub uncertainty: Uncertainty,
    /// 1 to 10,000,000. The standard error of a share is at most ½/√draws: 0.005 at 10,000.
    pub draws: u32,
    pub seed: u64,
    /// Compare options two by two as well: work grows with the square of their number.
    pub pairwise: bool,
}

impl Default for Ask {
    fn default() -> Ask {
        Ask { weights: Weights::Uniform, uncertainty: Uncertainty::None, draws: 10_000, seed: 1, pairwise: true }
    }
}

impl Ask {
    /// Checks question and values together; the number of criteria.
    pub(super) fn check(&self, values: &[Vec<f64>]) -> Result<usize, Refusal> {
        if values.len() < 2 {
            return Err(Refusal::TooFewOptions(values.len()));
        }
        if values.len() > MOST_OPTIONS {
            return Err(Refusal::TooManyOptions(values.len()));
        }
        let need = values.first().map_or(0, Vec::len);
        if need == 0 {
            return Err(Refusal::NoCriteria);
        }
        for (at, row) in values.iter().enumerate() {
            if row.len() != need {
                return Err(Refusal::LengthsDiffer { option: at + 1, have: row.len(), need });
            }
            if let Some(criterion) = row.iter().position(|v| !v.is_finite() || v.abs() > LARGEST) {
                return Err(Refusal::NotANumber { option: at + 1, criterion: criterion + 1 });
            }
        }
        if self.draws == 0 || self.draws > MOST_DRAWS || u64::from(self.draws) * values.len() as u64 > MOST_CELLS {
            return Err(Refusal::DrawsOutOfRange(self.draws));
        }
        self.check_weights(need)?;
        self.check_uncertainty(values.len(), need)?;
        Ok(need)
    }

    fn check_weights(&self, need: usize) -> Result<(), Refusal> {
        let counted = |what, have| if have == need { Ok(()) } else { Err(Refusal::OneForEach { what, have, need }) };
        match &self.weights {
            Weights::Uniform => Ok(()),
            Weights::Ordinal(ranks) => counted("ranks of importance", ranks.len()),
            Weights::Given(weights) => {
                counted("weights", weights.len())?;
                if let Some(at) = weights.iter().position(|w| !(w.is_finite() && *w >= 0.0)) {
                    return Err(Refusal::NegativeWeight(at + 1));
                }
                let sum: f64 = weights.iter().sum();
                if (sum - 1.0).abs() > SUM_WITHIN { Err(Refusal::WeightsDoNotSum(sum)) } else { Ok(()) }
            }
            Weights::Within(ranges) => {
                counted("ranges of weights", ranges.len())?;
                if let Some(at) = ranges.iter().position(|(low, high)| !(0.0 <= *low && low <= high && *high <= 1.0)) {
                    return Err(Refusal::RangeCrossed(at + 1));
                }
                let (least, most) = ranges.iter().fold((0.0, 0.0), |(least, most), (low, high)| (least + low, most + high));
                let is_whole = least <= 1.0 + SUM_WITHIN && most >= 1.0 - SUM_WITHIN;
                if is_whole { Ok(()) } else { Err(Refusal::RangesMakeNoWhole { least, most }) }
            }
        }
    }

    fn check_uncertainty(&self, options: usize, need: usize) -> Result<(), Refusal> {
        let row = |deviations: &Vec<f64>| {
            if deviations.len() != need {
                return Err(Refusal::OneForEach { what: "standard deviations", have: deviations.len(), need });
            }
            match deviations.iter().position(|s| !(*s >= 0.0 && *s <= LARGEST)) {
                Some(at) => Err(Refusal::NegativeDeviation(at + 1)),
                None => Ok(()),
            }
        };
        match &self.uncertainty {
            Uncertainty::None => Ok(()),
            Uncertainty::ByCriterion(deviations) => row(deviations),
            Uncertainty::ByScore(rows) if rows.len() != options => Err(Refusal::DeviationsDiffer { have: rows.len(), need: options }),
            Uncertainty::ByScore(rows) => rows.iter().try_for_each(row),
        }
    }
}
