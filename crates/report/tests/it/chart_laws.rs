//! What holds of every chart, whatever it is of.

use std::collections::BTreeSet;

use methods::spc::{self, Ask, Point};
use proptest::prelude::*;
use quantity::{Direction, Interval, MeasureKind, Share, Unit};
use report::chart::interval::{IntervalOf, Row, interval_chart};
use report::chart::{Chart, ChartOf, Mark, Room, TestTab, ink, mark, sparkline, spc_chart, twelve_marks};

use crate::county::{all, month, weeks, with_gaps};

/// Values of an attribute, in order.
fn values<'a>(svg: &'a str, attribute: &str) -> Vec<&'a str> {
    svg.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn drawings(chart: &Chart) -> Vec<&str> {
    chart.svg.split("<svg").skip(1).collect()
}

/// Every opened element is closed, in order; attributes are quoted; no stray angle bracket.
fn is_well_formed(xml: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for tag in xml.split('<').skip(1) {
        let Some((tag, _)) = tag.split_once('>') else { return false };
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        if tag.matches('"').count() % 2 != 0 {
            return false;
        }
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    open.is_empty()
}

fn holds_every_law(chart: &Chart, reading: &spc::Reading) {
    let Chart { svg, words, table, csv, key, .. } = chart;
    assert!(is_well_formed(svg), "{svg}");
    for colour in values(svg, "fill").into_iter().chain(values(svg, "stroke")) {
        assert!(colour == "none" || ink::PALETTE.contains(&colour), "{colour} is not in the palette");
    }
    for size in values(svg, "font-size") {
        assert!(size.parse::<f64>().expect("a size") >= 14.0, "letters of {size}");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    assert!(!svg.contains("style=") && !svg.contains("transform="), "no style that a strict policy refuses, no turned text");
    let ids = values(svg, "id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id is used twice");
    let drawings = drawings(chart);
    assert!(drawings.len() >= 2);
    for drawing in &drawings {
        assert!(drawing.contains("role=\"img\"") && drawing.contains("<g aria-hidden=\"true\">"));
        let named: Vec<&str> = values(drawing, "aria-labelledby")[0].split(' ').collect();
        assert!(named.iter().all(|name| ids.contains(name)), "{named:?}");
        let size: Vec<f64> = values(drawing, "viewBox")[0].split(' ').map(|n| n.parse().expect("a number")).collect();
        if drawing.contains("class=\"ww-narrow\"") {
            assert!(size[2] <= 320.0, "a phone is 320 wide");
        }
        for x in values(drawing, "x") {
            let x: f64 = x.parse().expect("a place");
            assert!((-1.0..=size[2] + 1.0).contains(&x), "{x} is off the sheet");
        }
    }
    assert!(!words.headline.is_empty() && !words.subtitle.is_empty() && !words.title.is_empty() && !words.description.is_empty());
    assert!(words.settings.contains("edition") && words.said.len() == 2);
    assert!(key.iter().all(|mark| is_well_formed(&mark.drawing) && !mark.words.is_empty()));
    // Every point of the reading is in the table and in the data, its value in full.
    assert_eq!(table.rows.len(), reading.points.len());
    let lines: Vec<&str> = csv.trim_end().split("\r\n").skip(1).collect();
    assert_eq!(lines.len(), reading.points.len());
    for ((point, line), row) in reading.points.iter().zip(lines).zip(table.rows.iter().rev()) {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields[0], point.period.to_string());
        assert_eq!(fields[1].parse::<f64>().ok(), point.value);
        assert_eq!(row[0].shown(), point.period.in_words());
        assert!(row.iter().all(|cell| !cell.shown().is_empty()), "a blank cell: {row:?}");
    }
}

#[test]
fn the_countys_charts_keep_every_law() {
    for (reading, of) in all() {
        holds_every_law(&spc_chart(&reading, &of), &reading);
        let column = ChartOf { room: Room::Column, id: "<\"column\" 1>".into(), ..of.clone() };
        holds_every_law(&spc_chart(&reading, &column), &reading);
        let spark = sparkline::sparkline(&reading, &of);
        assert!(is_well_formed(&spark.svg) && drawings(&spark).len() == 2);
    }
}

#[test]
fn october_is_a_diamond_and_the_eleven_before_it_are_triangles() {
    let (reading, of) = weeks(12);
    let marks = mark::marks(&reading, &[]);
    assert_eq!(marks.iter().filter(|m| **m == Mark::Chance).count(), 24);
    assert_eq!(marks.iter().filter(|m| **m == Mark::Better).count(), 11);
    assert_eq!(marks.last(), Some(&Mark::Explain));
    let explained = mark::marks(&reading, &[month(35)]);
    assert_eq!(explained.last(), Some(&Mark::Explained));
    let chart = spc_chart(&reading, &of);
    let wide = drawings(&chart)[0];
    assert_eq!(wide.matches("fill=\"#f46a25\" stroke=\"#17262a\"").count(), 1, "one diamond, with its ink outline");
    assert_eq!(wide.matches("fill=\"#12436d\" stroke=\"#fff\"").count(), 11);
    assert_eq!(wide.matches("<circle").count(), 24);
}

#[test]
fn nothing_joins_the_months_on_either_side_of_a_change_or_of_a_gap() {
    let (reading, of) = with_gaps();
    let chart = spc_chart(&reading, &of);
    let wide = drawings(&chart)[0];
    // Three stretches: before the gap, after it, and since limits were set again.
    assert_eq!(wide.matches("stroke=\"#7c8683\"").count(), 3);
    // Two months missing and four still to come, each a ring with its question mark.
    assert_eq!(wide.matches(">?</text>").count(), 6);
    assert!(chart.words.description.contains("Two months have no figure."), "{}", chart.words.description);
    assert!(chart.words.description.contains("Four months of the test period are still to come."), "{}", chart.words.description);
}

#[test]
fn a_limit_past_what_is_possible_is_drawn_at_the_edge_and_said() {
    let (reading, of) = crate::county::late_visits();
    assert!(reading.points.last().and_then(|p| p.upper).expect("a limit") > 1.0);
    let chart = spc_chart(&reading, &of);
    assert_eq!(chart.words.notes, ["The upper limit works out at 100.7%; it is drawn at 100%, the most there can be."]);
}

#[test]
fn one_late_person_of_fourteen_is_chance() {
    let (reading, of) = crate::county::reviews();
    let chart = spc_chart(&reading, &of);
    assert_eq!(chart.words.said[0].word, "No real change");
    assert!(chart.key.iter().all(|mark| mark.words != "Worse" && !mark.words.starts_with("Explain")));
}

#[test]
fn twelve_marks_say_what_they_show() {
    let (reading, of) = weeks(12);
    let marks = twelve_marks::twelve_marks(&reading, &of).expect("a test period");
    assert_eq!(marks.words, "Twelve months: eleven better, then October to explain.");
    let (reading, of) = weeks(7);
    let marks = twelve_marks::twelve_marks(&reading, &of).expect("a test period");
    assert_eq!(marks.words, "Twelve months: seven better, five still to come.");
    assert_eq!(marks.svg.matches(">?</text>").count(), 5);
    assert!(is_well_formed(&marks.svg));
    let none = twelve_marks::not_begun("none", 12, quantity::period::Cadence::Month);
    assert_eq!(none.words, "Twelve months, none of them here yet.");
    assert!(twelve_marks::twelve_marks(&reading, &ChartOf { test: None, ..of }).is_none());
}

#[test]
fn eleven_of_fourteen_are_drawn_with_their_range_and_said_to_be_few() {
    let row = |label: &str, part, whole, low, high| Row {
        label: label.into(),
        part,
        whole,
        range: Interval { low, high, level: Share::new(0.95).expect("a share") },
    };
    let of = IntervalOf {
        id: "asked".into(),
        name: "Agree that waits are fixed".into(),
        line: Some((Share::new(0.7).expect("a share"), "Needed 70%".into())),
        method: "Wilson’s, 95%".into(),
    };
    let rows = [
        row("front-line staff", 11, 14, 0.52, 0.92),
        row("people who use the service, and their families and friends", 33, 38, 0.73, 0.94),
        row("partners", 0, 0, 0.0, 1.0),
    ];
    let chart = interval_chart(&rows, &of);
    assert!(is_well_formed(&chart.svg));
    assert_eq!(
        chart.words.headline,
        "Front-line staff: 11 of 14 (79%); People who use the service, and their families and friends: 33 of 38 (87%); Partners: nobody answered."
    );
    assert_eq!(chart.words.notes, ["Front-line staff: 11 of 14 is too few to confirm anything alone."]);
    assert_eq!(
        interval_chart(&rows[1..2], &of).words.headline,
        "People who use the service, and their families and friends: 33 of 38 (87%). The true share is likely to be 73% to 94%."
    );
    assert_eq!(interval_chart(&[], &of).words.headline, "Nobody has been asked yet.");
    for colour in values(&chart.svg, "fill").into_iter().chain(values(&chart.svg, "stroke")) {
        assert!(colour == "none" || ink::PALETTE.contains(&colour), "{colour}");
    }
    assert!(chart.csv.contains("front-line staff,11,14,0.7857142857142857,0.52,0.92"), "{}", chart.csv);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_series_that_can_be_read_can_be_drawn(
        values in proptest::collection::vec(proptest::option::weighted(0.9, -50.0..500.0f64), 3..90),
        better in prop_oneof![Just(Direction::High), Just(Direction::Low), Just(Direction::Neither)],
        target in proptest::option::of(-50.0..500.0f64),
        floor in proptest::option::of(-50.0..500.0f64),
        share in any::<bool>(),
        name in "\\PC{0,40}",
        change in 0usize..100,
        test in proptest::option::of((0u32..100, 1u32..30)),
    ) {
        let scale = if share { 0.002 } else { 1.0 };
        let points: Vec<Point> = values
            .iter()
            .enumerate()
            .map(|(at, value)| Point { value: value.map(|v| if share { (v * scale).clamp(0.0, 1.0) } else { v }), ..Point::missing(month(at as u32)) })
            .collect();
        let mut ask = Ask::new(MeasureKind::Value, better);
        if let Some(target) = target {
            ask = ask.with_target(target * scale);
        }
        if change > 2 && change + 3 < values.len() {
            ask = ask.rebased(month(change as u32).first_day(), "The work changed");
        }
        if let Ok(reading) = spc::read(&points, &ask) {
            let of = ChartOf {
                floor: floor.map(|f| f * scale),
                test: test.map(|(at, fewest)| TestTab { starts: month(at), fewest }),
                place: name.clone(),
                ..ChartOf::new(name.clone(), name, if share { Unit::Percent } else { Unit::Count("visits".into()) }, 1)
            };
            holds_every_law(&spc_chart(&reading, &of), &reading);
            prop_assert!(is_well_formed(&sparkline::sparkline(&reading, &of).svg));
            if let Some(marks) = twelve_marks::twelve_marks(&reading, &of) {
                prop_assert!(is_well_formed(&marks.svg));
            }
        }
    }
}
