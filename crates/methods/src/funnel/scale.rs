//! The scale a figure is judged on: one on which chance spreads alike wherever the figure lies.

use std::f64::consts::FRAC_PI_2;

use serde::{Deserialize, Serialize};

use super::Group;

/// What the figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataType {
    /// Part of a whole (PR): judged by the angle whose sine is the square root.
    Proportion,
    /// One count over another (RC): judged by its logarithm.
    RatioOfCounts,
    /// Observed over expected (SR).
    Ratio(Transform),
}

/// How a ratio of observed to expected is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transform {
    /// By its logarithm, as the hospital mortality indicator does: expected counts at two decimals, places trimmed by rank.
    Shmi,
    /// By its square root, as the Care Quality Commission did: nothing rounded, places winsorised.
    Cqc,
}

impl DataType {
    pub fn words(self) -> &'static str {
        match self {
            DataType::Proportion => "proportion",
            DataType::RatioOfCounts => "ratio of counts",
            DataType::Ratio(_) => "ratio of observed to expected",
        }
    }

    pub(super) fn needs_something_counted(self) -> bool {
        self == DataType::Ratio(Transform::Shmi)
    }

    /// The denominator as used: at two decimals where the indicator's own rule rounds it.
    pub(super) fn denominator(self, denominator: f64) -> f64 {
        if self == DataType::Ratio(Transform::Shmi) { (denominator * 100.0).round() / 100.0 } else { denominator }
    }

    /// The average of all places, before any multiplier: 1 for a ratio of observed to expected.
    pub(super) fn target(self, groups: &[Group]) -> f64 {
        let sum = |of: fn(&Group) -> f64| groups.iter().map(of).collect::<crate::numeric::order::Sum>().total();
        match self {
            DataType::Ratio(_) => 1.0,
            _ => sum(|g| g.numerator) / sum(|g| g.denominator),
        }
    }

    /// A figure on the scale of judging.
    pub(super) fn to_scale(self, figure: f64) -> f64 {
        match self {
            DataType::Proportion => figure.clamp(0.0, 1.0).sqrt().asin(),
            DataType::RatioOfCounts | DataType::Ratio(Transform::Shmi) => figure.ln(),
            DataType::Ratio(Transform::Cqc) => figure.sqrt(),
        }
    }

    /// A place's own figure on that scale: a ratio of counts has half a count added to both.
    pub(super) fn scaled(self, group: &Group) -> f64 {
        match self {
            DataType::RatioOfCounts => self.to_scale((group.numerator + 0.5) / (group.denominator + 0.5)),
            _ => self.to_scale(group.numerator / self.denominator(group.denominator)),
        }
    }

    /// Standard error of a place's figure on that scale.
    pub(super) fn error(self, group: &Group) -> f64 {
        let (k, n) = (group.numerator, self.denominator(group.denominator));
        match self {
            DataType::RatioOfCounts => (k / ((k + 0.5) * (k + 0.5)) + n / ((n + 0.5) * (n + 0.5))).sqrt(),
            _ => self.line_error(n),
        }
    }

    /// Standard error a line of the funnel is drawn with, which knows the denominator alone.
    pub(super) fn line_error(self, denominator: f64) -> f64 {
        match self {
            DataType::Ratio(Transform::Shmi) => 1.0 / denominator.sqrt(),
            _ => 0.5 / denominator.sqrt(),
        }
    }

    /// From the target by `steps` on the scale of judging, back to a figure.
    pub(super) fn from_target(self, target: f64, steps: f64) -> f64 {
        let at = self.to_scale(target) + steps;
        match self {
            DataType::Proportion => at.clamp(0.0, FRAC_PI_2).sin().powi(2),
            DataType::RatioOfCounts | DataType::Ratio(Transform::Shmi) => at.exp(),
            // The reference keeps the root's own scale here; near 1 the two differ little, and figures are held to it.
            DataType::Ratio(Transform::Cqc) => at,
        }
    }
}
