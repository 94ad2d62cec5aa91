//! What must hold of demand, of ways of managing it, of thresholds and of maps, whatever the figures.

use std::collections::BTreeMap;

use methods::demand::Range;
use methods::demand::cohort::{self, Group};
use methods::demand::eligibility::{Condition, Fact, Kind, Outcome, People, Row, Table, Threshold, compare};
use methods::demand::load::{self, Arrow, Cut, Node};
use methods::demand::managing::{Base, Way, manage};
use proptest::prelude::*;

fn range(least: f64, most: f64) -> impl Strategy<Value = Range> {
    proptest::collection::vec(least..=most, 3).prop_map(|mut three| {
        three.sort_by(f64::total_cmp);
        Range::of(three[0], three[1], three[2])
    })
}

fn group() -> impl Strategy<Value = Group> {
    (range(0.0, 1e5), range(-0.1, 0.1), range(0.0, 1.0), range(0.0, 1.0), range(0.0, 1.0), range(0.0, 2e3), range(0.0, 100.0)).prop_map(
        |(population, growth, rate, eligible, take_up, intensity, unit_cost)| Group {
            name: "65 and over".into(),
            population,
            growth,
            rate,
            eligible,
            take_up,
            intensity,
            unit_cost,
        },
    )
}

fn table() -> Table {
    let outcome = |name: &str, cost, outcome| Outcome { name: name.into(), cost, per: None, outcome };
    let threshold = |code: &str, value| Threshold { code: code.into(), kind: Kind::LocalPolicy, value, source: "a plan".into() };
    let at_least = |fact: &str, threshold: &str| Condition::AtLeast { fact: fact.into(), threshold: threshold.into() };
    Table {
        results: vec![outcome("most", 900.0, 10.0), outcome("some", 120.0, 3.0), outcome("nothing", 0.0, 0.0)],
        thresholds: vec![threshold("need", 50.0), threshold("risk", 20.0)],
        rows: vec![
            Row { when: vec![at_least("need", "need"), at_least("risk", "risk")], then: "most".into() },
            Row { when: vec![at_least("need", "need")], then: "some".into() },
        ],
    }
}

