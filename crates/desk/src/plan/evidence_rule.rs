//! The standard of evidence as the settings have it: what a test is locked with, and what its figures are judged by.

use methods::evidence;
use model::issue::Severity;
use model::test_period::{Rule, TestPeriod};
use quantity::period::Cadence;

use crate::config::Settings;

/// The standard with a test's own locked numbers, and the authority's for the rest.
pub(crate) fn judged_by(settings: &Settings, locked: &Rule) -> evidence::Rule {
    let cadence = locked.starts.cadence();
    let base = evidence::Rule::for_cadence(cadence);
    let quarterly = matches!(cadence, Cadence::Quarter | Cadence::Year);
    evidence::Rule {
        fewest_periods: locked.fewest_periods,
        fewest_days: settings.fewest_days(cadence),
        fewest_baseline: if quarterly { settings.baseline_quarters } else { settings.baseline_periods },
        shift: u8::try_from(locked.shift).unwrap_or(base.shift),
        trend: u8::try_from(locked.trend).unwrap_or(base.trend),
        level: locked.level.value(),
        other_way_below: settings.other_way_below,
        alike: settings.alike,
        late_points: settings.late_points,
        completeness: settings.completeness,
        agree: settings.agree,
        agree_lower: settings.agree_lower,
        everyone_below: settings.everyone_below,
        lapse_days: settings.readiness.lapse_days,
        fixed_told_not_ready: settings.fixed_told_not_ready,
        unfixed_passes: settings.unfixed_passes,
        ..base
    }
}

/// Digest of all that these settings say of how a test of this cadence and severity is judged. How often it may be wrong is said
/// before a test is locked, and how long a standing lasts after it: neither judges a figure, so neither is in it.
pub(crate) fn digest(settings: &Settings, rule: &Rule, severity: Severity) -> String {
    let as_locked_now = Rule {
        fewest_periods: settings.fewest_periods(rule.starts.cadence()),
        level: settings.level(severity),
        shift: settings.shift,
        trend: settings.trend,
        ..rule.clone()
    };
    let judges = evidence::Rule { lapse_days: 0, fixed_told_not_ready: 0.0, unfixed_passes: 0.0, ..judged_by(settings, &as_locked_now) };
    // A struct of numbers always serialises; an empty text would only make every test read as changed.
    store::files::digest(serde_json::to_string(&judges).unwrap_or_default().as_bytes())
}

/// Was it registered under the settings in force? One registered before they were kept is not asked.
pub(crate) fn is_as_registered(settings: &Settings, test: &TestPeriod) -> bool {
    match test.severity {
        Some(severity) if !test.settings.is_empty() => test.settings == digest(settings, &test.rule, severity),
        _ => true,
    }
}
