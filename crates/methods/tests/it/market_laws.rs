//! What judging a market may never do, tried on made-up markets.

use methods::market::{barriers, competition, concentration, lots, maturity, predicted_bids};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use quantity::Share;

fn suppliers(pence: &[i64]) -> concentration::Ask {
    let suppliers = pence.iter().enumerate().map(|(at, pence)| concentration::Supplier { name: at.to_string(), pence: *pence });
    concentration::Ask { suppliers: suppliers.collect(), unmatched_pence: 0 }
}

fn share() -> impl Strategy<Value = Share> {
    (0.0..=1.0_f64).prop_filter_map("a share", |value| Share::new(value).ok())
}

fn providers() -> impl Strategy<Value = Vec<predicted_bids::Provider>> {
    vec((option::of(share()), option::of(share())), 0..12).prop_map(|all| {
        let one = |(at, (interest, free)): (usize, (Option<Share>, Option<Share>))| predicted_bids::Provider {
            name: at.to_string(),
            interest,
            free,
        };
        all.into_iter().enumerate().map(one).collect()
    })
}

proptest! {
    #[test]
    fn an_index_lies_between_as_many_equal_suppliers_and_one_and_does_not_depend_on_order(mut pence in vec(1_i64..1_000_000_000, 1..40)) {
        let settings = concentration::Settings::default();
        let one = concentration::read(&suppliers(&pence), &settings).expect("read");
        prop_assert!(one.hhi <= 10_000.0 + 1e-6 && one.hhi >= 10_000.0 / pence.len() as f64 - 1e-6);
        prop_assert!((one.shares.iter().map(|share| share.share.value()).sum::<f64>() - 1.0).abs() < 1e-9);
        pence.reverse();
        let other = concentration::read(&suppliers(&pence), &settings).expect("read");
        prop_assert!((one.hhi - other.hhi).abs() < 1e-9);
    }

    #[test]
    fn what_is_not_matched_lies_within_what_it_is_said_to_do(pence in vec(1_i64..1_000_000_000, 1..20), parts in vec(1_i64..100_000_000, 1..20)) {
        let settings = concentration::Settings::default();
        let unmatched_pence = parts.iter().sum();
        let told = concentration::read(&concentration::Ask { unmatched_pence, ..suppliers(&pence) }, &settings).expect("read");
        // Whoever the unmatched turn out to be, if each is somebody else, the index is between the two ends.
        let mut all = pence.clone();
        all.extend(parts);
        let true_one = concentration::read(&suppliers(&all), &settings).expect("read").hhi;
        prop_assert!(told.hhi_at_least <= true_one + 1e-6 && true_one <= told.hhi_at_most + 1e-6);
    }

    #[test]
    fn one_provider_more_never_makes_fewer_bids(mut all in providers()) {
        let settings = predicted_bids::Settings::default();
        let of = |providers: &[predicted_bids::Provider]| {
            predicted_bids::read(&predicted_bids::Ask { providers: providers.to_vec(), past: vec![] }, &settings).expect("read")
        };
        let before = of(&all);
        all.push(predicted_bids::Provider { name: "one more".into(), interest: None, free: None });
        let after = of(&all);
        prop_assert!(after.expected >= before.expected && after.chance_of_two >= before.chance_of_two);
        for reading in [&before, &after] {
            prop_assert!(reading.expected_at_least <= reading.expected + 1e-12 && reading.expected <= reading.expected_at_most + 1e-12);
            prop_assert!(reading.chance_of_two_at_least <= reading.chance_of_two && reading.chance_of_two <= reading.chance_of_two_at_most);
        }
    }

    #[test]
    fn forgetting_what_is_known_of_providers_never_makes_competition_advised(all in providers()) {
        let settings = predicted_bids::Settings::default();
        let of = |providers: Vec<predicted_bids::Provider>| {
            predicted_bids::read(&predicted_bids::Ask { providers, past: vec![] }, &settings).expect("read").advice
        };
        let forgotten = all.iter().map(|one| predicted_bids::Provider { interest: None, ..one.clone() }).collect();
        if of(all) != predicted_bids::Advice::Advised {
            prop_assert_ne!(of(forgotten), predicted_bids::Advice::Advised);
        }
    }

    #[test]
    fn a_market_is_never_rated_above_its_capacity_or_its_providers(items in vec(option::of(0_u8..=4), 5)) {
        let ask = maturity::Ask { providers: items[0], capacity: items[1], information: items[2], stability: items[3], entry: items[4] };
        if let Ok(reading) = maturity::read(&ask, &maturity::Settings::default()) {
            let held = f64::from(items[0].unwrap_or(0).min(items[1].unwrap_or(0)));
            prop_assert!(reading.rating <= held + 1e-12 && reading.rating <= reading.mean + 1e-12 && reading.rating <= reading.at_most);
            let forgotten = maturity::Ask { capacity: None, ..ask };
            if let Ok(unknown) = maturity::read(&forgotten, &maturity::Settings::default()) {
                prop_assert!(unknown.level != maturity::Level::Mature, "a market is not mature where nobody knows its capacity");
            }
        }
    }

    #[test]
    fn everybody_is_able_not_known_or_shut_out_and_dropping_all_lets_all_in(
        facts in vec((option::of(0.0..10.0_f64), option::of(0.0..10.0_f64)), 1..15), least in (0.0..10.0_f64, 0.0..10.0_f64)
    ) {
        let requirement = |name: &str, value: f64| barriers::Requirement { name: name.into(), fact: name.into(), asks: barriers::Asks::AtLeast(value) };
        let provider = |(at, (one, two)): (usize, &(Option<f64>, Option<f64>))| barriers::Provider {
            name: at.to_string(),
            facts: [("one", one), ("two", two)].into_iter().filter_map(|(name, v)| Some((name.to_owned(), barriers::Fact::Number((*v)?)))).collect(),
            ..barriers::Provider::default()
        };
        let ask = barriers::Ask {
            requirements: vec![requirement("one", least.0), requirement("two", least.1)],
            providers: facts.iter().enumerate().map(provider).collect(),
            bidding: None,
        };
        let reading = barriers::read(&ask).expect("read");
        prop_assert_eq!(reading.able.len() + reading.not_known.len() + reading.shut_out.len(), facts.len());
        let let_in: usize = reading.order.iter().map(|step| step.come_in.len()).sum();
        prop_assert_eq!(let_in, reading.shut_out.len());
    }

    #[test]
    fn rates_of_bids_rest_on_no_lot_that_tells_none(told in vec((option::of(0_i64..1_000_000), option::of(any::<bool>()), option::of(0_u32..6)), 1..30)) {
        let lot = |(value_pence, is_competed, bids): (Option<i64>, Option<bool>, Option<u32>)| competition::Lot {
            name: "lot".into(), value_pence, is_competed, bids, ..competition::Lot::default()
        };
        let lots: Vec<competition::Lot> = told.into_iter().map(lot).collect();
        let settings = competition::Settings::default();
        let whole = competition::read(&competition::Ask { lots: lots.clone() }, &settings).expect("read");
        let kept: Vec<competition::Lot> = lots.into_iter().filter(|lot| lot.bids.is_some()).collect();
        if let Ok(part) = competition::read(&competition::Ask { lots: kept }, &settings) {
            prop_assert_eq!((part.one_bid_share, part.no_bid_share, part.mean_bids), (whole.one_bid_share, whole.no_bid_share, whole.mean_bids));
        } else {
            prop_assert_eq!(whole.standing, competition::Standing::NotKnown);
        }
        prop_assert_eq!(whole.by_bids.iter().sum::<usize>(), whole.told);
    }

    #[test]
    fn a_lot_divided_is_never_for_fewer(turnovers in vec(option::of(0_i64..10_000_000_000), 1..20), annual_pence in 1_i64..5_000_000_000) {
        let provider = |(at, turnover_pence): (usize, Option<i64>)| lots::Provider {
            name: at.to_string(), turnover_pence, is_small: None, is_voluntary: None
        };
        let ask = lots::Ask {
            lots: vec![lots::Lot { name: "lot".into(), annual_pence }],
            providers: turnovers.into_iter().enumerate().map(provider).collect(),
        };
        let reading = lots::read(&ask, &lots::Settings::default()).expect("read");
        let lot = &reading.lots[0];
        let mut able = lot.whole.able;
        for split in &lot.splits {
            prop_assert!(split.able >= able && split.able == lot.whole.able + split.come_in.len());
            able = split.able;
        }
        prop_assert!(able + reading.not_known <= ask.providers.len());
    }
}
