//! Voice: the county's worked example, the answers of another program, vectors worked by hand, and what is refused.

use std::path::PathBuf;

use methods::voice::agreement::{Lists, map, suits_all};
use methods::voice::points::{Given, Points, points};
use methods::voice::ranking::{List, Rankings, ranking};
use methods::voice::{
    Ballot, Choice, Comparisons, Completion, Election, How, Prior, Project, Refusal, Rule, Ties, Utility, bradley_terry, equal_shares,
    greedy,
};
use quantity::Money;
use serde_json::Value;

use crate::close;

fn ballot(approves: &[usize], group: usize, weight: u32) -> Ballot {
    Ballot { approves: approves.to_vec(), group: Some(group), weight }
}

fn project(id: &str, pounds: i64) -> Project {
    Project { id: id.into(), cost: Money::from_pounds(pounds) }
}

/// Fenwold: £180,000 and 412 ballots.
fn fenwold() -> Election {
    let projects = [
        ("hall", 62_000),
        ("path", 48_000),
        ("bus", 36_000),
        ("youth space", 32_000),
        ("lights", 27_000),
        ("garden", 14_000),
        ("café", 9_000),
        ("pitch", 54_000),
    ];
    Election {
        budget: Money::from_pounds(180_000),
        projects: projects.iter().map(|(id, cost)| project(id, *cost)).collect(),
        ballots: vec![
            ballot(&[0, 1], 0, 118),
            ballot(&[0, 4], 0, 56),
            ballot(&[1, 4, 6], 0, 46),
            ballot(&[2, 5], 1, 70),
            ballot(&[2, 4], 1, 48),
            ballot(&[3, 7], 2, 52),
            ballot(&[3, 6], 2, 22),
        ],
        groups: vec!["town".into(), "villages".into(), "aged 16 to 24".into()],
    }
}

fn ids(election: &Election, projects: &[usize]) -> Vec<String> {
    projects.iter().map(|at| election.projects[*at].id.clone()).collect()
}

#[test]
fn in_fenwold_most_votes_first_leaves_the_young_with_nothing_and_equal_shares_does_not() {
    let election = fenwold();
    let usual = greedy(&election, Utility::Cost).expect("an outcome");
    assert_eq!(ids(&election, &usual.projects()), ["hall", "path", "lights", "bus"]);
    assert_eq!((usual.cost, usual.left), (Money::from_pounds(173_000), Money::from_pounds(7_000)));
    assert_eq!((usual.groups[2].people, usual.groups[2].with_something), (74, 0));
    let shares = equal_shares(&election, &Rule::default()).expect("an outcome");
    assert_eq!(ids(&election, &shares.projects()), ["hall", "bus", "lights", "youth space"]);
    assert_eq!(shares.cost, Money::from_pounds(157_000));
    assert_eq!((shares.groups[2].people, shares.groups[2].with_something), (74, 74));
    let completed = equal_shares(&election, &Rule { completion: Completion::Votes, ..Rule::default() }).expect("an outcome");
    assert_eq!(ids(&election, &completed.projects()), ["hall", "bus", "lights", "youth space", "garden", "café"]);
    assert_eq!((completed.cost, completed.left), (election.budget, Money::ZERO));
    assert_eq!(completed.funded[4].how, How::Completion);
    // £62,000 among 174, each of whom has £180,000 / 412 and so can pay.
    let How::Shares(paid) = &shares.funded[0].how else { panic!("paid by shares") };
    assert!(close(paid.each_pence, 6_200_000.0 / 174.0, 1e-9) && (paid.in_full, paid.with_less) == (174, 0));
    assert_eq!(shares.funded[0].supporters, [174, 0, 0]);
    let paid: f64 = shares.paid_pence.iter().zip(&election.ballots).map(|(pence, ballot)| pence * f64::from(ballot.weight)).sum();
    assert!(close(paid, 15_700_000.0, 1e-6), "what people paid is what was funded: {paid}");
}

