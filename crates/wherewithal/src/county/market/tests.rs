use std::collections::BTreeSet;

use jiff::civil::date;

use super::contracts::{A_YEAR, Contract, Way, contracts};
use super::suppliers::{LOT_C, Of, suppliers};
use super::*;
use crate::county::TODAY;

fn share(part: i64, whole: i64) -> f64 {
    part as f64 / whole as f64
}

#[test]
fn six_hundred_suppliers_are_of_the_kinds_the_county_says() {
    let all = suppliers();
    let count = |of: &dyn Fn(&suppliers::Supplier) -> bool| all.iter().filter(|one| of(one)).count();
    assert_eq!(all.len(), 600);
    assert_eq!(all.iter().map(|one| &one.name).collect::<BTreeSet<_>>().len(), 600, "every name once");
    let numbers: BTreeSet<_> = all.iter().map(|one| (one.company.clone(), one.charity.clone())).collect();
    assert_eq!(numbers.len(), 600, "every number once");
    assert_eq!(count(&|one| one.is_small), 366);
    assert_eq!(count(&|one| one.is_voluntary), 88);
    assert_eq!(count(&|one| one.is_mutual), 14);
    assert!(all.iter().all(|one| one.is_voluntary || !one.is_mutual));
    assert_eq!(count(&|one| one.is_local), 282);
}

#[test]
fn a_hundred_and_forty_contracts_are_worth_296_million_a_year_and_29_per_cent_of_it_is_local() {
    let all = contracts();
    assert_eq!(all.len(), 140);
    assert_eq!(all.iter().map(Contract::annual).sum::<i64>(), A_YEAR);
    let parts = || all.iter().flat_map(|contract| &contract.parts);
    assert_eq!(parts().map(|(supplier, _)| &supplier.name).collect::<BTreeSet<_>>().len(), 600, "every supplier has something");
    assert!(parts().all(|(_, pence)| *pence > 0));
    let local: i64 = parts().filter(|(supplier, _)| supplier.is_local).map(|(_, pence)| pence).sum();
    assert!((share(local, A_YEAR) - 0.29).abs() < 0.0005);
}

#[test]
fn what_lapses_in_eighteen_months_and_what_has_run_past_its_end_is_as_the_county_says() {
    let ends: Vec<_> = contracts().iter().filter_map(|contract| contract.ends).collect();
    let (until, elections) = (date(2028, 5, 21), date(2027, 5, 6));
    let lapse: Vec<_> = ends.iter().filter(|end| **end >= TODAY && **end <= until).collect();
    assert_eq!(lapse.len(), 31);
    assert_eq!(lapse.iter().filter(|end| ***end > elections).count(), 9);
    let past: Vec<_> = ends.iter().filter(|end| **end < TODAY).collect();
    assert_eq!((past.len(), past.iter().min()), (4, Some(&&date(2026, 4, 21))));
    assert!(contracts().iter().all(|contract| contract.starts < TODAY), "none has still to begin");
}

#[test]
fn home_care_and_children_s_homes_are_as_concentrated_as_the_county_says() {
    let index = |of: Of| {
        let all = contracts();
        let contract = all.iter().find(|contract| contract.parts.iter().any(|(one, _)| one.of == of)).expect("a contract");
        let whole = contract.annual() as f64;
        let squares: f64 = contract.parts.iter().map(|(_, pence)| (100.0 * *pence as f64 / whole).powi(2)).sum();
        let largest = contract.parts.iter().map(|(_, pence)| *pence as f64 / whole).fold(0.0, f64::max);
        (squares.round(), (largest * 1_000.0).round() / 10.0)
    };
    assert_eq!(index(Of::HomeCare), (414.0, 9.5));
    // Of beds it is 1,766: two dozen owners were paid for a day or two.
    assert_eq!(index(Of::Homes), (1_765.0, 31.0));
}