fn population() -> impl Strategy<Value = Vec<People>> {
    proptest::collection::vec((0u64..5_000, 0.0..100.0f64, 0.0..100.0f64, 0usize..4), 0..40).prop_map(|all| {
        all.into_iter()
            .map(|(count, need, risk, age)| People {
                count,
                facts: [("need", need), ("risk", risk)].map(|(name, value)| (name.to_owned(), Fact::Number(value))).into(),
                groups: [("age".to_owned(), format!("band {age}"))].into(),
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn raising_every_rate_never_lowers_demand(groups in proptest::collection::vec(group(), 1..5), up in 1.0..1.5f64, years in 1usize..12) {
        let ask = cohort::Ask { first_year: 2026, years, groups };
        let mut raised = ask.clone();
        for group in &mut raised.groups {
            let raise = |r: &Range| Range::of((r.low * up).min(1.0), (r.central * up).min(1.0), (r.high * up).min(1.0));
            (group.rate, group.eligible, group.take_up) = (raise(&group.rate), raise(&group.eligible), raise(&group.take_up));
        }
        let (one, more) = (cohort::project(&ask).expect("projects"), cohort::project(&raised).expect("projects"));
        for (a, b) in one.years.iter().zip(&more.years) {
            for (a, b) in a.cost.all().iter().zip(b.cost.all()).chain(a.people.all().iter().zip(b.people.all())) {
                prop_assert!(b >= a - 1e-9 * a.abs());
            }
            prop_assert!(a.cost.low <= a.cost.central + 1e-6 && a.cost.central <= a.cost.high + 1e-6);
        }
        // One driver between its low and its high stays within all of them at once.
        let last = one.years.last().expect("a year").cost;
        for mover in &one.movers {
            prop_assert!(mover.low >= last.low - 1e-6 * last.low.abs().max(1.0) && mover.high <= last.high + 1e-6 * last.high.abs().max(1.0));
        }
    }

    #[test]
    fn groups_apart_add_up_to_groups_together(groups in proptest::collection::vec(group(), 2..5)) {
        let of = |groups: Vec<Group>| cohort::project(&cohort::Ask { first_year: 2026, years: 3, groups }).expect("projects").years[2].cost.central;
        let apart: f64 = groups.iter().map(|group| of(vec![group.clone()])).sum();
        prop_assert!((of(groups) - apart).abs() <= 1e-9 * apart.abs().max(1.0));
    }

    #[test]
    fn fewer_cases_never_save_more_than_their_share_and_the_unit_cost_never_falls(volume in 1.0..1e6f64, fixed in 0.0..1e7f64, marginal in 0.0..1e3f64, away in range(0.0, 0.95)) {
        let base = Base { volume, fixed_cost: fixed, marginal_cost: marginal };
        let reading = manage(&base, &Way::Deflection { away, cost: 0.0 }).expect("is worked out");
        prop_assert!(reading.central.saves <= reading.at_average + 1e-6 * reading.cost_before.max(1.0));
        prop_assert!(reading.central.unit_cost.expect("something is left") >= reading.unit_cost_before - 1e-9 * reading.unit_cost_before.max(1.0));
        prop_assert!(reading.low.saves <= reading.central.saves + 1e-6 && reading.central.saves <= reading.high.saves + 1e-6);
    }

    #[test]
    fn nothing_done_changes_nothing(volume in 1.0..1e6f64, fixed in 0.0..1e7f64, marginal in 0.0..1e3f64) {
        let base = Base { volume, fixed_cost: fixed, marginal_cost: marginal };
        let nothing = manage(&base, &Way::Prevention { fewer: Range::exactly(0.0), cost: 0.0 }).expect("is worked out");
        prop_assert!(nothing.central.saves.abs() < 1e-6 && nothing.central.volume == volume);
    }

    #[test]
    fn gains_and_losses_sum_to_the_change(people in population(), need in 0.0..100.0f64, risk in 0.0..100.0f64) {
        let moved: BTreeMap<String, f64> = [("need".to_owned(), need), ("risk".to_owned(), risk)].into();
        let reading = compare(&table(), &moved, &people).expect("is compared");
        let everybody: u64 = people.iter().map(|one| one.count).sum();
        prop_assert_eq!(reading.before.iter().sum::<u64>(), everybody);
        prop_assert_eq!(reading.after.iter().sum::<u64>(), everybody);
        prop_assert_eq!(reading.gain + reading.lose, reading.moves.iter().map(|one| one.count).sum::<u64>());
        for place in 0..3 {
            let into: u64 = reading.moves.iter().filter(|one| one.to == place).map(|one| one.count).sum();
            let out: u64 = reading.moves.iter().filter(|one| one.from == place).map(|one| one.count).sum();
            prop_assert_eq!(reading.before[place] + into, reading.after[place] + out);
        }
        let of_groups = |get: fn(&methods::demand::eligibility::GroupChange) -> u64| reading.groups.iter().map(get).sum::<u64>();
        prop_assert_eq!((of_groups(|g| g.people), of_groups(|g| g.gain), of_groups(|g| g.lose)), (everybody, reading.gain, reading.lose));
        let costs: f64 = reading.moves.iter().map(|one| one.count as f64 * (table().results[one.to].cost - table().results[one.from].cost)).sum();
        prop_assert!((reading.cost_after - reading.cost_before - costs).abs() < 1e-6 * reading.cost_before.max(1.0));
    }

    #[test]
    fn a_threshold_not_moved_changes_nobody_and_a_higher_one_helps_nobody_more(people in population(), up in 0.0..50.0f64) {
        let same = compare(&table(), &BTreeMap::new(), &people).expect("is compared");
        prop_assert!(same.moves.is_empty() && same.before == same.after && same.cost_before == same.cost_after);
        let higher = compare(&table(), &[("need".to_owned(), 50.0 + up)].into(), &people).expect("is compared");
        prop_assert_eq!(higher.gain, 0);
    }

    #[test]
    fn everybody_turned_away_comes_somewhere_or_is_counted_as_nowhere(loads in proptest::collection::vec(0.0..1e3f64, 4), shares in proptest::collection::vec(0.0..0.33f64, 9), delays in proptest::collection::vec(0usize..4, 9), cut in 0.0..=1.0f64) {
        let nodes: Vec<Node> = loads.iter().enumerate().map(|(at, load)| Node { code: at.to_string(), load: *load, capacity: (at % 2 == 1).then_some(load * 1.1) }).collect();
        // Only onward, so that no round trip takes no time.
        let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
        let arrows: Vec<Arrow> = pairs.iter().zip(shares.iter().zip(&delays)).map(|((from, to), (share, delay))| Arrow { from: from.to_string(), to: to.to_string(), share: *share, delay: *delay }).collect();
        let ask = load::Ask { nodes, arrows, cut: Cut { node: "0".into(), share: cut }, months: 12 };
        let reading = load::follow(&ask).expect("is followed");
        let taken: f64 = reading.changes.iter().flat_map(|change| &change.taken).sum();
        prop_assert!((taken + reading.nowhere + reading.on_the_way).abs() < 1e-6, "{taken} {} {}", reading.nowhere, reading.on_the_way);
        let none = load::follow(&load::Ask { cut: Cut { node: "0".into(), share: 0.0 }, ..ask }).expect("is followed");
        prop_assert!(none.changes.iter().flat_map(|change| change.come.iter().chain(&change.taken)).all(|more| more.abs() < 1e-9));
    }
}
