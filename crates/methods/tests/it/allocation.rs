//! Allocation against worked examples: the £1.2m of Northvale (invented), the published vector, what cannot be done and why.

use std::cell::RefCell;

use methods::allocation::even_cut::{Line, even_cut, even_value};
use methods::allocation::frontier::{Level, frontier, of_plans};
use methods::allocation::margin::{eased, margin};
use methods::allocation::near::{Place, nearness};
use methods::allocation::problem::{
    AtLeastOne, Budget, Capacity, Cost, Exclusion, Floor, Kind, Prerequisite, Problem, Service, Term, Version,
};
use methods::allocation::second_pass::{Forced, second_pass};
use methods::allocation::segments::{Segment, versions};
use methods::allocation::{Answer, Limit, OwnSearch, Plan, Program, Refusal, Solve, conflict, verify};

use crate::close;

/// Cost in £ thousands, points, and whether the money is one-off.
const NORTHVALE: [(&str, i64, i64, bool); 12] = [
    ("A", 310, 62, false),
    ("B", 140, 31, false),
    ("C", 95, 17, false),
    ("D", 120, 24, false),
    ("E", 260, 44, false),
    ("F", 420, 58, true),
    ("G", 230, 33, true),
    ("H", 215, 41, false),
    ("I", 180, 29, false),
    ("J", 160, 34, false),
    ("K", 75, 15, false),
    ("L", 245, 37, false),
];

fn service(id: &str, amount: i64, outcome: i64, term: Term) -> Service {
    let costs = vec![Cost { year: 0, amount, kind: Kind::Revenue, term, fund: None, organisation: None }];
    Service { id: id.into(), must: false, versions: vec![Version { id: id.into(), outcome, costs, ..Version::default() }] }
}

fn northvale(kinds: bool) -> Problem {
    let term = |one_off| if one_off { Term::OneOff } else { Term::Recurrent };
    let mut budgets = vec![Budget { id: "all money".into(), amounts: vec![1_200], ..Budget::default() }];
    if kinds {
        budgets.push(Budget { id: "recurrent".into(), term: Some(Term::Recurrent), amounts: vec![800], ..Budget::default() });
    }
    Problem {
        years: 1,
        services: NORTHVALE.iter().map(|(id, cost, points, one_off)| service(id, *cost, *points, term(*one_off))).collect(),
        budgets,
        prerequisites: vec![Prerequisite { service: "G".into(), needs: "B".into() }],
        exclusions: vec![Exclusion { services: vec!["F".into(), "L".into()] }],
        at_least_one: vec![AtLeastOne { services: vec!["I".into(), "K".into()] }],
        ..Problem::default()
    }
}

fn solved(problem: &Problem) -> (Program, methods::allocation::Answer) {
    let program = Program::of(problem).expect("a programme");
    let answer = OwnSearch.solve(&program, &Limit::default(), None);
    (program, answer)
}

fn chosen(program: &Program, plan: &Plan) -> String {
    plan.ids(program).collect::<Vec<_>>().join("")
}

#[test]
fn the_best_plan_ignoring_kinds_of_money_is_worth_236_and_the_honest_one_217() {
    for (kinds, points, want) in [(false, 236, "ABDHIJK"), (true, 217, "ABCFJK")] {
        let (program, answer) = solved(&northvale(kinds));
        let plan = answer.plan.clone().expect("a plan");
        assert_eq!((plan.outcome, answer.bound, answer.gap()), (points, points, Some(0.0)));
        assert_eq!(chosen(&program, &plan), want);
        assert_eq!(plan.used[0], 1_200);
        let held = verify(&program, plan.ids(&program), plan.outcome, answer.bound, &answer.prices);
        assert!(held.feasible && held.sums && held.broken.is_empty(), "{held:?}");
        assert!(held.bound.is_some_and(|bound| bound >= points));
        let changed = verify(&program, ["A", "B", "F", "L"], plan.outcome, answer.bound, &answer.prices);
        assert!(!changed.feasible && !changed.sums);
        assert!(changed.broken.iter().any(|b| b.contains("no two of F, L")), "{changed:?}");
    }
}

