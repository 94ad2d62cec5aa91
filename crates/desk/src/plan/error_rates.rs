//! How often the evidence standard would be wrong for one very case, worked out once and remembered.

use methods::evidence::{Case, ErrorRates as Rates, Rule, Service, simulate};
use store::Remembered;

use crate::config::Settings;

/// The same seed each time: the same case gives the same rates.
pub const SEED: u64 = 20_261_121;

/// Cases remembered before all are forgotten: a few hundred bytes each.
const MOST: usize = 2_000;

/// Rates by what they follow from, and nothing else: so remembering them changes no answer, only how long it takes.
#[derive(Default)]
pub struct ErrorRates(Remembered<(), String, Option<Rates>, MOST>);

impl ErrorRates {
    /// How often a truly fixed service would be told *not ready* here, and an unfixed one pass; none where there is too
    /// little to simulate from.
    pub fn of(&self, question: &Case, settings: &Settings) -> Option<Rates> {
        self.simulated(&Service::of(question)?, &question.rule, settings.simulated_runs)
    }

    fn simulated(&self, service: &Service, rule: &Rule, runs: u32) -> Option<Rates> {
        let work = || simulate(service, rule, runs, SEED).ok();
        let Ok(key) = serde_json::to_string(&(service, rule, runs)) else { return work() };
        if let Some(known) = self.0.of(&(), &key) {
            return known;
        }
        let rates = work();
        self.0.keep(&(), key, rates.clone());
        rates
    }
}

#[cfg(test)]
mod tests {
    use quantity::Direction;

    use super::*;

    fn service(mean: f64) -> Service {
        Service {
            better: Direction::High,
            target: 95.0,
            floor: None,
            baseline_periods: 24,
            baseline_mean: 88.0,
            baseline_deviation: 2.0,
            window_periods: 12,
            mean,
            deviation: 1.0,
            rho: 0.0,
            people: None,
        }
    }

    #[test]
    fn what_is_remembered_is_what_would_be_worked_out() {
        let remembered = ErrorRates::default();
        let rule = Rule::default();
        let longer = Rule { fewest_periods: 18, ..Rule::default() };
        for _ in 0..2 {
            assert_eq!(remembered.simulated(&service(96.0), &rule, 500), simulate(&service(96.0), &rule, 500, SEED).ok());
            assert_eq!(remembered.simulated(&service(97.5), &rule, 500), simulate(&service(97.5), &rule, 500, SEED).ok());
            assert_eq!(remembered.simulated(&service(96.0), &longer, 500), simulate(&service(96.0), &longer, 500, SEED).ok());
            assert_eq!(remembered.simulated(&service(96.0), &rule, 600), simulate(&service(96.0), &rule, 600, SEED).ok());
        }
        assert_eq!(remembered.0.count(), 4);
    }
}
