//! An external award needs a robust commissioning process behind it (S4.49): steps with dates, not a feeling.

use model::readiness::{Mend, Reason};
use quantity::{Date, period};
use serde::{Deserialize, Serialize};

use crate::card::{ADVICE, Card, Grade};

pub const CARD: Card = Card {
    code: "robust-process",
    title: "A change of operator comes out of a robust process, or not at all",
    asks: "Which steps of the process behind this choice are on record, and which are not?",
    source: "S4.49, S0.6",
    grade: Grade::Opinion,
    interest: ADVICE,
    thresholds: &["robust.fewest_steps", "robust.fewest_kinds"],
};

/// What records say of the process upstream of an award. What is not recorded is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Upstream {
    pub needs_on: Option<Date>,
    pub outcomes_on: Option<Date>,
    /// When people who use the service were first heard.
    pub people_heard_on: Option<Date>,
    pub options_on: Option<Date>,
    /// Kinds of delivery model compared and not ruled out, staying as we are included.
    pub kinds_compared: u32,
    pub market_on: Option<Date>,
    /// When the delivery model was first proposed: outcomes come before it.
    pub proposed_on: Option<Date>,
    /// When the readiness check was last affirmed.
    pub check_affirmed_on: Option<Date>,
    /// The elected member, or the board's member, who answers for it.
    pub answerable: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RobustSettings {
    /// Steps that must be there, of eight.
    pub fewest_steps: u32,
    pub fewest_kinds: u32,
}

impl Default for RobustSettings {
    fn default() -> RobustSettings {
        RobustSettings { fewest_steps: 8, fewest_kinds: 3 }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub code: String,
    pub met: bool,
    pub says: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Robustness {
    pub met: u32,
    pub of: u32,
    pub is_robust: bool,
    pub steps: Vec<Step>,
    /// One for each step that is missing.
    pub reasons: Vec<Reason>,
}

/// Which steps of the process are on record. `lead_role` mends what is missing.
pub fn robustness(upstream: &Upstream, settings: RobustSettings, lead_role: &str) -> Robustness {
    let dated = |code: &str, on: Option<Date>, there: &str, missing: &str| Step {
        code: code.into(),
        met: on.is_some(),
        says: on.map_or_else(|| missing.to_owned(), |on| format!("{there} on {}.", period::in_words(on))),
    };
    let steps = vec![
        dated("need", upstream.needs_on, "What people need was looked at", "Nobody has recorded a look at what people need."),
        dated(
            "outcomes",
            upstream.outcomes_on,
            "What should be different was written down",
            "What should be different is not written down.",
        ),
        outcomes_first(upstream),
        dated(
            "people",
            upstream.people_heard_on,
            "People who use the service were heard",
            "No record shows that people who use the service were heard.",
        ),
        kinds(upstream, settings),
        dated("market", upstream.market_on, "Who could provide it was looked at", "Nobody has recorded a look at who could provide it."),
        dated(
            "check",
            upstream.check_affirmed_on,
            "The readiness check was answered and affirmed",
            "The readiness check has not been affirmed.",
        ),
        Step {
            code: "answerable".into(),
            met: !upstream.answerable.trim().is_empty(),
            says: if upstream.answerable.trim().is_empty() {
                "No member is named who answers for it.".into()
            } else {
                format!("{} answers for it.", upstream.answerable.trim())
            },
        },
    ];
    let met = steps.iter().filter(|s| s.met).count() as u32;
    let reasons = steps
        .iter()
        .filter(|s| !s.met)
        .map(|s| Reason {
            code: format!("robust_{}", s.code),
            issue: None,
            text: s.says.clone(),
            mend: Some(Mend { what: "Do this step, and record it".into(), who: lead_role.into(), earliest: None }),
        })
        .collect();
    Robustness { met, of: steps.len() as u32, is_robust: met >= settings.fewest_steps, steps, reasons }
}

fn outcomes_first(upstream: &Upstream) -> Step {
    let (met, says) = match (upstream.outcomes_on, upstream.proposed_on) {
        (Some(outcomes), Some(proposed)) if outcomes <= proposed => {
            (true, "What should be different was written down before the delivery model was proposed.".to_owned())
        }
        (Some(_), Some(proposed)) => (
            false,
            format!(
                "The delivery model was proposed on {}, before it was written down what should be different.",
                period::in_words(proposed)
            ),
        ),
        (Some(_), None) => (true, "No delivery model was proposed before it was written down what should be different.".to_owned()),
        (None, _) => (false, "It cannot be shown that what should be different came before the delivery model.".to_owned()),
    };
    Step { code: "outcomes_first".into(), met, says }
}

fn kinds(upstream: &Upstream, settings: RobustSettings) -> Step {
    let enough = upstream.options_on.is_some() && upstream.kinds_compared >= settings.fewest_kinds;
    let plural = if upstream.kinds_compared == 1 { "kind of delivery model was" } else { "kinds of delivery model were" };
    let asked = if enough { String::new() } else { format!("; at least {} are asked", settings.fewest_kinds) };
    Step { code: "options".into(), met: enough, says: format!("{} {plural} compared{asked}.", upstream.kinds_compared) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn nothing_on_record_is_not_robust_and_each_missing_step_is_named() {
        let answer = robustness(&Upstream::default(), RobustSettings::default(), "Head of commissioning");
        assert_eq!((answer.met, answer.of, answer.is_robust), (0, 8, false));
        assert_eq!(answer.reasons.len(), 8);
    }

    #[test]
    fn a_delivery_model_proposed_before_the_outcomes_is_named() {
        let on = |month| Some(date(2026, month, 2));
        let whole = Upstream {
            needs_on: on(1),
            outcomes_on: on(2),
            people_heard_on: on(2),
            options_on: on(4),
            kinds_compared: 3,
            market_on: on(4),
            proposed_on: on(5),
            check_affirmed_on: on(6),
            answerable: "The member for adults".into(),
        };
        assert!(robustness(&whole, RobustSettings::default(), "Lead").is_robust);
        let early = Upstream { proposed_on: on(1), ..whole.clone() };
        let answer = robustness(&early, RobustSettings::default(), "Lead");
        assert_eq!(answer.reasons.iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["robust_outcomes_first"]);
        let two_kinds = Upstream { kinds_compared: 2, ..whole };
        assert!(!robustness(&two_kinds, RobustSettings::default(), "Lead").is_robust);
    }
}