#[test]
fn points_per_pound_first_gives_224_for_1115_thousand() {
    let levels: Vec<Level> = NORTHVALE
        .iter()
        .map(|(id, cost, value, _)| Level { id: (*id).into(), service: (*id).into(), cost: *cost, value: *value })
        .collect();
    let line = frontier(&levels).expect("a line");
    let order: String = line.triangles.iter().map(|t| t.id.as_str()).collect();
    assert!(order.starts_with("BJ") && order[2..5].chars().all(|c| "ADK".contains(c)) && order[5..].starts_with("HC"), "{order}");
    assert_eq!((line.triangles[6].cost_so_far, line.triangles[6].value_so_far), (1_115, 224));
}

#[test]
fn the_published_vector_of_the_line_its_gap_and_the_even_cut_comes_out() {
    let level = |id: &str, cost, value| Level { id: id.into(), service: id.into(), cost, value };
    let line = frontier(&[level("P", 40, 60), level("Q", 30, 30), level("R", 30, 45), level("S", 20, 10)]).expect("a line");
    assert_eq!((line.triangles[1].cost_so_far, line.triangles[1].value_so_far), (70, 105));
    assert!(close(line.value_at(70), 105.0, 1e-12));
    assert!(close(line.gap(70, 90).expect("a gap"), 15.0 / 105.0, 1e-12));
    assert!(close(line.cost_of(90).expect("a cost"), 60.0, 1e-12));
    assert!(close(even_value(&[40, 30, 30, 20], &[60, 30, 45, 10], 70).expect("a value"), 145.0 * 70.0 / 120.0, 1e-12));
    // Two levels of one service, the smaller of them below the line from nothing to the larger.
    let two = |id: &str, cost, value| Level { id: id.into(), service: "one".into(), cost, value };
    let line = frontier(&[two("small", 10, 5), two("large", 20, 30), two("larger", 40, 40), two("worse", 25, 30)]).expect("a line");
    assert_eq!(line.triangles.iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), ["large", "larger"]);
    assert_eq!(line.left_out, ["small", "worse"]);
}

#[test]
fn nine_lines_cut_by_five_per_cent_are_an_even_cut_and_a_choice_is_not() {
    let before = [5_900, 2_120, 3_400, 2_640, 4_180, 1_960, 1_540, 6_300, 1_120];
    let line = |(at, (before, after)): (usize, (i64, i64))| Line { id: at.to_string(), before, after, protected: false };
    let even: Vec<Line> = before.iter().map(|b| (*b, b - b / 20)).enumerate().map(line).collect();
    let cut = even_cut(&even).expect("a cut");
    assert!(cut.near_uniform && close(cut.mean, -0.05, 1e-12) && cut.spread < 1e-12);
    assert_eq!((cut.before, cut.saved), (29_160, 1_458));
    let saved = [420, 60, 0, 310, 188, 0, 0, 480, 0];
    let chosen: Vec<Line> = before.iter().zip(saved).map(|(b, s)| (*b, b - s)).enumerate().map(line).collect();
    let cut = even_cut(&chosen).expect("a cut");
    assert!(!cut.near_uniform && cut.spread > 0.01);
    assert_eq!(cut.saved, 1_458);
    // A protected line that stayed whole does not hide that everything else was cut alike.
    let mut beside = even.clone();
    beside.push(Line { id: "duty".into(), before: 50_000, after: 50_000, protected: true });
    assert!(even_cut(&beside).expect("a cut").near_uniform);
    assert_eq!(even_cut(&even[..1]).expect_err("a refusal").code(), "figures");
}

