//! Whatever is kept as columns answers as the keeper in memory does, to every question.

use exchange::tables::{Breakdown, Digest, InMemory, IndicatorMeasure, IndicatorTable, IndicatorValue, NamedArea, Stretch, Tables, Wanted};
use jiff::civil::date;
use lake::Lake;
use model::observation::Missing;
use proptest::prelude::*;
use quantity::code::AreaCode;
use quantity::{Direction, Unit};

fn area(number: u32) -> AreaCode {
    AreaCode::parse(&format!("E{number:08}")).expect("a code")
}

fn value() -> impl Strategy<Value = IndicatorValue> {
    let of = (prop_oneof![Just(""), Just("Male")], prop_oneof![Just(""), Just("65+")], prop_oneof![Just(""), Just("Ward: é, \"x\"")]);
    let number = || proptest::option::of(prop_oneof![any::<f64>().prop_filter("a number", |n| n.is_finite()), Just(0.1 + 0.2)]);
    ("[a-c]", 0u32..4, 2015i16..2020, of, number(), number(), proptest::option::of(0.0..1e9f64), any::<bool>()).prop_map(
        |(measure, number, year, (sex, age, category), value, lower, count, provisional)| IndicatorValue {
            measure: measure.as_str().into(),
            area: area(number),
            period: Stretch { start: date(year, 4, 1), end: date(year + 1, 3, 31), text: format!("{year}/{}", year + 1).into() },
            of: Breakdown { sex: sex.into(), age: age.into(), category: category.into() },
            value,
            lower,
            upper: lower.map(|lower| lower + 1.0),
            count,
            denominator: count.map(|count| count * 2.0),
            missing: value.is_none().then_some(Missing::Suppressed),
            provisional,
            dataset: Digest::default(),
        },
    )
}

fn table() -> impl Strategy<Value = IndicatorTable> {
    proptest::collection::vec(value(), 0..60).prop_map(|mut values| {
        let key = |v: &IndicatorValue| (v.measure.clone(), v.of.clone(), v.area.clone(), v.period.start);
        values.sort_by_key(key);
        values.dedup_by_key(|v| key(v));
        let measure = IndicatorMeasure {
            code: "a".into(),
            title: "A \"quoted\" title".into(),
            unit: Unit::Percent,
            polarity: Some(Direction::Low),
            aim: None,
            places: Some(1),
            source: "Somebody".into(),
            licence: String::new(),
            vintage: "May".into(),
            theme: String::new(),
            definition: "Lines\nof it".into(),
        };
        let areas = vec![NamedArea { code: area(1), name: "Aldermoor".into(), kind: "Ward".into() }];
        IndicatorTable { measures: vec![measure], areas, values }
    })
}

fn wanted() -> impl Strategy<Value = Wanted> {
    let measures = proptest::collection::vec("[a-d]", 0..3);
    (
        measures,
        proptest::collection::vec(0u32..5, 0..3),
        proptest::option::of(2014i16..2021),
        proptest::option::of(2014i16..2021),
        any::<bool>(),
    )
        .prop_map(|(measures, areas, from, to, everyone)| Wanted {
            measures: measures.iter().map(|code| code.as_str().into()).collect(),
            areas: areas.into_iter().map(area).collect(),
            from: from.map(|year| date(year, 6, 1)),
            to: to.map(|year| date(year, 6, 1)),
            everyone,
        })
}

/// The same values but for the name of their data set, which is another keeper's.
fn unnamed(values: Vec<IndicatorValue>) -> Vec<IndicatorValue> {
    values.into_iter().map(|value| IndicatorValue { dataset: Digest::default(), ..value }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn columns_answer_as_memory_does(first in table(), second in table(), wanted in wanted()) {
        let folder = tempfile::tempdir().expect("a folder");
        let (lake, memory) = (Lake::at(folder.path()), InMemory::default());
        let both = |tables: &dyn Tables| [tables.keep(&first).expect("kept"), tables.keep(&second).expect("kept")];
        let (in_lake, in_memory) = (both(&lake), both(&memory));
        prop_assert_eq!(unnamed(lake.values(&in_lake, &wanted).expect("read")), unnamed(memory.values(&in_memory, &wanted).expect("read")));
        prop_assert_eq!(lake.measures(&in_lake).expect("read"), memory.measures(&in_memory).expect("read"));
        prop_assert_eq!(lake.areas(&in_lake).expect("read"), memory.areas(&in_memory).expect("read"));
        let peers = [area(2), area(0)];
        let profiles = |tables: &dyn Tables, names: &[Digest]| {
            let lines = tables.profile(names, &area(1), &peers).expect("a profile");
            lines.into_iter().map(|line| (line.measure, line.of, unnamed(line.own), unnamed(line.peers))).collect::<Vec<_>>()
        };
        prop_assert_eq!(profiles(&lake, &in_lake), profiles(&memory, &in_memory));
    }

    #[test]
    fn the_same_figures_in_any_order_are_one_data_set(table in table()) {
        let folder = tempfile::tempdir().expect("a folder");
        let lake = Lake::at(folder.path());
        let turned = IndicatorTable { values: table.values.iter().rev().cloned().collect(), ..table.clone() };
        prop_assert_eq!(lake.keep(&table), lake.keep(&turned));
        prop_assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }
}
