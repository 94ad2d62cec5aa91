//! The order of solving and commissioning, looking forward and back.

use jiff::civil::date;
use model::arrangement::Arrangement;
use model::id::ArrangementId;
use model::issue::{ClosingEvidence, Severity};
use principles::p_displacement::raised_after;
use principles::p_solve_first::{Linked, reasons_against_stage, wrong_order};
use std::collections::BTreeSet;

use crate::build::*;

fn award(awarded: Option<jiff::civil::Date>, ends: Option<jiff::civil::Date>) -> (ArrangementId, Arrangement) {
    let arrangement = Arrangement {
        service: id(10),
        title: "The 2025 agreement".into(),
        with: id(PROVIDER),
        delivery_model: "procurement".into(),
        regime: String::new(),
        awarded,
        starts: awarded,
        ends,
        annual_value: None,
        undecided: String::new(),
        paid_by: Vec::new(),
    };
    (id(700), arrangement)
}

#[test]
fn a_case_does_not_go_to_a_stage_that_hands_over_while_an_issue_is_being_solved() {
    let mut record = triaged(issue(1, "Late visits", Severity::High));
    record.issue.fixes = vec![fix(model::control::Control::NONE, None)];
    let linked = [Linked { id: record.id, issue: &record.issue }];
    let none = BTreeSet::new();
    let reasons = reasons_against_stage(true, &linked, &none, false, "Lead");
    assert_eq!(reasons.len(), 1);
    assert!(reasons[0].text.contains("still being solved, by Repairs within ten days"), "{}", reasons[0].text);
    assert!(reasons_against_stage(false, &linked, &none, false, "Lead").is_empty());
    assert!(reasons_against_stage(true, &linked, &none, true, "Lead").is_empty());
    assert!(reasons_against_stage(true, &linked, &BTreeSet::from([record.id]), false, "Lead").is_empty());
}

#[test]
fn every_award_made_while_an_issue_was_open_is_listed_with_its_days() {
    let open = issue(1, "Late visits", Severity::High);
    let closed = closed(issue(2, "Keys go missing", Severity::Medium), ClosingEvidence::CaseReview);
    let issues = [(open.id, open.issue), (closed.id, closed.issue)];
    let found = wrong_order(&[award(Some(date(2026, 8, 22)), None)], &issues, TODAY);
    assert_eq!(found.iter().map(|w| w.days_overlap).collect::<Vec<_>>(), [91, 10]);
    assert_eq!(
        found[1].says,
        "The 2025 agreement was awarded on 22 August 2026 while “Keys go missing” was open (raised 3 March 2025); it was open for 10 days under it."
    );
    assert_eq!(wrong_order(&[award(Some(date(2026, 8, 22)), Some(date(2026, 8, 25)))], &issues, TODAY)[0].days_overlap, 3);
    for harmless in [award(None, None), award(Some(date(2025, 1, 1)), None), award(Some(date(2027, 1, 1)), None)] {
        assert!(wrong_order(&[harmless], &issues, TODAY).is_empty());
    }
}

#[test]
fn what_was_raised_after_a_fix_is_listed_here_and_nearby() {
    let fixed = closed(issue(1, "Discharge delay", Severity::High), ClosingEvidence::FullRule);
    let mut after = issue(2, "Readmissions", Severity::High);
    (after.issue.raised_on, after.issue.service) = (date(2026, 10, 1), id(11));
    let all = [(fixed.id, fixed.issue), (after.id, after.issue)];
    let found = raised_after(&all[..1], &all, &[id(11)], 180);
    assert_eq!(found.len(), 1);
    assert!(!found[0].same_service);
    assert!(raised_after(&all[..1], &all, &[], 180).is_empty());
    assert!(raised_after(&all[..1], &all, &[id(11)], 20).is_empty());
}
