//! Laws of comparison that hold whatever the figures.

use methods::benchmark::neighbours::{self, Feature, Place};
use methods::benchmark::{Ask, Figure, Reading, Standing, interval, quadrant, read, trend};
use methods::funnel::{self, DataType, Group, Lines, Transform};
use proptest::prelude::*;
use quantity::{Date, Direction};

/// Figures in quarters, so that factors of two and whole steps change no digit.
fn figures() -> impl Strategy<Value = Vec<Figure>> {
    prop::collection::vec((0i32..400, 0u8..8, any::<bool>()), 9..40).prop_map(|list| {
        list.into_iter()
            .enumerate()
            .map(|(at, (value, half, known))| {
                let (value, half) = (f64::from(value) / 4.0, f64::from(half) / 2.0);
                Figure { place: format!("E{at:08}"), value, range: known.then_some((value - half, value + half)) }
            })
            .collect()
    })
}

fn of(figures: &[Figure], better: Direction) -> Reading {
    let (own, peers) = figures.split_first().expect("a place");
    read(own, peers, &Ask::of(better)).expect("a reading")
}

fn places() -> impl Strategy<Value = Vec<Place>> {
    prop::collection::vec((0i32..1_000, 0i32..1_000, 0i32..1_000), 4..20).prop_map(|rows| {
        let place = |(at, (a, b, c)): (usize, (i32, i32, i32))| Place {
            name: format!("E{at:08}"),
            values: [a, b, c].into_iter().map(|v| Some(f64::from(v) / 8.0)).collect(),
        };
        rows.into_iter().enumerate().map(place).collect()
    })
}

