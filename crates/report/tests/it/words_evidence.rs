//! Where a known issue stands, in words.

use methods::evidence::{Balancing, Case, Code, Group, Mechanism, Quality, Registration, Service, State, judge, simulate};
use methods::spc::Point;
use quantity::period::Cadence;
use quantity::{Direction, MeasureKind, Unit};
use report::page::Look;
use report::words::evidence::{self, Shown};

use crate::county::{WEEKS_AFTER, WEEKS_BEFORE, month};

fn weeks() -> Shown {
    Shown { unit: Unit::Weeks, places: 1, cadence: Cadence::Month }
}

fn case(after: usize) -> Case {
    let baseline: Vec<Point> = WEEKS_BEFORE.iter().enumerate().map(|(at, v)| Point::new(month(at as u32), *v)).collect();
    let window: Vec<Point> = WEEKS_AFTER.iter().take(after).enumerate().map(|(at, v)| Point::new(month(24 + at as u32), *v)).collect();
    Case {
        start: Some(month(24)),
        registration: Registration::Locked { on: "2025-10-24".parse().expect("a date") },
        ..Case::of_figures(MeasureKind::Value, Direction::Low, 26.0, Some(30.0), baseline, window)
    }
}

fn lines(groups: &[evidence::Group]) -> String {
    groups.iter().map(|g| format!("{} [{}] {}: {} · {}\n", g.title, g.codes.join(" "), g.look.code(), g.word, g.note)).collect()
}

#[test]
fn eleven_and_one_is_not_yet_explain_october() {
    let standing = judge(&case(12)).expect("a standing");
    assert_eq!(standing.state, State::Explain);
    let said = evidence::standing(&standing, &weeks());
    assert_eq!((said.look, said.word.as_str()), (Look::NotYet, "Not yet: explain October"));
    insta::assert_snapshot!(lines(&evidence::groups(&standing, &weeks())));
}

#[test]
fn eleven_months_are_one_month_short() {
    let standing = judge(&case(11)).expect("a standing");
    assert_eq!(evidence::standing(&standing, &weeks()).word, "Not yet: 1 month short");
    let groups = evidence::groups(&standing, &weeks());
    assert_eq!((groups[1].word.as_str(), groups[1].note.as_str()), ("1 month short", "11 of 12 months"));
}

#[test]
fn the_groups_are_six_and_always_in_the_same_order() {
    let empty = evidence::groups_of_nothing();
    let whole = evidence::groups(&judge(&case(12)).expect("a standing"), &weeks());
    let titles = |groups: &[evidence::Group]| groups.iter().map(|g| g.title).collect::<Vec<_>>();
    assert_eq!(titles(&empty), titles(&whole));
    assert_eq!(titles(&empty).len(), 6);
    assert!(empty.iter().all(|g| g.look == Look::Unknown), "nothing agreed never reads as fine");
    let mut codes: Vec<Code> = evidence::GROUPS.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 12, "every criterion of an issue is in one group");
}

#[test]
fn a_standing_shown_to_be_fixed_has_six_groups_met() {
    let mut shown = case(12);
    if let Some(last) = shown.window.last_mut() {
        last.value = Some(23.5);
    }
    shown.mechanism = Some(Mechanism { note: "A move-on worker in each scheme".into(), by_role: "Head of commissioning".into() });
    shown.quality = Some(Quality { same_definition: Some(true), checked_outside: Some(true) });
    shown.people = vec![Group { who: "Residents".into(), could_be_asked: 60, asked: 60, answered: 38, agree: 33, dissent_answered: true }];
    let kept = |from: u32, count: u32| {
        (0..count).map(|at| Point::new(month(from + at), [83.0, 85.0, 84.0, 82.0, 86.0][at as usize % 5])).collect()
    };
    shown.balancing = vec![Balancing {
        name: "tenancies kept at six months".into(),
        better: Direction::High,
        before: kept(0, 24),
        after: kept(24, 12),
        confirmed: None,
    }];
    let standing = judge(&shown).expect("a standing");
    assert_eq!(standing.state, State::Shown);
    let groups = lines(&evidence::groups(&standing, &weeks()));
    insta::assert_snapshot!(format!("{}\n{groups}", evidence::standing(&standing, &weeks()).word));
}

#[test]
fn earliest_dates_say_what_they_rest_on() {
    let standing = judge(&case(12)).expect("a standing");
    let earliest = evidence::earliest(standing.earliest.as_ref().expect("a date"), &standing.explain);
    insta::assert_snapshot!(earliest.join("\n"));
}

#[test]
fn how_often_the_check_is_wrong_is_a_sentence() {
    let service = Service {
        better: Direction::Low,
        target: 26.0,
        floor: Some(30.0),
        baseline_periods: 24,
        baseline_mean: 34.2,
        baseline_deviation: 1.8,
        window_periods: 12,
        mean: 23.0,
        deviation: 1.2,
        rho: 0.0,
        people: None,
    };
    let rates = simulate(&service, &methods::evidence::Rule::default(), 3_000, 1).expect("rates");
    insta::assert_snapshot!(evidence::error_rates(&rates, &weeks()).join("\n"));
}

#[test]
fn every_check_has_its_code_its_answer_and_its_figures() {
    let standing = judge(&case(12)).expect("a standing");
    let table = evidence::every_check(&standing, &weeks());
    assert_eq!(table.rows.len(), standing.criteria.len());
    assert!(table.rows.iter().all(|row| row.iter().all(|cell| !cell.shown().is_empty())));
}