#[test]
fn bids_are_told_for_38_per_cent_of_the_value_competed_for() {
    let text = String::from_utf8(notices()).expect("text");
    let package: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let releases = package["releases"].as_array().expect("releases");
    let competed: Vec<_> = releases.iter().filter(|release| release["tender"]["procurementMethod"] == "open").collect();
    let value =
        |list: &[&serde_json::Value]| list.iter().filter_map(|release| release["awards"][0]["value"]["amount"].as_i64()).sum::<i64>();
    let told: Vec<_> = competed.iter().copied().filter(|release| release["bids"].is_object()).collect();
    assert!((share(value(&told), value(&competed)) - 0.38).abs() < 0.005, "{}", share(value(&told), value(&competed)));
    assert_eq!(releases.len(), contracts().iter().filter(|one| matches!(one.way, Way::Open | Way::Direct)).count());
    assert!(told.iter().any(|release| release["bids"]["statistics"][0]["value"] == 1), "some drew one bid");
}

#[test]
fn what_is_handed_back_offered_and_waited_for_is_as_the_county_says() {
    let text = String::from_utf8(placements()).expect("text");
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let of = |service: &str| rows.iter().filter(|row| row[1] == service).collect::<Vec<_>>();
    let back: Vec<_> = of("Home care").into_iter().filter(|row| row[8] == "Yes").collect();
    assert_eq!((back.len(), back.iter().filter(|row| row[2] == "High Tarrow").count()), (66, 42), "11 a month, 7 of them in High Tarrow");
    let days = |rows: &[&Vec<&str>]| {
        let day = |text: &str| text.parse::<jiff::civil::Date>().expect("a day");
        let waited: i32 = rows.iter().map(|row| day(row[3]).until(day(row[5])).expect("a span").get_days()).sum();
        (f64::from(waited) / rows.len() as f64 * 10.0).round() / 10.0
    };
    let far: Vec<_> = of("Home care").into_iter().filter(|row| row[2] == "High Tarrow").collect();
    assert_eq!((days(&of("Home care")), days(&far)), (3.8, 12.6));
    assert_eq!(days(&of("Children’s residential placement")), 34.0);
    let routes = of("Route to school");
    let offers: Vec<i64> = routes.iter().map(|row| row[4].parse().expect("a number")).collect();
    assert_eq!((routes.len(), offers.iter().filter(|offers| **offers == 1).count()), (812, 300));
    assert!((offers.iter().sum::<i64>() as f64 / 812.0 - 2.1).abs() < 0.01);
}

#[test]
fn the_market_of_lot_c_is_one_provider_with_three_places_free() {
    let lot: Vec<_> = contracts().into_iter().filter(|contract| contract.title.contains("lot C")).collect();
    assert_eq!((lot.len(), lot[0].parts.len(), lot[0].parts[0].0.name.as_str()), (1, 1, LOT_C));
    let text = String::from_utf8(providers()).expect("text");
    assert!(text.lines().any(|line| line.contains(LOT_C) && line.ends_with(",Active,3")), "{text}");
}

#[test]
fn the_files_are_some_thousand_rows_and_pay_what_the_contracts_say() {
    let text = String::from_utf8(payments()).expect("text");
    let rows = text.lines().count();
    assert!((1_500..6_000).contains(&rows), "{rows}");
    let sum: i64 = text
        .lines()
        .skip(1)
        .map(|line| {
            let amount = line.split(',').nth(6).expect("an amount");
            let (pounds, pence) = amount.split_once('.').expect("two places");
            let whole = pounds.trim_start_matches('-').parse::<i64>().expect("pounds") * 100 + pence.parse::<i64>().expect("pence");
            if pounds.starts_with('-') { -whole } else { whole }
        })
        .sum();
    assert_eq!(sum, A_YEAR);
    assert_eq!(register().split(|byte| *byte == b'\n').count(), 142, "a heading, 140 rows and the end");
    assert_eq!(grants().split(|byte| *byte == b'\n').count(), 48);
}

#[test]
fn a_sum_is_shared_out_to_the_penny() {
    assert_eq!(shared_out(100, &[1, 1, 1]), [34, 33, 33]);
    assert_eq!(shared_out(5, &[0, 3, 1]), [0, 4, 1]);
    assert_eq!(shared_out(5, &[]), Vec::<i64>::new());
}
