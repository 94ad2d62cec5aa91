//! A criterion: what is measured, over which range, and what a score on it is worth.

use quantity::Direction;
use serde::{Deserialize, Serialize};

use super::Refusal;

/// One thing by which options are told apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    pub name: String,
    /// What a figure is counted in: points, people, pounds a year.
    #[serde(default)]
    pub unit: String,
    /// Which way is good. Needed for a local range; a global one says it by its ends.
    #[serde(default)]
    pub better: Option<Direction>,
    /// Never guessed: a weight is what the step over this range counts for.
    #[serde(default)]
    pub range: Option<Range>,
    #[serde(default)]
    pub shape: Shape,
    /// What the step from worst to best counts for, beside the largest, which is 100. Agreed by those who decide.
    #[serde(default)]
    pub swing: Option<f64>,
    /// PROMETHEE: a difference up to this is none. In the criterion's unit.
    #[serde(default)]
    pub indifference: Option<f64>,
    /// PROMETHEE: from this difference on the one is preferred outright. In the criterion's unit.
    #[serde(default)]
    pub preference: Option<f64>,
    /// It scores who provides, and not what comes of it.
    #[serde(default)]
    pub about_delivery_model: bool,
    /// Why the delivery model itself counts, as published.
    #[serde(default)]
    pub published_reason: Option<String>,
}

/// What worst and best mean.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Range {
    /// Worst and best that can be imagined, in the criterion's unit: it stays when options come and go.
    Global { worst: f64, best: f64 },
    /// Worst and best among the options: it changes when they do, and weights asked for before no longer hold.
    Local(LocalWord),
}

/// The word `"local"` in a question file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LocalWord {
    Local,
}

impl Range {
    pub const LOCAL: Range = Range::Local(LocalWord::Local);
}

/// How value grows between worst (0) and best (1).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    #[default]
    Linear,
    /// Points (figure, value) from worst to best, straight between them: the first has value 0, the last 1.
    Piecewise(Vec<(f64, f64)>),
    /// Curved by c: value (1 − e^(−cz)) / (1 − e^(−c)) at the share z of the way. Above 0 the first steps are worth most. −20 to 20.
    Exponential(f64),
}

impl Criterion {
    pub fn new(name: impl Into<String>, worst: f64, best: f64, swing: f64) -> Criterion {
        Criterion {
            name: name.into(),
            unit: String::new(),
            better: None,
            range: Some(Range::Global { worst, best }),
            shape: Shape::Linear,
            swing: Some(swing),
            indifference: None,
            preference: None,
            about_delivery_model: false,
            published_reason: None,
        }
    }

    /// Its value function, with a local range taken from `figures`.
    ///
    /// # Errors
    /// A range missing, empty or against the direction of good; a shape that is not from 0 to 1.
    pub fn value_function(&self, figures: &[f64]) -> Result<ValueFunction, Refusal> {
        let (worst, best) = match self.range {
            None => return Err(Refusal::NoRange(self.name.clone())),
            Some(Range::Global { worst, best }) => (worst, best),
            Some(Range::Local(_)) => {
                let low = figures.iter().copied().fold(f64::INFINITY, f64::min);
                let high = figures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                match self.better {
                    Some(Direction::High) => (low, high),
                    Some(Direction::Low) => (high, low),
                    _ => return Err(Refusal::NoDirection(self.name.clone())),
                }
            }
        };
        if !worst.is_finite() || !best.is_finite() || worst == best || !(best - worst).is_finite() {
            return Err(Refusal::EmptyRange(self.name.clone()));
        }
        let direction = if best > worst { Direction::High } else { Direction::Low };
        if self.better.is_some_and(|better| better != direction) {
            return Err(Refusal::RangeAgainstDirection(self.name.clone()));
        }
        self.check_shape(worst, best)?;
        Ok(ValueFunction { worst, best, direction, shape: self.shape.clone() })
    }

    fn check_shape(&self, worst: f64, best: f64) -> Result<(), Refusal> {
        let bad = |why| Err(Refusal::BadShape { criterion: self.name.clone(), why });
        match &self.shape {
            Shape::Linear => Ok(()),
            Shape::Exponential(c) if c.is_finite() && c.abs() <= 20.0 => Ok(()),
            Shape::Exponential(_) => bad("its curve has to lie between −20 and 20."),
            Shape::Piecewise(points) => {
                let sign = if best > worst { 1.0 } else { -1.0 };
                let rising = |w: &[(f64, f64)]| matches!(w, [a, b] if sign * (b.0 - a.0) > 0.0 && b.1 >= a.1);
                match (points.first(), points.last()) {
                    (Some(first), Some(last)) if points.len() >= 2 && *first == (worst, 0.0) && *last == (best, 1.0) => {
                        if points.windows(2).all(rising) {
                            Ok(())
                        } else {
                            bad("its points have to go from worst to best, and value must not fall.")
                        }
                    }
                    _ => bad("its points have to begin at worst with value 0 and end at best with value 1."),
                }
            }
        }
    }
}

