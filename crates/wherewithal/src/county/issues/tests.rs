//! Each issue's figures, put to the evidence standard, stand where the county file says they stand.

use methods::evidence::{self, Balancing, Case, Code, Group, Mechanism, OtherWay, Outcome, Quality, Registration, Rule, State};
use methods::spc::Point as Figure;
use quantity::{MeasureKind, Period};

use super::*;
use crate::county::measures::{Fact, measures};
use crate::county::series::{Point, points};

fn fact(key: &str) -> Fact {
    measures().into_iter().find(|fact| fact.key == key).unwrap_or_else(|| panic!("no measure {key}"))
}

fn figure(point: &Point) -> Figure {
    let whole = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok());
    Figure {
        period: point.period,
        value: Some(point.value),
        numerator: whole(point.top),
        denominator: whole(point.bottom),
        provisional: false,
    }
}

fn split(fact: &Fact, test: &Test, until: Option<&str>) -> (Vec<Figure>, Vec<Figure>) {
    let period = |text: &str| Period::parse(text).expect("a period");
    let all: Vec<Figure> = points(fact).iter().map(figure).filter(|p| until.is_none_or(|last| p.period <= period(last))).collect();
    let before = all.iter().filter(|p| p.period >= period(test.baseline.0) && p.period <= period(test.baseline.1)).cloned().collect();
    (before, all.into_iter().filter(|p| p.period >= period(test.starts)).collect())
}

/// The question as the desk puts it, with the figures to `until`.
fn stands(key: &str, until: Option<&str>) -> evidence::Standing {
    let issue = issues().into_iter().find(|issue| issue.key == key).unwrap_or_else(|| panic!("no issue {key}"));
    let test = issue.test.clone().expect("a test");
    let fact = fact(issue.measure);
    let (baseline, window) = split(&fact, &test, until);
    let starts = Period::parse(test.starts).expect("a period");
    let severity = match issue.severity {
        Severity::Low => evidence::Severity::Low,
        Severity::Medium => evidence::Severity::Medium,
        Severity::High => evidence::Severity::High,
        Severity::Critical => evidence::Severity::Critical,
    };
    let asked = |who: &(Asked, u32, u32, u32, &str, Date)| Group {
        who: format!("{:?}", who.0),
        could_be_asked: who.1,
        asked: who.1,
        answered: who.2,
        agree: who.3,
        dissent_answered: !who.4.is_empty(),
    };
    let case = Case {
        floor: fact.floor.map(|floor| fact.in_unit(floor)),
        start: Some(starts),
        registration: Registration::Locked { on: test.locked_on },
        mechanism: test.mechanism.map(|(_, note)| Mechanism { note: note.to_owned(), by_role: "Head of commissioning".to_owned() }),
        balancing: test
            .beside
            .iter()
            .map(|key| {
                let beside = self::fact(key);
                let (before, after) = split(&beside, &test, until);
                let confirmed = test.moved.filter(|moved| moved.1 == *key).map(|_| true);
                Balancing { name: beside.name.to_owned(), better: beside.good, before, after, confirmed }
            })
            .collect(),
        quality: Some(Quality { same_definition: Some(true), checked_outside: test.data_checked.map(|_| true) }),
        people: test.asked.iter().map(asked).collect(),
        rule: Rule::for_cadence(starts.cadence()).with_severity(severity),
        asked_on: Some(date(2026, 11, 21)),
        ..Case::of_figures(fact.kind, fact.good, fact.in_unit(fact.target.expect("a target")), None, baseline, window)
    };
    evidence::judge(&case).expect("a standing")
}

fn outcome(standing: &evidence::Standing, code: Code) -> Outcome {
    standing.criterion(code).map(|criterion| criterion.outcome).expect("a criterion")
}

