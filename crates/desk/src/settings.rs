//! The settings in force: the defaults of `config/default.toml`, with every change this authority has made for a reason.

use methods::evidence;
use model::issue::Severity;
use model::test_period::Rule;
use principles::p_robust_process::RobustSettings;
use principles::{BankHolidays, Delegation, ReadinessSettings};
use quantity::Share;
use quantity::period::Cadence;
use store::Tx;

use crate::error::DeskError;

/// What the use cases read. Locked rules keep their own numbers: a changed setting is for the next test period.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub readiness: ReadinessSettings,
    pub robust: RobustSettings,
    pub evidence: evidence::Rule,
    pub fewest_quarters: u32,
    pub fewest_weeks: u32,
    pub level_medium: Share,
    pub level_high: Share,
    pub level_critical: Share,
    pub base_rate_fewest: u32,
    pub holidays: BankHolidays,
    pub delegation: Delegation,
}

impl Settings {
    /// The defaults of `config/default.toml`.
    pub fn defaults() -> Result<Settings, DeskError> {
        let bar = |severity: evidence::Severity| Share::new(severity.bar()).unwrap_or(Share::ALL);
        Ok(Settings {
            readiness: ReadinessSettings::default(),
            robust: RobustSettings::default(),
            evidence: evidence::Rule::default(),
            fewest_quarters: evidence::Rule::for_cadence(Cadence::Quarter).fewest_periods,
            fewest_weeks: evidence::Rule::for_cadence(Cadence::Week).fewest_periods,
            level_medium: bar(evidence::Severity::Medium),
            level_high: bar(evidence::Severity::High),
            level_critical: bar(evidence::Severity::Critical),
            base_rate_fewest: 3,
            holidays: BankHolidays::default(),
            delegation: Delegation::default(),
        })
    }

    /// Defaults, with what was changed here applied in the order it was changed.
    ///
    /// # Errors
    /// `setting_unreadable`, naming the setting, where a kept value cannot be read.
    pub async fn in_force(tx: &mut Tx) -> Result<Settings, DeskError> {
        let mut settings = Settings::defaults()?;
        for kept in store::settings::list(tx).await? {
            settings.apply(&kept.noun.key, &kept.noun.value)?;
        }
        Ok(settings)
    }

    /// Applies one setting. A key that no method reads is left to whoever reads it (pages, sign-in).
    pub fn apply(&mut self, key: &str, value: &str) -> Result<(), DeskError> {
        let (readiness, evidence) = (&mut self.readiness, &mut self.evidence);
        match key {
            "readiness.severity_that_holds" => {
                readiness.severity_that_holds = Severity::parse(value.trim()).ok_or_else(|| unreadable(key, value))?;
            }
            "readiness.full_rule_of_all" => readiness.full_rule_of_all = number(key, value)?,
            "readiness.fewest_material" => readiness.fewest_material = number(key, value)?,
            "readiness.most_material" => readiness.most_material = number(key, value)?,
            "readiness.lapse_days" => {
                readiness.lapse_days = number(key, value)?;
                evidence.lapse_days = readiness.lapse_days;
            }
            "readiness.newest_periods" => readiness.newest_periods = number(key, value)?,
            "readiness.triage_working_days" => readiness.triage_working_days = number(key, value)?,
            "readiness.none_reported_days" => readiness.none_reported_days = number(key, value)?,
            "readiness.base_rate_fewest" => self.base_rate_fewest = number(key, value)?,
            "robust.fewest_steps" => self.robust.fewest_steps = number(key, value)?,
            "robust.fewest_kinds" => self.robust.fewest_kinds = number(key, value)?,
            "evidence.fewest_months" => evidence.fewest_periods = number(key, value)?,
            "evidence.fewest_quarters" => self.fewest_quarters = number(key, value)?,
            "evidence.fewest_weeks" => self.fewest_weeks = number(key, value)?,
            "evidence.level_medium" => self.level_medium = share(key, value)?,
            "evidence.level_high" => self.level_high = share(key, value)?,
            "evidence.level_critical" => self.level_critical = share(key, value)?,
            "evidence.shift" => evidence.shift = number(key, value)?,
            "evidence.trend" => evidence.trend = number(key, value)?,
            "evidence.late_points" => evidence.late_points = number(key, value)?,
            "evidence.completeness" => evidence.completeness = share(key, value)?.value(),
            "evidence.agree" => evidence.agree = share(key, value)?.value(),
            "evidence.agree_lower" => evidence.agree_lower = share(key, value)?.value(),
            "evidence.everyone_below" => evidence.everyone_below = number(key, value)?,
            "evidence.fixed_told_not_ready" => evidence.fixed_told_not_ready = share(key, value)?.value(),
            "evidence.unfixed_passes" => evidence.unfixed_passes = share(key, value)?.value(),
            _ => {}
        }
        Ok(())
    }

    /// The fewest periods a test runs, by how often its measure is taken.
    pub fn fewest_periods(&self, cadence: Cadence) -> u32 {
        match cadence {
            Cadence::Month => self.evidence.fewest_periods,
            Cadence::Day | Cadence::Week => self.fewest_weeks,
            Cadence::Quarter | Cadence::Year => self.fewest_quarters,
        }
    }

    /// The probability asked of C4.
    pub fn level(&self, severity: Severity) -> Share {
        match severity {
            Severity::Low | Severity::Medium => self.level_medium,
            Severity::High => self.level_high,
            Severity::Critical => self.level_critical,
        }
    }

    /// The evidence standard with a test's own locked numbers.
    pub fn evidence_rule(&self, locked: &Rule) -> evidence::Rule {
        let short = |number: u32, otherwise: u8| u8::try_from(number).unwrap_or(otherwise);
        let base = evidence::Rule::for_cadence(locked.starts.cadence());
        evidence::Rule {
            fewest_periods: locked.fewest_periods,
            fewest_days: base.fewest_days,
            fewest_baseline: base.fewest_baseline,
            all_but_one: base.all_but_one,
            shift: short(locked.shift, base.shift),
            trend: short(locked.trend, base.trend),
            level: locked.level.value(),
            ..self.evidence.clone()
        }
    }
}

/// One number or word of a setting, as kept: always text.
fn number<T: std::str::FromStr>(key: &str, value: &str) -> Result<T, DeskError> {
    value.trim().parse().map_err(|_| unreadable(key, value))
}

fn share(key: &str, value: &str) -> Result<Share, DeskError> {
    let value: f64 = number(key, value)?;
    Share::new(value).map_err(|_| unreadable(key, &value.to_string()))
}

fn unreadable(key: &str, value: &str) -> DeskError {
    DeskError::refused("setting_unreadable", format!("The setting {key} holds “{value}”, which cannot be read. Change it on the settings page."))
}
