//! Allocations that other programs solved: ../shared/parity/alloc and the knapsacks of the OR-Library, by our own search alone.
//! Skipped, and said so, where they are not here. What HiGHS adds is held against the same in `crates/solver`.

use std::path::PathBuf;

use methods::allocation::problem::{Budget, Cost, Kind, Problem, Service, Term, Version};
use methods::allocation::{Answer, Limit, OwnSearch, Program, Solve, verify};
use methods::calc;
use serde_json::Value;

fn file(name: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if !path.exists() {
        println!("skipped: ../shared is not here");
        return None;
    }
    Some(std::fs::read_to_string(path).expect("a file of the shared folder"))
}

/// The answer, once it holds up against the question: it keeps every row, sums, and its bound follows from its prices.
fn answered(program: &Program, passes: u32) -> Answer {
    let answer = OwnSearch.solve(program, &Limit { passes, ..Limit::default() }, None);
    let plan = answer.plan.as_ref().expect("a plan");
    let held = verify(program, plan.ids(program), plan.outcome, answer.bound, &answer.prices);
    assert!(held.feasible && held.sums && held.bound.is_some_and(|shown| shown >= answer.bound), "{held:?}");
    answer
}

fn is_the_optimum_of_two_other_programs(name: &str) {
    let Some(text) = file(&format!("parity/alloc/{name}.json")) else { return };
    let expected = serde_json::from_str::<Value>(&text).expect("JSON")["expected"]["optimum"].as_i64().expect("an optimum");
    let (problem, ..) = calc::allocate::read(&text).expect("a problem");
    let answer = answered(&Program::of(&problem).expect("a programme"), Limit::default().passes);
    assert_eq!((answer.plan.map(|plan| plan.outcome), answer.bound), (Some(expected), expected), "{name}");
}

#[test]
fn every_plan_of_up_to_150_options_is_shown_to_be_the_best() {
    for name in ["v01_n30_y3_f2", "v02_n60_y5_f3", "v03_n100_y5_f4", "v04_n150_y6_f4", "v07_n120_y1_f0"] {
        is_the_optimum_of_two_other_programs(name);
    }
}

#[test]
fn plans_of_200_options_over_eight_years_are_shown_to_be_the_best() {
    is_the_optimum_of_two_other_programs("v05_n200_y8_f5");
}

#[test]
fn plans_of_300_options_are_shown_to_be_the_best() {
    for name in ["v06_n300_y6_f4", "v08_n300_y1_f8"] {
        is_the_optimum_of_two_other_programs(name);
    }
}

#[test]
fn with_two_thousand_options_a_plan_is_there_after_one_step_and_three_tenths_of_a_per_cent_are_left_after_a_few_dives() {
    let Some(text) = file("parity/alloc/v09_n2000_y30_f20.json") else { return };
    let expected = serde_json::from_str::<Value>(&text).expect("JSON")["expected"].clone();
    let (problem, ..) = calc::allocate::read(&text).expect("a problem");
    let program = Program::of(&problem).expect("a programme");
    for (passes, gap) in [(1, 0.02), (45, 0.003)] {
        let answer = answered(&program, passes);
        assert!(answer.gap().is_some_and(|found| found <= gap), "{:?} after {passes} steps", answer.gap());
        // No plan passes the reference's bound, and no bound is below a plan the reference knows.
        let outcome = answer.plan.map(|plan| plan.outcome as f64);
        assert!(outcome <= expected["bound"].as_f64() && Some(answer.bound) >= expected["best_known"].as_i64());
    }
}

#[test]
fn with_four_hundred_options_that_share_most_rows_the_gap_is_shown_and_holds_the_known_optimum() {
    let Some(text) = file("parity/alloc/v10_n400_y10_f6.json") else { return };
    let optimum = serde_json::from_str::<Value>(&text).expect("JSON")["expected"]["optimum"].as_i64().expect("an optimum");
    let (problem, ..) = calc::allocate::read(&text).expect("a problem");
    let answer = answered(&Program::of(&problem).expect("a programme"), 300);
    let outcome = answer.plan.map(|plan| plan.outcome);
    assert!(outcome <= Some(optimum) && answer.bound >= optimum, "{outcome:?} {}", answer.bound);
}

