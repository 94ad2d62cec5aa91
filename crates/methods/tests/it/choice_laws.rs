//! Laws that hold however options are weighed.

use methods::criteria::{Case, Criterion, Normalisation, Preference, appraise, normalise, promethee, rank, topsis};
use methods::smaa::{Ask, Uncertainty, Weights, read};
use proptest::prelude::*;
use quantity::Direction;

/// Options (rows) by criteria (columns), in steps of a quarter so that ties happen; swings; all within 0 to 100.
fn tables() -> impl Strategy<Value = (Vec<Vec<f64>>, Vec<f64>)> {
    (2usize..9, 1usize..6).prop_flat_map(|(options, criteria)| {
        let cell = (0u32..=400).prop_map(|v| f64::from(v) / 4.0);
        let swing = (1u32..=100).prop_map(f64::from);
        (prop::collection::vec(prop::collection::vec(cell, criteria), options), prop::collection::vec(swing, criteria))
    })
}

fn case(rows: &[Vec<f64>], swings: &[f64]) -> Case {
    let criteria = swings.iter().enumerate().map(|(at, swing)| Criterion::new(format!("c{at}"), 0.0, 100.0, *swing)).collect();
    Case::new((0..rows.len()).map(|at| format!("o{at}")).collect(), criteria, rows)
}