#[test]
fn winners_and_their_order_are_those_of_pabutools_on_240_made_up_votes() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/equal-shares/pabutools.json");
    let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(file).expect("the answers")).expect("JSON");
    assert_eq!(cases.len(), 240);
    let numbers = |value: &Value| value.as_array().expect("a list").iter().map(|n| n.as_u64().expect("a number")).collect::<Vec<u64>>();
    for (at, case) in cases.iter().enumerate() {
        let costs = numbers(&case["costs"]);
        let election = Election {
            budget: Money::from_pence(case["budget"].as_i64().expect("a budget")),
            projects: (0..costs.len()).map(|p| Project { id: format!("p{p:02}"), cost: Money::from_pence(costs[p] as i64) }).collect(),
            ballots: (case["ballots"].as_array().expect("ballots").iter())
                .map(|ballot| Ballot { approves: numbers(ballot).iter().map(|p| *p as usize).collect(), group: None, weight: 1 })
                .collect(),
            groups: Vec::new(),
        };
        for (name, utility) in [("cost", Utility::Cost), ("cardinality", Utility::Cardinality)] {
            let answer = |completion| {
                let rule = Rule { utility, completion, ties: Ties::ById };
                serde_json::json!(ids(&election, &equal_shares(&election, &rule).expect("an outcome").projects()))
            };
            let want = &case[name];
            assert_eq!(answer(Completion::None), want["mes"], "case {at}, {name}");
            assert_eq!(answer(Completion::Votes), want["votes"], "case {at}, {name}, completed by votes");
            assert_eq!(answer(Completion::UtilitarianGreedy), want["utilitarian_greedy"], "case {at}, {name}, completed greedily");
            let usual = serde_json::json!(ids(&election, &greedy(&election, utility).expect("an outcome").projects()));
            assert_eq!(usual, want["greedy"], "case {at}, {name}, greedy");
        }
    }
}

#[test]
fn a_tie_is_settled_by_the_rule_that_was_asked_for_and_said() {
    let election = Election {
        budget: Money::from_pounds(60),
        projects: vec![project("b", 30), project("a", 30), project("c", 20)],
        ballots: vec![ballot(&[0], 0, 3), ballot(&[1], 0, 3), ballot(&[2], 0, 2)],
        groups: vec!["all".into()],
    };
    let first = |ties| {
        let outcome =
            equal_shares(&election, &Rule { ties, utility: Utility::Cardinality, completion: Completion::Votes }).expect("an outcome");
        (ids(&election, &outcome.projects())[0].clone(), outcome.funded[0].tied_with.len())
    };
    // £60 among 8 is £7.50 each: nobody can pay £10, so all is by completion.
    assert_eq!(first(Ties::ById), ("a".into(), 1));
    let even = Election { ballots: vec![ballot(&[0, 1, 2], 0, 4)], ..election.clone() };
    let order = |ties| {
        let outcome = equal_shares(&even, &Rule { ties, utility: Utility::Cost, completion: Completion::None }).expect("an outcome");
        assert_eq!(outcome.funded[0].tied_with.len(), 2);
        ids(&even, &outcome.projects())
    };
    assert_eq!(order(Ties::ById), ["a", "b"]);
    assert_eq!(order(Ties::Cheapest), ["c", "a"]);
}

#[test]
fn what_cannot_be_counted_is_refused_by_name() {
    let good = fenwold();
    let refused = |change: &dyn Fn(&mut Election)| {
        let mut election = good.clone();
        change(&mut election);
        let refusal = equal_shares(&election, &Rule::default()).expect_err("refused");
        assert_eq!(greedy(&election, Utility::Cost).expect_err("refused"), refusal);
        refusal.code()
    };
    assert_eq!(refused(&|e| e.budget = Money::ZERO), "no_budget");
    assert_eq!(refused(&|e| e.budget = Money::from_pounds(8_999)), "budget_below_every_cost");
    assert_eq!(refused(&|e| e.projects.clear()), "no_projects");
    assert_eq!(refused(&|e| e.projects[1].id = "hall".into()), "same_id");
    assert_eq!(refused(&|e| e.projects[1].cost = Money::ZERO), "no_cost");
    assert_eq!(refused(&|e| e.projects[1].cost = Money::from_pence(i64::MAX)), "too_much_money");
    assert_eq!(refused(&|e| e.ballots.clear()), "no_ballots");
    assert_eq!(refused(&|e| e.ballots.iter_mut().for_each(|b| b.approves.clear())), "all_blank");
    assert_eq!(refused(&|e| e.ballots[2].approves.push(8)), "unknown_project");
    assert_eq!(refused(&|e| e.ballots[2].approves.push(1)), "named_twice");
    assert_eq!(refused(&|e| e.ballots[2].weight = 0), "stands_for_nobody");
    assert_eq!(refused(&|e| e.ballots[2].weight = u32::MAX), "too_many_people");
    assert_eq!(refused(&|e| e.ballots[2].group = Some(3)), "unknown_group");
    let said =
        Refusal::BudgetBelowEveryCost { budget: Money::from_pounds(5), cheapest: "café".into(), cost: Money::from_pounds(9) }.message();
    assert_eq!(said, "The budget of £5 is below the cost of every project; the cheapest is “café” at £9. Nothing could be funded.");
}