fn features() -> Vec<Feature> {
    [("age", 1.0), ("income", 2.0), ("density", 1.0)].into_iter().map(|(name, weight)| Feature { name: name.into(), weight }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_of_unit_changes_no_quarter_no_distance_and_no_standing(figures in figures(), factor in 0u32..8, step in -64i32..64) {
        let moved = |v: f64| v * f64::from(1 << factor) + f64::from(step);
        let other: Vec<Figure> = figures
            .iter()
            .map(|f| Figure { place: f.place.clone(), value: moved(f.value), range: f.range.map(|(a, b)| (moved(a), moved(b))) })
            .collect();
        let (one, other) = (of(&figures, Direction::High), of(&other, Direction::High));
        prop_assert_eq!((one.quarters, one.standing, one.is_far, one.distance), (other.quarters, other.standing, other.is_far, other.distance));
    }

    #[test]
    fn the_order_of_peers_changes_nothing(figures in figures(), by in 0usize..40) {
        let mut turned = figures.clone();
        let peers = turned.len() - 1;
        turned[1..].rotate_left(by % peers);
        prop_assert_eq!(of(&figures, Direction::Low), of(&turned, Direction::Low));
    }

    #[test]
    fn turning_the_direction_of_good_swaps_better_and_worse_and_moves_no_quarter(figures in figures()) {
        let (high, low, neither) = (of(&figures, Direction::High), of(&figures, Direction::Low), of(&figures, Direction::Neither));
        let swapped = match high.standing {
            Standing::Better => Standing::Worse,
            Standing::Worse => Standing::Better,
            other => other,
        };
        prop_assert_eq!((low.standing, low.quarters, low.distance), (swapped, high.quarters, high.distance));
        prop_assert!(!matches!(neither.standing, Standing::Better | Standing::Worse));
    }

    #[test]
    fn a_mirrored_table_has_mirrored_quarters(figures in figures()) {
        let mirror: Vec<Figure> = figures
            .iter()
            .map(|f| Figure { place: f.place.clone(), value: -f.value, range: f.range.map(|(a, b)| (-b, -a)) })
            .collect();
        let (one, other) = (of(&figures, Direction::High), of(&mirror, Direction::Low));
        let (one_quarters, other_quarters) = (one.quarters.expect("quarters"), other.quarters.expect("quarters"));
        prop_assert_eq!((one_quarters.from, one_quarters.to), (other_quarters.to.mirrored(), other_quarters.from.mirrored()));
        prop_assert_eq!((one.standing, one.distance), (other.standing, other.distance.map(|d| -d)));
    }

    #[test]
    fn a_wider_range_is_never_surer_of_its_quarter_or_of_a_difference(figures in figures(), wider in 1i32..40) {
        let mut wide = figures.clone();
        wide[0].range = Some(figures[0].range.map_or((figures[0].value, figures[0].value), |r| (r.0 - f64::from(wider), r.1 + f64::from(wider))));
        let (narrow, wide) = (of(&figures, Direction::High), of(&wide, Direction::High));
        let (n, w) = (narrow.quarters.expect("quarters"), wide.quarters.expect("quarters"));
        prop_assert!(w.from <= n.from && n.to <= w.to);
        if narrow.standing == Standing::Alike {
            prop_assert_eq!(wide.standing, Standing::Alike);
        }
    }

    #[test]
    fn neighbours_do_not_depend_on_units_or_order_and_distance_goes_both_ways(places in places(), factor in 0u32..10, by in 0usize..20) {
        let features = features();
        let Ok(one) = neighbours::read("E00000000", &features, &places) else { return Ok(()) };
        let mut other = places.clone();
        other.iter_mut().for_each(|p| p.values[1] = p.values[1].map(|v| v * f64::from(1 << factor)));
        let length = other.len();
        other.rotate_left(by % length);
        let other = neighbours::read("E00000000", &features, &other).expect("the same");
        prop_assert_eq!(&one.nearest, &other.nearest);
        let nearest = one.nearest.first().expect("a neighbour");
        let back = neighbours::read(&nearest.name, &features, &places).expect("the same");
        let back = back.nearest.iter().find(|n| n.name == "E00000000").expect("there");
        prop_assert!((back.distance - nearest.distance).abs() < 1e-12 * (1.0 + nearest.distance));
        for n in &one.nearest {
            prop_assert!(n.distance == 0.0 || (n.shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        prop_assert!(one.nearest.windows(2).all(|w| w[0].distance <= w[1].distance));
    }

    #[test]
    fn more_counted_of_the_same_share_is_surer(part in 0u32..50, more in 2u32..9) {
        let limits = |times: u32| interval::of_proportion("a", f64::from(part * times), f64::from(50 * times), 0.95).expect("limits");
        let (few, many) = (limits(1), limits(more));
        prop_assert!(many.high - many.low < few.high - few.low);
        prop_assert!(few.low <= few.value && few.value <= few.high);
        let rate = interval::of_rate("a", f64::from(part), 50.0, 1_000.0, 0.95).expect("limits");
        prop_assert!(rate.low <= rate.value && rate.value <= rate.high);
    }

    #[test]
    fn a_reversed_series_reverses_its_trend(values in prop::collection::vec(0i32..30, 5..14)) {
        let points = |values: &[i32]| -> Vec<trend::Point> {
            let first: Date = "2010-01-01".parse().expect("a date");
            values.iter().enumerate().map(|(at, v)| {
                let start = first.checked_add(jiff::Span::new().days(400 * at as i64)).expect("a date");
                trend::Point { start, end: start, label: at.to_string(), value: f64::from(*v) }
            }).collect()
        };
        let reversed: Vec<i32> = values.iter().rev().copied().collect();
        let (one, other) = (trend::read(&points(&values), Direction::High).expect("a trend"), trend::read(&points(&reversed), Direction::High).expect("a trend"));
        prop_assert_eq!((one.s, one.p), (-other.s, other.p));
        prop_assert!((one.slope + other.slope).abs() < 1e-9 && (0.0..=1.0).contains(&one.p));
    }

    #[test]
    fn a_funnel_does_not_depend_on_the_order_of_places_and_its_lines_hold_each_other(
        rows in prop::collection::vec((1u32..300, 300u32..5_000), 3..40), by in 0usize..40, kind in 0u8..4
    ) {
        let data = [DataType::Proportion, DataType::RatioOfCounts, DataType::Ratio(Transform::Shmi), DataType::Ratio(Transform::Cqc)][usize::from(kind)];
        let groups: Vec<Group> = rows.iter().enumerate().map(|(at, (k, n))| Group { name: at.to_string(), numerator: f64::from(*k), denominator: f64::from(*n) }).collect();
        let mut turned = groups.clone();
        turned.rotate_left(by % groups.len());
        let ask = funnel::Ask::of(data);
        let (one, other) = (funnel::read(&groups, &ask).expect("a funnel"), funnel::read(&turned, &ask).expect("a funnel"));
        prop_assert!((one.phi - other.phi).abs() <= 1e-9 * one.phi.abs());
        for g in &one.groups {
            prop_assert_eq!(other.find(&g.name).map(|o| o.side), Some(g.side));
            for lines in [g.plain, g.widened] {
                prop_assert!(lines.low_998 <= lines.low_95 && lines.low_95 <= lines.high_95 && lines.high_95 <= lines.high_998);
            }
            prop_assert!(g.widened.high_998.is_finite());
        }
        for lines in [Lines::Transformed, Lines::Exact] {
            let plain = funnel::read(&groups, &funnel::Ask { adjust: false, lines, ..ask }).expect("a funnel");
            prop_assert!(!plain.is_adjusted);
        }
    }

    #[test]
    fn a_quadrant_does_not_depend_on_units(rows in prop::collection::vec((1i32..400, 1i32..400), 5..30), factor in 0u32..6) {
        let pairs = |scale: f64| rows.iter().enumerate().map(|(at, (s, o))| quadrant::Pair { place: at.to_string(), spend: f64::from(*s) * scale, outcome: f64::from(*o) }).collect::<Vec<_>>();
        let one = quadrant::read(&pairs(1.0), Direction::Low);
        let other = quadrant::read(&pairs(f64::from(1 << factor)), Direction::Low);
        prop_assert_eq!(one, other);
    }
}
