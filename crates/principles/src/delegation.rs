//! The authority's scheme of delegation, as data: where an answer holds a case, and who may proceed by exception.

use model::issue::Severity;
use model::readiness::Answer;
use quantity::{Date, period};
use serde::{Deserialize, Serialize};

use crate::card::{Card, Grade, WATTON};
use crate::readiness_case::Change;
use crate::working_days::days_after;

pub const CARD: Card = Card {
    code: "proceed-by-exception",
    title: "Proceeding by exception is a lawful choice with a role, a reason and a review date",
    asks: "Does a named, accountable decision-maker go on, and why?",
    source: "S0.25, S4.49",
    grade: Grade::Opinion,
    interest: WATTON,
    thresholds: &[],
};

/// Rules in any order; the one for the highest severity that fits is used.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Delegation {
    pub title: String,
    pub adopted_on: Option<Date>,
    pub source: String,
    pub rules: Vec<DelegationRule>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationRule {
    pub answer: Answer,
    /// For unsettled issues of this severity or more.
    pub severity: Severity,
    /// The changes it speaks of.
    pub changes: Vec<Change>,
    /// Does the answer hold the case until somebody proceeds by exception?
    pub holds: bool,
    /// Codes of the roles that may.
    pub may_proceed: Vec<String>,
    pub review_within_days: u32,
    pub reason: String,
}

/// What proceeding by exception asks, here and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionAsked {
    /// Codes of the roles that may proceed.
    pub roles: Vec<String>,
    pub review_by: Date,
    pub reason: String,
}

impl Delegation {
    /// The rule that fits. No rule: the answer advises and holds nothing.
    pub fn rule(&self, answer: Answer, severity: Severity, change: Change) -> Option<&DelegationRule> {
        self.rules
            .iter()
            .filter(|rule| rule.answer == answer && rule.severity <= severity && rule.changes.contains(&change))
            .max_by_key(|rule| rule.severity)
    }

    pub fn exception_asked(&self, answer: Answer, severity: Severity, change: Change, today: Date) -> Option<ExceptionAsked> {
        let rule = self.rule(answer, severity, change).filter(|rule| rule.holds)?;
        Some(ExceptionAsked {
            roles: rule.may_proceed.clone(),
            review_by: days_after(today, rule.review_within_days),
            reason: rule.reason.clone(),
        })
    }
}

/// A field of the exception's form, and what to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldReason {
    pub field: &'static str,
    pub text: String,
}

/// Why an exception as typed is refused; empty where it may be recorded. `role` is the code of the role acted in.
pub fn reasons_to_refuse(
    asked: &ExceptionAsked,
    role: &str,
    name: &str,
    reason: &str,
    review_on: Option<Date>,
    today: Date,
) -> Vec<FieldReason> {
    let mut refused = Vec::new();
    let mut refuse = |field, text: String| refused.push(FieldReason { field, text });
    if !asked.roles.iter().any(|may| may == role) {
        refuse("role", "Choose a role that the scheme of delegation names for this answer".into());
    }
    if name.trim().is_empty() {
        refuse("name", "Say who decides, by name".into());
    }
    if reason.trim().is_empty() {
        refuse("reason", "Say what the reason is".into());
    }
    match review_on {
        None => refuse("review_on", "Say when it will be reviewed".into()),
        Some(date) if date > asked.review_by => refuse(
            "review_on",
            format!("The review must be by {}: {} is too late", period::in_words(asked.review_by), period::in_words(date)),
        ),
        Some(date) if date <= today => {
            refuse("review_on", format!("The review must be after today: {} is not", period::in_words(date)));
        }
        Some(_) => {}
    }
    refused
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn scheme() -> Delegation {
        let rule = |severity, roles: &[&str]| DelegationRule {
            answer: Answer::NotReady,
            severity,
            changes: vec![Change::Out, Change::In],
            holds: true,
            may_proceed: roles.iter().map(|role| (*role).to_owned()).collect(),
            review_within_days: 90,
            reason: "Adopted by full council.".into(),
        };
        Delegation {
            rules: vec![rule(Severity::Low, &["director", "cabinet"]), rule(Severity::Critical, &["cabinet"])],
            ..Delegation::default()
        }
    }

    #[test]
    fn the_rule_for_the_highest_severity_that_fits_is_used() {
        let scheme = scheme();
        let asked = |severity, change| scheme.exception_asked(Answer::NotReady, severity, change, date(2026, 11, 21));
        assert_eq!(asked(Severity::High, Change::Out).map(|a| a.roles), Some(vec!["director".to_owned(), "cabinet".to_owned()]));
        assert_eq!(asked(Severity::Critical, Change::In).map(|a| a.roles), Some(vec!["cabinet".to_owned()]));
        assert_eq!(asked(Severity::Critical, Change::StayAsWeAre), None);
        assert_eq!(asked(Severity::High, Change::Out).map(|a| a.review_by), Some(date(2027, 2, 19)));
    }

    #[test]
    fn an_exception_without_a_name_a_reason_or_a_near_review_is_refused_field_by_field() {
        let asked = scheme().exception_asked(Answer::NotReady, Severity::Medium, Change::Out, date(2026, 11, 21)).expect("held");
        let fields = |role, name, reason, on| -> Vec<&str> {
            reasons_to_refuse(&asked, role, name, reason, on, date(2026, 11, 21)).iter().map(|r| r.field).collect()
        };
        assert!(fields("cabinet", "A. Leader", "The lease ends on Friday.", Some(date(2026, 12, 30))).is_empty());
        assert_eq!(fields("analyst", " ", "", None), ["role", "name", "reason", "review_on"]);
        let late = reasons_to_refuse(&asked, "cabinet", "A. Leader", "Lease.", Some(date(2027, 6, 30)), date(2026, 11, 21));
        assert_eq!(late[0].text, "The review must be by 19 February 2027: 30 June 2027 is too late");
        assert_eq!(fields("cabinet", "A", "b", Some(date(2026, 11, 21))), ["review_on"]);
    }
}