#[test]
fn what_cannot_be_done_is_said_with_the_smallest_set_of_limits_and_what_each_could_reach() {
    let mut problem = northvale(true);
    for (service, reach) in problem.services.iter_mut().zip([400, 90, 60, 30, 80, 40, 120, 70, 55, 65, 20, 35]) {
        service.versions[0].reach.insert("over 65".into(), reach);
    }
    problem.floors.push(Floor { group: "over 65".into(), at_least: 800 });
    problem.floors.push(Floor { group: "nobody".into(), at_least: 0 });
    let (program, answer) = solved(&problem);
    assert!(answer.infeasible && answer.plan.is_none());
    let found = conflict(&program, &OwnSearch, &Limit::default()).expect("a conflict");
    assert!(found.smallest);
    assert_eq!(found.limits, ["the budget “recurrent” of year 0: 800", "the floor on the reach of “over 65”: 800"], "{found:?}");
    // A, B, C, J and K of the recurrent £800k, and both one-off ones.
    assert_eq!(found.could, ["“over 65” can reach 795 while the others hold; the floor asks for 800"]);
    problem.floors[0].at_least = 300;
    let (program, answer) = solved(&problem);
    assert!(answer.optimal() && conflict(&program, &OwnSearch, &Limit::default()).is_none());
}

#[test]
fn a_service_that_must_be_provided_and_does_not_fit_is_named() {
    let mut problem = northvale(false);
    problem.services[4].must = true;
    problem.budgets[0].amounts = vec![250];
    let program = Program::of(&problem).expect("a programme");
    let found = conflict(&program, &OwnSearch, &Limit::default()).expect("a conflict");
    assert_eq!(found.limits, ["the budget “all money” of year 0: 250", "“E” has to be provided"]);
}

#[test]
fn the_next_hundred_thousand_says_what_comes_in_and_goes_out() {
    let (program, answer) = solved(&northvale(true));
    // All money together is spent already, so £100k more of it recurrent changes nothing; £400k more gives the 236.
    let more = margin(&program, "recurrent", 100, &answer, &OwnSearch, &Limit::default()).expect("a margin");
    assert_eq!((more.gain.at_least, more.gain.at_most, more.gain.comes_in.len()), (0, 0, 0));
    let more = margin(&program, "recurrent", 400, &answer, &OwnSearch, &Limit::default()).expect("a margin");
    assert_eq!((more.gain.at_least, more.gain.at_most, more.gain.uncertain()), (19, 19, false));
    assert_eq!((more.gain.comes_in.join(""), more.gain.goes_out.join("")), ("DHI".to_owned(), "CF".to_owned()));
    assert!(margin(&program, "no such budget", 100, &answer, &OwnSearch, &Limit::default()).is_none());
}

#[test]
fn one_more_of_a_capacity_and_a_floor_gone_say_what_the_limit_holds_back() {
    let mut problem = northvale(true);
    for (service, nurses) in problem.services.iter_mut().zip([4, 3, 0, 1, 0, 5, 0, 2, 0, 2, 0, 3]) {
        service.versions[0].uses.insert("nurses".into(), nurses);
        service.versions[0].reach.insert("young people".into(), if service.id == "I" { 540 } else { 0 });
    }
    problem.capacities.push(Capacity { id: "nurses".into(), at_most: 13 });
    problem.floors.push(Floor { group: "young people".into(), at_least: 500 });
    let (program, answer) = solved(&problem);
    let row = |wanted: &str| program.rows.iter().position(|row| row.name.in_words().contains(wanted)).expect("a row");
    let plain = |problem: &Problem| solved(problem).1.plan.expect("a plan").outcome;
    let now = answer.plan.as_ref().expect("a plan").outcome;
    let looser: [(&str, Option<i64>, fn(&mut Problem)); 4] = [
        ("nurses", Some(1), |p| p.capacities[0].at_most += 1),
        ("nurses", None, |p| p.capacities[0].at_most = 1_000),
        ("young people", Some(1), |p| p.floors[0].at_least -= 1),
        ("young people", None, |p| p.floors.clear()),
    ];
    for (name, more, loosen) in looser {
        let found = eased(&program, row(name), more, &answer, &OwnSearch, &Limit::default()).expect("an answer");
        let mut other = problem.clone();
        loosen(&mut other);
        let gain = plain(&other) - now;
        assert_eq!((found.gain.at_least, found.gain.at_most), (gain, gain), "{name} {more:?}");
        assert!(gain == 0 || !found.gain.comes_in.is_empty(), "{name} {more:?}");
    }
    assert!(eased(&program, program.rows.len(), None, &answer, &OwnSearch, &Limit::default()).is_none());
}