#[test]
fn stays_are_not_yet_after_eleven_months_and_ask_for_october_after_twelve() {
    let eleven = stands("stays_too_long", Some("2026-09"));
    assert_eq!((eleven.state, outcome(&eleven, Code::C1)), (State::NotYet, Outcome::NotMet));
    let twelve = stands("stays_too_long", None);
    assert_eq!(twelve.state, State::Explain);
    assert_eq!(twelve.explain, [Period::parse("2026-10").expect("a month")]);
    assert_eq!((outcome(&twelve, Code::C4), outcome(&twelve, Code::C5)), (Outcome::Met, Outcome::NotMet));
    let probability = twelve.figures.probability_target_met.expect("worked");
    assert_eq!(quantity::rounding::shown(probability * 100.0, 1), "98.4");
}

#[test]
fn late_visits_meet_the_target_and_are_not_yet_dependable() {
    let standing = stands("visits_late", None);
    assert_eq!(standing.state, State::NotYet, "{:?}", standing.other_way);
    assert_eq!((outcome(&standing, Code::C4), outcome(&standing, Code::C5)), (Outcome::Met, Outcome::NotMet));
    let short = 0.85 - standing.figures.capability_limit.expect("a limit");
    assert_eq!(quantity::rounding::shown(short * 100.0, 1), "0.7", "by seven tenths of a point");
}

#[test]
fn reablement_is_shown_to_be_fixed_twice() {
    for key in ["first_visit_late", "not_at_home"] {
        let standing = stands(key, None);
        let missing: Vec<_> = standing.failing().map(|criterion| criterion.code).collect();
        assert_eq!((standing.state, missing), (State::Shown, vec![]), "{key}");
    }
}

#[test]
fn late_arrivals_point_the_other_way_since_march() {
    let standing = stands("arrivals_late", None);
    assert_eq!(standing.state, State::OtherWay);
    assert!(standing.other_way.contains(&OtherWay::BadTrend), "{:?}", standing.other_way);
    assert!(standing.worse_since.is_some_and(|since| since <= Period::parse("2026-04").expect("a month")), "{:?}", standing.worse_since);
}

#[test]
fn the_hospital_link_moved_its_issue_elsewhere() {
    let standing = stands("discharge_delayed", None);
    assert_eq!((standing.state, standing.other_way.as_slice()), (State::OtherWay, [OtherWay::MovedElsewhere].as_slice()));
}

#[test]
fn one_late_review_of_fourteen_does_not_read_as_worse() {
    let standing = stands("reviews_late", None);
    assert_eq!((outcome(&standing, Code::C3), standing.other_way.len()), (Outcome::Met, 0));
    assert_ne!(standing.state, State::OtherWay);
}

#[test]
fn placements_have_six_quarters_of_eight() {
    let standing = stands("placements_break_down", None);
    assert_eq!((standing.state, outcome(&standing, Code::C1), standing.figures.n), (State::NotYet, Outcome::NotMet, 6));
}

#[test]
fn empty_flats_are_seven_months_into_twelve() {
    let standing = stands("flats_empty", None);
    assert_eq!((standing.figures.n, outcome(&standing, Code::C1), outcome(&standing, Code::C2)), (7, Outcome::NotMet, Outcome::Met));
    assert_eq!((standing.state, standing.other_way.as_slice()), (State::NotYet, [].as_slice()));
}

#[test]
fn every_issue_has_a_measure_that_can_carry_a_test() {
    for issue in issues() {
        let fact = fact(issue.measure);
        assert_eq!(fact.service, issue.service, "{}", issue.key);
        let Some(test) = issue.test else { continue };
        assert!(!matches!(fact.kind, MeasureKind::Rolling | MeasureKind::Survey) && fact.target.is_some(), "{}", issue.key);
        let starts = Period::parse(test.starts).expect("a period");
        assert!(test.locked_on < starts.first_day(), "{}: locked before it is looked at", issue.key);
        assert!(Period::parse(test.baseline.1).expect("a period") < starts);
        assert!(test.beside.len() <= 3 && test.beside.iter().all(|key| self::fact(key).service == issue.service), "{}", issue.key);
        assert!(issue.triage.is_some_and(|(on, _)| on >= issue.raised_on && on < test.locked_on), "{}", issue.key);
    }
}
