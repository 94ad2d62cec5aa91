//! Laws of counting: what changes nothing, what is never exceeded, and what a group is owed.

use methods::voice::ranking::{List, Rankings, ranking};
use methods::voice::{
    Ballot, Choice, Comparisons, Completion, Election, Prior, Project, Rule, Ties, Utility, bradley_terry, equal_shares, greedy,
};
use proptest::prelude::*;
use quantity::Money;

/// Up to ten projects, up to forty ballots; costs in steps, so that ties happen, and with odd pence, so that fractions do.
fn elections() -> impl Strategy<Value = Election> {
    (2usize..10, 1usize..40).prop_flat_map(|(projects, people)| {
        let cost = prop_oneof![(1i64..6).prop_map(|step| step * 1_200), 500i64..90_000];
        let ballot = (prop::collection::btree_set(0..projects, 0..=projects), 0usize..3, 1u32..4);
        (prop::collection::vec(cost, projects), prop::collection::vec(ballot, people), 0.05f64..1.2).prop_map(|(costs, ballots, part)| {
            let whole: i64 = costs.iter().sum();
            let least = costs.iter().copied().min().unwrap_or(1);
            Election {
                budget: Money::from_pence(least.max((whole as f64 * part) as i64)),
                projects: costs
                    .iter()
                    .enumerate()
                    .map(|(at, cost)| Project { id: format!("p{at}"), cost: Money::from_pence(*cost) })
                    .collect(),
                ballots: ballots
                    .into_iter()
                    .map(|(approves, group, weight)| Ballot { approves: approves.into_iter().collect(), group: Some(group), weight })
                    .chain([Ballot { approves: vec![0], group: Some(0), weight: 1 }])
                    .collect(),
                groups: ["one", "two", "three"].map(str::to_owned).to_vec(),
            }
        })
    })
}

fn rules() -> impl Strategy<Value = Rule> {
    let utility = prop_oneof![Just(Utility::Cost), Just(Utility::Cardinality)];
    let ties = prop_oneof![Just(Ties::ById), Just(Ties::Cheapest), Just(Ties::MostVotes)];
    let completion = prop_oneof![Just(Completion::None), Just(Completion::Votes), Just(Completion::UtilitarianGreedy)];
    (utility, ties, completion).prop_map(|(utility, ties, completion)| Rule { utility, ties, completion })
}

