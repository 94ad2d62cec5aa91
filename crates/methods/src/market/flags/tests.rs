use super::*;

fn date(text: &str) -> Option<Date> {
    Some(text.parse().expect("a date"))
}

fn bid(bidder: &str, pounds: i64, status: Status) -> Bid {
    Bid { bidder: bidder.into(), pence: Some(pounds * 100), status }
}

/// A procurement won by A, with the prices of A and B in pounds.
fn priced(id: &str, first: i64, second: i64) -> Process {
    Process {
        id: id.into(),
        buyer: "council".into(),
        is_competed: Some(true),
        bids: vec![bid("A", first, Status::Valid), bid("B", second, Status::Valid)],
        winners: vec!["A".into()],
        ..Process::default()
    }
}

fn flag(processes: Vec<Process>, settings: &Settings, code: &str) -> FlagRead {
    let reading = read(&Ask { processes }, settings).expect("read");
    reading.flags.into_iter().find(|flag| flag.code == code).expect("every flag is answered for")
}

fn ids(flag: &FlagRead) -> Vec<&str> {
    flag.raised.iter().map(|raised| raised.id.as_str()).collect()
}

#[test]
fn every_flag_has_a_card_in_the_same_order() {
    let reading = read(&Ask { processes: vec![priced("1", 100, 110)] }, &Settings::default()).expect("read");
    let codes: Vec<&str> = reading.flags.iter().map(|flag| flag.code.as_str()).collect();
    assert_eq!(codes, CARDS.iter().map(|card| card.code).collect::<Vec<_>>());
}

#[test]
fn one_bid_is_pointed_out_only_where_bids_were_called_for_and_are_counted() {
    let told = |id: &str, is_competed, bids_received| Process { id: id.into(), is_competed, bids_received, ..Process::default() };
    let processes = vec![
        told("one", Some(true), Some(1)),
        told("two", Some(true), Some(2)),
        told("direct", Some(false), Some(1)),
        told("silent", Some(true), None),
    ];
    let single = flag(processes, &Settings::default(), "R018");
    assert_eq!((ids(&single), single.judged, single.of), (vec!["one"], 2, 3));
}

#[test]
fn the_closest_and_the_furthest_second_price_are_outliers_of_all() {
    // Distances of 20% to 26% and one of 1%, one of 90%.
    let mut processes: Vec<Process> = (0..7).map(|n| priced(&n.to_string(), 100, 120 + n)).collect();
    processes.push(priced("close", 100, 101));
    processes.push(priced("far", 100, 190));
    let settings = Settings::default();
    assert_eq!(ids(&flag(processes.clone(), &settings, "R024")), ["close"]);
    assert_eq!(ids(&flag(processes.clone(), &settings, "R058")), ["far"]);
    let few = flag(processes[..5].to_vec(), &settings, "R024");
    assert_eq!((few.judged, few.limit, few.raised.len()), (0, None, 0));
    let fixed = Settings { close_at_most: Some(0.2), ..settings };
    assert_eq!(ids(&flag(processes[..5].to_vec(), &fixed, "R024")), ["0"]);
}

#[test]
fn all_but_the_winner_out_is_judged_only_where_every_status_is_told() {
    let with = |id: &str, other: Status| Process {
        id: id.into(),
        bids: vec![bid("A", 100, Status::Valid), bid("B", 90, other), bid("C", 95, Status::Disqualified)],
        winners: vec!["A".into()],
        is_price_only: Some(true),
        ..Process::default()
    };
    let processes = vec![with("out", Status::Disqualified), with("valid", Status::Valid), with("silent", Status::NotTold)];
    let out = flag(processes.clone(), &Settings::default(), "R035");
    assert_eq!((ids(&out), out.judged, out.of), (vec!["out"], 2, 3));
    let lowest = flag(processes, &Settings::default(), "R036");
    assert_eq!(ids(&lowest), ["out", "silent"]);
}

#[test]
fn a_bidder_out_far_more_often_than_others_is_pointed_out() {
    let mut processes = Vec::new();
    for bidder in 0..9 {
        for n in 0..5 {
            let status = if bidder == 8 { Status::Disqualified } else { Status::Valid };
            let id = format!("{bidder}-{n}");
            processes.push(Process { id, buyer: "council".into(), bids: vec![bid(&bidder.to_string(), 1, status)], ..Process::default() });
        }
    }
    let often = flag(processes.clone(), &Settings::default(), "R038-bidder");
    assert_eq!((ids(&often), often.judged, often.raised[0].processes.len()), (vec!["8"], 9, 5));
    // One buyer draws no fence.
    assert_eq!(flag(processes, &Settings::default(), "R038-buyer").judged, 0);
}

#[test]
fn a_supplier_of_many_kinds_is_pointed_out() {
    let mut processes = Vec::new();
    for supplier in 0..9 {
        for n in 0..5 {
            let class = if supplier == 8 { format!("{}000000", 10 + n) } else { "85000000".to_owned() };
            processes.push(Process {
                id: format!("{supplier}-{n}"),
                winners: vec![supplier.to_string()],
                classes: vec![class],
                ..Process::default()
            });
        }
    }
    assert_eq!(ids(&flag(processes, &Settings::default(), "R048")), ["8"]);
}

#[test]
fn short_notice_year_end_and_awards_just_under_a_threshold() {
    let settings = Settings { thresholds_pence: vec![20_000_000], ..Settings::default() };
    let award = |id: &str, on: &str, pounds: i64| Process {
        id: id.into(),
        buyer: "council".into(),
        published: date("2026-01-05"),
        closes: date("2026-01-29"),
        awarded: date(on),
        value_pence: Some(pounds * 100),
        winners: vec!["A".into()],
        ..Process::default()
    };
    let processes = vec![award("1", "2026-03-18", 195_000), award("2", "2026-03-17", 185_000), award("3", "2027-03-19", 199_999)];
    assert_eq!(ids(&flag(processes.clone(), &settings, "W01")), ["1", "3"]);
    assert_eq!(flag(processes.clone(), &settings, "R003").raised.len(), 3);
    let split = flag(processes.clone(), &settings, "W02");
    assert_eq!((split.raised.len(), split.raised[0].processes.clone()), (1, vec!["2".to_owned(), "1".to_owned()]));
    assert_eq!(flag(processes, &Settings::default(), "W02").judged, 0);
}

#[test]
fn the_same_price_from_two_bidders_is_pointed_out_and_twice_from_one_is_not() {
    let mut twice = priced("twice", 100, 120);
    twice.bids.push(bid("A", 100, Status::Valid));
    let same = flag(vec![priced("same", 100, 100), twice], &Settings::default(), "R028");
    assert_eq!((ids(&same), same.judged), (vec!["same"], 2));
    assert_eq!(read(&Ask::default(), &Settings::default()).expect_err("refused").code(), "nothing_to_read");
    let again = Ask { processes: vec![priced("x", 1, 1), priced("x", 1, 1)] };
    assert_eq!(read(&again, &Settings::default()).expect_err("refused").code(), "same_name");
}
