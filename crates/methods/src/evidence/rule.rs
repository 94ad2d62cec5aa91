//! The settings of the standard: an authority's own, agreed before a test period opens.

use quantity::period::Cadence;
use serde::{Deserialize, Serialize};

use super::Refusal;

/// How much harm an issue does. It sets the bar of C4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// The least chance that the true level meets the target: 0.95, high 0.975, critical 0.99.
    pub fn bar(self) -> f64 {
        match self {
            Severity::Low | Severity::Medium => 0.95,
            Severity::High => 0.975,
            Severity::Critical => 0.99,
        }
    }
}

/// Every number of the standard. The defaults are conventions: 12 because a year covers one season.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// C1: the fewest periods of a test period.
    pub fewest_periods: u32,
    /// C1: the fewest days it covers.
    pub fewest_days: u32,
    /// C1: the fewest periods before it.
    pub fewest_baseline: u32,
    /// C2 and C3: points in a row on one side, 6 to 12.
    pub shift: u8,
    /// C2 asks for all points but one on the good side, as for quarters.
    pub all_but_one: bool,
    /// C3: points in a row getting worse, 6 or 7.
    pub trend: u8,
    /// C4: the least chance that the true level meets the target.
    pub level: f64,
    /// Below this chance the evidence points the other way.
    pub other_way_below: f64,
    /// A test period shorter than C1 asks cannot point the other way by its level alone.
    pub level_waits_for_length: bool,
    /// C6: autocorrelation up to this is left alone.
    pub alike: f64,
    /// C0: further points under lock before late registration can be shown.
    pub late_points: u32,
    /// C9: the least share of periods with a figure.
    pub completeness: f64,
    /// C11: the least share who agree, and the least lower end of its 95% range.
    pub agree: f64,
    pub agree_lower: f64,
    /// C11: below so many people everyone is asked.
    pub everyone_below: u32,
    /// A standing holds for so many days.
    pub lapse_days: u32,
    /// How often the check may tell a truly fixed service *not ready*, and pass an unfixed one.
    pub fixed_told_not_ready: f64,
    pub unfixed_passes: f64,
}

impl Default for Rule {
    fn default() -> Rule {
        Rule {
            fewest_periods: 12,
            fewest_days: 365,
            fewest_baseline: 12,
            shift: 7,
            all_but_one: false,
            trend: 6,
            level: 0.95,
            other_way_below: 0.05,
            level_waits_for_length: true,
            alike: 0.2,
            late_points: 6,
            completeness: 0.95,
            agree: 0.70,
            agree_lower: 0.60,
            everyone_below: 30,
            lapse_days: 90,
            fixed_told_not_ready: 0.20,
            unfixed_passes: 0.05,
        }
    }
}

impl Rule {
    /// 12 months, 26 weeks over a year, or 8 quarters over two years with 4 before; days count as weeks of evidence do.
    pub fn for_cadence(cadence: Cadence) -> Rule {
        match cadence {
            Cadence::Day | Cadence::Week => Rule { fewest_periods: 26, ..Rule::default() },
            Cadence::Month => Rule::default(),
            Cadence::Quarter => Rule { fewest_periods: 8, fewest_days: 730, fewest_baseline: 4, all_but_one: true, ..Rule::default() },
            Cadence::Year => Rule { fewest_periods: 8, fewest_days: 2_920, fewest_baseline: 4, all_but_one: true, ..Rule::default() },
        }
    }

    pub fn with_severity(self, severity: Severity) -> Rule {
        Rule { level: severity.bar(), ..self }
    }

    /// # Errors
    /// `SettingOutOfRange`, naming the setting.
    pub fn check(&self) -> Result<(), Refusal> {
        let share = |v: f64| (0.0..=1.0).contains(&v);
        for (name, fine) in [
            ("fewest_periods", (2..=520).contains(&self.fewest_periods)),
            ("fewest_days", self.fewest_days <= 36_525),
            ("shift", (6..=12).contains(&self.shift)),
            ("trend", (6..=7).contains(&self.trend)),
            ("level", self.level > 0.5 && self.level < 1.0),
            ("other_way_below", self.other_way_below >= 0.0 && self.other_way_below < 0.5),
            ("alike", share(self.alike)),
            ("completeness", share(self.completeness)),
            ("agree", share(self.agree)),
            ("agree_lower", share(self.agree_lower)),
            ("fixed_told_not_ready", share(self.fixed_told_not_ready)),
            ("unfixed_passes", share(self.unfixed_passes)),
        ] {
            if !fine {
                return Err(Refusal::SettingOutOfRange(name));
            }
        }
        Ok(())
    }
}