fn turned<T: Clone>(list: &[T], by: usize) -> Vec<T> {
    list.iter().cycle().skip(by).take(list.len()).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn another_name_or_place_of_an_option_changes_no_score((rows, swings) in tables(), by in 0usize..8) {
        let one = appraise(&case(&rows, &swings)).expect("a reading");
        let mut other = case(&turned(&rows, by), &swings);
        other.options.iter_mut().for_each(|name| *name = format!("provider {name}, plc"));
        let other = appraise(&other).expect("a reading");
        prop_assert_eq!(turned(&one.totals, by), other.totals.clone());
        prop_assert_eq!(turned(&one.ranks, by), other.ranks.clone());
        prop_assert_eq!(turned(&one.beside.topsis.ranks, by), other.beside.topsis.ranks.clone());
        prop_assert_eq!(turned(&one.beside.promethee.ranks, by), other.beside.promethee.ranks.clone());
    }

    #[test]
    fn scaling_all_swings_changes_no_rank((rows, swings) in tables(), scale in 0.001f64..1000.0) {
        let one = appraise(&case(&rows, &swings)).expect("a reading");
        let scaled: Vec<f64> = swings.iter().map(|s| s * scale).collect();
        let other = appraise(&case(&rows, &scaled)).expect("a reading");
        prop_assert_eq!(one.ranks, other.ranks);
        prop_assert_eq!(one.beside.topsis.ranks, other.beside.topsis.ranks);
        prop_assert_eq!(one.beside.promethee.ranks, other.beside.promethee.ranks);
    }

    #[test]
    fn a_dominated_option_added_changes_no_winner_and_no_total((rows, swings) in tables(), of in 0usize..8, less in 0.0f64..1.0) {
        let one = appraise(&case(&rows, &swings)).expect("a reading");
        let mut more = rows.clone();
        more.push(rows[of % rows.len()].iter().map(|x| x * less).collect());
        let other = appraise(&case(&more, &swings)).expect("a reading");
        prop_assert_eq!(&one.totals[..], &other.totals[..rows.len()]);
        prop_assert_eq!(one.first(), other.first());
    }

    #[test]
    fn an_option_that_another_dominates_is_never_ahead_of_it((rows, swings) in tables()) {
        let reading = appraise(&case(&rows, &swings)).expect("a reading");
        for (at, by) in reading.dominated_by.iter().enumerate() {
            if let Some(by) = by {
                prop_assert!(reading.ranks[*by] <= reading.ranks[at]);
                prop_assert!(reading.beside.promethee.ranks[*by] <= reading.beside.promethee.ranks[at]);
                prop_assert!(reading.beside.topsis.ranks[*by] <= reading.beside.topsis.ranks[at]);
            }
        }
    }

    #[test]
    fn flows_balance_and_a_weighed_sum_of_single_flows_is_the_flow((rows, swings) in tables(), q in 0.0f64..20.0, wider in 0.5f64..40.0) {
        let sum: f64 = swings.iter().sum();
        let weights: Vec<f64> = swings.iter().map(|s| s / sum).collect();
        let names: Vec<String> = (0..swings.len()).map(|at| format!("c{at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let better: Vec<Direction> = (0..swings.len()).map(|at| if at % 2 == 0 { Direction::High } else { Direction::Low }).collect();
        for preference in [Preference::Usual, Preference::Ushape { q }, Preference::Level { q, p: q + wider }, Preference::Vshape2 { q, p: q + wider }] {
            let preferences = vec![preference; swings.len()];
            let flows = promethee::flows(&rows, &better, &preferences, &weights, &names).expect("flows");
            prop_assert!(flows.net.iter().sum::<f64>().abs() < 1e-9);
            prop_assert!(flows.plus.iter().chain(&flows.minus).all(|f| (-1e-12..=1.0 + 1e-12).contains(f)));
            let single = promethee::net_by_criterion(&rows, &better, &preferences, &names).expect("flows");
            for (row, net) in single.iter().zip(&flows.net) {
                let weighed: f64 = row.iter().zip(&weights).map(|(f, w)| f * w).sum();
                prop_assert!((weighed - net).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn closeness_lies_between_worst_and_best((rows, swings) in tables(), vector in any::<bool>()) {
        let better = vec![Direction::High; swings.len()];
        let names = vec!["c"; swings.len()];
        let how = if vector { Normalisation::Vector } else { Normalisation::Max };
        if let Ok(scaled) = normalise::normalise(&rows, &better, how, &names) {
            prop_assert!(topsis::closeness(&scaled, &swings).iter().all(|c| (0.0..=1.0).contains(c)));
        }
    }

    #[test]
    fn every_draw_gives_every_option_a_rank((rows, _) in tables(), seed in any::<u64>(), ordinal in any::<bool>(), uncertain in any::<bool>()) {
        let criteria = rows[0].len();
        let ask = Ask {
            weights: if ordinal { Weights::Ordinal((0..criteria as u32).map(|at| at / 2).collect()) } else { Weights::Uniform },
            uncertainty: if uncertain { Uncertainty::ByCriterion(vec![5.0; criteria]) } else { Uncertainty::None },
            draws: 500,
            seed,
            pairwise: true,
        };
        let one = read(&rows, &ask).expect("a reading");
        prop_assert_eq!(&one, &read(&rows, &ask).expect("a reading"), "the same seed, the same answer");
        for row in one.ranks.counts.chunks(rows.len()) {
            prop_assert_eq!(row.iter().sum::<u32>(), 500);
        }
        prop_assert!((0..rows.len()).map(|at| one.ranks.counts[at * rows.len()]).sum::<u32>() >= 500, "somebody is always first");
        let pairs = one.pairwise_winning.as_ref().expect("pairs");
        for (a, row) in pairs.iter().enumerate() {
            for (b, share) in row.iter().enumerate() {
                prop_assert!(a == b && *share == 0.0 || a != b && share + pairs[b][a] <= 1.0 + 1e-12);
            }
        }
        for (option, central) in one.central_weights.iter().enumerate() {
            prop_assert_eq!(central.is_some(), one.ranks.share(option, 0) > 0.0);
            if let Some(central) = central {
                prop_assert!((central.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                // Weights that make an option first are a convex set: at their mean it is first too.
                prop_assert!(uncertain || one.confidence[option] == Some(1.0), "{:?}", one.confidence);
            }
        }
    }

    #[test]
    fn an_option_that_another_beats_on_everything_is_never_first((rows, _) in tables(), at in 0usize..8) {
        let mut rows = rows;
        let worse: Vec<f64> = rows[at % rows.len()].iter().map(|x| x - 1.0).collect();
        rows.push(worse);
        let reading = read(&rows, &Ask { draws: 300, ..Ask::default() }).expect("a reading");
        prop_assert_eq!(reading.ranks.share(rows.len() - 1, 0), 0.0);
        prop_assert_eq!(&reading.central_weights[rows.len() - 1], &None);
    }
}

#[test]
fn ranks_do_not_hang_on_the_last_digit() {
    assert_eq!(rank::ranks(&[0.1 + 0.2, 0.3, 0.299_999]), [1, 1, 3]);
}