#[test]
fn more_money_never_shows_less_value_along_the_line_of_plans() {
    let (program, _) = solved(&northvale(true));
    let points = of_plans(&program, &[1_200, 400, 600, 800, 1_000, 0], None, &OwnSearch, &Limit::default());
    let values: Vec<Option<i64>> = points.iter().map(|p| p.answer.plan.as_ref().map(|plan| plan.outcome)).collect();
    // With no money at all, “at least one of I and K” cannot hold.
    assert!(points[0].answer.infeasible && values[0].is_none());
    assert!(values[1..].windows(2).all(|w| w[0] <= w[1]), "{values:?}");
    assert!(points[1..].windows(2).all(|w| w[0].answer.bound <= w[1].answer.bound));
    assert_eq!(values[4], Some(217));
}

/// Our own search, with every question it was asked.
#[derive(Default)]
struct Asked(RefCell<Vec<Program>>);

impl Solve for Asked {
    fn name(&self) -> &'static str {
        "asked"
    }

    fn solve(&self, program: &Program, limit: &Limit, start: Option<&Plan>) -> Answer {
        self.0.borrow_mut().push(program.clone());
        OwnSearch.solve(program, limit, start)
    }
}

#[test]
fn what_two_readings_of_a_plan_ask_is_worked_out_once() {
    let (program, answer) = solved(&northvale(true));
    let costs: Vec<i64> = NORTHVALE.iter().map(|(_, cost, ..)| *cost).collect();
    let (limit, asked) = (Limit { passes: 1_000, ..Limit::default() }, Asked::default());
    let mut forced = Forced::new(&program, &asked, &limit);
    let near = nearness(&program, answer.plan.as_ref().expect("a plan"), 8, 40, &mut forced);
    let rankings = second_pass(&program, &costs, &answer, &mut forced);
    let questions = asked.0.borrow();
    assert!(questions.iter().enumerate().all(|(at, one)| !questions[..at].contains(one)), "nothing is asked twice");
    drop(questions);
    // The same as where each asks for itself.
    assert_eq!(near, nearness(&program, answer.plan.as_ref().expect("a plan"), 8, 40, &mut Forced::new(&program, &OwnSearch, &limit)));
    assert_eq!(rankings, second_pass(&program, &costs, &answer, &mut Forced::new(&program, &OwnSearch, &limit)));

    let asked = Asked::default();
    let line = of_plans(&program, &[900, 1_000, 1_100], Some(&answer), &asked, &limit);
    assert_eq!((asked.0.borrow().len(), line[1].answer.plan.clone()), (2, answer.plan.clone()));
}

#[test]
fn both_rankings_and_the_plan_with_each_turned_round_are_those_of_a_count_of_every_plan() {
    let (program, answer) = solved(&northvale(true));
    let costs: Vec<i64> = NORTHVALE.iter().map(|(_, cost, ..)| *cost).collect();
    let limit = Limit { passes: 1_000, ..Limit::default() };
    let rankings = second_pass(&program, &costs, &answer, &mut Forced::new(&program, &OwnSearch, &limit));
    let of = |id: &str| rankings.iter().find(|ranked| ranked.id == id).unwrap_or_else(|| panic!("{id} is not ranked"));
    let places = |id: &str| (of(id).first, of(id).second, of(id).chosen);
    // By points: A 62, F 58, E 44, H 41 … For £100,000: B 22.1, J 21.3, then A, D and K 20.0 alike, H 19.1 … F 13.8.
    assert_eq!([places("F"), places("B"), places("D"), places("H")], [(2, 12, true), (8, 1, true), (10, 3, false), (4, 6, false)]);
    for (at, (id, ..)) in NORTHVALE.iter().enumerate() {
        let turned = |plan: u32| (plan >> at & 1 == 1) != of(id).chosen;
        let chosen = |plan: u32| -> Vec<Option<usize>> { (0..12).map(|at| (plan >> at & 1 == 1).then_some(at)).collect() };
        let plans = (0u32..1 << 12).filter(|plan| turned(*plan)).map(|plan| Plan::of(&program, &chosen(plan)));
        let best = plans.filter(|plan| plan.feasible(&program)).map(|plan| plan.outcome).max();
        assert_eq!((of(id).otherwise, of(id).shown), (best, true), "{id} turned round");
    }
}