fn ids(election: &Election, projects: &[usize]) -> Vec<String> {
    projects.iter().map(|at| election.projects[*at].id.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_ballots_and_of_projects_changes_nothing(election in elections(), rule in rules(), turn in 0usize..40) {
        let one = equal_shares(&election, &rule).expect("an outcome");
        let mut other = election.clone();
        let by = turn % other.ballots.len();
        other.ballots.rotate_left(by);
        let shuffled = equal_shares(&other, &rule).expect("an outcome");
        prop_assert_eq!(&one.funded, &shuffled.funded);
        prop_assert_eq!(&one.groups, &shuffled.groups);
        let mut back = shuffled.paid_pence.clone();
        back.rotate_right(by);
        prop_assert_eq!(&one.paid_pence, &back);
        // Projects turned round: the same ids win, in the same order.
        let last = other.projects.len() - 1;
        other.projects.reverse();
        other.ballots.iter_mut().for_each(|ballot| ballot.approves.iter_mut().for_each(|at| *at = last - *at));
        let turned = equal_shares(&other, &rule).expect("an outcome");
        prop_assert_eq!(ids(&election, &one.projects()), ids(&other, &turned.projects()));
    }

    #[test]
    fn a_ballot_of_so_many_people_is_so_many_ballots(election in elections(), rule in rules()) {
        let mut other = election.clone();
        other.ballots = (election.ballots.iter())
            .flat_map(|ballot| (0..ballot.weight).map(|_| Ballot { weight: 1, ..ballot.clone() }))
            .collect();
        let (one, many) = (equal_shares(&election, &rule).expect("an outcome"), equal_shares(&other, &rule).expect("an outcome"));
        prop_assert_eq!(one.funded, many.funded);
        prop_assert_eq!(one.votes, many.votes);
    }

    #[test]
    fn never_more_than_the_budget_is_spent_and_what_people_pay_is_what_is_funded(election in elections(), rule in rules()) {
        let outcome = equal_shares(&election, &rule).expect("an outcome");
        prop_assert!(outcome.cost <= election.budget);
        prop_assert_eq!(outcome.cost + outcome.left, election.budget);
        prop_assert!(greedy(&election, rule.utility).expect("an outcome").cost <= election.budget);
        let share = election.budget.pence() as f64 / outcome.people as f64;
        prop_assert!(outcome.paid_pence.iter().all(|paid| (-1e-9..=share + 1e-6).contains(paid)));
        let by_shares = equal_shares(&election, &Rule { completion: Completion::None, ..rule }).expect("an outcome");
        let paid: f64 = by_shares.paid_pence.iter().zip(&election.ballots).map(|(pence, b)| pence * f64::from(b.weight)).sum();
        prop_assert!((paid - by_shares.cost.pence() as f64).abs() < 1e-3, "{} {}", paid, by_shares.cost);
        prop_assert!(outcome.projects().starts_with(&by_shares.projects()), "completion only adds");
    }

    #[test]
    fn nothing_that_its_supporters_could_still_pay_for_is_left_out(election in elections(), rule in rules()) {
        let outcome = equal_shares(&election, &Rule { completion: Completion::None, ..rule }).expect("an outcome");
        let share = election.budget.pence() as f64 / outcome.people as f64;
        for (at, project) in election.projects.iter().enumerate().filter(|(at, _)| !outcome.is_funded(*at)) {
            let left: f64 = (election.ballots.iter().zip(&outcome.paid_pence))
                .filter(|(ballot, _)| ballot.approves.contains(&at))
                .map(|(ballot, paid)| (share - paid) * f64::from(ballot.weight))
                .sum();
            prop_assert!(left < project.cost.pence() as f64 + 1e-3, "“{}” costs {} and {left} pence are left", project.id, project.cost);
        }
    }

    #[test]
    fn people_who_agree_get_what_their_share_of_the_budget_buys(
        alike in 1u32..30, others in prop::collection::vec((prop::collection::btree_set(0usize..6, 0..6), 1u32..5), 0..12),
        wanted in 1usize..6, step in 1i64..9, budget in 1i64..60, rule in rules(),
    ) {
        // All cost the same; some people want exactly the first few, whatever the others want.
        let cost = step * 700;
        let election = Election {
            budget: Money::from_pence(cost * budget),
            projects: (0..6).map(|at| Project { id: format!("p{at}"), cost: Money::from_pence(cost) }).collect(),
            ballots: others
                .into_iter()
                .map(|(approves, weight)| Ballot { approves: approves.into_iter().collect(), group: None, weight })
                .chain([Ballot { approves: (0..wanted).collect(), group: None, weight: alike }])
                .collect(),
            groups: Vec::new(),
        };
        let outcome = equal_shares(&election, &Rule { completion: Completion::None, ..rule }).expect("an outcome");
        let owed = (u64::from(alike) * budget as u64 / outcome.people).min(wanted as u64);
        let got = outcome.projects().iter().filter(|at| **at < wanted).count() as u64;
        prop_assert!(got >= owed, "{alike} of {} people, {budget} projects' worth: owed {owed}, got {got}", outcome.people);
    }

    #[test]
    fn a_need_that_everyone_puts_last_changes_no_order(lists in prop::collection::vec(Just((0usize..5).collect::<Vec<_>>()).prop_shuffle(), 1..12)) {
        let asked = |items: usize, lists: Vec<Vec<usize>>| Rankings {
            items: (0..items).map(|at| format!("need {at}")).collect(),
            lists: lists.into_iter().map(|order| List { places: order.into_iter().map(|at| vec![at]).collect(), group: None, weight: 1 }).collect(),
            groups: Vec::new(),
        };
        let one = ranking(&asked(5, lists.clone())).expect("a standing");
        let more = lists.into_iter().map(|mut order| { order.push(5); order }).collect();
        let other = ranking(&asked(6, more)).expect("a standing");
        prop_assert_eq!(&one.ranking[..], &other.ranking[..5]);
        prop_assert_eq!(&one.leading, &other.leading);
        prop_assert_eq!(&one.mean_place[..], &other.mean_place[..5]);
        prop_assert_eq!(other.ranking[5], 5);
    }

    #[test]
    fn strengths_explain_what_each_item_won_and_no_order_of_choices_matters(
        wins in prop::collection::vec(1u64..9, 12), turn in 0usize..12,
    ) {
        // Four items, each pair both ways: strengths exist.
        let pairs: Vec<(usize, usize)> = (0..4).flat_map(|a| (0..4).filter(move |b| *b != a).map(move |b| (a, b))).collect();
        let mut asked = Comparisons {
            items: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
            choices: pairs.iter().zip(&wins).map(|((winner, loser), count)| Choice { winner: *winner, loser: *loser, count: *count, group: None }).collect(),
            ..Comparisons::default()
        };
        let found = bradley_terry(&asked).expect("strengths");
        // At the likeliest strengths each item is expected to win as often as it did.
        for item in 0..4 {
            let (mut won, mut expected) = (0.0, 0.0);
            for ((winner, loser), count) in pairs.iter().zip(&wins) {
                won += if *winner == item { *count as f64 } else { 0.0 };
                if *winner == item || *loser == item {
                    let other = if *winner == item { *loser } else { *winner };
                    expected += *count as f64 * found.chance(item, other).expect("a chance");
                }
            }
            prop_assert!((won - expected).abs() < 1e-7, "{} {}", won, expected);
        }
        prop_assert!((found.strength.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(found.standard_error.iter().all(|se| se.is_finite() && *se > 0.0));
        asked.choices.rotate_left(turn);
        prop_assert_eq!(&found.strength, &bradley_terry(&asked).expect("strengths").strength);
        let weak = bradley_terry(&Comparisons { prior: Prior::HalfAWin, ..asked }).expect("strengths");
        let reach = |of: &[f64]| of.iter().copied().fold(f64::NEG_INFINITY, f64::max) - of.iter().copied().fold(f64::INFINITY, f64::min);
        prop_assert!(reach(&weak.log_strength) <= reach(&found.log_strength) + 1e-9, "a weak prior draws together");
    }
}
