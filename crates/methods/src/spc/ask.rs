//! The question put to a control chart.

use quantity::{Date, Direction, MeasureKind, Period};
use serde::{Deserialize, Serialize};

use super::Refusal;

/// One data point. `value` is in the unit of the measure (a share, 0 to 1, for a percentage); `None` is missing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub period: Period,
    pub value: Option<f64>,
    /// Of a proportion: how many had it.
    #[serde(default)]
    pub numerator: Option<u64>,
    /// Of a proportion: of how many. Of a count: the exposure it arose from (visits, bed days).
    #[serde(default)]
    pub denominator: Option<u64>,
    /// Not final: shown, not judged, and in no average.
    #[serde(default)]
    pub provisional: bool,
}

impl Point {
    pub fn new(period: Period, value: f64) -> Point {
        Point { period, value: Some(value), numerator: None, denominator: None, provisional: false }
    }

    pub fn missing(period: Period) -> Point {
        Point { period, value: None, numerator: None, denominator: None, provisional: false }
    }

    /// `numerator` of `denominator` people: a proportion with its n. Of nobody: missing.
    pub fn of(period: Period, numerator: u64, denominator: u64) -> Point {
        let value = (denominator > 0).then(|| numerator as f64 / denominator as f64);
        Point { period, value, numerator: Some(numerator), denominator: Some(denominator), provisional: false }
    }

    pub fn provisional(self) -> Point {
        Point { provisional: true, ..self }
    }

    /// The value that limits and rules see.
    pub fn judged(&self) -> Option<f64> {
        if self.provisional { None } else { self.value }
    }
}

/// Limits set again from a date on, because a known and dated cause changed the process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rebase {
    /// Any day of the period that begins the new segment.
    pub from: Date,
    /// Never empty: a chart is not set again without saying why.
    pub reason: String,
}

/// How the chart is worked. Print them with every chart: `in_words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Leave out moving ranges of 3.267 times their average or more, once, before the limits are set.
    pub screen: bool,
    /// Points in a row, strictly rising or falling, that make a trend: 6 or 7.
    pub trend: u8,
    /// Points in a row on one side of the mean that make a shift: 6 to 12.
    pub shift: u8,
    /// Set the limits from the first so many points of each segment, at least 12; otherwise from all.
    pub fix_after: Option<u32>,
    /// Under so many values in its part a chart's limits are called trial limits. It changes no limit.
    #[serde(default = "trial_below")]
    pub trial_below: u32,
}

fn trial_below() -> u32 {
    super::TRIAL_BELOW as u32
}

/// Settings known by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// NHS England's Excel tool: no screening, a trend is 6 points. Our default.
    NhsExcel,
    /// The R package NHSRplotthedots: screened, a trend is 7 points. The default of `calc`.
    RPackage,
    /// Neither.
    Own,
}

impl Settings {
    pub const NHS_EXCEL: Settings = Settings { screen: false, trend: 6, shift: 7, fix_after: None, trial_below: super::TRIAL_BELOW as u32 };
    pub const R_PACKAGE: Settings = Settings { screen: true, trend: 7, shift: 7, fix_after: None, trial_below: super::TRIAL_BELOW as u32 };

    pub fn preset(&self) -> Preset {
        match (self.screen, self.trend, self.shift, self.fix_after) {
            (false, 6, 7, _) => Preset::NhsExcel,
            (true, 7, 7, _) => Preset::RPackage,
            _ => Preset::Own,
        }
    }

    /// One line for the foot of a chart.
    pub fn in_words(&self) -> String {
        let name = match self.preset() {
            Preset::NhsExcel => "As NHS England's spreadsheet does it",
            Preset::RPackage => "As the R package NHSRplotthedots does it",
            Preset::Own => "Settings of our own",
        };
        let screen = if self.screen { "outlying moving ranges left out once" } else { "no moving range left out" };
        let fixed = self.fix_after.map_or_else(String::new, |n| format!(", limits from the first {n} points of each part"));
        format!("{name}: {screen}; a trend is {} points, a shift is {}{fixed}.", self.trend, self.shift)
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings::NHS_EXCEL
    }
}

/// What is asked of a series beside its points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    pub kind: MeasureKind,
    pub better: Direction,
    /// In the unit of the points.
    pub target: Option<f64>,
    pub settings: Settings,
    pub rebase: Vec<Rebase>,
}

impl Ask {
    pub fn new(kind: MeasureKind, better: Direction) -> Ask {
        Ask { kind, better, target: None, settings: Settings::default(), rebase: Vec::new() }
    }

    pub fn with_target(self, target: f64) -> Ask {
        Ask { target: Some(target), ..self }
    }

    pub fn with_settings(self, settings: Settings) -> Ask {
        Ask { settings, ..self }
    }

    pub fn rebased(mut self, from: Date, reason: impl Into<String>) -> Ask {
        self.rebase.push(Rebase { from, reason: reason.into() });
        self
    }

    /// The settings alone, before any point is seen.
    pub fn check(&self) -> Result<(), Refusal> {
        let Settings { trend, shift, fix_after, .. } = self.settings;
        if !(6..=7).contains(&trend) {
            return Err(Refusal::TrendLength(trend));
        }
        if !(6..=12).contains(&shift) {
            return Err(Refusal::ShiftLength(shift));
        }
        if let Some(asked) = fix_after.filter(|n| (*n as usize) < super::TRIAL_BELOW) {
            return Err(Refusal::FixTooShort { asked, need: super::TRIAL_BELOW as u32 });
        }
        if self.target.is_some_and(|t| !t.is_finite()) {
            return Err(Refusal::TargetNotANumber);
        }
        if let Some(rebase) = self.rebase.iter().find(|r| r.reason.trim().is_empty()) {
            return Err(Refusal::RebaseWithoutReason(rebase.from));
        }
        Ok(())
    }
}