/// A range and a shape: from a figure to its value and back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueFunction {
    pub worst: f64,
    pub best: f64,
    pub direction: Direction,
    pub shape: Shape,
}

impl ValueFunction {
    pub fn holds(&self, figure: f64) -> bool {
        self.worst.min(self.best) <= figure && figure <= self.worst.max(self.best)
    }

    /// Value of a figure within the range, 0 to 1.
    pub fn value(&self, figure: f64) -> f64 {
        let way = (figure - self.worst) / (self.best - self.worst);
        match &self.shape {
            Shape::Linear => way,
            Shape::Exponential(c) if c.abs() < 1e-9 => way,
            Shape::Exponential(c) => (-c * way).exp_m1() / (-c).exp_m1(),
            Shape::Piecewise(points) => {
                let between = points.windows(2).find_map(|w| match w {
                    [a, b] if (figure - a.0) * (figure - b.0) <= 0.0 => Some(a.1 + (b.1 - a.1) * (figure - a.0) / (b.0 - a.0)),
                    _ => None,
                });
                between.unwrap_or(way.clamp(0.0, 1.0))
            }
        }
    }

    /// The figure nearest to worst that is worth as much. `None` outside 0 to 1.
    pub fn figure(&self, value: f64) -> Option<f64> {
        if !(0.0..=1.0).contains(&value) {
            return None;
        }
        let at = |way: f64| self.worst + way * (self.best - self.worst);
        Some(match &self.shape {
            Shape::Linear => at(value),
            Shape::Exponential(c) if c.abs() < 1e-9 => at(value),
            Shape::Exponential(c) => at(-(value * (-c).exp_m1()).ln_1p() / c),
            Shape::Piecewise(points) => points.windows(2).find_map(|w| match w {
                [a, b] if a.1 <= value && value <= b.1 => {
                    Some(if b.1 > a.1 { a.0 + (b.0 - a.0) * (value - a.1) / (b.1 - a.1) } else { a.0 })
                }
                _ => None,
            })?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_and_its_value_lead_to_each_other_whatever_the_shape() {
        let shapes = [
            Shape::Linear,
            Shape::Exponential(3.0),
            Shape::Exponential(-2.0),
            Shape::Exponential(0.0),
            Shape::Piecewise(vec![(52.0, 0.0), (26.0, 0.5), (20.0, 0.9), (4.0, 1.0)]),
        ];
        for shape in shapes {
            let criterion = Criterion { shape, ..Criterion::new("Weeks to move on", 52.0, 4.0, 100.0) };
            let function = criterion.value_function(&[]).expect("a value function");
            assert!((function.value(52.0)).abs() < 1e-12 && (function.value(4.0) - 1.0).abs() < 1e-12);
            for weeks in [52.0, 40.0, 26.0, 21.0, 5.5, 4.0] {
                let value = function.value(weeks);
                let back = function.figure(value).expect("a figure");
                assert!((back - weeks).abs() < 1e-9, "{weeks} weeks, value {value}, back {back}, {:?}", function.shape);
            }
        }
    }

    #[test]
    fn a_range_is_never_guessed() {
        let criterion = Criterion::new("Cost", 100.0, 0.0, 50.0);
        let without = Criterion { range: None, ..criterion.clone() };
        assert_eq!(without.value_function(&[1.0, 2.0]), Err(Refusal::NoRange("Cost".into())));
        let against = Criterion { better: Some(Direction::High), ..criterion.clone() };
        assert_eq!(against.value_function(&[]), Err(Refusal::RangeAgainstDirection("Cost".into())));
        let local = Criterion { range: Some(Range::LOCAL), better: Some(Direction::Low), ..criterion.clone() };
        assert_eq!(local.value_function(&[3.0, 3.0]), Err(Refusal::EmptyRange("Cost".into())));
        assert_eq!(local.value_function(&[3.0, 5.0]).map(|f| f.value(3.0)), Ok(1.0));
        for points in [vec![(100.0, 0.0), (0.0, 0.9)], vec![(100.0, 0.0), (50.0, 0.7), (20.0, 0.6), (0.0, 1.0)], vec![]] {
            let shaped = Criterion { shape: Shape::Piecewise(points), ..criterion.clone() };
            assert!(matches!(shaped.value_function(&[]), Err(Refusal::BadShape { .. })));
        }
    }
}
