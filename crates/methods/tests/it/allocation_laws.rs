//! Laws of an allocation, on made-up questions small enough to try every plan.

use methods::allocation::problem::{Budget, Cost, Exclusion, Floor, Kind, Prerequisite, Problem, Service, Term, Version};
use methods::allocation::{Answer, Limit, OwnSearch, Plan, Program, Solve, verify};
use proptest::prelude::*;

fn version() -> impl Strategy<Value = (i64, [i64; 2], i64, i64)> {
    (0i64..60, [0i64..30, 0i64..30], 0i64..40, 0i64..50)
}

prop_compose! {
    fn problem()(
        services in prop::collection::vec((prop::bool::weighted(0.2), prop::collection::vec(version(), 1..4)), 2..7),
        revenue in [10i64..90, 10i64..90],
        capital in 0i64..80,
        floor in 0i64..60,
        rules in any::<[bool; 2]>(),
    ) -> Problem {
        let cost = |year, amount, kind| Cost { year, amount, kind, term: Term::Recurrent, fund: None, organisation: None };
        let made = |at: usize, (must, versions): &(bool, Vec<(i64, [i64; 2], i64, i64)>)| Service {
            id: at.to_string(),
            must: *must,
            versions: versions.iter().enumerate().map(|(v, (outcome, revenue, capital, reach))| Version {
                id: format!("{at}.{v}"),
                outcome: *outcome,
                costs: vec![cost(0, revenue[0], Kind::Revenue), cost(1, revenue[1], Kind::Revenue), cost(0, *capital, Kind::Capital)],
                reach: [("all".to_owned(), *reach)].into(),
                ..Version::default()
            }).collect(),
        };
        let rule = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        Problem {
            years: 2,
            services: services.iter().enumerate().map(|(at, s)| made(at, s)).collect(),
            budgets: vec![
                Budget { id: "revenue".into(), kind: Some(Kind::Revenue), amounts: revenue.to_vec(), ..Budget::default() },
                Budget { id: "capital".into(), kind: Some(Kind::Capital), amounts: vec![capital], ..Budget::default() },
            ],
            floors: vec![Floor { group: "all".into(), at_least: floor }],
            prerequisites: rules[0].then(|| rule("0", "1")).into_iter().map(|(service, needs)| Prerequisite { service, needs }).collect(),
            exclusions: rules[1].then(|| rule("0", "1")).into_iter().map(|(a, b)| Exclusion { services: vec![a, b] }).collect(),
            ..Problem::default()
        }
    }
}

fn solved(problem: &Problem) -> (Program, Answer) {
    let program = Program::of(problem).expect("a programme");
    let answer = OwnSearch.solve(&program, &Limit::default(), None);
    (program, answer)
}

fn by_trying_all(program: &Program) -> Option<i64> {
    fn deeper(program: &Program, group: usize, chosen: &mut Vec<Option<usize>>, best: &mut Option<i64>) {
        if group == program.groups.len() {
            let plan = Plan::of(program, chosen);
            if plan.feasible(program) {
                *best = (*best).max(Some(plan.outcome));
            }
            return;
        }
        for choice in [None].into_iter().chain(program.groups[group].options.iter().copied().map(Some)) {
            chosen[group] = choice;
            deeper(program, group + 1, chosen, best);
        }
    }
    let mut best = None;
    deeper(program, 0, &mut vec![None; program.groups.len()], &mut best);
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_optimum_is_that_of_trying_every_plan(problem in problem()) {
        let (program, answer) = solved(&problem);
        match by_trying_all(&program) {
            Some(best) => {
                prop_assert_eq!(answer.plan.as_ref().map(|p| p.outcome), Some(best));
                prop_assert!(answer.optimal());
                let plan = answer.plan.as_ref().expect("a plan");
                let held = verify(&program, plan.ids(&program), plan.outcome, answer.bound, &answer.prices);
                prop_assert!(held.feasible && held.sums && held.bound.is_some_and(|bound| bound >= best), "{:?}", held);
            }
            None => prop_assert!(answer.infeasible && answer.plan.is_none()),
        }
    }

    #[test]
    fn more_money_is_never_worth_less(problem in problem(), more in 0i64..40) {
        let mut richer = problem.clone();
        richer.budgets.iter_mut().flat_map(|b| &mut b.amounts).for_each(|amount| *amount += more);
        let (poor, rich) = (solved(&problem).1.plan, solved(&richer).1.plan);
        if let Some(poor) = poor {
            prop_assert!(rich.is_some_and(|rich| rich.outcome >= poor.outcome));
        }
    }

    #[test]
    fn the_order_of_services_and_a_dominated_version_change_no_outcome(problem in problem()) {
        let before = solved(&problem).1.plan.map(|p| p.outcome);
        let mut turned = problem.clone();
        turned.services.reverse();
        prop_assert_eq!(solved(&turned).1.plan.map(|p| p.outcome), before);
        let mut beside = problem.clone();
        let mut worse = beside.services[0].versions[0].clone();
        worse.id = "worse".into();
        worse.outcome -= 1;
        worse.costs.iter_mut().for_each(|cost| cost.amount += 1);
        beside.services[0].versions.push(worse);
        let (program, answer) = solved(&beside);
        prop_assert_eq!(answer.plan.as_ref().map(|p| p.outcome), before);
        if let Some(plan) = answer.plan {
            prop_assert!(!plan.ids(&program).any(|id| id == "worse"));
        }
    }

    #[test]
    fn the_same_seed_and_limit_give_the_same_answer(problem in problem(), passes in 1u32..20) {
        let program = Program::of(&problem).expect("a programme");
        let limit = Limit { passes, ..Limit::default() };
        prop_assert_eq!(OwnSearch.solve(&program, &limit, None), OwnSearch.solve(&program, &limit, None));
    }

    #[test]
    fn at_any_limit_the_plan_keeps_every_row_and_the_bound_holds(problem in problem(), passes in 0u32..12) {
        let program = Program::of(&problem).expect("a programme");
        let answer = OwnSearch.solve(&program, &Limit { passes, ..Limit::default() }, None);
        let best = by_trying_all(&program);
        if let Some(plan) = &answer.plan {
            prop_assert!(plan.feasible(&program));
        }
        match best {
            Some(best) => prop_assert!(answer.bound >= best && !answer.infeasible),
            None => prop_assert!(answer.plan.is_none()),
        }
    }
}