/// The OR-Library's layout: a count, then for each problem its sizes, its profits, a row of weights for each budget, the budgets.
fn knapsacks(text: &str) -> Vec<Problem> {
    let mut numbers = text.split_whitespace().map(|word| word.parse::<f64>().expect("a number"));
    let mut whole = || {
        let number = numbers.next().expect("another number");
        assert_eq!(number.fract(), 0.0, "whole numbers throughout");
        number as i64
    };
    let problems = whole();
    let mut made = Vec::new();
    for _ in 0..problems {
        let (items, budgets, _header) = (whole(), whole(), whole());
        let profits: Vec<i64> = (0..items).map(|_| whole()).collect();
        let weights: Vec<Vec<i64>> = (0..budgets).map(|_| (0..items).map(|_| whole()).collect()).collect();
        let cost = |budget: usize, amount: i64| Cost {
            year: 0,
            amount,
            kind: Kind::Revenue,
            term: Term::Recurrent,
            fund: Some(budget.to_string()),
            organisation: None,
        };
        let item = |(at, profit): (usize, i64)| {
            let costs = weights.iter().enumerate().map(|(budget, row)| cost(budget, row[at])).filter(|c| c.amount > 0).collect();
            let version = Version { id: at.to_string(), outcome: profit, costs, ..Version::default() };
            Service { id: at.to_string(), must: false, versions: vec![version] }
        };
        let services = profits.into_iter().enumerate().map(item).collect();
        let budget = |at: i64| Budget { id: at.to_string(), fund: Some(at.to_string()), amounts: vec![whole()], ..Budget::default() };
        made.push(Problem { years: 1, services, budgets: (0..budgets).map(budget).collect(), ..Problem::default() });
    }
    made
}

#[test]
fn the_seven_knapsacks_of_the_or_library_have_their_published_optimum_and_the_second_its_own() {
    let Some(text) = file("data/portfolio_knapsack/mknap1.txt") else { return };
    // The header of problem 2 says 8706, of figures that this copy rounded: of these whole numbers it is 8705.
    let optima = [3_800, 8_705, 4_015, 6_120, 12_400, 10_618, 16_537];
    let found: Vec<i64> = knapsacks(&text)
        .iter()
        .map(|problem| {
            let answer = answered(&Program::of(problem).expect("a programme"), Limit::default().passes);
            assert!(answer.optimal());
            answer.bound
        })
        .collect();
    assert_eq!(found, optima);
}

#[test]
fn where_no_budget_row_separates_the_gap_is_shown_and_holds_the_known_optimum() {
    let (Some(text), Some(solved)) =
        (file("data/portfolio_knapsack/mknapcb1.txt"), file("data/portfolio_knapsack/derived/optima_solved_with_highs.csv"))
    else {
        return;
    };
    let optima: Vec<i64> = solved
        .lines()
        .filter(|line| line.starts_with("mknapcb1"))
        .map(|line| line.split(',').find_map(|cell| cell.parse::<f64>().ok().filter(|n| *n > 1_000.0)).expect("an optimum") as i64)
        .collect();
    assert_eq!(optima.len(), 30);
    let mut worst: f64 = 0.0;
    // One of each tightness: with a quarter, a half and three quarters of all weight to spend.
    for (problem, optimum) in knapsacks(&text).iter().zip(optima).step_by(10) {
        let answer = answered(&Program::of(problem).expect("a programme"), 60);
        let outcome = answer.plan.as_ref().map_or(0, |plan| plan.outcome);
        assert!(outcome <= optimum && answer.bound >= optimum, "{outcome} {optimum} {}", answer.bound);
        worst = worst.max(1.0 - outcome as f64 / optimum as f64);
    }
    println!("the furthest below its optimum: {:.2}%", 100.0 * worst);
    assert!(worst <= 0.01);
}
