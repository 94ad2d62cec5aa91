//! The answer of a control chart.

use quantity::{Direction, Period};
use serde::{Deserialize, Serialize};

use super::{Assurance, Rule, Rules, Settings};
use crate::Method;

/// Which chart was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chart {
    /// Single values and their moving ranges.
    Xmr,
    /// Proportions, each with its number of people (Laney's P').
    PPrime,
    /// Days between events.
    T,
    /// Opportunities (visits, bed days) between events.
    G,
}

impl Chart {
    pub fn method(self) -> Method {
        match self {
            Chart::Xmr => super::METHOD,
            Chart::PPrime => super::pprime::METHOD,
            Chart::T | Chart::G => super::rare::METHOD,
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Chart::Xmr => "XmR chart of single values",
            Chart::PPrime => "P′ chart of proportions",
            Chart::T => "T chart of days between events",
            Chart::G => "G chart of opportunities between events",
        }
    }
}

/// Why this chart and no other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyThisChart {
    Values,
    ProportionWithPeople,
    /// A percentage whose numbers were not given: charted as a value, and small numbers may mislead.
    ProportionWithoutPeople,
    /// The mean count a period.
    RareCount(f64),
}

impl WhyThisChart {
    pub fn words(self) -> String {
        match self {
            WhyThisChart::Values => "Each figure is charted as it is.".to_owned(),
            WhyThisChart::ProportionWithPeople => {
                "The number of people behind each percentage is known, so its limits follow that number.".to_owned()
            }
            WhyThisChart::ProportionWithoutPeople => {
                "The number of people behind each percentage is not known, so it is charted as a plain value; with small numbers that misleads.".to_owned()
            }
            WhyThisChart::RareCount(mean) => format!(
                "There are {} events a period on average. Under about 20, counts are charted as the time or the opportunities between events.",
                quantity::rounding::shown(mean, 1)
            ),
        }
    }
}

/// What one point says, in the direction of good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointType {
    /// Missing or provisional.
    NotJudged,
    CommonCause,
    Improvement,
    Concern,
    /// A signal upwards where neither direction is good.
    High,
    Low,
}

/// Is it really changing? The type of the last point that could be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variation {
    CommonCause,
    Improvement,
    Concern,
    High,
    Low,
}

/// One point with its limits and what they say of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PointReading {
    pub period: Period,
    /// As plotted: the measure's own unit, or days or opportunities between events on a chart for rare events.
    pub value: Option<f64>,
    pub numerator: Option<u64>,
    pub denominator: Option<u64>,
    pub provisional: bool,
    /// Which segment, from 0.
    pub segment: u32,
    pub mean: Option<f64>,
    /// Process limits, unclipped; `None` where none could be set.
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// Two thirds of the way from mean to limit.
    pub near_lower: Option<f64>,
    pub near_upper: Option<f64>,
    /// 1 above the mean, 0 on it, −1 below; `None` where there is no value to judge.
    pub side: Option<i8>,
    pub outside: Option<bool>,
    /// Beyond a near limit and not outside.
    pub close: Option<bool>,
    /// The rule that names the point: the first of outside, trend, two in three, shift.
    pub rule: Option<Rule>,
    /// Every rule it belongs to.
    pub rules: Rules,
    pub kind: PointType,
}

impl PointReading {
    /// The value that rules see.
    pub fn judged(&self) -> Option<f64> {
        if self.provisional { None } else { self.value }
    }
}

/// A stretch of points with one set of limits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    pub from: Period,
    pub to: Period,
    /// Rows before it, and rows in it.
    pub first: usize,
    pub rows: usize,
    /// Values its limits were set from, and how many moving ranges.
    pub values: usize,
    pub moving_ranges: usize,
    pub mean: Option<f64>,
    /// Before any moving range was left out; of z scores on a P′ chart, of the transformed values on a T chart.
    pub average_moving_range_before: Option<f64>,
    pub average_moving_range: Option<f64>,
    pub screened_out: usize,
    /// P′ charts: how much more the shares vary than their numbers of people alone would make them; at least 1.
    pub sigma_z: Option<f64>,
    /// G charts: the chance of an event at one opportunity.
    pub chance: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// Under the fewest values its settings ask for: trial limits.
    pub trial: bool,
    /// Why limits were set again here; `None` for the first segment.
    pub reason: Option<String>,
}

/// A rule met by a stretch of points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    pub rule: Rule,
    pub kind: PointType,
    /// First and last row, counted from 0.
    pub first: usize,
    pub last: usize,
    pub from: Period,
    pub to: Period,
}

/// A control chart, read. Kept as it is and drawn later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub chart: Chart,
    pub why: WhyThisChart,
    pub settings: Settings,
    /// Of what is plotted: on a chart of time between events it is the reverse of the count's.
    pub better: Direction,
    /// In the unit plotted.
    pub target: Option<f64>,
    /// The figures were differenced from running totals first.
    pub differenced: bool,
    pub points: Vec<PointReading>,
    pub segments: Vec<Segment>,
    pub variation: Variation,
    pub assurance: Assurance,
    /// Every signal of every segment, in order of time; improvement and concern both.
    pub signals: Vec<Signal>,
    /// The last segment's limits rest on fewer values than its settings ask for.
    pub trial: bool,
}

impl Reading {
    pub fn method(&self) -> Method {
        self.chart.method()
    }

    /// The last point that could be judged.
    pub fn latest(&self) -> Option<&PointReading> {
        self.points.iter().rev().find(|p| p.judged().is_some())
    }

    /// Signals that include the last judged point.
    pub fn latest_signals(&self) -> impl Iterator<Item = &Signal> {
        let last = self.points.iter().rposition(|p| p.judged().is_some());
        self.signals.iter().filter(move |s| last.is_some_and(|last| s.first <= last && last <= s.last))
    }

    pub fn improvements(&self) -> impl Iterator<Item = &Signal> {
        self.signals.iter().filter(|s| s.kind == PointType::Improvement)
    }

    pub fn concerns(&self) -> impl Iterator<Item = &Signal> {
        self.signals.iter().filter(|s| s.kind == PointType::Concern)
    }

    /// Lasting code of the variation, with the side: `improvement_high`, `concern_low`, `neutral_high`, `common_cause`.
    pub fn variation_icon(&self) -> &'static str {
        match (self.variation, self.better) {
            (Variation::CommonCause, _) => "common_cause",
            (Variation::High, _) => "neutral_high",
            (Variation::Low, _) => "neutral_low",
            (Variation::Improvement, Direction::Low) => "improvement_low",
            (Variation::Improvement, _) => "improvement_high",
            (Variation::Concern, Direction::Low) => "concern_high",
            (Variation::Concern, _) => "concern_low",
        }
    }
}
