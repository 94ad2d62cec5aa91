//! What the undefined terms of the principles mean here: thresholds an authority sets in public, with a reason.

use model::case::LookAt;
use model::issue::Severity;
use serde::{Deserialize, Serialize};

/// Settings of the readiness check. The defaults are those of `config/default.toml`, where each has its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadinessSettings {
    /// An open issue of this severity or more means not ready.
    pub severity_that_holds: Severity,
    /// Ask the full rule of every issue at that severity, not only of the material ones.
    pub full_rule_of_all: bool,
    /// Fewest and most material issues.
    pub fewest_material: u32,
    pub most_material: u32,
    /// Days after which a standing of shown lapses.
    pub lapse_days: u32,
    /// How many periods old the last figures may be.
    pub newest_periods: u32,
    /// Working days to triage a raised issue.
    pub triage_working_days: u32,
    /// Days without a report that close a non-material issue.
    pub none_reported_days: u32,
    /// Looks asked of any change of operator, and of staying as we are.
    pub looks_for_change: Vec<LookAt>,
    pub looks_for_staying: Vec<LookAt>,
}

impl Default for ReadinessSettings {
    fn default() -> ReadinessSettings {
        ReadinessSettings {
            severity_that_holds: Severity::Medium,
            full_rule_of_all: false,
            fewest_material: 1,
            most_material: 3,
            lapse_days: 90,
            newest_periods: 2,
            triage_working_days: 5,
            none_reported_days: 90,
            looks_for_change: LookAt::ALL.to_vec(),
            looks_for_staying: vec![LookAt::Performance],
        }
    }
}
