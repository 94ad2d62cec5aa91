//! The dates of the fictional county: October explained or not (county, section 4).

use methods::evidence::case::Explained;
use methods::evidence::{Case, Code, Explanation, Registration, State, judge};
use quantity::{Direction, MeasureKind, Period};

use crate::months;

pub const BEFORE: [f64; 24] = [
    33.1, 36.4, 31.8, 35.0, 37.2, 32.6, 34.9, 30.9, 36.1, 33.7, 35.5, 32.2, 34.4, 37.0, 31.5, 33.9, 35.8, 32.8, 34.6, 36.6, 31.9, 33.4,
    35.2, 34.1,
];
pub const AFTER: [f64; 12] = [22.8, 24.9, 23.1, 21.6, 24.2, 25.0, 22.4, 23.7, 21.9, 24.4, 22.6, 32.0];

pub fn stays() -> Case {
    let case =
        Case::of_figures(MeasureKind::Value, Direction::Low, 26.0, Some(30.0), months("2023-11", &BEFORE), months("2025-11", &AFTER));
    Case { registration: Registration::Locked { on: "2025-10-24".parse().expect("a date") }, ..case }
}

pub fn accepted(period: &str, of: Explained) -> Explanation {
    Explanation {
        period: Period::parse(period).expect("a month"),
        of,
        evidence: "dates of the nine moves, without names".to_owned(),
        accepted_by: "internal audit".to_owned(),
    }
}

fn month(text: &str) -> Option<Period> {
    Some(Period::parse(text).expect("a month"))
}

#[test]
fn october_has_to_be_explained_and_both_dates_are_said() {
    let standing = judge(&stays()).expect("a standing");
    assert_eq!(standing.state, State::Explain);
    assert_eq!(standing.explain, [Period::parse("2026-10").expect("a month")]);
    let earliest = standing.earliest.expect("dates");
    assert_eq!(earliest.if_begun_again, month("2027-10"), "if October stays unexplained");
    assert_eq!(earliest.if_steady, month("2027-03"), "if it is explained and accepted");
    assert_eq!(earliest.further, Some(5), "five steady months bring the limit inside the floor");
}

#[test]
fn once_october_is_accepted_it_is_not_yet_because_bad_months_may_pass_the_floor() {
    let standing = judge(&Case { explanations: vec![accepted("2026-10", Explained::Signal)], ..stays() }).expect("a standing");
    assert_eq!(standing.state, State::NotYet);
    assert!(standing.criterion(Code::C3).is_some_and(|c| c.outcome.is_met()));
    assert!(standing.criterion(Code::C5).is_some_and(|c| !c.outcome.is_met()));
    assert_eq!(standing.earliest.expect("dates").if_begun_again, None);
}

#[test]
fn after_eleven_months_it_is_short_by_one() {
    let mut case = stays();
    case.window.pop();
    let standing = judge(&case).expect("a standing");
    assert_eq!(standing.state, State::NotYet);
    let earliest = standing.earliest.expect("dates");
    assert_eq!((earliest.by_length, earliest.if_steady), (month("2026-10"), month("2026-10")));
}

#[test]
fn a_level_that_is_not_there_yet_is_not_brought_by_waiting() {
    let voids = [30.0, 27.0, 29.0, 26.0, 28.0, 25.0, 24.0];
    let case = Case::of_figures(
        MeasureKind::Value,
        Direction::Low,
        18.0,
        Some(22.0),
        months("2024-04", &[38.0, 36.0, 39.0, 35.0, 37.0, 40.0, 36.0, 38.0, 37.0, 39.0, 35.0, 38.0]),
        months("2026-04", &voids),
    );
    let standing = judge(&case).expect("a standing");
    // Seven months falling is good news here. The chance of meeting 18 is nil so far, but a short period says nothing final.
    assert_eq!(standing.state, State::NotYet);
    let earliest = standing.earliest.expect("dates");
    assert_eq!(earliest.by_length, month("2027-03"), "twelve months are in at the end of March 2027");
    assert_eq!(earliest.if_steady, None);
    assert!(earliest.also_needs.contains(&Code::C4));
}

#[test]
fn a_late_registration_waits_for_six_figures_under_lock() {
    let mut case = stays();
    case.window.pop();
    case.window.extend(months("2026-10", &[23.4]));
    case.registration = Registration::Late {
        document: "committee paper of 3 October 2025".to_owned(),
        dated: "2025-10-03".parse().expect("a date"),
        confirmed_outside: true,
        locked_on: "2026-09-01".parse().expect("a date"),
    };
    let standing = judge(&case).expect("a standing");
    assert_eq!(standing.state, State::NotYet);
    assert!(standing.criterion(Code::C0).is_some_and(|c| !c.outcome.is_met()));
    assert_eq!(standing.earliest.expect("dates").if_steady, month("2027-02"), "September and October are in; four more follow");
}
