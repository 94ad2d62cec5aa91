//! The caller's clock, and what an answer says of who gave it.

use methods::allocation::problem::{Budget, Cost, Kind, Problem, Service, Term, Version};
use methods::allocation::{Limit, Program, Solve};
use solver::Together;

/// Forty services of which about half can be paid for, with costs and points that make many plans near the best.
fn program() -> Program {
    let service = |at: i64| {
        let cost = |year| Cost {
            year,
            amount: 40 + (at * 37 + year as i64 * 11) % 60,
            kind: Kind::Revenue,
            term: Term::Recurrent,
            fund: None,
            organisation: None,
        };
        let version = Version { id: at.to_string(), outcome: 50 + (at * 53) % 47, costs: vec![cost(0), cost(1)], ..Version::default() };
        Service { id: at.to_string(), must: false, versions: vec![version] }
    };
    let problem = Problem {
        years: 2,
        services: (0..40).map(service).collect(),
        budgets: vec![Budget { id: "revenue".into(), amounts: vec![1_400, 1_350], ..Budget::default() }],
        ..Problem::default()
    };
    Program::of(&problem).expect("a programme")
}

#[test]
fn an_answer_says_who_gave_it_and_who_was_not_asked() {
    let answer = Together { seconds: None }.solve(&program(), &Limit::default(), None);
    assert!(answer.optimal());
    if cfg!(feature = "highs") {
        assert!(answer.work.by.contains("HiGHS") && answer.work.left_out.is_none(), "{:?}", answer.work);
    } else {
        assert_eq!(answer.work.by, "own search");
        assert!(answer.work.left_out.is_some_and(|said| said.contains("HiGHS was not asked")));
    }
}

#[test]
fn no_time_at_all_is_answered_with_what_is_known_by_then_and_a_bound() {
    let program = program();
    let answer = Together { seconds: Some(0.0) }.solve(&program, &Limit::default(), None);
    assert!(answer.work.stopped_by_clock && answer.plan.is_none());
    let best = Together { seconds: None }.solve(&program, &Limit::default(), None).plan.expect("a plan");
    assert!(answer.bound >= best.outcome);
    let begun = Together { seconds: Some(0.0) }.solve(&program, &Limit::default(), Some(&best));
    assert_eq!(begun.plan, Some(best));
}
