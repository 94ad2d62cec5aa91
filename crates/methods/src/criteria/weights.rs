//! What each criterion counts for: swings to weights, and whether the answers behind them hold together.

use serde::{Deserialize, Serialize};

use super::Refusal;

/// How far weights may sum from 1.
pub const SUM_WITHIN: f64 = 1e-6;
/// Two sides this close, as a share of the larger, count as equal in a consistency check: swings are asked in steps of five.
pub const EQUAL_WITHIN: f64 = 0.05;

/// Weights from swings: wᵢ = sᵢ / Σ s.
///
/// # Errors
/// A swing negative or not a number; all of them 0. `name` says which.
pub fn of_swings(swings: &[f64], name: impl Fn(usize) -> String) -> Result<Vec<f64>, Refusal> {
    if let Some(at) = swings.iter().position(|s| !(s.is_finite() && *s >= 0.0)) {
        return Err(Refusal::NegativeWeight(name(at)));
    }
    let largest = swings.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        return Err(Refusal::NothingCounts);
    }
    // Over the largest first, so that however large or small they were typed they sum.
    let sum: f64 = swings.iter().map(|s| s / largest).sum();
    Ok(swings.iter().map(|s| s / largest / sum).collect())
}

/// Weights as given, checked: each 0 or more, together 1.
///
/// # Errors
/// `NegativeWeight`, `WeightsDoNotSum`.
pub fn given(weights: &[f64], name: impl Fn(usize) -> String) -> Result<(), Refusal> {
    if let Some(at) = weights.iter().position(|w| !(w.is_finite() && *w >= 0.0)) {
        return Err(Refusal::NegativeWeight(name(at)));
    }
    let sum: f64 = weights.iter().sum();
    if (sum - 1.0).abs() > SUM_WITHIN { Err(Refusal::WeightsDoNotSum(sum)) } else { Ok(()) }
}

/// Weights within the ranges a person gave for them: shares of the whole, one a criterion.
///
/// # Errors
/// A range that runs backwards or leaves 0 to 1; ranges that cannot make 1 together; a weight outside its own.
pub fn within(weights: &[f64], ranges: &[(f64, f64)], name: impl Fn(usize) -> String) -> Result<(), Refusal> {
    if let Some((at, (low, high))) = ranges.iter().enumerate().find(|(_, (low, high))| !(0.0 <= *low && low <= high && *high <= 1.0)) {
        return Err(Refusal::RangeCrossed { criterion: name(at), low: *low, high: *high });
    }
    let (least, most) = ranges.iter().fold((0.0, 0.0), |(least, most), (low, high)| (least + low, most + high));
    if least > 1.0 + SUM_WITHIN {
        return Err(Refusal::RangesTooHigh(least));
    }
    if most < 1.0 - SUM_WITHIN {
        return Err(Refusal::RangesTooLow(most));
    }
    let is_outside = |(weight, (low, high)): (&f64, &(f64, f64))| *weight < low - SUM_WITHIN || *weight > high + SUM_WITHIN;
    match weights.iter().zip(ranges).enumerate().find(|(_, pair)| is_outside(*pair)) {
        Some((at, (weight, (low, high)))) => {
            Err(Refusal::WeightOutsideRange { criterion: name(at), weight: *weight, low: *low, high: *high })
        }
        None => Ok(()),
    }
}

/// Which of two sets of swings counts for more, asked directly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SwingCheck {
    /// Names of criteria whose steps from worst to best are taken together.
    pub left: Vec<String>,
    pub right: Vec<String>,
    pub answer: Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    LeftMore,
    RightMore,
    Equal,
}

/// A check against the swings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    pub check: SwingCheck,
    /// Weights of the two sides, 0 to 1.
    pub left: f64,
    pub right: f64,
    /// What the weights say.
    pub weights_say: Answer,
    pub agrees: bool,
}