fn chosen(items: &[&str], wins: &[(usize, usize, u64)]) -> Comparisons {
    Comparisons {
        items: items.iter().map(|name| (*name).to_owned()).collect(),
        choices: wins.iter().map(|(winner, loser, count)| Choice { winner: *winner, loser: *loser, count: *count, group: None }).collect(),
        ..Comparisons::default()
    }
}

#[test]
fn strengths_of_three_items_are_those_worked_by_hand() {
    let asked = chosen(&["A", "B", "C"], &[(0, 1, 7), (1, 0, 3), (1, 2, 6), (2, 1, 4), (0, 2, 8), (2, 0, 2)]);
    let found = bradley_terry(&asked).expect("strengths");
    for (got, want) in found.strength.iter().zip([0.597_111_426_118_563_6, 0.245_287_636_641_803_5, 0.157_600_937_239_632_8]) {
        assert!(close(*got, want, 1e-12), "{got} {want}");
    }
    assert!(close(found.log_strength[0] - found.log_strength[2], 1.33204, 1e-5));
    assert!(close(found.log_strength.iter().sum::<f64>(), 0.0, 1e-12));
    assert_eq!(found.ranking, [0, 1, 2]);
    assert!(close(found.chance(0, 1).expect("a chance"), 0.7088, 5e-5));
}

#[test]
fn of_two_items_the_standard_error_is_that_of_a_log_odds_halved() {
    // ln(w/l) has variance 1/w + 1/l; log-strengths that sum to 0 are plus and minus half of it.
    let found = bradley_terry(&chosen(&["a", "b"], &[(0, 1, 30), (1, 0, 10)])).expect("strengths");
    let want = 0.5 * (1.0f64 / 30.0 + 1.0 / 10.0).sqrt();
    assert!(close(found.log_strength[0], 0.5 * 3f64.ln(), 1e-12));
    assert!(found.standard_error.iter().all(|se| close(*se, want, 1e-12)), "{:?} {want}", found.standard_error);
}

#[test]
fn choices_that_do_not_hang_together_are_refused_naming_the_parts() {
    let apart = chosen(&["a", "b", "c", "d"], &[(0, 1, 2), (1, 0, 1), (2, 3, 1), (3, 2, 1)]);
    let Err(Refusal::NotConnected(parts)) = bradley_terry(&apart) else { panic!("refused") };
    assert_eq!(parts, [["a", "b"], ["c", "d"]]);
    assert!(matches!(bradley_terry(&Comparisons { prior: Prior::HalfAWin, ..apart }), Err(Refusal::NotConnected(_))));
    let always = chosen(&["a", "b", "c"], &[(0, 1, 2), (0, 2, 3), (1, 2, 1), (2, 1, 1)]);
    let Err(refusal @ Refusal::NeverPreferred { .. }) = bradley_terry(&always) else { panic!("refused") };
    assert!(refusal.message().starts_with("Nothing of “b” and “c” was ever preferred to anything of “a”"), "{refusal}");
    let found = bradley_terry(&Comparisons { prior: Prior::HalfAWin, ..always }).expect("finite with the weak prior");
    assert_eq!(found.ranking[0], 0);
    assert_eq!(bradley_terry(&chosen(&["a", "b"], &[])).expect_err("refused").code(), "no_choices");
    assert_eq!(bradley_terry(&chosen(&["a", "a"], &[(0, 1, 1)])).expect_err("refused").code(), "same_item");
    assert_eq!(bradley_terry(&chosen(&["a", "b"], &[(0, 2, 1)])).expect_err("refused").code(), "unknown_item");
    assert_eq!(bradley_terry(&chosen(&["a", "b"], &[(1, 1, 1)])).expect_err("refused").code(), "no_choice");
    assert_eq!(bradley_terry(&chosen(&["a"], &[])).expect_err("refused").code(), "items_out_of_range");
}

#[test]
fn each_group_has_strengths_of_its_own_or_the_reason_why_not() {
    let mut asked = chosen(&["a", "b"], &[(0, 1, 6), (1, 0, 2), (1, 0, 5)]);
    asked.groups = vec!["residents".into(), "staff".into()];
    for (choice, group) in asked.choices.iter_mut().zip([0, 0, 1]) {
        choice.group = Some(group);
    }
    let found = bradley_terry(&asked).expect("strengths");
    assert_eq!(found.by_group[0].answer.as_ref().map(|own| own.ranking.clone()), Ok(vec![0, 1]));
    assert_eq!(found.by_group[1].answer.as_ref().map_err(|refused| refused.code.as_str()).err(), Some("never_preferred"));
    assert_eq!(found.ranking, [1, 0]);
}