#[test]
fn what_is_in_every_nearly_best_plan_is_core_and_what_is_in_none_is_never() {
    let (program, answer) = solved(&northvale(true));
    let best = answer.plan.expect("a plan");
    let near = nearness(&program, &best, 8, 40, &mut Forced::new(&program, &OwnSearch, &Limit::default()));
    // Held against every plan there is.
    let (mut with, mut without) = (vec![false; 12], vec![false; 12]);
    for plan in 0u32..1 << 12 {
        let chosen: Vec<Option<usize>> = (0..12).map(|at| (plan >> at & 1 == 1).then_some(at)).collect();
        let plan = Plan::of(&program, &chosen);
        if plan.feasible(&program) && plan.outcome >= best.outcome - 8 {
            (0..12).for_each(|at| if plan.chosen[at].is_some() { with[at] = true } else { without[at] = true });
        }
    }
    for at in 0..12 {
        let want = match (with[at], without[at]) {
            (true, true) => Place::Borderline,
            (true, false) => Place::Core,
            _ => Place::Never,
        };
        assert_eq!(near.places[at], want, "{}", NORTHVALE[at].0);
    }
    assert!(near.plans.len() > 1);
}

#[test]
fn money_carried_forward_is_spent_once_and_no_more_than_may_be_carried() {
    let year = |id: &str, year, amount, outcome| {
        let mut made = service(id, amount, outcome, Term::OneOff);
        made.versions[0].costs[0].year = year;
        made
    };
    let with = |carry_at_most| Problem {
        years: 2,
        services: vec![year("first", 0, 6, 6), year("second", 1, 13, 20), year("third", 1, 4, 3)],
        budgets: vec![Budget { id: "grant".into(), amounts: vec![10, 10], carry_at_most, ..Budget::default() }],
        ..Problem::default()
    };
    for (carry, want) in [(None, 9), (Some(2), 9), (Some(3), 26), (Some(10), 26)] {
        assert_eq!(solved(&with(carry)).1.plan.expect("a plan").outcome, want, "{carry:?}");
    }
}

#[test]
fn a_figure_as_large_as_can_be_written_is_refused_by_name_either_way() {
    for outcome in [i64::MIN, i64::MAX] {
        let mut problem = northvale(true);
        problem.services[0].versions[0].outcome = outcome;
        let refused = Program::of(&problem).expect_err("a refusal");
        assert_eq!(refused.code(), "too_large", "{outcome}");
    }
}

#[test]
fn a_service_in_parts_is_bought_in_order_and_rising_parts_are_refused() {
    let segment = |cost, outcome| Segment { cost, outcome };
    let made = versions("drivers", 0, Kind::Revenue, Term::Recurrent, &[segment(10, 20), segment(10, 12), segment(20, 10)]).expect("parts");
    assert_eq!(made.iter().map(|v| (v.costs[0].amount, v.outcome)).collect::<Vec<_>>(), [(10, 20), (20, 32), (40, 42)]);
    let rising = versions("drivers", 0, Kind::Revenue, Term::Recurrent, &[segment(10, 5), segment(10, 12)]);
    assert!(matches!(rising, Err(Refusal::NotConcave(_, 2, _))));
}