/// Holds every direct answer against the weights.
///
/// # Errors
/// `UnknownCriterion`, `BadCheck`.
pub fn consistency(checks: &[SwingCheck], weights: &[f64], names: &[&str]) -> Result<Vec<Checked>, Refusal> {
    let side = |named: &[String]| {
        let mut sum = 0.0;
        for name in named {
            let at = names.iter().position(|n| n == name).ok_or_else(|| Refusal::UnknownCriterion(name.clone()))?;
            sum += weights.get(at).copied().unwrap_or(0.0);
        }
        Ok(sum)
    };
    let checked = |check: &SwingCheck| {
        let mut all: Vec<&String> = check.left.iter().chain(&check.right).collect();
        let named = all.len();
        all.sort();
        all.dedup();
        if check.left.is_empty() || check.right.is_empty() || all.len() < named {
            return Err(Refusal::BadCheck);
        }
        let (left, right) = (side(&check.left)?, side(&check.right)?);
        let weights_say = if (left - right).abs() <= EQUAL_WITHIN * left.max(right) {
            Answer::Equal
        } else if left > right {
            Answer::LeftMore
        } else {
            Answer::RightMore
        };
        // Sides that the weights hold to be about equal contradict nobody who leans one way.
        let agrees = weights_say == check.answer || weights_say == Answer::Equal;
        Ok(Checked { check: check.clone(), left, right, weights_say, agrees })
    };
    checks.iter().map(checked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swings_become_weights_whatever_their_size() {
        for scale in [1e-300, 0.01, 1.0, 1e300] {
            let swings = [100.0 * scale, 60.0 * scale, 40.0 * scale];
            let weights = of_swings(&swings, |_| String::new()).expect("weights");
            for (got, want) in weights.into_iter().zip([0.5, 0.3, 0.2]) {
                assert!((got - want).abs() < 1e-15);
            }
        }
        assert_eq!(of_swings(&[0.0, 0.0], |_| String::new()), Err(Refusal::NothingCounts));
        assert_eq!(of_swings(&[1.0, -1.0], |at| format!("c{at}")), Err(Refusal::NegativeWeight("c1".into())));
    }

    #[test]
    fn ranges_that_cross_or_cannot_make_a_whole_or_leave_the_weight_out_are_refused_with_the_mend() {
        let weights = [0.5, 0.3, 0.2];
        let ask = |ranges: [(f64, f64); 3]| within(&weights, &ranges, |at| format!("c{at}")).map_err(|refusal| refusal.code());
        assert_eq!(ask([(0.4, 0.6), (0.2, 0.4), (0.1, 0.3)]), Ok(()));
        assert_eq!(ask([(0.5, 0.5), (0.3, 0.3), (0.2, 0.2)]), Ok(()), "no room to move is a range too");
        assert_eq!(ask([(0.6, 0.4), (0.2, 0.4), (0.1, 0.3)]), Err("range_crossed"));
        assert_eq!(ask([(0.4, 1.2), (0.2, 0.4), (0.1, 0.3)]), Err("range_crossed"));
        assert_eq!(ask([(f64::NAN, 0.6), (0.2, 0.4), (0.1, 0.3)]), Err("range_crossed"));
        assert_eq!(ask([(0.5, 0.6), (0.4, 0.5), (0.2, 0.3)]), Err("ranges_too_high"));
        assert_eq!(ask([(0.1, 0.5), (0.1, 0.3), (0.0, 0.1)]), Err("ranges_too_low"));
        assert_eq!(ask([(0.0, 0.4), (0.2, 0.4), (0.1, 0.3)]), Err("weight_outside_range"));
        let said = within(&weights, &[(0.0, 0.4), (0.0, 1.0), (0.0, 1.0)], |_| "Cost".into()).expect_err("refused").message();
        assert!(said.contains("“Cost” has 50.0% of the weight, outside its range of 0.0% to 40.0%"), "{said}");
    }

    #[test]
    fn an_answer_that_the_swings_do_not_bear_out_is_pointed_at() {
        let check = |left: &[&str], right: &[&str], answer| SwingCheck {
            left: left.iter().map(|s| (*s).to_owned()).collect(),
            right: right.iter().map(|s| (*s).to_owned()).collect(),
            answer,
        };
        let names = ["outcome", "equity", "cost"];
        let ask = |check| consistency(&[check], &[0.5, 0.3, 0.2], &names);
        let agrees = |check| ask(check).map(|c| c[0].agrees);
        assert_eq!(agrees(check(&["equity", "cost"], &["outcome"], Answer::Equal)), Ok(true));
        assert_eq!(agrees(check(&["equity", "cost"], &["outcome"], Answer::LeftMore)), Ok(true));
        assert_eq!(agrees(check(&["equity"], &["cost"], Answer::RightMore)), Ok(false));
        assert_eq!(agrees(check(&["equity"], &["cost"], Answer::Equal)), Ok(false));
        assert_eq!(agrees(check(&["outcome", "cost"], &["equity"], Answer::LeftMore)), Ok(true));
        assert_eq!(agrees(check(&["speed"], &["cost"], Answer::Equal)), Err(Refusal::UnknownCriterion("speed".into())));
        assert_eq!(agrees(check(&["cost"], &["cost"], Answer::Equal)), Err(Refusal::BadCheck));
    }
}