#[test]
fn lists_with_ties_and_gaps_are_counted_and_a_circle_of_majorities_is_named() {
    let list = |places: &[&[usize]], weight| List { places: places.iter().map(|tier| tier.to_vec()).collect(), group: Some(0), weight };
    let asked = Rankings {
        items: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
        lists: vec![list(&[&[0], &[1], &[2]], 1), list(&[&[1], &[2], &[0]], 1), list(&[&[2], &[0], &[1]], 1)],
        groups: vec!["all".into()],
    };
    let found = ranking(&asked).expect("a standing");
    assert_eq!((found.beats_all, found.leading.as_slice()), (None, &[0, 1, 2][..]), "a before b before c before a");
    assert_eq!(found.borda, [6.0, 6.0, 6.0, 0.0]);
    assert_eq!((found.ranks.as_slice(), found.mean_place[3]), (&[1, 1, 1, 4][..], 4.0));
    let tied = Rankings { lists: vec![list(&[&[0, 1], &[2]], 2), list(&[&[1]], 1)], ..asked };
    let found = ranking(&tied).expect("a standing");
    // Twice 1½, once 3 (three are left out, and share places 2 to 4).
    assert_eq!((found.mean_place[0], found.mean_place[1]), (2.0, 4.0 / 3.0));
    assert_eq!((found.beats_all, found.above[0][2], found.above[1][0]), (Some(1), 2, 1));
    let twice = Rankings { lists: vec![list(&[&[0], &[0]], 1)], ..tied };
    assert_eq!(ranking(&twice).expect_err("refused").code(), "named_twice");
}

#[test]
fn points_are_summed_and_too_many_are_refused_with_the_ballot() {
    let given = |points: &[(usize, u64)]| Given { points: points.to_vec(), group: None, weight: 2 };
    let asked = Points {
        items: vec!["a".into(), "b".into()],
        ballots: vec![given(&[(0, 3), (1, 7)]), given(&[(0, 10)])],
        groups: Vec::new(),
        most_each: 10,
        most_in_all: 10,
    };
    let found = points(&asked).expect("counted");
    assert_eq!((found.totals.as_slice(), found.givers.as_slice(), found.people), (&[26, 14][..], &[4, 2][..], 4));
    let code = |ballot: Given| points(&Points { ballots: vec![given(&[(0, 1)]), ballot], ..asked.clone() }).expect_err("refused");
    assert_eq!(code(given(&[(0, 6), (1, 6)])), Refusal::TooManyPoints { ballot: 2, given: 12, most: 10 });
    assert_eq!(code(given(&[(0, 6), (0, 1)])).code(), "named_twice");
    assert_eq!(code(given(&[(0, 11)])).code(), "points_out_of_range");
    assert_eq!(code(given(&[(2, 1)])).code(), "unknown_project");
}

#[test]
fn three_partners_lists_are_as_far_apart_as_the_county_says() {
    let order =
        |letters: &str| (b'A'..=b'H').map(|l| 1.0 + letters.bytes().position(|x| x == l).expect("there") as f64).collect::<Vec<f64>>();
    let lists = Lists {
        items: (b'A'..=b'H').map(|letter| char::from(letter).to_string()).collect(),
        names: ["council", "integrated care board", "police"].map(str::to_owned).to_vec(),
        places: vec![order("BAEDCHGF"), order("CABFEGDH"), order("DGHAFCEB")],
    };
    let found = map(&lists).expect("a map");
    let taus: Vec<f64> = found.pairs.iter().map(|pair| (pair.tau.expect("a tau") * 100.0).round() / 100.0).collect();
    assert_eq!(taus, [0.21, -0.36, -0.43]);
    assert!(close(found.overall.expect("W"), 11.0 / 63.0, 1e-12), "{:?}", found.overall);
    // B is first for the council and last for the police.
    assert_eq!((found.items[0].item, found.items[0].best, found.items[0].worst), (1, 1.0, 8.0));
    assert_eq!((found.items[0].best_of.as_slice(), found.items[0].worst_of.as_slice()), (&[0][..], &[2][..]));
    assert_eq!(suits_all(&[&lists.places[0], &lists.places[1]], 3.0), [0, 1], "A second on both, B first and third");
    let short = Lists { places: vec![vec![1.0, 2.0]; 3], ..lists };
    assert_eq!(map(&short).expect_err("refused").code(), "list_incomplete");
}
